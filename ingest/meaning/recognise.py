"""What policy is this? Insurer, care types, contract years, title and edition of a document.

Read from its own text: whose it is by `party`, what it is about by `subject`,
which edition by `editions`; from the file's name only as a last resort. What
`documents.toml` states goes first; a name of the registry goes before a learned
one, because policies are filed under it. What was only worked out is marked so,
what is not found stays empty and becomes a problem in the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.meaning.editions import find_edition
from ingest.meaning.party import Party, find_party, named_in_title
from ingest.meaning.subject import care_in, clearly_first, find_subject, front_of, stated_years, title_words
from retrieval.registry import load_registry, registry
from retrieval.registry.names import words_of
from retrieval.types import Document, DocumentInfo, Role

MISSING = "Niet herkend: {parts}. Vul dit aan in documents.toml naast het bestand of in corpus/documents.toml."
INFERRED = "Afgeleid, niet met zoveel woorden vermeld: {parts}. Controleer dit, of vul het aan in documents.toml."
FROM_NAME = "Alleen uit de bestandsnaam afgeleid: {parts}. Controleer dit, of vul het aan in documents.toml."
PARTS = {"insurer": "verzekeraar", "care_types": "zorgsoort", "years": "contractjaren"}
"""Fields that may be inferred, as the reader of the report knows them."""
KIND = re.compile(r"^(?:zorgkantoor|gemeente)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text says of itself, and which parts only the file's name says."""

    info: DocumentInfo
    from_name: tuple[str, ...] = ()
    """Fields."""


@dataclass(frozen=True, slots=True)
class _Author:
    """Whose a text is."""

    insurer: str | None = None
    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    inferred: bool = False


def described(document: Document, path: Path) -> Document:
    """The document with its metadata, and a problem for each part that is not known."""
    recognised = recognise(document, path)
    info = recognised.info
    for entry, of_this_file in _entries(path):
        info = _overruled(info, entry, of_this_file=of_this_file)
    problems = list(_doubts(info, recognised.from_name))
    missing = [name for name, value in _parts(info) if not value]
    problems += [MISSING.format(parts=", ".join(missing))] if missing else []
    return replace(document, info=info, problems=(*document.problems, *problems))


def described_by(path: Path) -> str:
    """Changes when what is stated about a file changes."""
    return repr([entry for entry, _ in _entries(path)])


def recognise(document: Document, path: Path) -> Recognition:
    """What the text, and at last the name of the file, say."""
    front = front_of(document.text)
    units = [unit for chunk in document.chunks for unit in chunk.units]
    author = _author(document, front, path)
    subject = find_subject(document, names=(author.insurer or "", *author.names, *author.labels))
    edition = find_edition(document.text, front, units)
    stem = re.sub(r"[-_]+", " ", path.stem)
    insurer = None if author.insurer else _first_insurer(stem)
    care_types = () if subject.care_types or subject.role is Role.GENERAL else care_in(stem)
    years = () if subject.years else stated_years([stem])
    from_name = tuple(name for name, found in zip(PARTS, (insurer, care_types, years), strict=True) if found)
    inferred = (*(["insurer"] if author.inferred else []), *subject.inferred, *from_name)
    info = replace(
        document.info,
        title=subject.title or document.info.title,
        insurer=author.insurer or insurer,
        care_types=subject.care_types or care_types,
        years=subject.years or years,
        version=edition.version,
        version_date=edition.dated,
        published=edition.published,
        source=path.name,
        names=author.names,
        labels=author.labels,
        inferred=tuple(sorted(set(inferred))),
        role=subject.role,
    )
    return Recognition(info, from_name)


# ---------------------------------------------------------------- whose it is


def _author(document: Document, front: Sequence[str], path: Path) -> _Author:
    """A registered insurer that alone stands in front, else the party the text is of, else the one most named."""
    known = registry()
    in_front = {mention.name for mention in known.find_insurers("\n".join((document.info.title, *front)))}
    if len(in_front) == 1:
        return _Author(in_front.pop())
    party = find_party(document.text, title=document.info.title, file_name=path.stem)
    registered = _registered(party, document.text) if party else None
    if registered:
        return _Author(registered, inferred=not party.in_front if party else False)
    most = clearly_first(Counter(mention.name for mention in known.find_insurers(document.text)))
    if party and (party.in_front or party.weight > ENOUGH_AGAINST or most is None):
        short = party.name.isupper() and not party.names
        written_out = _by_style(document, front, path) if short else None
        names = (written_out.name, *written_out.names) if written_out else ()
        return _Author(party.name, (*party.names, *names), party.labels, inferred=not party.in_front)
    by_style = _by_style(document, front, path) if most is None else None
    if by_style:
        return _Author(by_style.name, by_style.names, inferred=True)
    return _Author(most, inferred=most is not None)


def _by_style(document: Document, front: Sequence[str], path: Path) -> Party | None:
    """The party that a title names without a word that says what it is."""
    return named_in_title(
        document.text,
        (document.info.title, *front[:TITLE_LINES]),
        file_name=path.stem,
        ordinary=title_words() | _care_words(),
    )


TITLE_LINES = 3
"""Lines of the front, besides the file's title, that may name the party."""


def _care_words() -> frozenset[str]:
    """The words by which kinds of care are named."""
    kinds = registry().care_types
    return frozenset(
        word for care in kinds for name in (care.name, *care.scope, *care.topics) for word in words_of(name)
    )


ENOUGH_AGAINST = 10.0
"""What a party that the front does not name must weigh to go before a registered insurer that is named often."""


def _registered(party: Party, text: str) -> str | None:
    """The registered insurer whose name the party's is, or is part of wherever it stands."""
    known = registry()
    core = KIND.sub("", party.name)
    for place in re.finditer(re.escape(core), text):
        around = text[max(0, place.start() - 40) : place.end() + 40]
        at = place.start() - max(0, place.start() - 40)
        covering = {m.name for m in known.find_insurers(around) if m.start <= at and m.end >= at + len(core)}
        return covering.pop() if len(covering) == 1 else None
    return next((mention.name for mention in known.find_insurers(core)), None)


def _first_insurer(text: str) -> str | None:
    return next((mention.name for mention in registry().find_insurers(text)), None)


# ---------------------------------------------------------------- what is stated elsewhere


def _entries(path: Path) -> Iterator[tuple[DocumentInfo, bool]]:
    """What documents.toml of the corpus and of the file's own folder say, with whether it is about this very file."""
    entry = registry().document(path.stem)
    if entry:
        yield entry, path.parts[-len(Path(entry.source).parts) :] == Path(entry.source).parts
    beside = path.parent / "documents.toml"
    if beside.is_file():
        own = next((info for info in load_registry(path.parent).documents if info.id == path.stem), None)
        if own and own != entry:
            yield own, True


def _overruled(info: DocumentInfo, entry: DocumentInfo, *, of_this_file: bool) -> DocumentInfo:
    """Facts of the policy hold for any file of it; version and edition are those of one file."""
    stated = {name for name in PARTS if getattr(entry, name)}
    info = replace(
        info,
        title=entry.title or info.title,
        insurer=entry.insurer or info.insurer,
        care_types=entry.care_types or info.care_types,
        years=entry.years or info.years,
        address=entry.address or info.address,
        published=entry.published or info.published,
        inferred=tuple(name for name in info.inferred if name not in stated),
    )
    if of_this_file:
        return replace(
            info,
            version=entry.version or info.version,
            version_date=entry.version_date or info.version_date,
            edition=entry.edition,
        )
    return replace(info, version=info.version or entry.version, version_date=info.version_date or entry.version_date)


def _doubts(info: DocumentInfo, from_name: Sequence[str]) -> Iterator[str]:
    """What is known only by inference, for the report."""
    by_name = [PARTS[name] for name in PARTS if name in from_name and name in info.inferred]
    if by_name:
        yield FROM_NAME.format(parts=", ".join(by_name))
    worked_out = [
        f"{PARTS[name]} ({_shown(getattr(info, name))})"
        for name in PARTS
        if name in info.inferred and name not in from_name
    ]
    if worked_out:
        yield INFERRED.format(parts=", ".join(worked_out))


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _parts(info: DocumentInfo) -> Iterator[tuple[str, object]]:
    yield "verzekeraar", info.insurer
    yield "zorgsoort", info.care_types or info.role is Role.GENERAL
    yield "contractjaren", info.years
    yield "versie of publicatiedatum", info.version or info.version_date or info.published
