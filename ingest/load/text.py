"""Plain text, as pdftotext, character recognition or a person left it, to lines.

Text that holds Markdown is read as Markdown. Pages are known from form feeds; where a
converter turned the form feed into a leading space, the page break is known but its
number is not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from ingest.blocks import Line, Loaded
from ingest.clean import looks_recognised
from ingest.load.decode import decode

_MARKDOWN = re.compile(
    r"(?m)^#{1,6} \S|^\|?[ :-]*-{3,}[ :-]*\|[ |:-]*$|\]\((?:#|https?:|mailto:)[^)\n]{0,300}\)|\*\*[^*\n]{2,80}\*\*|^```"
)
_HTML = re.compile(r"(?is)^\s*(?:<!doctype html|<html[\s>]|<\?xml[^>]{0,100}>\s*<(?:!doctype )?html)")
_LONG_SPACE = re.compile(r" {3,}(?=\S)")
_EDGE_LINES = 3
"""How many lines at the top and bottom of a page may be running headers and footers."""


def load_text(path: Path) -> Loaded:
    """The lines of a text file, or what Markdown or HTML makes of it when it holds that.

    Raises:
        ReadingError: the file is empty or holds no text.

    """
    from ingest.load.html import html_blocks
    from ingest.load.markdown import markdown_blocks

    text = decode(path.read_bytes(), path)
    if _HTML.match(text):
        return html_blocks(text)
    if len(_MARKDOWN.findall(text)) >= 2:
        return markdown_blocks(text)
    return text_lines(text)


def text_lines(text: str) -> Loaded:
    """The lines of a text, with the distance between them and the page breaks."""
    pages = text.split("\f")
    numbered = len(pages) > 1
    breaks_by_space = not numbered and _breaks_by_space(text)
    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        lines += _mark_edges(
            _page_lines(page, number if numbered else None, breaks_by_space=breaks_by_space), paged=numbered
        )
    return Loaded(parts=tuple(_even_gaps(lines)), recognised=looks_recognised(text))


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
    last = len(lines) - _EDGE_LINES
    return [replace(line, edge=at < _EDGE_LINES or at >= last) for at, line in enumerate(lines)]


def _even_gaps(lines: list[Line]) -> list[Line]:
    """In text with an empty line after every line, that empty line means nothing."""
    inner = Counter(int(line.gap) for before, line in pairwise(lines) if _goes_on(before.text, line.text))
    usual = inner.most_common(1)[0][0] if inner else 0
    return [replace(line, gap=max(0.0, line.gap - usual)) for line in lines] if usual else lines


def _goes_on(before: str, after: str) -> bool:
    return before.rstrip()[-1:].isalpha() and after.strip()[:1].islower()
