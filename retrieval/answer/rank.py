"""Units in order of how well they answer a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.answer.hints import hints_for
from retrieval.answer.match import Reading, coverage, own_coverage
from retrieval.answer.wanted import fulfils
from retrieval.types import Question, UnitKind, Wanted

COVERAGE = 0.40
"""The question's words in the unit and its place: the surest sign."""
OWN = 0.30
"""The same in the unit alone: tells sentences of one section apart."""
SIMILARITY = 0.55
"""Nearness in meaning of the passage: finds what is said in other words."""
FOUND = 0.15
"""How high the searches together put the passage."""
WISH = 0.47
"""The wanted kind of figure stands in it."""
SIMILAR_FROM, SIMILAR_TO = 0.79, 0.93
"""Cosines of multilingual-e5-small between a question and an unrelated, a fitting passage."""
WEAK = 0.5
"""A wish that is not certain counts for half, and is half met by anything."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what its score was made of; all parts lie between 0 and 1."""

    reading: Reading
    score: float
    coverage: float
    own: float
    wish: float
    similarity: float

    @property
    def document_id(self) -> str:
        """The document of the unit."""
        return str(self.reading.unit.document_id)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with the cosine similarity of its passage, and how high the searches put that (1 the highest)."""

    reading: Reading
    similarity: float
    share: float


def rank(question: Question, candidates: Iterable[Found]) -> tuple[Scored, ...]:
    """The units that may be cited, best first."""
    found = [
        score_of(question, candidate)
        for candidate in candidates
        for reading in (candidate.reading,)
        if reading.unit.kind is not UnitKind.HEADING and reading.unit.superseded_by is None
    ]
    return tuple(sorted(found, key=lambda s: (-s.score, s.reading.unit.id)))


def score_of(question: Question, candidate: Found) -> Scored:
    """One unit with its score."""
    reading, similarity = candidate.reading, candidate.similarity
    covered = coverage(question.terms, reading)
    own = own_coverage(question.terms, reading)
    near = min(1.0, max(0.0, (similarity - SIMILAR_FROM) / (SIMILAR_TO - SIMILAR_FROM)))
    wish = wish_share(question, reading)
    score = COVERAGE * covered + OWN * own + SIMILARITY * near + FOUND * candidate.share + WISH * wish
    score += hints_for(question, reading)
    return Scored(reading, round(score, 6), round(covered, 4), round(own, 4), round(wish, 4), round(near, 4))


def unranked(question: Question, reading: Reading) -> Scored:
    """A unit that the searches did not bring: it stands beside one that they did."""
    own, covered = own_coverage(question.terms, reading), coverage(question.terms, reading)
    return Scored(reading, 0.0, round(covered, 4), round(own, 4), round(wish_share(question, reading), 4), 0.0)


def wish_share(question: Question, reading: Reading) -> float:
    """Share of the question's wishes that the unit fulfils; half when nothing in particular is wished."""
    weights = [
        (fulfils(w, reading, question), 1.0) if w.strong else (max(WEAK, fulfils(w, reading, question)), WEAK)
        for w in question.wishes
        if w.wanted is not Wanted.WHO
    ]
    if not weights:
        return 0.5
    return sum(value * weight for value, weight in weights) / sum(weight for _, weight in weights)


def best_of(ranked: Sequence[Scored], document_id: str) -> Scored | None:
    """The best unit of one document."""
    return next((scored for scored in ranked if scored.document_id == document_id), None)
