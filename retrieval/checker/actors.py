"""Who does what: the acting party of a clause, and whether two clauses can mean the same party.

An actor acts when it stands behind `door`, in the column that names who acts, or
as the first party without a preposition of an active clause that is not about
receiving. Anything less sure names no one, and then nothing is held against it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, starmap

from retrieval.checker.evidence import Mention, ReadText
from retrieval.checker.statements import Region, Segment, Statement, Word
from retrieval.checker.vocabulary import related_actors, vocabulary

NEARLY_LITERAL = 0.85
"""Share of a clause's words from which on it is the source's own clause."""
FEWEST = 3
"""A clause with fewer words beside its parties says too little to be recognised."""
LOOK_BACK = 3
"""Determiners and adjectives that may stand between a preposition and its noun."""


def acting(region: Region, column: tuple[Word, ...] | None = None) -> frozenset[str]:
    """The kinds of actor that act in the region; empty when it does not say so for certain."""
    if column is not None:
        return frozenset(word.actor for word in column if word.actor)
    words = region.words
    data = vocabulary().words
    agents = [
        place for place, word in enumerate(words) if word.actor and _preposition(words, place) in data["agent_markers"]
    ]
    if agents:
        return _with_conjuncts(words, agents[0])
    if any(word.raw in data["passive"] or word.raw in data["receiving"] for word in words):
        return frozenset()
    start = _demanded_from(words)
    bare = [
        place for place, word in enumerate(words) if place >= start and word.actor and not _preposition(words, place)
    ]
    bare.sort(key=lambda place: words[place].raw not in data["subjects"])
    return _with_conjuncts(words, bare[0]) if bare else frozenset()


def _demanded_from(words: tuple[Word, ...]) -> int:
    """Where that begins which one party asks of another: in `wij vragen dat u iets doet` not wij act, but u."""
    demands = vocabulary().words["demands"]
    first = next((place for place, word in enumerate(words) if word.raw in demands), None)
    if first is None:
        return 0
    clauses = (place for place in range(first, len(words)) if words[place].raw == "dat")
    return next((place for place in clauses if any(later.actor for later in words[place:])), 0)


def _preposition(words: tuple[Word, ...], place: int) -> str:
    """The preposition that governs the word, if any."""
    data = vocabulary().words
    for back in range(1, LOOK_BACK + 1):
        if place - back < 0:
            return ""
        raw = words[place - back].raw
        if raw in data["prepositions"] or raw in data["agent_markers"]:
            return raw
        if raw not in data["determiners"]:
            return ""
    return ""


def _with_conjuncts(words: tuple[Word, ...], first: int) -> frozenset[str]:
    found = [words[first].actor]
    place = first + 1
    while place + 1 < len(words) and words[place].raw in ("en", "of"):
        kind = words[place + 1].actor
        if not kind:
            break
        found.append(kind)
        place += 2
    return frozenset(found)


def parties_of(reading: ReadText) -> frozenset[str]:
    """The words that the tables of a passage have in the column of who acts."""
    return frozenset(word.raw for unit in reading.units for word in unit.actors or () if word.keys)


def actors_conflict(claim: Mention, source: Mention, parties: frozenset[str] = frozenset()) -> bool:
    """Whether the claim lets another party do what the source has its party do.

    `parties` are what `parties_of` gives for the source's passage.
    """
    if source.unit.actors is not None and parties and _of_another_row(claim.region, source.unit.actors, parties):
        return True
    if _replaced(claim.unit.statement, source.unit.statement):
        return True
    if source.unit.actors is not None and _names_one(claim.region, source.unit.actors):
        return False
    doers = acting(claim.region)
    others = acting(source.region, source.unit.actors)
    if source.unit.actors is None and (not _shared_action(claim, source) or _takes_part(doers, source)):
        return False
    return _unrelated(doers, others)


def _names_one(region: Region, column: tuple[Word, ...]) -> bool:
    """Whether the claim names who acts by the table, and not as whom it is done to: `Aanleveren van de lijst (RHO)`."""
    doing = {word.raw for word in column if word.actor}
    return any(word.raw in doing and not _preposition(region.words, place) for place, word in enumerate(region.words))


def _of_another_row(region: Region, row: tuple[Word, ...], parties: frozenset[str]) -> bool:
    """Whether the clause's first party is one that the table names, but not in this row."""
    words = region.words
    data = vocabulary().words
    if any(word.raw in data["passive"] or word.raw in data["receiving"] for word in words):
        return False
    first = next(
        (word for place, word in enumerate(words) if word.raw in parties and not _preposition(words, place)), None
    )
    if first is None or any(
        word.actor and related_actors(word.actor, other.actor) for word in words for other in row if other.actor
    ):
        return False
    return first.raw not in {word.raw for word in row}


def _replaced(claim: Statement, source: Statement) -> bool:
    """Whether some part of the claim is a part of the source with another party put in."""
    return any(_other_party(part.words, source.segments) for part in claim.segments) or any(
        _other_party((*one.words, *other.words), tuple(starmap(_joined, pairwise(source.segments))))
        for one, other in pairwise(claim.segments)
        if _is_short(one) and one.words and one.words[-1].actor and other.start not in claim.colons
    )


def _joined(one: Segment, other: Segment) -> Segment:
    """Two segments as one: `de praktijk en de verzekeraar` are parted by their conjunction."""
    return replace(one, end=other.end, words=(*one.words, *other.words))


def _is_short(segment: Segment) -> bool:
    return sum(not word.actor for word in segment.words) < FEWEST


def _other_party(words: tuple[Word, ...], parts: tuple[Segment, ...]) -> bool:
    mine = _parties(words)
    plain = [word.raw for word in words if not word.actor]
    if not mine or len(plain) < FEWEST:
        return False
    best = max(parts, key=lambda other: (_common(plain, other), -other.start), default=None)
    if best is None or _common(plain, best) < NEARLY_LITERAL * len(plain):
        return False
    theirs = _parties(best.words)
    return _unrelated(mine - theirs, theirs - mine)


def _unrelated(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both name parties, and none of the one can be any of the other."""
    return bool(ones and others) and not any(related_actors(one, other) for one in ones for other in others)


def _parties(words: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(word.actor for word in words if word.actor)


def _common(plain: list[str], segment: Segment) -> int:
    have = {word.raw for word in segment.words}
    return sum(raw in have for raw in plain)


def _takes_part(doers: frozenset[str], source: Mention) -> bool:
    """Whether the source's sentence names the claim's party as well: then who acts is a matter of wording."""
    named = {word.actor for word in source.unit.statement.words if word.actor}
    return any(related_actors(one, other) for one in doers for other in named)


def _shared_action(claim: Mention, source: Mention) -> bool:
    actions = {key for word in claim.region.words for key in word.keys if key in vocabulary().actions}
    return any(key in actions for word in source.region.words for key in word.keys)
