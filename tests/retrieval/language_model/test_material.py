"""What a model is given to read: the scope of the question in front, what may be meant behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import writing_assistant
from lm_cases import TODAY

from eval.chat_server import ChatServer, Reply
from ingest.pipeline import ingest
from retrieval import PolicyAssistant

POLICIES = {
    "dsw-logopedie-2026": (
        "# Zorginkoopbeleid logopedie DSW 2026\n\n## 1 Eisen\n\nEen praktijk heeft in 2026 minimaal 2 logopedisten.\n"
    ),
    "onvz-ergotherapie-2027": (
        "# Zorginkoopbeleid ergotherapie ONVZ 2027\n\n## 1 Eisen\n\n"
        "Een praktijk voor de Plusovereenkomst heeft in 2026 ten minste 75 cliënten behandeld.\n"
    ),
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    folder: Path = tmp_path_factory.mktemp("two")
    for name, text in POLICIES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    ingest([folder], index=folder / "index")
    return PolicyAssistant.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "sent"),
    [
        ("Hoeveel cliënten moet een praktijk in 2026 hebben behandeld?", True),
        ("Hoeveel cliënten moet een praktijk bij DSW in 2026 hebben behandeld?", False),
    ],
    ids=["nobody is named: the year may be the one that is measured", "an insurer is named"],
)
def test_policies_of_another_year_are_read_where_the_scope_is_open(
    question: str, server: ChatServer, two: PolicyAssistant, *, sent: bool
) -> None:
    server.script = lambda _: Reply("NIET GEVONDEN")
    writing_assistant(two, server).ask(question, today=TODAY)
    prompt = str(server.requests[0]["body"]["messages"][-1]["content"])
    assert ("75 cliënten" in prompt) is sent
    assert "minimaal 2 logopedisten" in prompt
