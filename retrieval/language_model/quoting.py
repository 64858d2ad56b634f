"""The source's own words for a sentence that may not be shown: what of the cited passages it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.figures.equality import canonical
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.language_model.leaning import chance, content_keys, coverage, leaning
from retrieval.types import Passage, Unit, UnitKind

MOST_QUOTED = 4
"""Units that take the place of one sentence: it may have summed up a list."""
SPEAKS_OF = 0.5
"""Chance from which a sentence is about a unit of which it states no figure."""
NOT_ASTRAY = 0.02
"""Chance below which a sentence is about something else than the passages, or than a unit with its figure."""
WORTH_ADDING = 0.25
"""Share of a sentence's words that a unit without a new figure must add to those quoted."""

Values = frozenset[str]


def values_of(text: str) -> Values:
    """What the figures of a text say, whatever they count: in a row `56,25` stands for an amount."""
    return frozenset(str(canonical(figure.kind, figure.value)) for figure in find_figures(text))


@dataclass(frozen=True, slots=True)
class _Candidate:
    unit: Unit
    passage: Passage
    about: float
    """The chance that the sentence is about it."""
    values: Values
    words: frozenset[str]


def quotable(sentence: str, passages: Sequence[Passage], near: Mapping[str, float]) -> tuple[tuple[Unit, Passage], ...]:
    """The units that a sentence sums up or misstates, in reading order: none when it is about something else.

    Together they state its figures and hold its words: all figures that the passages state and something of each policy
    that is cited, for half of them may be the half that no longer holds. When none states a figure, it is the one that
    the sentence is nearest to.
    """
    if leaning(sentence, passages, near) < NOT_ASTRAY:
        return ()
    candidates = [_candidate(sentence, unit, passage, near) for unit, passage in _units(passages)]
    values = _telling(sentence)
    chosen = _covering(values, content_keys(sentence), [c for c in candidates if c.about >= NOT_ASTRAY])
    stated = frozenset[str]().union(*(values_of(passage.text) for passage in passages))
    if (values & stated) - frozenset[str]().union(*(c.values for c in chosen)):
        return ()
    if not chosen:
        best = max(candidates, key=lambda c: c.about, default=None)
        chosen = [best] if best and best.about >= SPEAKS_OF else []
    if {passage.document_id for passage in passages} - {c.passage.document_id for c in chosen}:
        return ()
    return tuple((c.unit, c.passage) for c in candidates if c in chosen)


def _telling(sentence: str) -> Values:
    """The figures of a sentence by which a unit is found: years only when there is nothing else."""
    figures = find_figures(sentence)
    kept = [f for f in figures if f.kind is not FigureKind.YEAR] or figures
    return frozenset(str(canonical(f.kind, f.value)) for f in kept)


def _covering(values: Values, words: frozenset[str], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Units that state figures, each time the one that adds most, then what holds the words that are left."""
    chosen: list[_Candidate] = []
    left, unsaid = values, words
    while len(chosen) < MOST_QUOTED:
        gains = [(len(left & c.values), len(unsaid & c.words) / len(words or {""}), c.about) for c in candidates]
        most = max(gains, default=(0, 0.0, 0.0))
        if not most[0] and (not chosen or most[1] < WORTH_ADDING):
            break
        best = candidates[gains.index(most)]
        chosen.append(best)
        left, unsaid = left - best.values, unsaid - best.words
    return chosen


def _candidate(sentence: str, unit: Unit, passage: Passage, near: Mapping[str, float]) -> _Candidate:
    share = coverage(sentence, (unit.text, unit.lead, " ".join((passage.title, *passage.section))))
    told = f"{unit.lead} {unit.text}"
    about = chance(share, near.get(str(unit.id)))
    return _Candidate(unit, passage, about, values_of(unit.text), content_keys(told))


def _units(passages: Sequence[Passage]) -> Iterator[tuple[Unit, Passage]]:
    """The units that may be shown: those that were sent, hold still, and are no heading."""
    for passage in passages:
        for unit in passage.units:
            if unit.kind is not UnitKind.HEADING and unit.superseded_by is None and unit.text in passage.text:
                yield unit, passage
