"""The HTTP API: ask, search, deadlines and check, with OpenAPI, behind a key and limits."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel
from starlette.types import ASGIApp

from retrieval.errors import AssistantError, SettingsError
from retrieval.pipeline import PolicyAssistant
from retrieval.serve import service
from retrieval.serve.limits import Guarded, Limits
from retrieval.settings import Settings
from retrieval.types import Answer


class Health(BaseModel):
    """Whether the server can answer, and from which index."""

    status: str
    generation: str
    documents: int


def application(assistant: PolicyAssistant, settings: Settings) -> ASGIApp:
    """The ASGI application on one assistant."""
    key = settings.api_key.get_secret_value() if settings.api_key else None
    limits = Limits(key, settings.api_per_minute, settings.api_at_once, settings.api_bytes)
    return Guarded(_routes(assistant), limits)


def _routes(assistant: PolicyAssistant) -> FastAPI:
    # The pages of FastAPI's own documentation load scripts from elsewhere; openapi.json says the same.
    app = FastAPI(title="Inkoopwijzer", version=_version(), docs_url=None, redoc_url=None)

    @app.exception_handler(AssistantError)
    def _explained(_: Request, error: AssistantError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=503)

    @app.get("/health", summary="Of de server kan antwoorden")
    def health() -> Health:
        reader = assistant.reader
        return Health(status="ok", generation=reader.generation, documents=len(reader.documents))

    @app.post("/v1/ask", summary="Een antwoord met bronnen en gecontroleerde cijfers")
    def ask(given: service.GivenQuestion) -> service.AnswerView:
        return service.ask(assistant, given)

    @app.post("/v1/ask/stream", summary="Hetzelfde, met elke gecontroleerde zin zodra die er is (server-sent events)")
    def stream(given: service.GivenQuestion) -> StreamingResponse:
        return StreamingResponse(_events(assistant, given), media_type="text/event-stream")

    @app.post("/v1/search", summary="De passages die het best bij een vraag passen")
    def search(given: service.GivenSearch) -> tuple[service.PassageView, ...]:
        return service.search(assistant, given)

    @app.get("/v1/deadlines", summary="Alle gedateerde verplichtingen")
    def deadlines(
        insurer: str | None = None, care_type: str | None = None, year: int | None = None, today: date | None = None
    ) -> tuple[service.DeadlineView, ...]:
        scope = service.GivenScope(insurer=insurer, care_type=care_type, year=year)
        return service.deadlines(assistant, scope, today)

    @app.post("/v1/check", summary="Een oordeel over elk cijfer van een tekst, uit de passages die zij noemt")
    def check(given: service.GivenText) -> service.ReportView:
        return service.check(given)

    return app


def _events(assistant: PolicyAssistant, given: service.GivenQuestion) -> Iterator[str]:
    """`sentence` for each checked sentence, then `answer`; a caller that leaves stops the model."""
    told: queue.Queue[str | Answer | AssistantError] = queue.Queue()
    left = threading.Event()

    def write() -> None:
        try:
            told.put(
                assistant.ask(
                    given.question,
                    history=given.turns(),
                    scope=given.scope.within(assistant),
                    today=given.today,
                    cancelled=left.is_set,
                    show=told.put,
                )
            )
        except AssistantError as error:
            told.put(error)

    threading.Thread(target=write, daemon=True).start()
    try:
        while isinstance(piece := told.get(), str):
            yield _event("sentence", json.dumps(piece, ensure_ascii=False))
        if isinstance(piece, Answer):
            yield _event("answer", service.AnswerView.model_validate(piece).model_dump_json())
        else:
            yield _event("error", json.dumps(str(piece), ensure_ascii=False))
    finally:
        left.set()


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"


def _version() -> str:
    try:
        return version("inkoopwijzer")
    except PackageNotFoundError:
        return "0"


def serve(assistant: PolicyAssistant, settings: Settings, *, host: str, port: int) -> None:
    """Serves until it is stopped.

    Raises:
        SettingsError: other machines could reach it without a key.

    """
    import uvicorn

    if settings.api_key is None and not _only_here(host):
        raise SettingsError(
            f"Op {host} kunnen andere computers bij de API, en er is geen sleutel. "
            "Zet INKOOPWIJZER_API_KEY, of gebruik --host 127.0.0.1."
        )
    uvicorn.run(application(assistant, settings), host=host, port=port, log_level=settings.log_level.lower())


def _only_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
