"""Tables drawn with lines between their rows only: rules, or rows of another colour.

No line stands between the columns, but each rule is drawn a cell at a time, so where
its parts begin the columns begin. The last row may have no line under it; then it
reaches as far as its words do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_NEAR = 3.0
"""Points within which two edges are one."""
_FEWEST_LINES = 3
"""Lines above, between and below the rows of a table."""
_FARTHEST = 180.0
"""Points that a row may be high, between lines that are not drawn in the same columns."""
_THIN = 3.0


_CLOSE = 0.9
"""Heights of a line between the last rule and the words of an open row, and between its lines, at most."""
_CLOSE_INSIDE = 1.7
"""The same for a line that stands in a later column only: a cell may hold an empty line."""
_CELLS_APART = 0.5
"""Heights of a line between the words of two cells, at least; a space is half as wide."""


def find_bands(
    rules: Sequence[Box], fills: Sequence[Box], words: Sequence[Box] = ()
) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    """Tables as their outline and their cells, from thin rules and filled cells.

    `fills` may hold the background of single lines of text as well; only what lies in no other fill is a cell.
    """
    cells = [box for at, box in enumerate(fills) if not _lies_in_another(fills, at)]
    edges = [(box[0], (box[1] + box[3]) / 2, box[2]) for box in rules]
    edges += [(box[0], y, box[2]) for box in cells for y in (box[1], box[3])]
    for run in _runs(_lines(edges)):
        yield from _tables(run, cells, words)


def _tables(run: Sequence[_Line], fills: Sequence[Box], words: Sequence[Box]) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    """The table between some lines; two, where text that runs across the columns stands between them."""
    lefts = _columns(run)
    if len(lefts) < 2:
        return
    sides = [*lefts, max(x1 for _, parts in run for _, x1 in parts)]
    tops = [y for y, _ in run]
    grid: list[Box] = []
    for at, (y0, y1) in enumerate(pairwise(tops), start=1):
        own = tuple(_row_cells(sides, y0, y1, fills))
        across = _across(words, sides, y0, y1) if len(own) == len(lefts) else 0
        if across > 1:
            yield from _tables(run[:at], fills, words)
            yield from _tables(run[at:], fills, words)
            return
        grid += [(sides[0], y0, sides[-1], y1)] if across else own
    foot = _open_foot(words, sides, tops[-1])
    if foot:
        grid += [(x0, tops[-1], x1, foot) for x0, x1 in pairwise(sides)]
        tops.append(foot)
    if len(tops) >= _FEWEST_LINES:
        yield (lefts[0], tops[0], sides[-1], tops[-1]), tuple(grid)


def _across(words: Sequence[Box], sides: Sequence[float], y0: float, y1: float) -> int:
    """How many lines between two rules run across the columns: one is a cell over the whole row."""
    inside = [word for word in words if y0 <= (word[1] + word[3]) / 2 <= y1 and word[0] < sides[-1]]
    lines = _lines_of_words(inside)
    return sum(_cut_by(line, sides) for line in lines)


def _row_cells(sides: Sequence[float], y0: float, y1: float, fills: Sequence[Box]) -> Iterator[Box]:
    """The cells of a row; a filled area over several columns is one cell."""
    wide = [box for box in fills if box[1] <= y0 + _NEAR and box[3] >= y1 - _NEAR]
    x0 = sides[0]
    for left, right in pairwise(sides):
        if any(box[0] <= left + _NEAR and right + _NEAR < box[2] for box in wide) and right != sides[-1]:
            continue
        yield x0, y0, right, y1
        x0 = right


def _open_foot(words: Sequence[Box], sides: Sequence[float], rule: float) -> float:
    """Where a last row ends that has no line under it; 0 when no row stands below the last rule."""
    foot, reach = 0.0, rule
    for line in _lines_of_words([word for word in words if word[1] > rule - _THIN]):
        height = max(word[3] for word in line) - line[0][1]
        inside = sides[0] - _NEAR <= line[0][0] and max(word[2] for word in line) <= sides[-1] + _NEAR
        later = line[0][0] >= sides[1] - _NEAR
        close = _CLOSE_INSIDE if foot and later else _CLOSE
        if not inside or line[0][1] - reach > close * height or not _in_cells(line, sides, height):
            break
        if not foot and (later or line[-1][0] < sides[1] - _NEAR):
            break
        foot = reach = max(word[3] for word in line)
    return foot and foot + 1


def _lines_of_words(words: Sequence[Box]) -> list[list[Box]]:
    """Words at one height together, from left to right."""
    lines: list[list[Box]] = []
    for word in sorted(words, key=lambda box: (box[1], box[0])):
        if lines and word[1] - lines[-1][0][1] <= _NEAR:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line) for line in lines]


def _cut_by(line: Sequence[Box], sides: Sequence[float]) -> bool:
    """The edge of a column cuts through a word of the line."""
    return any(word[0] < side - _NEAR and side + _NEAR < word[2] for word in line for side in sides[1:-1])


def _in_cells(line: Sequence[Box], sides: Sequence[float], height: float) -> bool:
    """No word, and no run of words, crosses from one column into the next."""
    if _cut_by(line, sides):
        return False
    for side in sides[1:-1]:
        for before, after in pairwise(line):
            middle = (before[0] + before[2]) / 2 < side < (after[0] + after[2]) / 2
            if middle and after[0] - before[2] < _CELLS_APART * height:
                return False
    return True


def _lies_in_another(fills: Sequence[Box], at: int) -> bool:
    x0, top, x1, bottom = fills[at]
    for other, box in enumerate(fills):
        inside = box[0] - 1 <= x0 and box[1] - 1 <= top and x1 <= box[2] + 1 and bottom <= box[3] + 1
        if inside and other != at and (box != fills[at] or other < at):
            return True
    return False


_Line = tuple[float, list[tuple[float, float]]]


def _lines(edges: Sequence[tuple[float, float, float]]) -> list[_Line]:
    """Edges at one height, together."""
    lines: list[_Line] = []
    for x0, y, x1 in sorted(edges, key=lambda edge: (edge[1], edge[0])):
        if lines and y - lines[-1][0] <= _NEAR:
            lines[-1][1].append((x0, x1))
        else:
            lines.append((y, [(x0, x1)]))
    return lines


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines below each other that end at the same place; the last may close the first column only."""
    run: list[_Line] = []
    for line in lines:
        if run and (not _belongs(line, run[-1]) or (line[0] - run[-1][0] > _FARTHEST and not _same(line, run[-1]))):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _belongs(line: _Line, above: _Line) -> bool:
    if abs(_right(line) - _right(above)) <= _NEAR:
        return not _differs(line, above)
    starts = [x0 for x0, _ in above[1][1:]]
    return abs(line[1][0][0] - above[1][0][0]) <= _NEAR and any(abs(_right(line) - x0) <= _NEAR for x0 in starts)


def _differs(line: _Line, above: _Line) -> bool:
    """Each has a column that the other has not: they belong to two tables."""
    one, other = (_starts(each) for each in (line, above))
    return bool(_without(one, other)) and bool(_without(other, one))


def _same(line: _Line, above: _Line) -> bool:
    """Both are drawn cell by cell, in the same columns: a row between them may be as high as a page."""
    one, other = (_starts(each) for each in (line, above))
    return len(one) > 1 and not _without(one, other) and not _without(other, one)


def _starts(line: _Line) -> list[float]:
    return [x0 for x0, _ in line[1]]


def _without(one: Sequence[float], other: Sequence[float]) -> list[float]:
    """The places in the first that the second has not."""
    return [x0 for x0 in one if all(abs(x0 - x1) > _NEAR for x1 in other)]


def _right(line: _Line) -> float:
    return max(x1 for _, x1 in line[1])


def _columns(run: Sequence[_Line]) -> list[float]:
    """Where the parts of at least half of the lines begin."""
    places: list[list[float]] = []
    for x0 in sorted(x0 for _, parts in run for x0 in {round(x0) for x0, _ in parts}):
        if places and x0 - places[-1][-1] <= _NEAR:
            places[-1].append(x0)
        else:
            places.append([x0])
    return [place[0] for place in places if 2 * len(place) >= len(run)]
