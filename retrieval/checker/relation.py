"""How two figures relate: the same value, one inside the other, different, or not to be compared.

Equality by meaning is that of `retrieval.figures.find.equal_value`; this module
adds what a claim may leave out or sum up: the year of a date, one year of a
contract period, one end of a range.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from retrieval.checker.statements import CALENDAR, group_of
from retrieval.checker.vocabulary import keys, likeness
from retrieval.dutch.letters import bare
from retrieval.figures.equality import canonical, compatible, equal_value
from retrieval.figures.values import Bound, Figure, FigureKind


class Relation(IntEnum):
    """From a claim's figure to a source's figure."""

    APART = 0
    """Not comparable: a percentage and a date, patients and fte."""
    DIFFERENT = 1
    YEAR_ADDED = 2
    """Day and month agree; the claim names a year that the source does not."""
    WITHIN = 3
    """The claim follows from the source: a year of its period, an end of its range."""
    SAME = 4


def relate(claim: Figure, source: Figure) -> Relation:
    """The relation of a claim's figure to a source's figure; bounds are left to `bounds`."""
    if group_of(claim.kind) != group_of(source.kind):
        return Relation.WITHIN if _is_length_of(claim, source) or _unnamed(claim, source) else Relation.APART
    if not _same_unit(claim, source):
        return Relation.APART
    if equal_value(claim.kind, claim.value, source.kind, source.value):
        return Relation.SAME
    if group_of(claim.kind) == CALENDAR:
        return _on_calendar(claim, source)
    if claim.kind is FigureKind.TIME and _end_of_range(claim, source):
        return Relation.WITHIN
    return Relation.DIFFERENT


def _unnamed(claim: Figure, source: Figure) -> bool:
    """Whether one of the two is a bare number that the other says the measure of: `54,40` and `€ 54,40`."""
    ones = (claim.kind, source.kind)
    if FigureKind.COUNT not in ones or not (FigureKind.MONEY in ones or FigureKind.PERCENTAGE in ones):
        return False
    bare = claim if claim.kind is FigureKind.COUNT else source
    return bare.unit is None and equal_value(FigureKind.COUNT, claim.value, FigureKind.COUNT, source.value)


def _is_length_of(claim: Figure, source: Figure) -> bool:
    """Whether a duration of whole years is that of a period: "driejarig" of 2026-2028."""
    span = stretch(source) if claim.kind is FigureKind.DURATION and source.kind is FigureKind.PERIOD else None
    if span is None or not (span[0].endswith("-01-01") and span[1].endswith("-12-31")):
        return False
    months = 12 * (int(span[1][:4]) - int(span[0][:4]) + 1)
    return canonical(FigureKind.DURATION, claim.value) == canonical(FigureKind.DURATION, f"P{months}M")


def _same_unit(claim: Figure, source: Figure) -> bool:
    """Whether the figures count the same: percentages and percentage points differ, unnamed agrees with all."""
    if claim.kind not in (FigureKind.COUNT, FigureKind.PERCENTAGE, FigureKind.MONEY):
        return True
    if claim.unit == source.unit:
        return True
    if claim.kind is not FigureKind.COUNT:
        return (claim.unit == "procentpunt") == (source.unit == "procentpunt")
    if not claim.unit or not source.unit:
        return True
    return same_thing(claim.unit, source.unit)


def same_thing(one: str, other: str) -> bool:
    """Whether two nouns can name the same thing: equal, inflected, one the head of the other."""
    ones = [key for word in one.split() for key in keys(bare(word))]
    others = [key for word in other.split() for key in keys(bare(word))]
    return any(likeness(a, b) > 0 for a in ones for b in others)


def _on_calendar(claim: Figure, source: Figure) -> Relation:
    """The relation of two calendar figures whose normal forms differ."""
    mine, theirs = stretch(claim), stretch(source)
    if mine is not None and mine == theirs:
        return Relation.SAME
    if compatible(claim.value, source.value):
        return Relation.YEAR_ADDED if mine is not None and theirs is None else Relation.SAME
    return Relation.WITHIN if _within(claim, source) else Relation.DIFFERENT


def ends(figure: Figure) -> tuple[str, str]:
    """First and last of a period or range; twice the value of anything else."""
    first, slash, last = figure.value.partition("/")
    return (first, last) if slash else (first, first)


def stretch(figure: Figure) -> tuple[str, str] | None:
    """First and last day of a calendar figure that has a year."""
    return _stretch(figure.value)


@lru_cache(maxsize=16384)
def _stretch(value: str) -> tuple[str, str] | None:
    first, slash, last = value.partition("/")
    last = last if slash else first
    if not first[:4].isdigit() or not last[:4].isdigit():
        return None
    first, _, last = canonical(FigureKind.PERIOD, f"{first}/{last}").partition("/")
    return first, last


def _within(claim: Figure, source: Figure) -> bool:
    """Whether the claim follows from the source: a year of its period, an end of it, the year of its date."""
    mine, theirs = stretch(claim), stretch(source)
    if claim.kind is FigureKind.MONTH and source.kind is FigureKind.PERIOD and theirs is not None:
        return _month_of(claim.value, theirs)
    if mine is None or theirs is None:
        return False
    if claim.kind is FigureKind.DATE:
        return source.kind is FigureKind.PERIOD and mine[0] in theirs
    if claim.kind is FigureKind.MONTH:
        return source.kind is FigureKind.DATE and theirs[0].startswith(claim.value)
    if claim.kind is not FigureKind.YEAR:
        return False
    return (theirs[0] <= mine[0] and mine[1] <= theirs[1]) or theirs[0][:4] == theirs[1][:4] == claim.value


def _month_of(month: str, stretch_of: tuple[str, str]) -> bool:
    """Whether a month, with or without a year, lies within a stretch of less than a year."""
    first, last = stretch_of[0][:7], stretch_of[1][:7]
    if first[:4] != last[:4] or (first.endswith("-01") and last.endswith("-12")):
        return False
    return first <= (f"{first[:4]}{month[1:]}" if month.startswith("--") else month) <= last


def _end_of_range(claim: Figure, source: Figure) -> bool:
    first, last = ends(source)
    if "/" not in source.value or "/" in claim.value:
        return False
    if claim.value == first:
        return claim.bound in (None, Bound.FROM, Bound.EXACT)
    return claim.value == last and claim.bound in (None, Bound.BY, Bound.BEFORE, Bound.MAX)
