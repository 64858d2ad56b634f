"""The insurers' own files in `corpus/official`, and what is stated about them.

An official file outranks the own-words edition of the same policy (`ingest.keep.sources`).
What is known about it stands beside it in documents.toml; neither is kept in
version control. Indexing is `ingest.pipeline`.
"""

from __future__ import annotations

import json
import os
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.apart import read_apart
from retrieval.errors import ReadingError
from retrieval.registry import registry
from retrieval.types import DocumentInfo

DATA = "documents.toml"
HEAD = "# Wat er over de officiële bestanden in deze map bekend is; bijgewerkt door `python -m ingest add`.\n"


@dataclass(frozen=True, slots=True)
class Stated:
    """What someone says about a file; what is None or empty is left to recognition."""

    insurer: str | None = None
    care_types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    title: str | None = None


def known_about(path: Path) -> DocumentInfo:
    """What is recognised in a file that is to be added.

    Raises:
        ReadingError: it cannot be read.

    """
    return read_apart(path).document.info


def check_stated(stated: Stated) -> Stated:
    """The same with the names as the registry writes them.

    Raises:
        ReadingError: an insurer or care type is unknown, or a year is none.

    """
    insurer = stated.insurer and _insurer(stated.insurer)
    years = tuple(sorted(set(stated.years)))
    if any(not 2000 <= year <= 2100 for year in years):
        raise ReadingError(f"{years} zijn geen contractjaren. Geef jaren van vier cijfers, zoals 2026.")
    return replace(
        stated, insurer=insurer, care_types=tuple(_care_type(name) for name in stated.care_types), years=years
    )


@contextmanager
def placed(files: Sequence[Path], stated: Stated, official: Path) -> Iterator[None]:
    """Files in the folder of official files, with what is stated about them; as before when the block fails.

    Raises:
        ReadingError: a file cannot be read, or what is stated about it cannot be.

    """
    stated = check_stated(stated)
    for file in files:
        known_about(file)
    with _restored_on_failure([*(official / file.name for file in files), official / DATA]):
        official.mkdir(parents=True, exist_ok=True)
        # The statement first: a kill between the two leaves no file without what is known about it.
        _state(official, [file.name for file in files], stated)
        for file in files:
            _copy(file, official / file.name)
        yield


@contextmanager
def forgotten(paths: Sequence[Path]) -> Iterator[None]:
    """Official files deleted before the block, and back when it fails.

    A kill in the block leaves them deleted: what someone removed does not come back with the next ingest.
    """
    with _restored_on_failure([*paths, *{path.parent / DATA for path in paths}]):
        _forget(paths)
        yield


def _forget(paths: Sequence[Path]) -> None:
    """Delete official files and what is stated about them."""
    for path in paths:
        path.unlink(missing_ok=True)
        data = path.parent / DATA
        entries = [entry for entry in _entries(data) if entry["id"] != path.stem]
        _write(data, entries)


def _insurer(name: str) -> str:
    found = {mention.name for mention in registry().find_insurers(name)}
    if len(found) != 1:
        known = ", ".join(insurer.name for insurer in registry().insurers)
        raise ReadingError(
            f"De verzekeraar {name!r} is niet bekend. Kies uit: {known}; of vul corpus/insurers.toml aan."
        )
    return found.pop()


def _care_type(name: str) -> str:
    if registry().care_type(name.lower()):
        return name.lower()
    found = {mention.name for mention in (*registry().find_care_types(name), *registry().find_topics(name))}
    if len(found) != 1:
        known = ", ".join(care_type.name for care_type in registry().care_types)
        raise ReadingError(
            f"De zorgsoort {name!r} is niet bekend. Kies uit: {known}; of vul corpus/care_types.toml aan."
        )
    return found.pop()


@contextmanager
def _restored_on_failure(paths: Sequence[Path]) -> Iterator[None]:
    """Put back what these files held when the block fails."""
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                _replace(path, content)
        raise


def _copy(source: Path, target: Path) -> None:
    if source.resolve() == target.resolve():
        return
    _replace(target, source.read_bytes())


def _replace(target: Path, content: bytes) -> None:
    """Write beside, make durable and rename: at every moment the file is as before or as after."""
    partial = target.with_name(f".{target.name}.part")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)


def _state(official: Path, names: Sequence[str], stated: Stated) -> None:
    """Write what is stated about files; of a file added again the new statement counts."""
    data = official / DATA
    entries = {entry["id"]: entry for entry in _entries(data)}
    for name in names:
        entry: dict[str, Any] = {"id": Path(name).stem, "file": name, "edition": "official"}
        parts = {
            "title": stated.title,
            "insurer": stated.insurer,
            "care_types": list(stated.care_types),
            "years": list(stated.years),
        }
        entries[entry["id"]] = entry | {key: value for key, value in parts.items() if value}
    _write(data, list(entries.values()))


def _entries(data: Path) -> list[dict[str, Any]]:
    if not data.is_file():
        return []
    try:
        entries: list[dict[str, Any]] = tomllib.loads(data.read_text(encoding="utf-8")).get("document", [])
    except (OSError, ValueError) as error:
        raise ReadingError(
            f"Het bestand {data} is niet te lezen: {error}. Herstel het uit een reservekopie, of wis het en geef bij "
            "de officiële bestanden opnieuw op wat ervan bekend is."
        ) from error
    return entries


def _write(data: Path, entries: Sequence[dict[str, Any]]) -> None:
    """TOML's strings and lists of these values are written as JSON writes them."""
    blocks = [
        "\n".join(["[[document]]", *(f"{key} = {_toml(value)}" for key, value in entry.items())])
        for entry in sorted(entries, key=lambda entry: str(entry["id"]))
    ]
    _replace(data, ("\n\n".join([HEAD.strip(), *blocks]) + "\n").encode())


def _toml(value: object) -> str:
    """A string or a list as TOML, without what cannot stand in it: control characters, halves of a sign."""
    if isinstance(value, str):
        value = "".join(char if unicodedata.category(char) not in {"Cc", "Cs"} else " " for char in value)
    return json.dumps(value, ensure_ascii=False)
