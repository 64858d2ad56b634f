from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from answers import QUOTE, answer

from retrieval.checker import check_answer
from retrieval.errors import EvidenceError
from retrieval.proof import Evidence, make_evidence, parse_evidence, render_json, render_pdf, verify
from retrieval.proof.verify import render_verification
from retrieval.types import Answer

NOON = datetime(2031, 1, 2, 12, 0, tzinfo=UTC)
TODAY = date(2031, 1, 2)
QUESTION = "Tot wanneer kan ik mij aanmelden?"


def checked() -> Answer:
    """The hand-made answer with the checks that the real checker gives it."""
    made = answer()
    return replace(made, checks=check_answer(made.text, made.citations, question=QUESTION, today=TODAY).checks)


def evidence() -> Evidence:
    return make_evidence(QUESTION, checked(), created=NOON, today=TODAY)


def write(path: Path, kind: str) -> Path:
    path.write_bytes(render_pdf(evidence()) if kind == "pdf" else render_json(evidence()))
    return path


@pytest.mark.parametrize("kind", ["json", "pdf"])
def test_an_untouched_file_verifies(tmp_path: Path, kind: str) -> None:
    result = verify(write(tmp_path / f"stuk.{kind}", kind))
    assert result.ok, render_verification(result)
    assert "ongewijzigd" in render_verification(result)
    assert len(result.findings) == (4 if kind == "pdf" else 3)


def test_it_holds_what_the_reader_saw() -> None:
    record = evidence()
    assert (record.question, record.text, record.generation) == (QUESTION, answer().text, "generation-0001")
    assert record.sources[0].quote == QUOTE
    assert record.checks[0].surface.endswith("3 maart 2031")
    assert record.notices == ("Deze termijn is voorbij.",)


def test_json_goes_there_and_back() -> None:
    assert parse_evidence(render_json(evidence())) == evidence()


def test_the_same_answer_gives_the_same_bytes() -> None:
    assert render_json(evidence()) == render_json(evidence())
    assert render_pdf(evidence()) == render_pdf(evidence())


def tampered(tmp_path: Path, old: str, new: str) -> Path:
    text = render_json(evidence()).decode()
    assert old in text
    path = tmp_path / "veranderd.json"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Deze termijn is voorbij.", "Deze termijn loopt nog.", "na het downloaden veranderd"),
        ("3 maart 2031", "5 maart 2031", "de tekst van de passage is veranderd"),
        ('"quote_start": 6', '"quote_start": 7', "citaat staat niet op zijn plaats"),
        ('"verdict": "supported"', '"verdict": "unsupported"', "andere uitkomst"),
    ],
    ids=["notice", "figure", "place", "verdict"],
)
def test_each_change_is_found_and_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    result = verify(tampered(tmp_path, old, new))
    assert not result.ok
    assert says in render_verification(result)


def test_a_figure_that_the_source_does_not_carry_is_refused_even_when_sealed(tmp_path: Path) -> None:
    wrong = replace(checked(), text=checked().text.replace("3 maart", "9 maart"))
    record = make_evidence(QUESTION, wrong, created=NOON, today=TODAY)
    path = tmp_path / "verzegeld.json"
    path.write_bytes(render_json(record))
    assert not verify(path).ok


def test_a_pdf_whose_pages_say_something_else_is_found_out(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(render_pdf(evidence()))
    document.new_page(200, 200)
    path = tmp_path / "ander.pdf"
    document.save(path)
    result = verify(path)
    assert not result.ok
    assert "toont iets anders" in render_verification(result)


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff\xfe", b"geen json", b"%PDF-1.7 kapot", b"[" * 100_000, b'{"format": "anders"}'],
    ids=["empty", "no-fields", "list", "no-text", "words", "broken-pdf", "deep", "other-format"],
)
def test_another_file_gets_a_clear_refusal(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "iets"
    path.write_bytes(data)
    with pytest.raises(EvidenceError, match=r"(bewijsstuk|beschadigd)"):
        verify(path)


def test_a_picture_over_a_figure_is_found_out(tmp_path: Path) -> None:
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(render_pdf(evidence()))
    page = document[0]
    cover = raw.FPDFPageObj_CreateNewRect(60, 700, 40, 10)
    raw.FPDFPageObj_SetFillColor(cover, 255, 0, 0, 255)
    raw.FPDFPath_SetDrawMode(cover, raw.FPDF_FILLMODE_WINDING, 0)
    raw.FPDFPage_InsertObject(page.raw, cover)
    page.gen_content()
    path = tmp_path / "bedekt.pdf"
    document.save(path)
    result = verify(path)
    assert not result.ok
    assert "toont iets anders" in render_verification(result)


def test_a_key_that_stands_in_it_twice_is_found_out(tmp_path: Path) -> None:
    text = render_json(evidence()).decode()
    path = tmp_path / "dubbel.json"
    path.write_text(text.replace("{", '{"question": "Iets anders?",', 1), encoding="utf-8")
    with pytest.raises(EvidenceError, match="geen bewijsstuk"):
        verify(path)


def test_half_a_sign_is_no_text(tmp_path: Path) -> None:
    path = tampered(tmp_path, QUESTION, "Half \\ud83d teken?")
    with pytest.raises(EvidenceError, match="geen bewijsstuk"):
        verify(path)
    made = make_evidence("Half \ud83d teken?", checked(), created=NOON, today=TODAY)
    assert parse_evidence(render_json(made)) == made


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "stuk.json").symlink_to("/dev/zero")
    with pytest.raises(EvidenceError, match="geen gewoon bestand"):
        verify(tmp_path / "stuk.json")


def test_it_is_said_that_nobody_signed_it(tmp_path: Path) -> None:
    assert "niet ondertekend" in render_verification(verify(write(tmp_path / "stuk.json", "json")))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"weg\.json"):
        verify(tmp_path / "weg.json")


def test_a_pdf_without_json_is_no_bewijsstuk(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    path = tmp_path / "leeg.pdf"
    document.save(path)
    with pytest.raises(EvidenceError, match="geen bewijsstuk"):
        verify(path)


def test_the_pdf_shows_signs_that_a_source_may_hold() -> None:
    import pypdfium2

    made = answer("De ‘grens’ is ≥ 80 % – zie § 2 • naïef €. [1]")
    with pypdfium2.PdfDocument(render_pdf(make_evidence("Wat?", made, created=NOON, today=TODAY))) as document:
        text = document[0].get_textpage().get_text_range()
    assert "De ‘grens’ is ≥ 80 % – zie § 2 • naïef €. [1]" in text


def test_the_record_is_plain_json_for_other_programs() -> None:
    fields = json.loads(render_json(evidence()))
    assert fields["format"] == "inkoopwijzer-bewijsstuk/1"
    assert len(fields["sha256"]) == len(fields["sources"][0]["sha256"]) == 64
