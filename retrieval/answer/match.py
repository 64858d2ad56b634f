"""How well a unit speaks of what a question speaks of: weighted share of the question's words that it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.answer import cues
from retrieval.dutch.letters import fold
from retrieval.dutch.stems import stem
from retrieval.types import Chunk, DocumentInfo, Term, Unit, UnitKind
from retrieval.understand.lexical import Lexicon, words
from retrieval.understand.terms import separable_verbs

LEAD = 0.95
"""A word of the list's lead-in or the table's header counts nearly as one of the unit itself."""
SECTION = 0.75
"""A word of the heading path: the whole section is about it."""
BEFORE = 0.5
"""A word of the sentence before."""
BEFORE_LEANING = 0.85
"""The same for a sentence that points back at it (`dit`, `hiervoor`)."""
AFTER = 0.35
"""A word of the sentence after."""
COMPOUND = 0.8
"""A word found inside a compound of the passage."""
OUTER_SECTION = 0.4
"""A word of a heading above the section's own."""
SYMBOLS = re.compile(r"[^\w@]+")


@dataclass(frozen=True, slots=True)
class Bag:
    """The stems of a text; those inside its compounds apart."""

    whole: frozenset[str]
    inside: frozenset[str]
    every: frozenset[str]
    """Both together."""

    def value(self, key: tuple[str, ...]) -> float:
        """How surely all these stems stand in the text: 1 as words, less inside compounds, 0 when one is missing."""
        found = 1.0
        for part in key:
            if part in self.whole:
                continue
            if part not in self.inside:
                return 0.0
            found = COMPOUND
        return found


NOTHING = Bag(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit made ready for comparison."""

    unit: Unit
    chunk: Chunk
    info: DocumentInfo
    place: int
    """Number of the unit in its chunk."""
    text: Bag
    lead: Bag
    section: Bag
    outer: Bag
    before: Bag
    after: Bag
    leans: bool
    """Points back at the sentence before."""
    meta: bool
    """Says that information was added, moved or replaced, not what it says."""
    every: frozenset[str]
    """The stems of all of it."""
    source: Unit | None = None
    """The unit as the source has it, where `unit` reads with figures that replace some of it."""
    amenders: tuple[ReadUnit, ...] = ()
    """The units that replace those figures."""


def bag_of(text: str, lexicon: Lexicon) -> Bag:
    """The stems of a text; a verb whose prefix stands apart counts whole as well (`kopen ... in`)."""
    whole: set[str] = set()
    inside: set[str] = set()
    for word in words(text):
        whole.add(stem(word))
        for part in lexicon.parts(word):
            inside.add(stem(part))
    whole.update(stem(verb) for verbs in separable_verbs(text, lexicon).values() for verb in verbs)
    return Bag(frozenset(whole), frozenset(inside), frozenset(whole | inside))


META = cues.words("meta")


LEANS_BACK = cues.opening("leans_back")
"""Openings of a sentence that cannot be read without the one before."""


def readings_of(
    chunk: Chunk, info: DocumentInfo, lexicon: Lexicon, *, earlier: tuple[Unit, ...] = ()
) -> tuple[ReadUnit, ...]:
    """The units of a chunk, ready for comparison; `earlier` are those before it in its section."""
    section = bag_of(chunk.section[-1] if chunk.section else "", lexicon)
    outer = bag_of(" ".join(chunk.section[:-1]), lexicon)
    bags = [bag_of(unit.text, lexicon) for unit in chunk.units]
    first = bag_of(earlier[-1].text, lexicon) if earlier else NOTHING
    found = []
    for place, unit in enumerate(chunk.units):
        before = bags[place - 1] if place else first
        after = bags[place + 1] if place + 1 < len(bags) else NOTHING
        headers = " ".join(header for header, _ in unit.cells)
        lead = bag_of(f"{unit.lead} {headers} {_before_lead(unit, (*earlier, *chunk.units))}", lexicon)
        leans = unit.kind is UnitKind.SENTENCE and LEANS_BACK.search(unit.text) is not None
        meta = META.search(unit.text) is not None
        around = (bags[place], lead, section, outer, before, after)
        every = frozenset().union(*(bag.every for bag in around))
        found.append(ReadUnit(unit, chunk, info, place, *around, leans, meta, every))
    return tuple(found)


def leans_back(lead: str) -> bool:
    """Whether a lead-in says of what only through the sentence before (`Dit zijn:`)."""
    return LEANS_BACK.search(lead.strip()) is not None


def _before_lead(unit: Unit, units: tuple[Unit, ...]) -> str:
    """The sentence that the lead-in of an item points back at."""
    if unit.kind is not UnitKind.ITEM or not leans_back(unit.lead):
        return ""
    place = next((i for i, other in enumerate(units) if other.text.strip() == unit.lead.strip()), 0)
    return units[place - 1].text if place else ""


def term_value(term: Term, bag: Bag) -> float:
    """How well the text stands for the term: 1 the word itself, less for a variant, 0 not at all."""
    if term.firsts.isdisjoint(bag.every):
        return 0.0
    best = bag.value((term.stem,))
    if best == 1.0:
        return best
    for key, weight in term.variants:
        if weight > best:
            best = max(best, weight * bag.value(key))
    return best


def term_match(term: Term, reading: ReadUnit) -> float:
    """The best that unit, lead-in, headings or neighbours offer for the term."""
    if term.firsts.isdisjoint(reading.every):
        return 0.0
    best = term_value(term, reading.text)
    before = BEFORE_LEANING if reading.leans else BEFORE
    places = (
        (LEAD, reading.lead),
        (before, reading.before),
        (SECTION, reading.section),
        (OUTER_SECTION, reading.outer),
        (AFTER, reading.after),
    )
    for factor, bag in places:
        if best < factor:
            best = max(best, factor * term_value(term, bag))
    return best


def coverage(terms: tuple[Term, ...], reading: ReadUnit) -> float:
    """Weighted share of the question's words that the unit, in its place, speaks of."""
    total = sum(term.weight for term in terms)
    if total == 0:
        return 0.0
    return sum(term.weight * term_match(term, reading) for term in terms) / total


def own_coverage(terms: tuple[Term, ...], reading: ReadUnit) -> float:
    """The same, of the unit's own words and lead-in only, and of the sentence that it points back at."""
    total = sum(term.weight for term in terms)
    if total == 0:
        return 0.0
    own = [(1.0, reading.text), (LEAD, reading.lead), *([(BEFORE_LEANING, reading.before)] if reading.leans else [])]
    held = (term for term in terms if not term.firsts.isdisjoint(reading.every))
    return sum(t.weight * max(factor * term_value(t, bag) for factor, bag in own) for t in held) / total


def plain(text: str) -> str:
    """Folded text without punctuation, to compare whole phrases."""
    return SYMBOLS.sub(" ", fold(text)).strip()
