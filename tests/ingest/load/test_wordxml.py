"""What Word shows of a file: text boxes, tracked changes, struck and hidden text, automatic numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.load.docx import load_docx
from ingest.load.numbering import written
from ingest.passes import read_document
from ingest.shape.blocks import Loaded
from retrieval.types import UnitKind

NAMES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
Read = Callable[..., Loaded]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(*body: str, document: Word | None = None) -> Loaded:
        document = document or docx.Document()
        end = document.element.body.sectPr
        for element in list(parse_xml(f"<w:body {NAMES}>{''.join(body)}</w:body>")):
            end.addprevious(element)
        path = tmp_path / "beleid.docx"
        document.save(str(path))
        return load_docx(path)

    return _read


def texts(loaded: Loaded) -> list[str]:
    return [part.text for part in loaded.parts]


def run(text: str, properties: str = "") -> str:
    shape = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shape}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    shape = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{shape}{''.join(runs)}</w:p>"


# ---------------------------------------------------------------- text boxes

CONTENT = "<w:txbxContent>{}</w:txbxContent>"
BOX = CONTENT.format(paragraph(run("Lever het plan uiterlijk 12 mei 2031 in.")))
SHAPE = (
    f'<a:graphic><a:graphicData uri="x"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:txbx>{BOX}</wps:txbx></wps:wsp>'
    "</a:graphicData></a:graphic>"
)
INLINE = f"<w:drawing><wp:inline>{SHAPE}</wp:inline></w:drawing>"
ANCHOR = f"<w:drawing><wp:anchor>{SHAPE}</wp:anchor></w:drawing>"
GROUP = (
    '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wpg:wgp><wps:wsp><wps:txbx>'
    f"{BOX}</wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{ANCHOR}</mc:Choice><mc:Fallback>{VML}</mc:Fallback>'
    "</mc:AlternateContent>"
)


@pytest.mark.parametrize("box", [INLINE, ANCHOR, GROUP, VML, BOTH], ids=["inline", "anchor", "group", "vml", "both"])
def test_a_text_box_is_read_once_behind_its_paragraph(read: Read, box: str) -> None:
    loaded = read(paragraph(run("Vraag het aan."), f"<w:r>{box}</w:r>"), paragraph(run("Daarna tekent u.")))
    assert texts(loaded) == ["Vraag het aan.", "Lever het plan uiterlijk 12 mei 2031 in.", "Daarna tekent u."]


def test_a_text_box_of_several_paragraphs_and_a_table_in_a_cell(read: Read) -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Stap", "1 mei"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    box = CONTENT.format(paragraph(run("Eén.")) + table + paragraph(run("Twee.")))
    loaded = read(paragraph(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"))
    assert texts(loaded) == ["Eén.", "", "Twee."]
    assert loaded.parts[1].table is not None  # type: ignore[union-attr]


# ---------------------------------------------------------------- struck, hidden, changed


@pytest.mark.parametrize(
    ("properties", "what"),
    [
        ("<w:strike/>", "Doorgehaalde"),
        ('<w:strike w:val="1"/>', "Doorgehaalde"),
        ("<w:dstrike/>", "Doorgehaalde"),
        ("<w:vanish/>", "Verborgen"),
        ('<w:color w:val="FFFFFF"/>', "Verborgen"),
        ('<w:sz w:val="2"/>', "Verborgen"),
        ('<w:rStyle w:val="Weg"/>', "Doorgehaalde"),
    ],
)
def test_what_is_struck_or_hidden_is_left_out_and_named(read: Read, properties: str, what: str) -> None:
    document = docx.Document()
    document.styles.add_style("Weg", WD_STYLE_TYPE.CHARACTER).font.strike = True
    loaded = read(paragraph(run("Uiterlijk "), run("1 mei 2031", properties), run(" 2 juni 2031.")), document=document)
    assert texts(loaded) == ["Uiterlijk 2 juni 2031."]
    assert [problem for problem in loaded.problems if problem.startswith(what) and '"1 mei 2031"' in problem]


WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    "xml",
    [
        paragraph(run("Tekst 1.", '<w:strike w:val="0"/>')),
        paragraph(run("Tekst 1.", '<w:vanish w:val="false"/>')),
        paragraph(run("Tekst 1.", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>')),
        paragraph(run("Tekst 1.", '<w:color w:val="FFFFFF"/>'), properties='<w:shd w:val="clear" w:fill="003366"/>'),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('Tekst 1.', WHITE))}</w:tc></w:tr></w:tbl>",
        paragraph("<w:r><w:rPr><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>Tekst 1.</w:t></w:r>"),
    ],
    ids=[
        "strike off",
        "vanish off",
        "white on shaded run",
        "white on shaded paragraph",
        "white in a table",
        "was struck",
    ],
)
def test_what_is_seen_is_read(read: Read, xml: str) -> None:
    loaded = read(xml)
    assert texts(loaded) == ["Tekst 1."]
    assert loaded.problems == ()


def test_tracked_changes_are_accepted(read: Read) -> None:
    author = 'w:id="1" w:author="x" w:date="2030-01-01T00:00:00Z"'
    loaded = read(
        paragraph(
            run("Uiterlijk "),
            f"<w:del {author}><w:r><w:delText>1 mei 2031</w:delText></w:r></w:del>",
            f"<w:ins {author}>{run('2 juni 2031')}</w:ins>",
            f"<w:moveFrom {author}>{run(' oud 4')}</w:moveFrom>",
            run("."),
        ),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Blijft</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del {author}/></w:trPr><w:tc><w:p><w:r><w:t>Gaat</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    )
    assert loaded.parts[0].text == "Uiterlijk 2 juni 2031."
    table = loaded.parts[1].table  # type: ignore[union-attr]
    assert table is not None
    assert table.rows == (("Blijft", "5"),)
    assert len(loaded.problems) == 1
    assert all(piece in loaded.problems[0] for piece in ('"1 mei 2031"', '"oud 4"', '"Gaat6"'))


# ---------------------------------------------------------------- content controls and fields


@pytest.mark.parametrize(
    "xml",
    [
        paragraph(run("Lever in op "), f"<w:sdt><w:sdtContent>{run('1 mei 2031')}</w:sdtContent></w:sdt>", run(".")),
        f"<w:sdt><w:sdtContent>{paragraph(run('Lever in op 1 mei 2031.'))}</w:sdtContent></w:sdt>",
        paragraph(run("Lever in op "), f'<w:fldSimple w:instr="REF x">{run("1 mei 2031")}</w:fldSimple>', run(".")),
        (
            f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{paragraph(run('Lever in op 1 mei 2031.'))}"
            "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        ),
    ],
    ids=["in a line", "around a paragraph", "field", "nested"],
)
def test_content_controls_and_fields_are_read(read: Read, xml: str) -> None:
    assert texts(read(xml)) == ["Lever in op 1 mei 2031."]


def test_the_prompt_of_an_empty_control_is_no_text(read: Read) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Kies een item.')}</w:sdtContent></w:sdt>"
    )
    assert texts(read(paragraph(run("Datum: onbekend."), control))) == ["Datum: onbekend."]


# ---------------------------------------------------------------- numbers


def numbered(*levels: tuple[str, str], document: Word | None = None) -> Word:
    """A document with list 90 whose levels have these formats and texts."""
    document = document or docx.Document()
    numbering = document.part.numbering_part.element
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="90">{shapes}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    numbering.append(
        parse_xml(
            f'<w:num {NAMES} w:numId="91"><w:abstractNumId w:val="90"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return document


def listed(text: str, depth: int = 0, *, style: str = "", number: int = 90) -> str:
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=name + place)


def test_headings_and_clauses_carry_their_numbers(read: Read, tmp_path: Path) -> None:
    document = numbered(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))
    read(
        listed("Toegang", style="Heading1"),
        listed("De praktijk is open.", 1),
        listed("Termijnen", style="Heading1"),
        listed("U tekent op tijd.", 1),
        listed("Dat is voor:", 1),
        listed("nieuwe praktijken;", 2),
        listed("oude praktijken.", 2),
        listed("Bezwaar kan binnen 3 weken.", 1),
        document=document,
    )
    found = read_document(tmp_path / "beleid.docx")
    assert " ".join(found.text.split()) == (
        "1. Toegang 1.1 De praktijk is open. 2. Termijnen 2.1 U tekent op tijd. 2.2 Dat is voor: "
        "a) nieuwe praktijken; b) oude praktijken. 2.3 Bezwaar kan binnen 3 weken."
    )
    last = found.chunks[-1].units[-1]
    assert (last.kind, last.section, last.text) == (
        UnitKind.ITEM, ("2. Termijnen",), "2.3 Bezwaar kan binnen 3 weken."
    )  # fmt: skip
    assert "count" not in {str(figure.kind) for figure in last.figures}


def test_a_list_of_its_own_starts_anew_and_one_that_goes_on_does_not(read: Read) -> None:
    document = numbered(("decimal", "%1."))
    loaded = read(
        listed("Een"), listed("Twee"), paragraph(run("Tussendoor.")), listed("Drie"), listed("Weer een", number=91),
        document=document,
    )  # fmt: skip
    assert [part.marker for part in loaded.parts if part.text != "Tussendoor."] == ["1.", "2.", "3.", "1."]  # type: ignore[union-attr]


def test_numbers_by_a_style_of_the_file_itself(read: Read) -> None:
    document = numbered(("decimal", "Artikel %1"), ("decimal", "%1.%2"))
    style = document.styles.add_style("Kop van ons", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Heading 2"]
    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {NAMES}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'))
    document.add_paragraph("Doel", style="Kop van ons")
    document.add_paragraph("Voor wie", style="Kop van ons")
    loaded = read(document=document)
    assert [(part.text, part.level) for part in loaded.parts] == [("Artikel 1 Doel", 2), ("Artikel 2 Voor wie", 2)]  # type: ignore[union-attr]


def test_numbers_of_rows_are_words_of_their_cells(read: Read) -> None:
    document = numbered(("decimal", "%1."))
    cells = [(listed("Aanvraag"), paragraph(run("1 mei 2031"))), (listed(""), paragraph(run("2 juni 2031")))]
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in cells)
    table = read(f"<w:tbl>{rows}</w:tbl>", document=document).parts[0].table  # type: ignore[union-attr]
    assert table is not None
    assert table.rows == (("1. Aanvraag", "1 mei 2031"), ("2.", "2 juni 2031"))


def test_roman_and_letters_and_levels_that_restart(read: Read) -> None:
    document = numbered(("upperRoman", "%1."), ("upperLetter", "%2."), ("decimalZero", "%3."))
    loaded = read(*(listed(f"x{at}", depth) for at, depth in enumerate([0, 1, 1, 2, 2, 0, 1, 2])), document=document)
    assert [part.marker for part in loaded.parts] == ["I.", "A.", "B.", "01.", "02.", "II.", "A.", "01."]  # type: ignore[union-attr]


@pytest.mark.parametrize(("count", "kind", "expected"), [(27, "lowerLetter", "aa"), (1994, "lowerRoman", "mcmxciv")])
def test_high_numbers(count: int, kind: str, expected: str) -> None:
    assert written(count, kind) == expected


def test_bullets_stay_bullets(read: Read) -> None:
    document = docx.Document()
    document.add_paragraph("Punt", style="List Bullet")
    assert [part.marker for part in read(document=document).parts] == ["-"]  # type: ignore[union-attr]


def test_the_contents_page_that_word_made_is_no_text(read: Read) -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    assert style.element.get(qn("w:styleId"))
    document.add_paragraph("1 Planning\t3", style=style)
    document.add_heading("1 Planning", level=1)
    document.add_paragraph("Tekst.")
    assert texts(read(document=document)) == ["1 Planning", "Tekst."]
