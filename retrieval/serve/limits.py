"""Who may call, how often, and how many at once: plain ASGI, in front of every route but the health of the server."""

from __future__ import annotations

import hmac
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WINDOW_SECONDS = 60.0
MOST_CALLERS = 10_000
"""Callers that are remembered; the one that was longest away is forgotten first."""
TOO_LARGE = "De aanvraag is te groot."
OPEN_PATHS = frozenset({"/health"})


@dataclass(slots=True)
class Rate:
    """How many calls each caller made in the last minute."""

    most: int
    clock: Callable[[], float] = time.monotonic
    calls: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def wait(self, caller: str) -> float:
        """Seconds until the caller may call again; 0 when this call may pass, which is then counted."""
        now = self.clock()
        with self.lock:
            own = self.calls.setdefault(caller, deque())
            self.calls.move_to_end(caller)
            while len(self.calls) > MOST_CALLERS:
                self.calls.popitem(last=False)
            while own and own[0] <= now - WINDOW_SECONDS:
                own.popleft()
            if len(own) >= self.most:
                return own[0] + WINDOW_SECONDS - now
            own.append(now)
            return 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed. Without a key everybody who reaches the server may call."""

    key: str | None
    per_minute: int
    at_once: int
    bytes: int


class Guarded:
    """The application behind its key and limits."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits
        self._rate = Rate(limits.per_minute)
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a call on, or answers it with the reason why not."""
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await refusal(scope, receive, send)
            return
        body = _Body(receive, send, self._limits.bytes)
        self._running += 1
        try:
            await self._app(scope, body.receive, body.send)
        except _TooLargeError:
            pass  # told below, as when the application made something else of it
        finally:
            self._running -= 1
        if body.too_large:
            await _refused(413, TOO_LARGE)(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        given = headers.get("authorization", "").removeprefix("Bearer ")
        key = self._limits.key
        if key is not None and not hmac.compare_digest(given.encode(), key.encode()):
            return _refused(401, "De sleutel ontbreekt of klopt niet.", {"WWW-Authenticate": "Bearer"})
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > self._limits.bytes:
            return _refused(413, TOO_LARGE)
        wait = self._rate.wait((scope.get("client") or ("",))[0])
        if wait > 0:
            return _refused(429, "Te veel aanvragen; probeer het later opnieuw.", {"Retry-After": str(int(wait) + 1)})
        if self._running >= self._limits.at_once:
            return _refused(503, "Het is te druk; probeer het zo opnieuw.", {"Retry-After": "1"})
        return None


class _TooLargeError(Exception):
    """A body that is longer than it may be, whatever its header said."""


@dataclass(slots=True)
class _Body:
    """The body of a call while it is read; what is said after one that is too long is not sent."""

    given: Receive
    told: Send
    most: int
    seen: int = 0

    @property
    def too_large(self) -> bool:
        return self.seen > self.most

    async def receive(self) -> Message:
        message = await self.given()
        self.seen += len(message.get("body", b""))
        if self.too_large:
            raise _TooLargeError
        return message

    async def send(self, message: Message) -> None:
        if not self.too_large:
            await self.told(message)


def _refused(status: int, reason: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"detail": reason}, status_code=status, headers=headers)
