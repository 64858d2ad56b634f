"""The assistant as LangChain tools, for an agent that is built with LangChain."""

from __future__ import annotations

from datetime import date

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import TypeAdapter

from retrieval.pipeline import PolicyAssistant
from retrieval.serve import service

PASSAGES = TypeAdapter(tuple[service.PassageView, ...])
DEADLINES = TypeAdapter(tuple[service.DeadlineView, ...])


class DeadlinesWanted(service.GivenScope):
    """Which dated obligations are wanted; with `today` only those that are not over."""

    today: date | None = None


def langchain_tools(assistant: PolicyAssistant) -> tuple[BaseTool, ...]:
    """`ask`, `search`, `deadlines` and `check`; each gives JSON."""

    def ask(**given: object) -> str:
        return service.ask(assistant, service.GivenQuestion.model_validate(given)).model_dump_json()

    def search(**given: object) -> str:
        return PASSAGES.dump_json(service.search(assistant, service.GivenSearch.model_validate(given))).decode()

    def deadlines(**given: object) -> str:
        wanted = DeadlinesWanted.model_validate(given)
        return DEADLINES.dump_json(service.deadlines(assistant, wanted, wanted.today)).decode()

    def check(**given: object) -> str:
        return service.check(service.GivenText.model_validate(given)).model_dump_json()

    return (
        StructuredTool.from_function(
            ask,
            name="ask",
            description="Beantwoordt een vraag over zorginkoopbeleid, met bronnen en gecontroleerde cijfers.",
            args_schema=service.GivenQuestion,
        ),
        StructuredTool.from_function(
            search,
            name="search",
            description="Zoekt passages in het zorginkoopbeleid.",
            args_schema=service.GivenSearch,
        ),
        StructuredTool.from_function(
            deadlines,
            name="deadlines",
            description="Alle gedateerde verplichtingen in het beleid.",
            args_schema=DeadlinesWanted,
        ),
        StructuredTool.from_function(
            check,
            name="check",
            description="Controleert elk cijfer van een tekst tegen de passages die zij noemt.",
            args_schema=service.GivenText,
        ),
    )
