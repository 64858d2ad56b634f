"""Whether a unit holds what a question wants to hear: a date, a count of the right thing, an address."""

from __future__ import annotations

import re

from retrieval.answer import cues
from retrieval.answer.match import ReadUnit
from retrieval.dutch.sentences import sentence_spans
from retrieval.dutch.stems import stem
from retrieval.dutch.withdrawal import LAPSES
from retrieval.figures.find import find_figures
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Question, Term, Unit, UnitKind, Wanted, Wish
from retrieval.understand.lexical import words
from retrieval.understand.words import question_words

EMAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,30}){1,4}")
LINK = re.compile(r"(?:https?://|www\.)\S{3,200}")
POSTCODE = re.compile(r"\b(?i:postbus)\b|\b[1-9][0-9]{3}\s?[A-Z]{2}\b")
"""With capitals only: `2026 in` is no postcode."""
POSTAL = cues.words("postal")
CHANNEL = cues.words("channel")
ASKS_WHERE = cues.words("asks_where")
TELLS_WHERE = cues.words("tells_where")
RECURRING = cues.words("recurring")
MOMENT = cues.words("moment")
CONDITION = cues.words("when")

KINDS: dict[Wanted, dict[FigureKind, float]] = {
    Wanted.DATE: {
        FigureKind.DATE: 1.0, FigureKind.MONTH: 1.0, FigureKind.PERIOD: 0.8, FigureKind.DURATION: 0.6,
        FigureKind.YEAR: 0.45,
    },
    Wanted.TIME: {FigureKind.TIME: 1.0},
    Wanted.DURATION: {FigureKind.DURATION: 1.0, FigureKind.PERIOD: 0.5, FigureKind.YEAR: 0.2, FigureKind.COUNT: 0.3},
    Wanted.FREQUENCY: {FigureKind.DURATION: 0.4, FigureKind.COUNT: 0.5},
    Wanted.PERCENTAGE: {FigureKind.PERCENTAGE: 1.0},
    Wanted.MONEY: {FigureKind.MONEY: 1.0},
    Wanted.YEAR: {FigureKind.YEAR: 1.0, FigureKind.PERIOD: 0.9, FigureKind.DATE: 0.6, FigureKind.MONTH: 0.6},
    Wanted.AGE: {FigureKind.DURATION: 1.0, FigureKind.COUNT: 0.6},
    Wanted.COUNT: {FigureKind.COUNT: 1.0, FigureKind.PERCENTAGE: 0.6, FigureKind.DURATION: 0.3},
    Wanted.SIZE: {
        FigureKind.PERCENTAGE: 1.0, FigureKind.MONEY: 1.0, FigureKind.COUNT: 0.9, FigureKind.DURATION: 0.5,
    },
    Wanted.PHONE: {FigureKind.PHONE: 1.0},
}  # fmt: skip
"""How far a figure of the kind on the right is what is wanted: weeks answer `tot wanneer` less surely than a date."""

TEXT_SIGNS: dict[Wanted, tuple[re.Pattern[str], ...]] = {
    Wanted.EMAIL: (EMAIL,),
    Wanted.ADDRESS: (POSTCODE,),
    Wanted.CHANNEL: (EMAIL, LINK, CHANNEL),
}

OPPOSITE = {
    Bound.MAX: {Bound.MIN, Bound.ABOUT},
    Bound.MIN: {Bound.MAX, Bound.ABOUT},
    Bound.ABOUT: {Bound.MAX, Bound.MIN},
}
OTHER_SIDE = {
    Bound.BY: {Bound.FROM, Bound.AFTER},
    Bound.FROM: {Bound.BY, Bound.BEFORE},
}
"""Sides of a date: the first day is no last day."""
OTHER_SIDE_VALUE = 0.42
"""What is left of a date on the other side; it may still be all there is."""
OTHER_BOUND = 0.3
"""What is left of a figure that has another bound than the one asked for: an average is no maximum."""
REPEATED = (FigureKind.YEAR, FigureKind.PERIOD, FigureKind.DATE, FigureKind.MONTH)
"""A date that the question itself gives is no answer to it; a year may be, for it also names the policy."""
YEARS = cues.words("years")
LASTS = cues.words("lasts")
SEVERAL_YEARS = {FigureKind.PERIOD: 1.0, FigureKind.YEAR: 0.7}
"""How far these are what is wanted when years are asked for, not a year."""
YEARS_ONLY = re.compile(r"[0-9]{4}/[0-9]{4}")
LENGTHS = {
    "dag": "DW", "werkdag": "D", "week": "WD", "maand": "MY", "kwartaal": "MY", "jaar": "YM", "uur": "H", "minuut": "H",
}  # fmt: skip
"""The units that answer `hoeveel dagen` and the like: last letters of durations in normal form (H: a clock's)."""
OTHER_LENGTH = 0.7
"""What is left of a duration in another unit than the one asked for."""
ASKED_NUMBER = re.compile(r"\baantal\s([a-zà-ÿ'-]{3,30})", re.IGNORECASE)
THEN = re.compile(r",\s(?:dan|dient|moet)\s")
OF_MAIL = 0.8
"""How far a mail address is the address that is asked for, where no postal one is meant."""
OF_TERM = 0.9
"""What is left of a term in years (`2027-2029`) when it is not asked how long something lasts: too little to answer."""
NO_DAY = 0.6
"""What is left of a year when the last day is asked for."""
LAPSED = re.compile(rf"\b(?:{LAPSES}|niet langer)\b", re.IGNORECASE)
GOES_ON = cues.words("goes_on")
OF_LAPSED = 0.3
"""What is left of a date that is taken back."""
OF_CONDITION = 0.3
"""What is left of a date that belongs to what follows from the thing asked about, not to the thing."""
LIKE_FROM = 4
SURELY_SAME = 0.85
"""How well a variant must stand for the counted thing to be it by a row's label: no part of a compound does."""
RATE = cues.opening("rate")
OF_RATE = 0.3
"""What is left of a term that says how often and not how long: `jaarlijks`, `per kwartaal`."""
OTHER_UNIT = 0.4
"""What is left of a count of something else (`7 bijeenkomsten` for `hoeveel deelnemers`)."""


def fulfils(wish: Wish, reading: ReadUnit, question: Question) -> float:
    """How far the unit holds what is wished: 0 not, 1 fully."""
    unit = reading.unit
    if wish.wanted in TEXT_SIGNS:
        told = wish.wanted is Wanted.CHANNEL and ASKS_WHERE.search(question.asked) and TELLS_WHERE.search(unit.text)
        if told or any(sign.search(unit.text) for sign in TEXT_SIGNS[wish.wanted]):
            return 1.0
        mail = wish.wanted is Wanted.ADDRESS and EMAIL.search(unit.text) and not POSTAL.search(question.asked)
        return OF_MAIL if mail else 0.0
    if wish.wanted is Wanted.WHO:
        return 0.5
    return max(_figure_fulfils(wish, reading, question), _rule_fulfils(wish, unit))


def _rule_fulfils(wish: Wish, unit: Unit) -> float:
    """A recurring moment or a condition answers `wanneer` and `hoe vaak` as well."""
    if wish.wanted is Wanted.FREQUENCY and RECURRING.search(unit.text):
        return 1.0
    if wish.wanted is Wanted.DATE and MOMENT.search(unit.text):
        return 0.8
    if wish.wanted is Wanted.DATE and not wish.strong and CONDITION.search(unit.text):
        return 0.5
    return 0.0


def _figure_fulfils(wish: Wish, reading: ReadUnit, question: Question) -> float:
    said = {figure.value for figure in question.figures}
    best = 0.0
    for figure in reading.unit.figures:
        value = KINDS.get(wish.wanted, {}).get(figure.kind, 0.0)
        repeated = figure.value in said and figure.kind in REPEATED and wish.wanted is not Wanted.YEAR
        if value == 0.0 or repeated:
            continue
        if wish.wanted is Wanted.DATE:
            value = _as_date(value, figure, wish, reading.unit.text, question)
        if wish.wanted is Wanted.YEAR and YEARS.search(question.asked):
            value = SEVERAL_YEARS.get(figure.kind, value)
        if wish.wanted is Wanted.DURATION and RATE.match(figure.text):
            value *= OF_RATE
        if wish.bound and figure.bound in OPPOSITE.get(wish.bound, set()):
            value *= OTHER_BOUND
        if wish.bound and figure.bound in OTHER_SIDE.get(wish.bound, set()):
            value *= OTHER_SIDE_VALUE
        if wish.wanted is Wanted.DURATION and wish.unit and _length(figure.value) not in LENGTHS.get(wish.unit, ""):
            value *= OTHER_LENGTH
        if wish.wanted is Wanted.COUNT and wish.unit and not _counts(wish.unit, figure, reading, question):
            value *= OTHER_UNIT
        best = max(best, value)
    return best


def _as_date(value: float, figure: Figure, wish: Wish, text: str, question: Question) -> float:
    """What a figure is worth as the date that is asked for: less for a term, a year, what is taken back or follows."""
    lasts = LASTS.search(question.asked) is not None
    if figure.kind is FigureKind.PERIOD and YEARS_ONLY.fullmatch(figure.value):
        value = KINDS[Wanted.DATE][FigureKind.YEAR] * (1.0 if lasts else OF_TERM)
    if wish.bound is Bound.BY and figure.kind is FigureKind.YEAR:
        value *= 1.0 if lasts else NO_DAY
    if _lapsed(text, figure):
        value *= OF_LAPSED
    return value * OF_CONDITION if _of_condition(text, figure, question) else value


def _lapsed(text: str, figure: Figure) -> bool:
    """Whether the sentence takes the date back (`de datum van 1 mei vervalt`), or only says when it was changed."""
    if text[figure.start : figure.end] != figure.text:
        return False
    sentence = next((text[start:end] for start, end in sentence_spans(text) if start <= figure.start < end), text)
    return LAPSED.search(sentence) is not None and GOES_ON.search(sentence) is None


def _of_condition(text: str, figure: Figure, question: Question) -> bool:
    """Whether the question's words stand in the condition and the figure in what follows: `is X getekend, dan ...`."""
    parted = THEN.search(text)
    if parted is None or figure.start < parted.end() or text[figure.start : figure.end] != figure.text:
        return False
    behind = {stem(word) for word in words(text[parted.end() :])}
    return all(term.firsts.isdisjoint(behind) for term in question.terms)


def _counts(wanted: str, figure: Figure, reading: ReadUnit, question: Question) -> bool:
    """Whether the figure counts the wanted thing, by its own unit or by the words after it."""
    counted = {stem(word) for word in words(figure.unit or "")}
    text = reading.unit.text
    if text[figure.start : figure.end] == figure.text:
        counted |= {stem(word) for word in words(text[figure.end : figure.end + 40])[:3]}
        counted |= {stem(word) for word in words(figure.text)}
        counted |= {stem(match[1].lower()) for match in ASKED_NUMBER.finditer(text, 0, figure.start)}
    if wanted in {stem(word) for word in question_words().anything}:
        return True
    term = next((t for t in question.terms if t.stem == wanted), None)
    if _labelled(wanted, term, figure, reading.unit):
        return True
    keys = [(wanted,), *(key for key, _ in term.variants)] if term else [(wanted,)]
    return any(all(any(_alike(part, other) for other in counted) for part in key) for key in keys)


def _labelled(wanted: str, term: Term | None, figure: Figure, unit: Unit) -> bool:
    """Whether the first cell of a row, or the header over the figure, names the wanted thing: `Knieprothese | 120`."""
    if unit.kind is not UnitKind.ROW or not unit.cells:
        return False
    header = next((head for head, cell in unit.cells if figure.text in cell), "")
    label = {stem(word) for word in (*words(unit.cells[0][1]), *words(header))}
    same = [key for key, weight in term.variants if weight >= SURELY_SAME] if term else []
    return any(label.issuperset(key) for key in ((wanted,), *same))


def _length(value: str) -> str:
    """The unit of a duration in normal form: `D` for days and working days, `H` for hours and minutes."""
    if "T" in value:
        return "H"
    return "D" if value.endswith("WD") else value[-1:]


def _alike(part: str, other: str) -> bool:
    """The same stem, or one the end of the other as in compounds."""
    return part == other or (min(len(part), len(other)) >= LIKE_FROM and (part.endswith(other) or other.endswith(part)))


def fulfils_text(wish: Wish, text: str) -> float:
    """As `fulfils`, for a loose piece of text: a clause of a unit."""
    if wish.wanted in TEXT_SIGNS:
        return 1.0 if any(sign.search(text) for sign in TEXT_SIGNS[wish.wanted]) else 0.0
    kinds = KINDS.get(wish.wanted, {})
    return max((kinds.get(figure.kind, 0.0) for figure in find_figures(text)), default=0.0)
