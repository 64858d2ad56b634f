"""A file from a reader's browser, on its way to `corpus/official`: checked, set aside, added, undone.

The name is made safe and the size held to the settings before anything is
written; reading and indexing are `ingest.keep.official` and `ingest.pipeline`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ingest.keep.official import Stated, known_about
from ingest.keep.sources import NOT_POLICIES, OFFICIAL
from ingest.load import SUFFIXES
from ingest.pipeline import add_documents, remove_documents
from ingest.report import IngestReport, ProgressCallback
from retrieval.errors import ReadingError
from retrieval.settings import settings
from retrieval.types import DocumentInfo

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_STEM = 80
"""Characters of a file name that are kept."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was set aside, and what was recognised in it."""

    path: Path
    info: DocumentInfo


def upload_types() -> tuple[str, ...]:
    """Suffixes that may be uploaded, without the dot."""
    return tuple(sorted(suffix.removeprefix(".") for suffix in SUFFIXES))


def safe_name(name: str) -> str:
    """A file name without folders, accents or signs that mean something to a system.

    >>> safe_name("../Inkoop beleid (Zürich) 2031.PDF")
    'Inkoop-beleid-Zurich-2031.pdf'
    """
    base = unicodedata.normalize("NFKD", name.replace("\\", "/").rsplit("/", 1)[-1])
    path = Path(base.encode("ascii", "ignore").decode())
    stem = UNSAFE.sub("-", path.stem).strip("-._")[:LONGEST_STEM].rstrip("-._")
    stem = f"document-{stem}" if stem.lower() in NOT_POLICIES else stem  # those are left out of a folder
    return (stem or "document") + path.suffix.lower()


def set_aside(name: str, data: bytes, folder: Path) -> Upload:
    """The upload as a file in `folder`, and what it seems to be.

    Raises:
        ReadingError: it is empty, too large, of an unknown kind, there already, or cannot be read.

    """
    safe = safe_name(name)
    limit = settings().upload_megabytes
    if not data:
        raise ReadingError(f"Het bestand {name} is leeg. Kies een ander bestand.")
    if len(data) > limit * MEGABYTE:
        raise ReadingError(f"Het bestand {name} is groter dan {limit} MB. Verklein het of deel het op.")
    if Path(safe).suffix not in SUFFIXES:
        raise ReadingError(f"Bestanden van deze soort kan ik niet lezen: {name}. Kies {', '.join(upload_types())}.")
    if any(path.stem == Path(safe).stem for path in (settings().corpus / OFFICIAL).glob("*")):
        raise ReadingError(
            f"Er is al een document met de naam {Path(safe).stem}. Verwijder dat eerst, of geef dit bestand een "
            "andere naam."
        )
    path = folder / safe
    path.write_bytes(data)
    return Upload(path, known_about(path))


def add_upload(upload: Upload, stated: Stated, *, progress: ProgressCallback | None = None) -> IngestReport:
    """Index the file with what the reader confirmed about it; when that fails all is as it was.

    Raises:
        AssistantError: the file or the index cannot be used, or another process is writing.

    """
    report = add_documents([upload.path], stated, progress=progress)
    failed = next((row for row in report.failed if row.file == upload.path.name), None)
    if failed:
        undo_upload(upload)
        raise ReadingError(failed.remark)
    return report


def undo_upload(upload: Upload) -> IngestReport:
    """Take the document out again; what it outranked comes back.

    Raises:
        AssistantError: it is gone already, or the index cannot be changed.

    """
    return remove_documents([upload.path.stem])
