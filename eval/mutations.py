"""Wrong variants of right sentences: one figure, bound, denial or party changed at a time.

For measuring a checker on a corpus of one's own: every sentence with a figure is
right as it stands, every mutation of it is wrong. Equal by meaning is no
mutation (`2 weken` for `14 dagen` is never made). Seeded: the same sentence,
passage and seed give the same mutations. Makes no claim that a mutated sentence
reads well.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.figures.find import compatible, equal_value, find_figures
from retrieval.figures.values import Figure, FigureKind

DATA = Path(__file__).with_name("mutations.toml")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
DAY = re.compile(r"^[0-9]{1,2}(?=[ ])")
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
DIGITS = re.compile(r"[0-9]")
WORD = re.compile(r"[^\W\d_][\w'’-]{0,60}")
LONGEST_ABBREVIATION = 5
STOP = re.compile(r"[.!?;|](?=\s)")
LOOK_BACK = 30
"""A bound stands within so many characters before its figure."""
DAYS = frozenset({FigureKind.DATE, FigureKind.MONTH, FigureKind.TIME, FigureKind.YEAR, FigureKind.PERIOD})


class MutationKind(StrEnum):
    """What was changed."""

    DIGIT = "digit"
    DAY_MONTH = "day_month"
    YEAR = "year"
    UNIT = "unit"
    NUMBER_WORD = "number_word"
    SWAP = "swap"
    """Another figure of the passage in the figure's place."""
    BOUND = "bound"
    DENIAL = "denial"
    ACTOR = "actor"
    INSURER = "insurer"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One wrong variant. `original[start:end] == before` was replaced with `after`."""

    kind: MutationKind
    original: str
    text: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What mutations of one sentence are made from."""

    sentence: str
    passage: str
    figures: tuple[Figure, ...]
    others: tuple[Figure, ...]
    insurers: tuple[str, ...]
    chance: random.Random


def find_mutations(
    sentence: str,
    passage: str = "",
    *,
    insurers: tuple[str, ...] = (),
    kinds: frozenset[MutationKind] = frozenset(MutationKind),
    seed: int = 0,
) -> tuple[Mutation, ...]:
    """The wrong variants of a sentence that its passage supports; at most one per kind and figure.

    `insurers` are the names that may stand in for one another. A sentence without
    a figure has no mutations.
    """
    figures = find_figures(sentence)
    if not figures:
        return ()
    chance = random.Random(f"{seed}|{sentence}")  # noqa: S311 - no secret, and seeded
    ground = _Ground(sentence, passage, figures, find_figures(passage), insurers, chance)
    made = (mutation for kind, maker in MAKERS.items() if kind in kinds for mutation in maker(ground))
    return tuple(mutation for mutation in made if _is_wrong(mutation, ground))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _mutation(kind: MutationKind, sentence: str, span: tuple[int, int], after: str) -> Mutation:
    start, end = span
    return Mutation(kind, sentence, sentence[:start] + after + sentence[end:], start, end, sentence[start:end], after)


def _is_wrong(mutation: Mutation, ground: _Ground) -> bool:
    """Whether the variant says something else, and nothing that its passage says in the same words."""
    if mutation.text == mutation.original or " ".join(mutation.text.split()) in " ".join(ground.passage.split()):
        return False
    if mutation.kind in (MutationKind.DENIAL, MutationKind.ACTOR, MutationKind.INSURER):
        return True
    now = find_figures(mutation.text)
    if len(now) != len(ground.figures):
        return False
    return any(not _same(old, new) for old, new in zip(ground.figures, now, strict=True))


def _same(old: Figure, new: Figure) -> bool:
    equal = equal_value(old.kind, old.value, new.kind, new.value, a_unit=old.unit, b_unit=new.unit)
    return (equal or compatible(new.value, old.value)) and old.bound is new.bound


# ---------------------------------------------------------------- changes within a figure


def _digits(ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        places = [match.start() for match in DIGITS.finditer(figure.text)]
        if not places:
            continue
        place = figure.start + ground.chance.choice(places)
        old = ground.sentence[place]
        after = ground.chance.choice([digit for digit in "123456789" if digit != old])
        yield _mutation(MutationKind.DIGIT, ground.sentence, (place, place + 1), after)


def _days_and_months(ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        if figure.kind not in (FigureKind.DATE, FigureKind.MONTH):
            continue
        month, day = MONTH.search(figure.text), DAY.match(figure.text)
        if month:
            after = ground.chance.choice([name for name in MONTHS if name != month[0].lower()])
            span = (figure.start + month.start(), figure.start + month.end())
            yield _mutation(MutationKind.DAY_MONTH, ground.sentence, span, after)
        if day and month:
            other = ground.chance.choice([number for number in range(1, 29) if number != int(day[0])])
            yield _mutation(
                MutationKind.DAY_MONTH, ground.sentence, (figure.start, figure.start + day.end()), str(other)
            )


def _years(ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        for match in YEAR.finditer(figure.text):
            after = str(int(match[0]) + ground.chance.choice((-2, -1, 1, 2)))
            span = (figure.start + match.start(), figure.start + match.end())
            yield _mutation(MutationKind.YEAR, ground.sentence, span, after)


def _words_in_figures(kind: MutationKind, table: dict[str, str], ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        for before, after in table.items():
            edge = r"\b" if before[0].isalpha() else ""
            match = re.search(rf"{edge}{re.escape(before)}{edge}", figure.text, re.IGNORECASE)
            if match:
                span = (figure.start + match.start(), figure.start + match.end())
                yield _mutation(kind, ground.sentence, span, after)
                break


def _units(ground: _Ground) -> Iterator[Mutation]:
    return _words_in_figures(MutationKind.UNIT, _data()["units"], ground)


def _number_words(ground: _Ground) -> Iterator[Mutation]:
    return _words_in_figures(MutationKind.NUMBER_WORD, _data()["number_words"], ground)


def _swaps(ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        rivals = [
            other.text
            for other in (*ground.others, *ground.figures)
            if other.kind is figure.kind
            and not equal_value(figure.kind, figure.value, other.kind, other.value)
            and (figure.kind is not FigureKind.COUNT or other.unit == figure.unit)
            and _form(other) == _form(figure)
        ]
        rivals = sorted({" ".join(text.split()) for text in rivals})
        if rivals:
            after = ground.chance.choice(rivals)
            yield _mutation(MutationKind.SWAP, ground.sentence, (figure.start, figure.end), after)


def _form(figure: Figure) -> tuple[bool, bool]:
    """What a length can take the place of: one that says how long or how often, in hours or in days."""
    if figure.kind is not FigureKind.DURATION:
        return (False, False)
    return (figure.text.lower().startswith(("per ", "elk", "ieder")), "T" in figure.value)


# ---------------------------------------------------------------- changes around a figure


def _bounds(ground: _Ground) -> Iterator[Mutation]:
    for figure in ground.figures:
        if figure.bound is None:
            continue
        table = _data()["bounds"]["day" if figure.kind in DAYS else "amount"]
        at = max(0, figure.start - LOOK_BACK)
        before = ground.sentence[at : figure.start]
        for words in sorted(table, key=len, reverse=True):
            match = re.search(rf"\b{re.escape(words)}\s{{1,3}}$", before, re.IGNORECASE)
            if match:
                span = (at + match.start(), at + match.start() + len(words))
                yield _mutation(MutationKind.BOUND, ground.sentence, span, _data_case(table[words], match[0]))
                break


def _data_case(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _denials(ground: _Ground) -> Iterator[Mutation]:
    """In the sentence of a figure only: a denial elsewhere leaves every figure true."""
    data = _data()["denial"]
    start, end = _sentence_of(ground.chance.choice(ground.figures), ground.sentence)
    for word, after in data["dropped"].items():
        match = re.compile(rf"\b{word}\b(?!-)[ ]?").search(ground.sentence, start, end)
        if match:
            yield _mutation(MutationKind.DENIAL, ground.sentence, match.span(), f"{after} " if after else "")
            return
    verbs = [m for m in WORD.finditer(ground.sentence, start, end) if m[0] in data["verbs"]]
    if verbs:
        at = ground.chance.choice(verbs).end()
        yield _mutation(MutationKind.DENIAL, ground.sentence, (at, at), " niet")


def _sentence_of(figure: Figure, text: str) -> tuple[int, int]:
    stops = [match.end() for match in STOP.finditer(text)]
    start = max((at for at in stops if at <= figure.start), default=0)
    return start, min((at for at in stops if at >= figure.end), default=len(text))


def _actors(ground: _Ground) -> Iterator[Mutation]:
    """Another party for the first one that stands without a preposition, or behind `door`."""
    data = _data()["actors"]
    groups = {party.lower(): group for group, parties in data["parties"].items() for party in parties}
    words = list(WORD.finditer(ground.sentence))
    present = {groups[word[0].lower()] for word in words if word[0].lower() in groups}
    for place, word in enumerate(words):
        group = groups.get(word[0].lower())
        if group is None or _governed(words, place, data) or not _near_figure(word, ground):
            continue
        rivals = [
            party for other in data["stands_for"][group] if other not in present for party in data["parties"][other]
        ]
        rivals = [party for party in rivals if _alike(party, word[0])]
        if rivals:
            yield _mutation(MutationKind.ACTOR, ground.sentence, word.span(), ground.chance.choice(rivals))
        return


def _near_figure(word: re.Match[str], ground: _Ground) -> bool:
    """Whether the party stands in the sentence of a figure, and not between brackets or within a longer name."""
    before, after = ground.sentence[: word.start()][-1:], ground.sentence[word.end() :][:1]
    if (
        before in ("(", "-", ".", "@")
        or after in (")", "-", "@")
        or (word[0][0].isupper() and word.start() and before == " " and len(word[0]) > LONGEST_ABBREVIATION)
    ):
        return False
    spans = (_sentence_of(figure, ground.sentence) for figure in ground.figures)
    return any(start <= word.start() < end for start, end in spans)


def _governed(words: list[re.Match[str]], place: int, data: dict[str, Any]) -> bool:
    """Whether a preposition governs the word; adjectives (`de nieuwe`) are passed over."""
    back = place - 1
    while back >= 0 and (words[back][0].lower() in data["determiners"] or words[back][0].endswith("e")):
        back -= 1
    return back >= 0 and words[back][0].lower() in data["prepositions"]


def _alike(one: str, other: str) -> bool:
    """Both plural or both singular, so that the sentence keeps its grammar."""
    plural = ("en", "s")
    return one.lower().endswith(plural) == other.lower().endswith(plural)


def _insurers(ground: _Ground) -> Iterator[Mutation]:
    for name in ground.insurers:
        match = re.search(rf"\b{re.escape(name)}\b", ground.sentence)
        rivals = [other for other in ground.insurers if other != name and other not in ground.passage + ground.sentence]
        if match and rivals:
            yield _mutation(MutationKind.INSURER, ground.sentence, match.span(), ground.chance.choice(rivals))
            return


MAKERS: dict[MutationKind, Callable[[_Ground], Iterator[Mutation]]] = {
    MutationKind.DIGIT: _digits,
    MutationKind.DAY_MONTH: _days_and_months,
    MutationKind.YEAR: _years,
    MutationKind.UNIT: _units,
    MutationKind.NUMBER_WORD: _number_words,
    MutationKind.SWAP: _swaps,
    MutationKind.BOUND: _bounds,
    MutationKind.DENIAL: _denials,
    MutationKind.ACTOR: _actors,
    MutationKind.INSURER: _insurers,
}
