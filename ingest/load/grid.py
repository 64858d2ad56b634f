"""Drawn cells to rows and columns, with the cells that span several of them filled.

A cell over several rows is read in each of them: the tariff of the second row belongs
to the profile that stands beside both. A short cell over several columns likewise; a
band over the whole width is read once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_NEAR = 3.0
"""Points within which two edges are one: a border has a width of its own."""
LONGEST_FILL = 60
"""Characters of a cell that is repeated in each column it spans; more is a remark, read once."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A drawn cell: left, top, right, bottom, and its words."""

    box: tuple[float, float, float, float]
    text: str


def filled_grid(cells: Sequence[Cell]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each with a cell for every column; empty rows and columns are left out."""
    lefts, tops = _edges([cell.box[0] for cell in cells]), _edges([cell.box[1] for cell in cells])
    spans = [_span(cell, lefts, tops) for cell in cells]
    columns = sorted({span[0] for cell, span in zip(cells, spans, strict=True) if cell.text})
    rows = sorted({span[2] for cell, span in zip(cells, spans, strict=True) if cell.text})
    grid = {(y, x): "" for y in rows for x in columns}
    for cell, (left, right, top, bottom) in zip(cells, spans, strict=True):
        inside = [x for x in columns if left <= x < right]
        for y in (y for y in rows if top <= y < bottom):
            for x in inside if fills(cell.text, len(inside), len(columns)) else inside[:1]:
                grid[y, x] = grid[y, x] or cell.text
    return tuple(tuple(grid[y, x] for x in columns) for y in rows)


def fills(text: str, span: int, width: int) -> bool:
    """Whether a cell is read in every column that it spans."""
    return span == 1 or (span < width and len(text) <= LONGEST_FILL)


def _edges(places: Sequence[float]) -> list[float]:
    """Where cells begin, those that nearly coincide as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _span(cell: Cell, lefts: list[float], tops: list[float]) -> tuple[int, int, int, int]:
    """The columns and rows that a cell covers: first and behind the last, of each."""
    left, top, right, bottom = cell.box
    return _first(left, lefts), _behind(right, lefts), _first(top, tops), _behind(bottom, tops)


def _first(place: float, edges: list[float]) -> int:
    return max(at for at, edge in enumerate(edges) if edge <= place + _NEAR)


def _behind(place: float, edges: list[float]) -> int:
    return sum(edge < place - _NEAR for edge in edges)
