"""How sure it is that what was chosen answers the question: a calibrated probability from a few named signs.

A logistic regression, learned on policies that the encoder was not trained on, with the questions that their
policies do not answer among them (see `python -m eval train`). Three ways out follow from it: the answer, the
answer with a warning that it only stands nearest, or none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from retrieval.answer.enough import strength
from retrieval.answer.match import term_match
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.models.relevance import learned
from retrieval.types import Question, Wanted

MARGIN_OF = 0.5
"""A lead over the next unit of this much or more of the best score counts as whole."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells whether the chosen units answer; all between 0 and 1."""

    score: float
    """Score of the best unit, of the highest there is."""
    interaction: float
    """Late interaction of the best unit."""
    nearest: float
    """The highest late interaction of all that was found; when another unit has it, the best may be wrong."""
    coverage: float
    own: float
    strength: float
    wish: float
    """The wanted kind of figure stands in the best unit."""
    margin: float
    """How far the best unit leads the next of another passage."""
    unknown: float
    """Weight of the question's words that no policy has, or that stand nowhere around the unit."""
    key: float
    """How well the unit stands for the weightiest word of the question."""
    figure: float
    """A figure is wanted for sure, and one of the chosen units has it."""


NAMES = tuple(field.name for field in fields(Signs))


def signs_of(question: Question, chosen: Sequence[Scored], ranked: Sequence[Scored]) -> Signs:
    """The signs for the chosen units, the best first, among all that were found."""
    best = chosen[0]
    other = next((s.score for s in ranked if s.reading.chunk.id != best.reading.chunk.id), 0.0)
    total = sum(term.weight for term in question.terms) or 1.0
    held = {term.stem: max(term_match(term, s.reading) for s in chosen) for term in question.terms}
    missing = sum(term.weight for term in question.terms if held[term.stem] == 0.0)
    key = max(question.terms, key=lambda term: (term.weight, term.stem), default=None)
    strong = [wish for wish in question.wishes if wish.strong and wish.wanted is not Wanted.WHO]
    figure = min((max(fulfils(w, s.reading, question) for s in chosen) for w in strong), default=0.5)
    return Signs(
        score=max(0.0, best.score / 2),
        interaction=best.features.interaction,
        nearest=max((s.features.interaction for s in ranked), default=0.0),
        coverage=best.coverage,
        own=best.own,
        strength=max(strength(s) for s in chosen),
        wish=best.wish,
        margin=min(1.0, max(0.0, (best.score - other) / (MARGIN_OF * max(best.score, 0.01)))),
        unknown=missing / total,
        key=held[key.stem] if key else 0.0,
        figure=figure,
    )


def confidence_of(signs: Signs) -> float:
    """The probability that the answer is right, 0 to 1."""
    known = learned()
    total = known.bias + sum(known.signs[name] * getattr(signs, name) for name in NAMES)
    return round(1 / (1 + math.exp(-total)), 4)
