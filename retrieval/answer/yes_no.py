"""Ja, nee, or that a question starts from something that is not so: said only when the source leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from retrieval.answer import cues
from retrieval.answer.rank import Scored
from retrieval.calculator import meets
from retrieval.dutch.letters import fold
from retrieval.dutch.stems import stem
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Form, Question, Unit, Wanted
from retrieval.understand.kinds import sentences_of

SURE = 0.45
"""Share of the question's words that the unit itself must hold before it decides a ja or nee."""


class YesNo(StrEnum):
    """What the source says to a yes/no question or a premise."""

    YES = "yes"
    NO = "no"
    WRONG = "wrong"
    NONE = "none"


NEGATION = cues.words("negation")
HEDGE = cues.words("hedge")
ASIDE = cues.words("aside")
"""A negation inside a clause about something else: it decides nothing."""
MUST = cues.words("must")
MAY = cues.words("may")
ASKS_MUST = cues.opening("asks_must")
ASKS_MAY = cues.opening("asks_may")
LACKING = cues.words("lacking")
"""Who lacks it gets nothing: so it is needed."""
EXCEPTION = cues.words("exception")
"""Beside the rule: whether the asker is excepted is for him to read."""
WITHOUT = cues.words("without")
AFFIRMED = cues.words("affirmed")
YEAR = re.compile(r"\b20[0-9]{2}\b")
SEVERAL_COLUMNS = 2
PRESUMES = cues.words("presumes")
OWN_CASE = cues.words("own_case")
SIZES = (FigureKind.COUNT, FigureKind.PERCENTAGE, FigureKind.MONEY)
MEASURES = (*SIZES, FigureKind.DURATION)
COMPARED = (*SIZES, FigureKind.DATE, FigureKind.YEAR, FigureKind.PERIOD, FigureKind.DURATION, FigureKind.TIME)


def verdict_on(question: Question, chosen: Sequence[Scored]) -> YesNo:
    """What the chosen units say to the question; NONE when they leave room."""
    sizes = _sizes(question, chosen)
    if sizes is not YesNo.NONE:
        return sizes
    if contradicts(question, chosen):
        return YesNo.WRONG
    if question.form is not Form.YES_NO or not chosen or chosen[0].own < SURE:
        return YesNo.NONE
    if any(EXCEPTION.search(scored.reading.unit.text) for scored in chosen[1:]):
        return YesNo.NONE
    said = [_rule(question.asked, _said(question, scored.reading.unit)) for scored in chosen if scored.own >= SURE]
    return said[0] if len({*said} - {YesNo.NONE}) < 2 else YesNo.NONE


def _said(question: Question, unit: Unit) -> str:
    """What the unit says; of a row with a column per year only the cells of the year asked about."""
    year = str(question.scope.year or "")
    columns = [(header, cell) for header, cell in unit.cells if YEAR.search(header)]
    if not year or len(columns) < SEVERAL_COLUMNS:
        return unit.text
    return " ".join(cell for header, cell in columns if year in YEAR.findall(header)) or unit.text


def _rule(asked: str, text: str) -> YesNo:
    asking = sentences_of(asked)[-1] if sentences_of(asked) else asked
    if text.rstrip().endswith("?") or HEDGE.search(text) or NEGATION.search(asking) or ASIDE.search(text):
        return YesNo.NONE
    if LACKING.search(text):
        needed = ASKS_MUST.search(asking) is not None
        return YesNo.YES if needed else YesNo.NO if WITHOUT.search(asking) else YesNo.NONE
    if NEGATION.search(text):
        return YesNo.NO
    if AFFIRMED.search(text) and not WITHOUT.search(asking):
        return YesNo.YES
    if MUST.search(text):
        if ASKS_MUST.search(asking):
            return YesNo.YES
        return YesNo.NO if ASKS_MAY.search(asking) and WITHOUT.search(asking) else YesNo.NONE
    return YesNo.YES if ASKS_MAY.search(asking) and MAY.search(text) and not WITHOUT.search(asking) else YesNo.NONE


def _sizes(question: Question, chosen: Sequence[Scored]) -> YesNo:
    """Whether the asker's own sizes meet the bounds of the source."""
    if question.form is not Form.YES_NO or not OWN_CASE.search(question.asked):
        return YesNo.NONE
    found: list[bool] = []
    for given in question.figures:
        limit = _limit_for(given, chosen)
        if limit is None:
            continue
        met = meets(limit, given)
        if met is not None:
            found.append(met)
    if not found:
        return YesNo.NONE
    return YesNo.YES if all(found) else YesNo.NO


def _limit_for(given: Figure, chosen: Sequence[Scored]) -> Figure | None:
    """The bound of the same kind and unit in the chosen units."""
    for scored in chosen:
        for figure in scored.reading.unit.figures:
            if figure.kind is given.kind and figure.kind in MEASURES and figure.bound is not None:
                return figure
    return None


def contradicts(question: Question, chosen: Sequence[Scored]) -> bool:
    """Whether the question takes for granted a figure that the source gives otherwise."""
    asks_date = any(wish.wanted is Wanted.DATE for wish in question.wishes)
    stated = [f for f in presumed(question) if f.kind in COMPARED and not (asks_date and f.kind is FigureKind.DATE)]
    if not stated or not chosen:
        return False
    own = set(chosen[0].reading.info.years)
    for figure in stated:
        if figure.kind is FigureKind.PERIOD and own >= years_of(figure):
            continue
        units = ([f for f in s.reading.unit.figures if _comparable(f, figure)] for s in chosen)
        same = next((found for found in units if found), [])
        if same and not any(f.value == figure.value for f in same):
            return True
    return False


def years_of(figure: Figure) -> set[int]:
    """The first and the last year of a period that is given in years; empty for another one."""
    ends = [end[:4] for end in figure.value.split("/")]
    return {int(end) for end in ends} if all(end.isdigit() for end in ends) else set()


def _comparable(one: Figure, other: Figure) -> bool:
    if one.kind is FigureKind.COUNT and one.unit and other.unit:
        return other.kind is FigureKind.COUNT and stem(fold(one.unit)) == stem(fold(other.unit))
    return one.kind is other.kind


def presumed(question: Question) -> tuple[Figure, ...]:
    """The figures taken for granted: in a sentence that tells, or behind `omdat`, `waarom`, `toch`."""
    parts = sentences_of(question.asked)
    telling = [p for p in parts[:-1] if not p.endswith("?") and not OWN_CASE.search(p)]
    if PRESUMES.search(question.asked) and not OWN_CASE.search(question.asked.split("omdat")[0]):
        telling.append(question.asked)
    return tuple(figure for part in dict.fromkeys(telling) for figure in find_figures(part))
