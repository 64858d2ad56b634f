"""Whether what was found is enough to answer: better no answer than one beside the question."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answer.match import Reading, coverage, term_match
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.types import Form, Question, Wanted, Wish

ENOUGH = 0.36
"""Evidence from which a passage answers; found on half of the development questions."""
MEASURED = (
    Wanted.DATE, Wanted.TIME, Wanted.DURATION, Wanted.FREQUENCY, Wanted.PERCENTAGE, Wanted.MONEY, Wanted.YEAR, Wanted.AGE, Wanted.COUNT, Wanted.PHONE, Wanted.EMAIL, Wanted.ADDRESS,
)  # fmt: skip
"""What must really stand there when it is asked for."""
HELD = 0.44
"""A wish is met from here: a count of something else, or with another bound, is below it."""
ABOUT = 0.22
"""Least share of the question's words around a wanted figure: less, and it is a figure of something else."""
UNMET = 0.14
"""Added to what is enough when the wanted kind does not stand there, though it need not (`wanneer`)."""
PLACE = 0.5
"""Share of the evidence that the words of the question make; the nearness in meaning makes the rest."""


def strength(question: Question, scored: Scored) -> float:
    """How strong the evidence of a unit is, 0 to 1: words and meaning together."""
    return round(PLACE * scored.coverage + (1 - PLACE) * (0.5 * scored.own + 0.5 * scored.similarity), 4)


def holds_wishes(question: Question, readings: Sequence[Reading]) -> bool:
    """Whether everything that must be stated is stated by one of the units."""
    for wish in question.wishes:
        if not wish.strong or wish.wanted not in MEASURED:
            continue
        if not any(fulfils(wish, r, question) >= HELD and about(question, wish, r) >= ABOUT for r in readings):
            return False
    return True


def about(question: Question, wish: Wish, reading: Reading) -> float:
    """Share of the question's words, what is counted left out, that the unit in its place speaks of."""
    terms = tuple(term for term in question.terms if term.stem != wish.unit)
    return coverage(terms or question.terms, reading)


def is_enough(question: Question, chosen: Sequence[Scored]) -> bool:
    """Whether the chosen units answer the question."""
    if not chosen:
        return False
    readings = [scored.reading for scored in chosen]
    if chosen[0].reading.meta and question.form is Form.FACT:
        return False
    weak = [wish for wish in question.wishes if not wish.strong and wish.wanted in MEASURED]
    unmet = any(max(fulfils(wish, r, question) for r in readings) < HELD for wish in weak)
    return strength(question, chosen[0]) >= ENOUGH + UNMET * unmet and holds_wishes(question, readings)


def share_held(question: Question, readings: Sequence[Reading]) -> float:
    """Weighted share of the question's words that the units together speak of."""
    total = sum(term.weight for term in question.terms)
    if total == 0:
        return 0.0
    return sum(t.weight * max(term_match(t, r) for r in readings) for t in question.terms) / total
