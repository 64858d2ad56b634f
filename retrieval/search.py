"""A question to chunks: meaning and words searched within the policies given, the lists fused.

Which policies those are is decided before; nothing of another one is found.
What in a chunk answers is for `retrieval.answer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.fusion import reciprocal_rank_fusion
from retrieval.reranker import reranker
from retrieval.store import IndexReader, Where
from retrieval.types import Chunk, ChunkId, Question

POOL = 24
"""Chunks that each search may bring: the right one is hardly ever further down in one policy."""
UNIT_POOL = 30
DENSE_SHARE = 1.0
CHUNK_SHARE = 0.8
UNIT_SHARE = 1.0
"""A unit that shares the question's words says more than its chunk does."""
EXPANDED_SHARE = 0.6
"""Synonyms and parts of compounds find what the own words miss, and more that is beside the point."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk with its fused score and its cosine similarity (0 when the dense search did not bring it)."""

    chunk: Chunk
    score: float
    similarity: float


def search(
    question: Question, reader: IndexReader, *, document_ids: Sequence[str], vector: Sequence[float] | None = None
) -> tuple[Hit, ...]:
    """The chunks of these documents that may answer, best first."""
    if not document_ids or not (question.text.strip() or question.terms):
        return ()
    where = Where(document_ids=tuple(sorted(document_ids)))
    dense = reader.dense(list(vector) if vector is not None else question.text, POOL, where)
    own = [term.text for term in question.terms]
    expanded = _expanded(question)
    chunks = [id_ for id_, _ in reader.keyword(" ".join(own), POOL, where=where)]
    units = [id_ for id_, _ in reader.keyword(" ".join(own), UNIT_POOL, where=where, level="unit")]
    more = [id_ for id_, _ in reader.keyword(" ".join(expanded), POOL, where=where)] if expanded else []
    rankings: list[list[str]] = [[str(id_) for id_, _ in dense], chunks, _chunks_of(units, reader), more]
    fused = reciprocal_rank_fusion(
        rankings, weights=[DENSE_SHARE, CHUNK_SHARE, UNIT_SHARE, EXPANDED_SHARE if expanded else 0.0]
    )
    similar = dict(dense)
    hits = tuple(Hit(reader.chunk(id_), score, similar.get(ChunkId(id_), 0.0)) for id_, score in fused)
    return _reranked(question, hits)


def _reranked(question: Question, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The best hits in the order of the cross-encoder, where the settings name one; their scores stay in order."""
    model = reranker()
    if model is None:
        return hits
    first = hits[:POOL]
    order = model.order(question.text, [hit.chunk.text for hit in first])
    put = tuple(replace(first[place], score=hit.score) for place, hit in zip(order, first, strict=True))
    return (*put, *hits[POOL:])


def _expanded(question: Question) -> list[str]:
    """The own words with what stands for them; empty when nothing does."""
    also = [phrase for term in question.terms for phrase in term.also]
    return [term.text for term in question.terms] + also if also else []


def _chunks_of(unit_ids: Sequence[str], reader: IndexReader) -> list[str]:
    """The chunks of units, in order, each once."""
    return list(dict.fromkeys(str(reader.chunk_of(unit_id)) for unit_id in unit_ids))
