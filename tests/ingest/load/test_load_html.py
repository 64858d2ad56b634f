"""HTML: structure kept, furniture dropped."""

from __future__ import annotations

import pytest

from ingest.load.html import html_blocks
from ingest.load.markdown import markdown_blocks
from ingest.shape.blocks import Block, BlockKind


def blocks(html: str) -> list[Block]:
    return [part for part in html_blocks(html).parts if isinstance(part, Block)]


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<nav>Home Contact</nav>", id="nav"),
        pytest.param("<script>var a = 'tekst';</script>", id="script"),
        pytest.param("<style>p {}</style>", id="style"),
        pytest.param("<div id='cookie-banner'>Wij gebruiken cookies</div>", id="cookies"),
        pytest.param("<div class='breadcrumb'>Home > Beleid</div>", id="breadcrumb"),
        pytest.param("<div role='navigation'>Menu</div>", id="role"),
        pytest.param("<p style='display: none'>Verborgen</p>", id="display none"),
        pytest.param("<p hidden>Verborgen</p>", id="hidden"),
        pytest.param("<span aria-hidden='true'>icoon</span>", id="aria-hidden"),
        pytest.param("<footer><p>Volg ons</p></footer>", id="site footer"),
        pytest.param("<header><a href='/'>Lindehof</a></header>", id="site header"),
        pytest.param("<!-- opmerking -->", id="comment"),
        pytest.param("<button>Sluiten</button>", id="button"),
    ],
)
def test_what_is_no_part_of_the_document_is_dropped(html: str) -> None:
    assert texts(f"<html><body>{html}<main><p>Het beleid.</p></main></body></html>") == ["Het beleid."]


def test_a_header_that_holds_the_title_stays() -> None:
    assert texts("<article><header><h1>Beleid 2031</h1></header><p>Tekst.</p></article>") == ["Beleid 2031", "Tekst."]


def test_collapsed_parts_are_read() -> None:
    found = blocks("<details><summary>Planning</summary><p>Uiterlijk 1 mei.</p></details>")
    assert [(b.text, b.strong) for b in found] == [("Planning", True), ("Uiterlijk 1 mei.", False)]


@pytest.mark.parametrize(
    "panel",
    [
        "<section class='tab' hidden>",
        "<div role='tabpanel' style='display:none'>",
        "<div class='accordion-panel' aria-hidden='true'>",
    ],
)
def test_tabs_and_panels_that_were_closed_are_read(panel: str) -> None:
    close = "</section>" if panel.startswith("<section") else "</div>"
    html = f"<main><p>Open.</p>{panel}<h3>Nieuw</h3><p>Teken uiterlijk 1 mei 2031.</p>{close}</main>"
    assert texts(html) == ["Open.", "Nieuw", "Teken uiterlijk 1 mei 2031."]


def test_nested_lists_keep_depth_and_numbers() -> None:
    html = "<ol start='3'><li>Drie:<ul><li>a</li><li><p>b</p></li></ul></li><li value='7'>Zeven</li></ol>"
    assert [(b.text, b.depth, b.marker) for b in blocks(html)] == [
        ("Drie:", 0, "3."),
        ("a", 1, "-"),
        ("b", 1, "-"),
        ("Zeven", 0, "7."),
    ]


def test_an_item_of_two_paragraphs_is_one_item() -> None:
    assert texts("<ul><li><p>Een plan.</p><p>Het plan is kort.</p></li></ul>") == ["Een plan. Het plan is kort."]


def test_merged_cells_are_filled() -> None:
    html = (
        "<table><caption>Planning</caption>"
        "<tr><th rowspan='2'>Wie</th><th colspan='2'>Termijn</th></tr><tr><th>Begin</th><th>Einde</th></tr>"
        "<tr><td rowspan='2'>Praktijk</td><td>1 mei</td><td>1 juni</td></tr>"
        "<tr><td>2 mei</td><td>2 juni</td></tr></table>"
    )
    [block] = blocks(html)
    assert block.table is not None
    assert block.table.caption == "Planning"
    assert block.table.headers == ("Wie", "Termijn Begin", "Termijn Einde")
    assert block.table.rows == (("Praktijk", "1 mei", "1 juni"), ("Praktijk", "2 mei", "2 juni"))


def test_a_cell_over_two_columns_is_read_once() -> None:
    [block] = blocks("<table><tr><th>a</th><th>b</th></tr><tr><td colspan='2'>beide</td></tr></table>")
    assert block.table is not None
    assert block.table.rows == (("beide", ""),)


def test_definition_lists_are_tables() -> None:
    [block] = blocks("<dl><dt>RO</dt><dd>Regio-organisatie</dd><dt>HDS</dt><dd>Dienst</dd></dl>")
    assert block.table is not None
    assert block.table.rows == (("RO", "Regio-organisatie"), ("HDS", "Dienst"))


def test_a_table_for_layout_is_read_as_text() -> None:
    found = blocks("<table><tr><td><h2>Kop</h2><p>Tekst.</p><ul><li>punt</li></ul></td></tr></table>")
    assert [block.kind for block in found] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM]


def test_a_footnote_mark_is_raised() -> None:
    assert texts("<p>Het tarief<sup><a href='#n1'>[1]</a></sup> geldt. 10 m<sup>2</sup></p>") == [
        "Het tarief¹ geldt. 10 m²"
    ]


def test_footnotes_in_a_list_are_footnotes() -> None:
    found = blocks("<p>Tarief<sup>1</sup>.</p><ol><li id='footnote-1'>Zie de bijlage. ↑</li></ol>")
    assert [(b.kind, b.text, b.marker) for b in found][-1] == (BlockKind.FOOTNOTE, "Zie de bijlage.", "¹")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>een<br>zin die doorloopt</p>", ["een zin die doorloopt"], id="break in a sentence"),
        pytest.param("<p>Postbus 1<br>1234 AB Linde</p>", ["Postbus 1", "1234 AB Linde"], id="address"),
        pytest.param("<p>per\n2031?</p>", ["per 2031?"], id="line end means nothing"),
        pytest.param("los<p>vast</p>los weer", ["los", "vast", "los weer"], id="loose text"),
        pytest.param("<div>a<div>b</div></div>", ["a", "b"], id="nested divs"),
        pytest.param("<blockquote><p>citaat</p></blockquote>", ["citaat"], id="quote"),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


# ---------------------------------------------------------------- what the page does not show

GONE = "<p {}>U tekent uiterlijk 1 mei 2031.</p>"


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        (".weg{display:none}", "class='weg'"),
        (".weg { DISPLAY : none !important; }", "class='tekst weg'"),
        ("p.weg, .anders {visibility:hidden}", "class='weg'"),
        ("#oud{display:none}", "id='oud'"),
        ("main > p[data-oud]{display:none}", "data-oud='1'"),
        ("/* uit */ @media screen { .weg{display:none} }", "class='weg'"),
        ("@charset 'utf-8'; .weg{display:none}", "class='weg'"),
        (".weg{color:#FFF}", "class='weg'"),
        (".weg{position:absolute;left:-9999px}", "class='weg'"),
        (".weg{height:0;overflow:hidden}", "class='weg'"),
        (".weg{opacity:0}", "class='weg'"),
        ("", "style='visibility:hidden'"),
        ("", "style='font-size:0'"),
        ("", "style='color:white'"),
        ("", "style='color: rgb(255, 255, 255)'"),
        ("", "style='color:transparent'"),
        ("", "style='color:rgba(0,0,0,0)'"),
        ("", "style='text-indent:-9999px'"),
        ("", "style='position:absolute;clip:rect(0,0,0,0)'"),
        ("", "hidden"),
        ("", "aria-hidden='true'"),
    ],
)
def test_what_the_page_hides_is_not_read_but_named(style: str, attributes: str) -> None:
    page = f"<html><head><style>{style}</style></head><body><main>{GONE.format(attributes)}<p>Wel 2.</p></main></body>"
    loaded = html_blocks(page)
    assert [part.text for part in loaded.parts] == ["Wel 2."]
    assert loaded.problems == ('Verborgen tekst is niet gelezen: "U tekent uiterlijk 1 mei 2031.".',)


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        ("@media print{.weg{display:none}}", "class='weg'"),
        ("@media (max-width: 600px){.weg{display:none}}", "class='weg'"),
        (".weg{display:none} .weg.open{display:block}", "class='weg open'"),
        (".weg:hover{display:none}", "class='weg'"),
        (".fade{opacity:0;transition:opacity 1s}", "class='fade'"),
        (".band{background:#036} .band p{color:#fff}", "class='x'"),
        ("", "style='color:#fff;background-color:#003366'"),
        ("", "style='color:#333'"),
        (".weg{display:none}", "class='wegwijzer'"),
        ("}} {{ .kapot", "class='kapot'"),
    ],
)
def test_what_the_page_shows_is_read(style: str, attributes: str) -> None:
    page = (
        f"<html><head><style>{style}</style></head><body><main><div class='band'>{GONE.format(attributes)}</div></main>"
    )
    loaded = html_blocks(page)
    assert [part.text for part in loaded.parts] == ["U tekent uiterlijk 1 mei 2031."]
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("control", "panel"),
    [
        ("<button aria-controls='een' aria-expanded='false'>Meer</button>", "<div id='een' hidden>"),
        ("<a role='tab' href='#een'>Planning</a>", "<div id='een' style='display:none'>"),
        ("<a data-toggle='collapse' href='#een'>Planning</a>", "<div id='een' class='dicht'>"),
        ("<button data-bs-target='#een'>Planning</button>", "<div id='een' class='dicht'>"),
        ("", "<div class='accordion-body dicht'>"),
        ("<details><summary>Planning</summary>", "<div class='dicht'>"),
    ],
)
def test_closed_parts_that_a_reader_opens_are_read(control: str, panel: str) -> None:
    body = f"<main><h2>Kop</h2>{control}{panel}<p>Uiterlijk 1 mei 2031.</p></div></main>"
    loaded = html_blocks(f"<html><head><style>.dicht{{display:none}}</style></head><body>{body}</body></html>")
    assert "Uiterlijk 1 mei 2031." in [part.text for part in loaded.parts]


@pytest.mark.parametrize(
    "struck",
    [
        "<del>1 mei 2031</del>",
        "<s>1 mei 2031</s>",
        "<strike>1 mei 2031</strike>",
        "<span style='text-decoration: line-through'>1 mei 2031</span>",
        "<span class='oud'>1 mei 2031</span>",
    ],
)
def test_what_is_struck_is_left_out_and_named(struck: str) -> None:
    style = "<style>.oud{text-decoration-line:line-through}</style>"
    loaded = html_blocks(f"<head>{style}</head><main><p>Uiterlijk {struck} <ins>2 juni 2031</ins>.</p></main>")
    assert [part.text for part in loaded.parts] == ["Uiterlijk 2 juni 2031."]
    assert loaded.problems == ('Doorgehaalde tekst is niet gelezen: "1 mei 2031".',)


def test_struck_text_of_markdown() -> None:
    loaded = markdown_blocks("U tekent uiterlijk ~~1 mei 2031~~ 2 juni 2031.")
    assert [part.text for part in loaded.parts] == ["U tekent uiterlijk 2 juni 2031."]
    assert len(loaded.problems) == 1
