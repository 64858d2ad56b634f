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
]

KEPT = [
    pytest.param("Moet dat vóór 1 oktober 2025, 13.00 uur?", id="deadline"),
    pytest.param("Wij hebben 100.000 patiënten en 4,5 fte", id="counts"),
    pytest.param("Geldt dat voor 2026-2027?", id="contract years"),
    pytest.param("nummer 123456789 is geen BSN", id="fails the eleven-test"),
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
