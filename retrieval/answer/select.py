"""Which units together answer: the best one, what it leaves open, and the sentence that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.match import Reading, term_match, term_value
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.types import Question, UnitKind, Wanted

MOST_UNITS = 3
GAIN = 0.12
"""Share of the question's words that a further unit must add to be worth its place."""
NEAR_BEST = 0.72
"""A further unit scores at least this share of the best."""
BELONGS = re.compile(
    r"^(?:daarnaast|daarbij|ook|wel|dit|deze|dat|die|dan|hierbij|hiervoor|hierop|uitstel|tenzij|indien|als|bij|zij|u|voorwaarde|voorkeur|een uitzondering|maar|echter|verwijzers|wanneer|het format|in de beginfase|ten tweede|vervolgens|zodra)\b",
    re.IGNORECASE,
)
"""Openings of a sentence that adds a condition, an exception or what follows to the one before."""
BESIDE_QUESTION = 0.25
"""Share of the question's words that a following sentence holds, or is one with a condition, to be added."""
CONDITION = re.compile(r"\b(?:tenzij|uitzondering|maximaal|mits|voorwaarde|niet mogelijk|overmacht|behalve|uitgezonderd|alleen|voorkeur)\b", re.IGNORECASE)


def select(question: Question, ranked: Sequence[Scored], *, most: int = MOST_UNITS) -> tuple[Scored, ...]:
    """The units to be cited from one document, the best first."""
    best = ranked[0]
    same = [s for s in ranked if s.document_id == best.document_id]
    chosen = [best]
    for wish in question.wishes:
        if wish.wanted is Wanted.WHO or len(chosen) >= most or any(fulfils(wish, s.reading, question) >= 0.5 for s in chosen):  # noqa: PLR2004
            continue
        other = next((s for s in same[1:] if fulfils(wish, s.reading, question) >= 0.8 and s.score >= NEAR_BEST * best.score), None)  # noqa: PLR2004
        if other and other not in chosen:
            chosen.append(other)
    while len(chosen) < most:
        added = _most_gain(question, same, chosen)
        if added is None:
            break
        chosen.append(added)
    return tuple(chosen)


def _most_gain(question: Question, same: Sequence[Scored], chosen: list[Scored]) -> Scored | None:
    """The unit that adds most words of the question to those chosen."""
    total = sum(term.weight for term in question.terms) or 1.0
    have = {t.stem: max(_plainly(t.stem, s.reading, question) for s in chosen) for t in question.terms}
    best: tuple[float, Scored | None] = (GAIN, None)
    for scored in same[:12]:
        if scored in chosen or scored.score < NEAR_BEST * chosen[0].score:
            continue
        gain = sum(
            term.weight * max(0.0, term_value(term, scored.reading.text) - have[term.stem]) for term in question.terms
        )
        if gain / total > best[0]:
            best = (gain / total, scored)
    return best[1]


def _plainly(stem: str, reading: Reading, question: Question) -> float:
    term = next(t for t in question.terms if t.stem == stem)
    return term_match(term, reading)


def with_neighbours(question: Question, chosen: Sequence[Scored], everything: dict[str, Scored], *, most: int = MOST_UNITS) -> tuple[Scored, ...]:
    """The chosen units with the sentences that they cannot do without."""
    found = list(chosen)
    for scored in chosen:
        if len(found) >= most:
            break
        for other in _neighbours(question, scored.reading, everything):
            if other not in found and len(found) < most:
                found.append(other)
    return tuple(found)


def _neighbours(question: Question, reading: Reading, everything: dict[str, Scored]) -> list[Scored]:
    units = reading.chunk.units
    found = []
    if reading.place > 0 and reading.leans:
        found.append(everything.get(units[reading.place - 1].id))
    if reading.place + 1 < len(units):
        after = units[reading.place + 1]
        scored = everything.get(after.id)
        follows = after.kind is not UnitKind.ROW and after.kind is not UnitKind.HEADING and after.kind == reading.unit.kind
        if scored and follows and reading.unit.text.rstrip().endswith("?"):
            found.append(scored)
        elif scored and follows and BELONGS.search(after.text) and (scored.own >= BESIDE_QUESTION or CONDITION.search(after.text)):
            found.append(scored)
    return [scored for scored in found if scored is not None and scored.reading.unit.kind is not UnitKind.HEADING]
