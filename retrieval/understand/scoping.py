"""Which insurer, care type and contract year a text names, and where in the text it does so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from retrieval.dutch.letters import fold
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.registry import Registry, registry_with
from retrieval.registry.names import Mention
from retrieval.types import DocumentInfo
from retrieval.understand.lexical import words
from retrieval.understand.words import holds, phrase_pattern, question_words

YEAR = re.compile(
    r"""
    (?<![0-9.,/€-]) (20[0-9]{2})
    (?: \s?(?:-|–|/|t/m|tot\ en\ met)\s? (20)?([0-9]{2}) (?![0-9]) )?   # 2026-2028, 2026-28
    (?![0-9]|[.,][0-9]|-[0-9])
    """,
    re.VERBOSE,
)
AND_NOW = re.compile(
    r"\b(?:en|vs\.?|versus|dan|met|vergeleken)\b[^.?]{0,40}\b(?:nu|tegenwoordig|momenteel|huidige|dit jaar)\b",
    re.IGNORECASE,
)
"""A year held against now: `hoeveel mocht in 2025 en hoeveel mag het nu?`"""
WORDS_BEFORE = 28
"""Characters before a year in which a word may say what the year is of."""
NAMED_VERSION = re.compile(
    r"\b(?:volgens|in|uit|van)\s(?:de|het|uw|jullie|hun)\s(?:laatste|nieuwste|huidige|actuele|meest\srecente)\sversie\b",
    re.IGNORECASE,
)
"""`volgens de laatste versie van het beleid`: names the policy, asks nothing of its versions."""


SHORT = 3
"""Letters of a by-name that may be an abbreviation of anything."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Naming:
    """What a text names, and the spans of the names."""

    insurers: tuple[str, ...] = ()
    care_types: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """Care types that ordinary words point at (`een psycholoog`), when none is named."""
    years: tuple[int, ...] = ()
    year_sure: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    """Of insurers and years: they are no topic."""
    insurer_acts: bool = False
    """An insurer stands where a subject stands: at the start or behind a verb."""
    light: frozenset[str] = frozenset()
    """Folded words of the care types and of an insurer's brands: they name the policy more often than the topic."""


ASKER_ACTS = re.compile(r"\b(?:ik|we|wij)\b", re.IGNORECASE)
"""The asker is the subject: then the insurer is not."""
PREFIX = re.compile(r"\s?(?:20[0-9]{2}\s?)?:")
"""`DSW 2026: tot wanneer ...`: a heading, no subject."""


OWN_KIND = re.compile(r"\b(?:ik ben|(?:wij|we) zijn|als)\s(?:een\s)?(?:\w+\s)?$", re.IGNORECASE)
OWN_CONTRACT = re.compile(
    r"\b(?:mijn|m['’]?n|ons|onze|een|het)\s(?:nieuwe?\s|eigen\s)?(?:contract\w*|overeenkomst|zorgovereenkomst)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\s(?:in|te|uit)\s[\w'-]{2,30}")
"""Who says what he is and asks for his contract means the policy for his kind."""


def find_naming(text: str, *, today: date, documents: tuple[DocumentInfo, ...] = ()) -> Naming:
    """What the text names of insurers, care types and contract years; also by names that only the documents give."""
    names = registry_with(documents)
    insurers = tuple(m for m in names.find_insurers(text) if not _by_chance(m, text, documents))
    care_types = names.find_care_types(text) or _own_care_types(text, names)
    years, sure, year_spans = find_years(text, today=today)
    spans = [(m.start, m.end) for m in insurers if not _is_label(m.name, text[m.start : m.end], names)] + list(
        year_spans
    )
    spans += [match.span() for match in NAMED_VERSION.finditer(text)]
    return Naming(
        insurers=_unique(m.name for m in insurers),
        care_types=_unique(m.name for m in sorted(care_types, key=lambda m: not m.strong)),
        hints=() if care_types else _unique(m.name for m in names.find_hints(text)),
        years=years,
        year_sure=sure,
        spans=tuple(sorted(spans)),
        insurer_acts=ASKER_ACTS.search(text) is None and any(_acts(text, m.start, m.end) for m in insurers),
        light=frozenset(
            (
                *(word for m in care_types for word in words(text[m.start : m.end] + _place(text, m))),
                *(word for m in insurers for word in words(text[m.start : m.end])),
            )
        ),
    )


def _by_chance(mention: Mention, text: str, documents: tuple[DocumentInfo, ...]) -> bool:
    """Whether a short by-name of an insurer without a policy here may well be another abbreviation."""
    written = text[mention.start : mention.end]
    own_name = words(written) == words(mention.name)
    return len(written) <= SHORT and not own_name and not any(d.insurer in (None, mention.name) for d in documents)


def _own_care_types(text: str, names: Registry) -> tuple[Mention, ...]:
    """The care type of an asker who says what he is and asks for his contract."""
    if OWN_CONTRACT.search(text) is None:
        return ()
    return tuple(topic for topic in names.find_topics(text) if OWN_KIND.search(text[: topic.start]))


def _place(text: str, kind: Mention) -> str:
    """Where the asker says that he works, behind what he is."""
    place = PLACE.match(text, kind.end) if OWN_KIND.search(text[: kind.start]) else None
    return place[0] if place else ""


def without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text without the spans, white space mended."""
    for start, end in reversed(spans):
        text = text[:start] + " " + text[end:]
    return " ".join(text.split())


def _unique(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def _is_label(name: str, written: str, names: Registry) -> bool:
    """Whether the words name a brand of the insurer: a brand is also what a question may be about."""
    known = names.insurer(name)
    return known is not None and any(fold(label) == fold(written) for label in known.labels)


def _acts(text: str, start: int, end: int) -> bool:
    """Whether the name is no object of a preposition and no part of a longer word."""
    before = text[:start].lower().rstrip(" (‘'\"").split()
    behind = text[end:].lower().split()
    if behind and behind[0].strip("’'?,.:") in question_words().behind_name:
        return False
    if text[end : end + 1] == "-" or PREFIX.match(text[end:]) or (before and before[-1].endswith((",", "(", ":", "."))):
        return False
    return not before or before[-1] not in question_words().before_object


def find_years(text: str, *, today: date) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int], ...]]:
    """Contract years in a text, whether one is said of the policy itself, and their spans."""
    table = question_words().contract_year
    dated = [(f.start, f.end) for f in find_figures(text) if f.kind in (FigureKind.DATE, FigureKind.MONTH)]
    years: list[int] = []
    spans: list[tuple[int, int]] = []
    sure = False
    for match in YEAR.finditer(text):
        before = text[max(0, match.start() - WORDS_BEFORE) : match.start()].lower()
        if any(start <= match.start() < end for start, end in dated) or _compared(before):
            continue
        years.extend(_years_of(match))
        spans.append(match.span())
        sure = sure or match.group(3) is not None or _said_of_policy(before)
    if len(years) == 1 and years[0] < today.year and AND_NOW.search(text):
        years.append(today.year)
    lower = text.lower()
    for phrases, offset in ((table.next_year, 1), (table.this_year, 0)):
        if not years and holds(lower, phrases):
            years.append(today.year + offset)
    return _unique(years), sure, tuple(spans)


def _years_of(match: re.Match[str]) -> tuple[int, ...]:
    first = int(match.group(1))
    if match.group(3) is None:
        return (first,)
    last = 2000 + int(match.group(3))
    return tuple(range(first, last + 1)) if first < last <= first + 10 else (first,)


def _compared(before: str) -> bool:
    """Whether the words before a year make it one that is only compared with, or a book year."""
    phrases = question_words().comparison_year.before
    found = list(phrase_pattern(phrases).finditer(before))
    return bool(found) and len(before[found[-1].end() :].split()) <= 2


def _said_of_policy(before: str) -> bool:
    found = list(phrase_pattern(question_words().contract_year.sure).finditer(before))
    return bool(found) and len(before[found[-1].end() :].split()) <= 1


def policies_of(
    documents: tuple[DocumentInfo, ...],
    *,
    insurer: str | None = None,
    care_types: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
) -> tuple[DocumentInfo, ...]:
    """The policies within an insurer, any of the care types, and the years (all of them where one covers all)."""
    found = tuple(d for d in documents if insurer is None or d.insurer == insurer)
    if care_types:
        found = tuple(d for d in found if set(care_types) & set(d.care_types))
    if years:
        exact = tuple(d for d in found if set(d.years) == set(years)) if len(years) > 1 else ()
        found = exact or tuple(d for d in found if years[0] in d.years)
    return found
