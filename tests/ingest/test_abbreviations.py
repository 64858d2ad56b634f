"""Abbreviations that a policy explains: which are believed, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.meaning.abbreviations import find_abbreviations, meaning


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("In het Wijkgericht Overleg (WGO) spreken wij elkaar.", "WGO", "wijkgericht overleg"),
        ("Een buurtsamenwerkingsverband (BSV) heeft een bestuur.", "BSV", "buurtsamenwerkingsverband"),
        ("De Regionale Zorgorganisaties (RZO's) leveren aan.", "RZO", "regionale zorgorganisaties"),
        ("Voor Bestuur en Inrichting (B&I) geldt dit.", "B&I", "bestuur en inrichting"),
        ("Meer Ruimte voor de Cliënt (MRVC) loopt door.", "MRVC", "meer ruimte voor de cliënt"),
        ("De RZO (regionale zorgorganisatie) tekent.", "RZO", "regionale zorgorganisatie"),
    ],
)
def test_what_an_abbreviation_stands_for(text: str, short: str, long: str) -> None:
    assert find_abbreviations([text]) == {short: (long,)}


@pytest.mark.parametrize(
    "text",
    [
        "Stuur het formulier voor de praktijk in (VECOZO).",
        "Dat staat in het hoofdstuk Planning (Hoofdstuk 4).",
        "De overeenkomst (zie ook de bijlage) loopt door.",
        "Wij contracteren dit per wijk (GGZ).",
        "De toeslag vervalt (per 2031).",
    ],
)
def test_brackets_that_explain_no_abbreviation(text: str) -> None:
    assert find_abbreviations([text]) == {}


def test_the_most_frequent_meaning_comes_first() -> None:
    texts = ["De Raad van Zorg (RZ) en", "de Regionale Zorg (RZ) en", "de regionale zorg (RZ)."]
    assert find_abbreviations(texts)["RZ"] == ("regionale zorg", "raad van zorg")


@given(st.text("ABCDEabcde ", max_size=30), st.text("ABCDE&", min_size=2, max_size=5))
def test_a_meaning_is_the_end_of_the_text_and_holds_the_letters(text: str, short: str) -> None:
    found = meaning(short, text)
    if found is not None:
        assert text.rstrip().endswith(found)
        rest = iter(found.lower())
        assert all(letter in rest for letter in short.lower() if letter.isalnum())
