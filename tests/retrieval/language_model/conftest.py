"""A small index of an invented policy, extractive answers from it, and a server that misbehaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from lm_cases import RIGHT, TODAY

from eval.chat_server import ChatServer, chat_server
from ingest.pipeline import ingest
from retrieval import Answer, PolicyAssistant
from retrieval.language_model.connection import load_model
from retrieval.language_model.writing import ModelWriter
from retrieval.settings import Settings

POLICY = """\
# Zorginkoopbeleid logopedie DSW 2027

## 1 Contracteren

### 1.1 Wie een overeenkomst krijgt

Praktijken die al een overeenkomst met DSW hebben, krijgen voor 2027 vanzelf een nieuw aanbod. Een praktijk heeft
minimaal 2 logopedisten met een geldige registratie in het kwaliteitsregister. Het aanbod geldt voor twee jaar.

### 1.2 Aanvragen

Nieuwe praktijken vragen de overeenkomst aan via het Zorginkoopportaal van VECOZO. DSW reageert binnen 10 werkdagen op
een aanvraag. De overeenkomst gaat in op de eerste dag van het eerstvolgende kwartaal na de aanvraagdatum.

## 2 Planning

| Datum | Wie | Actie |
| --- | --- | --- |
| Uiterlijk 3 september 2026 | DSW | Aanbieden van de overeenkomst |
| Uiterlijk 14 november 2026, 17.00 uur | Praktijken | Ondertekenen van de overeenkomst |
| Vanaf 5 december 2026 | DSW | Publiceren van het gecontracteerde aanbod in de zorgzoeker |

## 3 Tarieven

Voor praktijken met een wachttijd van meer dan 6 weken geldt een opslag van 4,5% op het tarief. De opslag vervalt als de
wachttijd onder de 3 weken komt. Een toeslag voor meertaligheid bedraagt 7,25 euro per zitting.

## 4 Vragen

Vragen over contractering stelt u per e-mail via inkoop.logopedie@dsw.example. Wij zijn bereikbaar tussen 9 en 12 uur.
"""


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    folder = tmp_path_factory.mktemp("language_model")
    policies = folder / "policies"
    policies.mkdir()
    (policies / "dsw-logopedie-2027.md").write_text(POLICY, encoding="utf-8")
    ingest([policies], index=folder / "index")
    return PolicyAssistant.open(folder / "index")


@pytest.fixture(scope="session")
def extractive(assistant: PolicyAssistant) -> dict[str, Answer]:
    """The extractive answer to each question."""
    return {question: assistant.ask(question, today=TODAY) for question in RIGHT}


@pytest.fixture(scope="session")
def server() -> Iterator[ChatServer]:
    with chat_server() as running:
        yield running


def writing_assistant(assistant: PolicyAssistant, server: ChatServer, **options: Any) -> PolicyAssistant:
    """The same index, with a model that the server plays."""
    server.requests.clear()
    defaults = {"llm": "openai:adversary", "llm_base_url": server.url, "llm_timeout": 5.0, "llm_retries": 0}
    chosen = Settings(**{**defaults, **options})
    return PolicyAssistant(assistant.reader, model=ModelWriter(load_model(chosen), chosen))


@pytest.fixture
def writing(assistant: PolicyAssistant, server: ChatServer) -> PolicyAssistant:
    """An assistant with a model that the server plays."""
    return writing_assistant(assistant, server)
