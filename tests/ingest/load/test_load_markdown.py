"""Markdown as people and converters write it."""

from __future__ import annotations

import pytest

from ingest.load.markdown import markdown_blocks, nest_bullets, tabs_to_pipes
from ingest.shape.blocks import Block


def blocks(text: str) -> list[Block]:
    return [part for part in markdown_blocks(text).parts if isinstance(part, Block)]


def test_pipe_tables_with_html_inside() -> None:
    [block] = blocks("| Onderwerp | Nu |\n|---|---|\n| Zorg | <ol><li>Een</li><li>Twee</li></ol> |\n")
    assert block.table is not None
    assert block.table.headers == ("Onderwerp", "Nu")
    assert block.table.rows[0][0] == "Zorg"
    assert block.table.rows[0][1].split() == ["Een", "Twee"]


def test_tabs_between_cells_make_a_table() -> None:
    text = "De planning:\n\nDatum\tActie\n1 mei 2031\tPlan\n\tAanvulling\n\nDaarna niets."
    found = blocks(text)
    assert found[1].table is not None
    assert found[1].table.headers == ("Datum", "Actie")
    assert found[1].table.rows == (("1 mei 2031", "Plan"), ("", "Aanvulling"))
    assert [b.text for b in found if b.text] == ["De planning:", "Daarna niets."]


def test_a_rule_below_the_first_row_belongs_below_the_headers() -> None:
    [block] = blocks("| Module | Vergoeding\n| Bereikbaar | € 2,35 |\n|---|---|\n| Digitaal | € 0,95 |\n")
    assert block.table is not None
    assert block.table.headers == ("Module", "Vergoeding")
    assert block.table.rows == (("Bereikbaar", "€ 2,35"), ("Digitaal", "€ 0,95"))


def test_misread_bullets_are_items() -> None:
    found = blocks("Eisen:\n\n¢ een plan;\n¢ een team.\n\nTekst.")
    assert [(b.text, b.kind.name) for b in found][1:3] == [("een plan;", "ITEM"), ("een team.", "ITEM")]


def test_lines_without_tabs_stay_as_they_are() -> None:
    assert tabs_to_pipes("a\n\n| b | c |\nd") == "a\n\n| b | c |\nd"


@pytest.mark.parametrize(
    ("text", "depths"),
    [
        pytest.param("- a:\n - b\n - c\n- d", [0, 1, 1, 0], id="one space under a colon"),
        pytest.param("1. a\n 2. b\n 3. c", [0, 0, 0], id="one space in one list"),
        pytest.param("- a\n  - b\n    - c\n- d", [0, 1, 2, 0], id="two spaces"),
        pytest.param("1. a:\n   - b\n2. c", [0, 1, 0], id="bullets under a number"),
    ],
)
def test_nesting_by_indent(text: str, depths: list[int]) -> None:
    assert [block.depth for block in blocks(text)] == depths
    assert nest_bullets(nest_bullets(text)) == nest_bullets(text)


def test_footnote_marks_are_raised() -> None:
    assert [b.text for b in blocks("Het tarief[^1] geldt.\n\n[^1]: Zie de bijlage over tarieven.")] == [
        "Het tarief¹ geldt.",
        "¹ Zie de bijlage over tarieven.",
    ]


def test_links_give_their_words() -> None:
    assert [b.text for b in blocks("Zie [de site](https://linde.nl) en [mail](mailto:a@linde.nl).")] == [
        "Zie de site en mail."
    ]


def test_front_matter_is_no_text() -> None:
    assert [b.text for b in blocks("---\ntitle: x\n---\n# Kop\n")] == ["Kop"]
