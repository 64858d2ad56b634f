"""One PDF page to lines in reading order and tables.

Finds ruled tables, tables without rules, columns, drawn bullets, raised footnote marks
and the distances between lines. Sizes are absolute here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from ingest.load.bands import find_bands
from ingest.load.columns import Row, Segment, join_cell, split_columns
from ingest.load.grid import Cell, filled_grid
from ingest.load.shown import is_white
from ingest.load.turned import turned_blocks, upright
from ingest.shape.blocks import Block, BlockKind, Line, Table
from ingest.shape.clean import tidy
from ingest.shape.words import words

if TYPE_CHECKING:
    from pdfplumber.page import Page

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_SIZE = 0.8
"""Size of a footnote mark relative to its line, at most."""
_WIDE_SPACE = 0.6
"""Letter sizes of white that part two columns or cells; between words there is a third of one."""
_PARAGRAPH_GAP = 0.3
"""Extra distance, in line distances, from which lines belong to different paragraphs."""
_SECTION_GAP = 1.4
_LETTER = 0.5
"""Mean width of a letter, in letter sizes; the unit of indents."""
_LATER_COLUMN = 0.35
"""Part of the page's width from which a column begins that is not the first."""
_EDGE = 0.09
"""Part of a page's height at top and bottom where running headers and footers stand."""
_BULLET = 9.0
"""Largest width and height of a drawn bullet, in points."""
_BULLET_REACH = 30.0
"""How far left of its text a drawn bullet may stand, in points."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LABEL = re.compile(r"^(?:[^\w\s(]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}[.)]?|[a-z][.)]|o)$")
_LABEL_REACH = 5.0
"""Letter sizes within which the words of a label begin."""
_FEWEST_RULES = 3
"""Drawn lines or boxes below which a page has no ruled table."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line with its absolute letter size."""

    line: Line
    size: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.line.text

    @staticmethod
    def of(line: Line) -> PageLine:
        """A line whose size is unknown."""
        return PageLine(line, 0.0)


@dataclass(frozen=True, slots=True)
class _Found:
    """A line or table with its place on the page."""

    top: float
    bottom: float
    x0: float
    x1: float
    text: str = ""
    size: float = 0.0
    bold: bool = False
    left: float = 0.0
    """Left edge of its column."""
    right: float = 0.0
    table: Table | None = None
    bullet: bool = False


def page_parts(page: Page, number: int) -> list[PageLine | Block]:
    """What stands on a page, in reading order; what stands sideways outside the tables comes last."""
    sideways = list(turned_blocks(page))
    tables = list(_ruled_tables(page, sideways))
    boxes = [box for box, _ in tables]
    found = _lines(page, boxes)
    bullets = _drawn_bullets(page)
    found = [_with_bullet(entry, bullets) for entry in found]
    found = _place_tables(found, tables)
    beside = [word for word in sideways if not any(_inside(word, box) for box in boxes)]
    return [*_finished(found, number, float(page.height)), *_sideways(beside, number, page)]


def _sideways(words: Sequence[dict[str, Any]], number: int, page: Page) -> Iterator[PageLine]:
    """Each block as a paragraph; in the margin it may be a running header."""
    left, right = _EDGE * float(page.width), (1 - _EDGE) * float(page.width)
    for word in words:
        edge = word["x1"] < left or word["x0"] > right
        line = Line(tidy(str(word["text"])), page=number, gap=2.0, edge=edge)
        yield PageLine(line, float(word["size"]))


# ---------------------------------------------------------------- tables with rules

_Box = tuple[float, float, float, float]


def _ruled_tables(page: Page, sideways: Sequence[dict[str, Any]]) -> Iterator[tuple[_Box, Table]]:
    """Tables whose cells are drawn, of at least two rows and two columns that hold text."""
    if len(page.lines) + len(page.rects) + len(page.curves) < _FEWEST_RULES:
        return
    words = _words(page)
    seen: list[_Box] = []
    for box, cells in _drawn(page, words):
        if any(_overlap(box, other) for other in seen):
            continue
        inside = [word for word in (*words, *sideways) if _inside(word, box)]
        rows = filled_grid([Cell(cell, _cell_text([w for w in inside if _inside(w, cell)])) for cell in cells])
        if len(rows) >= 2 and len(rows[0]) >= 2:
            seen.append(box)
            yield box, _with_head(rows, cells, page.rects)


def _with_head(rows: tuple[tuple[str, ...], ...], cells: Sequence[_Box], rects: Sequence[dict[str, Any]]) -> Table:
    """A first row on a colour that no other row has is the head; a head of one cell is what stands over the table."""
    tops = sorted({round(cell[1]) for cell in cells})
    colours = [_row_colour([cell for cell in cells if round(cell[1]) == top], rects) for top in tops]
    if len(tops) != len(rows) or colours[0] is None or colours[0] in colours[1:]:
        return Table(rows)
    own = [cell for cell in rows[0] if cell]
    if len(own) == 1:
        return Table(rows[1:], caption=own[0]) if len(rows) > 2 else Table(rows)
    return Table(rows[1:], rows[0])


def _row_colour(cells: Sequence[_Box], rects: Sequence[dict[str, Any]]) -> str | None:
    """The colour behind every cell of a row; None when there is none, or white."""
    found = {_colour_behind(cell, rects) for cell in cells}
    return found.pop() if len(found) == 1 else None


def _colour_behind(cell: _Box, rects: Sequence[dict[str, Any]]) -> str | None:
    x, y = (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2
    for rect in reversed(rects):
        over = rect["x0"] <= x <= rect["x1"] and rect["top"] <= y <= rect["bottom"]
        if over and _is_fill(rect) and rect["bottom"] - rect["top"] >= _MOST_OF_A_CELL * (cell[3] - cell[1]):
            colour = rect.get("non_stroking_color")
            return None if colour is None or is_white(colour) else str(colour)
    return None


_MOST_OF_A_CELL = 0.7
"""Part of a cell's height that its background fills at least; less is the background of a line of text."""


def _drawn(page: Page, words: Sequence[dict[str, Any]]) -> Iterator[tuple[_Box, Sequence[_Box]]]:
    """Outlines and cells of tables: those with lines around their cells, with lines between rows, with filled cells."""
    fills = [rect for rect in page.rects if _is_fill(rect)]
    if fills:
        lined = page.filter(lambda item: item.get("object_type") != "rect" or not _is_fill(item))
        yield from ((table.bbox, table.cells) for table in lined.find_tables())
    thin = [_box(item) for item in (*page.lines, *page.rects) if item["height"] <= _THIN < item["width"]]
    boxes = [_box(rect) for rect in fills]
    places = [_box(word) for word in words]
    if fills:
        yield from find_bands(thin, boxes, places)
    yield from ((table.bbox, table.cells) for table in page.find_tables())
    if not fills:
        yield from find_bands(thin, boxes, places)


def _box(item: dict[str, Any]) -> _Box:
    return float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"])


def _is_fill(item: dict[str, Any]) -> bool:
    """A coloured area without a line around it: the background of a cell, or of one line of its text."""
    return bool(item["width"] > _THIN and item["height"] > _THIN and not item.get("stroke"))


_THIN = 3.0
"""Points up to which a drawn box is a line."""


def _overlap(box: _Box, other: _Box) -> bool:
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return wide > _THIN and high > _THIN


def _cell_text(words: list[dict[str, Any]]) -> str:
    """The words of a cell, line after line."""
    return reduce(join_cell, (tidy(_row(line).text) for line in _by_line(words)), "")


# ---------------------------------------------------------------- lines


def _lines(page: Page, boxes: Sequence[_Box]) -> list[_Found]:
    """The lines outside the ruled tables, column after column, with tables without rules among them."""
    outside = [word for word in _words(page) if not any(_inside(word, box) for box in boxes)]
    rows = [_row(line) for line in _by_line(outside)]
    if _is_contents(rows):
        return _found(tuple(rows), float(page.width))
    return [entry for part in split_columns(rows, by_height=True) for entry in _found(part, float(page.width))]


def _is_contents(rows: Sequence[Row]) -> bool:
    """A page of titles with their page numbers, which only rise: no table, whatever white stands in between."""
    ends = [int(match[0]) for row in rows if (match := _LAST_NUMBER.search(row.text)) is not None]
    falls = sum(after < before for before, after in pairwise(ends))
    plain = sum(row.text[:1].isalpha() or _LABEL.match(row.text.split()[0]) is not None for row in rows)
    return (
        len(ends) >= _FEWEST_ENTRIES
        and _ENTRY_SHARE * len(rows) <= len(ends)
        and falls <= 1
        and len(set(ends)) > len(ends) // 3
        and max(ends) < _HIGHEST_PAGE
        and plain > _PLAIN_SHARE * len(rows)
    )


_LAST_NUMBER = re.compile(r"(?<=[\s.…])[0-9]{1,3}$")
_FEWEST_ENTRIES = 6
_ENTRY_SHARE = 0.55
"""Part of the lines of a contents page that end in a page number: the others are halves of long titles."""
_PLAIN_SHARE = 0.8
"""Part that begins with a word or a number of a chapter."""
_HIGHEST_PAGE = 400


def _words(page: Page) -> list[dict[str, Any]]:
    return list(
        upright(page).extract_words(
            x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size", "fontname"], keep_blank_chars=False
        )
    )


def _inside(word: dict[str, Any], box: _Box) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _by_line(found: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words whose middles lie at one height, left to right; raised marks join the line that they belong to."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(found, key=lambda w: (w["bottom"], w["x0"])):
        home = next((line for line in reversed(lines[-3:]) if _same_height(line, word)), None)
        if home is None:
            lines.append([word])
        else:
            home.append(word)
    ordered = [sorted(line, key=lambda w: w["x0"]) for line in lines]
    return sorted(ordered, key=lambda line: min(word["top"] for word in line))


def _same_height(line: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    large = max(line, key=lambda w: float(w["size"]))
    overlap = min(large["bottom"], word["bottom"]) - max(large["top"], word["top"])
    return bool(overlap > 0.5 * min(large["bottom"] - large["top"], word["bottom"] - word["top"]))


def _row(line: list[dict[str, Any]]) -> Row:
    """A line as segments that wide white parts."""
    size = _usual_size(line)
    line = [_raised(word, line, size) for word in line]
    segments: list[Segment] = []
    for word in line:
        before = segments[-1] if segments else None
        if before is not None and (word["x0"] - before.x1 <= _WIDE_SPACE * size or _is_label(segments, word, size)):
            segments[-1] = _joined(before, word, size)
        else:
            segments.append(Segment(str(word["text"]), float(word["x0"]), float(word["x1"]), bold=_is_bold(word)))
    top, bottom = min(w["top"] for w in line), max(w["bottom"] for w in line)
    return Row(tuple(segments), float(top), float(bottom), size)


def _joined(before: Segment, word: dict[str, Any], size: float) -> Segment:
    """A segment with one more word; a raised mark belongs to the word before it."""
    text = str(word["text"])
    glued = _one(before, word, size) or bool(word.get("raised"))
    joined = before.text + ("" if glued else " ") + text
    return replace(before, text=joined, x1=max(before.x1, float(word["x1"])), bold=before.bold and _is_bold(word))


def _raised(word: dict[str, Any], line: list[dict[str, Any]], size: float) -> dict[str, Any]:
    """A small number right behind a word, or above the foot of the line, is the mark of a footnote."""
    match = _MARK.match(str(word["text"]))
    if match is None or word["size"] >= _RAISED_SIZE * size:
        return word
    before = max((other["x1"] for other in line if other["x0"] < word["x0"]), default=None)
    foot = max(other["bottom"] for other in line)
    near = before is not None and word["x0"] - before < 0.1 * size
    lifted = before is not None and word["x0"] - before < _WIDE_SPACE * size and foot - word["bottom"] > 0.1 * size
    if not near and not lifted:
        return word
    return {**word, "text": match["mark"].translate(_SUPERSCRIPT) + match["rest"], "raised": True}


_MARK = re.compile(r"^[\[(]?(?P<mark>[0-9]{1,3}(?:,[0-9]{1,2})?)[\])]?(?P<rest>[.,;:)]?)$")


def _is_label(segments: list[Segment], word: dict[str, Any], size: float) -> bool:
    """A bullet or a number, with a tab behind it, belongs to the words that follow."""
    near = word["x0"] - segments[0].x1 < _LABEL_REACH * size
    return len(segments) == 1 and near and _LABEL.match(segments[0].text) is not None


def _one(before: Segment, word: dict[str, Any], size: float) -> bool:
    """A change of letter within a word is no space."""
    return bool(word["x0"] - before.x1 < 0.1 * size)


def _usual_size(line: list[dict[str, Any]]) -> float:
    return float(median(float(word["size"]) for word in line for _ in str(word["text"])))


def _is_bold(word: dict[str, Any]) -> bool:
    return _BOLD.search(str(word["fontname"])) is not None


def _found(part: Table | tuple[Row, ...], width: float) -> list[_Found]:
    if isinstance(part, Table):
        return [_Found(0, 0, 0, 0, table=part)]
    # The page's own margin counts the same on every page; only a later column has a margin of its own.
    left = min(row.x0 for row in part)
    left = left if left > _LATER_COLUMN * width else 0.0
    right = max(row.x1 for row in part)
    return [
        _Found(row.top, row.bottom, row.x0, row.x1, row.text, row.size, row.bold, left, right)
        for row in part
        if row.text
    ]


# ---------------------------------------------------------------- bullets


def _drawn_bullets(page: Page) -> list[tuple[float, float]]:
    """(right edge, middle height) of small drawn shapes that may be bullets."""
    shapes = [*page.curves, *page.rects, *page.images]
    return [
        (float(shape["x1"]), (float(shape["top"]) + float(shape["bottom"])) / 2)
        for shape in shapes
        if 1 < float(shape["width"]) <= _BULLET and 1 < float(shape["height"]) <= _BULLET
    ]


def _with_bullet(entry: _Found, bullets: list[tuple[float, float]]) -> _Found:
    if entry.table is not None or entry.text[:1] in words().bullets.glyphs:
        return entry
    drawn = any(0 <= entry.x0 - x <= _BULLET_REACH and entry.top <= y <= entry.bottom for x, y in bullets)
    return replace(entry, text=f"• {entry.text}", bullet=True) if drawn else entry


# ---------------------------------------------------------------- together


def _place_tables(found: list[_Found], tables: list[tuple[_Box, Table]]) -> list[_Found]:
    """Ruled tables go before the first line that stands below them."""
    out = list(found)
    for (_, top, _, bottom), table in tables:
        at = next((i for i, entry in enumerate(out) if entry.table is None and entry.top >= top), len(out))
        out.insert(at, _Found(top, bottom, 0, 0, table=table))
    return out


def _finished(found: list[_Found], number: int, height: float) -> Iterator[PageLine | Block]:
    usual = _usual_distance(found)
    before: _Found | None = None
    first = True
    for entry in found:
        if entry.table is not None:
            yield Block(BlockKind.TABLE, table=entry.table, page=number)
            before = None
            continue
        letter = max((entry.x1 - entry.x0) / max(1, len(entry.text)), 1.0)
        indent = (entry.x0 - entry.left) / (_LETTER * entry.size)
        line = Line(
            entry.text,
            page=number,
            gap=_gap(before, entry, usual),
            new_page=first,
            indent=indent,
            width=indent + (entry.right - entry.x0) / letter,
            bold=entry.bold,
            edge=entry.top < _EDGE * height or entry.bottom > (1 - _EDGE) * height,
        )
        yield PageLine(line, entry.size)
        before, first = entry, False


def _usual_distance(found: list[_Found]) -> float:
    """Distance from one line to the next within a paragraph, in letter sizes."""
    steps = [
        (after.bottom - before.bottom) / after.size
        for before, after in pairwise(found)
        if before.size
        and after.size
        and abs(before.size - after.size) < 0.5
        and 0 < after.bottom - before.bottom < 4 * after.size
    ]
    return min(max(median(sorted(steps)[: max(1, len(steps) * 3 // 4)]), 1.0), 2.2) if steps else 1.3


def _gap(before: _Found | None, entry: _Found, usual: float) -> float:
    """0 within a paragraph, 1 between paragraphs, 2 where more white stands."""
    if before is None:
        return 2.0
    step = (entry.bottom - before.bottom) / max(entry.size, 1.0)
    if step <= 0:
        return 0.5
    extra = step / usual - 1
    return 2.0 if extra >= _SECTION_GAP else 1.0 if extra >= _PARAGRAPH_GAP else 0.0
