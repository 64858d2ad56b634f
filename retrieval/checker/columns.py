"""Tables with a column per year: what stands under one year says nothing of another."""

from __future__ import annotations

from dataclasses import replace

from retrieval.checker.evidence import Mention
from retrieval.checker.statements import CALENDAR, Statement, group_of
from retrieval.figures.values import Figure, FigureKind


def in_another_year(claim: Mention, source: Mention) -> bool:
    """Whether the figure stands in a column of another year than the claim's only one, which has a column of its own.

    `Basis 2031 | Basis 2032 | Plus 2032`: of what is said of 2032 the first column says nothing.
    """
    if not source.unit.columns or group_of(source.figure.kind) == CALENDAR:
        return False
    if not any(column[3] for column in source.unit.columns):
        return False
    years = [_years_of(column[3]) for column in source.unit.columns]
    own = _years_of(claim.unit.statement.figures)
    if any(figure.kind is FigureKind.PERIOD for figure in claim.unit.statement.figures):
        return False
    if len(own) != 1 or not any(own & each for each in years):
        return False
    here = next(
        (each for each, at in zip(years, source.unit.columns, strict=True) if at[0] <= source.figure.start < at[1]),
        frozenset(),
    )
    return bool(here) and not own & here


def of_its_year(source: Mention) -> Statement:
    """The statement of a figure without the cells of its row that stand under other years."""
    statement, columns = source.unit.statement, source.unit.columns
    at = source.figure.start if statement.start <= source.figure.start < statement.end else source.region.start
    own = next((_years_of(column[3]) for column in columns if column[0] <= at < column[1]), frozenset())
    others = [column for column in columns if (years := _years_of(column[3])) and own and not own & years]
    if not others:
        return statement
    segments = (
        part for part in statement.segments if not any(start <= part.start + 1 < end for start, end, _, _ in others)
    )
    return replace(statement, segments=tuple(segments))


def _years_of(figures: tuple[Figure, ...]) -> frozenset[str]:
    return frozenset(figure.value for figure in figures if figure.kind is FigureKind.YEAR)
