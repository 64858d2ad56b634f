"""The assistant as tools for agents, over the Model Context Protocol."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated

from anyio import to_thread
from mcp.server import MCPServer
from mcp.types import ToolAnnotations
from pydantic import Field

from retrieval.answer.modelled import PASSAGES
from retrieval.pipeline import PolicyAssistant
from retrieval.serve import service

INSTRUCTIONS = (
    "Vragen over zorginkoopbeleid van Nederlandse zorgverzekeraars. Gebruik `ask` voor een antwoord waarvan elk cijfer "
    "tegen de bron is gecontroleerd, en neem de tekst met de verwijzingen over. Schrijft u zelf een tekst uit passages "
    "van `search`, controleer die dan met `check` en laat weg wat niet `supported` is."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Insurer = Annotated[str | None, Field(description="alleen beleid van deze verzekeraar")]
CareType = Annotated[str | None, Field(description="alleen deze zorgsoort")]
Year = Annotated[int | None, Field(description="alleen dit contractjaar")]
Today = Annotated[date | None, Field(description="de dag van vandaag; standaard de echte")]


def mcp_server(assistant: PolicyAssistant) -> MCPServer:
    """The server with its four tools on one assistant; not started yet."""
    server: MCPServer = MCPServer("inkoopwijzer", title="Inkoopwijzer", instructions=INSTRUCTIONS)

    @server.tool(title="Vraag beantwoorden", annotations=READ_ONLY)
    async def ask(
        question: Annotated[str, Field(description="de vraag, in het Nederlands")],
        history: Annotated[list[service.GivenTurn] | None, Field(description="het gesprek tot nu toe")] = None,
        insurer: Insurer = None,
        care_type: CareType = None,
        year: Year = None,
        today: Today = None,
    ) -> service.AnswerView:
        """Beantwoordt een vraag uit het beleid, met bronnen; elk getal en elke datum is tegen de bron gecontroleerd."""
        scope = service.GivenScope(insurer=insurer, care_type=care_type, year=year)
        given = service.GivenQuestion(question=question, history=tuple(history or ()), scope=scope, today=today)
        return await to_thread.run_sync(partial(service.ask, assistant, given))

    @server.tool(title="Passages zoeken", annotations=READ_ONLY)
    async def search(
        question: Annotated[str, Field(description="waarnaar gezocht wordt")],
        k: Annotated[int, Field(ge=1, le=service.MOST_PASSAGES, description="hoeveel passages")] = PASSAGES,
        insurer: Insurer = None,
        care_type: CareType = None,
        year: Year = None,
    ) -> list[service.PassageView]:
        """Zoekt de passages die het best bij een vraag passen, zonder antwoord."""
        scope = service.GivenScope(insurer=insurer, care_type=care_type, year=year)
        given = service.GivenSearch(question=question, scope=scope, k=k)
        return list(await to_thread.run_sync(partial(service.search, assistant, given)))

    @server.tool(title="Termijnen", annotations=READ_ONLY)
    async def deadlines(
        insurer: Insurer = None, care_type: CareType = None, year: Year = None, today: Today = None
    ) -> list[service.DeadlineView]:
        """Geeft alle gedateerde verplichtingen met wie, wat en bron; met `today` alleen wat niet voorbij is."""
        scope = service.GivenScope(insurer=insurer, care_type=care_type, year=year)
        return list(await to_thread.run_sync(partial(service.deadlines, assistant, scope, today)))

    @server.tool(title="Cijfers controleren", annotations=READ_ONLY)
    async def check(
        text: Annotated[str, Field(description="tekst met verwijzingen als [1]")],
        passages: Annotated[list[service.GivenPassage], Field(description="de passages met die nummers")],
        question: Annotated[str, Field(description="de vraag waarop de tekst antwoordt")] = "",
        today: Today = None,
    ) -> service.ReportView:
        """Controleert elk cijfer van een tekst tegen de passages die zij noemt."""
        given = service.GivenText(text=text, passages=tuple(passages), question=question, today=today)
        return await to_thread.run_sync(partial(service.check, given))

    return server
