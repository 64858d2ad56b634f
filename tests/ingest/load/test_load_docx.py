"""Word files, made here with python-docx from invented text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from ingest.load import load
from ingest.load.docx import load_docx
from ingest.shape.blocks import Block, BlockKind
from retrieval.errors import ReadingError


def blocks(document: docx.document.Document, folder: Path) -> list[Block]:
    path = folder / "beleid.docx"
    document.save(str(path))
    return [part for part in load(path).parts if isinstance(part, Block)]


def test_headings_lists_and_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Beleid Lindehof"
    document.add_heading("1 Planning", level=1)
    document.add_paragraph("De planning:")
    document.add_paragraph("Eerste punt", style="List Bullet")
    document.add_paragraph("Onder het eerste punt", style="List Bullet 2")
    table = document.add_table(rows=3, cols=2)
    for at, row in enumerate([("Datum", "Actie"), ("1 mei 2031", "Plan"), ("1 juni 2031", "Gesprek")]):
        table.rows[at].cells[0].text, table.rows[at].cells[1].text = row
    table.cell(1, 1).merge(table.cell(2, 1))
    found = blocks(document, tmp_path)
    assert [b.kind for b in found][:4] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]
    assert found[3].depth == 1
    assert found[-1].table is not None
    assert [row[1] for row in found[-1].table.rows[-2:]] == ["Plan Gesprek", "Plan Gesprek"]
    assert not [b for b in found if "Lindehof" in b.text]


def test_title_from_the_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Inkoopbeleid fysiotherapie 2031"
    document.add_paragraph("Tekst.")
    document.save(str(tmp_path / "b.docx"))
    assert load_docx(tmp_path / "b.docx").title == "Inkoopbeleid fysiotherapie 2031"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "leeg", id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "wachtwoord", id="locked or old"),
        pytest.param(b"PK\x03\x04kapot", "beschadigd", id="damaged"),
        pytest.param(b"gewone tekst", "beschadigd", id="text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "stuk.docx").write_bytes(content)
    with pytest.raises(ReadingError, match=f"stuk.docx.*{message}"):
        load_docx(tmp_path / "stuk.docx")


def test_another_zip_is_no_word_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        archive.writestr("los.txt", "tekst")
    with pytest.raises(ReadingError, match="geen Word-document"):
        load_docx(tmp_path / "b.docx")
