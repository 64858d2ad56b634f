"""The data files of corpus/ as they are written: their shape, strictly, and the references between them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from retrieval.errors import RegistryError
from retrieval.registry.names import words_of
from retrieval.settings import PROJECT_ROOT
from retrieval.types import DocumentId, DocumentInfo

OWN_DATA = PROJECT_ROOT / "corpus"
"""Where a data file is read from when the given folder has none."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
T = TypeVar("T", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InsurerEntry(_Strict):
    """One `[[insurer]]` of insurers.toml."""

    name: Text
    full: Text
    concern: Text | None = None
    labels: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    exact: tuple[Text, ...] = ()
    uzovi: tuple[Annotated[str, StringConstraints(pattern="^[0-9]{4}$")], ...] = ()


class InsurersFile(_Strict):
    """insurers.toml."""

    insurer: tuple[InsurerEntry, ...] = Field(min_length=1)


class CareTypeEntry(_Strict):
    """One `[[care_type]]` of care_types.toml."""

    name: Annotated[str, StringConstraints(to_lower=True, min_length=1)]
    scope: tuple[Text, ...]
    topics: tuple[Text, ...] = ()
    part_of: tuple[Text, ...] = ()


class CareTypesFile(_Strict):
    """care_types.toml."""

    policy_words: tuple[Text, ...]
    between: tuple[Text, ...] = ()
    settings: tuple[Text, ...] = ()
    care_type: tuple[CareTypeEntry, ...] = Field(min_length=1)


class AbbreviationsFile(_Strict):
    """abbreviations.toml."""

    abbreviations: dict[Text, Annotated[tuple[Text, ...], Field(min_length=1)]]


class SynonymsFile(BaseModel):
    """Sections of lines; the names of the sections are for the reader only."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, dict[Text, Annotated[tuple[Text, ...], Field(min_length=1)]]] = Field(init=False)

    def lines(self) -> dict[str, tuple[str, ...]]:
        """First word of each line → the words that mean the same.

        Raises:
            RegistryError: two lines begin with the same word.

        """
        lines = [line for section in self.__pydantic_extra__.values() for line in section.items()]
        _once("synonyms.toml", (head for head, _ in lines))
        return dict(lines)


class DocumentEntry(_Strict):
    """One `[[document]]` of documents.toml."""

    id: Text
    file: Text
    title: str = ""
    insurer: Text | None = None
    care_types: tuple[Text, ...] = ()
    years: tuple[Annotated[int, Field(ge=2000, le=2100)], ...] = ()
    version: Text | None = None
    version_date: date | None = None
    published: date | None = None
    address: Text | None = None
    edition: Literal["official", "own-words"] = "official"

    def info(self) -> DocumentInfo:
        """The entry as the rest of the program knows it."""
        stated: dict[str, Any] = self.model_dump(exclude={"id", "file"})
        return DocumentInfo(id=DocumentId(self.id), source=self.file, **stated)


class DocumentsFile(_Strict):
    """documents.toml."""

    document: tuple[DocumentEntry, ...] = ()


def read_file(folder: Path, name: str, model: type[T]) -> T:
    """One data file of a folder; the project's own stands in for one that is not there.

    Raises:
        RegistryError: it cannot be read or an entry is wrong; the message names both.

    """
    path = folder / name if (folder / name).is_file() else OWN_DATA / name
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return model.model_validate(data)
    except OSError as error:
        raise RegistryError(
            f"Het bestand {name} kan niet worden gelezen: {error.strerror}. Zet het terug in de map corpus."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"Het bestand {name} is geen geldige TOML: {error}. Herstel die regel.") from error
    except ValidationError as error:
        raise _wrong(name, _entry(data, error), str(error.errors()[0]["msg"])) from error


def _entry(data: Mapping[str, Any], error: ValidationError) -> str:
    """The place of the first fault, with the entry's own name where it has one."""
    place = error.errors()[0]["loc"]
    item: Any = data
    label = ""
    for step in place:
        item = (
            item[step]
            if isinstance(item, list) and isinstance(step, int)
            else item.get(step)
            if isinstance(item, dict)
            else None
        )
        if isinstance(item, dict):
            label = str(item.get("name") or item.get("id") or label)
    where = ".".join(str(step) for step in place)
    return f"{where} ({label})" if label else where


def _wrong(name: str, entry: str, why: str) -> RegistryError:
    return RegistryError(
        f"In {name} klopt {entry!r} niet: {why}. Pas dit gegeven aan; corpus/README.md zegt wat er mag staan."
    )


def check_files(insurers: InsurersFile, care: CareTypesFile, documents: DocumentsFile) -> None:
    """What no single entry can know: each name once, and every reference to something that exists.

    Raises:
        RegistryError: a name stands twice or a reference leads nowhere.

    """
    known = {item.name for item in care.care_type}
    _once("insurers.toml", (item.name for item in insurers.insurer))
    _once("insurers.toml", (key for item in insurers.insurer for key in _spellings(item)))
    _once("care_types.toml", (item.name for item in care.care_type))
    _once("documents.toml", (item.id for item in documents.document))
    for entry in care.care_type:
        _known("care_types.toml", entry.name, set(entry.part_of) - known)


def _spellings(entry: InsurerEntry) -> Iterator[str]:
    """Each spelling once: within one insurer two may fold to the same words."""
    yield from dict.fromkeys(" ".join(words_of(word)) for word in (entry.name, *entry.labels, *entry.aliases))


def _once(name: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise _wrong(name, key, "deze naam staat er twee keer")
        seen.add(key)


def _known(name: str, entry: str, missing: set[str]) -> None:
    if missing:
        raise _wrong(name, entry, f"onbekende verwijzing naar {', '.join(sorted(missing))}")
