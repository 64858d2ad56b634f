"""Markdown to HTML, and so to blocks.

Beside CommonMark and pipe tables it takes what converters write: tables with tabs
between the cells, footnote marks, line breaks that separate the entries of a contents
page, and HTML in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest.load.decode import decode
from ingest.shape.blocks import Loaded

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FOOTNOTE = re.compile(r"\[\^([0-9]{1,3})\](:[ \t]?)?")
_BULLET = re.compile(r"^(?P<indent> {0,12})(?P<mark>[-*+]|[0-9]{1,2}[.)])\s+(?=\S)")
_PIPE_RULE = re.compile(r"\|?(?:\s{0,3}:?-{3,}:?\s{0,3}\|){1,20}(?:\s{0,3}:?-{3,}:?\s{0,3})?")
_MISREAD_BULLET = re.compile(r"(?m)^[¢©«»¤](?:[ \t]{1,4})(?=\S)")
"""A bullet as character recognition misreads it; a sentence opens with none of these."""
_FEWEST_MISREAD = 2
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]{0,400}\n){0,60}?---\n")


def load_markdown(path: Path) -> Loaded:
    """The blocks of a Markdown file.

    Raises:
        ReadingError: the file is empty or holds no text.

    """
    decoded = decode(path.read_bytes(), path)
    return markdown_blocks(decoded.text, decoded.problems)


def markdown_blocks(text: str, problems: tuple[str, ...] = ()) -> Loaded:
    """The blocks of Markdown text; `problems` are those met on the way to it."""
    from markdown_it import MarkdownIt

    from ingest.load.html import html_blocks

    text = _FRONT_MATTER.sub("", text.replace("\f", "\n\n"))
    if len(_MISREAD_BULLET.findall(text)) >= _FEWEST_MISREAD:
        text = _MISREAD_BULLET.sub("- ", text)
    text = _FOOTNOTE.sub(lambda m: m[1].translate(_SUPERSCRIPT) + " " * bool(m[2]), text)
    # Indented code: converters indent for other reasons than code.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").disable("code")
    return html_blocks(parser.render(nest_bullets(rules_below_headers(tabs_to_pipes(text)))), problems)


def rules_below_headers(text: str) -> str:
    """Moves the rule of a pipe table up to below its first line, where a converter put it below the first row."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _PIPE_RULE.fullmatch(line.strip()) is None:
            continue
        first = at
        while first and lines[first - 1].lstrip().startswith("|"):
            first -= 1
        if at - first > 1:
            lines.insert(first + 1, lines.pop(at))
    return "\n".join(lines)


def nest_bullets(text: str) -> str:
    """Indents bullets as CommonMark wants it, where a converter indented by a single space.

    A bullet one space deeper stands in the item above it when that item ends in a colon;
    two or more spaces deeper it always does.
    """
    out: list[str] = []
    open_items: list[_OpenItem] = []
    for line in text.split("\n"):
        match = _BULLET.match(line)
        if not match:
            if line.strip() and not line.startswith(" "):
                open_items = []
            out.append(line)
            continue
        wanted = _place(open_items, len(match["indent"]), match["mark"], line)
        out.append(" " * wanted + match["mark"] + " " + line[match.end() :])
    return "\n".join(out)


@dataclass(frozen=True, slots=True)
class _OpenItem:
    indent: int
    content: int
    """Where its text begins once it is indented as CommonMark wants."""
    opens: bool
    """It ends in a colon."""


def _place(open_items: list[_OpenItem], indent: int, mark: str, line: str) -> int:
    while open_items and not _holds(open_items[-1], indent):
        open_items.pop()
    wanted = open_items[-1].content if open_items else 0
    open_items.append(_OpenItem(indent, wanted + len(mark) + 1, line.rstrip().endswith(":")))
    return wanted


def _holds(item: _OpenItem, indent: int) -> bool:
    return indent - item.indent >= (1 if item.opens else 2)


def tabs_to_pipes(text: str) -> str:
    """Runs of lines with tabs between cells, as pipe tables; all other lines as they are."""
    out: list[str] = []
    run: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        cells = line.strip("\n").split("\t")
        if len(cells) > 1 and any(cell.strip() for cell in cells[:-1]) and not line.lstrip().startswith("|"):
            run.append(cells)
            continue
        if run and len(cells) == 2 and not cells[0].strip() and cells[1].strip():
            run.append(cells)
            continue
        out += _pipe_table(run)
        run = []
        out.append(line)
    return "\n".join(out[:-1])


def _pipe_table(rows: list[list[str]]) -> list[str]:
    if not rows:
        return []
    columns = max(map(len, rows))
    filled = [[cell.strip().replace("|", r"\|") for cell in row] + [""] * (columns - len(row)) for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in filled]
    return ["", lines[0], "|" + " --- |" * columns, *lines[1:], ""]
