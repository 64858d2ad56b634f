"""Dates that a policy takes back in one place and still states in another.

`De datum van 7 september uit tabel 4 is vervallen` stands above a planning that
goes on to show 7 september. A row with a date that was taken back is superseded
by the sentence that says so, as a corrected sentence is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.meaning.corrections import shares_subject
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Chunk, Unit, UnitId, UnitKind
from retrieval.withdrawal import POINTS_AT, THAT_LAPSES, THAT_MOVED, same_day, taken_back


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
    return len(own) == 1 and any(same_day(next(iter(own)), date.value) for date in dates)
