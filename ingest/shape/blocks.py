"""What a loader gives: lines of text with their place, or blocks that already have a form.

Formats that only know lines (text, PDF, scans) give `Line`s; formats that know
paragraphs, lists and tables (HTML, DOCX, Markdown) give `Block`s. Both may stand in
one `Loaded`, in reading order: a PDF gives lines with ruled tables between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """The form of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without its line end."""

    text: str
    page: int | None = None
    gap: float = 0.0
    """Empty lines before it (for PDF: extra distance, in line heights)."""
    new_page: bool = False
    """First line of a page."""
    indent: float = 0.0
    """Distance from the column's left edge, in characters."""
    width: float = 0.0
    """Characters that fit on a line of this column; 0 when unknown."""
    size: float = 0.0
    """Letter size relative to the body text; 0 when unknown."""
    bold: bool = False
    edge: bool = False
    """Stands at the top or bottom of its page, where running headers and footers are."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has as many cells as there are columns; merged cells are filled."""

    rows: tuple[tuple[str, ...], ...]
    headers: tuple[str, ...] = ()
    """Empty when the table has no header row."""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item, heading, table or footnote."""

    kind: BlockKind
    text: str = ""
    level: int | None = None
    """For a heading: 1 is the highest; None when typography does not tell."""
    depth: int = 0
    """For an item: 0 is the outermost list."""
    marker: str = ""
    """For an item its bullet or number; for a footnote its mark."""
    table: Table | None = None
    page: int | None = None
    turns: tuple[tuple[int, int], ...] = ()
    """(place, page) for each page after the first: an offset in the text, for a table the index of a row."""
    joined: bool = False
    """Put together from lines, so that its limits are a guess."""
    apart: bool = False
    """White stands before it."""
    lead: str = ""
    """For a footnote: the words that refer to it."""
    strong: bool = False
    """Bold as a whole, so that a short paragraph may be a heading."""

    def page_at(self, place: int) -> int | None:
        """The page on which a place in the block lies."""
        return next((page for start, page in reversed(self.turns) if start <= place), self.page)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as its loader saw it."""

    parts: tuple[Line | Block, ...]
    title: str = ""
    problems: tuple[str, ...] = ()
    """Dutch remarks on what could not be read."""
    recognised: bool = False
    """The text was made by character recognition, now or before."""
