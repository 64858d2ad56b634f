"""PDF to lines and tables, page by page, in bounded memory.

A page without text is read by character recognition when that is installed. What is
on a page is found by `ingest.load.page`; here pages are opened, judged and released.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.load.decode import signature
from ingest.load.leftout import HIDDEN, STRUCK, left_out
from ingest.load.page import PageLine, page_parts
from ingest.load.scan import ScanUnavailable, read_picture
from ingest.load.shown import shown
from ingest.load.turned import turned_page, upright, without_slant
from ingest.shape.blocks import Block, Line, Loaded
from retrieval.errors import ReadingError

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_FEWEST_CHARACTERS = 25
"""Characters below which a page with a picture is taken for a scan."""
_SCAN_RESOLUTION = 300
"""Dots per inch at which a page is drawn for character recognition; Tesseract's own advice."""


_POINTS = 72
"""Points to an inch."""
_MOST_PIXELS = 60_000_000
"""Dots that a page is drawn with at most: an A2 at the resolution above. A page may claim any size."""


def load_pdf(path: Path) -> Loaded:
    """The lines and tables of a PDF.

    Raises:
        ReadingError: the file is empty, locked, damaged, or a scan that cannot be read here.

    """
    _check(path)
    with _opened(path) as pdf:
        reader = _Reader(path)
        for page in pdf.pages:
            reader.take(page)
            page.close()
        title = str((pdf.metadata or {}).get("Title") or "").strip()
    return reader.loaded(title)


def _check(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(1024)
    if not start.strip(b"\x00 \r\n"):
        raise ReadingError(f"Het bestand {path.name} is leeg. Voeg het opnieuw toe.")
    if b"%PDF-" not in start:
        kind = signature(start) or "iets anders"
        raise ReadingError(
            f"Het bestand {path.name} is geen PDF maar {kind}. Geef het de juiste extensie of maak er een PDF van."
        )


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[PDF]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psparser import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(path) as pdf:
            if not pdf.pages:
                raise _damaged(path)
            yield pdf
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise _locked(path) from error
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise _locked(path) from error
        raise _damaged(path) from error
    except (
        PDFException,
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        raise _damaged(path) from error


def _locked(path: Path) -> ReadingError:
    return ReadingError(
        f"Het bestand {path.name} is met een wachtwoord beveiligd. "
        "Bewaar het zonder wachtwoord en voeg het opnieuw toe."
    )


def _damaged(path: Path) -> ReadingError:
    return ReadingError(
        f"Het bestand {path.name} is beschadigd en kan niet gelezen worden. "
        "Open het in een PDF-lezer en bewaar het opnieuw."
    )


@dataclass
class _Reader:
    """Gathers pages; sizes are made relative at the end, when the body size is known."""

    path: Path
    parts: list[PageLine | Block] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    scanned: int = 0
    unread: list[int] = field(default_factory=list)
    reason: str = ""
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)

    def take(self, page: Page) -> None:
        number = page.page_number
        if len(page.chars) < _FEWEST_CHARACTERS and page.images:
            self.scan(page)
            return
        seen = shown(page)
        self.hidden += seen.hidden
        self.struck += seen.struck
        straight, slanted = without_slant(seen.page)
        self.slanted += [slanted] if slanted else []
        turned = turned_page(straight)
        self.sizes.update(round(float(char["size"]), 1) for char in upright(turned).chars)
        self.parts += page_parts(turned, number)

    def scan(self, page: Page) -> None:
        try:
            lines = read_picture(page.to_image(resolution=_resolution(page)).original, page.page_number)
        except ScanUnavailable as error:
            self.unread.append(page.page_number)
            self.reason = str(error)
            return
        self.scanned += 1
        self.parts += [PageLine.of(line) for line in lines]

    def loaded(self, title: str) -> Loaded:
        if not self.parts and self.unread:
            raise ReadingError(f"Het bestand {self.path.name} is een scan zonder tekst. {self.reason}")
        if self.unread:
            pages = ", ".join(map(str, self.unread))
            self.problems.append(f"Pagina {pages} is een afbeelding en is niet gelezen. {self.reason}")
        if self.scanned:
            self.problems.append(
                f"{self.scanned} pagina('s) met tekstherkenning gelezen; controleer de cijfers in de bron."
            )
        self.problems += left_out(STRUCK, self.struck)
        self.problems += left_out(HIDDEN, self.hidden)
        self.problems += left_out("Schuin over de bladzijde gezette tekst is niet gelezen", self.slanted)
        body = self.sizes.most_common(1)[0][0] if self.sizes else 1.0
        parts = tuple(_relative(part, body) if isinstance(part, PageLine) else part for part in self.parts)
        return Loaded(parts=parts, title=title, problems=tuple(self.problems), recognised=self.scanned > 0)


def _resolution(page: Page) -> float:
    """Dots per inch at which a page is drawn: fewer where it is very large."""
    square_inches = float(page.width) * float(page.height) / _POINTS**2
    return min(float(_SCAN_RESOLUTION), sqrt(_MOST_PIXELS / max(square_inches, 1e-6)))


def _relative(line: PageLine, body: float) -> Line:
    return replace(line.line, size=round(line.size / body, 2) if line.size else 0.0)
