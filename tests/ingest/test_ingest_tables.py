"""Tables: headers, years, rows put together again, tables that go on."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.load.text import text_lines
from ingest.shape.blocks import Block, BlockKind, Line, Table
from ingest.shape.clean import clean_lines
from ingest.shape.datecells import date_cell
from ingest.shape.tables import dated_year, merge_tables, table_facts
from ingest.shape.texttables import restore_flattened, restore_tables


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        pytest.param("1 oktober 2031 De praktijk levert", "1 oktober 2031", id="day"),
        pytest.param("Mei tot en met juni 2031 Gesprekken", "Mei tot en met juni 2031", id="months"),
        pytest.param("Elk kwartaal 2031, 2032 en 2033 Wijzigingen", "Elk kwartaal 2031, 2032 en 2033", id="quarters"),
        pytest.param("Vanaf 1 mei t/m 3 juni 2031 Overleg", "Vanaf 1 mei t/m 3 juni 2031", id="period"),
        pytest.param("Uiterlijk 15 juli 2031, 13.00 uur Plan", "Uiterlijk 15 juli 2031, 13.00 uur", id="time"),
        pytest.param("Gedurende heel 2031 Publicatie", "Gedurende heel 2031", id="year"),
        pytest.param("01-04-2031 Publicatie", "01-04-2031", id="digits"),
        pytest.param("Q1 2031 Start", "Q1 2031", id="quarter code"),
        pytest.param("Half juni: start", "Half juni", id="half"),
        pytest.param("De praktijk levert", "", id="no date"),
        pytest.param("12 weken na ontvangst", "", id="a duration is no date"),
        pytest.param("oktober is te laat", "", id="lower case goes on"),
    ],
)
def test_date_cell(text: str, cell: str) -> None:
    assert text[: date_cell(text)] == cell


def restored(text: str) -> list[Line | Block]:
    cleaned = clean_lines(text_lines(text).parts)
    return list(restore_tables(tuple(p for p in cleaned.parts if isinstance(p, Line)), Counter()))


def only_table(parts: list[Line | Block]) -> Table:
    [table] = [part.table for part in parts if isinstance(part, Block) and part.table is not None]
    return table


PLANNING = """De planning voor het inkoopjaar 2032 ziet er als volgt uit:

Uiterste datum Inkoopactiviteit fysiotherapie

1 april 2031 Bekendmaking van het beleid op www.linde.nl

Mei tot en met juni
2031
Gesprekken tussen de praktijk en de inkoper over het plan van
de praktijk.
1 oktober 2031 De praktijk levert het plan in. Uitstel na 1
oktober is niet mogelijk. Later ingeleverd betekent een lager
tarief.

Als de omstandigheden dat vragen passen wij het beleid aan.
"""


def test_a_planning_table_broken_over_lines() -> None:
    parts = restored(PLANNING)
    table = only_table(parts)
    assert table.headers == ("Uiterste datum", "Inkoopactiviteit fysiotherapie")
    assert table.rows == (
        ("1 april 2031", "Bekendmaking van het beleid op www.linde.nl"),
        ("Mei tot en met juni 2031", "Gesprekken tussen de praktijk en de inkoper over het plan van de praktijk."),
        (
            "1 oktober 2031",
            (
                "De praktijk levert het plan in. Uitstel na 1 oktober is niet mogelijk. "
                "Later ingeleverd betekent een lager tarief."
            ),
        ),
    )
    assert [part.text for part in parts if isinstance(part, Line)][-1].startswith("Als de omstandigheden")


def test_a_planning_table_cell_after_cell() -> None:
    text = "\n\n".join(
        ["Datum", "Actie", "1 april 2031", "Bekendmaking", "15 mei 2031", "Plan inleveren", "Daarna volgt het aanbod."]
    )
    assert only_table(restored(text)).rows == (("1 april 2031", "Bekendmaking"), ("15 mei 2031", "Plan inleveren"))


def test_a_table_of_terms() -> None:
    text = (
        "Naam overeenkomst Looptijd\n\nWijkverpleging 2031\n\nFysiotherapie regio 2031-2033\n\nMeer tekst volgt hier.\n"
    )
    assert only_table(restored(text)).rows == (("Wijkverpleging", "2031"), ("Fysiotherapie regio", "2031-2033"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Datum en plaats worden later bekend.\n\nDe praktijk hoort dat op tijd.\n", id="sentence"),
        pytest.param("Planning\n\nDe planning volgt in mei 2031 of later in dat jaar.\n", id="heading"),
        pytest.param("Uiterste datum Activiteit\n\n1 mei 2031 Plan\n\nMeer tekst.\n", id="one row"),
    ],
)
def test_what_only_looks_like_a_table(text: str) -> None:
    assert not [part for part in restored(text) if isinstance(part, Block)]


def test_a_table_flattened_into_a_paragraph() -> None:
    text = (
        "Uiterste datum Inkoopactiviteit fysiotherapie 1 april 2031 Bekendmaking op www.linde.nl "
        "September 2031 Aanbod van de overeenkomst "
        "Elk kwartaal 2032 en 2033 Wijzigingen, uiterlijk op 1 juni 2032 gemeld"
    )
    [block] = restore_flattened((Block(BlockKind.PARAGRAPH, text),))
    assert block.table is not None
    assert block.table.rows == (
        ("1 april 2031", "Bekendmaking op www.linde.nl"),
        ("September 2031", "Aanbod van de overeenkomst"),
        ("Elk kwartaal 2032 en 2033", "Wijzigingen, uiterlijk op 1 juni 2032 gemeld"),
    )


def test_terms_flattened_into_a_paragraph() -> None:
    block = Block(BlockKind.PARAGRAPH, "Overeenkomst Looptijd Fysiotherapie 2031-2033 Wijkverpleging 2031")
    [found] = restore_flattened((block,))
    assert found.table is not None
    assert found.table.rows == (("Fysiotherapie", "2031-2033"), ("Wijkverpleging", "2031"))


def test_a_sentence_with_two_dates_is_no_table() -> None:
    block = Block(BlockKind.PARAGRAPH, "De datum van 1 mei 2031 De Linde is anders dan die van 3 juni 2031 De Wilg.")
    assert restore_flattened((block,)) == (block,)


# ---------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("Belangrijke data in 2031:", 2031, id="caption"),
        pytest.param("Datum (2031)", 2031, id="header"),
        pytest.param("De planning voor het inkoopjaar 2031 is als volgt:", None, id="year of purchase"),
        pytest.param("Deadlines zorgovereenkomst 2031", None, id="year of the contract"),
        pytest.param("Data 2031 en 2032", None, id="two years"),
        pytest.param("Tarieven 2031", None, id="no dates"),
    ],
)
def test_dated_year(text: str, year: int | None) -> None:
    assert dated_year(text) == year


def years(table: Table) -> list[int | None]:
    return [row.year for row in table_facts(table).rows]


def test_a_bare_year_as_header_reaches_each_row() -> None:
    rows = (("", "19 december, 13.00 uur", "Praktijk"), ("", "Uiterlijk 1 mei 2032", "Praktijk"))
    assert years(Table(rows, ("2031", "Datum", "Wie"))) == [2031, 2031]


def test_a_year_in_a_row_changes_the_year_below_it() -> None:
    rows = (("1 mei", "a"), ("2032", ""), ("3 juni", "b"))
    assert years(Table(rows, ("Datum 2031", "Actie"))) == [2031, 2032, 2032]


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        pytest.param((("Datum", "Actie"), ("1 mei 2031", "Plan")), ("Datum", "Actie"), id="header words"),
        pytest.param((("Wie", "Hoeveel"), ("Praktijk", "3 uur")), ("Wie", "Hoeveel"), id="figures below"),
        pytest.param((("1 mei 2031", "Plan"), ("1 juni 2031", "Gesprek")), (), id="dates from the first row"),
        pytest.param((("RO", "Regio"), ("HDS", "Dienst")), (), id="nothing tells"),
        pytest.param((("Soort", "Klein 2031"), ("Les", "€ 4")), ("Soort", "Klein 2031"), id="a variant with its year"),
        pytest.param((("Mei 2031", "Plan"), ("Juni 2031", "Overleg")), (), id="months from the first row"),
        pytest.param((("Les", "2031-2032"), ("Kamp", "2031")), (), id="periods from the first row"),
    ],
)
def test_headers_are_found(rows: tuple[tuple[str, ...], ...], headers: tuple[str, ...]) -> None:
    assert table_facts(Table(rows)).headers == headers


def test_a_header_that_is_a_row_is_one() -> None:
    assert len(table_facts(Table((("1 juni 2031", "b"),), ("1 mei 2031", "a"))).rows) == 2


# ---------------------------------------------------------------- tables that go on


def block(rows: list[tuple[str, ...]], headers: tuple[str, ...] = (), page: int = 1) -> Block:
    return Block(BlockKind.TABLE, table=Table(tuple(rows), headers), page=page)


HEAD = ("Datum", "Actie")


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        pytest.param(block([("2 mei", "b")], HEAD, 2), 2, id="same headers"),
        pytest.param(block([HEAD, ("2 mei", "b")], (), 2), 2, id="headers as first row"),
        pytest.param(block([("2 mei", "b")], (), 2), 2, id="no headers on the next page"),
        pytest.param(block([("", "en meer"), ("2 mei", "b")], (), 2), 2, id="row over two pages"),
    ],
)
def test_a_table_that_goes_on_is_one(second: Block, rows: int) -> None:
    [merged] = merge_tables((block([("1 mei", "a")], HEAD), second))
    assert merged.table is not None
    assert len(merged.table.rows) == rows
    assert merged.page_at(rows - 1) == 2


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(block([("2 mei", "b")], ("Wie", "Wat")), id="other headers"),
        pytest.param(block([("a", "b", "c")], ()), id="other width"),
    ],
)
def test_another_table_stays_another(second: Block) -> None:
    assert len(merge_tables((block([("1 mei", "a")], HEAD), second))) == 2


def test_the_label_at_the_side_of_a_timeline_is_dropped() -> None:
    table = block([("", "1 mei")], ("2031", "Datum"))
    assert merge_tables((table, Block(BlockKind.PARAGRAPH, "2032"))) == (table,)
    other = block([("a", "1 mei")], HEAD)
    assert len(merge_tables((other, Block(BlockKind.PARAGRAPH, "2032")))) == 2
