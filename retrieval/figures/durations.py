"""Lengths of time, rhythms and ages: `zes weken`, `anderhalf jaar`, `tweejarige`, `elk kwartaal`.

The value is an ISO 8601 duration; a fraction moves to the next smaller unit
(4,5 uur is `PT4H30M`, anderhalf jaar `P18M`), working days are `P5WD`.
Times of the day are read in `clock`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.numbers import cardinal, half, normal, number_at
from retrieval.figures.tokens import DIGITS, WORD, Tokens
from retrieval.figures.values import Bound, FigureKind

ZERO, HALF = Decimal(0), Decimal("0.5")
ORDER = ("Y", "M", "W", "D", "WD", "h", "m", "s")
MULTIPLES: dict[str, tuple[int, str]] = {"Q": (3, "M"), "HY": (6, "M"), "K": (15, "m"), "E": (24, "h")}
"""Units that have no designator of their own."""
SMALLER: dict[str, tuple[int, str]] = {"Y": (12, "M"), "W": (7, "D"), "D": (24, "h"), "h": (60, "m"), "m": (60, "s")}
ALWAYS = "24/7"
"""Day and night, all week: its own value."""
ISO = re.compile(
    r"P(?:([0-9.]{1,20})Y)?(?:([0-9.]{1,20})M)?(?:([0-9.]{1,20})W)?(?:([0-9.]{1,20})D)?(?:([0-9.]{1,20})WD)?"
    r"(?:T(?:([0-9.]{1,20})H)?(?:([0-9.]{1,20})M)?(?:([0-9.]{1,20})S)?)?"
)
OLDEST = 130
"""Above this "65+" is no age."""
YOUNGEST = 12


@dataclass(frozen=True, slots=True)
class Length:
    """A duration by unit, in the order of `ORDER`."""

    parts: tuple[tuple[str, Decimal], ...]

    def iso(self) -> str:
        """ISO 8601, working days as WD."""
        amounts = dict(self.parts)
        days = "".join(f"{normal(amounts[code])}{code}" for code in ORDER[:5] if amounts.get(code))
        times = "".join(f"{normal(amounts[code])}{code.upper()}" for code in ORDER[5:] if amounts.get(code))
        if not days and not times:
            code = self.parts[0][0]
            return f"P0{code}" if code in ORDER[:5] else f"PT0{code.upper()}"
        return f"P{days}" + (f"T{times}" if times else "")


@lru_cache(maxsize=4096)
def iso(number: Decimal, code: str) -> str:
    """The value of `number` units.

    >>> iso(Decimal("4.5"), "h"), iso(Decimal("1.5"), "Y"), iso(Decimal(2), "Q")
    ('PT4H30M', 'P18M', 'P6M')
    """
    if code in MULTIPLES:
        factor, code = MULTIPLES[code]
        number *= factor
    if code == "Y" and number % 1:
        number, code = number * 12, "M"
    parts: list[tuple[str, Decimal]] = []
    while number % 1 and code in SMALLER:
        whole = number // 1
        if whole:
            parts.append((code, whole))
        factor, code = SMALLER[code]
        number = (number % 1) * factor
    return Length((*parts, (code, number))).iso()


def parse_length(value: str) -> Length:
    """The parts of an ISO 8601 duration.

    Raises:
        ValueError: `value` is no duration.

    """
    match = ISO.fullmatch(value)
    if match is None or not any(match.groups()):
        raise ValueError(f"no duration: {value!r}")
    return Length(tuple((code, Decimal(text)) for code, text in zip(ORDER, match.groups(), strict=True) if text))


def _atom(first: int, last: int, number: Decimal, code: str) -> Atom:
    return Atom(first, last, FigureKind.DURATION, iso(number, code), number=number, code=code)


def duration_at(tokens: Tokens, i: int) -> Atom | None:
    """The duration that begins at token i."""
    return (
        _always(tokens, i)
        or _counted(tokens, i)
        or _adjective(tokens, i)
        or _rhythm(tokens, i)
        or _each(tokens, i)
        or _unit_and_a_half(tokens, i)
        or _ages(tokens, i)
    )


def _always(tokens: Tokens, i: int) -> Atom | None:
    """`24/7`, and "24 uur per dag" together with "7 dagen per week"."""
    if tokens.words[i] not in lexicon.ALWAYS_STARTS:
        return None
    last = _sequence_end(tokens, i, lexicon.ALWAYS)
    hours, days = lexicon.ALWAYS_HALVES
    for first, second in ((hours, days), (days, hours)):
        middle = _sequence_end(tokens, i, first)
        if middle and tokens.words[middle] in (",", "en"):
            last = _sequence_end(tokens, middle + 1, second) or last
    return Atom(i, last, FigureKind.DURATION, ALWAYS) if last else None


def _sequence_end(tokens: Tokens, i: int, sequences: tuple[tuple[str, ...], ...]) -> int | None:
    """The token behind the first of `sequences` that stands at token i."""
    for words in sequences:
        if tokens.starts_with(i, words):
            return i + len(words)
    return None


def _amount(tokens: Tokens, i: int) -> tuple[Decimal, int, bool] | None:
    """The number before a unit, the token behind it and whether it stands in digits; "een half" is 0.5."""
    if tokens.words[i] == "een" and half(tokens.words[i + 1]):
        i += 1
    if tokens.words[i] == "een" and tokens.words[i + 1] in ("kwart", "driekwart"):
        i += 1
    if tokens.words[i] in ("kwart", "driekwart"):
        return Decimal(str(lexicon.PARTS[tokens.words[i]])) / 100, i + 1, False
    number = number_at(tokens, i)
    if number is None:
        return None
    return number.value, number.end, number.digits


def _unit(tokens: Tokens, j: int, *, digits: bool) -> str | None:
    word = tokens.words[j]
    if word in lexicon.SHORT_UNITS and not (digits and tokens.kinds[j - 1] == DIGITS):
        return None
    if word in ("s", "w", "h", "u") and tokens.raw(j).isupper():
        return None
    return lexicon.DURATION_UNITS.get(word)


def _counted(tokens: Tokens, i: int) -> Atom | None:
    amount = _amount(tokens, i)
    if amount is None:
        return None
    number, j, digits = amount
    working = tokens.words[j] in lexicon.WORKING_WORDS
    if tokens.words[j] in lexicon.BETWEEN or working:
        j += 1
    code = _unit(tokens, j, digits=digits)
    if code is None:
        return None
    if _and_a_half(tokens, j + 1):
        return _atom(i, j + 4, number + HALF, code)
    return _compound(tokens, _atom(i, j + 1, number, "WD" if working and code == "D" else code))


def _and_a_half(tokens: Tokens, j: int) -> bool:
    """`een jaar en een half`, and nothing of which it is a half."""
    return tokens.starts_with(j, ("en", "een", "half")) and tokens.words[j + 3] not in lexicon.DURATION_UNITS


def _unit_and_a_half(tokens: Tokens, i: int) -> Atom | None:
    """`jaar en een half`."""
    code = lexicon.DURATION_UNITS.get(tokens.words[i])
    return _atom(i, i + 4, 1 + HALF, code) if code and _and_a_half(tokens, i + 1) else None


def _compound(tokens: Tokens, atom: Atom) -> Atom:
    """`atom` with the smaller units behind it: `1 jaar, 1 maand en 21 dagen`."""
    while True:
        j = atom.last
        separated = False
        while tokens.words[j] in (",", "en") and j - atom.last < 2:
            separated, j = True, j + 1
        amount = _amount(tokens, j)
        if amount is None:
            return atom
        number, k, digits = amount
        code = _unit(tokens, k, digits=digits)
        joined = code and _joins(atom.code, code, separated=separated)
        if not joined or code is None:
            return atom
        parts = (*parse_length(atom.value).parts, *parse_length(iso(number, code)).parts)
        merged: dict[str, Decimal] = {}
        for part, size in parts:
            merged[part] = merged.get(part, ZERO) + size
        value = Length(tuple((part, merged[part]) for part in ORDER if part in merged)).iso()
        atom = replace(atom, last=k + 1, value=value, code=code)


def _joins(larger: str, smaller: str, *, separated: bool) -> bool:
    """Whether a second unit can belong to the first: smaller, and no working days."""
    rank = {"Y": 0, "HY": 1, "Q": 1, "M": 2, "W": 3, "D": 4, "E": 4, "h": 5, "K": 6, "m": 6, "s": 7}
    if larger not in rank or smaller not in rank:
        return False
    near = rank[smaller] - rank[larger] <= 2 or not separated
    return rank[larger] < rank[smaller] and near


def _stem(word: str, endings: dict[str, str]) -> tuple[Decimal, str] | None:
    """Number and unit of a word such as `tweejarige` or `halfjaarlijks`."""
    for ending, code in endings.items():
        if word.endswith(ending):
            stem = word[: -len(ending)]
            number = half(stem)
            whole = cardinal(stem) if number is None else None
            return (Decimal(whole), code) if whole else (number, code) if number else None
    return None


def _adjective(tokens: Tokens, i: int) -> Atom | None:
    word = tokens.words[i]
    if tokens.kinds[i] == WORD:
        found = _stem(word, lexicon.ADJECTIVES)
        if found:
            return _atom(i, i + 1, *found)
    j = i + 1
    number = number_at(tokens, i)
    if number is None:
        return None
    j = number.end
    hyphen = tokens.words[j] in ("-", "‑", "–")
    j += 1 if hyphen else 0
    code = lexicon.ADJECTIVES.get(tokens.words[j]) or (_compound_code(tokens.words[j]) if hyphen else None)
    return _atom(i, j + 1, number.value, code) if code else None


def _compound_code(word: str) -> str | None:
    """The unit that a word behind a hyphen begins with: `24-uursdienst`."""
    return next((code for stem, code in lexicon.ADJECTIVE_STEMS.items() if word.startswith(stem)), None)


def _rhythm(tokens: Tokens, i: int) -> Atom | None:
    word = tokens.words[i]
    if word in lexicon.RHYTHMS:
        if word.startswith("dagelijk") and tokens.words[i + 1] in lexicon.DAILY_NOUNS:
            return None
        return _atom(i, i + 1, Decimal(1), lexicon.RHYTHMS[word])
    found = _stem(word, lexicon.RHYTHMS) if tokens.kinds[i] == WORD else None
    return _atom(i, i + 1, *found) if found else None


def _each(tokens: Tokens, i: int) -> Atom | None:
    """`elk kwartaal`, `per half jaar`; "per week 12" is no rhythm."""
    if tokens.words[i] not in lexicon.EACH:
        return None
    word = tokens.words[i + 1]
    code = lexicon.DURATION_UNITS.get(word)
    week_number = code == "W" and tokens.kinds[i + 2] == DIGITS and not _measures(tokens, i + 3)
    if code is None or word in lexicon.SHORT_UNITS or week_number:
        amount = half(word)
        code = lexicon.DURATION_UNITS.get(tokens.words[i + 2])
        return _atom(i, i + 3, amount, code) if amount is not None and code else None
    return _atom(i, i + 2, Decimal(1), code)


def _measures(tokens: Tokens, j: int) -> bool:
    """Whether a word behind a number says what it counts: `per week 4 uur`."""
    return tokens.kinds[j] == WORD and tokens.words[j] not in lexicon.STOPS


def _ages(tokens: Tokens, i: int) -> Atom | None:
    """`65+`, `75-plussers`."""
    if tokens.kinds[i] != DIGITS or len(tokens.words[i]) > 3 or not tokens.glued[i + 1]:
        return None
    age = int(tokens.words[i])
    plus = 2 if tokens.words[i + 1] == "+" and tokens.kinds[i + 2] != DIGITS else 0
    if tokens.words[i + 1] == "-" and tokens.words[i + 2] in lexicon.AGE_PLUS:
        plus = 3
    if not plus or not YOUNGEST <= age <= OLDEST:
        return None
    return replace(_atom(i, i + plus, Decimal(age), "Y"), bound=Bound.MIN)
