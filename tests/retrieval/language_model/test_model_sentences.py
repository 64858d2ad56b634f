"""A model's text becomes sentences the moment each is complete, however the pieces fall."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language_model.leaning import coverage, foreign_addresses, is_dutch
from retrieval.language_model.sentences import Proposed, find_sentences, parse_sentence

TEXTS = [
    pytest.param(
        "Uiterlijk 19 mei 2027, 13.00 uur [1]. De praktijk (o.a. in Assen) tekent [2][3].",
        [("Uiterlijk 19 mei 2027, 13.00 uur.", (1,)), ("De praktijk (o.a. in Assen) tekent.", (2, 3))],
        id="time and abbreviation",
    ),
    pytest.param("Dat mag! [1, 2]\nEn dit ook. [3]", [("Dat mag!", (1, 2)), ("En dit ook.", (3,))], id="marker behind"),
    pytest.param("- **Eerst** dit [1].\n- Dan dat [2].", [("Eerst dit.", (1,)), ("Dan dat.", (2,))], id="markup"),
    pytest.param("Per 1 okt. 2027: 4,5% [1]. Klaar", [("Per 1 okt. 2027: 4,5%.", (1,)), ("Klaar", ())], id="month"),
    pytest.param("[1] [2]\n***\n", [], id="no words"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_sentences_do_not_depend_on_the_pieces(
    text: str, expected: list[tuple[str, tuple[int, ...]]], size: int
) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert [(s.text, s.numbers) for s in find_sentences(pieces)] == expected


@given(st.text(max_size=2000), st.integers(min_value=1, max_value=50))
def test_any_text_is_read_without_raising(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert all(isinstance(sentence, Proposed) for sentence in find_sentences(pieces))


def test_a_text_without_an_end_is_cut() -> None:
    assert len(list(find_sentences("woord " for _ in range(1000)))) > 5


def test_markers_and_markup_leave_the_words() -> None:
    assert parse_sentence("  1. Teken *vóór* 1 mei [3] .") == Proposed("Teken vóór 1 mei.", (3,))


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("De praktijk ondertekent de overeenkomst voor het einde van het jaar.", True),
        ("The practice must sign the agreement before the end of the year.", False),
        ("Uiterlijk 3 mei 2027.", True),
    ],
)
def test_language_is_told_by_function_words(text: str, *, dutch: bool) -> None:
    assert is_dutch(text) is dutch


def test_coverage_counts_inflections_and_synonyms() -> None:
    passage = "Praktijken ondertekenen de zorgovereenkomst in het portaal."
    assert coverage("De praktijk tekent de overeenkomst in het portaal.", [passage]) >= 0.7
    assert coverage("Bananen zijn kromme vruchten.", [passage]) <= 0.3


def test_addresses_must_stand_in_the_passage() -> None:
    passage = "Mail naar inkoop@dsw.example of zie www.dsw.example."
    assert foreign_addresses("Mail inkoop@dsw.example.", [passage]) == ()
    assert foreign_addresses("Ga naar www.elders.example/x.", [passage]) == ("www.elders.example/x",)
