"""Percentages, money, counts with what they count, telephone numbers.

A count is what is left when a number is nothing else; its unit is the noun
behind it, found without a dictionary: words that bend like an adjective are
passed over, a word that cannot be part of the noun phrase ends the search.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from retrieval.dutch.months import MONTHS
from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom, Number
from retrieval.figures.numbers import cardinal, half, normal, number_at, ordinal_at
from retrieval.figures.tokens import BROKEN, DIGITS, WORD, Tokens
from retrieval.figures.values import FigureKind

PHRASE = 5
"""At most so many words stand between a number and the noun it counts."""
PARTICIPLE = ("ge", "inge", "aange", "opge", "uitge", "be", "ver", "her")
PHONE_LENGTH = 10
SERVICE = ("0800", "0900", "0906", "0909", "088")
SERVICE_LENGTHS = (8, 11)
HUNDRED = Decimal(100)
SMALLEST_PART = 10
"""Down to a tenth; below that an ordinal is rather a place in a row."""


def amount_at(tokens: Tokens, i: int) -> Atom | None:
    """The percentage, amount or count that begins at token i."""
    if tokens.words[i] == lexicon.THOUSAND and tokens.words[i + 1] in lexicon.MONEY_SIGNS and tokens.glued[i + 1]:
        thousands = _money_first(tokens, i + 1)
        return _in_thousands(replace(thousands, first=i)) if thousands else None
    if tokens.words[i] in lexicon.MONEY_SIGNS or tokens.words[i] in lexicon.MONEY_WORDS:
        return _money_first(tokens, i)
    part = _part(tokens, i) or _times(tokens, i)
    if part:
        return part
    number = number_at(tokens, i)
    if number is None:
        return None
    return _percentage(tokens, i, number) or _money(tokens, i, number) or _count(tokens, i, number)


def _money_first(tokens: Tokens, i: int) -> Atom | None:
    """`€ 1.500,00`, `EUR 500`, `€ 24,-`."""
    number = number_at(tokens, i + 1)
    if number is None or not number.digits:
        return None
    last = number.end
    if tokens.words[last] == "," and tokens.words[last + 1] in ("-", "–") and tokens.glued[last + 1]:
        last += 3 if tokens.words[last + 2] in ("-", "–") and tokens.glued[last + 2] else 2
    atom = Atom(i, last, FigureKind.MONEY, normal(number.value), unit="euro", number=number.value)
    if tokens.words[last] == lexicon.THOUSAND and tokens.glued[last]:
        return _in_thousands(replace(atom, last=last + 1))
    return atom


def _in_thousands(atom: Atom) -> Atom:
    """`k€ 25`, `€ 25k`."""
    value = (atom.number or Decimal(0)) * 1000
    return replace(atom, value=normal(value), number=value)


def _money(tokens: Tokens, i: int, number: Number) -> Atom | None:
    """`1.500 euro`, `5 euro 50`, `40 cent`."""
    word = tokens.words[number.end]
    if word in lexicon.CENT_WORDS:
        return Atom(i, number.end + 1, FigureKind.MONEY, normal(number.value / 100), unit="euro", number=number.value)
    if word not in lexicon.MONEY_WORDS and word not in lexicon.MONEY_SIGNS:
        return None
    if _opens_amount(tokens, number.end):
        return None
    value, last = number.value, number.end + 1
    cents_at = last + 1 if tokens.words[last] == "en" else last
    cents = number_at(tokens, cents_at)
    if cents and 0 <= cents.value < HUNDRED and not value % 1 and not cents.value % 1 and not cents.article:
        named = tokens.words[cents.end] in lexicon.CENT_WORDS
        if named or (cents_at == last and cents.value >= 10 and tokens.kinds[cents.end] != WORD):
            value, last = value + cents.value / 100, cents.end + (1 if named else 0)
    return Atom(i, last, FigureKind.MONEY, normal(value), unit="euro", number=value)


def _opens_amount(tokens: Tokens, j: int) -> bool:
    """Whether the sign at j belongs to the number behind it: "in 2027 € 39,25", not "75€ in 2027"."""
    following = number_at(tokens, j + 1) if tokens.words[j] in lexicon.MONEY_SIGNS else None
    return following is not None and following.digits and (not tokens.glued[j] or tokens.glued[j + 1])


def _percentage(tokens: Tokens, i: int, number: Number) -> Atom | None:
    j = number.end
    if tokens.words[j] in lexicon.POINT_WORDS:
        return _percent_atom(i, j + 1, number.value, "procentpunt")
    if tokens.words[j] not in lexicon.PERCENT_WORDS:
        return None
    if tokens.words[j + 1] in ("-", "") and tokens.words[j + 2] in ("punt", "punten"):
        return _percent_atom(i, j + 3, number.value, "procentpunt")
    return _percent_atom(i, j + 1, number.value, None)


def _percent_atom(first: int, last: int, value: Decimal, unit: str | None) -> Atom:
    return Atom(first, last, FigureKind.PERCENTAGE, normal(value), unit=unit, number=value)


def _part(tokens: Tokens, i: int) -> Atom | None:
    """`een kwart`, `de helft`, `driekwart`; not "de eerste helft"."""
    j = i + 1 if tokens.words[i] == "een" else i
    part = lexicon.PARTS.get(tokens.words[j])
    if part is None:
        return _fraction(tokens, i) or _written_fraction(tokens, i)
    if tokens.words[j + 1] in ("voor", "over") or (i and ordinal_at(tokens, i - 1)):
        return None
    return _percent_atom(i, j + 1, Decimal(str(part)), None)


def _fraction(tokens: Tokens, i: int) -> Atom | None:
    """`een derde van de praktijken`, `twee derde deel`, in per cent to two decimals."""
    numerator = number_at(tokens, i)
    if numerator is None or numerator.digits or numerator.end != i + 1:
        return None
    denominator = ordinal_at(tokens, i + 1)
    if denominator is None or not numerator.value < denominator[0] <= SMALLEST_PART or denominator[1] != i + 2:
        return None
    behind = denominator[1] + 1 if tokens.words[denominator[1]] in ("deel", "gedeelte") else denominator[1]
    if behind == denominator[1] and tokens.words[behind] != "van" and numerator.article:
        return None
    value = (HUNDRED * numerator.value / denominator[0]).quantize(Decimal("0.01"))
    return _percent_atom(i, behind, value, None)


def _written_fraction(tokens: Tokens, i: int) -> Atom | None:
    """`drie kwart`; `1/3 deel`, `2/3 van de leden`."""
    if tokens.words[i] == "drie" and tokens.words[i + 1] == "kwart":
        return _percent_atom(i, i + 2, Decimal(str(lexicon.PARTS["driekwart"])), None)
    if tokens.words[i + 1] != "/" or not tokens.glued[i + 1] or not tokens.glued[i + 2]:
        return None
    top, bottom, behind = tokens.words[i], tokens.words[i + 2], tokens.words[i + 3]
    if tokens.kinds[i] != DIGITS or tokens.kinds[i + 2] != DIGITS or behind not in ("deel", "gedeelte", "van"):
        return None
    if len(top) > 1 or len(bottom) > 2 or not 0 < int(top) < int(bottom) <= SMALLEST_PART:
        return None
    value = (HUNDRED * int(top) / int(bottom)).quantize(Decimal("0.01"))
    return _percent_atom(i, i + 3 if behind == "van" else i + 4, value, None)


def _times(tokens: Tokens, i: int) -> Atom | None:
    """`tweemaal`, `een drietal`."""
    times = lexicon.TIMES.get(tokens.words[i])
    if times:
        return Atom(i, i + 1, FigureKind.COUNT, str(times), unit="keer", number=Decimal(times))
    group = lexicon.GROUPS.get(tokens.words[i])
    if group is None:
        return None
    unit, last = unit_at(tokens, i + 1)
    return Atom(i, last, FigureKind.COUNT, str(group), unit=unit, number=Decimal(group))


def _count(tokens: Tokens, i: int, number: Number) -> Atom | None:
    if number.article:
        return None
    unit, last = unit_at(tokens, number.end)
    if number.dotted and unit not in lexicon.COUNTED_UNITS:
        return None
    return Atom(i, last, FigureKind.COUNT, normal(number.value), unit=unit, number=number.value, plain=unit is None)


def unit_at(tokens: Tokens, j: int) -> tuple[str | None, int]:
    """What is counted from token j on, and the token behind the words that say it; None when nothing is said.

    The unit of "op naam ingeschreven patiënten" is "patiënten".
    """
    last = j
    for opener in lexicon.OPENERS:
        if tokens.starts_with(j, opener):
            j += len(opener)
            break
    for _ in range(PHRASE):
        word = tokens.words[j]
        if not _goes_on(tokens, j) or (tokens.words[j - 1] in (",", "|", ".")):
            return None, last
        if not _adjective(word) or not _goes_on(tokens, j + 1):
            end = _noun_end(tokens, j)
            return BROKEN.sub("", tokens.text[tokens.starts[j] : tokens.ends[end - 1]].lower()), end
        j += 1
    return None, last


def _goes_on(tokens: Tokens, j: int) -> bool:
    """Whether token j can be part of a noun phrase."""
    word = tokens.words[j]
    if tokens.kinds[j] != WORD or word in lexicon.STOPS or word in MONTHS:
        return False
    return cardinal(word) is None and half(word) is None


def _noun_end(tokens: Tokens, j: int) -> int:
    """The token behind a noun, its hyphens and apostrophes included: `RO's`, `GGZ-aanbieders`."""
    j += 1
    while (
        tokens.glued[j] and tokens.words[j] in ("-", "'", "’") and tokens.glued[j + 1] and tokens.kinds[j + 1] == WORD
    ):
        j += 2
    return j + 1 if tokens.glued[j] and tokens.kinds[j] == DIGITS else j


def _adjective(word: str) -> bool:
    if word in lexicon.COUNTED_UNITS or word.endswith(lexicon.NOUN_ENDINGS):
        return False
    if word.endswith(lexicon.ADJECTIVE_ENDINGS) or word in lexicon.COUNTED_ADJECTIVES:
        return True
    return word.startswith(PARTICIPLE) and word.endswith("en") and "ge" in word[:6]


def phone_at(tokens: Tokens, i: int) -> Atom | None:
    """A Dutch telephone number: `071 582 5441`, `088-3535732`, `+31 88 353 57 92`, `(071) 582 54 41`."""
    if tokens.words[i] == "+":
        if not tokens.words[i + 1].startswith("31") or not tokens.glued[i + 1]:
            return None
        return _phone(tokens, i, i + 1, strip="31")
    first = tokens.words[i]
    if tokens.kinds[i] != DIGITS or not first.startswith("0"):
        return None
    if first.startswith("0031"):
        return _phone(tokens, i, i, strip="0031")
    return _phone(tokens, i, i, strip="")


def _phone(tokens: Tokens, first: int, i: int, *, strip: str) -> Atom | None:
    digits, j = tokens.words[i].removeprefix(strip), i + 1
    service = bool(strip) or digits.startswith(SERVICE)
    if strip:
        digits = digits if digits.startswith("0") else "0" + digits
    found: Atom | None = None
    while len(digits) <= max(SERVICE_LENGTHS):
        if len(digits) == PHONE_LENGTH or (service and digits.startswith(SERVICE) and len(digits) in SERVICE_LENGTHS):
            found = Atom(first, j, FigureKind.PHONE, digits)
            if not digits.startswith(SERVICE):
                return found
        k = j
        while tokens.words[k] in ("-", "–", ")", "(", "/", ".") and k - j < 3:
            k += 1
        if tokens.kinds[k] != DIGITS or (tokens.words[k - 1] in ("/", ".") and not tokens.glued[k]):
            return found
        chunk = "" if tokens.words[k] == "0" and digits == "0" else tokens.words[k]
        if tokens.words[k] == "0" and tokens.words[k - 1] == "(":
            chunk = ""
        digits, j = digits + chunk, k + 1
    return found
