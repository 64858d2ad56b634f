"""A stretch of text as the checker compares it: its words, its figures, its segments.

A statement is one sentence, list item or table row, of an answer or of a passage
alike. Segments are what commas, semicolons and conjunctions part; a figure's
region is the run of segments that speaks of that figure and of no other figure
of its group. Nothing here knows of verdicts.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from retrieval.checker.vocabulary import keys, vocabulary
from retrieval.dutch.letters import bare
from retrieval.dutch.stems import stem
from retrieval.figures.values import Bound, Figure, FigureKind

WORD = re.compile(r"[^\W\d_](?:[\w&]|['’.-](?=\w)){0,60}")
SEPARATOR = re.compile(
    r"[;:,()|–—]|\.(?=\s)|\s-\s|\b(?:en|maar|terwijl|waarna|dus|doch|echter|want|of)\b", re.IGNORECASE
)
NUMBER = "№"
"""Opens the key of a number that is no figure."""
LABEL_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2}){0,2}")
GLUED_BEFORE, GLUED_BEHIND = re.compile(r"[\w.,/^\[-]"), re.compile(r"[\w%\]]|[.,/-][0-9]")
"""What a label's number does not have beside it: then it is part of something else."""
LONGEST_LABEL = 30
LABEL_BEFORE = re.compile(r"([^\W\d_]{4,30})\s$")
LABEL_BEHIND = re.compile(r"\s([^\W\d_]{4,30})")
ORDINALS = {"eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5"}
SHORT_LABEL = re.compile(r"[a-z]{1,2}[0-9]")
LISTED = re.compile(r"[.)][ \t]")
RANKS = {
    ".": 7,
    ";": 6,
    "|": 5,
    "maar": 4,
    "terwijl": 4,
    "waarna": 4,
    "dus": 4,
    "doch": 4,
    "echter": 4,
    "want": 4,
    ",": 3,
    "en": 2,
    "of": 1,
}
"""How strongly a separator parts two figures; the others (colon, brackets, dashes) weakly."""
WEAK = 1
COMMA = RANKS[","]
CONJUNCTION = re.compile(r"\s(?:en|of)\b", re.IGNORECASE)
"""A comma before it parts more than a comma alone."""
CELL = RANKS["|"]
STOP = 6
"""From this rank on a separator ends what is said of a figure."""
DENIED = re.compile(
    r"\b(?:niet|geen)\b"
    r"(?:[ ](?:op|om|van|tot|en|t/m|vanaf|na|voor|per|binnen|met|een|de|het|uiterlijk|minimaal|maximaal|vóór)){0,3}"
    r"[ ]?$",
    re.IGNORECASE,
)
"""A denial right before a figure."""
ADJECTIVE = re.compile(r"\b(?:een|de|het|die|dat)[ ](niet)[ ]\w{3,30}(?:en|de|te|d|t)\b", re.IGNORECASE)
"""A denial within a name: `een niet nagekomen afspraak`."""
SHORT_OF = re.compile(r"\bgeen[ ]$", re.IGNORECASE)
"""A denial that makes a length or an amount a bound: `nog geen 18 maanden`."""
CONTRASTED = re.compile(r"[^.;:]{0,40}\bmaar\b", re.IGNORECASE)
"""What follows a figure that is put aside for another."""
COMPARED = re.compile(r"\bniet[ ](?:\w{1,20}[ ]){0,2}?\w{2,12}er(?:[ ]\w{1,12}){0,2}[ ]dan[ ]$", re.IGNORECASE)
"""A denial that makes a bound: `niet hoger zijn dan 110`."""
TURNED = {
    Bound.FROM: re.compile(r"\b(?:niet|nooit)[ ](?:v[oóé]{2}r|tot|eerder dan)[ ]$", re.IGNORECASE),
    Bound.BY: re.compile(r"\b(?:niet|nooit)[ ](?:na|later dan)[ ]$", re.IGNORECASE),
}
"""A denial that has turned the bound already: `niet vóór 1 mei` is from that day on."""
BEFORE_FIGURE = 60
REPLACING = frozenset({"wordt", "worden", "moet", "moeten", "zijn", "is", "geworden", "naar", "nu"})
REPLACING_LENGTH = 30
SOURCE_WORD = "volgens"
TIED = 12
"""A time stands within so many characters of its date."""

DAYS = (FigureKind.DATE, FigureKind.MONTH)
CALENDAR = "calendar"
GROUPS = {kind: kind.value for kind in FigureKind} | dict.fromkeys(
    (FigureKind.DATE, FigureKind.MONTH, FigureKind.YEAR, FigureKind.PERIOD), CALENDAR
)


def group_of(kind: FigureKind) -> str:
    """Kinds of figure that can stand in one another's place: all of the calendar, else the kind itself."""
    return GROUPS[kind]


def figure_keys(figure: Figure) -> tuple[str, ...]:
    """A figure as context of another: day and month apart from the year, every year of a period."""
    if figure.kind is FigureKind.DATE:
        return (f"#{figure.value[-5:]}",)
    if figure.kind is FigureKind.PERIOD:
        first, _, last = figure.value.partition("/")
        if first.isdigit() and last.isdigit() and int(last) - int(first) < 10:
            return tuple(f"#{year}" for year in range(int(first), int(last) + 1))
    return (f"#{figure.value}",)


class Word(NamedTuple):
    """A word outside the figures. `keys` is empty where it has no content of its own.

    A tuple for speed: a text has hundreds.
    """

    start: int
    end: int
    raw: str
    """Folded."""
    keys: tuple[str, ...]
    actor: str = ""
    """The kind of actor that the word names."""


@dataclass(frozen=True, slots=True)
class Name:
    """An insurer's name in a text; one word, however many it is written in."""

    start: int
    end: int
    insurer: str
    """Folded."""


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two separators, with the number of denials in it."""

    start: int
    end: int
    words: tuple[Word, ...]
    denials: int
    terms: tuple[tuple[str, ...], ...]
    """The keys of its words with content, and of its figures."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, item or row: `start:end` in the text it was read from."""

    start: int
    end: int
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    breaks: tuple[tuple[int, int], ...]
    """(place, rank) of every separator outside the figures."""
    segments: tuple[Segment, ...]
    colons: tuple[int, ...] = ()
    """Places of the breaks that are colons: what stands before one leads in what follows."""


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a statement that speaks of one figure."""

    start: int
    end: int
    words: tuple[Word, ...]


def read_statement(
    text: str, span: tuple[int, int], figures: tuple[Figure, ...], names: tuple[Name, ...] = ()
) -> Statement:
    """The statement at `span` of the text; `figures` and `names` are those that lie within it."""
    start, end = span
    words = _words(text, span, figures, names)
    breaks = _breaks(text, span, (*figures, *names))
    words, breaks = _join_separable(words, breaks), _raise_frame(text, words, breaks)
    segments = _segments(text, words, figures, (start, *(at for at, _ in breaks), end))
    colons = tuple(at for at, _ in breaks if text[at] == ":")
    return Statement(start, end, words, figures, breaks, segments, colons)


def _words(text: str, span: tuple[int, int], figures: tuple[Figure, ...], names: tuple[Name, ...]) -> tuple[Word, ...]:
    found = [
        Word(name.start, name.end, name.insurer, (f"@{name.insurer}",), f"insurer.{name.insurer}") for name in names
    ]
    taken = sorted([_number_span(figure) for figure in figures] + [(name.start, name.end) for name in names])
    taken.append((len(text) + 1, len(text) + 1))
    ahead = iter(taken)
    start, end = next(ahead)
    for match in WORD.finditer(text, *span):
        at, behind = match.span()
        while at >= end:
            start, end = next(ahead)
        if at >= start:
            continue
        surface = match[0]
        raw, meaning, actor, numbered = _meaning(surface)
        if numbered:
            meaning = _number_beside(text, (at, behind), raw)
        if raw:
            found.append(Word(at, behind, raw, meaning, actor))
    numbers = _numbers(text, span, taken)
    return tuple(sorted((*found, *numbers), key=lambda word: word.start)) if names or numbers else tuple(found)


@lru_cache(maxsize=65536)
def _meaning(surface: str) -> tuple[str, tuple[str, ...], str, bool]:
    """A word as it stands: folded, what it stands for, the kind of actor that it names, whether it can number."""
    raw = bare(surface)
    numbered = raw in ORDINALS or (len(surface) == 1 and raw != "u" and surface.isupper())
    return raw, _keys_with_number(raw), vocabulary().actors.get(raw, ""), numbered


def _number_beside(text: str, span: tuple[int, int], raw: str) -> tuple[str, ...]:
    """What `tweede` or a capital stands for: a number, with the word that it belongs to."""
    start, end = span
    if raw in ORDINALS:
        return _number_keys(ORDINALS[raw], LABEL_BEHIND.match(text, end))
    before = LABEL_BEFORE.search(text, max(0, start - LONGEST_LABEL), start)
    return _number_keys(raw, before) if before else ()


def _numbers(text: str, span: tuple[int, int], taken: list[tuple[int, int]]) -> list[Word]:
    """The numbers that are no figures: they tell one segment, version or step from the next."""
    found: list[Word] = []
    for match in LABEL_NUMBER.finditer(text, *span):
        at, end = match.span()
        if any(start <= at < stop for start, stop in taken) or GLUED_BEHIND.match(text, end):
            continue
        if at > span[0] and GLUED_BEFORE.match(text, at - 1):
            continue
        if LISTED.match(text, end) and not text[span[0] : at].strip(" \t-*•"):
            continue
        before = LABEL_BEFORE.search(text, max(0, at - LONGEST_LABEL), at)
        found.append(Word(at, end, match[0], _number_keys(match[0], before)))
    return found


def _number_keys(number: str, beside: re.Match[str] | None) -> tuple[str, ...]:
    """The number, and the number with the word it belongs to: `tranche 2` and `de tweede tranche` alike."""
    plain = NUMBER + number
    return (plain, f"{NUMBER}{stem(bare(beside[1]))}{number}") if beside else (plain,)


def _keys_with_number(raw: str) -> tuple[str, ...]:
    """What a word stands for; `s3` is number 3 as well."""
    return (*keys(raw), NUMBER + raw[-1]) if SHORT_LABEL.fullmatch(raw) else keys(raw)


def _number_span(figure: Figure) -> tuple[int, int]:
    """The part of a figure that is no word; what a count counts is a word like any other."""
    if figure.kind is not FigureKind.COUNT:
        return figure.start, figure.end
    return figure.start, figure.start + len(figure.text.split(maxsplit=1)[0])


def _breaks(text: str, span: tuple[int, int], taken: tuple[Figure | Name, ...]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for match in SEPARATOR.finditer(text, *span):
        at = match.start()
        for each in taken:
            if each.start <= at < each.end:
                break
        else:
            rank = RANKS.get(match[0].lower(), WEAK)
            found.append((at, rank + 1 if rank == COMMA and CONJUNCTION.match(text, at + 1) else rank))
    return tuple(found)


def _raise_frame(
    text: str, words: tuple[Word, ...], breaks: tuple[tuple[int, int], ...]
) -> tuple[tuple[int, int], ...]:
    """Let the colon behind a naming of the source ("Volgens X (beleid 2026): ...") end what is said of a figure."""
    colon = next((at for at, _ in breaks if text[at] == ":"), None)
    if colon is None:
        return breaks
    head = [word for word in words if word.start < colon]
    if not head or not (head[0].raw == SOURCE_WORD or any(word.actor.startswith("insurer.") for word in head)):
        return breaks
    return tuple((at, STOP if at == colon else rank) for at, rank in breaks)


def _join_separable(words: tuple[Word, ...], breaks: tuple[tuple[int, int], ...]) -> tuple[Word, ...]:
    """Give the verb of `dient ... in` the key of `indienen` as well."""
    data = vocabulary()
    known = data.words["particles"]
    particles = [word for word in words if word.raw in known]
    if not particles:
        return words
    joined = list(words)
    for particle in particles:
        for place, verb in enumerate(words):
            if verb.start >= particle.start or (particle.raw, stem(verb.raw)) not in data.separable:
                continue
            if any(verb.end <= at < particle.start and rank > 2 for at, rank in breaks):
                continue
            joined[place] = verb._replace(keys=keys(particle.raw + verb.raw))
    return tuple(joined)


def _segments(
    text: str, words: tuple[Word, ...], figures: tuple[Figure, ...], edges: tuple[int, ...]
) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    negations = vocabulary().words["negations"]
    denying = [word for word in words if word.raw in negations or "=lapse" in word.keys]
    set_aside = _set_aside(text, figures, (edges[0], edges[-1])) if denying else frozenset()
    keyed = [(figure.start, figure_keys(figure)) for figure in figures]
    place = 0
    for start, end in itertools.pairwise(edges):
        first = place
        while place < len(words) and words[place].start < end:
            place += 1
        mine = words[first:place]
        if mine:
            terms = [word.keys for word in mine if word.keys]
            terms += [keys_of for at, keys_of in keyed if start <= at < end]
            denied = [word for word in denying if start <= word.start < end and word.start not in set_aside]
            denials = _denials(text[start:end], denied) if denied else 0
            segments.append(Segment(start, end, mine, denials, tuple(terms)))
    return tuple(segments)


def _set_aside(text: str, figures: tuple[Figure, ...], span: tuple[int, int]) -> frozenset[int]:
    """Starts of the denials that put a figure aside for another: `niet 150.000 maar 100.000`, `geen vierjarige`."""
    start, end = span
    found: list[int] = [match.start(1) for match in ADJECTIVE.finditer(text, start, end)]
    for figure in figures:
        before = DENIED.search(text, max(0, figure.start - BEFORE_FIGURE), figure.start)
        if before and CONTRASTED.match(text, figure.end, min(end, figure.end + BEFORE_FIGURE)):
            found.append(before.start())
        short_of = SHORT_OF.search(text, max(0, figure.start - BEFORE_FIGURE), figure.start)
        if short_of and figure.kind in (FigureKind.DURATION, FigureKind.MONEY, FigureKind.PERCENTAGE):
            found.append(short_of.start())
        compared = COMPARED.search(text, max(0, figure.start - BEFORE_FIGURE), figure.start)
        if compared:
            found.append(compared.start())
        turned = TURNED.get(figure.bound) if figure.bound else None
        denied = turned.search(text, max(0, figure.start - BEFORE_FIGURE), figure.start) if turned else None
        if denied:
            found.append(denied.start())
    return frozenset(found)


def _denials(text: str, denying: list[Word]) -> int:
    """How often a stretch denies something, `niet alleen` and its like not counted."""
    data = vocabulary()
    count = sum(word.raw in data.words["negations"] for word in denying)
    if count:
        lowered = " ".join(text.lower().split())
        count -= sum(lowered.count(phrase) for phrase in data.phrases["no_negation"])
    return max(count, 0) + sum("=lapse" in word.keys for word in denying)


def region_of(statement: Statement, figure: Figure) -> Region:
    """The words that speak of this figure: up to the strongest break towards its neighbours of the same group.

    A time shares the region of the date right before it. A full stop or semicolon
    ends a region in any case. What leads in a first figure leads in those that
    follow without words of their own ("een norm van 95% voor A en 90% voor B").
    """
    anchor = _date_of(statement, figure)
    mates = [other for other in statement.figures if group_of(other.kind) == group_of(anchor.kind)]
    place = mates.index(anchor)
    if place and _gives_way(statement, mates[place - 1], anchor):
        del mates[place - 1]
    if anchor.kind in DAYS and _is_label(statement, figure):
        mates = [other for other in mates if other.kind in DAYS or other.start < anchor.start]
    place = mates.index(anchor)
    start, end = _sentence_around(statement, figure)
    if place < len(mates) - 1:
        end = min(end, _border(statement, figure.end, mates[place + 1].start, left=False))
    head: tuple[Word, ...] = ()
    if place and mates[place - 1].end > start:
        start = max(start, _border(statement, mates[place - 1].end, anchor.start, left=True))
        head = _head(statement, mates[: place + 1], start)
    words = tuple(word for word in statement.words if start <= word.start < end)
    return Region(start, end, head + words)


def _gives_way(statement: Statement, one: Figure, other: Figure) -> bool:
    """Whether the one is what the other was: `5 maanden wordt 7 maanden` says both of one thing."""
    if not 0 < other.start - one.end <= REPLACING_LENGTH:
        return False
    between = [word.raw for word in statement.words if one.end <= word.start < other.start]
    return bool(between) and REPLACING.issuperset(between)


def _is_label(statement: Statement, figure: Figure) -> bool:
    """Whether a day stands before a colon or a cell's end: then what follows is about it, whatever year is in it."""
    return any(0 <= at - figure.end <= 1 and rank in (WEAK, CELL) for at, rank in statement.breaks)


def _head(statement: Statement, mates: list[Figure], start: int) -> tuple[Word, ...]:
    """The words that lead in the first of a row of figures, for its last; none where that has words of its own."""
    if _led_in(statement, start, mates[-1].start) or not all(_has_tail(statement, mate) for mate in mates[-2:]):
        return ()
    first = len(mates) - 2
    while first and not _led_in(statement, mates[first - 1].end, mates[first].start):
        first -= 1
    opening = _sentence_around(statement, mates[first])[0]
    if first:
        opening = max(opening, _border(statement, mates[first - 1].end, mates[first].start, left=True))
    return tuple(word for word in statement.words if opening <= word.start < mates[first].start)


def _has_tail(statement: Statement, figure: Figure) -> bool:
    """Whether a preposition behind the figure says what it is the figure of: "95% voor A"."""
    behind = next((word for word in statement.words if word.start >= figure.end), None)
    return behind is not None and behind.raw in vocabulary().words["prepositions"]


def _led_in(statement: Statement, start: int, end: int) -> bool:
    """Whether words with content stand in the stretch."""
    return any(word.keys for word in statement.words if start <= word.start < end)


def _date_of(statement: Statement, figure: Figure) -> Figure:
    """The date that a time follows; any other figure stands by itself."""
    if figure.kind is not FigureKind.TIME:
        return figure
    before = [other for other in statement.figures if other.end <= figure.start]
    near = before[-1] if before else None
    tied = near is not None and near.kind is FigureKind.DATE and figure.start - near.end <= TIED
    return near if tied and near is not None else figure


def _sentence_around(statement: Statement, figure: Figure) -> tuple[int, int]:
    stops = [at for at, rank in statement.breaks if rank >= STOP]
    start = max((at for at in stops if at < figure.start), default=statement.start)
    return start, min((at for at in stops if at >= figure.end), default=statement.end)


def _border(statement: Statement, after: int, before: int, *, left: bool) -> int:
    """The place of the strongest break in the gap; without one, the gap belongs to both figures."""
    inside = [(rank, at) for at, rank in statement.breaks if after <= at < before]
    if not inside:
        return after if left else before
    strongest = max(rank for rank, _ in inside)
    return next(at for rank, at in inside if rank == strongest)
