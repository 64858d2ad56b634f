"""Where a quote stands on a page of a PDF: rectangles for the viewer to highlight.

The quote comes from cleaned text (hyphens at line ends joined, spaces put
right), so it is looked up by its letters and digits alone.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ReadingError

LETTERS = re.compile(r"[^\W_]+")
LINE_SLACK = 3.0
"""Points that tops of words on one line may differ."""
SHORTEST = 12
"""Letters that a part of a quote must have before it may stand for the whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in points from the page's top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Word:
    letters: str
    x0: float
    x1: float
    top: float
    bottom: float


def find_places(path: Path, page: int, quote: str) -> tuple[Place, ...]:
    """The lines of the quote on the page (from 1), one rectangle a line; empty when it is not there.

    Of a quote that runs on to the next page, the part on this page is given.

    Raises:
        ReadingError: the file is no readable PDF, or has no such page.

    """
    words = _words(path, page)
    text = "".join(word.letters for word in words)
    span = _find(text, _letters(quote))
    if span is None:
        return ()
    chosen, offset = [], 0
    for word in words:
        if offset < span[1] and offset + len(word.letters) > span[0]:
            chosen.append(word)
        offset += len(word.letters)
    return tuple(_place(page, line) for line in _lines(chosen))


def single_page(path: Path, page: int) -> bytes:
    """A PDF of one page (from 1) of a PDF, so that a reader's browser need not fetch the whole.

    Raises:
        ReadingError: the file is no readable PDF, or has no such page.

    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as source, pypdfium2.PdfDocument.new() as target:
            target.import_pages(source, [page - 1])
            buffer = io.BytesIO()
            target.save(buffer)
            return buffer.getvalue()
    except (OSError, ValueError, pypdfium2.PdfiumError) as error:
        raise _unreadable(path, page) from error


def _unreadable(path: Path, page: int) -> ReadingError:
    return ReadingError(
        f"Bladzijde {page} van {path.name} kan niet worden getoond. Open het bestand zelf om haar te lezen."
    )


def _words(path: Path, page: int) -> list[_Word]:
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as document:
            found = document.pages[page - 1].extract_words()
    except (OSError, IndexError, PDFException, PdfminerException) as error:
        raise _unreadable(path, page) from error
    words = (_Word(_letters(w["text"]), w["x0"], w["x1"], w["top"], w["bottom"]) for w in found)
    return [word for word in words if word.letters]


def _letters(text: str) -> str:
    return "".join(LETTERS.findall(text)).casefold()


def _find(text: str, quote: str) -> tuple[int, int] | None:
    """Span of the quote, else of its longest beginning at the page's end or ending at the page's start."""
    if not quote:
        return None
    place = text.find(quote)
    if place >= 0:
        return place, place + len(quote)
    for size in range(len(quote) - 1, SHORTEST - 1, -1):
        if text.endswith(quote[:size]):
            return len(text) - size, len(text)
        if text.startswith(quote[-size:]):
            return 0, size
    return None


def _lines(words: list[_Word]) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    for word in words:
        if lines and abs(lines[-1][-1].top - word.top) <= LINE_SLACK and word.x0 >= lines[-1][-1].x0:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _place(page: int, line: list[_Word]) -> Place:
    x0, x1 = min(word.x0 for word in line), max(word.x1 for word in line)
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    return Place(page=page, x=x0, y=top, width=x1 - x0, height=bottom - top)
