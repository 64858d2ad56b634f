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
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from retrieval.errors import ModelError
from retrieval.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

LOG = logging.getLogger("inkoopwijzer.language_model")

EXTRAS: Final = {
    "openai": "openai",
    "azure_openai": "openai",
    "ollama": "ollama",
    "anthropic": "anthropic",
}
"""Provider → the extra of this project that installs its package."""

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


class Cancelled(Exception):  # noqa: N818 - the asker's choice, not an error
    """The asker stopped the answer."""


def stream_text(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    *,
    deadline: float,
    cancelled: Callable[[], bool] = lambda: False,
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
    threading.Thread(target=_pump, args=(model, messages, pieces, stop), daemon=True).start()
    try:
        while (piece := _next(pieces, deadline, cancelled)) is not None:
            if isinstance(piece, Exception):
                raise _translated(piece) from piece
            yield piece
    finally:
        stop.set()


def _pump(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    pieces: queue.Queue[str | Exception | None],
    stop: threading.Event,
) -> None:
    try:
        for chunk in model.stream(list(messages)):
            if stop.is_set():
                return
            text = chunk.text if isinstance(chunk.text, str) else ""
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
    return ModelError("Het taalmodel is niet bereikbaar of gaf een fout.")
