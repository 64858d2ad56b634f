"""What policy is this? Insurer, care types, contract years, title and version of a document.

Read from its own text: first from the front (the lines before the first
chapter), then from how it names itself further on, and from the file's name only
as a last resort, which is reported. What `documents.toml` states goes first. What
is not found stays empty and becomes a problem in the report; nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.registry import load_registry, registry
from retrieval.types import Document, DocumentInfo, Unit

FRONT_LINES = 25
LONGEST_TITLE = 160
"""Letters; a longer line is running text, and the front ends before it."""
RUNNING = (".", ",", ";", "?", "!")
"""A line that ends so is a sentence, and no part of a title."""
CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?\s+\S")
YEARS = re.compile(
    r"""
    (?<![0-9./-]) (?P<first> 20[0-9]{2})
    (?: \s{0,2} (?: - | – | / | \ben\b | t/m | tot\ en\ met ) \s{0,2} (?P<last> 20[0-9]{2} | [0-9]{2}) (?![0-9]) )?
    (?![0-9])
    """,
    re.VERBOSE,
)
SENTENCE_END = re.compile(r"[.!?;:]\s")
OPENING = 8
"""Units at the start of a policy that may say which version it is."""
VERSION = re.compile(r"\bversie\s{0,3}:?\s{0,3}(?P<number>[0-9]{1,2}(?:[.,][0-9]{1,2}){0,2})(?![0-9])", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2}){0,2}")
DAY = re.compile(r"\b(?:datum|d\.d\.|dd\.)\s{0,3}:?\s{0,3}", re.IGNORECASE)
AFTER, BEFORE, BESIDE = 90, 60, 40
"""Letters around a policy's name in which its years and care types stand; a title is seldom longer."""
LONGEST_TERM = 6
"""Years; more is no contract term."""
ENOUGH = 3
"""Mentions in running text that tell whose policy it is, when the front does not."""
MISSING = "Niet herkend: {parts}. Vul dit aan in documents.toml naast het bestand of in corpus/documents.toml."
FROM_NAME = "Alleen uit de bestandsnaam afgeleid: {parts}. Controleer dit, of vul het aan in documents.toml."


@dataclass(frozen=True, slots=True)
class Words:
    """The data of recognise.toml."""

    policy_names: tuple[str, ...]
    contract_words: tuple[str, ...]
    comparisons: tuple[str, ...]
    published: tuple[str, ...]
    version_headers: tuple[str, ...]
    version_dates: tuple[str, ...]


@cache
def words() -> Words:
    """The data, read once."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return Words(**{name: tuple(values) for name, values in data.items()})


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text says of itself, and which parts only the file's name says."""

    info: DocumentInfo
    from_name: tuple[str, ...] = ()
    """Dutch names of those parts."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a policy is named with its years."""

    text: str
    years: tuple[int, ...]
    care_types: tuple[str, ...]


def described(document: Document, path: Path) -> Document:
    """The document with its metadata, and a problem for each part that is not known."""
    recognised = recognise(document, path)
    info = recognised.info
    for entry, of_this_file in _entries(path):
        info = _overruled(info, entry, of_this_file=of_this_file)
    stated = any(True for _ in _entries(path))
    problems = [] if stated else [FROM_NAME.format(parts=", ".join(recognised.from_name))] * bool(recognised.from_name)
    missing = [name for name, value in _parts(info) if not value]
    problems += [MISSING.format(parts=", ".join(missing))] if missing else []
    return replace(document, info=info, problems=(*document.problems, *problems))


def described_by(path: Path) -> str:
    """Changes when what is stated about a file changes."""
    return repr([entry for entry, _ in _entries(path)])


def recognise(document: Document, path: Path) -> Recognition:
    """What the text, and at last the name of the file, say."""
    front = _front(document.text)
    units = [unit for chunk in document.chunks for unit in chunk.units]
    in_front = tuple(_namings(" ".join(front)))
    namings = in_front or tuple(naming for unit in units for naming in _namings(unit.text))
    years = _usual_years(namings) or _stated_years(front) or _contract_years(units)
    care_types = _care_types(namings, years, front, units)
    insurer = _insurer(front, document.text)
    stem = re.sub(r"[-_]+", " ", path.stem)
    named = (_first_insurer(stem), _distinct(m.name for m in registry().find_care_types(stem)), _stated_years([stem]))
    from_name = [
        name
        for name, found, hint in zip(
            ("verzekeraar", "zorgsoort", "contractjaren"), (insurer, care_types, years), named, strict=True
        )
        if hint and not found
    ]
    version, version_date = _version(front, units)
    info = replace(
        document.info,
        title=_title(document, namings, years) or document.info.title,
        insurer=insurer or named[0],
        care_types=care_types or named[1],
        years=years or named[2],
        version=version,
        version_date=version_date,
        published=_published(front, units),
        source=path.name,
    )
    return Recognition(info, tuple(from_name))


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
    info = replace(
        info,
        title=entry.title or info.title,
        insurer=entry.insurer or info.insurer,
        care_types=entry.care_types or info.care_types,
        years=entry.years or info.years,
        address=entry.address or info.address,
        published=entry.published or info.published,
    )
    if of_this_file:
        return replace(
            info,
            version=entry.version or info.version,
            version_date=entry.version_date or info.version_date,
            edition=entry.edition,
        )
    return replace(info, version=info.version or entry.version, version_date=info.version_date or entry.version_date)


def _parts(info: DocumentInfo) -> Iterator[tuple[str, object]]:
    yield "verzekeraar", info.insurer
    yield "zorgsoort", info.care_types
    yield "contractjaren", info.years
    yield "versie of publicatiedatum", info.version or info.version_date or info.published


# ---------------------------------------------------------------- names with years


def _front(text: str) -> list[str]:
    """The lines before the first chapter or running text, sentences left out."""
    front: list[str] = []
    for line in [line.strip() for line in text.splitlines() if line.strip()][:FRONT_LINES]:
        if len(line) > LONGEST_TITLE or (CHAPTER.match(line) and not find_figures(line)):
            break
        if not line.endswith(RUNNING):
            front.append(line)
    return front


def _namings(text: str) -> Iterator[Naming]:
    """The places where a text names a policy with its years."""
    for match in _policy_name().finditer(text):
        start = _sentence_start(text, match.start(), BEFORE)
        end = _sentence_end(text, match.end(), AFTER)
        years = YEARS.search(text, match.end(), end) or _last(YEARS.finditer(text, start, match.start()))
        if years is None or _compared(text, years.start()):
            continue
        end = _sentence_end(text, max(years.end(), match.end()), BESIDE)
        mentions = [m for m in registry().find_care_types(text[start:end]) if m.end + start <= end]
        left = min([match.start(), years.start(), *(start + m.start for m in mentions)])
        right = max([match.end(), years.end(), *(start + m.end for m in mentions)])
        yield Naming(text[left:right], _expanded(years), _distinct(m.name for m in mentions))


@cache
def _policy_name() -> re.Pattern[str]:
    names = "|".join(sorted(words().policy_names, key=len, reverse=True))
    return re.compile(rf"(?<![\w/.-])(?:{names})(?![\w/-])", re.IGNORECASE)


def _expanded(match: re.Match[str]) -> tuple[int, ...]:
    first = int(match["first"])
    last = int(match["last"] or first)
    last = last if last > 99 else first // 100 * 100 + last  # 2026-28
    return tuple(range(first, last + 1)) if first <= last < first + LONGEST_TERM else (first,)


def _compared(text: str, at: int) -> bool:
    before = text[max(0, at - BESIDE) : at].lower()
    return any(words_ in before for words_ in words().comparisons)


def _sentence_start(text: str, at: int, most: int) -> int:
    low = max(0, at - most)
    ends = [match.end() for match in SENTENCE_END.finditer(text, low, at)]
    return ends[-1] if ends else low


def _sentence_end(text: str, at: int, most: int) -> int:
    match = SENTENCE_END.search(text, at, at + most)
    return match.start() if match else min(len(text), at + most)


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    found = list(matches)
    return found[-1] if found else None


# ---------------------------------------------------------------- years, care types, insurer


def _usual_years(namings: Sequence[Naming]) -> tuple[int, ...]:
    """The years named most; a naming with a care type is more precise, and of equals the latest counts."""
    votes: Counter[tuple[int, ...]] = Counter()
    for naming in namings:
        votes[naming.years] += 2 if naming.care_types else 1
    return max(votes, key=lambda years: (votes[years], years)) if votes else ()


def _stated_years(lines: Sequence[str]) -> tuple[int, ...]:
    """A year or period that stands on its own in the front: no part of a date."""
    for line in lines:
        kinds = {figure.kind for figure in find_figures(line)}
        match = YEARS.search(line)
        if match and not kinds & {FigureKind.DATE, FigureKind.MONTH}:
            return _expanded(match)
    return ()


def _contract_years(units: Sequence[Unit]) -> tuple[int, ...]:
    """The years that contracts are most said to be for; once is no sign."""
    pattern = _contract_word()
    votes: Counter[tuple[int, ...]] = Counter()
    for unit in units:
        for word in pattern.finditer(unit.text):
            years = YEARS.match(unit.text, word.end())
            if years and not _compared(unit.text, word.start()):
                votes[_expanded(years)] += 1
    best = max(votes, key=lambda years: (votes[years], years), default=())
    return best if votes[best] > 1 else ()


@cache
def _contract_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words().contract_words)})\s(?:(?:voor|over|in)\s)?", re.IGNORECASE)


def _care_types(
    namings: Sequence[Naming], years: tuple[int, ...], front: Sequence[str], units: Sequence[Unit]
) -> tuple[str, ...]:
    """Those of the most frequent naming, else those of the front, else the one that the text is clearly about."""
    votes = Counter(n.care_types for n in namings if n.years == years and n.care_types)
    if votes:
        return max(votes, key=lambda names: (votes[names], len(names), names))
    in_front = _distinct(mention.name for mention in registry().find_care_types("\n".join(front)))
    if in_front:
        return in_front
    counts = Counter(mention.name for unit in units for mention in registry().find_care_types(unit.text))
    clear = _clearly_first(counts)
    return (clear,) if clear else ()


def _insurer(front: Sequence[str], text: str) -> str | None:
    """The only one in the front, else the one that the text is clearly of."""
    in_front = _distinct(mention.name for mention in registry().find_insurers("\n".join(front)))
    if len(in_front) == 1:
        return in_front[0]
    return _clearly_first(Counter(mention.name for mention in registry().find_insurers(text)))


def _first_insurer(text: str) -> str | None:
    return next((mention.name for mention in registry().find_insurers(text)), None)


def _clearly_first(counts: Counter[str]) -> str | None:
    """The name that stands there often enough, and at least twice as often as any other."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


# ---------------------------------------------------------------- title, version, dates


def _title(document: Document, namings: Sequence[Naming], years: tuple[int, ...]) -> str | None:
    """The fullest name with the right years, the shortest of those; verbatim but for its first capital."""
    fitting = [naming for naming in namings if naming.years == years]
    if not fitting:
        return None
    best = min(fitting, key=lambda naming: (-len(naming.care_types), len(naming.text), naming.text))
    own = document.info.title
    if not best.care_types and _policy_name().search(own):
        return own
    return best.text[:1].upper() + best.text[1:]


def _version(front: Sequence[str], units: Sequence[Unit]) -> tuple[str | None, date | None]:
    """The newest version that the front or a version table states."""
    text = "\n".join(front)
    matches = list(VERSION.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    found = [(m["number"], _first_day(text[m.end() : end])) for m, end in zip(matches, ends, strict=True)]
    found += [row for unit in units if unit.cells for row in _version_row(unit)]
    found = found or [said for unit in units[:OPENING] if (said := _said_version(unit.text))]
    if found:
        return max(found, key=lambda version: (version[1] or date.min, _sortable(version[0])))
    dated = DAY.search(text)
    return None, _first_day(text[dated.end() : dated.end() + BESIDE]) if dated else None


def _said_version(text: str) -> tuple[str, date | None] | None:
    """The version that a sentence of the opening gives with its day: `Versie 2.0, gepubliceerd op 1 april 2031`."""
    match = VERSION.match(text)
    day = _first_day(text[match.end() :]) if match else None
    return (match["number"], day) if match and day else None


def _version_row(unit: Unit) -> Iterator[tuple[str, date | None]]:
    cells = [(header.strip().lower(), cell.strip()) for header, cell in unit.cells]
    number = next((cell for header, cell in cells if header in words().version_headers), "")
    day = next((_first_day(cell) for header, cell in cells if header in words().version_dates), None)
    number = number.lower().removeprefix("versie").strip()
    if NUMBER.fullmatch(number):
        yield number, day


def _published(front: Sequence[str], units: Sequence[Unit]) -> date | None:
    """The earliest day on which the text says that this policy was made public."""
    said = "|".join(words().published)
    beside = re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    opening = [*front, *(unit.text for unit in units[:OPENING] if VERSION.match(unit.text))]
    in_front = [_first_day(line[m.start() :]) for line in opening for m in [beside.search(line)] if m]
    days = [day for day in in_front if day] or [
        day
        for unit in units
        if (m := beside.search(unit.text)) and _policy_name().search(unit.text, m.end(), m.end() + BESIDE)
        if (day := _first_day(unit.text)) is not None
    ]
    return min(days, default=None)


def _first_day(text: str) -> date | None:
    days = (figure.value for figure in find_figures(text) if figure.kind is FigureKind.DATE)
    return next((date.fromisoformat(day) for day in days if not day.startswith("-")), None)


def _sortable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split(r"[.,]", version))
