"""Number words, with text2num as the judge from outside."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_to_num import text2num

from retrieval.dutch.letters import fold
from retrieval.figures.numbers import cardinal, half, number_at, ordinal
from retrieval.figures.tokens import Tokens

UNITS = ["", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien"]
UNITS += ["veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"]
TENS = ["", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]


def spoken(number: int) -> str:
    """Dutch number words up to a million, by the spelling rules (independent of the parser)."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        return ("" if thousands == 1 else spoken(thousands)) + "duizend" + (f" {spoken(rest)}" if rest else "")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        return ("" if hundreds == 1 else UNITS[hundreds]) + "honderd" + (spoken(rest) if rest else "")
    if number < 20:
        return UNITS[number]
    tens, unit = divmod(number, 10)
    joint = "ën" if unit in (2, 3) else "en"
    return (UNITS[unit] + joint if unit else "") + TENS[tens]


def read(text: str) -> Decimal | None:
    tokens = Tokens(text)
    number = number_at(tokens, 0)
    return number.value if number and number.end == len(tokens) else None


@given(st.integers(min_value=1, max_value=999_999))
def test_words_are_read_as_text2num_reads_them(number: int) -> None:
    words = spoken(number)
    assert text2num(words, "nl") == number
    assert read(words) == number


@given(st.integers(min_value=1, max_value=999))
def test_case_and_accents_do_not_matter(number: int) -> None:
    words = spoken(number)
    assert read(words.upper()) == read(fold(words)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100.000", "100000"),
        ("1.234.567,5", "1234567.5"),
        ("4,5", "4.5"),
        ("100 000", "100000"),
        ("honderd duizend", "100000"),
        ("100 duizend", "100000"),
        ("2,5 miljoen", "2500000"),
        ("anderhalf miljoen", "1500000"),
        ("een half miljoen", None),
        ("drieënhalf", "3.5"),
        ("twee en een half", "2.5"),
        ("honderd twee en twintig", "122"),
        ("vijfentwintighonderd", "2500"),
        ("drie honderd", "300"),
        ("4½", "4.5"),
        ("duizend en twee", "1002"),
        ("vijftig zestig", None),
        ("9" * 40, None),
    ],
)
def test_numbers(text: str, value: str | None) -> None:
    assert read(text) == (Decimal(value) if value else None)


@pytest.mark.parametrize("word", ["eenheid", "vierkant", "achter", "zesde", "tweede", "dertigers", "honderden", "elft"])
def test_words_that_only_look_like_numbers(word: str) -> None:
    assert cardinal(word) is None
    assert half(word) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("eerste", 1),
        ("derde", 3),
        ("achtste", 8),
        ("twintigste", 20),
        ("eenentwintigste", 21),
        ("tweeendertigste", 32),
        ("honderdste", 100),
        ("honderdentweede", 102),
        ("eenheid", None),
    ],
)
def test_ordinals(word: str, value: int | None) -> None:
    assert ordinal(word) == value
