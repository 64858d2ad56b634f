"""Word files to HTML through mammoth, and so to blocks.

`ingest.load.wordxml` first sets the document right; then Word's own styles give the
headings and lists; footnotes come as footnotes. Headers and footers of the page are no
part of what mammoth gives.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from xml.parsers.expat import ExpatError

from ingest.load.decode import signature
from ingest.load.wordxml import HEADING_STYLE, shown
from ingest.shape.blocks import Loaded
from retrieval.errors import ReadingError

_HEADINGS = "\n".join(f"p.{HEADING_STYLE}{level} => h{level}:fresh" for level in range(1, 7))
_STYLES = f"""
{_HEADINGS}
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p:fresh
p[style-name='Bijschrift'] => p:fresh
r[style-name='Strong'] => strong
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='Lijstopsom.teken 2'] => ul|ol > li > ul > li:fresh
p[style-name='Lijstnummering 2'] => ul|ol > li > ol > li:fresh
"""
_LARGEST = 400 * 1024 * 1024
"""Bytes that a Word file may unfold to; more is no policy but an attack on memory."""


_SPOILED = (
    KeyError, ValueError, SyntaxError, OSError, AttributeError, IndexError, TypeError, EOFError, RuntimeError,
    ExpatError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the readers of ZIP and XML raise on damaged bytes."""


def load_docx(path: Path) -> Loaded:
    """The blocks of a Word file.

    Raises:
        ReadingError: the file is empty, locked, damaged or no Word file.

    """
    import mammoth
    from lxml import etree

    from ingest.load.html import html_blocks

    _check(path)
    try:
        page = shown(path)
        html = mammoth.convert_to_html(
            io.BytesIO(page.data), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        ).value
    except (*_SPOILED, etree.LxmlError) as error:
        raise _damaged(path) from error
    read = html_blocks(f"<body>{html}</body>")
    return replace(read, title=_title(path), problems=(*page.problems, *read.problems))


def _no_image(_: object) -> dict[str, str]:
    """Pictures are left out; reading their bytes would cost memory for nothing."""
    return {"src": ""}


def _check(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise ReadingError(f"Het bestand {path.name} is leeg. Voeg het opnieuw toe.")
    if signature(start) == "een oud Word- of Officebestand":
        raise ReadingError(
            f"Het bestand {path.name} is met een wachtwoord beveiligd of in een oude Wordversie bewaard. "
            "Haal het wachtwoord eraf of bewaar het opnieuw als .docx."
        )
    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.filename for entry in archive.infolist()}
            size = sum(entry.file_size for entry in archive.infolist())
    except _SPOILED as error:
        raise _damaged(path) from error
    if "word/document.xml" not in names:
        raise ReadingError(
            f"Het bestand {path.name} is geen Word-document. Geef het de juiste extensie of bewaar het als .docx."
        )
    if size > _LARGEST:
        raise ReadingError(
            f"Het bestand {path.name} is uitgepakt te groot om te lezen. Splits het of haal de afbeeldingen eruit."
        )


def _damaged(path: Path) -> ReadingError:
    return ReadingError(
        f"Het bestand {path.name} is beschadigd en kan niet gelezen worden. Open het in Word en bewaar het opnieuw."
    )


def _title(path: Path) -> str:
    """The title among the file's properties; empty when it has none."""
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            core = etree.fromstring(archive.read("docProps/core.xml"), etree.XMLParser(resolve_entities=False))
    except (*_SPOILED, etree.XMLSyntaxError):  # a title is no condition for reading the text
        return ""
    found = core.find("{http://purl.org/dc/elements/1.1/}title")
    return (found.text or "").strip() if found is not None else ""
