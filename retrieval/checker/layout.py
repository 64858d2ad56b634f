"""The raw text of a passage or answer cut into blocks: paragraphs, list items, table rows, headings.

Passages reach the checker as they stood in a source: Markdown tables, tables
whose cells a scanner wrote out as lines, bullets read as `e` or `¢`, sentences
broken over lines, HTML tags. A block keeps its span, so that evidence is always
the source's own words. What the words mean is no concern of this module.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.checker.drawn import draw_pipes
from retrieval.dutch.sentences import is_closed
from retrieval.figures.values import Figure, FigureKind

BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|tr|td|th|div|br|h[1-6]|table|tbody|thead)\b[^<>]{0,300}>", re.IGNORECASE)
INLINE_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
LINK_TARGET = re.compile(r"(?<=\])\([^()\s]{0,300}\)")
EMPHASIS = re.compile(r"\*\*|__|`")
EMPHASIS_SIGNS = ("**", "__", "`")
BULLET = re.compile(r"[ \t]*(?:[-*+•·▪◦–¢§»]|[eo](?=[ \t]+[A-Za-z‘'])|\(?[0-9]{1,2}[.)]|\(?[a-z][.)])[ \t]+")
CELL_MARK = re.compile(r"\s\||\|\s|\|.*\|")
HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
RULE = re.compile(r"[ \t]*\|?[ \t:|-]{3,}\|?[ \t]*")
OPENING_BOUND = re.compile(
    r"(?:uiterlijk|vóór|voor|vanaf|per|tot|eind|begin|medio|gedurende(?: heel)?|elk|lopende)[ \t]+", re.IGNORECASE
)
LABEL_LENGTH = 90
"""A line that introduces a table or a date is shorter than this."""
WIDE = 0.75
"""A wrapped line of prose fills at least this share of the widest line."""
LONG = 160
"""No page has lines this long: such a line is a whole paragraph."""
LONGEST_ROW = 6000
"""A longer line is no table row."""
ROW_KINDS = frozenset({FigureKind.DATE, FigureKind.MONTH, FigureKind.PERIOD, FigureKind.YEAR, FigureKind.DURATION})


class BlockKind(StrEnum):
    """What a block is on the page."""

    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CELLS = "cells"
    """A row whose cells are marked: by pipes or tabs."""
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that belongs together; `depth` is the indent of a list item."""

    kind: BlockKind
    start: int
    end: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


def clean(text: str) -> str:
    """The text with tags, link targets and emphasis blanked out, drawn cells parted, every character in its place."""
    if "<" in text:
        text = BLOCK_TAG.sub(_block_filler, text)
        text = INLINE_TAG.sub(_blank, text)
    if "](" in text:
        text = LINK_TARGET.sub(_blank, text)
    text = EMPHASIS.sub(_blank, text) if any(sign in text for sign in EMPHASIS_SIGNS) else text
    return draw_pipes(text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _block_filler(match: re.Match[str]) -> str:
    line_start = match.string.rfind("\n", 0, match.start()) + 1
    in_row = match.string[line_start : line_start + 3].lstrip().startswith("|")
    return (";" if in_row else "\n") + " " * (len(match[0]) - 1)


def find_blocks(text: str, figures: tuple[Figure, ...]) -> tuple[Block, ...]:
    """The blocks of a cleaned text, in order. A figure is never cut in two."""
    lines = _lines(text)
    starts = _row_starts(text, lines, figures)
    widest = max((line.end - line.start for line in lines), default=0)
    blocks: list[Block] = []
    previous: _Line | None = None
    inside = _inside_figures(text, figures)
    figure_ends = {figure.end for figure in figures if figure.kind in ROW_KINDS}
    for line in lines:
        kind = _kind(line, starts)
        cut = line.start in inside
        joins = previous is not None and (cut or not _parted(previous, line, kind, (widest, figure_ends, blocks)))
        if joins and blocks and blocks[-1].kind is not BlockKind.CELLS:
            last = blocks[-1]
            blocks[-1] = Block(last.kind, last.start, line.end, last.depth)
        else:
            blocks.append(Block(kind, line.start, line.end, len(line.text) - len(line.text.lstrip())))
        previous = line
    return tuple(blocks)


def _inside_figures(text: str, figures: tuple[Figure, ...]) -> frozenset[int]:
    """Starts of the lines that begin within a figure."""
    places = (
        at + 1
        for figure in figures
        if "\n" in figure.text
        for at in range(figure.start, figure.end)
        if text[at] == "\n"
    )
    return frozenset(places)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    place, blank = 0, False
    for raw in text.split("\n"):
        content = raw.rstrip()
        if content.strip():
            lines.append(_Line(place, place + len(content), content, blank))
            blank = False
        else:
            blank = bool(lines)
        place += len(raw) + 1
    return lines


def is_rule(line: str) -> bool:
    """Whether the line is the rule between the header and the rows of a Markdown table."""
    return "-" in line and RULE.fullmatch(line) is not None


def _kind(line: _Line, starts: frozenset[int]) -> BlockKind:
    if len(line.text) < LONGEST_ROW and (CELL_MARK.search(line.text) or "\t" in line.text.strip()):
        return BlockKind.CELLS
    if HEADING.match(line.text):
        return BlockKind.HEADING
    if line.start in starts:
        return BlockKind.ROW
    return BlockKind.ITEM if BULLET.match(line.text) else BlockKind.TEXT


def _parted(previous: _Line, line: _Line, kind: BlockKind, around: tuple[int, set[int], list[Block]]) -> bool:
    """Whether a new block begins with this line."""
    widest, figure_ends, blocks = around
    if kind is not BlockKind.TEXT or blocks[-1].kind in (BlockKind.CELLS, BlockKind.HEADING):
        return True
    lower = line.text.lstrip()[:1].islower()
    closed = is_closed(previous.text)
    if line.after_blank:
        return closed or not lower
    if lower:
        return previous.text.endswith(":")
    if blocks[-1].kind is BlockKind.ROW:
        return False
    if previous.text.endswith(":") or previous.end in figure_ends:
        return True
    length = previous.end - previous.start
    return not WIDE * widest <= length < LONG or previous.text.endswith(")")


def _row_starts(text: str, lines: list[_Line], figures: tuple[Figure, ...]) -> frozenset[int]:
    """Starts of the lines with which a row of an unmarked table begins; at least two make a table."""
    by_start = {figure.start: figure for figure in figures if figure.kind in ROW_KINDS}
    found: list[int] = []
    alone: dict[int, bool] = {}
    for line in lines:
        figure = _leading_figure(line, by_start)
        if figure is None:
            continue
        rest = text[figure.end : line.end].strip(" \t:.,–-")
        if rest and not rest[0].isupper():
            continue
        found.append(line.start)
        alone[line.start] = not rest
    if len(found) < 2:
        return frozenset()
    if all(alone.values()) and lines[-1].start in alone:
        return _labels_above(lines, alone)
    return frozenset(found)


def _leading_figure(line: _Line, by_start: dict[int, Figure]) -> Figure | None:
    indent = len(line.text) - len(line.text.lstrip())
    at = line.start + indent
    if at in by_start:
        figure = by_start[at]
        return (
            None
            if figure.kind in (FigureKind.YEAR, FigureKind.DURATION)
            and figure.end < line.end
            and not line.text[indent].isupper()
            else figure
        )
    bound = OPENING_BOUND.match(line.text, indent)
    return by_start.get(line.start + bound.end()) if bound and line.text[indent].isupper() else None


def _labels_above(lines: list[_Line], dates: dict[int, bool]) -> frozenset[int]:
    """Each date stands below its label: the labels open the rows."""
    return frozenset(
        above.start
        for above, line in itertools.pairwise(lines)
        if line.start in dates
        and above.start not in dates
        and len(above.text) < LABEL_LENGTH
        and not HEADING.match(above.text)
    )
