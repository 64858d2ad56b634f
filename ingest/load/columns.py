"""Columns and tables without rules, in lines whose parts stand apart.

Works on the parts of each line and their places, in points (PDF) or characters (text
that kept its layout). Lines with parts at the same places are a table when the left
parts are short, and columns of running text when they are full.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.blocks import Table
from ingest.datecells import date_cell

_FEWEST_ROWS = 3
"""Lines with parts at the same places that make columns or a table."""
_SAME_PLACE = 0.9
"""Distance, in letter sizes, within which two parts begin at one place."""
_FULL = 0.72
"""Mean filling of a column from which it holds running text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line between wide white."""

    text: str
    x0: float
    x1: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """All words of the line."""
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        """Left end."""
        return min(segment.x0 for segment in self.segments)

    @property
    def x1(self) -> float:
        """Right end."""
        return max(segment.x1 for segment in self.segments)

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return all(segment.bold for segment in self.segments)


def split_columns(rows: list[Row]) -> Iterator[Table | tuple[Row, ...]]:
    """Runs of plain lines, columns one after the other, and tables, in reading order."""
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, places = _run(rows, at)
        if end - at < _FEWEST_ROWS or len(places) < 2:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            yield tuple(plain)
        plain = []
        yield from _region(rows[at:end], places)
        at = end
    if plain:
        yield tuple(plain)


def _run(rows: list[Row], at: int) -> tuple[int, tuple[float, ...]]:
    """The end of the run of lines from `at` whose parts begin at the places of its first line, and these places."""
    first = rows[at]
    if len(first.segments) < 2:
        return at, ()
    places = tuple(segment.x0 for segment in first.segments)
    end, split = at, 0
    while end < len(rows) and _fits(rows[end], places):
        split += len(rows[end].segments) > 1
        end += 1
    while end > at and len(rows[end - 1].segments) < 2 and not _beyond(rows[end - 1], places):
        end -= 1
    return (end, places) if split >= _FEWEST_ROWS else (at, ())


def _fits(row: Row, places: tuple[float, ...]) -> bool:
    """Every part begins at one of the places and ends before the next."""
    near = _SAME_PLACE * row.size
    for segment in row.segments:
        column = _column(segment, places, near)
        if column is None:
            return False
        if column + 1 < len(places) and segment.x1 > places[column + 1] - near / 3:
            return False
    return True


def _column(segment: Segment, places: tuple[float, ...], near: float) -> int | None:
    return next((i for i, place in enumerate(places) if abs(segment.x0 - place) <= near), None)


def _beyond(row: Row, places: tuple[float, ...]) -> bool:
    """A single part that does not stand in the first column belongs to the run."""
    return row.segments[0].x0 > places[0] + _SAME_PLACE * row.size


def _region(rows: list[Row], places: tuple[float, ...]) -> Iterator[Table | tuple[Row, ...]]:
    if len(places) == 2 and _is_text(rows, places):
        for column in range(len(places)):
            parts = [_only(row, places, column) for row in rows]
            yield tuple(row for row in parts if row is not None)
        return
    yield _table(rows, places)


def _is_text(rows: list[Row], places: tuple[float, ...]) -> bool:
    """The left column is filled as running text is."""
    cells = [row for part in rows if (row := _only(part, places, 0)) is not None]
    widest = max(row.x1 - row.x0 for row in cells)
    filled = sum(row.x1 - row.x0 for row in cells) / (widest * len(cells))
    words_each = sum(len(row.text.split()) for row in cells) / len(cells)
    return len(rows) >= 5 and filled >= _FULL and words_each >= 4 and widest >= 0.6 * (places[1] - places[0])


def _only(row: Row, places: tuple[float, ...], column: int) -> Row | None:
    near = _SAME_PLACE * row.size
    kept = tuple(segment for segment in row.segments if _column(segment, places, near) == column)
    return Row(kept, row.top, row.bottom, row.size) if kept else None


def _table(rows: list[Row], places: tuple[float, ...]) -> Table:
    """Lines to rows: a row begins where its first column has words and the one above it is complete."""
    cells: list[list[str]] = []
    before: Row | None = None
    for row in rows:
        line = [part.text if (part := _only(row, places, column)) is not None else "" for column in range(len(places))]
        if not cells or _begins(cells[-1], line, before, row):
            cells.append(line)
        else:
            cells[-1] = [f"{old} {new}".strip() for old, new in zip(cells[-1], line, strict=True)]
        before = row
    return Table(tuple(tuple(row) for row in cells))


def _begins(last: list[str], line: list[str], before: Row | None, row: Row) -> bool:
    if not line[0]:
        return False
    old, new = date_cell(last[0]), date_cell(f"{last[0]} {line[0]}")
    if old and new > len(last[0]):
        return False
    if date_cell(line[0]):
        return True
    apart = before is not None and row.top - before.bottom > 0.55 * row.size
    return apart or (line[0][:1].isupper() and all(line)) or not any(last[1:])
