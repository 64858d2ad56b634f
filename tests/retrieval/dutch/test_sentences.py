"""Where Dutch sentences end, and where they do not: known once, for reading, checking and showing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dutch.sentences import CLAUSE_MARKS, abbreviations, is_closed, sentence_ends, sentence_spans

CASES = [
    pytest.param("Dit geldt o.a. voor Linde B.V. in de regio. Daarna niet.", 2, id="abbreviation and company"),
    pytest.param("De winkel is van Linde B.V. De praktijk niet.", 2, id="company ends a sentence"),
    pytest.param("Zie art. 7.3 en nr. 12 van de regeling d.d. 3 mei 2031.", 1, id="art., nr., d.d."),
    pytest.param("Bel tussen 9.00 en 13.00 uur. Daarna mailt u.", 2, id="times"),
    pytest.param(
        "Er zijn 3.000 verzekerden nodig. 24 uur per dag is iemand bereikbaar.", 2, id="a digit opens a sentence"
    ),
    pytest.param("Mail naar zorg@linde.nl. Of kijk op www.linde.nl/beleid.html. Succes!", 3, id="addresses"),
    pytest.param("Wilt u meer weten? Bel ons! Wij helpen u.", 3, id="question and exclamation"),
    pytest.param("Dit staat in hoofdstuk 2 (zie ook 2.1. Daar staat meer.) en verder.", 1, id="inside brackets"),
    pytest.param("De praktijk zei: “Wij doen mee.” Daarna tekende zij.", 2, id="closing quote"),
    pytest.param("Dit vervalt per 2032. . Daarna niets.", 2, id="stray full stop"),
    pytest.param("De tarieven zijn gelijk¹. De rest volgt.", 2, id="footnote mark"),
    pytest.param("Denk aan fruit, brood enz. Dat is niet nieuw.", 2, id="enz. before a capital"),
    pytest.param("Denk aan fruit, brood enz. voor iedereen.", 1, id="enz. before lower case"),
    pytest.param("'s Avonds is er niemand. 's Morgens wel.", 2, id="apostrophe s"),
    pytest.param("Tarief A. Dat is het hoogste.", 2, id="a letter ends a sentence"),
    pytest.param("Dr. A. Jansen en mr. B. Smit tekenen.", 1, id="initials"),
    pytest.param("1. Voldoe aan de eisen", 1, id="item number"),
    pytest.param("Het bedrag is min. 3 en max. 5 uur incl. reistijd.", 1, id="min., max., incl."),
    pytest.param(
        "Wijziging d.d. 15 juni 2031 (par. 5): dit geldt z.s.m. Daarna niets.", 1, id="only some lists knew d.d."
    ),
    pytest.param("Zie **bijlage 2.** *Daarna* volgt de rest.", 2, id="emphasis"),
    pytest.param("Namens J.P. Jansen en zijn team.", 1, id="initials without spaces"),
    pytest.param("Dit komt toe: a. 35% bij Basis; b. 50% bij Plus.", 1, id="letters of items"),
    pytest.param("Wij kopen in bij RHO's. Daarna niet meer.", 2, id="an apostrophe s is no letter of an item"),
    pytest.param("Wij sturen dit naar u. Dat is gratis.", 2, id="u is a word"),
    pytest.param("", 0, id="empty"),
]


@pytest.mark.parametrize(("text", "count"), CASES)
def test_number_of_sentences(text: str, count: int) -> None:
    spans = sentence_spans(text)
    assert len(spans) == count, [text[s:e] for s, e in spans]


@given(st.text(alphabet="abcAB .!?()'\"0123,;:\n", max_size=120))
def test_every_character_but_white_is_in_one_sentence(text: str) -> None:
    spans = sentence_spans(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_semicolon_parts_where_clauses_are_asked_for() -> None:
    text = "Wij beoordelen; De praktijk tekent; daarna niets."
    assert [text[start:] for _, start in sentence_ends(text, marks=CLAUSE_MARKS)] == [
        "De praktijk tekent; daarna niets."
    ]
    assert not list(sentence_ends(text))


@pytest.mark.parametrize("text", ["Klaar.", "Klaar:", "Klaar.”", "Klaar.¹", "Klaar)."])
def test_a_closed_line(text: str) -> None:
    assert is_closed(text)


@pytest.mark.parametrize("text", ["Niet klaar", "Niet klaar,", "3.0", ""])
def test_a_line_that_goes_on(text: str) -> None:
    assert not is_closed(text)


def test_abbreviations_are_lower_case_without_their_last_stop() -> None:
    assert not [word for word in abbreviations() if word != word.lower() or word.endswith(".")]
