"""Figures that follow from other figures of the answer and its question, by plain arithmetic.

`80% van € 60.000, dus € 48.000`, `€ 44,10 verhoogd met 4% is € 45,86`, `86% plus
1,5 procentpunt is 87,5%`: the result stands in no source, and need not. What it
is computed from is checked as any figure is, so a right sum of supported figures
is supported. Dates count as well: a length after or before a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import combinations, permutations

from retrieval.figures.arithmetic import add_length
from retrieval.figures.numbers import cardinal
from retrieval.figures.render import render
from retrieval.figures.values import Figure, FigureKind

AMOUNTS = frozenset({FigureKind.MONEY, FigureKind.PERCENTAGE, FigureKind.COUNT, FigureKind.DURATION})
MOST = 8
"""Inputs that a result is sought from; an answer has seldom more."""
PARTS = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)W?D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
WORDS = {
    re.compile(r"\b(?:de )?helft\b|\bhalf|\bhalve\b", re.IGNORECASE): Decimal("0.5"),
    re.compile(r"\bverdubbel|\bdubbele?\b|\btweemaal\b", re.IGNORECASE): Decimal(2),
    re.compile(r"\bverdrievoudig", re.IGNORECASE): Decimal(3),
}
"""Factors that a text gives in words."""
SPANS = {"P1M": Decimal(12), "P3M": Decimal(4), "P6M": Decimal(2), "P7D": Decimal(52), "P1W": Decimal(52)}
"""How often a year holds what is paid by."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as a number to compute with; `points` for percentage points."""

    text: str
    kind: FigureKind
    size: Decimal
    points: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A right sum: what it was computed from, and how."""

    inputs: tuple[str, ...]
    step: str


def find_sum(result: Figure, inputs: Sequence[Figure], words: str) -> Sum | None:
    """The sum that gives the result; None where no two of the inputs do.

    `words` is the text that may hold a factor in words (`de helft`, `per jaar`).
    """
    if result.kind is FigureKind.DATE:
        return _day(result, inputs)
    target = _amount(result) if result.kind is not FigureKind.DURATION else None
    if target is None:
        return None
    places = 2 if target.kind is FigureKind.MONEY else max(0, -int(target.size.as_tuple().exponent))
    whole = target.kind is not FigureKind.MONEY and places == 0
    for size, kind, used, step in _sums(_distinct(target, inputs, words)):
        if kind is target.kind and (size if whole else _round(size, places)) == _round(target.size, places):
            return Sum(used, f"{step} = {result.text}")
    return None


def _distinct(target: Amount, inputs: Iterable[Figure], words: str) -> tuple[Amount, ...]:
    """What can be computed with, each once; the result itself is none of it."""
    amounts = [amount for figure in inputs if (amount := _amount(figure))]
    amounts += [amount for figure in inputs if (amount := _times(figure))]
    amounts += [
        Amount(match[0], FigureKind.COUNT, size) for each, size in WORDS.items() if (match := each.search(words))
    ]
    yearly = any(figure.value == "P1Y" for figure in inputs)
    amounts += [
        Amount(f"{int(SPANS[figure.value])} keer", FigureKind.COUNT, SPANS[figure.value])
        for figure in inputs
        if yearly and figure.value in SPANS
    ]
    kept: dict[tuple[FigureKind, Decimal, bool], Amount] = {}
    for amount in amounts:
        if (amount.kind, amount.size) != (target.kind, target.size) and amount.size:
            kept[amount.kind, amount.size, amount.points] = amount
    return tuple(kept.values())[-MOST:]


def _times(figure: Figure) -> Amount | None:
    """A length as how many of its unit: `vier kwartalen` are four, whatever months they last."""
    first = figure.text.split(maxsplit=1)[0].lower()
    size = int(first) if first.isdigit() else cardinal(first)
    return Amount(figure.text, FigureKind.COUNT, Decimal(size)) if figure.kind is FigureKind.DURATION and size else None


def _amount(figure: Figure) -> Amount | None:
    if figure.kind not in AMOUNTS:
        return None
    if figure.kind is FigureKind.DURATION:
        size = _length(figure.value)
        return Amount(figure.text, FigureKind.COUNT, size) if size else None
    try:
        size = Decimal(figure.value)
    except InvalidOperation:
        return None
    return Amount(figure.text, figure.kind, size, figure.unit == "procentpunt", figure.unit or "")


def _length(value: str) -> Decimal | None:
    """The number in a length of one unit."""
    match = PARTS.fullmatch(value)
    numbers = [Decimal(part) for part in match.groups() if part] if match else []
    if len(numbers) == 1:
        return numbers[0]
    fraction = re.fullmatch(r"PT?(\d+(?:\.\d+)?)[A-Z]{1,2}", value)
    if fraction:
        return Decimal(fraction[1])
    hours = re.fullmatch(r"PT(\d+)H(\d+)M", value)
    return Decimal(hours[1]) + Decimal(hours[2]) / 60 if hours else None


Result = tuple[Decimal, FigureKind, tuple[str, ...], str]


def _sums(known: tuple[Amount, ...]) -> Iterator[Result]:
    """All results of two inputs, and of what several of a kind add up to."""
    for one, other in permutations(known, 2):
        yield from _of_two(one, other)
    for kind in (FigureKind.MONEY, FigureKind.PERCENTAGE, FigureKind.COUNT):
        same = [amount for amount in known if amount.kind is kind]
        for size in range(3, len(same) + 1):
            for some in combinations(same, size):
                total = sum((amount.size for amount in some), Decimal(0))
                yield total, kind, tuple(a.text for a in some), " + ".join(a.text for a in some)
    for first, second, third in permutations(known, 3):
        if FigureKind.MONEY in (first.kind, second.kind, third.kind) or first.unit:
            yield from _of_three(first, second, third)


def _of_two(one: Amount, other: Amount) -> Iterator[Result]:
    """A part, what is added or taken off, and so many times; a count is added to its own kind only."""
    texts = (one.text, other.text)
    percent, count = other.kind is FigureKind.PERCENTAGE, other.kind is FigureKind.COUNT
    if percent and not other.points:
        part = one.size * other.size / HUNDRED
        yield part, one.kind, texts, f"{other.text} van {one.text}"
        if one.kind is FigureKind.MONEY:
            yield one.size + part, one.kind, texts, f"{one.text} + {other.text}"
            yield one.size - part, one.kind, texts, f"{one.text} - {other.text}"
    if one.kind is other.kind and (not count or one.unit == other.unit):
        yield one.size + other.size, one.kind, texts, f"{one.text} + {other.text}"
        yield one.size - other.size, one.kind, texts, f"{one.text} - {other.text}"
    if count and other.size != 1 and one.kind is not FigureKind.PERCENTAGE:
        yield one.size * other.size, one.kind, texts, f"{other.text} x {one.text}"
        if one.kind is FigureKind.MONEY:
            yield one.size / other.size, one.kind, texts, f"{one.text} : {other.text}"


def _of_three(first: Amount, second: Amount, third: Amount) -> Iterator[Result]:
    """A product of two and then one more step."""
    for size, kind, used, step in _of_two(first, second):
        so_far = Amount(step, kind, size, unit=first.unit)
        for result in _of_two(so_far, third):
            yield result[0], result[1], (*used, third.text), result[3]
        for result in _of_two(third, so_far):
            yield result[0], result[1], (*used, third.text), result[3]


def _round(size: Decimal, places: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _day(result: Figure, inputs: Sequence[Figure]) -> Sum | None:
    """A length before or after a day."""
    for day in inputs:
        start = _date(day.value) if day.kind is FigureKind.DATE else None
        if start is None or day.value[-5:] == result.value[-5:]:
            continue
        for length in inputs:
            if length.kind is not FigureKind.DURATION or "T" in length.value:
                continue
            for sign, word in ((1, "na"), (-1, "voor")):
                try:
                    found = add_length(start, length.value, sign=1 if sign > 0 else -1)
                except (ValueError, OverflowError):
                    continue
                if found.isoformat().endswith(result.value.removeprefix("-")):
                    text = f"{length.text} {word} {day.text} is {render(found.isoformat(), FigureKind.DATE)}"
                    return Sum((day.text, length.text), text)
    return None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
