"""Units in order of how well they answer a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter

from retrieval.answer.hints import hints_for
from retrieval.answer.match import ReadUnit, coverage, own_coverage
from retrieval.answer.wanted import fulfils
from retrieval.models.relevance import learned
from retrieval.types import Question, UnitKind, Wanted

WEAK = 0.5
"""A wish that is not certain counts for half, and is half met by anything."""
INTERACTION = (0.1, 0.8)
"""Late interaction of a question with an unrelated, a fitting unit."""
SIMILAR = (0.0, 0.7)
"""Cosines of a question with an unrelated, a fitting passage."""
WEIGHTS_SUM = 1.87
"""What the positive weights add up to: choosing compares a score with a share of the best one."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a unit; all but the last between 0 and 1."""

    interaction: float
    """Late interaction of the question's tokens with the unit's, from the trained encoder."""
    coverage: float
    """The question's words in the unit and its place."""
    own: float
    """The same in the unit alone: tells sentences of one section apart."""
    similarity: float
    """Nearness in meaning of the passage."""
    found: float
    """How high the searches together put the passage."""
    wish: float
    """The wanted kind of figure stands in it."""
    hints: float
    """What the unit's own shape says; see `hints`."""


FEATURES = tuple(field.name for field in fields(Features))
values_of = attrgetter(*FEATURES)
"""The features as a tuple, in the order of `FEATURES`."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with what its score was made of; all parts lie between 0 and 1."""

    reading: ReadUnit
    score: float
    coverage: float
    own: float
    wish: float
    similarity: float
    features: Features

    @property
    def document_id(self) -> str:
        """The document of the unit."""
        return str(self.reading.unit.document_id)


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with its late interaction, the cosine of its passage, and how high the searches put that, up to 1."""

    reading: ReadUnit
    interaction: float
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
    reading = candidate.reading
    covered = coverage(question.terms, reading)
    own = own_coverage(question.terms, reading)
    wish = wish_share(question, reading)
    features = Features(
        interaction=scaled(candidate.interaction, *INTERACTION),
        coverage=covered,
        own=own,
        similarity=scaled(candidate.similarity, *SIMILAR),
        found=candidate.share,
        wish=wish,
        hints=hints_for(question, reading),
    )
    return _scored(reading, features, score_of_features(features))


def score_of_features(features: Features) -> float:
    """The features by their learned weights."""
    weights = learned().features
    return float(sum(value * weights[name] for name, value in zip(FEATURES, values_of(features), strict=True)))


def scaled(value: float, low: float, high: float) -> float:
    """A value between two marks as a number from 0 to 1."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _scored(reading: ReadUnit, features: Features, score: float) -> Scored:
    return Scored(
        reading,
        round(score, 6),
        round(features.coverage, 4),
        round(features.own, 4),
        round(features.wish, 4),
        round(features.interaction, 4),
        features,
    )


def unranked(question: Question, reading: ReadUnit) -> Scored:
    """A unit that the searches did not bring: it stands beside one that they did."""
    own, covered = own_coverage(question.terms, reading), coverage(question.terms, reading)
    return _scored(reading, Features(0.0, covered, own, 0.0, 0.0, wish_share(question, reading), 0.0), 0.0)


def wish_share(question: Question, reading: ReadUnit) -> float:
    """Share of the question's wishes that the unit fulfils; half when nothing in particular is wished."""
    weights = [
        (fulfils(w, reading, question), 1.0) if w.strong else (max(WEAK, fulfils(w, reading, question)), WEAK)
        for w in question.wishes
        if w.wanted is not Wanted.WHO
    ]
    if not weights:
        return 0.5
    return sum(value * weight for value, weight in weights) / sum(weight for _, weight in weights)
