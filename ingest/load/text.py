"""Plain text, as pdftotext, character recognition or a person left it, to lines.

Text that holds Markdown is read as Markdown. Pages are known from form feeds; where a
converter turned the form feed into a leading space, the page break is known but its
number is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

from ingest.load.columns import Row, Segment, split_columns
from ingest.load.decode import decode
from ingest.shape.blocks import Block, BlockKind, Line, Loaded, Table
from ingest.shape.clean import looks_recognised, running_lines
from ingest.shape.words import words

_MARKDOWN = re.compile(
    r"(?m)^#{1,6} \S|^\|?[ :-]*-{3,}[ :-]*\|[ |:-]*$|\]\((?:#|https?:|mailto:)[^)\n]{0,300}\)|\*\*[^*\n]{2,80}\*\*|^```"
)
_HTML = re.compile(r"(?is)^\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]{0,100}>\s*<(?:!doctype )?html)")
_PART = re.compile(r"\S+(?: \S+)*")
_NAMED = r"(?:Bijlage|Hoofdstuk|Deel|Tabel|Figuur|Schema)\s[0-9A-Z]{1,3}\b[.:]?"
"""A part that is named and numbered: its title may stand apart from it."""
_HEADING = re.compile(rf"\s{{0,8}}(?:[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}\.?\s+[A-ZÀ-Þ]|{_NAMED})")
_CHAPTER = re.compile(r"\s{0,8}[0-9]{1,2}\s+[A-ZÀ-Þ]\w")
_SECTION = re.compile(r"\s{0,8}([0-9]{1,2})\.[0-9]{1,2}\.?\s+[A-ZÀ-Þ]")
_CHAPTER_GAP = 2
"""Empty lines above a chapter at least: a row of a table may open with a number as well."""
_HEADING_PARTS = 2
"""The number of a heading may stand apart from its words."""
_NUMBER = re.compile(rf"[0-9]{{1,2}}[.)]|[A-Za-z][.)]|o|{_NAMED}")
_LABEL_REACH = 8
"""Characters of white behind the bullet or number of an item at most."""
_PAGE_NUMBER = re.compile(r"(?<=\S)\s{2,}[0-9]{1,3}\s*$")
_LETTER = 1.6
"""Stands for the letter size where places are counted in characters: parts may be a character out of line."""
_FEWEST_SPLIT = 2
"""Lines in parts below which a page has no table or columns."""
_FEWEST_IN_TABLE = 2
"""Parts of a line that stands in a table."""
_TABLE_REACH = 6
"""Lines above and below that show where the columns of a table begin."""
_FEWEST_ALIKE = 3
"""Of those, how many parts must begin in one place to make it that of a column."""
_EDGE_LINES = 3
"""How many lines at the top and bottom of a page may be running headers and footers."""


def load_text(path: Path) -> Loaded:
    """The lines of a text file, or what Markdown or HTML makes of it when it holds that.

    Raises:
        ReadingError: the file is empty or holds no text.

    """
    from ingest.load.html import html_blocks
    from ingest.load.markdown import markdown_blocks

    decoded = decode(path.read_bytes(), path)
    text = decoded.text
    if _HTML.match(text):
        return html_blocks(text, decoded.problems)
    if len(_MARKDOWN.findall(text)) >= 2:
        return markdown_blocks(text, decoded.problems)
    return replace(text_lines(text), problems=decoded.problems)


def text_lines(text: str) -> Loaded:
    """The lines of a text with the distance between them and the page breaks, and tables that kept their layout."""
    pages = text.split("\f")
    numbered = len(pages) > 1
    breaks_by_space = not numbered and _breaks_by_space(text)
    read = [
        _mark_edges(
            _page_lines(page, number if numbered else None, breaks_by_space=breaks_by_space),
            paged=numbered,
        )
        for number, page in enumerate(pages, start=1)
    ]
    numberless = _running(text)
    every = [line for lines in read for line in lines]
    furniture = {id(every[at]) for at in running_lines(every)}
    parts: list[Line | Block] = []
    for lines in read:
        running = [id(line) in furniture or _numberless(line.text) in numberless for line in lines]
        parts += _layout_tables(lines, running)
    return Loaded(parts=tuple(_even_gaps(parts)), recognised=looks_recognised(text))


def _page_lines(page: str, number: int | None, *, breaks_by_space: bool) -> list[Line]:
    rows = page.split("\n")
    lines: list[Line] = []
    gap = 0
    fits = _fitting(rows)
    for at, row in enumerate(rows):
        if not row.strip():
            gap += 1
            continue
        first = (number is not None and not lines) or (breaks_by_space and _one_space(row))
        indent = len(row) - len(row.lstrip())
        lines.append(Line(row.rstrip(), page=number, gap=gap, new_page=first, indent=indent, width=fits[at]))
        gap = 0
    return lines


def _running(text: str) -> frozenset[str]:
    """Lines with a number at their end that come back with another one: headers and footers, no rows of a table."""
    found = Counter(_numberless(line) for line in text.split("\n") if _PAGE_NUMBER.search(line))
    return frozenset(line for line, times in found.items() if times > 1)


def _numberless(line: str) -> str:
    return _PAGE_NUMBER.sub("", line).strip()


def _layout_tables(lines: list[Line], running: list[bool]) -> list[Line | Block]:
    """Runs of lines whose parts stand below each other, as the table or the columns that they are.

    `running` tells which lines are headers or footers: those belong to no table and end none.
    """
    rows = [_row(line, at, apart=_apart(lines, at), whole=running[at]) for at, line in enumerate(lines)]
    rows = [_unglued(rows, at) for at in range(len(rows))]
    if sum(len(row.segments) > 1 for row in rows) < _FEWEST_SPLIT:
        return list(lines)
    out: list[Line | Block] = []
    starts = [0, *(at for at in range(1, len(lines)) if _is_heading(lines, at) or running[at] != running[at - 1])]
    starts.append(len(lines))
    runs = (rows[start:end] for start, end in pairwise(starts))
    for part in chain.from_iterable(_split(run) for run in runs):
        if isinstance(part, Table):
            out.append(Block(BlockKind.TABLE, table=part, page=lines[0].page))
            continue
        for row in part:
            line = lines[int(row.top)]
            out.append(line if row.segments == rows[int(row.top)].segments else replace(line, text=row.text, width=0.0))
    return out


def _split(run: list[Row]) -> Iterator[Table | tuple[Row, ...]]:
    """The parts of a run of lines; a numbered heading at its start is no caption of the table behind it."""
    if _HEADING.match(run[0].text):
        yield (run[0],)
        run = run[1:]
    yield from split_columns(run, by_height=False)


def _is_heading(lines: list[Line], at: int) -> bool:
    """A numbered heading on a line by itself, empty lines around it: no table goes on over it."""
    text, gap = lines[at].text, lines[at].gap
    if len(_PART.findall(text)) > _HEADING_PARTS or gap < 1 or not _apart(lines, at):
        return False
    if _HEADING.match(text):
        return True
    return _CHAPTER.match(text) is not None and (gap >= _CHAPTER_GAP or _follows_on(lines, at))


def _follows_on(lines: list[Line], at: int) -> bool:
    """Whether a number without a point is that of the chapter after the last numbered heading's: 1.3, then 2."""
    before = next((match for line in reversed(lines[:at]) if (match := _SECTION.match(line.text))), None)
    return before is not None and int(lines[at].text.split()[0]) == int(before[1]) + 1


def _apart(lines: list[Line], at: int) -> bool:
    """An empty line follows."""
    return at + 1 < len(lines) and lines[at + 1].gap >= 1


def _row(line: Line, at: int, *, apart: bool, whole: bool) -> Row:
    """A line as the parts that wide white leaves, or as one; its height is its number."""
    if whole:
        start = len(line.text) - len(line.text.lstrip())
        return Row((Segment(line.text.strip(), start, len(line.text)),), float(at), float(at), _LETTER)
    found = [Segment(match[0], match.start(), match.end()) for match in _PART.finditer(line.text)]
    if len(found) > 1 and _is_label(found[0].text) and found[1].x0 - found[0].x1 <= _LABEL_REACH:
        label, first, *rest = found
        found = [Segment(f"{label.text} {first.text}", label.x0, first.x1), *rest]
    segments = tuple(found)
    return Row(segments, float(at), at + (0.0 if apart else 1.0), _LETTER)


def _unglued(rows: list[Row], at: int) -> Row:
    """The line with a part cut where the parts of the lines around it begin: a full cell leaves but one space."""
    row = rows[at]
    if len(row.segments) < _FEWEST_IN_TABLE:
        return row
    near = [*rows[max(0, at - _TABLE_REACH) : at], *rows[at + 1 : at + 1 + _TABLE_REACH]]
    starts = Counter(segment.x0 for other in near for segment in other.segments[1:])
    return replace(row, segments=tuple(part for segment in row.segments for part in _cut(segment, starts)))


def _cut(segment: Segment, starts: Counter[float]) -> Iterator[Segment]:
    begin = 0
    for space in (match.start() for match in re.finditer(" ", segment.text)):
        if starts[segment.x0 + space + 1] >= _FEWEST_ALIKE:
            yield Segment(segment.text[begin:space], segment.x0 + begin, segment.x0 + space)
            begin = space + 1
    yield Segment(segment.text[begin:], segment.x0 + begin, segment.x1)


def _is_label(text: str) -> bool:
    """A bullet or the number of an item: no column of its own, however much white stands behind it."""
    return text in words().bullets.glyphs or _NUMBER.fullmatch(text) is not None


def _one_space(row: str) -> bool:
    return row.startswith(" ") and row[1:2].strip() != ""


def _breaks_by_space(text: str) -> bool:
    """Few lines begin with exactly one space and hardly any with more: those are page breaks."""
    rows = [row for row in text.split("\n") if row.strip()]
    single = sum(map(_one_space, rows))
    deeper = sum(row.startswith("  ") for row in rows)
    return 0 < single <= max(3, len(rows) // 12) and deeper <= single


def _fitting(rows: list[str]) -> list[float]:
    """How many characters fit on each line: as many as the longest of its neighbours has."""
    lengths = [len(row.rstrip()) for row in rows]
    return [float(max(lengths[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1])) for at in range(len(rows))]


_NEIGHBOURS = 12
"""Lines (empty ones too) on either side that show how wide the text is set there."""


def _mark_edges(lines: list[Line], *, paged: bool) -> list[Line]:
    if not paged:
        return lines
    size = max(1, min(_EDGE_LINES, len(lines) // 5))
    last = len(lines) - size
    return [replace(line, edge=at < size or at >= last) for at, line in enumerate(lines)]


def _even_gaps(parts: list[Line | Block]) -> list[Line | Block]:
    """In text with an empty line after every line, that empty line means nothing."""
    lines = [part for part in parts if isinstance(part, Line)]
    inner = Counter(int(line.gap) for before, line in pairwise(lines) if _goes_on(before.text, line.text))
    usual = inner.most_common(1)[0][0] if inner else 0
    if not usual:
        return parts
    return [replace(part, gap=max(0.0, part.gap - usual)) if isinstance(part, Line) else part for part in parts]


def _goes_on(before: str, after: str) -> bool:
    return before.rstrip()[-1:].isalpha() and after.strip()[:1].islower()
