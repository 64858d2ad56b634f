"""Headings: which lines are, and how they nest; the contents page."""

from __future__ import annotations

import pytest

from ingest.load.text import text_lines
from ingest.shape.blocks import Block, BlockKind, Table
from ingest.shape.contents import drop_contents, split_contents
from ingest.shape.headings import Entry, Numbering, Outline, mark_headings, may_be_heading, split_number

TEXT = Block(BlockKind.PARAGRAPH, "Dit is een gewone alinea met genoeg woorden en een punt aan het einde.")


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("3.2 Digitale zorg", (3, 2), id="two levels"),
        pytest.param("1. Algemeen", (1,), id="full stop"),
        pytest.param("1 mei 2031", (), id="date"),
        pytest.param("1 April 2031 begint het", (), id="date with a capital"),
        pytest.param("24 uur per dag", (), id="lower case"),
    ],
)
def test_split_number(text: str, number: tuple[int, ...]) -> None:
    assert split_number(text)[0] == number


@pytest.mark.parametrize(
    "text", ["Planning", "1 Wat verandert er per 2031?", "Zorg & Linde (RO's)", "“Samen” beslissen"]
)
def test_titles(text: str) -> None:
    assert may_be_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dit is een zin.",
        "2032",
        "Lees meer >",
        "De eisen:",
        "zorg@linde.nl",
        "Versie 1.2",
        "3 mei 2031",
        "Een. Twee",
        "met kleine letter",
        "Inhoud ..... 3",
    ],
)
def test_no_titles(text: str) -> None:
    assert not may_be_heading(text)


@pytest.mark.parametrize(
    ("numbers", "accepted"),
    [
        pytest.param([(1,), (1, 1), (1, 2), (2,), (2, 1)], [True] * 5, id="regular"),
        pytest.param([(1,), (5,)], [True, False], id="jump"),
        pytest.param([(1,), (2,), (1,)], [True, True, False], id="back"),
        pytest.param([(1,), (1, 1), (1, 1)], [True, True, False], id="twice"),
        pytest.param([(2,)], [False], id="late start"),
        pytest.param([(1,), (3,)], [True, True], id="one lost"),
    ],
)
def test_numbering(numbers: list[tuple[int, ...]], accepted: list[bool]) -> None:
    numbering = Numbering()
    assert [numbering.accepts(number, "Titel") for number in numbers] == accepted


def paths(blocks: list[Block], entries: tuple[Entry, ...] = ()) -> list[tuple[str, ...]]:
    outline = Outline(entries)
    found = []
    marked = mark_headings(tuple(blocks), entries)
    for at, block in enumerate(marked):
        if block.kind is BlockKind.HEADING:
            outline.open(block, marked[at + 1] if at + 1 < len(marked) else None)
        else:
            outline.content()
            found.append(outline.path)
    return found


def heading(text: str, level: int) -> Block:
    return Block(BlockKind.HEADING, text, level=level)


def test_numbers_outrank_the_level_of_the_format() -> None:
    blocks = [heading("1 Een", 2), heading("1.1 Sub", 2), TEXT, heading("2 Twee", 3), TEXT]
    assert paths(blocks) == [("1 Een", "1.1 Sub"), ("2 Twee",)]


def test_titles_without_number_stand_in_the_number_above_them() -> None:
    blocks = [
        paragraph("1 Een"),
        paragraph("1.1 Sub"),
        paragraph("Los"),
        TEXT,
        paragraph("Nog los"),
        TEXT,
        paragraph("1.2 Ander"),
        TEXT,
    ]
    assert paths(blocks) == [("1 Een", "1.1 Sub", "Los"), ("1 Een", "1.1 Sub", "Nog los"), ("1 Een", "1.2 Ander")]


def test_the_contents_page_tells_chapters_from_parts() -> None:
    entries = tuple(Entry(title) for title in ("Visie", "Zorg", "Voor wie?", "Planning", "Data", "Vragen"))
    titles = [
        "Visie",
        None,
        "Zorg",
        "Voor wie?",
        None,
        "Uitzondering",
        None,
        "Planning",
        "Data",
        "Overzicht",
        "Praktijk",
        None,
        "Vragen",
        None,
    ]
    blocks = [TEXT if title is None else paragraph(title) for title in titles]
    assert paths(blocks, entries) == [
        ("Visie",),
        ("Zorg", "Voor wie?"),
        ("Zorg", "Voor wie?", "Uitzondering"),
        ("Planning", "Data", "Overzicht", "Praktijk"),
        ("Planning", "Vragen"),
    ]


def test_a_lone_numbered_item_is_a_heading() -> None:
    blocks = [Block(BlockKind.ITEM, "Algemeen", marker="1."), paragraph("1.1 Over ons"), TEXT]
    assert paths(blocks) == [("1. Algemeen", "1.1 Over ons")]


def test_bold_paragraphs_are_headings_even_where_the_format_has_its_own() -> None:
    blocks = [
        heading("A", 1),
        TEXT,
        heading("B", 1),
        TEXT,
        heading("C", 1),
        Block(BlockKind.PARAGRAPH, "Vet", strong=True),
        TEXT,
        paragraph("Niet vet"),
        TEXT,
    ]
    assert paths(blocks)[2:] == [("C", "Vet"), ("C", "Vet"), ("C", "Vet")]


def test_numbering_may_begin_in_the_middle() -> None:
    assert paths([paragraph("5 Vijf"), TEXT, paragraph("5.1 Sub"), TEXT, paragraph("6 Zes"), TEXT]) == [
        ("5 Vijf",),
        ("5 Vijf", "5.1 Sub"),
        ("6 Zes",),
    ]


# ---------------------------------------------------------------- contents


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Inhoud\n1 Een ..... 3\n1.1 Twee ......... 4\n2 Drie ........ 5\n", id="dots"),
        pytest.param("Inhoudsopgave\n1 Een 3\n1.1 Twee 4\n2 Drie 5\n", id="no dots"),
        pytest.param("1 Een . . . . . . 3\n1.1 Twee . . . . 4\n2 Drie . . . . . 5\n", id="no title"),
    ],
)
def test_contents_lines_are_dropped_and_kept_as_entries(text: str) -> None:
    parts, entries = drop_contents(text_lines(text + "\nDit is de eerste zin van het beleid zelf.\n").parts)
    assert [part.text for part in parts] == ["Dit is de eerste zin van het beleid zelf."]
    assert entries == (Entry("Een", (1,)), Entry("Twee", (1, 1)), Entry("Drie", (2,)))


def test_a_contents_table_and_a_contents_paragraph() -> None:
    table = Block(BlockKind.TABLE, table=Table((("1", "Een", "3"), ("1.1", "Twee", "4"), ("2", "Drie", "9"))))
    run = paragraph("1 Een ….. 3 1.1 Twee ….. 4 2 Drie ….. 9")
    for block in (table, run):
        kept, entries = split_contents((paragraph("Inhoud"), block, TEXT))
        assert kept == (TEXT,)
        assert [entry.title for entry in entries] == ["Een", "Twee", "Drie"]


def test_a_table_of_numbers_is_no_contents() -> None:
    table = Block(BlockKind.TABLE, table=Table((("a", "3"), ("b", "9"), ("c", "4"))))
    assert split_contents((table,)) == ((table,), ())
