"""Paths to the files that an index is made of.

A folder stands for the files in it and below it. Of one policy in several files
of one name one is read: an official file before the own-words edition, then the
format that keeps most of its structure. Two policies whose files have one name
are two documents. What is in a file is for `ingest.passes`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.errors import ReadingError

log = logging.getLogger(__name__)

POLICIES = "policies"
OFFICIAL = "official"
NOT_POLICIES = frozenset({"readme", "license", "licence", "changelog"})
"""Names of files that stand beside policies and are none."""
DATA_SUFFIXES = frozenset({".toml"})
"""Data of the corpus itself."""
BEST_FORMATS = (".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".txt", ".text")
"""Of one policy in several formats the first is read: those that state headings and tables before those that do not."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    official: bool = False
    """Whether it stands in the project's own folder of official files."""
    name: str = ""
    """What tells it from another document whose file has the same stem; empty when none has."""

    @property
    def id(self) -> str:
        """The document's id: the file's stem, unless another document's file has the same."""
        return self.name or self.path.stem


@dataclass(frozen=True, slots=True)
class Selection:
    """The files to read, and those left out because another one is the same policy."""

    chosen: tuple[Source, ...]
    left_out: tuple[tuple[Source, Source], ...]
    """(left out, chosen instead)."""


def default_paths(corpus: Path) -> tuple[Path, ...]:
    """The project's own policies and official files."""
    return tuple(folder for folder in (corpus / POLICIES, corpus / OFFICIAL) if folder.is_dir())


def find_sources(paths: Iterable[Path], corpus: Path) -> tuple[Source, ...]:
    """The files of the given files and folders, in order of name.

    Raises:
        ReadingError: a path does not exist.

    """
    files: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise ReadingError(f"Het pad {path} bestaat niet. Controleer de naam van het bestand of de map.")
        files.update(dict.fromkeys(_in_folder(path, corpus) if path.is_dir() else [path]))
    official = (corpus / OFFICIAL).resolve()
    found = {file.resolve(): file for file in files}
    return tuple(Source(file, resolved.parent == official) for resolved, file in sorted(found.items()))


def select(sources: Sequence[Source], differ: Callable[[Source, Source], bool]) -> Selection:
    """Of each policy one file. Files of one stem are the same policy unless `differ` says that they are not."""
    stems: dict[str, list[Source]] = {}
    left_out: list[tuple[Source, Source]] = []
    for source in sorted(sources, key=_preference):
        kept = stems.setdefault(source.path.stem, [])
        twin = next((other for other in kept if not differ(other, source)), None)
        if twin is None:
            kept.append(source)
        else:
            left_out.append((source, twin))
    chosen = {source: source for kept in stems.values() if len(kept) == 1 for source in kept}
    for kept in stems.values():
        for source in kept if len(kept) > 1 else ():
            chosen[source] = _told_apart(source, {other.id for other in chosen.values()} | stems.keys())
    return Selection(
        tuple(sorted(chosen.values(), key=lambda source: source.id)),
        tuple((source, chosen[twin]) for source, twin in sorted(left_out, key=lambda pair: str(pair[0].path))),
    )


def _told_apart(source: Source, taken: Collection[str]) -> Source:
    """The source under its folder and name, and under its format too when that is not enough."""
    stem, suffix = source.path.stem, source.path.suffix.lstrip(".")
    parent = source.path.resolve().parent.name
    names = (f"{parent}-{stem}", f"{parent}-{stem}-{suffix}", f"{parent}-{stem}-{suffix}-{len(taken)}")
    return replace(source, name=next(name for name in names if name not in taken))


def _in_folder(folder: Path, corpus: Path) -> Iterable[Path]:
    if folder.resolve() == corpus.resolve():
        return [path for sub in default_paths(corpus) for path in _in_folder(sub, corpus)]
    files = (path for path in folder.rglob("*") if path.is_file() and _may_be_policy(path, folder))
    return sorted(path for path in files if _stands_in(path, folder))


def _stands_in(path: Path, folder: Path) -> bool:
    """Whether a file really stands in the folder; a link out of it would make readable what nobody put there."""
    if path.resolve().is_relative_to(folder.resolve()):
        return True
    log.warning("%s is een koppeling naar een plaats buiten de map en is niet gelezen.", path)
    return False


def _may_be_policy(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~")) for part in path.relative_to(folder).parts)
    return not hidden and path.stem.lower() not in NOT_POLICIES and path.suffix.lower() not in DATA_SUFFIXES


def _preference(source: Source) -> tuple[bool, int, str]:
    suffix = source.path.suffix.lower()
    rank = BEST_FORMATS.index(suffix) if suffix in BEST_FORMATS else len(BEST_FORMATS)
    return not source.official, rank, str(source.path)
