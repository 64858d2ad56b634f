"""Columns and tables without rules, in lines whose parts stand apart.

Works on the parts of each line and their places, in points (PDF) or characters (text
that kept its layout). A run of lines that leaves the same vertical white free is a
table when its left parts are short, and columns of running text when they are full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.shape.blocks import Table
from ingest.shape.datecells import date_cell
from ingest.shape.lines import join

_FEWEST_SPLIT = 2
"""Lines in several parts that make columns or a table."""
_FEWEST_ROWS = 3
_GUTTER = 0.3
"""Letter sizes of white between two columns, at least."""
_APART = 1.7
"""Letter sizes of height between two lines that do not belong to one table."""
_FULL = 0.72
"""Mean filling of a column from which it holds running text."""
_WIDER = 1.3
_NOTICED = 0.08
"""How much wider, as a factor and in letter sizes, the white between two table rows is than within a cell."""


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


_Span = tuple[float, float]


def split_columns(rows: list[Row], *, by_height: bool) -> Iterator[Table | tuple[Row, ...]]:
    """Runs of plain lines, columns one after the other, and tables, in reading order.

    `by_height`: heights are measured, so that the rows of a table are known by the white between them.
    """
    plain: list[Row] = []
    at = 0
    while at < len(rows):
        end, columns = _run(rows, at)
        if end == at:
            plain.append(rows[at])
            at += 1
            continue
        start = _begin(plain, rows[at], columns)
        region = [*plain[start:], *rows[at:end]]
        if plain[:start]:
            yield tuple(plain[:start])
        plain = []
        yield from _region(region, columns, by_height=by_height)
        at = end
    if plain:
        yield tuple(plain)


def _run(rows: list[Row], at: int) -> tuple[int, tuple[_Span, ...]]:
    """The end of the run of lines from `at` that leave a gutter free, and the columns; `at` when there is none."""
    if len(rows[at].segments) < 2:
        return at, ()
    columns: tuple[_Span, ...] = ()
    end, split = at, 0
    while end < len(rows):
        if end > at and rows[end].top - rows[end - 1].bottom > _APART * rows[end].size:
            break
        wider = _merged([*columns, *((segment.x0, segment.x1) for segment in rows[end].segments)], rows[end].size)
        if len(wider) < 2 or (len(wider) < len(columns) and _joins_cells(rows[at : end + 1], wider)):
            break
        columns = wider
        split += len(rows[end].segments) > 1
        end += 1
    while end > at and _trails(rows[end - 1], rows[end - 2] if end - 1 > at else None, columns):
        end -= 1
    if split < _FEWEST_SPLIT or end - at < _FEWEST_SPLIT:
        return at, ()
    columns = _merged([(s.x0, s.x1) for row in rows[at:end] for s in row.segments], rows[at].size)
    if end - at < _FEWEST_ROWS and not _flows(rows[at:end], columns):
        return at, ()
    return end, columns


def _joins_cells(rows: list[Row], columns: tuple[_Span, ...]) -> bool:
    """Two parts of one line would stand in one column: the last line runs across the columns."""
    for row in rows:
        middles = [(segment.x0 + segment.x1) / 2 for segment in row.segments]
        homes = [next(i for i, (left, right) in enumerate(columns) if left <= middle <= right) for middle in middles]
        if len(set(homes)) < len(homes):
            return True
    return False


def _merged(spans: list[_Span], size: float) -> tuple[_Span, ...]:
    """Spans with less than a gutter between them, as one."""
    out: list[_Span] = []
    for left, right in sorted(spans):
        if out and left - out[-1][1] < _GUTTER * size:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return tuple(out)


def _trails(row: Row, before: Row | None, columns: tuple[_Span, ...]) -> bool:
    """A last line in the first column only, with more white above it than a line of the same cell has."""
    if len(row.segments) > 1 or row.x0 > columns[0][1]:
        return False
    return before is None or row.top - before.bottom > 0.8 * row.size


def _begin(plain: list[Row], first: Row, columns: tuple[_Span, ...]) -> int:
    """From which of the lines just before a run they belong to it: those close above it, within a later column."""
    start = len(plain)
    below = first
    while start and len(plain[start - 1].segments) == 1:
        row = plain[start - 1]
        close = below.top - row.bottom < 0.8 * row.size
        inside = any(left - row.size <= row.x0 and row.x1 <= right + row.size for left, right in columns[1:])
        if not (close and inside):
            break
        start, below = start - 1, row
    return start


def _region(rows: list[Row], columns: tuple[_Span, ...], *, by_height: bool) -> Iterator[Table | tuple[Row, ...]]:
    if (len(columns) == 2 and _is_text(rows, columns)) or _flows(rows, columns):
        for column in columns:
            parts = [_only(row, column) for row in rows]
            yield tuple(row for row in parts if row is not None)
        return
    yield _table(rows, columns, by_height=by_height)


def _is_text(rows: list[Row], columns: tuple[_Span, ...]) -> bool:
    """The left column is filled as running text is."""
    cells = [row for part in rows if (row := _only(part, columns[0])) is not None]
    widest = max((row.x1 - row.x0 for row in cells), default=0.0)
    if len(cells) < 5 or not widest:
        return False
    filled = sum(row.x1 - row.x0 for row in cells) / (widest * len(cells))
    words_each = sum(len(row.text.split()) for row in cells) / len(cells)
    return filled >= _FULL and words_each >= 4 and widest >= 0.6 * (columns[1][0] - columns[0][0])


def _flows(rows: list[Row], columns: tuple[_Span, ...]) -> bool:
    """Every column runs on from line to line and ends a sentence: so does running text, and no cells of a row."""
    return len(columns) > 1 and all(_column_flows(rows, column) for column in columns)


def _column_flows(rows: list[Row], column: _Span) -> bool:
    parts = [part for row in rows if (part := _only(row, column)) is not None]
    if len(parts) < _FEWEST_SPLIT or date_cell(parts[0].text):
        return False
    text = [part.text for part in parts]
    breaks = sum(_goes_on(before, after) for before, after in pairwise(text))
    stops = any(line.endswith((".", "?", "!")) or ". " in line for line in text)
    words_each = sum(len(line.split()) for line in text) / len(text)
    return stops and words_each >= _FEWEST_WORDS and 2 * breaks >= len(text) - 1


def _goes_on(before: str, after: str) -> bool:
    """A line stops within a sentence, and the next one takes it up."""
    if before.endswith((".", "?", "!", ":", ";")):
        return False
    return before.endswith("-") or after[0].islower() or after[0].isdigit()


_FEWEST_WORDS = 2.4
"""Words of a line, on average, from which a narrow column holds running text."""


def _only(row: Row, column: _Span) -> Row | None:
    """What of a line stands in a column."""
    kept = tuple(s for s in row.segments if column[0] <= (s.x0 + s.x1) / 2 <= column[1])
    return Row(kept, row.top, row.bottom, row.size) if kept else None


def _table(rows: list[Row], columns: tuple[_Span, ...], *, by_height: bool) -> Table:
    """Lines to rows, by the white between them where that tells, else by what their first column says."""
    lines = [[part.text if (part := _only(row, column)) is not None else "" for column in columns] for row in rows]
    starts = _starts_by_height(rows, columns) if by_height else set()
    told = len(starts) >= 2 and not _hides_rows(lines, starts)
    usual = Counter(sum(map(bool, line)) for line in lines).most_common(1)[0][0]
    cells: list[list[str]] = []
    for at, line in enumerate(lines):
        if not cells or (at in starts if told else _begins(cells[-1], line, rows[at - 1 : at + 1], usual)):
            cells.append(line)
        else:
            cells[-1] = [join_cell(old, new) for old, new in zip(cells[-1], line, strict=True)]
    return Table(tuple(tuple(row) for row in cells))


def join_cell(before: str, after: str) -> str:
    """Two lines of a cell as one; an address or a hyphenated word is not broken by a space."""
    return join(before, after, Counter()) if before and after else before or after


def _hides_rows(lines: list[list[str]], starts: set[int]) -> bool:
    """Between two starts stand lines that are rows themselves: all cells filled, none going on in lower case."""
    run = 0
    for at, line in enumerate(lines):
        whole = all(cell and not cell[0].islower() for cell in line)
        run = run + 1 if whole and at not in starts else 0
        if run >= _FEWEST_ROWS - 1:
            return True
    return False


def _starts_by_height(rows: list[Row], columns: tuple[_Span, ...]) -> set[int]:
    """The lines above which the white in every column is wider than that between the lines of a cell."""
    within = _white_within(rows, columns)
    starts: set[int] = set()
    bottom = rows[0].bottom
    for at, row in enumerate(rows[1:], start=1):
        if row.top - bottom > _WIDER * within + _NOTICED * row.size:
            starts.add(at)
        bottom = max(bottom, row.bottom)
    return starts


def _white_within(rows: list[Row], columns: tuple[_Span, ...]) -> float:
    """The smallest white between two lines of one column: that between the lines of a cell."""
    parts = [[part for row in rows if (part := _only(row, column)) is not None] for column in columns]
    return max(0.0, min((after.top - before.bottom for part in parts for before, after in pairwise(part)), default=0.0))


def _begins(last: list[str], line: list[str], around: list[Row], usual: int) -> bool:
    """Whether a line opens a row: by the date it opens with, the white above it, or its first cell.

    `around` are the line before it and the line itself, `usual` is how many cells most lines fill.
    """
    before, row = around
    first = next(at for at, cell in enumerate(line) if cell)
    old, new = date_cell(last[first]), date_cell(join_cell(last[first], line[first]))
    if old and new > len(last[first]):
        return False
    if date_cell(line[first]):
        return True
    if first:
        return False
    apart = row.top - before.bottom > 0.55 * row.size
    filled = sum(map(bool, line)) >= max(2, usual)
    return apart or (filled and not line[0][0].islower()) or not any(last[1:])
