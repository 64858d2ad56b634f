"""Personal data leaves a question before the question leaves the machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.privacy import BSN_WEIGHTS, Personal, mask, passes_eleven_test

MASKED = [
    pytest.param("Mijn BSN is 111222333.", "Mijn BSN is [burgerservicenummer].", id="bsn"),
    pytest.param("bsn 1112.22.333 van de patiënt", "bsn [burgerservicenummer] van de patiënt", id="bsn in groups"),
    pytest.param("BSN: 123 456 782", "BSN: [burgerservicenummer]", id="bsn in threes"),
    pytest.param("Mail naar jan.de-boer@praktijk.example.nl aub", "Mail naar [e-mailadres] aub", id="e-mail"),
    pytest.param("bel 06-12345678", "bel [telefoonnummer]", id="mobile"),
    pytest.param("bel +31 6 1234 5678 of 071 582 1234", "bel [telefoonnummer] of [telefoonnummer]", id="grouped"),
    pytest.param("geboren op 3 mei 1961 te Leiden", "geboren op [geboortedatum] te Leiden", id="birth in words"),
    pytest.param("geb. 03-05-1961", "geb. [geboortedatum]", id="birth in digits"),
    pytest.param("BSN-111222333", "BSN-[burgerservicenummer]", id="bsn behind a hyphen"),
    pytest.param("BSN111222333", "BSN[burgerservicenummer]", id="bsn glued to its word"),
    pytest.param("bsn 111\u00a0222\u00a0333", "bsn [burgerservicenummer]", id="no-break spaces"),
    pytest.param("111\u200b222\u200b333", "[burgerservicenummer]", id="spaces without width"),
    pytest.param("111–222–333", "[burgerservicenummer]", id="dashes"),
    pytest.param("111/222/333", "[burgerservicenummer]", id="slashes"),
    pytest.param("bsn: 1 1 1 2 2 2 3 3 3", "bsn: [burgerservicenummer]", id="bsn digit by digit"),
    pytest.param("BSN van patiënt: 11.12.22.333", "BSN van patiënt: [burgerservicenummer]", id="bsn in pairs"),
    pytest.param("bsn 111222334", "bsn [burgerservicenummer]", id="a slip in what is called a bsn"),
    pytest.param("sofinummer 111222333", "sofinummer [burgerservicenummer]", id="the old name"),
    pytest.param("１１１２２２３３３", "[burgerservicenummer]", id="wide digits"),
    pytest.param("bel 06.12.34.56.78", "bel [telefoonnummer]", id="phone with dots"),
    pytest.param("bel 06/12345678", "bel [telefoonnummer]", id="phone with a slash"),
    pytest.param("06\u00a01234\u00a05678", "[telefoonnummer]", id="phone with no-break spaces"),
    pytest.param("+31(0)6-12345678", "[telefoonnummer]", id="country and trunk digit"),
    pytest.param("+31.6.12.34.56.78", "[telefoonnummer]", id="country and dots"),
    pytest.param("06 - 12 34 56 78", "[telefoonnummer]", id="hyphen between spaces"),
    pytest.param("+32 470 12 34 56", "[telefoonnummer]", id="another country"),
    pytest.param("(071) 582 12 34", "[telefoonnummer]", id="area in brackets"),
    pytest.param("jan (at) praktijk.nl", "[e-mailadres]", id="at in brackets"),
    pytest.param("jan[at]praktijk[dot]nl", "[e-mailadres]", id="at and dot in brackets"),
    pytest.param("jan＠praktijk.nl", "[e-mailadres]", id="wide at"),
    pytest.param("jan @ praktijk.nl", "[e-mailadres]", id="spaced at"),
    pytest.param("geboren in 1961", "geboren in [geboortedatum]", id="year of birth"),
    pytest.param("geb. datum: 3 mrt 1961", "geb. datum: [geboortedatum]", id="short month"),
    pytest.param("geboortedatum patiënt: 03 - 05 - 1961", "geboortedatum patiënt: [geboortedatum]", id="spaced date"),
    pytest.param("geboortedatum 03051961", "geboortedatum [geboortedatum]", id="date without signs"),
]

KEPT = [
    pytest.param("Moet dat vóór 1 oktober 2025, 13.00 uur?", id="deadline"),
    pytest.param("Wij hebben 100.000 patiënten en 4,5 fte", id="counts"),
    pytest.param("Geldt dat voor 2026-2027?", id="contract years"),
    pytest.param("nummer 123456789 is geen BSN", id="fails the eleven-test"),
    pytest.param("Dien in vóór 01-10-2025 13.00 uur.", id="date and time are no phone number"),
    pytest.param("Bereikbaar 09.00-10.00 uur en 12.00 uur", id="opening hours"),
    pytest.param("Kost dat € 1.250.000 of 12,5%?\u00a0Ja – nee", id="typographic signs"),
    pytest.param("AGB-code 01056789", id="identifier that fails the test"),
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_personal_data_is_masked(text: str, expected: str) -> None:
    assert mask(text).text == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_a_policy_question_needs_is_kept(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).found == ()


def test_the_kinds_are_told_in_order_of_appearance() -> None:
    found = mask("Ik ben geboren op 1-2-1970, mail a@b.nl, BSN 111222333").found
    assert found == (Personal.BIRTH, Personal.EMAIL, Personal.BSN)


@given(st.integers(min_value=10_000_000, max_value=99_999_999))
def test_every_number_that_passes_the_test_is_masked(first: int) -> None:
    total = sum(w * int(d) for w, d in zip(BSN_WEIGHTS, str(first), strict=False))
    last = total % 11
    if last == 10:
        return  # no last digit makes this one pass
    number = f"{first}{last}"
    assert passes_eleven_test(number)
    assert number not in mask(f"patiënt {number}, tot wanneer?").text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once
