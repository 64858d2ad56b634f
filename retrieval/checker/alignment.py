"""How well a claim and a figure of the source speak of the same thing, 0 to about 1.5.

The score is the share of the claim's content words that the source has for its
figure: most for words of the same region, less for the rest of the statement,
least for headers, lead-in and heading. Words that stand everywhere in the passage
tell little and weigh little. On top comes literal agreement right around the
figure, which decides between two figures of one clause.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from retrieval.checker.evidence import Mention, Reading, Unit
from retrieval.checker.statements import Word
from retrieval.checker.vocabulary import likeness

IN_REGION, IN_STATEMENT, IN_CONTEXT = 1.0, 0.7, 0.45
"""What a word counts for by where the source has it."""
OWN, AROUND, ASKED = 1.0, 0.3, 0.3
"""What a claim's word weighs: of the figure's region, of the rest of its sentence, of the question."""
UNKNOWN = 0.4
"""Weight of a claim's word that the passage does not have at all."""
SIBLING = 1.5
"""Weight of a figure that qualifies the claim: the date beside the time, the year of the threshold."""
LITERAL = 0.06
"""What each word of literal agreement beside the figure adds."""
FEW_WORDS = 2
"""A claim with fewer content words leans on the question."""


@dataclass(frozen=True, slots=True)
class Aligner:
    """Scores claims against the figures of one passage; made once per passage."""

    reading: Reading
    frequency: Counter[str]
    """In how many statements a key stands."""
    _matches: dict[str, dict[str, float]] = field(default_factory=dict)
    _zones: dict[int, dict[str, float]] = field(default_factory=dict)

    def matches(self, key: str) -> dict[str, float]:
        """The passage's keys that are like this one."""
        found = self._matches.get(key)
        if found is None:
            found = {other: like for other in self.frequency if (like := likeness(key, other)) > 0}
            self._matches[key] = found
        return found

    def zones(self, place: int) -> dict[str, float]:
        """The keys around the mention at `place`, with what each counts for."""
        found = self._zones.get(place)
        if found is None:
            found = _zones(self.reading.mentions[place])
            self._zones[place] = found
        return found

    def weight(self, matches: dict[str, float]) -> float:
        """How telling a word is: less, the more statements have it."""
        if not matches:
            return UNKNOWN
        return 1.0 / max(1, min(self.frequency[other] for other in matches)) ** 0.5


def make_aligner(reading: Reading) -> Aligner:
    """The aligner of a passage."""
    frequency: Counter[str] = Counter()
    for unit in reading.units:
        frequency.update({key for word in unit.statement.words for key in word.keys})
        for key in _context_keys(unit):
            frequency.setdefault(key, 1)
    for mention in reading.mentions:
        for key in (*mention.around, *(key for keys in mention.siblings for key in keys)):
            frequency.setdefault(key, 1)
    return Aligner(reading, frequency)


def _context_keys(unit: Unit) -> list[str]:
    return [key for word in unit.context for key in word.keys]


def _zones(mention: Mention) -> dict[str, float]:
    zones: dict[str, float] = {}
    layers = (
        (mention.unit.context, IN_CONTEXT),
        (mention.unit.statement.words, IN_STATEMENT),
        (mention.column, IN_STATEMENT),
        (mention.region.words, IN_REGION),
    )
    for words, zone in layers:
        for word in words:
            for key in word.keys:
                zones[key] = max(zone, zones.get(key, 0.0))
    zones.update(dict.fromkeys(mention.around, IN_STATEMENT))
    zones.update(dict.fromkeys((key for keys in mention.siblings for key in keys), IN_REGION))
    return zones


@dataclass(frozen=True, slots=True)
class Topic:
    """What a claim is about: weighted groups of keys, any of which may match."""

    terms: tuple[tuple[tuple[str, ...], float], ...]


def topic_of(claim: Mention, lead: tuple[Word, ...], question: tuple[Word, ...]) -> Topic:
    """The topic of a figure in an answer; `lead` are the words it is read with."""
    own = {word.start for word in claim.region.words}
    terms = [(word.keys, OWN) for word in claim.region.words if word.keys]
    few = len(terms) < FEW_WORDS
    terms += [(word.keys, AROUND) for word in claim.unit.statement.words if word.keys and word.start not in own]
    terms += [(word.keys, AROUND) for word in lead if word.keys]
    terms += [(keys, SIBLING) for keys in claim.siblings]
    if few:
        terms += [(word.keys, ASKED) for word in question if word.keys]
    return Topic(tuple(terms))


def align(topic: Topic, aligner: Aligner, place: int) -> float:
    """How well the mention at `place` of the passage is about the topic."""
    zones = aligner.zones(place)
    total = hit = 0.0
    for keys, share in topic.terms:
        matches = [aligner.matches(key) for key in keys]
        found = {other: like for match in matches for other, like in match.items()}
        if not found and keys[0][0] in "@#":
            continue
        weight = share * aligner.weight(found)
        total += weight
        hit += weight * max((like * zones.get(other, 0.0) for other, like in found.items()), default=0.0)
    return hit / total if total else 0.0


def literal(claim: Mention, source: Mention) -> int:
    """How many words beside the figure agree word for word, on both sides together."""
    return _run(claim.left, source.left) + _run(claim.right, source.right)


def _run(ones: tuple[str, ...], others: tuple[str, ...]) -> int:
    for place, (one, other) in enumerate(zip(ones, others, strict=False)):
        if one != other:
            return place
    return min(len(ones), len(others))
