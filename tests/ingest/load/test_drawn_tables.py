"""PDF tables as policies draw them, marks behind figures and narrow columns; made with fpdf2 from invented text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF

from ingest.load.bands import find_bands
from ingest.load.grid import Cell, filled_grid
from ingest.passes import read_document
from retrieval.types import Document, UnitKind

Read = Callable[[FPDF], Document]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(pdf: FPDF) -> Document:
        path = tmp_path / "beleid.pdf"
        pdf.output(str(path))
        return read_document(path)

    return _read


def page() -> FPDF:
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.set_xy(40, 40)
    pdf.multi_cell(500, 14, "De tarieven van Zorgverzekeraar Lindehof staan in de tabel die hieronder volgt.")
    return pdf


def put(pdf: FPDF, x: float, y: float, text: str, size: float = 10) -> None:
    pdf.set_font("helvetica", size=size)
    pdf.text(x, y, text)


def rows(document: Document) -> list[str]:
    return [unit.text for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW]


def sentences(document: Document) -> list[str]:
    return [unit.text for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.SENTENCE]


# ---------------------------------------------------------------- cells that span


def test_cells_over_rows_and_columns_are_filled(read: Read) -> None:
    pdf = page()
    pdf.set_y(80)
    with pdf.table(width=500, col_widths=(1, 1, 1), num_heading_rows=2) as table:
        head = table.row()
        head.cell("Profiel", rowspan=2)
        head.cell("Tarief", colspan=2)
        under = table.row()
        under.cell("Aan huis")
        under.cell("Praktijk")
        first = table.row()
        first.cell("Profiel 4", rowspan=2)
        first.cell("41,20")
        first.cell("38,10")
        second = table.row()
        second.cell("45,60", colspan=2)
        band = table.row()
        band.cell("Toeslagen", colspan=3)
    document = read(pdf)
    assert rows(document) == ["Profiel 4 | 41,20 | 38,10", "Profiel 4 | 45,60 | 45,60", "Toeslagen"]
    first_row = next(unit for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW)
    assert first_row.cells == (("Profiel", "Profiel 4"), ("Tarief Aan huis", "41,20"), ("Tarief Praktijk", "38,10"))


def test_a_long_remark_over_columns_is_read_once() -> None:
    remark = "Deze toeslag geldt alleen voor praktijken die het hele jaar door open zijn geweest."
    cells = [
        Cell((0, 0, 50, 10), "A"), Cell((50, 0, 100, 10), "1"), Cell((100, 0, 150, 10), "2"),
        Cell((0, 10, 50, 20), "B"), Cell((50, 10, 150, 20), remark),
    ]  # fmt: skip
    assert filled_grid(cells) == (("A", "1", "2"), ("B", remark, ""))


def test_borders_with_a_width_make_no_columns() -> None:
    cells = [
        Cell((0, 0, 49, 10), "A"), Cell((49, 0, 51, 10), ""), Cell((51, 0, 100, 10), "1"),
        Cell((0, 10, 50, 20), "B"), Cell((50, 10, 100, 20), "2"),
    ]  # fmt: skip
    assert filled_grid(cells) == (("A", "1"), ("B", "2"))


# ---------------------------------------------------------------- rules between rows only

STEPS = [
    ("Stap", "Wie", "Uiterste datum"),
    ("1. Beleid bekendmaken en\nvragen beantwoorden", "Lindehof", "1-6-2031"),
    ("2. Vragen stellen", "Praktijk", "15-6-2031 12:00 uur"),
    ("3. Overeenkomst tekenen in\nhet portaal", "Praktijk", "1-11-2031"),
]
LEFTS = (40, 280, 380)
RIGHT = 540


@pytest.mark.parametrize("style", ["fills", "rules", "both"])
def test_a_table_without_lines_between_its_columns(read: Read, style: str) -> None:
    pdf = page()
    y = 80.0
    for name, who, day in STEPS:
        lines = name.split("\n")
        height = 14.0 * len(lines) + 4
        if style != "rules":
            pdf.set_fill_color(230, 240, 250)
            pdf.rect(LEFTS[0], y + 0.5, LEFTS[1] - LEFTS[0], height - 1, style="F")
            for at in range(len(lines)):
                pdf.rect(LEFTS[0] + 4, y + 3 + 14 * at, 200, 13, style="F")  # the background of a line of text
        pdf.set_fill_color(0, 80, 160)
        for left, right in zip(LEFTS, (*LEFTS[1:], RIGHT), strict=True):
            if style != "fills" or left != LEFTS[0]:
                pdf.rect(left + 0.5, y, right - left - 1, 0.5, style="F")
        for at, line in enumerate(lines):
            put(pdf, LEFTS[0] + 4, y + 13 + 14 * at, line)
        put(pdf, LEFTS[1] + 4, y + 13, who)
        put(pdf, LEFTS[2] + 4, y + 13, day)
        y += height
    for left, right in zip(LEFTS, (*LEFTS[1:], RIGHT), strict=True):
        pdf.rect(left + 0.5, y, right - left - 1, 0.5, style="F")
    assert rows(read(pdf)) == [" | ".join(cell.replace("\n", " ") for cell in row) for row in STEPS[1:]]


def test_the_last_row_may_be_closed_below_its_first_cell_only() -> None:
    rules = [(x0, y, x1, y + 0.5) for y in (0.0, 20.0, 40.0) for x0, x1 in ((0.0, 50.0), (51.0, 100.0))]
    found = list(find_bands([*rules, (0.0, 60.0, 50.0, 60.5), (3.0, 90.0, 30.0, 90.5)], []))
    assert [len(cells) for _, cells in found] == [6]
    assert found[0][0][3] == pytest.approx(60.25)


def test_lines_under_words_make_no_table() -> None:
    assert list(find_bands([(10.0, y, 80.0 + y, y + 0.5) for y in (10.0, 30.0, 50.0, 70.0)], [])) == []


def fill_row(pdf: FPDF, y: float, height: float, lefts: tuple[float, ...]) -> None:
    pdf.set_fill_color(220, 235, 243)
    for left, right in zip(lefts, (*lefts[1:], RIGHT), strict=True):
        pdf.rect(left, y, right - left, height, style="F")


def rule_row(pdf: FPDF, y: float, lefts: tuple[float, ...]) -> None:
    for left, right in zip(lefts, (*lefts[1:], RIGHT), strict=True):
        pdf.line(left, y, right, y)


def test_a_last_row_without_a_line_under_it_belongs_to_the_table(read: Read) -> None:
    pdf = page()
    fill_row(pdf, 80, 18, LEFTS)
    for x, head in zip(LEFTS, ("Soort praktijk", "Opslag 2031.", "Tarief"), strict=True):
        put(pdf, x + 4, 93, head)
    put(pdf, 44, 111, "Bestaande praktijk")
    put(pdf, 284, 111, "2%")
    put(pdf, 384, 111, "97,9%")
    put(
        pdf,
        44,
        150,
        "Onder de tabel staat gewone tekst die over de hele breedte van de bladzijde doorloopt en hier eindigt.",
    )
    document = read(pdf)
    (row,) = [unit for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW]
    assert row.cells == (("Soort praktijk", "Bestaande praktijk"), ("Opslag 2031.", "2%"), ("Tarief", "97,9%"))
    assert "Onder de tabel" in sentences(document)[-1]


def test_two_tables_that_end_at_one_place_stay_two(read: Read) -> None:
    pdf = page()
    fill_row(pdf, 80, 18, LEFTS)
    for x, head, cell in zip(LEFTS, ("Zorg", "Tarief", "Opslag"), ("Thuis", "95,9%", "1%"), strict=True):
        put(pdf, x + 4, 93, head)
        put(pdf, x + 4, 111, cell)
    put(
        pdf,
        40,
        140,
        "Voor profielen gelden de percentages hieronder, die afwijken van wat hierboven in de tabel staat.",
    )
    fill_row(pdf, 155, 18, (40.0, 300.0))
    for y, (name, share) in zip(
        (168, 186, 204), (("Profiel", "Percentage"), ("W5", "97,9%"), ("W1", "93,9%")), strict=True
    ):
        put(pdf, 44, y, name)
        put(pdf, 304, y, share)
    rule_row(pdf, 191, (40.0, 300.0))
    assert rows(read(pdf)) == ["Thuis | 95,9% | 1%", "W5 | 97,9%", "W1 | 93,9%"]


def test_a_coloured_band_over_a_table_is_what_it_is_about(read: Read) -> None:
    pdf = page()
    pdf.set_fill_color(220, 235, 243)
    pdf.rect(40, 80, 500, 18, style="F")
    put(pdf, 44, 93, "Wij maken afspraken met praktijken en met gemeenten over de volgende onderwerpen:")
    for y, (number, subject) in zip(
        (111, 129, 147), (("1", "Wachttijden"), ("2", "Scholing"), ("3", "Bereikbaarheid")), strict=True
    ):
        put(pdf, 44, y, number)
        put(pdf, 104, y, subject)
        rule_row(pdf, y + 5, (40.0, 100.0))
    document = read(pdf)
    assert rows(document) == ["1 | Wachttijden", "2 | Scholing", "3 | Bereikbaarheid"]
    lead = next(unit.lead for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW)
    assert lead == "Wij maken afspraken met praktijken en met gemeenten over de volgende onderwerpen:"


def test_a_row_may_be_as_high_as_a_page(read: Read) -> None:
    pdf = page()
    fill_row(pdf, 80, 18, (40.0, 200.0))
    put(pdf, 44, 93, "Document")
    put(pdf, 204, 93, "Toelichting")
    y = 111.0
    put(pdf, 44, y, "Klachtenregeling")
    for at in range(18):
        put(pdf, 204, y + 14 * at, f"De regeling noemt termijn {at + 1} van de behandeling.")
    rule_row(pdf, 370, (40.0, 200.0))
    put(pdf, 44, 384, "Statuten")
    put(pdf, 204, 384, "Niet ouder dan zes maanden.")
    rule_row(pdf, 390, (40.0, 200.0))
    found = rows(read(pdf))
    assert all(row.startswith(("Klachtenregeling | De regeling", "Statuten | Niet ouder")) for row in found)
    assert len(found) > 4  # the long cell is read in statements, each beside its label


# ---------------------------------------------------------------- questions and answers


def test_questions_and_answers_over_pages(read: Read) -> None:
    pdf = page()
    first = "Nee. Voor nieuwe praktijken geldt een termijn van 5 weken."
    pairs = [
        ("Geldt de termijn van 3 weken ook voor nieuwe praktijken?", first),
        ("Mag het later?", "Dat mag tot 1 mei 2031."),
    ]
    pdf.set_y(80)
    for at, (question, answer) in enumerate(pairs):
        if at:
            pdf.add_page()
            pdf.set_font("helvetica", size=10)
        with pdf.table(width=500, col_widths=(1, 1), first_row_as_headings=False, line_height=14) as table:
            if not at:
                table.row(("Vraag", "Antwoord"))
            table.row((question, answer))
            table.row(("Nog een vraag?", "Zie hoofdstuk 3."))
    document = read(pdf)
    leads = {unit.text: unit.lead for chunk in document.chunks for unit in chunk.units}
    assert leads["Voor nieuwe praktijken geldt een termijn van 5 weken."] == (
        "Geldt de termijn van 3 weken ook voor nieuwe praktijken?"
    )
    assert leads["Dat mag tot 1 mei 2031."] == "Mag het later?"
    assert not any("3 weken" in text for text in leads)
    assert document.text.count("Geldt de termijn van 3 weken") == 1
    assert "Geldt de termijn van 3 weken ook voor nieuwe praktijken?\nNee. Voor" in document.chunks[-1].text


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("lift", [4.0, 2.5])
@pytest.mark.parametrize("space", [0.0, 2.0])
@pytest.mark.parametrize("mark", ["6", "[6]", "6)", "12"])
@pytest.mark.parametrize(
    ("before", "kind", "value"),
    [
        ("Er is € 6,9 mln", "money", "6900000"),
        ("Reageer binnen 10 werkdagen", "duration", "P10WD"),
        ("Dit geldt tot 2031", "year", "2031"),
        ("Dat is 85 procent", "percentage", "85"),
    ],
)
def test_a_raised_mark_changes_no_figure(
    read: Read, before: str, kind: str, value: str, mark: str, space: float, lift: float
) -> None:
    pdf = page()
    text = before.replace("€", "EUR")
    put(pdf, 40, 120, text)
    x = 40 + pdf.get_string_width(text) + space
    put(pdf, x, 120 - lift, mark, size=6.5)
    x += pdf.get_string_width(mark)
    put(pdf, x + 3, 120, "voor ieder die meedoet.")
    figures = [figure for chunk in read(pdf).chunks for unit in chunk.units for figure in unit.figures]
    assert [(str(figure.kind), figure.value) for figure in figures] == [(kind, value)]


# ---------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ["Bestaande praktijken tekenen", "uiterlijk 1 november 2031."],
            ["Nieuwe praktijken tekenen uiter-", "lijk 20 november 2031."],
        ),
        (
            ["Bestaande praktijken sturen de", "vragenlijst vóór 1 september", "2031 in. Daarna volgt een brief."],
            ["Nieuwe praktijken sturen de", "vragenlijst vóór 15 septem-", "ber 2031 in. Zij krijgen post."],
        ),
        (
            [
                "Wie al meedoet levert het plan",
                "in vóór 1 mei 2031 en krijgt",
                "daarop binnen zes weken een",
                "antwoord van Lindehof. Dat",
                "is alles wat er nodig is.",
            ],
            [
                "Wie nieuw is levert het plan",
                "in vóór 9 mei 2031 en krijgt",
                "daarop binnen acht weken een",
                "antwoord. Een gesprek hoort",
                "daarbij.",
            ],
        ),
    ],
    ids=["two lines", "three lines", "five lines"],
)
def test_narrow_columns_are_read_one_after_the_other(read: Read, left: list[str], right: list[str]) -> None:
    pdf = page()
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        put(pdf, 40, 120 + 15 * at, one)
        put(pdf, 310, 120 + 15 * at, other)
    text = " ".join(read(pdf).text.split())
    for column in (left, right):
        whole = " ".join(column).replace("uiter- lijk", "uiterlijk").replace("septem- ber", "september")
        assert whole in text.replace("uiter-lijk", "uiterlijk").replace("septem-ber", "september")


def test_a_small_table_without_lines_stays_a_table(read: Read) -> None:
    pdf = page()
    prices = [("Intake van een nieuwe cliënt", "41,20"), ("Zitting", "38,10"), ("Toeslag voor reizen", "4,00")]
    for at, (name, value) in enumerate(prices):
        put(pdf, 40, 120 + 16 * at, name)
        put(pdf, 310, 120 + 16 * at, f"EUR {value}")
    assert len(rows(read(pdf))) == 3


# ---------------------------------------------------------------- contents pages


def test_a_contents_page_without_dots_over_two_pages_is_no_table(read: Read) -> None:
    pdf = page()
    chapters = ["Wat wij inkopen", "Hoe wij afspraken maken", "Wat u moet aanleveren", "Hoe wij betalen"]
    entries = [(f"{n} {title}", 2 + 3 * n) for n, title in enumerate(chapters, start=1)]
    long = "Onderdelen die in 2031 voor iedere praktijk van belang zijn en\n|waarover wij in gesprek gaan"
    lines: list[tuple[str, int]] = []
    for at, (title, number) in enumerate(entries, start=1):
        lines += [(title, number), (f"{at}.1 {long}", number), (f"{at}.2 Planning", number + 1)]
    pdf.add_page()
    put(pdf, 40, 60, "Inhoudsopgave", size=16)
    y = 90.0
    for at, (title, number) in enumerate(lines):
        if at == 6:
            pdf.add_page()
            y = 60
        for part in title.split("\n"):
            put(pdf, 60 if part.startswith("|") else 40, y, part.lstrip("|"))
            y += 15
        put(pdf, 500, y - 15, str(number))
    pdf.add_page()
    y = 60.0
    for title, _ in lines:
        for part in title.split("\n"):
            pdf.set_font("helvetica", style="B", size=10)
            pdf.text(40, y, part.lstrip("|"))
            y += 14
        put(pdf, 40, y, "De praktijk levert het plan op tijd aan bij Lindehof.")
        put(pdf, 40, y + 12, "7 Een noot die met een getal begint.", size=7)
        y += 36
    document = read(pdf)
    assert document.tables == 0
    assert not [text for text in sentences(document) if text.rstrip()[-1:].isdigit()]
    paths = {chunk.section[-2:] for chunk in document.chunks}
    assert ("4 Hoe wij betalen", "4.2 Planning") in paths
    assert any(path[-1].startswith("2.1 Onderdelen") and path[-1].endswith("in gesprek gaan") for path in paths if path)
    assert not any(title.startswith("7 Een noot") for path in paths for title in path)
