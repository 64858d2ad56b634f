"""Tables drawn with lines between their rows only: rules, or rows of another colour.

No line stands between the columns, but each rule is drawn a cell at a time, so where
its parts begin the columns begin.
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
"""Points that a row may be high."""
_THIN = 3.0


def find_bands(rules: Sequence[Box], fills: Sequence[Box]) -> Iterator[tuple[Box, tuple[Box, ...]]]:
    """Tables as their outline and their cells, from thin rules and filled cells.

    `fills` may hold the background of single lines of text as well; only what lies in no other fill is a cell.
    """
    cells = [box for at, box in enumerate(fills) if not _lies_in_another(fills, at)]
    edges = [(box[0], (box[1] + box[3]) / 2, box[2]) for box in rules]
    edges += [(box[0], y, box[2]) for box in cells for y in (box[1], box[3])]
    for run in _runs(_lines(edges)):
        lefts = _columns(run)
        if len(lefts) < 2 or len(run) < _FEWEST_LINES:
            continue
        right = max(x1 for _, parts in run for _, x1 in parts)
        sides = [*lefts, right]
        tops = [y for y, _ in run]
        grid = tuple((x0, y0, x1, y1) for y0, y1 in pairwise(tops) for x0, x1 in pairwise(sides))
        yield (lefts[0], tops[0], right, tops[-1]), grid


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
        if run and (not _belongs(line, run[-1]) or line[0] - run[-1][0] > _FARTHEST):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _belongs(line: _Line, above: _Line) -> bool:
    if abs(_right(line) - _right(above)) <= _NEAR:
        return True
    starts = [x0 for x0, _ in above[1][1:]]
    return abs(line[1][0][0] - above[1][0][0]) <= _NEAR and any(abs(_right(line) - x0) <= _NEAR for x0 in starts)


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
