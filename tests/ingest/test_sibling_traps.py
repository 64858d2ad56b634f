"""Traps of kinds that are known from public bug reports, in other words, formats and layouts than the reported ones."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF

from ingest.passes import read_document
from retrieval.types import Document, UnitKind

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
IN_BOX = "Let op: u dient de aanvraag uiterlijk 9 september 2031 in."
PICTURE = (
    f"<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{IN_BOX}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict>"
)
DRAWING = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x">'
    f"<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{IN_BOX}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
    f"</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback>"
    "</mc:AlternateContent>"
)


def found(document: Document) -> list[str]:
    return [unit.text for chunk in document.chunks for unit in chunk.units]


@pytest.mark.parametrize("box", [PICTURE, DRAWING], ids=["picture", "drawing"])
@pytest.mark.parametrize("in_cell", [False, True], ids=["in-the-text", "in-a-cell"])
def test_a_text_box_in_word_is_read_once(tmp_path: Path, box: str, *, in_cell: bool) -> None:
    word = docx.Document()
    word.add_paragraph("De aanvraag gaat digitaal.")
    if in_cell:
        table = word.add_table(1, 2)
        table.cell(0, 0).text = "Aanvraag"
        place = table.cell(0, 1).paragraphs[0]
    else:
        place = word.add_paragraph()
    place._p.append(parse_xml(f"<w:r {NAMESPACES}>{box}</w:r>"))
    word.save(str(tmp_path / "beleid.docx"))
    assert sum(text.count("9 september 2031") for text in found(read_document(tmp_path / "beleid.docx"))) == 1


def test_chapters_and_letters_that_word_counts(tmp_path: Path) -> None:
    word = docx.Document()
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Hoofdstuk %1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    )
    numbering = word.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    for text, level, style in (
        ("Toetreding", 0, "Heading 1"),
        ("De praktijk heeft 2 logopedisten.", 1, None),
        ("Termijnen", 0, "Heading 1"),
        ("U reageert binnen 6 weken.", 1, None),
        ("U tekent uiterlijk 2 december 2031.", 1, None),
    ):
        counted = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>'
        word.add_paragraph(text, style=style)._p.get_or_add_pPr().append(parse_xml(counted))
    word.save(str(tmp_path / "beleid.docx"))
    document = read_document(tmp_path / "beleid.docx")
    last = document.chunks[-1].units[-1]
    assert last.section[-1] == "Hoofdstuk 4 Termijnen"
    assert "b) U tekent uiterlijk 2 december 2031." in document.text


COLUMNS = (
    ("Huisartsen leveren het plan", "in vóór 3 maart 2031. Het plan", "telt 4 pagina's."),
    ("Logopedisten leveren het", "plan in vóór 17 maart 2031.", "Het plan telt 2 pagina's."),
    ("Apotheken leveren het plan", "in vóór 31 maart 2031. Het", "plan telt 6 pagina's."),
)


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    for x, column in enumerate(COLUMNS):
        for y, line in enumerate(column):
            pdf.text(40 + 180 * x, 135 + 13 * y, line)
    pdf.output(str(tmp_path / "beleid.pdf"))
    assert found(read_document(tmp_path / "beleid.pdf"))[::2] == [
        "Huisartsen leveren het plan in vóór 3 maart 2031.",
        "Logopedisten leveren het plan in vóór 17 maart 2031.",
        "Apotheken leveren het plan in vóór 31 maart 2031.",
    ]


MARKS = [
    pytest.param("Voor scholing is 2,4 miljoen euro", "3", " beschikbaar.", "2400000", id="money"),
    pytest.param("De praktijk reageert binnen 15 werkdagen", "12", " op het aanbod.", "P15WD", id="working-days"),
    pytest.param("Ten minste 85 procent", "2", " van de cliënten is tevreden.", "85", id="percentage"),
    pytest.param("De overeenkomst eindigt op 31 december 2031", "4", ".", "2031-12-31", id="date"),
]


@pytest.mark.parametrize(("before", "mark", "after", "value"), MARKS)
def test_a_raised_mark_changes_no_figure(tmp_path: Path, before: str, mark: str, after: str, value: str) -> None:
    pdf = FPDF(unit="pt")
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(40, 120, before)
    x = 40 + pdf.get_string_width(before)
    pdf.set_font_size(6)
    pdf.text(x, 116, mark)
    x += pdf.get_string_width(mark)
    pdf.set_font_size(10)
    pdf.text(x, 120, after)
    pdf.output(str(tmp_path / "beleid.pdf"))
    page = tmp_path / "beleid.html"
    page.write_text(f"<html><body><h1>Beleid</h1><p>{before}<sup>[{mark}]</sup>{after}</p></body></html>", "utf-8")
    for path in (tmp_path / "beleid.pdf", page):
        units = [unit for chunk in read_document(path).chunks for unit in chunk.units]
        assert value in {figure.value for unit in units for figure in unit.figures}


ROWSPANS = (
    "<table><tr><th>Module</th><th>Soort</th><th>Tarief</th></tr>"
    "<tr><td rowspan=2>Stotteren</td><td>individueel</td><td>€ 52,40</td></tr><tr><td>groep</td><td>€ 21,15</td></tr>"
    "<tr><td rowspan=2>Afasie</td><td>individueel</td><td>€ 57,80</td></tr>"
    "<tr><td>groep</td><td>€ 24,60</td></tr></table>"
)


def test_a_cell_over_rows_is_read_in_each(tmp_path: Path) -> None:
    page = tmp_path / "beleid.html"
    page.write_text(f"<html><body><h1>Tarieven</h1>{ROWSPANS}</body></html>", "utf-8")
    document = read_document(page)
    rows = [unit.text for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW]
    assert rows[1::2] == ["Stotteren | groep | € 21,15", "Afasie | groep | € 24,60"]


UNSEEN = [
    "<p hidden>{}</p>",
    "<p style='visibility:hidden'>{}</p>",
    "<template><p>{}</p></template>",
    "<p><s>{}</s></p>",
    "<div style='opacity:0'><p>{}</p></div>",
    "<p style='color:transparent'>{}</p>",
    "<p style='position:absolute;left:-9999px'>{}</p>",
]


@pytest.mark.parametrize("form", UNSEEN)
def test_what_a_page_does_not_show_is_left_out(tmp_path: Path, form: str) -> None:
    page = tmp_path / "beleid.html"
    shown = "<details><summary>Tekenen</summary><p>U tekent uiterlijk 8 november 2031.</p></details>"
    hidden = form.format("U tekent uiterlijk 1 juli 2031.")
    page.write_text(f"<html><body><h1>Contract</h1>{hidden}{shown}</body></html>", "utf-8")
    text = read_document(page).text
    assert "8 november 2031" in text
    assert "1 juli" not in text
