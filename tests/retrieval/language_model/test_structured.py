"""Answers as data: read as they come, from whatever a server makes of the request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import writing_assistant
from lm_cases import REPLY, TODAY, number_of

from eval.chat_server import ChatServer, Reply
from retrieval import PolicyAssistant, Status
from retrieval.language_model.structured import read_sentences
from retrieval.prompts import NOT_FOUND

WHOLE = json.dumps(
    {
        "gevonden": True,
        "zinnen": [
            {"zin": 'Dat heet "Plus" {of} [Basis].', "bronnen": [2]},
            {"zin": "Tot 1 okt. 2025 [3].", "bronnen": [1, 3]},
        ],
    }
)
SENTENCES = [('Dat heet "Plus" {of} [Basis].', (2,)), ("Tot 1 okt. 2025.", (3, 1))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WHOLE, SENTENCES),
        (f"\n {WHOLE}", SENTENCES),
        (WHOLE[:-30], SENTENCES[:1]),
        ('{"gevonden": false, "zinnen": []}', [(NOT_FOUND, ())]),
        ('{"gevonden": true, "zinnen": [7, {"zin": 3}, {"zin": "Dat kan.", "bronnen": "1"}]}', [("Dat kan.", ())]),
        ('{"zinnen": [{"zin": "Dat kan.", "bronnen": [true, 4]}]}', [("Dat kan.", (4,))]),
        ("{" * 5000, []),
        ("Dat kan [1].", [("Dat kan.", (1,))]),
        ("", []),
    ],
    ids=["data", "white space", "cut off", "not found", "of another shape", "no numbers", "endless", "text", "empty"],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_sentences_are_read_as_they_come(text: str, expected: list[tuple[str, tuple[int, ...]]], size: int) -> None:
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert [(s.text, s.numbers) for s in read_sentences(pieces)] == expected


def test_a_model_that_offers_it_is_asked_for_data(server: ChatServer, assistant: PolicyAssistant) -> None:
    def script(messages: list[dict[str, Any]]) -> Reply:
        item = {
            "zin": "DSW reageert binnen 10 werkdagen op een aanvraag.",
            "bronnen": [number_of(messages, "10 werkdagen")],
        }
        return Reply(json.dumps({"gevonden": True, "zinnen": [item]}))

    server.script = script
    answer = writing_assistant(assistant, server, llm_structured="on").ask(REPLY, today=TODAY)
    assert answer.text == "DSW reageert binnen 10 werkdagen op een aanvraag [1]."
    assert server.requests[0]["body"]["response_format"]["type"] == "json_schema"


def test_a_server_that_does_not_know_it_is_asked_for_text(server: ChatServer, assistant: PolicyAssistant) -> None:
    server.script = lambda _: (
        Reply(status=400) if "response_format" in server.requests[-1]["body"] else Reply("NIET GEVONDEN")
    )
    answer = writing_assistant(assistant, server, llm_structured="on").ask(REPLY, today=TODAY)
    assert answer.status is Status.ABSTAINED
    assert [("response_format" in request["body"]) for request in server.requests] == [True, False]


def test_a_model_of_which_nothing_is_known_is_asked_for_text(server: ChatServer, writing: PolicyAssistant) -> None:
    server.script = lambda _: Reply("NIET GEVONDEN")
    writing.ask(REPLY, today=TODAY)
    assert "response_format" not in server.requests[0]["body"]
