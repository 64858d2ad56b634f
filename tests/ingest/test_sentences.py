"""Where Dutch sentences end, and where they do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.shape.sentences import find_sentences

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
    pytest.param("", 0, id="empty"),
]


@pytest.mark.parametrize(("text", "count"), CASES)
def test_number_of_sentences(text: str, count: int) -> None:
    spans = find_sentences(text)
    assert len(spans) == count, [text[s:e] for s, e in spans]


@given(st.text(alphabet="abcAB .!?()'\"0123,;:\n", max_size=120))
def test_every_character_but_white_is_in_one_sentence(text: str) -> None:
    spans = find_sentences(text)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


FLATTENED = (
    "Onderwerp in dit beleid Onderwerp in het algemene deel Onze ambities (hoofdstuk 3) Voorwaarden voor een "
    "overeenkomst, met de eisen die daarbij horen Ons doel: iedereen gezond Waar wij op letten (hoofdstuk 4) Hoe wij "
    "letten op doelmatige zorg Onze missie: wij regelen goede zorg voor wie die nodig heeft Wie in aanmerking komt "
    "(hoofdstuk 5) De planning van de inkoop bij Zorg en Welzijn"
)


def test_a_table_that_became_one_line_is_cut_at_its_cells() -> None:
    parts = [FLATTENED[start:end] for start, end in find_sentences(FLATTENED)]
    assert "Onze missie: wij regelen goede zorg voor wie die nodig heeft" in parts
    assert "De planning van de inkoop bij Zorg en Welzijn" in parts
    assert " ".join(parts) == FLATTENED


def test_a_long_sentence_with_names_in_it_stays_whole() -> None:
    text = (
        "De zorgaanbieder werkt in de regio samen met de huisartsen, de apotheken, de wijkverpleging en de gemeente, "
        "legt dat vast in een overeenkomst die voldoet aan de eisen van Stichting Zorg en Welzijn en aan die van de "
        "verzekeraar, en stuurt die overeenkomst elk jaar op aan de afdeling zorginkoop van de verzekeraar in Leiden"
    )
    assert len(text.split()) > 50
    assert find_sentences(text) == ((0, len(text)),)
