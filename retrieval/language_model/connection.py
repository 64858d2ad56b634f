"""The one place that talks to a language model.

Everything a provider can do wrong (time-out, refusal, cut stream, a package
that is missing) becomes a `ModelError` whose Dutch message holds neither the
key nor the provider's own text, which may repeat the key.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from retrieval.errors import ModelError
from retrieval.settings import Settings
from retrieval.types import ModelUse

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

LOG = logging.getLogger("inkoopwijzer.language_model")

EXTRAS: Final = {
    "openai": "openai",
    "azure_openai": "openai",
    "ollama": "ollama",
    "anthropic": "anthropic",
}
"""Provider → the extra of this project that installs its package."""

CHARACTERS_PER_TOKEN: Final = 3.0
"""Dutch text in the tokenisers of current models takes 3 to 4 characters a token; the low end is the safe one."""
REFUSED: Final = (400, 422)
"""What a server says to a request that it does not understand."""
POLL_SECONDS = 0.1
"""How often a waiting reader looks whether it was cancelled."""


def load_model(settings: Settings) -> BaseChatModel:
    """The chat model that `INKOOPWIJZER_LLM=provider:model` names.

    Raises:
        ModelError: the value has no provider, the provider is unknown or its package is missing.

    """
    from langchain.chat_models import init_chat_model

    assert settings.llm
    provider, separator, name = settings.llm.partition(":")
    if not (separator and name):
        raise ModelError(
            f"INKOOPWIJZER_LLM={settings.llm!r} heeft niet de vorm aanbieder:model. Schrijf bijvoorbeeld ollama:llama3."
        )
    options: dict[str, object] = {"temperature": settings.llm_temperature}
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": settings.llm_timeout}
        options["num_ctx"] = settings.llm_context
    else:
        options |= {"timeout": settings.llm_timeout, "max_retries": settings.llm_retries}
    if provider == "anthropic" and settings.llm_cache:
        options["model_kwargs"] = {"cache_control": {"type": "ephemeral"}}
    if settings.llm_base_url:
        options["azure_endpoint" if provider == "azure_openai" else "base_url"] = settings.llm_base_url
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    elif provider == "openai" and settings.llm_base_url:
        options["api_key"] = "none"  # local servers ask for no key, the client does
    try:
        return init_chat_model(name, model_provider=provider, **options)  # type: ignore[call-overload,no-any-return]
    except ImportError as error:
        extra = EXTRAS.get(provider)
        install = f"pip install '.[{extra}]'" if extra else f"het pakket {error.name or 'van ' + provider}"
        raise ModelError(f"Voor het taalmodel van {provider!r} ontbreekt een pakket. Installeer {install}.") from error
    except Exception as error:
        LOG.debug("loading the model failed: %s", type(error).__name__)
        raise ModelError(
            f"Het taalmodel {settings.llm!r} kan niet worden gestart ({type(error).__name__}). "
            "Controleer INKOOPWIJZER_LLM, het adres en de sleutel; zie 'Settings' in README.md."
        ) from error


@dataclass(slots=True)
class Meter:
    """Counts what the calls for one answer take."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    counted: bool = True
    """False from the first call on of which the provider did not say it."""
    started: float = field(default_factory=time.monotonic)

    def call(self, sent: int) -> _Call:
        """A call that sends this many characters."""
        self.calls += 1
        return _Call(self, sent)

    def use(self, name: str, *, prices: tuple[float | None, float | None]) -> ModelUse:
        """What was taken until now; prices are per million tokens in and out."""
        price_in, price_out = prices
        cost = None
        if price_in is not None and price_out is not None:
            cost = (self.input_tokens * price_in + self.output_tokens * price_out) / 1_000_000
        seconds = round(time.monotonic() - self.started, 3)
        return ModelUse(name, self.calls, self.input_tokens, self.output_tokens, self.counted, seconds, cost)


@dataclass(slots=True)
class _Call:
    """One call: what the provider says it took, else an estimate from the characters."""

    meter: Meter
    sent: int
    received: int = 0
    told: bool = False

    def read(self, chunk: AIMessageChunk) -> str:
        """The text of a piece; what it tells of tokens is counted."""
        usage = chunk.usage_metadata
        if usage:
            self.told = True
            self.meter.input_tokens += usage["input_tokens"]
            self.meter.output_tokens += usage["output_tokens"]
        text = chunk.text if isinstance(chunk.text, str) else ""
        self.received += len(text)
        return text

    def end(self) -> None:
        """The call is over, also one that was broken off."""
        if not self.told:
            self.meter.counted = False
            self.meter.input_tokens += round(self.sent / CHARACTERS_PER_TOKEN)
            self.meter.output_tokens += round(self.received / CHARACTERS_PER_TOKEN)


class Cancelled(Exception):  # noqa: N818 - the asker's choice, not an error
    """The asker stopped the answer."""


def stream_text(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    deadline: float,
    cancelled: Callable[[], bool] = lambda: False,
    meter: Meter | None = None,
    options: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """Pieces of the model's answer as they come, until it ends or `deadline` (of `time.monotonic`) passes.

    The model is read in a thread of its own, so that a server that stops
    sending cannot hold the asker.

    Raises:
        ModelError: the server failed or the deadline passed.
        Cancelled: the asker stopped it.

    """
    pieces: queue.Queue[str | Exception | None] = queue.Queue()
    stop = threading.Event()
    call = (meter or Meter()).call(sum(len(str(message.content)) for message in messages))
    chunks = partial(model.stream, list(messages), **(options or {}))
    threading.Thread(target=_pump, args=(chunks, pieces, stop, call), daemon=True).start()
    try:
        while (piece := _next(pieces, deadline, cancelled)) is not None:
            if isinstance(piece, Exception):
                raise _translated(piece) from piece
            yield piece
    finally:
        stop.set()
        call.end()


def _pump(
    chunks: Callable[[], Iterator[AIMessageChunk]],
    pieces: queue.Queue[str | Exception | None],
    stop: threading.Event,
    call: _Call,
) -> None:
    try:
        for chunk in chunks():
            if stop.is_set():
                return
            text = call.read(chunk)
            if text:
                pieces.put(text)
        pieces.put(None)
    except Exception as error:  # noqa: BLE001 - the boundary: any provider's error, handed over to the reader
        pieces.put(error)


def _next(
    pieces: queue.Queue[str | Exception | None], deadline: float, cancelled: Callable[[], bool]
) -> str | Exception | None:
    while True:
        if cancelled():
            raise Cancelled
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise ModelError("Het taalmodel antwoordde niet binnen de tijd.")
        try:
            return pieces.get(timeout=min(POLL_SECONDS, remaining))
        except queue.Empty:
            continue


def _translated(error: Exception) -> ModelError:
    status = getattr(error, "status_code", None)
    LOG.warning("the language model failed: %s %s", type(error).__name__, status or "")
    if status == 429:
        return ModelError("Het taalmodel is te druk.")
    if status in (401, 403):
        return ModelError("Het taalmodel weigert de sleutel; controleer INKOOPWIJZER_LLM_API_KEY.")
    if "timeout" in type(error).__name__.lower():
        return ModelError("Het taalmodel antwoordde niet binnen de tijd.")
    return ModelError("Het taalmodel is niet bereikbaar of gaf een fout.", refused=status in REFUSED)
