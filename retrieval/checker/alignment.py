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
from math import sqrt

from retrieval.checker.claims import AnswerReading, Claim
from retrieval.checker.evidence import Mention, ReadText, Unit
from retrieval.checker.statements import NUMBER, Word, group_of
from retrieval.checker.vocabulary import MIN_AFFIX, likeness, vocabulary
from retrieval.figures.values import Figure, FigureKind

IN_REGION, IN_INHERITED, IN_STATEMENT, IN_LEAD, IN_BEFORE, IN_REST, IN_LATER = 1.0, 0.8, 0.6, 0.45, 0.4, 0.35, 0.1
"""What a word counts for by where the source has it.

Later in the statement, with another figure of the same group, it counts least: a sentence leaves out what it has said
(`A krijgt 4%, B 2%`), not what it has yet to say.
"""
OWN, EVENT, AROUND, ASKED = 1.0, 1.5, 0.3, 0.3
"""What a claim's word weighs: of the figure's region, what happens there, of its sentence, of the question."""
GENERAL = 0.4
"""What a word weighs that any figure may go with: to receive, to pay, to hold."""
UNKNOWN = 0.4
"""Weight of a claim's word that the passage does not have at all."""
SIBLING = 1.5
"""Weight of a figure that qualifies the claim: the date beside the time, the year of the threshold."""
LITERAL = 0.06
"""What each word of literal agreement beside the figure adds."""
WORDLESS = 0.5
"""A claim without any words is about whatever its figure is about."""
AT_ALL = 0.5
"""What a word counts for between two figures wherever it stands (0 and .8 worse on gym a, g, h; .4 to .6 alike)."""
NARROW = 0.3
"""What a cell gives up whose header and label name only what the claim does not (.15 to .4 alike on a, g, h)."""
APART = 0.5
"""What is left of a likeness where the passage has the word itself: it tells `solopraktijk` from `praktijk`."""
HEAD = 0.8
"""What the head of a compound counts for: a year's contract is a contract, and no contract of many years."""
NAME = "@"
"""Opens the key of an insurer."""
ENOUGH_WORDS = 3
"""A claim with so many does not need the sentences beside its own."""
SEVERAL = 2
LEFT_OUT = NAME + "#" + NUMBER
"""Names, figures and numbers that a passage does not have say nothing of what it is about."""
WINDOW = 400
"""What stands further from a figure in its sentence says nothing of it."""
FEW_WORDS = 2
"""A claim of which the passage knows fewer words leans on the question."""


@dataclass(frozen=True, slots=True)
class Aligner:
    """Scores claims against the figures of one passage; made once per passage."""

    reading: ReadText
    frequency: Counter[str]
    """In how many statements a key stands."""
    edges: dict[str, list[str]]
    """The keys by their first and by their last letters: only those can be alike."""
    _matches: dict[str, dict[str, float]] = field(default_factory=dict)
    _words: dict[tuple[str, ...], tuple[dict[str, float], float]] = field(default_factory=dict)
    _zones: dict[int, dict[str, float]] = field(default_factory=dict)

    def matches(self, key: str) -> dict[str, float]:
        """The passage's keys that are like this one."""
        found = self._matches.get(key)
        if found is None:
            near = (*self.edges.get(key[:MIN_AFFIX], ()), *self.edges.get("." + key[-MIN_AFFIX:], ()))
            known = key in self.frequency
            found = {
                other: like if like == 1 or not known else like * APART
                for other in near
                if (like := likeness(key, other)) > 0
            }
            self._matches[key] = found
        return found

    def word(self, keys: tuple[str, ...]) -> tuple[dict[str, float], float]:
        """What the passage has that is like a word, or only like the head of a compound, and how telling that is."""
        found = self._words.get(keys)
        if found is None:
            part = 1.0 if keys[0][0] == NUMBER else HEAD
            matches = {other: like * part for key in keys[1:] for other, like in self.matches(key).items()}
            matches |= self.matches(keys[0])
            found = matches, self.weight(matches)
            self._words[keys] = found
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
        return 1.0 / sqrt(max(1, min(self.frequency[other] for other in matches)))


def make_aligner(reading: ReadText) -> Aligner:
    """The aligner of a passage."""
    frequency: Counter[str] = Counter()
    for unit in reading.units:
        frequency.update({key for word in unit.statement.words for key in word.keys})
    for unit in reading.units:
        for key in _context_keys(unit):
            frequency.setdefault(key, 1)
    for mention in reading.mentions:
        for key in (*mention.around, *(key for keys, _ in mention.siblings for key in keys)):
            frequency.setdefault(key, 1)
    edges: dict[str, list[str]] = {}
    for key in frequency:
        edges.setdefault(key[:MIN_AFFIX], []).append(key)
        edges.setdefault("." + key[-MIN_AFFIX:], []).append(key)
    return Aligner(reading, frequency, edges)


def _context_keys(unit: Unit) -> list[str]:
    return [key for word in unit.context for key in word.keys]


def _zones(mention: Mention) -> dict[str, float]:
    zones: dict[str, float] = {}
    rising = (
        (_later(mention), IN_LATER),
        (mention.unit.rest, IN_REST),
        (mention.unit.before, IN_BEFORE),
        (mention.unit.lead, IN_LEAD),
        (_so_far(mention), IN_STATEMENT),
        (mention.column, IN_STATEMENT),
        (mention.unit.inherited, IN_INHERITED),
        (mention.region.words, IN_REGION),
    )
    for words, zone in rising:  # where a key stands in several, the last counts
        for word in words:
            for key in word.keys:
                zones[key] = zone
    _in_table(mention, zones)
    own = {key for word in mention.region.words for key in word.keys if key[0] == NUMBER}
    if own:
        zones = {key: zone for key, zone in zones.items() if key[0] != NUMBER or key in own}
    zones.update(dict.fromkeys(mention.around, IN_STATEMENT))
    zones.update(dict.fromkeys((key for keys, _ in mention.siblings for key in keys), IN_REGION))
    return zones


def _in_table(mention: Mention, zones: dict[str, float]) -> None:
    """Of several figures of one kind in a row: the cells without one are about each of them, the other headers not."""
    unit, group = mention.unit, group_of(mention.figure.kind)
    places = [figure.start for figure in unit.statement.figures if group_of(figure.kind) == group]
    columns = [(cell, any(cell[0] <= at < cell[1] for at in places)) for cell in unit.columns]
    by_year = any(figures for _, _, _, figures in unit.columns) and len({_head(cell) for cell, f in columns if f}) == 1
    if by_year or sum(filled for _, filled in columns) < SEVERAL:
        return  # columns by year are told apart by the year that each gives its cells
    shared = [cell for cell, filled in columns if not filled]
    for word in unit.statement.words:
        if any(start <= word.start < end for start, end, _, _ in shared):
            zones.update(dict.fromkeys(word.keys, IN_REGION))
    for (start, end, head, _), filled in columns:
        here = start <= mention.figure.start < end
        if filled and head:
            zones.update(dict.fromkeys((key for word in head for key in word.keys), IN_REGION if here else 0.0))
    zones.update(dict.fromkeys((key for word in mention.column for key in word.keys), IN_REGION))


def _head(cell: tuple[int, int, tuple[Word, ...], tuple[Figure, ...]]) -> tuple[str, ...]:
    """What a column is headed with beside its year."""
    return tuple(word.raw for word in cell[2] if word.keys)


def _later(mention: Mention) -> tuple[Word, ...]:
    return tuple(word for word in mention.unit.statement.words if word.start >= mention.region.end)


def _so_far(mention: Mention) -> tuple[Word, ...]:
    """The words of the statement; those behind the region only when no figure of the same group stands there."""
    statement, end, group = mention.unit.statement, mention.region.end, group_of(mention.figure.kind)
    if mention.figure.kind not in (FigureKind.IDENTIFIER, FigureKind.PHONE) and any(
        figure.start >= end and group_of(figure.kind) == group for figure in statement.figures
    ):
        return tuple(word for word in statement.words if word.start < end)
    return statement.words


@dataclass(frozen=True, slots=True)
class Term:
    """A word or figure of a claim. One that stands `beside` counts alike wherever the statement has it."""

    keys: tuple[str, ...]
    share: float
    beside: bool = False
    asked: bool = False
    """A word of the question: it counts where the passage knows too few of the claim's own."""
    name: bool = False
    """Whose policy it is: that counts only where the passage tells its figures apart by it."""

    @property
    def is_name(self) -> bool:
        """Whether it says nothing of what a passage is about that does not have it."""
        return self.name or self.keys[0][0] in LEFT_OUT


Topic = tuple[Term, ...]
"""What a claim is about."""


@dataclass(frozen=True, slots=True)
class SoughtTerm:
    """A term as one passage knows it."""

    matches: dict[str, float]
    weight: float
    beside: bool
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A topic as one passage knows it, with the sum of the weights."""

    terms: tuple[SoughtTerm, ...]
    total: float
    known: float = 0.0
    """The share of the claim's own words that the passage has."""
    own: bool = False
    """Whether the claim has words of its own at all."""


def topic_of(claim: Claim, answer: AnswerReading, owners: frozenset[str] = frozenset()) -> Topic:
    """The topic of a figure in an answer, with the words it is read with; `owners` is whose the policies are."""
    mention = claim.mention
    own = {word.start for word in mention.region.words}
    terms = [Term(word.keys, _share(word), name=word.raw in owners) for word in mention.region.words if word.keys]
    at, unit = mention.figure.start, mention.unit
    rest = (*unit.statement.words, *(unit.before + unit.rest if len(terms) < ENOUGH_WORDS else ()))
    near = (word for word in rest if word.start not in own and abs(word.start - at) < WINDOW)
    beside = (*near, *unit.lead)
    terms += [Term(word.keys, AROUND, beside=True, name=word.raw in owners) for word in beside if word.keys]
    terms += [Term(keys, SIBLING if qualifies else AROUND) for keys, qualifies in mention.siblings]
    asked = (word for word in answer.question.words if word.keys and not _names_source(word) and word.raw not in owners)
    terms += [Term(word.keys, ASKED, beside=True, asked=True) for word in asked]
    return tuple(terms)


def _share(word: Word) -> float:
    if word.keys[0][0] == NUMBER or not vocabulary().events.isdisjoint(word.keys):
        return EVENT
    return GENERAL if not vocabulary().general.isdisjoint(word.keys) else OWN


def _names_source(word: Word) -> bool:
    """Whether a word of a question says whose policy is asked after, not what of it."""
    return word.keys[0].startswith(NAME) or word.raw.endswith(vocabulary().phrases["policy_endings"])


def seek(topic: Topic, aligner: Aligner) -> Sought:
    """The topic in the passage's own words; names and figures that it does not have are left out."""
    found: list[SoughtTerm] = []
    known = 0
    own = had = 0.0
    for term in topic:
        matches, weight = aligner.word(term.keys)
        if term.share >= GENERAL and not term.asked and not term.is_name:
            own += term.share
            had += term.share if matches else 0.0
        if term.asked and known >= FEW_WORDS:
            continue
        known += bool(matches) and term.share >= OWN
        if matches or not term.is_name:
            found.append(SoughtTerm(matches, term.share * weight, term.beside, term.asked))
    return Sought(tuple(found), sum(term.weight for term in found), had / own if own else 0.0, own > 0)


def align(sought: Sought, aligner: Aligner, place: int) -> float:
    """How well the mention at `place` of the passage is about the topic."""
    if not sought.total:
        return WORDLESS
    zones = aligner.zones(place)
    return sum(term.weight * _place_of(term, zones) for term in sought.terms) / sought.total


def _place_of(term: SoughtTerm, zones: dict[str, float]) -> float:
    """What the best of the term's matches counts for where it stands."""
    best = 0.0
    for key, like in term.matches.items():
        zone = zones.get(key, 0.0)
        if term.beside and (zone >= IN_STATEMENT or zone == IN_LATER):
            zone = IN_REGION
        if like * zone > best:
            best = like * zone
    return best


def lead(sought: Sought, aligner: Aligner, one: int, other: int) -> float:
    """By how much the mention at `one` is nearer to the topic than that at `other`, in words that tell them apart.

    Where a word stands nearer to the one than to the other, it tells little: what a sentence has said it need not
    say again. A word that only one of the two has tells all.
    """
    if not sought.total:
        return 0.0
    ones, others = aligner.zones(one), aligner.zones(other)
    gain = sum(term.weight * (_had(_place_of(term, ones)) - _had(_place_of(term, others))) for term in sought.terms)
    return gain / sought.total + NARROW * (_unsaid(sought, aligner, other) - _unsaid(sought, aligner, one))


def _unsaid(sought: Sought, aligner: Aligner, place: int) -> float:
    """The share of the words over and before a cell that are no words of the claim: it is of something narrower."""
    mention = aligner.reading.mentions[place]
    if not mention.unit.columns:
        return 0.0
    start, end = mention.unit.columns[0][:2]
    label = [word for word in mention.unit.statement.words if start <= word.start < end]
    words = [word for word in (*label, *mention.column) if word.keys]
    unsaid = sum(not any(word.keys[0] in term.matches for term in sought.terms) for word in words)
    return unsaid / len(words) if words else 0.0


def _had(place: float) -> float:
    """What a word counts for between two figures: most as soon as it is said, little while it has yet to be."""
    if place <= IN_REST or place >= IN_INHERITED:
        return place
    return AT_ALL + (IN_INHERITED - AT_ALL) * place


def literal(claim: Mention, source: Mention) -> int:
    """How many words beside the figure agree word for word, on both sides together."""
    return _run(claim.left, source.left) + _run(claim.right, source.right)


def _run(ones: tuple[str, ...], others: tuple[str, ...]) -> int:
    for place, (one, other) in enumerate(zip(ones, others, strict=False)):
        if one != other:
            return place
    return min(len(ones), len(others))
