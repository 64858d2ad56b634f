"""Dates that a policy takes back in one place and still states in another.

`De datum van 7 september uit tabel 4 is vervallen` stands above a planning that
goes on to show 7 september. A row with a date that was taken back is superseded
by the sentence that says so, as a corrected sentence is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.meaning.corrections import shares_subject
from ingest.shape.sentences import find_sentences
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Chunk, Unit, UnitId, UnitKind

TAKEN_BACK = re.compile(
    r"\b(?:verval(?:t|len)|ingetrokken|geschrapt|geannuleerd|verlaten|losgelaten|trek(?:t|ken) (?:wij |we )?(?:\w+ )?in"
    r"|geldt (?:dus |daarom )?niet (?:meer|langer)|niet (?:meer|langer) van kracht)\b",
    re.IGNORECASE,
)
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
_MOVED = r"(?:verplaatst|verschoven|opgeschoven|verzet|uitgesteld|vervroegd|gewijzigd (?:naar|in)|vervangen door)\b"
THAT_MOVED = re.compile(_THAT + _VERBS + _MOVED, re.IGNORECASE)
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
    for start, end in find_sentences(text):
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


def withdraw(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a document, every row with a date that is taken back elsewhere tied to what says so.

    The sentence that puts another date in the place of that of one row is read with what that row says is due.
    """
    units = {unit.id: unit for chunk in chunks for unit in chunk.units}
    by = dict(_pairs(list(units.values())))
    if not by:
        return list(chunks)
    times = Counter(by.values())
    due = {
        saying: _due(units[row])
        for row, saying in by.items()
        if times[saying] == 1
        and units[saying].kind is UnitKind.SENTENCE
        and not units[saying].lead
        and _states_another(units[saying])
    }
    return [
        replace(
            chunk,
            units=tuple(
                replace(u, superseded_by=by.get(u.id, u.superseded_by), lead=due.get(u.id, u.lead)) for u in chunk.units
            ),
        )
        for chunk in chunks
    ]


def _states_another(saying: Unit) -> bool:
    """Whether the sentence has a date besides those that it takes back."""
    gone = {date.value for date in taken_back(saying.text)}
    return any(f.kind is FigureKind.DATE and f.value not in gone for f in find_figures(saying.text))


def _due(row: Unit) -> str:
    """The cells of a row without a date."""
    cells = (cell for _, cell in row.cells)
    return " | ".join(cell for cell in cells if not any(f.kind is FigureKind.DATE for f in find_figures(cell)))


def _pairs(units: Sequence[Unit]) -> Iterable[tuple[UnitId, UnitId]]:
    """(the unit that states a date, the unit that takes it back).

    A date with its year that one row alone states needs no further sign that it is that row's.
    """
    for place, saying in enumerate(units):
        points = THAT_MOVED.search(saying.text) or THAT_LAPSES.search(saying.text)
        before = units[place - 1] if place and points else None
        dates = _taken_by(saying, before)
        if not dates:
            continue
        if before is not None and before.kind is UnitKind.SENTENCE and before.superseded_by is None:
            yield before.id, saying.id
        around = " ".join(unit.text for unit in units[max(0, place - 1) : place + 2])
        rows = [unit for unit in units if unit.kind is UnitKind.ROW and _states_one(unit, dates)]
        only = len(rows) == 1 and all(date.value[0].isdigit() for date in dates)
        for unit in rows:
            said = " ".join((unit.text, unit.lead, *unit.section[-1:]))
            told = only or POINTS_AT.search(saying.text) or shares_subject(said, around)
            if unit.superseded_by is None and told:
                yield unit.id, saying.id


def _taken_by(saying: Unit, before: Unit | None) -> tuple[Figure, ...]:
    """The dates that a unit takes back; `before` is the one that its `deze datum` points at."""
    if saying.kind not in (UnitKind.SENTENCE, UnitKind.ITEM):
        return ()
    if before is None or before.kind is not UnitKind.SENTENCE:
        return taken_back(saying.text)
    already = len(taken_back(before.text))
    return taken_back(f"{before.text} {saying.text}")[already:]


def _states_one(unit: Unit, dates: Sequence[Figure]) -> bool:
    """Whether the only date of the unit is one of these; a year that one of the two leaves out does not matter."""
    own = {figure.value for figure in unit.figures if figure.kind is FigureKind.DATE}
    return len(own) == 1 and any(_same_day(next(iter(own)), date.value) for date in dates)


def _same_day(one: str, other: str) -> bool:
    return one == other or ("--" in (one[:2], other[:2]) and one[-5:] == other[-5:])
