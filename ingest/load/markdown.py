"""Markdown to HTML, and so to blocks.

Beside CommonMark and pipe tables it takes what converters write: tables with tabs
between the cells, footnote marks, line breaks that separate the entries of a contents
page, and HTML in between.
"""

from __future__ import annotations

import re
from pathlib import Path

from ingest.blocks import Loaded
from ingest.load.decode import decode

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FOOTNOTE = re.compile(r"\[\^([0-9]{1,3})\](:?)[ \t]?")
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]{0,400}\n){0,60}?---\n")


def load_markdown(path: Path) -> Loaded:
    """The blocks of a Markdown file.

    Raises:
        ReadingError: the file is empty or holds no text.
    """
    return markdown_blocks(decode(path.read_bytes(), path))


def markdown_blocks(text: str) -> Loaded:
    """The blocks of Markdown text."""
    from markdown_it import MarkdownIt

    from ingest.load.html import html_blocks

    text = _FRONT_MATTER.sub("", text.replace("\f", "\n\n"))
    text = _FOOTNOTE.sub(lambda m: m[1].translate(_SUPERSCRIPT) + " " * bool(m[2]), text)
    # Indented code: converters indent for other reasons than code.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").disable("code")
    return html_blocks(parser.render(tabs_to_pipes(text)), keep_breaks=True)


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
