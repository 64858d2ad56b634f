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
from retrieval.replacement import NEW_HEAD, OLD_HEAD, is_misprint, is_replaced
from retrieval.types import DocumentInfo, Replaced, Role, Unit, UnitKind

KINDS = frozenset({
    FigureKind.DATE, FigureKind.MONTH, FigureKind.MONEY, FigureKind.PERCENTAGE,
    FigureKind.DURATION, FigureKind.TIME, FigureKind.COUNT,
})  # fmt: skip
ALIKE = {FigureKind.MONEY: FigureKind.COUNT, FigureKind.PERCENTAGE: FigureKind.COUNT}
"""`de opslag is 1,2 procentpunt (eerst stond er 1,8)`: the second figure may leave out what it counts."""
FROM, TO = re.compile(r"\bvan\s$", re.IGNORECASE), re.compile(r"^\s(?:naar|tot)\b", re.IGNORECASE)
"""Around the first of two figures of a course of things: it does not hold by itself."""
POINTS_BACK = re.compile(r"^\W{0,2}(?:dat|dit|wordt|juist|het juiste|nieuw|moet)\b", re.IGNORECASE)
"""Opens the sentence that gives the new figure behind the one that names the old: `Er stond 12. Dat moet 14 zijn.`"""
PRINTED = re.compile(r"\b(?:stond|stonden)\b", re.IGNORECASE)
"""In a sentence behind the one that gives the new figure: `Tekenen kan tot 14 mei. Eerst stond er 7 mei.`"""
SPECIFIC = re.compile(r"[0-9]+[.,][0-9]+|[0-9]{3,}")
"""A number that is the same in two places by no accident, also where nothing says what it counts."""
PLACE = re.compile(
    r"\b(tabel|bijlage|overzicht|schema|artikel|paragraaf|hoofdstuk|figuur|kalender)\s+([0-9]{1,2}(?:\.[0-9]{1,2}){0,2}|[A-Z][0-9]{0,2})\b",
    re.IGNORECASE,
)
"""Where the figure stands that is replaced."""
OPENS_WITH_PLACE = re.compile(rf"\W{{0,3}}(?:in |bij |op )?(?:de |het )?{PLACE.pattern}", re.IGNORECASE)
"""`Tabel 3, psychiater: ...`: the sentence says where it is to be read."""
OF_PLACE = 2
"""A place that is named counts as much as so many shared words."""
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
DONE_THERE = re.compile(
    r"\b(?:(?:is|zijn|staat|al|reeds|inmiddels) (?:\w+ ){0,4}|tabel )(?:verwerkt|aangepast)\b", re.IGNORECASE
)
"""Says that the place itself was changed already."""
ENOUGH = 2
"""Shared words from which two units are about the same; one is enough for the only unit with a date or a number that is
none of the small ones."""
LEAST_LETTERS = 4
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
        for pair in _pairs(own, corrects=infos[id_].role is Role.CORRECTION):
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


def _pairs(units: Sequence[Unit], *, corrects: bool) -> Iterator[_Pair]:
    """The replacements that the units of one document state; `corrects`: that is what the document is for."""
    opening = _opening()
    for at, unit in enumerate(units):
        if unit.kind is UnitKind.HEADING:
            continue
        if unit.kind is UnitKind.ROW:
            yield from _of_row(unit)
            continue
        around = [other for other in units[max(0, at - 1) : at + 2] if other.section == unit.section]
        said = " ".join(
            (*unit.section, unit.lead, *(other.text for other in around if other is not around[-1] or other is unit))
        )
        told = corrects or opening.search(said) is not None or OPENS_WITH_PLACE.match(unit.text) is not None
        figures = _figures(unit)
        old = [f for f in figures if is_misprint(unit.text, f) or (told and is_replaced(unit.text, f))]
        for figure in old:
            new = _new_of(figure, [f for f in figures if not is_replaced(unit.text, f)])
            by = unit
            if new is None:
                by, new = next(_beside(unit, figure, around), (unit, None))
            about = f"{unit.text} {by.text}" if by is not unit else _sentence(unit.text, figure)
            if new is not None and _value(new) != _value(figure) and not DONE_THERE.search(unit.text):
                yield _pair(by, figure, new, about)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    """The words that a correction, or a chapter of them, goes by."""
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, (*words().corrections.replacing, *words().corrections.editions))) + r")",
        re.IGNORECASE,
    )


def _figures(unit: Unit) -> list[Figure]:
    return [figure for figure in find_figures(unit.text) if figure.kind in KINDS]


def _beside(unit: Unit, old: Figure, around: Sequence[Unit]) -> Iterator[tuple[Unit, Figure]]:
    """The new figure in the sentence before or behind, where the two point at one another."""
    for other in around:
        behind = other.start > unit.start
        if other is unit or not (POINTS_BACK.match(other.text) if behind else PRINTED.search(unit.text)):
            continue
        new = _new_of(old, [figure for figure in _figures(other) if not is_replaced(other.text, figure)])
        if new is not None:
            yield other, new


def _sentence(text: str, figure: Figure) -> str:
    """The sentence of a unit in which a figure stands, and the one before it."""
    spans = sentence_spans(text)
    at = next((n for n, (start, end) in enumerate(spans) if start <= figure.start < end), 0)
    return text[spans[max(0, at - 1)][0] : spans[at][1]] if spans else text


def _new_of(old: Figure, others: Sequence[Figure]) -> Figure | None:
    """The nearest figure of the same kind."""
    same = [f for f in others if _compares(f, old)]
    return min(same, key=lambda f: abs(f.start - old.start), default=None)


def _compares(one: Figure, other: Figure) -> bool:
    if one.kind is not other.kind:
        return ALIKE.get(one.kind) is other.kind and other.unit is None
    if one.kind is not FigureKind.COUNT:
        return True
    return one.unit == other.unit and (one.unit is not None or SPECIFIC.fullmatch(one.value) is not None)


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
    about = text.replace(old.text, " ").replace(new.text, " ")
    return _Pair(by, old, new, _subject(about), places)


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
    specific = pair.old.kind is FigureKind.DATE or SPECIFIC.search(pair.old.text) is not None
    if best >= ENOUGH or (best and specific and len(stated) == 1):
        return [unit for value, unit in worth if value == best]
    return []


def _shared(pair: _Pair, unit: Unit) -> int:
    """Words that both are about, the place among them; none when the unit shares no more than its headers."""
    own = _common(pair.about, _subject(unit.text.replace(pair.old.text, " ")))
    if not own:
        return 0
    heads = _common(pair.about, _subject(" ".join(head for head, cell in unit.cells if pair.old.text in cell)))
    named = {(kind.lower(), number.upper()) for kind, number in PLACE.findall(" ".join((unit.lead, *unit.section)))}
    return len(own | heads) + OF_PLACE * bool(pair.places & named)


def _common(about: frozenset[str], others: frozenset[str]) -> set[str]:
    """The words that are others as well, or the end of one: `tekent`, `ondertekenen`."""
    return {
        one for one in about if one in others or any(other.endswith(one) or one.endswith(other) for other in others)
    }


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
