"""What changed between two versions of a policy, by value: old → new.

Units of both versions are paired by their words with the figures taken out; a
pair whose figures differ is a change. Text without figures is not compared: a
change of wording alone is no change of value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.figures.equality import equal_value
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Unit, UnitKind

SAME = 78.0
"""Likeness (0 to 100) from which two units without their figures count as the same provision."""
FEWEST_LETTERS = 12
"""A unit with fewer letters besides its figures says too little to be paired."""
SECTION_BONUS = 6.0
"""Added to the likeness of units under the same heading, so that twins pair within their own section."""
YEAR = re.compile(r"\b20[0-9]{2}\b")
LISTS = re.compile(r"\b(?:wijziging(?:en)?|veranderingen?|wat (?:is|verandert|wijzigt)|nieuw in)\b", re.IGNORECASE)
"""A heading under which a policy lists what has changed."""
MOST_STATED = 40
ENDS = frozenset({Bound.BY, Bound.BEFORE, Bound.MAX})
STARTS = frozenset({Bound.FROM, Bound.AFTER, Bound.MIN})
CALENDAR = frozenset({FigureKind.DATE, FigureKind.MONTH, FigureKind.YEAR, FigureKind.PERIOD})


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One figure that became another; None where it came or went."""

    old: Figure | None
    new: Figure | None


@dataclass(frozen=True, slots=True)
class Change:
    """A provision of both versions whose figures differ."""

    old: Unit
    new: Unit
    values: tuple[ValueChange, ...]
    likeness: float

    @property
    def shift(self) -> bool:
        """Whether only years moved: the same day or month, another year."""
        return all(_year_only(change) for change in self.values)


@dataclass(frozen=True, slots=True)
class Differences:
    """All changes in the reading order of the new version, and what has no counterpart."""

    changed: tuple[Change, ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]
    stated: tuple[Unit, ...] = ()
    """What the new version itself says has changed."""


def find_differences(old: Iterable[Unit], new: Iterable[Unit]) -> Differences:
    """Compares the units with figures of two versions of a policy."""
    new = tuple(new)
    stated = tuple(unit for unit in new if unit.kind is not UnitKind.HEADING and any(map(LISTS.search, unit.section)))
    old_units, new_units = _comparable(old), _comparable(new)
    pairs = _pairs(old_units, new_units)
    changes = []
    for place_new, (place_old, likeness) in sorted(pairs.items()):
        before, after = old_units[place_old], new_units[place_new]
        values = find_value_changes(before.figures, after.figures)
        if values and not any(map(_opposed, values)):
            changes.append(Change(before, after, values, likeness))
    paired_old = {place for place, _ in pairs.values()}
    return Differences(
        changed=tuple(changes),
        removed=tuple(unit for place, unit in enumerate(old_units) if place not in paired_old),
        added=tuple(unit for place, unit in enumerate(new_units) if place not in pairs),
        stated=stated[:MOST_STATED],
    )


def find_value_changes(old: Sequence[Figure], new: Sequence[Figure]) -> tuple[ValueChange, ...]:
    """The figures that differ, paired in order within their kind; empty when the values are the same."""
    gone, come = _without(old, new), _without(new, old)
    changes: list[ValueChange] = []
    for figure in gone:
        partner = _partner(figure, come)
        if partner:
            come.remove(partner)
        changes.append(ValueChange(figure, partner))
    return tuple(changes) + tuple(ValueChange(None, figure) for figure in come)


def _year_only(change: ValueChange) -> bool:
    """`1 april 2025 → 1 april 2026`, `2025 → 2026`: the value moved along with the contract."""
    if change.old is None or change.new is None or change.old.kind is not change.new.kind:
        return False
    old, new = change.old.value, change.new.value
    return change.old.kind in CALENDAR and old != new and YEAR.sub("", old) == YEAR.sub("", new)


def _opposed(change: ValueChange) -> bool:
    """A last day against another first day: another obligation, not a changed one."""
    if change.old and change.new and change.old.value == change.new.value:
        return False
    bounds = {figure.bound for figure in (change.old, change.new) if figure}
    return bool(bounds & ENDS) and bool(bounds & STARTS)


def _partner(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The first of the same kind, else of the same family: a year may become a period."""
    same = (other for other in others if other.kind is figure.kind)
    alike = (other for other in others if {other.kind, figure.kind} <= CALENDAR)
    return next(same, None) or next(alike, None)


def _comparable(units: Iterable[Unit]) -> list[Unit]:
    """Units with figures and enough words to be recognised by, the superseded ones left out."""
    return [
        unit
        for unit in units
        if unit.figures
        and unit.kind is not UnitKind.HEADING
        and unit.superseded_by is None
        and sum(char.isalpha() for char in _masked(unit)) >= FEWEST_LETTERS
    ]


def _pairs(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, tuple[int, float]]:
    """Place in `new` → (place in `old`, likeness); the likest pairs first, each unit once."""
    if not old or not new:
        return {}
    from rapidfuzz import fuzz, process

    scores = process.cdist([_masked(u) for u in new], [_masked(u) for u in old], scorer=fuzz.token_sort_ratio)
    candidates = [
        (float(scores[i, j]) + (SECTION_BONUS if _same_section(old[j], new[i]) else 0.0), float(scores[i, j]), i, j)
        for i, j in zip(*(scores >= SAME).nonzero(), strict=True)
    ]
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, likeness, i, j in sorted(candidates, key=lambda c: (-c[0], abs(c[2] - c[3]), c[2], c[3])):
        if i not in pairs and j not in taken:
            pairs[int(i)] = (int(j), likeness)
            taken.add(j)
    return pairs


def _same_section(old: Unit, new: Unit) -> bool:
    return bool(old.section and new.section) and old.section[-1].casefold() == new.section[-1].casefold()


def _masked(unit: Unit) -> str:
    """The unit's words, lower case, each figure replaced by its kind."""
    parts, place = [unit.lead, " "], 0
    for figure in unit.figures:
        if figure.start >= place and unit.text[figure.start : figure.end] == figure.text:
            parts += [unit.text[place : figure.start], f" {figure.kind.value} "]
            place = figure.end
    return " ".join("".join([*parts, unit.text[place:]]).casefold().split())


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """The claims among the figures that the others do not make (as often)."""
    left = list(others)
    result = []
    for figure in figures:
        same = next((other for other in left if _same(figure, other)), None)
        if same is not None:
            left.remove(same)
        elif figure.kind is not FigureKind.IDENTIFIER:
            result.append(figure)
    return result


def _same(a: Figure, b: Figure) -> bool:
    equal = equal_value(a.kind, a.value, b.kind, b.value, a_unit=a.unit, b_unit=b.unit)
    return equal and a.bound == b.bound
