"""Files to lines and blocks: one module a format, chosen by the file's suffix.

Leaves out what the words mean; that is for `ingest.shape.clean`, `ingest.shape.structure` and on.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.shape.blocks import Loaded
from retrieval.errors import ReadingError

_LOADERS = {
    ".md": "markdown.load_markdown",
    ".markdown": "markdown.load_markdown",
    ".docx": "docx.load_docx",
    ".pdf": "pdf.load_pdf",
    ".png": "scan.load_image",
    ".jpg": "scan.load_image",
    ".jpeg": "scan.load_image",
    ".tif": "scan.load_image",
    ".tiff": "scan.load_image",
    ".txt": "text.load_text",
    ".text": "text.load_text",
    ".html": "html.load_html",
    ".htm": "html.load_html",
    ".xhtml": "html.load_html",
}

SUFFIXES = frozenset(_LOADERS)
"""Suffixes of the files that can be read, lower case."""


def load(path: Path) -> Loaded:
    """The lines and blocks of a file.

    Raises:
        ReadingError: the file cannot be read; the message is Dutch and says why.

    """
    if not path.is_file():
        raise ReadingError(f"Het bestand {path.name} bestaat niet. Controleer de naam en de map.")
    target = _LOADERS.get(path.suffix.lower())
    if target is None:
        kinds = ", ".join(sorted(SUFFIXES))
        raise ReadingError(
            f"Het bestand {path.name} heeft een soort die niet gelezen kan worden. Bewaar het als een van: {kinds}."
        )
    module, name = target.split(".")
    loader: Callable[[Path], Loaded] = getattr(import_module(f"ingest.load.{module}"), name)
    try:
        return loader(path)
    except PermissionError as error:
        raise ReadingError(
            f"Het bestand {path.name} mag niet gelezen worden. Pas de rechten van het bestand aan."
        ) from error
