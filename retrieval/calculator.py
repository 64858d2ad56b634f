"""Computed figures with a shown derivation: deadlines from rules of time, days before, sizes in proportion.

Pure: no clock, no model. The small functions compute; `derive` and
`derivations` take a rule in the source's own words and the figures of a
question and work out what follows, line by line in Dutch, so that a reader can
check every step. Not here: whether the rule applies to the asker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from retrieval.dutch.letters import fold
from retrieval.figures import lexicon
from retrieval.figures.arithmetic import (
    Span,
    add_length,
    add_months,
    add_workdays,
    between,
    day_before,
    first_day,
    first_day_of_next,
    is_workday,
    last_day,
    public_holidays,
    resolve,
    symbol_of,
)
from retrieval.figures.durations import ALWAYS
from retrieval.figures.find import find_figures
from retrieval.figures.numbers import normal
from retrieval.figures.render import number, render
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Derivation

BARE_SYMBOL = re.compile(r"(?:first|last)-(?:\w+-)?(?:\w+-)?of-(?:quarter|month|year|week)")
"""`de eerste dag van een kwartaal`, of which one the rule does not say: none that is over."""
LEADS = re.compile(r"\s(?:daarvoor|ervoor|vooraf|van tevoren|van te voren|eerder)\b", re.IGNORECASE)
SPAN_NAMES = {"quarter": "kwartaal", "month": "maand", "year": "jaar", "week": "week"}
STAND_IN_YEAR = 2025
"""A date without a year is computed in an ordinary year; the result is given without one."""
__all__ = [
    "add_length",
    "add_months",
    "add_workdays",
    "between",
    "day_before",
    "derivations",
    "derive",
    "first_day",
    "first_day_of_next",
    "is_workday",
    "last_day",
    "meets",
    "proportion",
    "public_holidays",
    "resolve",
]
LENGTH = re.compile(r"P(T?)([0-9]+(?:\.[0-9]+)?)([A-Z]{1,2})")
REACH = 60
"""So many characters around a figure decide what it is counted from or to."""
FARTHEST_YEAR = 2200


def proportion(amount: Decimal, per: Decimal, size: Decimal) -> Decimal:
    """What `amount` per `per` comes to for `size`: 1 fte per 3.000 patiënten is 1,5 fte for 4.500.

    Raises:
        ValueError: `per` is zero.

    """
    if not per:
        raise ValueError("nothing can be in proportion to zero")
    return (amount * size / per).quantize(Decimal("0.0001")).normalize()


def meets(threshold: Figure, given: Figure) -> bool | None:
    """Whether a given figure satisfies a threshold with a bound; None when they cannot be compared."""
    if threshold.kind != given.kind or threshold.bound is None:
        return None
    lengths = _length(threshold), _length(given)
    if lengths[0] and lengths[1]:
        same = lengths[0][0] == lengths[1][0]
        return _holds(threshold.bound, lengths[0][1], lengths[1][1]) if same else None
    limit, value = _size(threshold), _size(given)
    if limit is None or value is None or type(limit) is not type(value):
        return None
    return _holds(threshold.bound, limit, value)


def _holds(bound: Bound, limit: date | Decimal, value: date | Decimal) -> bool | None:
    above, same = value > limit, value == limit  # type: ignore[operator]  # the caller saw that both are of one type
    if bound in (Bound.MIN, Bound.FROM):
        return above or same
    if bound in (Bound.MAX, Bound.BY):
        return not above
    if bound == Bound.AFTER:
        return above
    if bound == Bound.BEFORE:
        return not above and not same
    return same if bound == Bound.EXACT else None


def _size(figure: Figure) -> date | Decimal | None:
    """What a figure is compared by: its day, its number, or the length of a duration within one unit."""
    if figure.kind == FigureKind.DATE:
        return _full_date(figure.value)
    if figure.kind in (FigureKind.COUNT, FigureKind.PERCENTAGE, FigureKind.MONEY):
        return Decimal(figure.value)
    return None


def _length(figure: Figure) -> tuple[str, Decimal] | None:
    """Unit and number of a duration of one unit: `PT28H` is (`TH`, 28)."""
    match = LENGTH.fullmatch(figure.value) if figure.kind == FigureKind.DURATION else None
    return (f"{match[1]}{match[3]}", Decimal(match[2])) if match else None


def _full_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


# ---------------------------------------------------------------- derivations


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a question names; `yearless` when its year is a stand-in."""

    day: date
    text: str
    yearless: bool = False

    def value(self, result: date) -> str:
        """The result in normal form, without the stand-in year."""
        return f"--{result:%m-%d}" if self.yearless else result.isoformat()

    def show(self, day: date) -> str:
        """A day as the reader sees it."""
        return render(self.value(day), FigureKind.DATE)


def derive(rule_text: str, inputs: str | Sequence[Figure] = ()) -> Derivation | None:
    """What follows from a rule for the figures of a question; None when nothing does.

    `rule_text` is the sentence of the source that states the rule; `inputs` the
    question or its figures.

    >>> found = derive("per het eerstvolgende kwartaal na de aanvraag", "Ik vraag het aan op 20 februari 2026.")
    >>> found and found.result
    '2026-04-01'
    """
    return next(iter(derivations(rule_text, inputs)), None)


def derivations(rule_text: str, inputs: str | Sequence[Figure] = ()) -> tuple[Derivation, ...]:
    """Everything that follows from the rules in a text for the figures of a question, most direct first."""
    rules = find_figures(rule_text)
    given = find_figures(inputs) if isinstance(inputs, str) else tuple(inputs)
    days = tuple(day for figure in given if (day := _named_day(figure)) is not None)
    found: list[Derivation] = []
    for rule in rules:
        found.extend(_from_lengths(rule_text, rules, rule, days))
        found.extend(_fromsymbol_of(rule_text, rules, rule, days))
    found.extend(_from_proportion(rule_text, rules, given))
    found.extend(_from_bound(rule_text, rule) for rule in rules if _is_open_day(rule))
    return tuple(dict.fromkeys(found))


def _named_day(figure: Figure) -> _Day | None:
    """The day of a date; of a month, its first."""
    if figure.kind not in (FigureKind.DATE, FigureKind.MONTH) or figure.value[:1] not in "-0123456789":
        return None
    value = figure.value if figure.kind == FigureKind.DATE else f"{figure.value}-01"
    yearless = value.startswith("--")
    day = _full_date(f"{STAND_IN_YEAR}{value[1:]}" if yearless else value)
    if day is None or not 1900 <= day.year <= FARTHEST_YEAR:
        return None
    return _Day(day, figure.text, yearless)


def _fromsymbol_of(text: str, rules: Sequence[Figure], rule: Figure, days: Iterable[_Day]) -> list[Derivation]:
    """From "de eerste dag van het eerstvolgende kwartaal" and the day of an application."""
    if rule.kind != FigureKind.DATE or symbol_of(rule.value) is None or _counted_to(text, rules, rule):
        return []
    if _must_lead(text, rules):
        return []
    found = []
    for given in days:
        result = resolve(rule.value, given.day)
        if result is not None and not (result < given.day and BARE_SYMBOL.fullmatch(rule.value)):
            steps = (_place(rule.value, given), f"De {render(rule)} is {given.show(result)}.")
            found.append(Derivation(_words(text, rule.start, rule.end), (given.text,), steps, given.value(result)))
    return found


def _must_lead(text: str, rules: Sequence[Figure]) -> bool:
    """Whether the day depends on how long before it one asks: `mits de aanvraag 6 weken daarvoor binnen is`."""
    return any(rule.kind == FigureKind.DURATION and LEADS.match(text, rule.end) is not None for rule in rules)


def _place(value: str, given: _Day) -> str:
    """In which span a day falls."""
    symbol = symbol_of(value)
    span: Span = symbol[3] if symbol else "month"
    start, end = first_day(span, given.day), last_day(span, given.day)
    article = "het" if span in ("quarter", "year") else "de"
    name = f"{article} {SPAN_NAMES[span]} van {given.show(start)} tot en met {given.show(end)}"
    return f"{given.show(given.day)} valt in {name}."


def _counted_to(text: str, rules: Sequence[Figure], symbol: Figure) -> bool:
    """Whether the symbolic day is only what a duration is counted from or to."""
    return any(_anchor(text, rules, rule) == symbol for rule in rules if rule.kind == FigureKind.DURATION)


def _anchor(text: str, rules: Sequence[Figure], length: Figure) -> Figure | None:
    """The symbolic day right behind a duration and its "voor" or "na"."""
    for rule in rules:
        near = length.end <= rule.start <= length.end + REACH
        if near and symbol_of(rule.value) is not None and _direction(text[length.end : rule.start], anchored=True):
            return rule
    return None


def _direction(words: str, *, anchored: bool) -> Literal[1, -1] | None:
    """Whether something is counted forward (na) or back (voor) from what follows a duration."""
    following = words.lower().replace(",", " ").replace(".", " ").split()[:5]
    if following and following[0] in lexicon.AFTER_WORDS:
        return 1
    if following and following[0] in lexicon.BEFORE_WORDS:
        return -1 if anchored or any(word.startswith(lexicon.EVENTS) for word in following[1:]) else None
    return None


def _from_lengths(text: str, rules: Sequence[Figure], rule: Figure, days: Iterable[_Day]) -> list[Derivation]:
    """From "binnen zes weken na ontvangst" and the day of receipt; from "een maand voor de start van ..."."""
    if rule.kind != FigureKind.DURATION or rule.value == ALWAYS:
        return []
    anchor = _anchor(text, rules, rule)
    sentence_end = text.find(". ", rule.end)
    behind = text[rule.end : min(rule.end + REACH, sentence_end if sentence_end >= 0 else len(text))]
    sign = _direction(behind, anchored=anchor is not None) or (1 if _within(text, rule) else None)
    if sign is None:
        return []
    found = []
    for given in days:
        try:
            found.append(_counted(text, rule, anchor, given, sign))
        except ValueError:
            continue
    return found


def _within(text: str, rule: Figure) -> bool:
    """Whether a duration is a term ("binnen zes weken"), not a length ("maximaal zes weken")."""
    head = text[max(0, rule.start - REACH) : rule.start].lower().split()[-3:]
    return any(word in lexicon.WITHIN_WORDS for word in head)


def _counted(text: str, rule: Figure, anchor: Figure | None, given: _Day, sign: Literal[1, -1]) -> Derivation:
    start, steps = given.day, []
    if anchor is not None:
        start = _anchor_day(anchor, given.day)
        if start != given.day:
            steps.append(f"De {render(anchor)} is {given.show(start)}.")
    result = add_length(start, rule.value, sign=sign)
    if given.yearless and "WD" in rule.value:
        raise ValueError("working days need a year")
    word = "na" if sign > 0 else "voor"
    steps.append(f"{rule.text} {word} {given.show(start)} is {given.show(result)}.")
    steps.extend(_remarks(rule.value, start, result))
    last = anchor.end if anchor is not None else _clause_end(text, rule.end)
    return Derivation(_words(text, rule.start, last), (given.text,), tuple(steps), given.value(result))


def _words(text: str, start: int, end: int) -> str:
    """The rule as it stood, the word before it (uiterlijk, binnen, per) included."""
    head = text[max(0, start - REACH) : start].rstrip()
    word = head[max(head.rfind(" "), head.rfind("\n")) + 1 :]
    return text[start - (len(text[:start]) - len(text[:start].rstrip())) - len(word) : end] if word else text[start:end]


def _clause_end(text: str, end: int) -> int:
    """Where the clause ends that a duration stands in."""
    stops = (text.find(sign, end, end + REACH) for sign in (". ", ",", ";", ":", "(", ")", "|", "\n\n"))
    nearest = min((stop for stop in stops if stop >= 0), default=min(end + REACH, len(text)))
    cut = nearest if nearest < end + REACH else text.rfind(" ", end, nearest)
    return len(text[: max(cut, end)].rstrip(" ."))


def _anchor_day(anchor: Figure, day: date) -> date:
    """The start that is counted back from: a day that already is one stays."""
    symbol = symbol_of(anchor.value)
    if symbol and symbol[0] == "first" and symbol[2] == "next" and first_day(symbol[3], day) == day:
        return day
    return resolve(anchor.value, day) or day


def _remarks(value: str, start: date, result: date) -> list[str]:
    """The conventions that a reader must know of."""
    remarks = []
    if "WD" in value:
        remarks.append("Werkdagen zijn maandag tot en met vrijdag, behalve Nederlandse feestdagen.")
    elif "M" in value.partition("T")[0] and result.day < start.day and "D" not in value and "W" not in value:
        remarks.append("De maand telt minder dagen; daarom is de laatste dag van de maand genomen.")
    return remarks


def _is_open_day(rule: Figure) -> bool:
    return rule.kind == FigureKind.DATE and rule.bound in (Bound.BEFORE, Bound.AFTER) and _named_day(rule) is not None


def _from_bound(text: str, rule: Figure) -> Derivation:
    """The last day before "vóór 1 juli", the first after "na 1 juli"."""
    named = _named_day(rule)
    assert named is not None
    if rule.bound == Bound.BEFORE:
        result, word, side = day_before(named.day), "Vóór", "uiterlijk"
    else:
        result, word, side = named.day + timedelta(days=1), "Na", "vanaf"
    step = f"{word} {named.show(named.day)} betekent {side} {named.show(result)}."
    return Derivation(_words(text, rule.start, rule.end), (), (step,), named.value(result))


def _from_proportion(text: str, rules: Sequence[Figure], given: Sequence[Figure]) -> list[Derivation]:
    """From "minimaal 1,0 fte per 3.000 patiënten" and 4.500 patiënten, or the other way round."""
    found = []
    counts = [figure for figure in rules if figure.kind in (FigureKind.COUNT, FigureKind.DURATION, FigureKind.MONEY)]
    for amount, per in pairwise(counts):
        if per.kind != FigureKind.COUNT or not _is_per(text[amount.end : per.start]):
            continue
        for size in given:
            derived = _scaled(text, amount, per, size)
            if derived:
                found.append(derived)
    return found


def _is_per(words: str) -> bool:
    """Whether the words between two counts relate the one to the other."""
    return len(words) <= REACH and any(word in lexicon.PER_WORDS for word in words.lower().split()) and "." not in words


def _scaled(text: str, amount: Figure, per: Figure, size: Figure) -> Derivation | None:
    if size.kind != FigureKind.COUNT or amount.kind != FigureKind.COUNT:
        return None
    if _same_unit(size.unit, per.unit):
        top, bottom = amount, per
    elif _same_unit(size.unit, amount.unit):
        top, bottom = per, amount
    else:
        return None
    try:
        result = proportion(Decimal(top.value), Decimal(bottom.value), Decimal(size.value))
    except (ValueError, ArithmeticError):
        return None
    value = normal(result)
    steps = (
        f"{_count(amount)} per {_count(per)}.",
        f"{number(top.value)} × {number(size.value)} / {number(bottom.value)} = {number(value)}{_unit(top)}.",
    )
    return Derivation(_words(text, amount.start, per.end), (size.text,), steps, value)


def _same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units are the same noun, singular or plural, with or without its accents: patiënt, patienten."""
    if not one or not other:
        return False
    short, long = sorted((fold(one), fold(other)), key=len)
    return long == short or (long.startswith(short) and long[len(short) :] in ("s", "'s", "en", "n"))


def _count(figure: Figure) -> str:
    return number(figure.value) + _unit(figure)


def _unit(figure: Figure) -> str:
    return f" {figure.unit}" if figure.unit else ""
