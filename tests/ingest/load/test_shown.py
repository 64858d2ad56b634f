"""What a reader of a PDF does not see is not read, and named; what stands sideways is read. Made from invented text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import TextMode

from ingest.passes import read_document
from retrieval.types import Document

SEEN = "De praktijk tekent de overeenkomst uiterlijk 14 maart 2031."
UNSEEN = "De praktijk tekent uiterlijk 9 januari 2031."
Draw = Callable[[FPDF], None]


def read(tmp_path: Path, draw: Draw) -> Document:
    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(40, 60, SEEN)
    draw(pdf)
    path = tmp_path / "beleid.pdf"
    pdf.output(str(path))
    return read_document(path)


def white(pdf: FPDF) -> None:
    pdf.set_text_color(255)
    pdf.text(40, 90, UNSEEN)


def nearly_white_on_a_white_box(pdf: FPDF) -> None:
    pdf.set_fill_color(255)
    pdf.rect(30, 75, 300, 30, style="F")
    pdf.set_text_color(253, 253, 254)
    pdf.text(40, 90, UNSEEN)


def clear(pdf: FPDF) -> None:
    with pdf.local_context(fill_opacity=0.01):
        pdf.text(40, 90, UNSEEN)


def not_painted(pdf: FPDF) -> None:
    with pdf.local_context(text_mode=TextMode.INVISIBLE):
        pdf.text(40, 90, UNSEEN)


def off_the_page(pdf: FPDF) -> None:
    pdf.text(40, 900, UNSEEN)


def tiny(pdf: FPDF) -> None:
    pdf.set_font_size(1)
    pdf.text(40, 90, UNSEEN)


@pytest.mark.parametrize("draw", [white, nearly_white_on_a_white_box, clear, not_painted, off_the_page, tiny])
def test_what_is_not_seen_is_left_out_and_named(tmp_path: Path, draw: Draw) -> None:
    document = read(tmp_path, draw)
    assert "9 januari" not in document.text
    assert SEEN in document.text
    assert any("Verborgen tekst" in problem and "9 januari 2031" in problem for problem in document.problems)


def with_a_line(pdf: FPDF) -> None:
    pdf.text(40, 90, UNSEEN)
    pdf.line(40, 87, 40 + pdf.get_string_width(UNSEEN), 87)


def with_a_bar(pdf: FPDF) -> None:
    pdf.text(40, 90, UNSEEN)
    pdf.rect(40, 86, pdf.get_string_width(UNSEEN), 0.8, style="F")


def by_a_reviewer(pdf: FPDF) -> None:
    pdf.text(40, 90, UNSEEN)
    width = pdf.get_string_width(UNSEEN)
    pdf.add_text_markup_annotation("StrikeOut", "vervalt", (40, 751.9, 40 + width, 751.9, 40, 763.9, 40 + width, 763.9))


@pytest.mark.parametrize("draw", [with_a_line, with_a_bar, by_a_reviewer])
def test_what_is_struck_through_is_left_out_and_named(tmp_path: Path, draw: Draw) -> None:
    document = read(tmp_path, draw)
    assert "9 januari" not in document.text
    assert any("Doorgehaalde tekst" in problem and "9 januari 2031" in problem for problem in document.problems)


def underlined(pdf: FPDF) -> None:
    pdf.text(40, 90, UNSEEN)
    pdf.line(40, 92, 300, 92)


def white_on_blue(pdf: FPDF) -> None:
    pdf.set_fill_color(0, 60, 120)
    pdf.rect(30, 75, 300, 30, style="F")
    pdf.set_text_color(255)
    pdf.text(40, 90, UNSEEN)


def half_clear(pdf: FPDF) -> None:
    with pdf.local_context(fill_opacity=0.5):
        pdf.text(40, 90, UNSEEN)


def outlined(pdf: FPDF) -> None:
    with pdf.local_context(text_mode=TextMode.STROKE):
        pdf.text(40, 90, UNSEEN)


@pytest.mark.parametrize("draw", [underlined, white_on_blue, half_clear, outlined])
def test_what_is_seen_is_read(tmp_path: Path, draw: Draw) -> None:
    document = read(tmp_path, draw)
    assert UNSEEN in document.text
    assert not document.problems


def test_a_remark_in_an_unknown_encoding_does_not_end_the_reading(tmp_path: Path) -> None:
    def draw(pdf: FPDF) -> None:
        pdf.text_annotation(40, 90, "co-ordinatie XX van deze tekst")

    read(tmp_path, draw)
    path = tmp_path / "beleid.pdf"
    path.write_bytes(path.read_bytes().replace(b"co-ordinatie XX", b"\xeb\xd8\xeb\xd8ordinatie X"))
    assert SEEN in read_document(path).text


# ---------------------------------------------------------------- sideways


@pytest.mark.parametrize("angle", [90, -90, 180])
def test_a_block_beside_the_text_is_read(tmp_path: Path, angle: int) -> None:
    def draw(pdf: FPDF) -> None:
        with pdf.rotation(angle, 300, 400):
            pdf.text(300, 400, UNSEEN)
            pdf.text(300, 414, "Daarna vervalt het aanbod.")

    document = read(tmp_path, draw)
    assert [unit.text for chunk in document.chunks for unit in chunk.units] == [
        SEEN,
        UNSEEN,
        "Daarna vervalt het aanbod.",
    ]


@pytest.mark.parametrize("angle", [90, -90])
def test_a_page_set_sideways_is_turned_with_its_table(tmp_path: Path, angle: int) -> None:
    def draw(pdf: FPDF) -> None:
        pdf.add_page()
        with pdf.rotation(angle, 300, 420):
            pdf.set_xy(0, 300)
            with pdf.table(width=500, align="L", num_heading_rows=1) as table:
                for cells in (("Stap", "Wie", "Datum"), ("Vragen stellen", "Praktijk", "3 mei 2031"),
                              ("Antwoorden", "Lindehof", "1 juni 2031")):  # fmt: skip
                    row = table.row()
                    for cell in cells:
                        row.cell(cell)

    document = read(tmp_path, draw)
    assert "Vragen stellen | Praktijk | 3 mei 2031" in document.text
    assert "Antwoorden | Lindehof | 1 juni 2031" in document.text


def test_a_sideways_word_in_a_table_stands_in_its_cell(tmp_path: Path) -> None:
    def draw(pdf: FPDF) -> None:
        cells = [("", "Ronde", "Datum"), ("", "Eerste ronde", "3 mei 2031"), ("", "Tweede ronde", "1 juni 2031")]
        for y, row in enumerate(cells):
            for x, cell in enumerate(row):
                if x or not y:
                    pdf.rect(40 + 100 * x, 100 + 40 * y, 100, 40)
                    pdf.text(45 + 100 * x, 125 + 40 * y, cell)
        pdf.rect(40, 140, 100, 80)
        with pdf.rotation(90, 90, 210):
            pdf.text(90, 210, "Huisartsen")

    assert "Huisartsen | Tweede ronde | 1 juni 2031" in read(tmp_path, draw).text


def test_a_watermark_is_not_read_into_the_text(tmp_path: Path) -> None:
    def draw(pdf: FPDF) -> None:
        with pdf.rotation(45, 200, 300):
            pdf.text(200, 300, "CONCEPT van 9 januari 2031")

    document = read(tmp_path, draw)
    assert document.text.strip() == SEEN
    assert any("Schuin" in problem and "9 januari 2031" in problem for problem in document.problems)
