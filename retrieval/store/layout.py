"""Where everything of an index stands, and what its manifest promises.

.index/
CURRENT              name of the generation in use; replaced by an atomic rename
write.lock           held by the one writer
generation-0007/     immutable once CURRENT has named it
manifest.json      counts, embedding model, files with size and hash
lease              a reader holds a shared lock on it; the writer removes what nobody holds
passages.sqlite    documents, chunks, units, deadlines
chroma/            vectors (unless they stand on a server); opened as a private copy, see `vectors`
keyword/           BM25 over chunks and over units, vocabulary, abbreviations, replaced figures, a vector per token
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from retrieval.errors import IndexDamaged, IndexMissing, IndexOutdated

FORMAT = 7
"""Raised when the files of a generation change meaning; other numbers ask for a rebuild."""
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
LEASE = "lease"
PASSAGES = "passages.sqlite"
CHROMA = "chroma"
CHUNK_WORDS = "keyword/chunks"
UNIT_WORDS = "keyword/units"
VOCABULARY = "keyword/vocabulary.json"
ABBREVIATIONS = "keyword/abbreviations.json"
REPLACED = "keyword/replaced.json"
GENERATION = re.compile(r"generation-(?P<number>[0-9]{4,9})")


@dataclass(frozen=True, slots=True)
class FileSeal:
    """A file of a generation as it was written."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation promises to hold."""

    generation: str
    embedding: str
    collection: str
    """Name of the Chroma collection."""
    server: bool
    """Whether the vectors stand on a Chroma server instead of in the folder."""
    documents: int
    chunks: int
    units: int
    deadlines: int
    sources: tuple[str, ...] = ()
    """The files and folders that the index was made from."""
    files: tuple[FileSeal, ...] = ()
    format: int = FORMAT
    sha256: str = ""
    """Of every other field, so that a changed manifest does not vouch for changed files."""


def rebuild_command(index: Path, sources: tuple[str, ...] = ()) -> str:
    """The command that makes an index anew."""
    return " ".join(
        ["python -m ingest", *(_quoted(source) for source in sources), f"--index {_quoted(index)} --rebuild"]
    )


def make_command(index: Path) -> str:
    """The command that makes an index."""
    return f"python -m ingest --index {_quoted(index)}"


def current_generation(index: Path) -> str | None:
    """Name of the generation in use; None when there is no index.

    Raises:
        IndexDamaged: CURRENT does not name a generation that is there.

    """
    try:
        name = (index / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(index, f"het bestand {CURRENT} is niet te lezen ({error})") from error
    if not GENERATION.fullmatch(name) or not (index / name).is_dir():
        raise damaged(index, f"het bestand {CURRENT} noemt {name!r}, en die map is er niet")
    return name


def require_generation(index: Path) -> str:
    """Name of the generation in use.

    Raises:
        IndexMissing: there is no index.
        IndexDamaged: CURRENT does not name a generation that is there.

    """
    name = current_generation(index)
    if name is None:
        raise IndexMissing(f"Er is nog geen index in {index}. Maak er een met: {make_command(index)}")
    return name


def read_manifest(index: Path, generation: str) -> Manifest:
    """The manifest of a generation.

    Raises:
        IndexDamaged: it is missing, unreadable or of another format.

    """
    try:
        data = json.loads((index / generation / MANIFEST).read_text(encoding="utf-8"))
        data["sources"] = tuple(data["sources"])
        data["files"] = tuple(FileSeal(**file) for file in data["files"])
        manifest = Manifest(**data)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(index, f"{generation}/{MANIFEST} is niet te lezen ({error})") from error
    if manifest.format != FORMAT:
        raise IndexOutdated(
            f"De index in {index} is gemaakt door een andere versie van dit programma. "
            f"Maak hem opnieuw met: {rebuild_command(index, manifest.sources)}"
        )
    if manifest.sha256 and manifest.sha256 != _manifest_hash(manifest):
        raise damaged(index, f"{generation}/{MANIFEST} is veranderd", manifest.sources)
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into the folder of its generation."""
    sealed = replace(manifest, sha256=_manifest_hash(manifest))
    (folder / MANIFEST).write_text(json.dumps(asdict(sealed), indent=1), encoding="utf-8")


def damaged(index: Path, reason: str, sources: tuple[str, ...] = ()) -> IndexDamaged:
    """The error for an index whose parts do not agree."""
    return IndexDamaged(
        f"De index in {index} is beschadigd: {reason}. Maak hem opnieuw met: {rebuild_command(index, sources)}"
    )


def seal(folder: Path, names: tuple[str, ...]) -> tuple[FileSeal, ...]:
    """Size and hash of files of a generation; a folder stands for all files in it."""
    paths = [path for name in names for path in _files(folder / name)]
    return tuple(
        FileSeal(path.relative_to(folder).as_posix(), path.stat().st_size, _sha256(path)) for path in sorted(paths)
    )


def find_broken(folder: Path, files: Iterable[FileSeal]) -> str | None:
    """What is wrong with sealed files, in Dutch; None when every byte is as it was written.

    Reads them whole: some milliseconds for a practice's policies, less than opening them takes.
    """
    for file in files:
        path = folder / file.name
        try:
            if path.stat().st_size != file.size or _sha256(path) != file.sha256:
                return f"het bestand {file.name} is veranderd"
        except FileNotFoundError:
            return f"het bestand {file.name} ontbreekt"
        except OSError as error:
            return f"het bestand {file.name} is niet te lezen ({error.strerror})"
    return None


def hold_lease(folder: Path) -> IO[bytes]:
    """Keep a generation from being removed until the returned file is closed.

    Raises:
        FileNotFoundError: the generation was removed meanwhile.

    """
    lease = (folder / LEASE).open("rb")
    fcntl.flock(lease, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return lease


def is_leased(folder: Path) -> bool:
    """Whether a reader holds the generation; a reader that died holds nothing."""
    try:
        with (folder / LEASE).open("rb") as lease:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]


def _manifest_hash(manifest: Manifest) -> str:
    fields = asdict(replace(manifest, sha256=""))
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _quoted(value: str | os.PathLike[str]) -> str:
    text = os.fspath(value)
    return f'"{text}"' if " " in text else text
