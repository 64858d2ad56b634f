"""Which edition a text is: its version, the day of that version, and the day on which it was made public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.meaning.subject import BESIDE, names_policy, words
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.types import Unit

OPENING = 8
"""Units at the start of a policy that may say which version it is."""
VERSION = re.compile(r"\bversie\s{0,3}:?\s{0,3}(?P<number>[0-9]{1,2}(?:[.,][0-9]{1,2}){0,2})(?![0-9])", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,2}(?:[.,][0-9]{1,2}){0,2}")
DAY = re.compile(r"\b(?:datum|d\.d\.|dd\.)\s{0,3}:?\s{0,3}", re.IGNORECASE)
SEALED = re.compile(r"^(?:[A-Z][\w' -]{1,30}, )?(?P<day>[0-9]{1,2} [a-z]{3,9} 20[0-9]{2})$")
"""A line of a letter with place and day, or the day alone."""
FRONT = 1500
"""Letters at the start in which a text says when it was published and changed."""
REACH = 70
"""Letters between such a word and its day."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a text says of its own edition."""

    version: str | None = None
    dated: date | None = None
    published: date | None = None


def find_edition(text: str, front: Sequence[str], units: Sequence[Unit]) -> Edition:
    """The newest version, and the days that the usual sentences give."""
    version, dated = _version(front, units)
    opening = text[:FRONT]
    published = _published(front, units) or min(_days_behind(opening, words().published), default=None)
    changed = max(_days_behind(opening, words().changed), default=None)
    adopted = min(_days_behind(opening, words().adopted), default=None)
    letter = next((day for line in front if (m := SEALED.match(line)) and (day := first_day(m["day"]))), None)
    latest = max((day for day in (dated, changed) if day), default=adopted)
    return Edition(version, latest, published or letter)


def _version(front: Sequence[str], units: Sequence[Unit]) -> tuple[str | None, date | None]:
    """The newest version that the front or a version table states."""
    text = "\n".join(front)
    matches = list(VERSION.finditer(text))
    ends = [*(match.start() for match in matches[1:]), len(text)][: len(matches)]
    found = [(m["number"], first_day(text[m.end() : end])) for m, end in zip(matches, ends, strict=True)]
    found += [row for unit in units if unit.cells for row in _version_row(unit)]
    found = found or [said for unit in units[:OPENING] if (said := _said_version(unit.text))]
    if found:
        return max(found, key=lambda version: (version[1] or date.min, _sortable(version[0])))
    dated = DAY.search(text)
    return None, first_day(text[dated.end() : dated.end() + BESIDE]) if dated else None


def _said_version(text: str) -> tuple[str, date | None] | None:
    """The version that a sentence of the opening gives with its day: `Versie 2.0, gepubliceerd op 1 april 2031`."""
    match = VERSION.match(text)
    day = first_day(text[match.end() :]) if match else None
    return (match["number"], day) if match and day else None


def _version_row(unit: Unit) -> Iterator[tuple[str, date | None]]:
    cells = [(header.strip().lower(), cell.strip()) for header, cell in unit.cells]
    number = next((cell for header, cell in cells if header in words().version_headers), "")
    day = next((first_day(cell) for header, cell in cells if header in words().version_dates), None)
    number = number.lower().removeprefix("versie").strip()
    if NUMBER.fullmatch(number):
        yield number, day


def _published(front: Sequence[str], units: Sequence[Unit]) -> date | None:
    """The earliest day on which the text says that this policy was made public."""
    said = "|".join(words().published)
    beside = re.compile(rf"\b(?:{said})\b", re.IGNORECASE)
    opening = [*front, *(unit.text for unit in units[:OPENING] if VERSION.match(unit.text))]
    in_front = [first_day(line[m.start() :]) for line in opening for m in [beside.search(line)] if m]
    days = [day for day in in_front if day] or [
        day
        for unit in units
        if (m := beside.search(unit.text)) and names_policy(unit.text, m.end(), m.end() + BESIDE)
        if (day := first_day(unit.text)) is not None
    ]
    return min(days, default=None)


def _days_behind(text: str, phrases: Sequence[str]) -> Iterator[date]:
    """The days that stand shortly behind one of these words, in the same sentence."""
    for match in re.finditer(rf"\b(?:{'|'.join(phrases)})\b", text, re.IGNORECASE):
        behind = re.split(r"[.;](?:\s|$)|\n", text[match.end() : match.end() + REACH])[0]
        day = first_day(behind)
        if day:
            yield day


def first_day(text: str) -> date | None:
    """The first full date of a text."""
    days = (figure.value for figure in find_figures(text) if figure.kind is FigureKind.DATE)
    return next((date.fromisoformat(day) for day in days if not day.startswith("-")), None)


def _sortable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split(r"[.,]", version))
