"""Figures that one place of a policy, or a correction to it, puts in the place of those that another place states.

`Tabel 3, psychiater: € 162,00 moet zijn € 160,20` stands in a rectification while table 3 goes on to show € 162,00; a
Nota says `tot en met 16 oktober in plaats van 9 oktober` of a planning that was never printed anew. Who reads the
table must get the new figure. A place that states the old figure is found by that figure and by what both are about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.shape.words import words
from retrieval.dutch.letters import fold
from retrieval.dutch.sentences import sentence_spans
from retrieval.dutch.stems import stem
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.relations import outranks
from retrieval.replacement import is_replaced
from retrieval.types import DocumentInfo, Replaced, Unit, UnitKind

KINDS = frozenset({
    FigureKind.DATE, FigureKind.MONTH, FigureKind.MONEY, FigureKind.PERCENTAGE,
    FigureKind.DURATION, FigureKind.TIME, FigureKind.COUNT,
})  # fmt: skip
ALIKE = {FigureKind.MONEY: FigureKind.COUNT, FigureKind.PERCENTAGE: FigureKind.COUNT}
"""`de opslag is 1,2 procentpunt (eerst stond er 1,8)`: the second figure may leave out what it counts."""
FROM, TO = re.compile(r"\bvan\s$", re.IGNORECASE), re.compile(r"^\s(?:naar|tot)\b", re.IGNORECASE)
"""Around the first of two figures of a course of things: it does not hold by itself."""
WRONG = re.compile(r"\b(?:verkeerd\w*|onjuist\w*|foutief|foute?|tikfout|abusievelijk)\b", re.IGNORECASE)
"""Says that a place has a wrong figure, without naming it."""
INSTEAD = re.compile(r"in plaats van|i\.p\.v\.|\bipv", re.IGNORECASE)
OLD_HEAD = re.compile(r"\b(?:stond|staat er|staat nu|oud|oude|oorspronkelijk|onjuist|fout|afgedrukt)\b", re.IGNORECASE)
NEW_HEAD = re.compile(r"\b(?:is nu|moet zijn|wordt|lees|nieuw|nieuwe|juist|geworden|gewijzigd)\b", re.IGNORECASE)
PLACE = re.compile(
    r"\b(tabel|bijlage|overzicht|schema|artikel|paragraaf|hoofdstuk|figuur|kalender)\s+([0-9]{1,2}(?:\.[0-9]{1,2}){0,2}|[A-Z][0-9]{0,2})\b",
    re.IGNORECASE,
)
"""Where the figure stands that is replaced."""
SMALL_COUNTS = ("0", "1")
"""`met één verschil` counts nothing that could be replaced."""
OF_PLACE = 2
"""A place that is named counts as much as so many shared words."""
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
DONE_THERE = re.compile(r"\b(?:is|zijn|staat|al|reeds|inmiddels) (?:\w+ ){0,4}(?:verwerkt|aangepast)\b", re.IGNORECASE)
"""Says that the place itself was changed already."""
ENOUGH = 2
"""Shared words from which two units are about the same; one is enough for the only unit with the old figure."""
LEAST_LETTERS = 4
HEADER_YEAR = re.compile(r"\b20[0-9]{2}\b")
FRAME = frozenset(map(stem, words().corrections.frame))
"""Stems that say that something is corrected, not what."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What a unit says of another: this figure made place for that one."""

    by: Unit
    old: Figure
    new: Figure
    about: frozenset[str]
    places: frozenset[tuple[str, str]]


def find_replaced(chunks: Sequence[tuple[Sequence[Unit], DocumentInfo]]) -> Mapping[str, tuple[Replaced, ...]]:
    """Per unit the figures of it that another unit replaces; each chunk is given as its units and its document."""
    infos = {str(info.id): info for _, info in chunks}
    units: dict[str, list[Unit]] = defaultdict(list)
    for own, info in chunks:
        units[str(info.id)] += own
    stating = _by_value(unit for own in units.values() for unit in own)
    found: dict[str, dict[tuple[str, str], Replaced]] = defaultdict(dict)
    for id_, own in units.items():
        reach = {id_, *(other for other in infos if outranks(infos[id_], infos[other]))}
        for pair in _pairs(own):
            alike = [u for u in stating[_value(pair.old)] if str(u.document_id) in reach and u.id != pair.by.id]
            for unit in _meant(pair, alike):
                for text in _old_texts(pair, unit):
                    column = _column(pair, unit, text)
                    found[str(unit.id)][text, column] = Replaced(text, _as_written(pair, text), pair.by.id, column)
    return {id_: tuple(by_place.values()) for id_, by_place in found.items()}


def _column(pair: _Pair, unit: Unit, text: str) -> str:
    """The header that the replacement names, where several cells of a row state the old figure."""
    heads = [head for head, cell in unit.cells if text in cell]
    named = [head for head in heads if pair.about & _subject(head)]
    return named[0] if len(heads) > 1 and len(named) == 1 else ""


def _as_written(pair: _Pair, old: str) -> str:
    """The new figure; with the words around the old one where it goes without (`120 in plaats van 115` procent)."""
    bare = pair.new.kind is FigureKind.COUNT and pair.old.kind is not pair.new.kind and pair.new.unit is None
    return NUMBER.sub(pair.new.text, old, count=1) if bare else pair.new.text


def _by_value(units: Iterable[Unit]) -> Mapping[str, list[Unit]]:
    """The units that state each value; dates also without their year."""
    stating: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.kind is not UnitKind.HEADING:
            for value in {_value(figure) for figure in unit.figures if figure.kind in KINDS}:
                stating[value].append(unit)
    return stating


def _value(figure: Figure) -> str:
    """The value without what one of two places may leave out: the year of a date, the sign of an amount."""
    return figure.value[-5:] if figure.kind is FigureKind.DATE else figure.value


def _pairs(units: Sequence[Unit]) -> Iterator[_Pair]:
    """The replacements that the units of one document state."""
    for at, unit in enumerate(units):
        if unit.kind is UnitKind.ROW:
            yield from _of_row(unit)
            continue
        if unit.kind is UnitKind.HEADING:
            continue
        figures = [figure for figure in find_figures(unit.text) if figure.kind in KINDS]
        old = [figure for figure in figures if is_replaced(unit.text, figure)]
        if not old:
            continue
        around = [*units[at + 1 : at + 2], *reversed(units[max(0, at - 1) : at])]
        near = [other for other in around if other.section == unit.section and other.kind is not UnitKind.ROW]
        for figure in old:
            new = _new_of(figure, [f for f in figures if f not in old])
            by = unit
            if new is None and not INSTEAD.search(unit.text):
                beside = ((other, _new_of(figure, _loose(other))) for other in near)
                by, new = next(((other, f) for other, f in beside if f is not None), (unit, None))
            told = f"{unit.text} {by.text}" if by is not unit else _sentence(unit.text, figure)
            if new is not None and _value(new) != _value(figure) and not DONE_THERE.search(unit.text):
                yield _pair(by, figure, new, told)


def _sentence(text: str, figure: Figure) -> str:
    """The sentence of a unit in which a figure stands, and the one before it."""
    spans = sentence_spans(text)
    at = next((n for n, (start, end) in enumerate(spans) if start <= figure.start < end), 0)
    return text[spans[max(0, at - 1)][0] : spans[at][1]] if spans else text


def _loose(unit: Unit) -> list[Figure]:
    return [f for f in find_figures(unit.text) if f.kind in KINDS and not is_replaced(unit.text, f)]


def _new_of(old: Figure, others: Sequence[Figure]) -> Figure | None:
    """The nearest figure of the same kind."""
    same = [f for f in others if _compares(f, old)]
    return min(same, key=lambda f: abs(f.start - old.start), default=None)


def _compares(one: Figure, other: Figure) -> bool:
    if one.kind is other.kind:
        return one.kind is not FigureKind.COUNT or (one.unit == other.unit and one.value not in SMALL_COUNTS)
    return ALIKE.get(one.kind) is other.kind and other.unit is None


def _of_row(unit: Unit) -> Iterator[_Pair]:
    """A row of a table of corrections: what stood there beside what must be read."""
    old = [cell for head, cell in unit.cells if OLD_HEAD.search(head) and not NEW_HEAD.search(head)]
    new = [cell for head, cell in unit.cells if NEW_HEAD.search(head) and not OLD_HEAD.search(head)]
    if len(old) != 1 or len(new) != 1:
        return
    about = " ".join(cell for head, cell in unit.cells if cell not in (old[0], new[0]))
    for figure in find_figures(old[0]):
        other = _new_of(figure, find_figures(new[0])) if figure.kind in KINDS else None
        if other is not None and _value(other) != _value(figure):
            yield _pair(unit, figure, other, f"{about} {old[0]}")


def _pair(by: Unit, old: Figure, new: Figure, text: str) -> _Pair:
    places = frozenset((kind.lower(), number.upper()) for kind, number in PLACE.findall(text))
    return _Pair(by, old, new, _subject(f"{by.lead} {text}"), places)


@lru_cache(maxsize=4096)
def _subject(text: str) -> frozenset[str]:
    """Stems of the words that say what a text is about."""
    common = words().corrections.common
    found = re.findall(r"[a-zà-ÿ][a-zà-ÿ-]+", fold(text))
    return frozenset(stem(w) for w in found if len(w) >= LEAST_LETTERS and w not in common) - FRAME


def _meant(pair: _Pair, alike: Sequence[Unit]) -> list[Unit]:
    """Of the units that state the old figure, those that the replacement is about."""
    stated = [unit for unit in alike if _old_texts(pair, unit) and not _states(unit, pair.new)]
    worth = [(_shared(pair, unit), unit) for unit in stated]
    best = max((value for value, _ in worth), default=0)
    if best >= ENOUGH or (best and len(stated) == 1):
        return [unit for value, unit in worth if value == best]
    return []


def _shared(pair: _Pair, unit: Unit) -> int:
    if unit.kind is UnitKind.ROW and not pair.about & _subject(unit.text):
        return 0
    heads = " ".join(head for head, cell in unit.cells if pair.old.text in cell)
    shared = len(pair.about & _subject(f"{unit.text} {heads}"))
    around = " ".join((unit.lead, *unit.section))
    named = {(kind.lower(), number.upper()) for kind, number in PLACE.findall(around)}
    if not shared and unit.kind is not UnitKind.ROW:
        shared = min(1, len(pair.about & _subject(around)))
    return shared + OF_PLACE * bool(pair.places & named) if shared else 0


def _states(unit: Unit, new: Figure) -> bool:
    return any(_value(figure) == _value(new) and _compares(new, figure) for figure in unit.figures)


def _old_texts(pair: _Pair, unit: Unit) -> set[str]:
    """The old figure as the unit writes it."""
    return {
        figure.text
        for figure in unit.figures
        if _value(figure) == _value(pair.old)
        and (_compares(pair.old, figure) or _compares(figure, pair.old) or _compares(pair.new, figure))
        and unit.text[figure.start : figure.end] == figure.text
        and not is_replaced(unit.text, figure)
        and not (FROM.search(unit.text[: figure.start]) and TO.match(unit.text[figure.end :]))
    }
