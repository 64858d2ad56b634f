"""Which dates a text takes back: `de datum van 7 september vervalt`, `in plaats van 7 september`.

Decided here for all: reading ties what was taken back to what says so, and the checker asks the same of a passage that
nothing was decided about.
"""

from __future__ import annotations

import re

from retrieval.dutch.sentences import sentence_spans
from retrieval.dutch.withdrawal import LAPSES, MOVES
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind

TAKEN_BACK = re.compile(rf"\b(?:{LAPSES}|verlaten|trek(?:t|ken) (?:wij |we )?(?:\w+ )?in)\b", re.IGNORECASE)
OPENING = re.compile(r"^\W{0,3}(?:[A-ZÀ-Þ][a-zà-ÿ]{5,20}(?:[ (][^:]{0,40})?[0-9]{4}\)?\s?:)\s")
"""`Actualisering 8 juni 2026:`: when it was said, not what is taken back."""
NOT_ON = re.compile(
    r"\bhoe(?:ft|ven)\b[^.;]{0,60}\bniet (?:al |meer |langer )?(?:uiterlijk )?(?:op|v[oó][oó]r|per)\s{1,3}$",
    re.IGNORECASE,
)
"""Before a date that no longer binds: `hoeft niet op 30 april binnen te zijn`, not `wie niet vóór 30 april tekent`."""
DATE_OF = re.compile(
    r"\b\w*(?:datum|dag|termijn|deadline|moment|tijdstip)\b(?:[^.;:]{0,40}\bvan)?[\s,(:]{1,4}$", re.IGNORECASE
)
"""Before a date that is itself spoken of: `de tekendatum van 7 september`, not `is er op 7 september niet getekend`."""
INSTEAD_OF = re.compile(
    r"\b(?:in plaats van(?: op)?|i\.p\.v\.)(?: (?:de|uiterlijk|datum|dag|van|op)){0,3}\s{1,3}$", re.IGNORECASE
)
"""Before a date that made place for another one: `in plaats van 7 september`."""
SHIFTED_FROM = re.compile(
    r"\b(?:verschuif|verschuiv|schuif|schuiv|verschoven|verplaats|verzet|uitgesteld)\w*\b[^.;]{0,60}\bvan\s{1,3}$",
    re.IGNORECASE,
)
SHIFTED_TO = re.compile(r"\s{0,3}naar\b", re.IGNORECASE)
"""Around such a date: `schuift op van 7 september naar`."""
_THAT = (
    r"(?<!\bna )(?<!\btot )(?<!\bop )(?<!\bper )(?<!\bvanaf )(?<!\bsinds )(?<!\bvoor )(?<!\bvóór )(?<!\bbinnen )"
    r"\b(?:die|deze|genoemde) (?:datum|dag|termijn|deadline)\b"
)
_VERBS = r"(?: (?:is|wordt|komt|geldt|hebben|te|dus|daarom|nu|hiermee|daarmee|inmiddels|wij|we)){0,4} "
THAT_MOVED = re.compile(rf"{_THAT}{_VERBS}(?:{MOVES})\b", re.IGNORECASE)
"""Puts another date in the place of the last one of the sentence before."""
THAT_LAPSES = re.compile(
    rf"{_THAT}{_VERBS}{TAKEN_BACK.pattern}|{TAKEN_BACK.pattern} (?:die|deze|genoemde) (?:datum|dag|termijn|deadline)\b",
    re.IGNORECASE,
)
"""Takes back the date of the sentence before; `na deze datum vervalt het aanbod` takes back none."""
POINTS_AT = re.compile(
    r"\b(?:tabel|planning|schema|tijdpad|overzicht|kalender|paragraaf|hoofdstuk|bijlage"
    r"|daar|hier|eerder|oorspronkelijk\w{0,2}|in versie)\b",
    re.IGNORECASE,
)
"""Says that the date stands somewhere else."""


def taken_back(text: str) -> tuple[Figure, ...]:
    """The dates that the sentences of a text take back.

    >>> [date.value for date in taken_back("De datum van 7 september 2031 uit de tabel vervalt.")]
    ['2031-09-07']
    >>> taken_back("De toeslag vervalt per 1 januari 2031.")
    ()
    """
    found: list[Figure] = []
    before: list[Figure] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        opening = OPENING.match(sentence)
        begin = opening.end() if opening else 0
        dates = [f for f in find_figures(sentence) if f.kind is FigureKind.DATE and f.start >= begin]
        if THAT_MOVED.search(sentence):
            found += before[-1:]
        elif THAT_LAPSES.search(sentence):
            found += before
        lapses = TAKEN_BACK.search(sentence) is not None
        found += [f for f in dates if _gone(sentence, f, begin, lapses=lapses, several=len(dates) > 1)]
        before = dates
    return tuple(dict.fromkeys(found))


def _gone(sentence: str, date: Figure, begin: int, *, lapses: bool, several: bool) -> bool:
    """Whether a sentence says of one of its dates that it no longer holds."""
    said = sentence[begin : date.start]
    if NOT_ON.search(said) or (lapses and DATE_OF.search(said)):
        return True
    shifted = SHIFTED_FROM.search(said) and SHIFTED_TO.match(sentence, date.end)
    return several and (bool(shifted) or INSTEAD_OF.search(said) is not None)


def same_day(one: str, other: str) -> bool:
    """Whether two dates are the same day; a year that one of the two leaves out does not matter."""
    return one == other or ("--" in (one[:2], other[:2]) and one[-5:] == other[-5:])
