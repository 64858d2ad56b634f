"""Pictures of pages to lines, by Tesseract with its Dutch data.

Tesseract is a program of its own and may be missing; then the message names the
packages. What it reads carries the marks of recognition, which `ingest.shape.clean` mends.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.shape.blocks import Line, Loaded
from retrieval.errors import ReadingError

if TYPE_CHECKING:
    from PIL.Image import Image

_SECONDS = 120
"""Longest that one page may take."""
_MISSING = (
    "Tekstherkenning is niet geïnstalleerd. Installeer de pakketten tesseract-ocr en tesseract-ocr-nld "
    "en lees het bestand opnieuw."
)


class ScanUnavailable(Exception):  # noqa: N818 - a state, not a fault
    """Character recognition cannot be used; the message is Dutch."""


@lru_cache(maxsize=1)
def _ready() -> bool:
    """Whether Tesseract and its Dutch data are there."""
    import pytesseract

    try:
        return "nld" in pytesseract.get_languages(config="")
    except (pytesseract.TesseractNotFoundError, pytesseract.TesseractError, OSError):
        return False


def read_picture(picture: Image, page: int) -> tuple[Line, ...]:
    """The lines on a picture of a page.

    Raises:
        ScanUnavailable: Tesseract or its Dutch data are missing, or the page took too long.

    """
    import pytesseract

    from ingest.load.text import text_lines

    # Tesseract's own threads hinder one another on few cores.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    if not _ready():
        raise ScanUnavailable(_MISSING)
    try:
        text = pytesseract.image_to_string(picture, lang="nld", timeout=_SECONDS)
    except RuntimeError as error:
        raise ScanUnavailable(f"De tekstherkenning van pagina {page} duurde te lang.") from error
    return _on_page(text_lines(text.replace("\f", "\n")), page)


def _on_page(loaded: Loaded, page: int) -> tuple[Line, ...]:
    lines = [part for part in loaded.parts if isinstance(part, Line)]
    last = len(lines) - 2
    return tuple(replace(line, page=page, new_page=at == 0, edge=at < 2 or at >= last) for at, line in enumerate(lines))


def load_image(path: Path) -> Loaded:
    """The lines of a picture of one page (or of each page of a TIFF).

    Raises:
        ReadingError: the picture is damaged, or cannot be read here.

    """
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            frames = ImageSequence.Iterator(picture)
            lines = [line for at, frame in enumerate(frames, start=1) for line in read_picture(frame.convert("L"), at)]
    except ScanUnavailable as error:
        raise ReadingError(f"Het bestand {path.name} is een afbeelding. {error}") from error
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError) as error:
        raise ReadingError(
            f"Het bestand {path.name} is beschadigd of geen afbeelding. Bewaar het opnieuw als PNG of PDF."
        ) from error
    problems = ("Met tekstherkenning gelezen; controleer de cijfers in de bron.",)
    return Loaded(parts=tuple(lines), problems=problems, recognised=True)
