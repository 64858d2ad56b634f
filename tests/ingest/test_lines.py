"""Lines to paragraphs, items and headings."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.load.text import text_lines
from ingest.shape.blocks import Block, BlockKind, Line
from ingest.shape.clean import clean_lines
from ingest.shape.lines import join, join_broken, join_lines, join_versions


def blocks(text: str) -> list[Block]:
    loaded = text_lines(text)
    return list(join_lines(clean_lines(loaded.parts).parts, ()))


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize(
    ("before", "after", "known", "joined"),
    [
        pytest.param("in 2031-", "2033", {}, "in 2031-2033", id="two years stay two years"),
        pytest.param("de zorgover-", "eenkomst", {"zorgovereenkomst": 2}, "de zorgovereenkomst", id="hyphenation"),
        pytest.param("de regio-", "organisatie", {"regio-organisatie": 1}, "de regio-organisatie", id="own hyphen"),
        pytest.param("het AGB-", "register", {}, "het AGB-register", id="acronym"),
        pytest.param("prijs-", "kwaliteit", {"prijs": 3, "kwaliteit": 2}, "prijs-kwaliteit", id="two known words"),
        pytest.param("financiële-", "en zorgplannen", {}, "financiële- en zorgplannen", id="left-out part"),
        pytest.param("op regio-", "/clusterniveau", {}, "op regio-/clusterniveau", id="slash"),
        pytest.param("zie www.linde.nl/", "beleid", {}, "zie www.linde.nl/beleid", id="address"),
        pytest.param("de zorg -", "en meer", {}, "de zorg - en meer", id="dash"),
        pytest.param("uiterlijk 1", "mei 2031", {}, "uiterlijk 1 mei 2031", id="date"),
    ],
)
def test_join(before: str, after: str, known: dict[str, int], joined: str) -> None:
    assert join(before, after, Counter(known)) == joined


@given(
    st.sampled_from(["2031-", "10", "1.", "3,", "per 2031", "13."]), st.sampled_from(["2033", "000", "00 uur", "mei"])
)
def test_join_never_makes_one_number_of_two(before: str, after: str) -> None:
    joined = join(before, after, Counter())
    assert before.rstrip() in joined
    assert after in joined
    assert before + after not in joined or before.endswith("-")


def test_the_halves_of_a_broken_word_are_no_words_by_themselves() -> None:
    assert texts("Wat wij van de praktijk ver-\nwachten en van de regio, staat hier.\n") == [
        "Wat wij van de praktijk verwachten en van de regio, staat hier."
    ]


def test_broken_lines_are_one_paragraph() -> None:
    text = (
        "De praktijk levert het plan op tijd in en zorgt dat\nalles klopt voor het gesprek met de regio in het\n"
        "voorjaar.\n\nDaarna volgt het aanbod."
    )
    assert len(texts(text)) == 2


def test_an_empty_line_after_every_line_means_nothing() -> None:
    text = "\n\n".join(
        [
            "De praktijk levert het plan op tijd in en zorgt dat alles klopt",
            "voor het gesprek met de inkoper van de regio Linde en omstreken",
            "in het voorjaar van dat jaar.",
        ]
    )
    assert len(texts(text + "\n\n \n\n" + text)) == 2


def test_a_line_that_stopped_early_ends_its_paragraph() -> None:
    text = (
        "De praktijk levert het plan op tijd in en zorgt dat alles klopt voor het gesprek.\n"
        "Dat is alles.\n"
        "Een nieuwe alinea begint hier en loopt door tot het einde van deze lange regel tekst."
    )
    assert texts(text)[1].startswith("Een nieuwe")


def test_items_hold_their_broken_lines_and_end_at_the_next_bullet() -> None:
    text = "De eisen:\n• Een plan dat ook\nover het volgende jaar gaat\n• Een team\n1. Eerste\n2. Tweede\n"
    assert [(b.kind, b.text, b.marker) for b in blocks(text)][1:] == [
        (BlockKind.ITEM, "Een plan dat ook over het volgende jaar gaat", "-"),
        (BlockKind.ITEM, "Een team", "-"),
        (BlockKind.ITEM, "Eerste", "1."),
        (BlockKind.ITEM, "Tweede", "2."),
    ]


def test_a_list_that_lost_its_bullets() -> None:
    text = (
        "Deze regel is de langste van allemaal en leidt een lijst in met de onderdelen:\n"
        "Onderdeel een: de basis\nOnderdeel twee: het programma\nOnderdeel drie: de beloning\n"
        "Daarna gaat de tekst verder met een gewone alinea die ook weer lang genoeg is voor de regel.\n"
    )
    assert [b.kind for b in blocks(text)][1:4] == [BlockKind.ITEM] * 3


def test_a_sentence_goes_on_over_a_page() -> None:
    text = "Eerste bladzijde met een zin die doorloopt naar de\fvolgende bladzijde zonder ophouden.\n"
    [block] = blocks(text)
    assert block.text.endswith("naar de volgende bladzijde zonder ophouden.")
    assert block.page_at(0) == 1
    assert block.page_at(block.text.index("volgende")) == 2


def test_a_numbered_line_is_a_heading_only_in_sequence() -> None:
    text = (
        "1 Wat verandert er?\nEr verandert niet veel in dit beleid voor het volgende jaar en daarna.\n"
        "1.1 Planning\nDe planning staat in het volgende hoofdstuk van dit document en in\n"
        "6 Weken na ontvangst hoort u van ons.\n2 Wat vragen wij?\nWij vragen een plan van iedere praktijk in de regio."
    )
    found = texts(text)
    assert "1.1 Planning" in found
    assert "2 Wat vragen wij?" in found
    assert not [text for text in found if text.startswith("6 Weken")]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        pytest.param(
            "Dit is onderdeel van dezelfde regeling die voor iedereen in het land geldt,",
            "maar wordt apart genoemd.",
            1,
            id="broken",
        ),
        pytest.param(
            "Dit is een hele zin die netjes eindigt met een punt aan het einde ervan.", "maar dit niet.", 2, id="ended"
        ),
        pytest.param("Korte kop", "met tekst erna.", 2, id="short"),
    ],
)
def test_paragraphs_that_a_page_broke(first: str, second: str, count: int) -> None:
    pair = (Block(BlockKind.PARAGRAPH, first), Block(BlockKind.PARAGRAPH, second))
    assert len(join_broken(pair)) == count


@given(st.lists(st.text(alphabet="abcdeABC .,:-0123456789•", min_size=1, max_size=40), max_size=15))
def test_no_word_is_lost(rows: list[str]) -> None:
    lines = tuple(Line(" ".join(row.split())) for row in rows if row.split())
    joined = "".join(f"{block.marker}{block.text}" for block in join_lines(lines, ()))
    letters = [char for line in lines for char in line.text if char.isalnum()]
    assert Counter(char for char in joined if char.isalnum()) == Counter(letters)


def test_a_version_and_the_date_under_it_are_one_statement() -> None:
    found = join_versions(tuple(blocks("Versie 1.0\n\n3 april 2031\n\nVersie 1.1\n\nDit is nieuw.\n\n4 mei 2031")))
    assert [block.text for block in found] == ["Versie 1.0 3 april 2031", "Versie 1.1", "Dit is nieuw.", "4 mei 2031"]
