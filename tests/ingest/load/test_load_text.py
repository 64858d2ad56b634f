"""Text files: encodings, pages, layout, and what is no text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.load import load
from ingest.load.decode import decode
from ingest.load.text import text_lines
from ingest.passes import read_document
from ingest.shape.blocks import Block, Line
from ingest.shape.clean import clean_lines
from retrieval.errors import ReadingError
from retrieval.types import UnitKind

SENTENCE = "Één financiële coöperatie – de patiënt krijgt vóór 1 mei ‘zorg’ à € 5. "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = SENTENCE * 5
    assert decode(text.encode(encoding), Path("b.txt")).text == text


def test_line_ends_and_nul() -> None:
    assert decode(b"een\r\ntwee\rdrie\x00", Path("b.txt")).text == "een\ntwee\ndrie"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "leeg", id="empty"),
        pytest.param(b" \n\t\r\n\x0c", "leeg", id="white"),
        pytest.param(b"%PDF-1.7 en meer", "een PDF", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "een afbeelding", id="png"),
        pytest.param(bytes(range(256)) * 8, "geen leesbare tekst", id="noise"),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "b.txt").write_bytes(content)
    with pytest.raises(ReadingError, match=f"b.txt.*{message}"):
        load(tmp_path / "b.txt")


@pytest.mark.parametrize("name", ["b.xyz", "b"])
def test_a_kind_that_is_not_read_names_those_that_are(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("tekst")
    with pytest.raises(ReadingError, match=r"\.docx.*\.pdf"):
        load(tmp_path / name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"weg\.txt bestaat niet"):
        load(tmp_path / "weg.txt")


def test_markdown_and_html_in_a_text_file_are_read_as_such(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# Kop\n\nZie [de site](#) voor meer.\n\n## Nog een\n")
    (tmp_path / "b.txt").write_text("<!DOCTYPE html><html><body><p>Tekst.</p></body></html>")
    assert all(isinstance(part, Block) for name in "ab" for part in load(tmp_path / f"{name}.txt").parts)


def test_form_feeds_number_the_pages() -> None:
    parts = [part for part in text_lines("een\n\ftwee\ndrie\n").parts if isinstance(part, Line)]
    assert [(part.text, part.page, part.new_page) for part in parts] == [
        ("een", 1, True),
        ("twee", 2, True),
        ("drie", 2, False),
    ]


LAYOUT = """De planning is als volgt.

Datum                     Wie               Actie
1 april 2031              Lindehof          Bekendmaking van het beleid
Mei tot en met juni       Praktijk en       Gesprek over het plan, dat
2031                      Lindehof          twee uur duurt

1 oktober 2031            Praktijk          Plan inleveren

Daarna volgt het aanbod van de overeenkomst aan iedere praktijk.
"""


def test_a_table_that_kept_its_layout() -> None:
    [_, block, _] = text_lines(LAYOUT).parts
    assert isinstance(block, Block)
    assert block.table is not None
    assert block.table.rows == (
        ("Datum", "Wie", "Actie"),
        ("1 april 2031", "Lindehof", "Bekendmaking van het beleid"),
        ("Mei tot en met juni 2031", "Praktijk en Lindehof", "Gesprek over het plan, dat twee uur duurt"),
        ("1 oktober 2031", "Praktijk", "Plan inleveren"),
    )


def test_bullets_with_wide_white_behind_them_are_no_column() -> None:
    text = "Een vervoerder:\n" + "".join(f"   •   houdt zich aan eis {n};\n" for n in ("een", "twee", "drie", "vier"))
    assert not [part for part in text_lines(text).parts if isinstance(part, Block)]


def test_a_numbered_heading_by_itself_is_no_row_of_the_table_before_or_behind_it() -> None:
    rows = "Wanneer                   Wat               Wie\n1 juli t/m 31 augustus    Tekenen           Praktijk\n"
    rows += "4 september 2026          Aanleveren        Praktijk\n"
    parts = text_lines(f"3.1 Planning\n\n{rows}\n3.2 Nieuwe praktijken\n\nNieuwe praktijken melden zich.\n").parts
    (table,) = [part.table for part in parts if isinstance(part, Block)]
    assert table is not None
    assert len(table.rows) + bool(table.headers) == 3
    assert [part.text for part in parts if isinstance(part, Line)][:2] == ["3.1 Planning", "3.2 Nieuwe praktijken"]


def test_two_columns_that_kept_their_layout() -> None:
    left = [
        "De linker kolom vertelt over de praktijk",
        "die zich aanmeldt voor het eerste jaar en",
        "daarbij een plan inlevert dat volledig is",
        "en dat op tijd bij de inkoper ligt om te",
        "worden gelezen door de juiste mensen hier.",
    ]
    right = [
        "In de rechter kolom staat wat er daarna",
        "met het plan gebeurt en wie er over gaat",
        "beslissen in de weken die daarop volgen",
        "zodat u weet waar u aan toe bent bij het",
        "tekenen van de nieuwe overeenkomst.",
    ]
    text = "\n".join(f"{a:<50}{b}" for a, b in zip(left, right, strict=True))
    found = [part.text for part in text_lines(text).parts if isinstance(part, Line)]
    assert found == left + right


# ---------------------------------------------------------------- pictures


def test_without_tesseract_the_message_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    from ingest.load import scan

    scan._ready.cache_clear()
    monkeypatch.setattr("pytesseract.pytesseract.tesseract_cmd", "niet-aanwezig")
    Image.new("L", (40, 40), 255).save(tmp_path / "b.png")
    with pytest.raises(ReadingError, match="tesseract-ocr en tesseract-ocr-nld"):
        load(tmp_path / "b.png")
    scan._ready.cache_clear()


def test_a_damaged_picture_says_so(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\nkapot")
    with pytest.raises(ReadingError, match=r"b\.png is beschadigd"):
        load(tmp_path / "b.png")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_picture_of_a_page_is_read(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    from ingest.load import scan

    if not scan._ready():
        pytest.skip("no Dutch data for Tesseract")
    page = Image.new("L", (1500, 400), 255)
    font = ImageFont.load_default(size=40)
    ImageDraw.Draw(page).text((60, 60), "Lever het plan uiterlijk op 14 maart 2031 in.", font=font, fill=0)
    page.save(tmp_path / "b.png")
    loaded = load(tmp_path / "b.png")
    assert loaded.recognised
    assert "14 maart 2031" in " ".join(part.text for part in loaded.parts)
    assert "tekstherkenning" in loaded.problems[0]


FOOTED = """Voorzorg zorginkoopbeleid 2032                                                 4

3 Eisen
De praktijk is op werkdagen open en neemt deel aan het wijkoverleg in de eigen regio.

Voorzorg zorginkoopbeleid 2032                                                 5

4 Tarieven
Prestatie                       Tarief 2032     Tarief 2031
Zitting fysiotherapie           € 41,50         € 39,80
Zitting manuele therapie        € 52,25         € 50,10
Toeslag aan huis                € 6,00          € 4,00
"""


def test_a_running_footer_is_no_row_of_the_table_below_it() -> None:
    [table] = [part.table for part in text_lines(FOOTED).parts if isinstance(part, Block) and part.table]
    assert table.rows == (
        ("Prestatie", "Tarief 2032", "Tarief 2031"),
        ("Zitting fysiotherapie", "€ 41,50", "€ 39,80"),
        ("Zitting manuele therapie", "€ 52,25", "€ 50,10"),
        ("Toeslag aan huis", "€ 6,00", "€ 4,00"),
    )


def paged(body: str, page: int, pages: int) -> str:
    """A page with its header above, and the version and the page number below."""
    head = "VZ                                          Zorginkoopbeleid 2032 Fysiotherapie"
    return f"{head}\n\n\n{body}\n\n\nVersie 1.0 | 28 maart 2031                          pagina {page} van {pages}\n"


PLANNING = """  Tabel 4   Planning inkoop 2032

  Datum                   Wie                    Wat                       Kanaal

  28 maart 2031           VZ                     Bekendmaken beleid        Website
  Uiterlijk 15 mei        Alle aanbieders        Stellen van vragen        E-mail
  2031, 12.00 uur                                over het beleid
  13 juni 2031            VZ                     Nota van antwoorden       Website"""
CONTACT = """  Waarover                Hoe
  Inkoop                  inkoop@vz.example
  Declaraties             declaraties@vz.example
  Fraude                  fraude@vz.example


Bijlage 1     Begrippen

Wachttijd
Het aantal dagen tot het eerste gesprek.


9 Woordenlijst

Zitting
Een behandeling van een half uur."""


def test_a_footer_with_a_version_and_a_page_number_parts_no_table() -> None:
    bodies = ["Dit is de inleiding.", "Hier staat wat wij willen.", PLANNING, CONTACT]
    text = "\f".join(paged(body, page, len(bodies)) for page, body in enumerate(bodies, start=1))

    parts = text_lines(text).parts
    tables = [part.table.rows for part in parts if isinstance(part, Block) and part.table]
    lines = [part.text.strip() for part in parts if isinstance(part, Line)]
    assert tables[0] == (
        ("Datum", "Wie", "Wat", "Kanaal"),
        ("28 maart 2031", "VZ", "Bekendmaken beleid", "Website"),
        ("Uiterlijk 15 mei 2031, 12.00 uur", "Alle aanbieders", "Stellen van vragen over het beleid", "E-mail"),
        ("13 juni 2031", "VZ", "Nota van antwoorden", "Website"),
    )
    assert tables[1][-1] == ("Fraude", "fraude@vz.example")
    assert {"Tabel 4 Planning inkoop 2032", "Bijlage 1 Begrippen", "9 Woordenlijst"} <= {
        " ".join(line.split()) for line in lines
    }
    assert not any(
        "pagina" in line for line in (part.text for part in clean_lines(parts).parts if isinstance(part, Line))
    )


GLOSSED = """A.    Wat er anders wordt

      •   De drempel gaat omhoog.

1     Over dit beleid

1.1   Begrippen

      Wijkploeg             Een vaste groep verpleegkundigen die in de avond en de nacht samen een
                            wijk bedient.

      Maat                  Wie in de ploeg meedoet.

      Nachtzorg             Zorg tussen 23.00 en 7.00 uur.

2     Wat wij willen

Wij zien graag vaste ploegen.

      a)   de ploeg heeft een rooster;
      b)   de ploeg heeft een meldkamer die ook in de nacht
           bereikbaar is;
      c)   de ploeg heeft een fiets.

2.1   Planning

      Datum en tijd               Wie                  Wat                  Kanaal

      30 maart 2031               Linde                Beleid               site
      Vanaf 7 september 2031      Linde                Model                portaal
      11 december 2031, 16.00 uur Wijkploeg            Tekenen              VECOZO
      4 januari 2032              Linde                Overzicht            site
"""


def test_the_number_of_a_chapter_stands_in_no_table_above_it() -> None:
    parts = text_lines(GLOSSED).parts
    tables = [part.table for part in parts if isinstance(part, Block) and part.table is not None]

    assert [row[0] for row in tables[0].rows] == ["Wijkploeg", "Maat", "Nachtzorg"]
    assert "2     Wat wij willen" in [part.text for part in parts if isinstance(part, Line)]
    assert len(tables) == 2


def test_a_cell_as_wide_as_its_column_is_cut_from_the_next() -> None:
    tables = [part.table for part in text_lines(GLOSSED).parts if isinstance(part, Block) and part.table is not None]

    assert ("11 december 2031, 16.00 uur", "Wijkploeg", "Tekenen", "VECOZO") in tables[1].rows


def test_items_with_letters_that_follow_on_are_items(tmp_path: Path) -> None:
    (tmp_path / "beleid.txt").write_text(GLOSSED, encoding="utf-8")

    found = [unit for chunk in read_document(tmp_path / "beleid.txt").chunks for unit in chunk.units]
    assert [unit.text for unit in found if unit.kind is UnitKind.ITEM] == [
        "De drempel gaat omhoog.",
        "de ploeg heeft een rooster;",
        "de ploeg heeft een meldkamer die ook in de nacht bereikbaar is;",
        "de ploeg heeft een fiets.",
    ]
