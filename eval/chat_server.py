"""A real HTTP server on this machine that speaks the OpenAI chat protocol and misbehaves on purpose.

For measuring what gets past the guard with the real client in between; nothing else should talk to it.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server does with one request."""

    text: str = ""
    status: int = 200
    pause: float = 0.0
    """Seconds before each piece."""
    cut: bool = False
    """Close the connection in the middle of the stream."""
    raw: bytes | None = None
    """Sent as the whole body instead of a stream of events."""


class ChatServer:
    """Answers each request with what `script` makes of its messages; keeps all requests."""

    def __init__(self) -> None:
        self.script: Callable[[list[dict[str, Any]]], Reply] = lambda _: Reply("NIET GEVONDEN")
        self.requests: list[dict[str, Any]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append({"body": body, "authorization": self.headers.get("Authorization")})
                server.answer(self, server.script(body["messages"]))

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal of a test run."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True

    @property
    def url(self) -> str:
        """The base URL that an OpenAI client is pointed at."""
        return f"http://127.0.0.1:{self.http.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        """Send one prepared reply, as a fault or as a stream."""
        if reply.status != 200 or reply.raw is not None:
            body = reply.raw if reply.raw is not None else b'{"error": {"message": "secret-key-in-message"}}'
            handler.send_response(reply.status)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        try:
            self._stream(handler, reply)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client left: what a cancelled or timed-out answer looks like from here

    def _stream(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        pieces = [reply.text[at : at + 7] for at in range(0, len(reply.text), 7)]
        for count, piece in enumerate(pieces):
            time.sleep(reply.pause)
            if reply.cut and count > len(pieces) // 2:
                handler.connection.close()
                return
            self._event(handler, {"content": piece})
        self._event(handler, {}, "stop")
        handler.wfile.write(b"data: [DONE]\n\n")

    def _event(self, handler: BaseHTTPRequestHandler, delta: dict[str, str], finish: str | None = None) -> None:
        event = {
            "id": "1", "object": "chat.completion.chunk", "created": 0, "model": "adversary",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }  # fmt: skip
        handler.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
        handler.wfile.flush()


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """A running server on a free port of this machine."""
    server = ChatServer()
    threading.Thread(target=server.http.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.http.shutdown()
        server.http.server_close()
