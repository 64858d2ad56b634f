"""Dated corrections inside a document, and what they correct.

`Actualisering (30 september 2025): er vindt geen uitvraag plaats.` replaces what stands
before it about the same thing; `Toevoeging per 01-04-2026: ...` adds to it, unless it
says that a figure was revised: `deze termijn is verlengd tot 1 mei 2026`. A correction
runs to the end of its paragraph, item or cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ingest.shape.words import words
from retrieval.dutch.withdrawal import MOVES_TO
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind

_LONGEST_OPENING = 80
_CONTENT = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9&]+")
_NEAREST = 3
"""How many units back a correction is tied to at most when none stands in its own paragraph."""
_DAYS = frozenset((FigureKind.DATE, FigureKind.MONTH, FigureKind.PERIOD))
_LIKE = dict.fromkeys(_DAYS, _DAYS)
"""Kinds that a date may replace."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Where a correction starts, when it was made, and whether it replaces or adds."""

    start: int
    day: date
    replaces: bool


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    known = words().corrections
    kinds = "|".join(map(re.escape, (*known.replacing, *known.adding)))
    return re.compile(
        rf"(?:^|(?<=[.!?;:)\]]\s)|(?<=[(\[]))[(\[]?(?P<kind>{kinds})\b(?P<rest>[^:\n]{{0,{_LONGEST_OPENING}}}?[0-9]{{4}}[)\]]?)\s?(?:[:–)\]]|-\s)",
        re.IGNORECASE,
    )


def find_correction(text: str) -> Correction | None:
    """The first dated correction in the text of a paragraph, item or cell.

    >>> find_correction("Wijziging d.d. 12 mei 2026: de termijn is zes weken.").day
    datetime.date(2026, 5, 12)
    """
    for match in _opening().finditer(text):
        if not match["kind"][0].isupper():
            continue
        day = _day(match["rest"])
        if day is not None:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            replaces = match["kind"].lower() in words().corrections.replacing
            return Correction(start, day, replaces or bool(_revised(text[match.end() :])))
    return None


def _day(text: str) -> date | None:
    for figure in find_figures(text):
        if figure.kind is FigureKind.DATE and not figure.value.startswith("--"):
            return date.fromisoformat(figure.value)
        if figure.kind is FigureKind.MONTH and not figure.value.startswith("--"):
            return date.fromisoformat(f"{figure.value}-01")
    return None


def shares_subject(first: str, second: str) -> bool:
    """Whether two sentences speak of the same thing: a shared acronym, or two shared content words."""
    one, other = _subject(first), _subject(second)
    shared = one & other
    return any(word.isupper() for word in shared) or len(shared) >= 2


def _revised(text: str) -> frozenset[FigureKind]:
    """The kinds of the figure that a correction says to hold from now on; none when it revises no figure."""
    lowered = text.lower()
    for phrase in MOVES_TO:
        at = lowered.find(phrase)
        if at >= 0:
            figure = next((f for f in find_figures(text) if f.start >= at), None)
            return _LIKE.get(figure.kind, frozenset((figure.kind,))) if figure else frozenset()
    return frozenset()


def _subject(text: str) -> set[str]:
    """Acronyms in capitals, other content words in lower case."""
    found: set[str] = set()
    for word in _CONTENT.findall(text):
        if len(word) >= 2 and word.isupper():
            found.add(word)
        elif len(word) >= 5 and word.lower() not in words().corrections.common:
            found.add(word.lower())
    return found


def corrected(before: list[str], correction: str, *, same_paragraph: int) -> list[int]:
    """Indexes in `before` (nearest last) of the sentences that a correction replaces.

    `same_paragraph` is how many of them stand in its own paragraph or item: there the
    nearest is corrected when it shares the subject, and with it its predecessors that
    do so without a gap. A correction that revises a figure without naming its subject
    (`deze termijn is verlengd tot`) corrects the nearest that holds a figure of that kind.
    """
    limit = same_paragraph or _NEAREST
    nearest = range(len(before) - 1, max(-1, len(before) - 1 - limit), -1)
    found: list[int] = []
    for at in nearest:
        if shares_subject(before[at], correction):
            found.append(at)
        elif found:
            break
    if not found and (kinds := _revised(correction)):
        found = [at for at in nearest if kinds & {figure.kind for figure in find_figures(before[at])}][:1]
    return sorted(found)
