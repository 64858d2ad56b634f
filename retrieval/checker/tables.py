"""Rows with marked cells: which row is the header, and what a bare number in a cell is a number of.

`41,30` under `Tarieven, in euro's` is money, `6` under `Termijn in weken` six
weeks: a table says once what its cells measure, in the header of the column, in
the label of the row or in its caption.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from retrieval.checker.layout import is_rule
from retrieval.figures.find import find_figures
from retrieval.figures.values import Bound, Figure, FigureKind

YEARS = (FigureKind.YEAR, FigureKind.PERIOD)
"""Figures that a table header may hold: it says for when its column is."""
REPEATED = re.compile(r"(?:per|elke?|ieder|iedere)\b", re.IGNORECASE)
"""What `Bezoeken per jaar` heads is no year."""
EURO = re.compile(r"€|\beuro\b", re.IGNORECASE)
POINTS = re.compile(r"\bprocentpunt", re.IGNORECASE)
PERCENT = re.compile(r"%|\bprocent\b|\bpercentages?\b", re.IGNORECASE)
LENGTH = re.compile(
    r"(?<![0-9] )(?<!per )(?<!elk )(?<!elke )"
    r"\b(?:minuten|uur|uren|werkdagen|kalenderdagen|dagen|weken|maanden|jaar|jaren)\b",
    re.IGNORECASE,
)
ALL_IN = re.compile(
    r"\b(?:data|datums|dagen|termijnen)\b[^.;|\n]{0,40}\b(?:in|van)\s(20[0-9]{2})\b(?!\s?[-–/])", re.IGNORECASE
)
"""A caption that says of which year the dates are: `Alle data vallen in 2031`."""


def cell_spans(line: str, start: int) -> list[tuple[int, int]]:
    """Start and end of every cell of the row that begins at `start`."""
    mark = "|" if "|" in line else "\t"
    cells = line.split(mark)
    spans: list[tuple[int, int]] = []
    at = start
    for cell in cells:
        spans.append((at, at + len(cell)))
        at += len(cell) + 1
    return spans[1:] if mark == "|" and not cells[0].strip() else spans


def heads(line: str, start: int, figures: tuple[Figure, ...], following: str) -> bool:
    """Whether the row is the header of the row that follows it."""
    if is_rule(following):
        return True
    if not line.strip(" |\t"):
        return False
    spans = cell_spans(line, start)
    if any(line[first - start : last - start].rstrip().endswith(".") for first, last in spans):
        return False  # a header holds no sentences
    if all(is_year(figure) for figure in figures):
        return True
    return len(cell_spans(following, 0)) - len(spans) in (0, 1) and not any(
        _fills(figure, line[cell[0] - start : cell[1] - start], cell[0])
        for figure in figures
        for cell in spans
        if cell[0] <= figure.start < cell[1]
    )


def is_year(figure: Figure) -> bool:
    """Whether a figure is a year or years, and no stretch of days."""
    return figure.kind in YEARS and all(end.isdigit() for end in figure.value.split("/"))


def is_second_header(line: str, figures: tuple[Figure, ...]) -> bool:
    """Whether a row below a header goes on with it: no label, and nothing but names or years."""
    spans = cell_spans(line, 0)
    return len(spans) > 1 and not line[slice(*spans[0])].strip() and all(figure.kind in YEARS for figure in figures)


def is_repeated(figure: Figure) -> bool:
    """Whether a length says how often, not how long: `per jaar`."""
    return figure.kind is FigureKind.DURATION and REPEATED.match(figure.text) is not None


def _fills(figure: Figure, cell: str, at: int) -> bool:
    """Whether the figure is what the cell holds, and not part of a name."""
    if figure.kind in YEARS or is_repeated(figure):
        return False
    before, after = cell[: figure.start - at], cell[figure.end - at :]
    return not any(letter.isalpha() for letter in before + after)


def measured(figure: Figure, cell: str, names: tuple[str, str, str]) -> Figure:
    """The figure, as what the table says its bare number measures.

    `names` are the header of its column, the label of its row and the caption.
    """
    if figure.kind is not FigureKind.COUNT or figure.unit or cell.strip(" *") != figure.text:
        return figure
    kind, value, unit = _measure(figure.text, *names)
    return figure if kind is None else replace(figure, kind=kind, value=value or figure.value, unit=unit)


def bounded(figure: Figure, cell: str, names: tuple[str, str]) -> Figure:
    """The figure with the bound that the header of its column, else the label of its row, ends with.

    `Besluit vóór` over `14 mei`, `Tekenen tot en met` beside `16 oktober`.
    """
    if figure.bound is not None or not cell.strip(" *").startswith(figure.text):
        return figure
    found = next((bound for name in names if name and (bound := _bound_behind(name, figure.text))), None)
    return figure if found is None else replace(figure, bound=found)


@lru_cache(maxsize=16384)
def _bound_behind(name: str, figure: str) -> Bound | None:
    text = f"{name} {figure}"
    return next((each.bound for each in find_figures(text) if each.start == len(name) + 1), None)


@lru_cache(maxsize=16384)
def _measure(number: str, header: str, label: str, caption: str) -> tuple[FigureKind | None, str, str | None]:
    for place, name in enumerate((header, label, caption)):
        if EURO.search(name):
            return FigureKind.MONEY, "", "euro"
        if POINTS.search(name):
            return FigureKind.PERCENTAGE, "", "procentpunt"
        if PERCENT.search(name):
            return FigureKind.PERCENTAGE, "", None
        length = LENGTH.search(name) if place < len("hl") else None
        read = find_figures(f"{number} {length[0].lower()}") if length else ()
        if len(read) == 1 and read[0].kind is FigureKind.DURATION:
            return FigureKind.DURATION, read[0].value, None
    return None, "", None


def year_of(caption: str) -> int | None:
    """The year that a caption gives to all dates of its table."""
    found = ALL_IN.search(caption)
    return int(found[1]) if found else None
