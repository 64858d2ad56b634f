"""The assistant as LangChain parts: a runnable chain and a retriever. Conversion to LangChain's types happens here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, Field

from retrieval.types import Answer, Passage, Scope, Turn

if TYPE_CHECKING:
    from retrieval.pipeline import PolicyAssistant

Asked = str | dict[str, object]
"""A question, or a dict with `question` and optionally `history`, `scope` and `today`."""


def chain_of(assistant: PolicyAssistant) -> Runnable[Asked, Answer]:
    """Reads the input, then answers: `invoke`, `ainvoke`, `batch`, `stream` come with it."""
    return RunnableLambda(_arguments, name="inkoopwijzer_input") | RunnableLambda(
        lambda given: assistant.ask(**given), name="inkoopwijzer_ask"
    )


def _arguments(asked: Asked) -> dict[str, Any]:
    if isinstance(asked, str):
        return {"question": asked}
    unknown = set(asked) - {"question", "history", "scope", "today"}
    if unknown or not isinstance(asked.get("question"), str):
        raise TypeError(f"expected question, history, scope, today; got {sorted(asked)}")
    given: dict[str, Any] = dict(asked)
    given["history"] = [_turn(turn) for turn in given.get("history") or ()]
    if isinstance(given.get("scope"), dict):
        given["scope"] = Scope(**given["scope"])
    if isinstance(given.get("today"), str):
        given["today"] = date.fromisoformat(given["today"])
    return given


def _turn(turn: Turn | dict[str, Any]) -> Turn:
    return turn if isinstance(turn, Turn) else Turn(role=turn["role"], content=turn["content"])


class PolicyRetriever(BaseRetriever):
    """Passages for a question as LangChain documents, best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Any = Field(repr=False)
    k: int = 10
    scope: Scope | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        del run_manager  # no part of the search reports progress
        passages: Sequence[Passage] = self.assistant.search(query, k=self.k if k is None else k, scope=self.scope)
        return [document_of(passage) for passage in passages]


def retriever_of(assistant: PolicyAssistant, *, k: int, scope: Scope | None) -> PolicyRetriever:
    """The assistant's search as a retriever."""
    return PolicyRetriever(assistant=assistant, k=k, scope=scope)


def document_of(passage: Passage) -> Document:
    """The passage as a LangChain document, its metadata plain values."""
    return Document(
        id=passage.chunk_id,
        page_content=passage.text,
        metadata={
            "document_id": passage.document_id,
            "title": passage.title,
            "insurer": passage.insurer,
            "care_types": list(passage.care_types),
            "years": list(passage.years),
            "section": list(passage.section),
            "page": passage.page,
            "score": passage.score,
        },
    )
