"""PDF: layout that policies have, made here with fpdf2 from invented text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod

from ingest.load import load
from ingest.passes import read_document
from retrieval.errors import ReadingError
from retrieval.types import Document, UnitKind

BODY = (
    "Zorgverzekeraar Lindehof koopt de zorg in bij praktijken die voldoen aan de eisen van dit hoofdstuk. "
    "De praktijk levert het jaarplan uiterlijk op 14 maart 2031 aan via het portaal. "
    "Wij reageren binnen zes weken op ieder plan dat volledig is. "
)


class Policy(FPDF):
    """A policy with a running header and numbered pages."""

    def __init__(self, header: str = "", *, numbered: bool = False) -> None:
        super().__init__()
        self.running = header
        self.numbered = numbered
        self.set_auto_page_break(True, margin=25)
        self.set_font("helvetica", size=11)

    def header(self) -> None:
        if self.running:
            self.set_font("helvetica", size=8)
            self.cell(0, 6, self.running, new_x="LMARGIN", new_y="NEXT")
            self.ln(6)
            self.set_font("helvetica", size=11)

    def footer(self) -> None:
        if self.numbered:
            self.set_y(-15)
            self.set_font("helvetica", size=8)
            self.cell(0, 6, f"Pagina {self.page_no()} van 9", align="C")

    def heading(self, text: str, size: int = 16) -> None:
        self.ln(4)
        self.set_font("helvetica", style="B", size=size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        self.set_font("helvetica", size=11)
        self.ln(2)

    def text_block(self, text: str) -> None:
        self.multi_cell(0, 5.5, text, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)


@pytest.fixture
def read(tmp_path: Path) -> Callable[[FPDF], Document]:
    def _read(pdf: FPDF) -> Document:
        path = tmp_path / "beleid.pdf"
        pdf.output(str(path))
        return read_document(path)

    return _read


def units(document: Document) -> list[str]:
    return [unit.text for chunk in document.chunks for unit in chunk.units]


def test_headings_come_from_letter_size_and_numbering(read: Callable[[FPDF], Document]) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.heading("Inkoopbeleid wijkverpleging 2031", 22)
    pdf.heading("1 Wat verandert er?", 16)
    pdf.text_block(BODY)
    pdf.heading("1.1 Planning", 13)
    pdf.text_block(BODY)
    document = read(pdf)
    assert [chunk.section for chunk in document.chunks][-2:] == [
        ("1 Wat verandert er?",),
        ("1 Wat verandert er?", "1.1 Planning"),
    ]


def test_running_header_and_page_numbers_are_dropped_and_sentences_go_on_over_the_page(
    read: Callable[[FPDF], Document],
) -> None:
    pdf = Policy("Lindehof beleid wijkverpleging", numbered=True)
    pdf.add_page()
    pdf.heading("1 Inleiding")
    for _ in range(40):
        pdf.multi_cell(0, 5.5, BODY, new_x="LMARGIN", new_y="NEXT")
    document = read(pdf)
    texts = units(document)
    assert not [text for text in texts if "Lindehof beleid" in text or "Pagina" in text]
    assert set(texts) == {sentence.strip() + "." for sentence in BODY.strip(". ").split(". ")}
    assert len(texts) == 120
    assert {unit.page for chunk in document.chunks for unit in chunk.units} == {1, 2, 3}


def test_a_ruled_table_over_two_pages_is_one_table(read: Callable[[FPDF], Document]) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.heading("3 Planning")
    pdf.text_block("De planning ziet er als volgt uit:")
    rows = [(f"{day} juni 2030", f"Stap {day} is klaar en gemeld in het portaal") for day in range(1, 29)]
    with pdf.table(col_widths=(40, 120), line_height=10, repeat_headings=1) as table:
        for row in [("Datum", "Actie"), *rows]:
            table.row(row)
    document = read(pdf)
    found = [unit for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW]
    assert document.tables == 1
    assert [unit.cells for unit in found] == [(("Datum", day), ("Actie", what)) for day, what in rows]
    assert [unit.page for unit in found] == sorted(unit.page or 0 for unit in found)
    assert {unit.page for unit in found} == {1, 2}
    assert all("Datum | Actie" in unit.lead for unit in found)


def test_two_columns_are_read_one_after_the_other(read: Callable[[FPDF], Document]) -> None:
    left = "De linker kolom spreekt over de praktijk die zich aanmeldt voor het eerste jaar van het contract. " * 5
    right = "In de rechter kolom staat wat de verzekeraar daarna doet met de aanmelding en het plan. " * 5
    pdf = Policy()
    pdf.add_page()
    pdf.heading("2 Twee kolommen")
    top = pdf.get_y()
    pdf.multi_cell(85, 5.5, left)
    pdf.set_xy(110, top)
    pdf.multi_cell(85, 5.5, right)
    texts = units(read(pdf))
    assert len(texts) == 10
    assert all(text.startswith("De linker kolom") and text.endswith("contract.") for text in texts[:5])
    assert all(text.startswith("In de rechter kolom") and text.endswith("plan.") for text in texts[5:])


def test_a_table_without_rules_is_read_by_its_places(read: Callable[[FPDF], Document]) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.heading("6 Planning")
    rows = [
        ("Datum", "Actie"),
        ("1 april 2030", "Bekendmaking van het beleid"),
        ("15 mei 2030", "Laatste dag voor het plan van de praktijk"),
        ("1 oktober 2030", "Aanbod van de overeenkomst"),
    ]
    for day, what in rows:
        pdf.cell(60, 8, day)
        pdf.cell(0, 8, what, new_x="LMARGIN", new_y="NEXT")
    document = read(pdf)
    assert [unit.cells for chunk in document.chunks for unit in chunk.units] == [
        (("Datum", day), ("Actie", what)) for day, what in rows[1:]
    ]


def test_a_raised_mark_ties_the_footnote_to_its_sentence(read: Callable[[FPDF], Document]) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.heading("4 Tarieven")
    pdf.write(5.5, "Het tarief is gebaseerd op de begroting")
    pdf.char_vpos = "SUP"
    pdf.write(5.5, "1")
    pdf.char_vpos = "LINE"
    pdf.write(5.5, ". Daarna volgt een gesprek met de praktijk over het plan en het budget van het jaar erna.")
    pdf.set_y(-40)
    pdf.set_font("helvetica", size=8)
    pdf.write(4, "1 De begroting telt alleen kosten van het lopende jaar.")
    pdf.set_font("helvetica", size=11)
    pdf.add_page()
    pdf.heading("5 Vragen")
    pdf.text_block(BODY)
    document = read(pdf)
    note = next(u for c in document.chunks for u in c.units if u.text.startswith("De begroting telt"))
    assert note.lead == "Het tarief is gebaseerd op de begroting¹."
    assert note.section == ("4 Tarieven",)
    assert all(figure.value != "1" for c in document.chunks for u in c.units for figure in u.figures)


def test_words_broken_at_the_line_end_are_whole_and_years_stay_apart(read: Callable[[FPDF], Document]) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.heading("7 Looptijd")
    for line in (
        "De zorgovereenkomst geldt voor de praktijk en wordt per jaar bezien in overleg. De zorgover-",
        "eenkomst die u tekent geldt voor de jaren 2031-",
        "2033 en eindigt daarna zonder dat u iets hoeft te doen.",
    ):
        pdf.cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
    text = read(pdf).text
    assert "De zorgovereenkomst die u tekent geldt voor de jaren 2031-2033 en eindigt" in text


def test_an_encrypted_file_says_so(tmp_path: Path) -> None:
    pdf = Policy()
    pdf.add_page()
    pdf.text_block(BODY)
    pdf.set_encryption(
        "eigenaar", "gebruiker", encryption_method=EncryptionMethod.RC4, permissions=AccessPermission.all()
    )
    path = tmp_path / "geheim.pdf"
    pdf.output(str(path))
    with pytest.raises(ReadingError, match=r"geheim\.pdf is met een wachtwoord beveiligd"):
        load(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "leeg", id="empty"),
        pytest.param(b"\n\n", "leeg", id="blank"),
        pytest.param(b"gewoon tekst die geen pdf is", "geen PDF", id="text"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<", "beschadigd", id="cut off"),
        pytest.param(b"%PDF-1.4\n" + b"\x00\xff" * 4000, "beschadigd", id="noise"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "stuk.pdf"
    path.write_bytes(content)
    with pytest.raises(ReadingError, match=message):
        load(path)
