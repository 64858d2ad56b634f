"""The HTTP API: the answers of the Python API, its OpenAPI, its key and its limits; the real application over ASGI."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import httpx
import pytest

from retrieval import PolicyAssistant
from retrieval.errors import IndexDamaged, SettingsError
from retrieval.serve.http import application, serve
from retrieval.serve.limits import MOST_CALLERS, Rate
from retrieval.settings import Settings

QUESTION = "Binnen hoeveel werkdagen reageert DSW op een aanvraag?"
TODAY = "2026-11-22"


@asynccontextmanager
async def client_of(assistant: PolicyAssistant, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    app = application(assistant, Settings(**options))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://server") as client:
        yield client


async def test_an_answer_is_that_of_the_python_api(serving: PolicyAssistant) -> None:
    async with client_of(serving) as client:
        reply = await client.post("/v1/ask", json={"question": QUESTION, "today": TODAY})
    answer = serving.ask(QUESTION, today=date(2026, 11, 22))
    got = reply.json()
    assert reply.status_code == 200
    assert "10 werkdagen" in got["text"]
    assert (got["text"], got["status"], got["verified"]) == (answer.text, "answered", True)
    assert got["citations"][0]["quote"] == answer.citations[0].quote
    assert got["checks"][0]["verdict"] == "supported"
    assert "units" not in got["citations"][0]


async def test_history_and_scope_reach_the_assistant(serving: PolicyAssistant) -> None:
    asked = {
        "question": "en de overeenkomst, wanneer tekenen we die?",
        "history": [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "Binnen 10 werkdagen."}],
        "scope": {"insurer": "dsw"},
        "today": TODAY,
    }
    async with client_of(serving) as client:
        got = (await client.post("/v1/ask", json=asked)).json()
    assert got["scope"]["insurer"] == "DSW"
    assert "14 november 2026" in got["text"]


async def test_search_deadlines_and_check(serving: PolicyAssistant) -> None:
    async with client_of(serving) as client:
        found = (await client.post("/v1/search", json={"question": QUESTION, "k": 1})).json()
        due = (await client.get("/v1/deadlines", params={"insurer": "dsw"})).json()
        over = (await client.get("/v1/deadlines", params={"today": "2027-01-01"})).json()
        given = {"text": "DSW reageert binnen 12 werkdagen [1].", "passages": [{"n": 1, "text": found[0]["text"]}]}
        judged = (await client.post("/v1/check", json=given)).json()
    assert len(found) == 1
    assert "10 werkdagen" in found[0]["text"]
    assert "2026-11-14" in {deadline["value"] for deadline in due}
    assert "2026-11-14" not in {deadline["value"] for deadline in over}
    assert judged["ok"] is False
    assert judged["checks"][0]["verdict"] == "contradicted"


async def test_the_stream_ends_with_the_answer(serving: PolicyAssistant) -> None:
    async with client_of(serving) as client:
        reply = await client.post("/v1/ask/stream", json={"question": QUESTION, "today": TODAY})
    events = [event.split("\n") for event in reply.text.strip().split("\n\n")]
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert events[-1][0] == "event: answer"
    assert "10 werkdagen" in json.loads(events[-1][1].removeprefix("data: "))["text"]


async def test_openapi_describes_every_route(serving: PolicyAssistant) -> None:
    async with client_of(serving) as client:
        described = (await client.get("/openapi.json")).json()
    routes = {"/health", "/v1/ask", "/v1/ask/stream", "/v1/search", "/v1/deadlines", "/v1/check"}
    assert set(described["paths"]) == routes
    assert {"AnswerView", "CitationView", "CheckView"} <= set(described["components"]["schemas"])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/ask", {}),
        ("/v1/ask", {"question": "x" * 5000}),
        ("/v1/ask", {"question": "x", "colour": "red"}),
        ("/v1/ask", {"question": "x", "history": [{"role": "system", "content": "y"}]}),
        ("/v1/search", {"question": "x", "k": 0}),
        ("/v1/check", {"text": "x", "passages": [{"n": 0, "text": "y"}]}),
    ],
)
async def test_what_cannot_be_asked_is_refused(path: str, body: dict[str, Any], serving: PolicyAssistant) -> None:
    async with client_of(serving) as client:
        assert (await client.post(path, json=body)).status_code == 422


async def test_without_the_key_only_health_answers(serving: PolicyAssistant) -> None:
    asked = {"text": "Niets.", "passages": []}
    async with client_of(serving, api_key="geheim") as client:
        none = await client.post("/v1/check", json=asked)
        wrong = await client.post("/v1/check", json=asked, headers={"Authorization": "Bearer geheimer"})
        right = await client.post("/v1/check", json=asked, headers={"Authorization": "Bearer geheim"})
        health = await client.get("/health")
        described = await client.get("/openapi.json")
    assert [r.status_code for r in (none, wrong, right, health, described)] == [401, 401, 200, 200, 401]
    assert "geheim" not in none.text


async def test_a_caller_that_asks_too_often_waits(serving: PolicyAssistant) -> None:
    async with client_of(serving, api_per_minute=2) as client:
        replies = [await client.get("/v1/deadlines") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert 0 < int(replies[-1].headers["retry-after"]) <= 60


async def test_a_large_request_is_not_read(serving: PolicyAssistant) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 1000

    async with client_of(serving, api_bytes=5000) as client:
        told = await client.post("/v1/ask", content=b" " * 6000)
        untold = await client.post("/v1/ask", content=pieces())
    assert (told.status_code, untold.status_code) == (413, 413)


async def test_an_error_is_told_in_its_own_words(serving: PolicyAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise IndexDamaged("De index is beschadigd. Maak hem opnieuw.")

    monkeypatch.setattr(PolicyAssistant, "ask", damaged)
    async with client_of(serving) as client:
        reply = await client.post("/v1/ask", json={"question": QUESTION})
        streamed = await client.post("/v1/ask/stream", json={"question": QUESTION})
    assert reply.status_code == 503
    assert reply.json()["detail"] == "De index is beschadigd. Maak hem opnieuw."
    assert streamed.text.startswith("event: error")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "server.example"])
def test_others_are_not_served_without_a_key(host: str, serving: PolicyAssistant) -> None:
    with pytest.raises(SettingsError, match="INKOOPWIJZER_API_KEY"):
        serve(serving, Settings(), host=host, port=8000)


def test_calls_are_forgotten_after_a_minute_and_callers_when_there_are_many() -> None:
    now = [0.0]
    rate = Rate(1, clock=lambda: now[0])
    assert rate.wait("a") == 0
    assert rate.wait("a") == 60
    now[0] = 60.1
    assert rate.wait("a") == 0
    for caller in range(MOST_CALLERS + 5):
        rate.wait(str(caller))
    assert len(rate.calls) == MOST_CALLERS
