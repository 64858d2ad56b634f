"""A file to a Document: units, leads, chunks, and the laws that hold for every document."""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.load import SUFFIXES, load
from ingest.passes import read_document
from ingest.shape.clean import clean_lines
from retrieval.errors import ReadingError
from retrieval.figures.values import FigureKind
from retrieval.types import Document, Unit, UnitKind

Read = Callable[[str], Document]
PICTURES = frozenset([".png", ".jpg", ".jpeg", ".tif", ".tiff"])


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def _read(text: str, name: str = "beleid.md") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_document(path)

    return _read


def units(document: Document) -> list[Unit]:
    return [unit for chunk in document.chunks for unit in chunk.units]


POLICY = """# Inkoopbeleid fysiotherapie 2032

## 1 Voor wie

Dit beleid is voor praktijken in de regio Linde. Zij leveren zorg aan 3.000 verzekerden.

De praktijk voldoet aan de volgende eisen:

1. De praktijk heeft een AGB-code.
2. De praktijk heeft een plan, dat voldoet aan:
   - Het plan is van na 1 mei 2031. Het telt hooguit 4 bladzijden.
   - Het plan is getekend.
3. De praktijk is lid van de regio.

## 2 Planning

Belangrijke data in 2031:

| Datum | Wie | Actie |
|---|---|---|
| Uiterlijk 19 december, 13.00 uur | Praktijk | Plan |
| 1 februari 2032 | Lindehof | Aanbod |

### 2.1 Vragen

Mail ons. Wij reageren binnen 5 werkdagen.
"""


def test_units_of_each_kind(read: Read) -> None:
    found = units(read(POLICY))
    assert Counter(unit.kind for unit in found) == {
        UnitKind.HEADING: 1,
        UnitKind.SENTENCE: 6,
        UnitKind.ITEM: 5,
        UnitKind.ROW: 2,
    }


def test_items_carry_their_lead_in(read: Read) -> None:
    leads = {unit.text.split(".")[0]: unit.lead for unit in units(read(POLICY)) if unit.kind is UnitKind.ITEM}
    outer = "De praktijk voldoet aan de volgende eisen:"
    inner = "De praktijk heeft een plan, dat voldoet aan:"
    assert leads == {
        "De praktijk heeft een AGB-code": outer,
        "De praktijk heeft een plan, dat voldoet aan:": outer,
        "Het plan is van na 1 mei 2031": inner,
        "Het plan is getekend": inner,
        "De praktijk is lid van de regio": outer,
    }


def test_rows_carry_caption_headers_and_year(read: Read) -> None:
    first, second = [unit for unit in units(read(POLICY)) if unit.kind is UnitKind.ROW]
    assert first.text == "Uiterlijk 19 december, 13.00 uur | Praktijk | Plan"
    assert first.lead == "Belangrijke data in 2031:\nDatum | Wie | Actie"
    assert first.cells[1] == ("Wie", "Praktijk")
    assert first.year == 2031
    assert {figure.value for figure in first.figures} >= {"2031-12-19"}
    assert {figure.value for figure in second.figures} >= {"2032-02-01"}
    assert first.section == ("2 Planning",)


def test_amounts_take_the_currency_of_their_table(read: Read) -> None:
    rows = "\n\n| Prestatie | Basis | Plus |\n|---|---|---|\n| Intake | 61,25 | 64,50 |\n"
    priced = [unit for unit in units(read("# Tarieven\n\nTarieven (in euro):" + rows)) if unit.kind is UnitKind.ROW]
    assert [(figure.kind, figure.value) for figure in priced[0].figures] == [
        (FigureKind.MONEY, "61.25"),
        (FigureKind.MONEY, "64.5"),
    ]
    bare = [unit for unit in units(read("# Tijden\n\nUren per week:" + rows)) if unit.kind is UnitKind.ROW]
    assert {figure.kind for figure in bare[0].figures} == {FigureKind.COUNT}


def test_chunks_show_what_they_hold(read: Read) -> None:
    document = read(POLICY)
    table = next(chunk for chunk in document.chunks if chunk.section == ("2 Planning",))
    assert table.text == (
        "Belangrijke data in 2031:\nDatum | Wie | Actie\nUiterlijk 19 december, 13.00 uur | Praktijk | Plan\n"
        "1 februari 2032 | Lindehof | Aanbod"
    )
    first = next(chunk for chunk in document.chunks if chunk.section == ("1 Voor wie",))
    assert "1. De praktijk heeft een AGB-code." in first.text.split("\n")
    assert "  - Het plan is getekend." in first.text.split("\n")
    assert table.indexed_text.startswith("2 Planning\n")


def test_the_parts_of_a_long_list_repeat_the_lead_in(read: Read) -> None:
    items = "".join(
        f"- Eis {n} gaat over een onderwerp dat met veel woorden wordt uitgelegd aan de lezer.\n" for n in range(40)
    )
    document = read(f"# Eisen\n\nDe praktijk voldoet aan:\n\n{items}")
    assert len(document.chunks) > 2
    assert all(chunk.text.startswith("De praktijk voldoet aan:\n- Eis") for chunk in document.chunks)
    assert all(len(chunk.text.split()) <= 180 for chunk in document.chunks)


def test_the_parts_of_a_long_table_repeat_the_headers(read: Read) -> None:
    rows = "".join(f"| {n} mei 2031 | Stap {n} |\n" for n in range(1, 31))
    document = read(f"# Planning\n\n| Datum | Actie |\n|---|---|\n{rows}")
    assert [len(chunk.units) for chunk in document.chunks] == [12, 12, 6]
    assert all("Datum | Actie\n" in chunk.text for chunk in document.chunks)


def test_a_list_that_goes_on_after_a_paragraph_keeps_its_lead_in(read: Read) -> None:
    found = units(read("# Kop\n\nDe eisen:\n\n- a\n- b\n\nEen opmerking over b.\n\n- c\n"))
    assert [unit.lead for unit in found if unit.kind is UnitKind.ITEM] == ["De eisen:"] * 3


def test_a_heading_without_text_is_kept(read: Read) -> None:
    found = units(read("# Beleid 2031\n\n## Een\n\nTekst.\n\n## Niets hieronder\n\n## Twee\n\nTekst.\n"))
    assert [unit.text for unit in found if unit.kind is UnitKind.HEADING] == ["Niets hieronder"]


def test_the_same_sentence_twice_has_two_ids(read: Read) -> None:
    document = read("# Kop\n\nDit staat er twee keer.\n\nDit staat er twee keer.\n")
    assert len({unit.id for unit in units(document)}) == 2


def test_a_changed_sentence_changes_no_other_id(read: Read) -> None:
    before = units(read(POLICY))
    after = units(read(POLICY.replace("5 werkdagen", "6 werkdagen")))
    assert sum(a.id != b.id for a, b in zip(before, after, strict=True)) == 1


def test_a_file_without_words_is_refused(read: Read) -> None:
    with pytest.raises(ReadingError, match=r"beleid\.md staat geen leesbare tekst"):
        read("---\n\n---\n")


def test_overrides_replace_what_was_recognised(read: Read, tmp_path: Path) -> None:
    from retrieval.types import DocumentId, DocumentInfo

    read(POLICY)
    info = DocumentInfo(id=DocumentId("x"), title="Eigen titel", insurer="Lindehof")
    found = read_document(tmp_path / "beleid.md", info).info
    assert (found.id, found.title, found.insurer, found.source) == ("beleid", "Eigen titel", "Lindehof", "beleid.md")


def test_suspicious_figures_are_reported(read: Read) -> None:
    document = read("# Wijzigingen per 20317\n\nHet plan komt op 31 april.\n")
    assert [suspicion.reason for suspicion in document.suspicions] == [
        "jaartal met een cijfer te veel",
        "dag die niet bestaat",
    ]


# ---------------------------------------------------------------- laws

PART = st.sampled_from(
    ["# Kop {n}\n", "## {n}.1 Titel\n", "Een zin over {n} mei 2031. En nog een zin tot 13.00 uur.\n", "De eisen:\n",
     "- Item {n} met tekst.\n", "  - Dieper {n}.\n", "{n}. Genummerd item.\n",
     "| Datum | Actie |\n|---|---|\n| {n} mei | Doen |\n| 2 juni | Laten |\n",
     "Datum\tActie\n{n} mei 2031\tDoen\n", "**Vette kop {n}**\n",
     "<details><summary>S {n}</summary>\n\nTekst {n}.\n\n</details>\n",
     "Korte regel {n}\n", "¹ Een noot bij {n}.\n", "Een verwijzing¹ naar {n}.\n",
     "Actualisering ({n} mei 2031): dit vervalt.\n"]
)  # fmt: skip


def check_laws(document: Document) -> None:
    found = units(document)
    for unit in found:
        assert document.text[unit.start : unit.end] == unit.text
        assert unit.text == unit.text.strip() != ""
        for figure in unit.figures:
            assert unit.text[figure.start : figure.end] == figure.text
    assert [unit.start for unit in found] == sorted(unit.start for unit in found)
    assert len({unit.id for unit in found}) == len(found)
    assert len({chunk.id for chunk in document.chunks}) == len(document.chunks)
    known = {unit.id for unit in found}
    for chunk in document.chunks:
        assert chunk.units
        assert all(unit.text in chunk.text and unit.section == chunk.section for unit in chunk.units)
        assert all(unit.superseded_by in known for unit in chunk.units if unit.superseded_by)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(PART, min_size=1, max_size=14))
def test_the_laws_of_units(tmp_path: Path, parts: list[str]) -> None:
    text = "\n".join(part.format(n=at + 1) for at, part in enumerate(parts))
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    try:
        document = read_document(path)
    except ReadingError:
        return
    check_laws(document)
    assert read_document(path) == document
    letters = Counter(char for char in text if char.isdigit())
    shown = document.text + "".join(unit.lead for unit in units(document))
    assert all(char in shown for char in letters)


SHARED = Path(__file__).parents[2] / ".." / "shared"
FILES = sorted([*SHARED.glob("corpus/*"), *SHARED.glob("corpus-formats/*")])
SEEN = {
    # hash of the file: units, items, rows, tables, chunks, suspicions
    "3dcf5feec8a9": (219, 32, 26, 4, 44, 0),  # tabs and numbers
    "281a21e0288d": (423, 139, 27, 6, 87, 0),  # pipe tables
    "a4c3c0c1b613": (153, 31, 10, 3, 29, 0),  # Markdown
    "b16605bb7e69": (347, 34, 8, 2, 59, 0),  # pdftotext
    "3d9609f14e35": (136, 33, 4, 1, 26, 1),  # recognised
    "e83f6b89300e": (164, 31, 5, 2, 29, 0),  # PDF
    "e861ec67112c": (164, 31, 5, 2, 29, 0),  # DOCX
    "93f213696673": (164, 31, 5, 2, 29, 0),  # HTML
}
"""Read by eye; a change here is to be looked at in the chunks themselves."""


@pytest.mark.skipif(not FILES, reason="the policies are not beside this project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.suffix)
def test_the_structure_of_the_policies(path: Path) -> None:
    document = read_document(path)
    check_laws(document)
    kinds = Counter(unit.kind for unit in units(document))
    counts = SEEN.get(hashlib.sha256(path.read_bytes()).hexdigest()[:12])
    if counts is None:
        pytest.skip("a policy that has not been read by eye")
    found = (len(units(document)), kinds[UnitKind.ITEM], kinds[UnitKind.ROW], document.tables)
    assert (*found, len(document.chunks), len(document.suspicions)) == counts


@pytest.mark.skipif(not FILES, reason="the policies are not beside this project")
def test_one_policy_gives_the_same_figures_in_every_format() -> None:
    by_policy: dict[str, list[Counter[tuple[str, str]]]] = {}
    for path in FILES:
        found = Counter((figure.kind, figure.value) for unit in units(read_document(path)) for figure in unit.figures)
        by_policy.setdefault(path.stem, []).append(found)
    several = [found for found in by_policy.values() if len(found) > 1]
    assert several
    assert all(other == found[0] for found in several for other in found)


WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]{2,}")


@pytest.mark.skipif(not FILES, reason="the policies are not beside this project")
@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix in {".txt", ".md"}], ids=lambda path: path.suffix
)
def test_hardly_a_word_is_lost(path: Path) -> None:
    """What may be missing: page numbers of the contents page, link targets, letters put right."""
    document = read_document(path)
    dropped = clean_lines(load(path).parts).dropped
    raw = set(WORD.findall(path.read_text(encoding="utf-8")))
    kept = set(WORD.findall("\n".join([document.text, *dropped])))
    assert len(raw - kept) <= 0.015 * len(raw)


# ---------------------------------------------------------------- nothing but a Document or a ReadingError


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=300), suffix=st.sampled_from(sorted(SUFFIXES - PICTURES)))
def test_any_bytes_end_in_a_document_or_a_clear_error(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"b{suffix}"
    path.write_bytes(content)
    with contextlib.suppress(ReadingError):
        check_laws(read_document(path))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.text(max_size=300), suffix=st.sampled_from([".md", ".txt", ".html"]))
def test_any_text_ends_in_a_document_or_a_clear_error(tmp_path: Path, content: str, suffix: str) -> None:
    path = tmp_path / f"b{suffix}"
    path.write_text(content, encoding="utf-8", errors="ignore")
    with contextlib.suppress(ReadingError):
        check_laws(read_document(path))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    at=st.floats(0, 1), size=st.integers(0, 400), kind=st.sampled_from(["pdf", "docx"]), noise=st.binary(max_size=40)
)
def test_a_spoiled_file_ends_in_a_document_or_a_clear_error(
    samples: dict[str, bytes], tmp_path: Path, at: float, size: int, kind: str, noise: bytes
) -> None:
    whole = samples[kind]
    place = int(at * len(whole))
    path = tmp_path / f"b.{kind}"
    path.write_bytes(whole[:place] + noise + whole[place + size :])
    with contextlib.suppress(ReadingError):
        check_laws(read_document(path))


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    """A small PDF and a small Word file."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    pdf.multi_cell(0, 5, "De praktijk levert het plan in. Uiterlijk 1 mei 2031 is het compleet. " * 8)
    document = docx.Document()
    document.add_heading("1 Planning", level=1)
    document.add_paragraph("De praktijk levert het plan uiterlijk op 1 mei 2031 in.")
    buffer = io.BytesIO()
    document.save(buffer)
    return {"pdf": bytes(pdf.output()), "docx": buffer.getvalue()}
