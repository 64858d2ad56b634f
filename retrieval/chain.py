"""The assistant behind LangChain's interfaces: a chain of Runnables and a retriever.

Here because LangChain is slow to import; `PolicyAssistant` loads it on first use.
What the steps do is the pipeline's business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from retrieval.types import Answer, Asked, Passage, Scope, Turn

ChainInput = str | Mapping[str, Any]
"""A bare question, or a mapping with `question` and perhaps `history`, `scope` and `today`."""


def chain_of(
    *, begrijpen: Callable[[Asked], Any], schrijven: Callable[[Any], Any], controleren: Callable[[Any], Answer]
) -> Runnable[Any, Answer]:
    """Input → understood question → draft → checked answer, each a Runnable of its own."""
    return (
        RunnableLambda(asked_of).with_config(run_name="vraag")
        | RunnableLambda(begrijpen).with_config(run_name="begrijpen")
        | RunnableLambda(schrijven).with_config(run_name="schrijven")
        | RunnableLambda(controleren).with_config(run_name="controleren")
    )


def asked_of(value: ChainInput) -> Asked:
    """The input as a question with what belongs to it; scope and turns may be dicts, the date ISO text.

    Raises:
        TypeError: there is no question in it, or something that is not known.

    """
    if isinstance(value, str):
        return Asked(value)
    unknown = set(value) - {"question", "history", "scope", "today"}
    if unknown or not isinstance(value.get("question"), str):
        raise TypeError(f"expected question, history, scope, today; got {sorted(value)}")
    scope, today = value.get("scope"), value.get("today")
    return Asked(
        value["question"],
        tuple(turn if isinstance(turn, Turn) else Turn(**turn) for turn in value.get("history") or ()),
        Scope(**scope) if isinstance(scope, Mapping) else scope,
        date.fromisoformat(today) if isinstance(today, str) else today,
    )


class PolicyRetriever(BaseRetriever):
    """The search of the assistant as a LangChain retriever."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    find: Callable[..., tuple[Passage, ...]]
    k: int = 10
    scope: Scope | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
        k: int | None = None,
    ) -> list[Document]:
        passages = self.find(query, k=k or self.k, scope=self.scope)
        return [document_of(passage) for passage in passages]


def retriever_of(find: Callable[..., tuple[Passage, ...]], *, k: int, scope: Scope | None) -> PolicyRetriever:
    """The retriever over a search."""
    return PolicyRetriever(find=find, k=k, scope=scope)


def document_of(passage: Passage) -> Document:
    """A passage as a LangChain document."""
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
