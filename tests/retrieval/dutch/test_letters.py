"""Every part of the program compares words by one fold, so its table is the table of all of them."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dutch import letters, months
from retrieval.dutch.letters import bare, fold, fold_placed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Één", "een"),
        ("tweeëntwintig", "tweeentwintig"),
        ("patie\u0308nt", "patient"),
        ("ĲSSEL", "ijssel"),
        ("ofﬁcieel", "officieel"),
        ("zorg\u00adkosten", "zorgkosten"),
        ("RHO’s", "rho's"),
        ("\u00e0 € 5", "a € 5"),
        ("½", "1⁄2"),
    ],
)
def test_letters_are_made_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("word", "plain"), [("RHO's", "rhos"), ("POH-GGZ", "pohggz"), ("o.a.", "o.a"), ("HZ+", "hz")])
def test_a_bare_word_has_letters_only(word: str, plain: str) -> None:
    assert bare(word) == plain


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_folded_letter_knows_its_place(text: str) -> None:
    folded, places = fold_placed(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    for letter, place in zip(folded, places, strict=True):
        assert letter in fold(text[place])


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_twelve_months_and_their_short_forms() -> None:
    assert len(months.MONTHS) == 12
    assert {number for name, number in months.SHORT.items()} == set(range(1, 13)) - {5}
    assert all(months.MONTHS[number - 1][0] == name[0] for name, number in months.SHORT.items())


@pytest.mark.parametrize("module", [letters, months])
def test_the_examples_in_the_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0
