"""What a user would otherwise have, on the same questions: each system ranks and replies.

    langchain      RecursiveCharacterTextSplitter, the same embeddings, Chroma; no scope
    bm25           our passages by BM25 alone, no scope
    dense          our passages by embedding alone, no scope

Each replies with its best passage, cut off where an answer may not be longer, and
cites it: without a language model that is what such a chain has to show. None
abstains. The digit-match checker stands in `eval.checking`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from eval.answering import Step
from eval.questions import Question
from eval.ranking import DEPTH
from eval.scoring import MOST_WORDS_ELSE, Found, Outcome, Reply, grade
from retrieval.embedder import NamedEmbeddings
from retrieval.store import IndexReader

CHUNK, OVERLAP = 1000, 200
"""Characters; what LangChain's own tutorials use."""
Search = Callable[[str], list[Found]]


def baselines(reader: IndexReader, corpus: Mapping[str, str]) -> Iterator[tuple[str, Search]]:
    """The systems by name; made one after another, as each holds its own index."""
    yield "langchain", langchain_search(corpus, reader.embedding)
    yield "bm25", lambda query: _found(reader, [id_ for id_, _ in reader.keyword(query, DEPTH)])
    yield "dense", lambda query: _found(reader, [id_ for id_, _ in reader.dense(query, DEPTH)])


def run_baseline(search: Search, questions: Sequence[Question], *, step: Step) -> tuple[Outcome, ...]:
    """Each question's grade with one system."""
    outcomes = []
    for question in questions:
        started = time.perf_counter()
        passages = tuple(search(question.question))
        text = " ".join(passages[0].text.split()[:MOST_WORDS_ELSE]) if passages else ""
        reply = Reply("answered", text, passages, passages[:1], seconds=time.perf_counter() - started)
        outcomes.append(grade(question, reply))
        step(question.id)
    return tuple(outcomes)


def langchain_search(corpus: Mapping[str, str], embedding: NamedEmbeddings) -> Search:
    """The plain chain over the whole text of each document."""
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    parts = [(doc, part) for doc, text in sorted(corpus.items()) for part in splitter.split_text(text)]
    store = Chroma.from_texts(
        [part for _, part in parts],
        embedding,
        metadatas=[{"document_id": doc} for doc, _ in parts],
        ids=[f"{at:06}" for at in range(len(parts))],
        collection_name="eval-baseline",
        collection_metadata={"hnsw:space": "cosine"},
    )

    def search(query: str) -> list[Found]:
        documents = store.similarity_search(query, k=DEPTH)
        return [Found(str(document.metadata["document_id"]), document.page_content) for document in documents]

    return search


def _found(reader: IndexReader, ids: Sequence[str]) -> list[Found]:
    chunks = [reader.chunk(id_) for id_ in ids]
    return [Found(chunk.document_id, chunk.text) for chunk in chunks]
