"""Dated corrections and what they replace; footnotes; figures that look broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.meaning.corrections import corrected, find_correction
from ingest.passes import read_document
from ingest.shape.blocks import Block, BlockKind, Table
from ingest.shape.footnotes import tie_footnotes
from ingest.shape.suspicions import find_suspicions
from retrieval.types import Unit


@pytest.mark.parametrize(
    ("text", "day", "replaces"),
    [
        pytest.param(
            "Actualisering (30 september 2031): er komt geen uitvraag.", date(2031, 9, 30), True, id="actualisering"
        ),
        pytest.param("Toevoeging per 01-04-2031: er is een thema bij.", date(2031, 4, 1), False, id="toevoeging"),
        pytest.param("Wijziging d.d. 12 mei 2031: de termijn is zes weken.", date(2031, 5, 12), True, id="wijziging"),
        pytest.param(
            "De termijn is vier weken. Rectificatie 2 juni 2031: vijf weken.",
            date(2031, 6, 2),
            True,
            id="later in the text",
        ),
        pytest.param("Aanvulling van 3 juli 2031 - ook de wijk doet mee.", date(2031, 7, 3), False, id="dash"),
        pytest.param("Update (mei 2031): het portaal is open.", date(2031, 5, 1), True, id="month"),
    ],
)
def test_find_correction(text: str, day: date, replaces: bool) -> None:
    found = find_correction(text)
    assert found is not None
    assert (found.day, found.replaces) == (day, replaces)
    assert text[found.start :].lstrip("[(")[0].isupper()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("De wijziging per 1 mei 2031 staat in hoofdstuk 2.", id="in a sentence"),
        pytest.param("Wijzigingen: zie hoofdstuk 2.", id="no date"),
        pytest.param("Per 1 mei 2031 wijzigt het tarief.", id="no opening word"),
    ],
)
def test_what_is_no_correction(text: str) -> None:
    assert find_correction(text) is None


def test_only_what_shares_the_subject_is_corrected() -> None:
    before = ["Het tarief is gelijk.", "De GDX-meting komt er vóór 1 mei 2031.", "Iedere praktijk doet de GDX-meting."]
    assert corrected(before, "Actualisering: de GDX-meting vervalt.", same_paragraph=3) == [1, 2]
    assert corrected(before, "Actualisering: het portaal is dicht.", same_paragraph=3) == []


def read(tmp_path: Path, text: str) -> list[Unit]:
    path = tmp_path / "beleid.md"
    path.write_text(text, encoding="utf-8")
    return [unit for chunk in read_document(path).chunks for unit in chunk.units]


def test_a_correction_in_an_item_is_a_unit_of_its_own(tmp_path: Path) -> None:
    units = read(
        tmp_path,
        "# Kop\n\nDe eisen:\n\n- Praktijken doen de GDX-meting vóór 1 mei 2031. "
        "**Actualisering (3 juni 2031): de GDX-meting vervalt in 2031.**\n- Iets anders.\n",
    )
    item, correction = units[1], units[2]
    assert correction.text == "Actualisering (3 juni 2031): de GDX-meting vervalt in 2031."
    assert correction.correction == date(2031, 6, 3)
    assert item.superseded_by == correction.id
    assert item.lead == correction.lead == "De eisen:"
    assert [unit.superseded_by for unit in units if unit is not item] == [None] * 3


def test_an_addition_replaces_nothing(tmp_path: Path) -> None:
    units = read(tmp_path, "# Kop\n\nDe GDX-meting komt er. Toevoeging per 01-04-2031: de GDX-meting is verplicht.\n")
    assert [unit.correction for unit in units] == [None, date(2031, 4, 1)]
    assert units[0].superseded_by is None


def test_a_correction_in_its_own_paragraph_corrects_the_one_before(tmp_path: Path) -> None:
    units = read(tmp_path, "# Kop\n\nDe GDX-meting komt er.\n\nWijziging d.d. 2 mei 2031: de GDX-meting vervalt.\n")
    assert units[0].superseded_by == units[1].id


@pytest.mark.parametrize(
    ("text", "superseded"),
    [
        ("Uiterlijk 1 mei 2031. Het kan per post. Wijziging (3 april 2031): verlengd tot 9 juni 2031.", [0]),
        ("Er is € 2. Eén partij vraagt aan. Aanvulling (3 april 2031): het is verhoogd naar € 3.", [0]),
        ("Er is € 2 per bewoner. Aanvulling (3 april 2031): de termijn is verlengd tot 9 juni 2031.", []),
        ("Wij bellen in mei 2031. Aanvulling (3 april 2031): u kunt ook mailen.", []),
    ],
    ids=["term-extended", "maximum-raised", "another-kind", "only-adds"],
)
def test_a_correction_that_points_back_revises_the_nearest_figure_of_its_kind(
    tmp_path: Path, text: str, superseded: list[int]
) -> None:
    units = read(tmp_path, f"# Kop\n\n{text}\n")
    assert [at for at, unit in enumerate(units) if unit.superseded_by is not None] == superseded


# ---------------------------------------------------------------- footnotes


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def test_a_footnote_goes_to_the_sentence_that_refers_to_it() -> None:
    blocks = (
        paragraph("Dit is vrij. Het tarief staat vast1. Meer volgt."),
        paragraph("Andere tekst."),
        Block(BlockKind.FOOTNOTE, "Zie de bijlage.", marker="¹"),
    )
    first, note, last = tie_footnotes(blocks)
    assert first.text == "Dit is vrij. Het tarief staat vast¹. Meer volgt."
    assert (note.text, note.lead) == ("Zie de bijlage.", "Het tarief staat vast¹.")
    assert last.text == "Andere tekst."


def test_stars_under_a_list_refer_to_its_items() -> None:
    blocks = (
        Block(BlockKind.ITEM, "Scholing**", marker="-"),
        Block(BlockKind.ITEM, "Onderzoek*", marker="-"),
        paragraph("*Alleen in 2031 wordt dit vergoed door Lindehof."),
        paragraph("**Dit geldt voor alle praktijken in de regio."),
    )
    out = tie_footnotes(blocks)
    assert [(b.text[:10], b.lead) for b in out[2:]] == [("Alleen in ", "Onderzoek*"), ("Dit geldt ", "Scholing**")]


def test_a_mark_in_a_table_cell() -> None:
    table = Block(BlockKind.TABLE, table=Table((("1 mei", "Het plan wordt bepaald2. Daarna niet."),), ("a", "b")))
    out = tie_footnotes((table, Block(BlockKind.FOOTNOTE, "In overleg.", marker="²")))
    assert out[0].table is not None
    assert out[0].table.rows[0][1] == "Het plan wordt bepaald². Daarna niet."
    assert out[1].lead == "Het plan wordt bepaald²."


def test_a_footnote_that_nothing_refers_to_stays_in_place() -> None:
    blocks = (paragraph("Tekst."), Block(BlockKind.FOOTNOTE, "Los.", marker="⁴"), paragraph("Meer."))
    assert [block.text for block in tie_footnotes(blocks)] == ["Tekst.", "Los.", "Meer."]


# ---------------------------------------------------------------- suspicions


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("wijzigingen per 20317", "cijfer te veel", id="digit too many"),
        pytest.param("het beleid 20312033 geldt", "zonder streepje", id="years glued"),
        pytest.param("uiterlijk 1 mei 2O31", "letter erin", id="letter in a year"),
        pytest.param("uiterlijk l5 mei 2031", "letter erin", id="letter in a day"),
        pytest.param("op 31 april 2031", "niet bestaat", id="no such day"),
        pytest.param("op 45 mei", "niet bestaat", id="day 45"),
        pytest.param("op 12-14-2031", "maand", id="month 14"),
        pytest.param("om 25.00 uur", "tijdstip", id="hour 25"),
        pytest.param("om 13.75 uur", "tijdstip", id="minute 75"),
        pytest.param("voor 1oktober 2031", "spatie", id="glued"),
        pytest.param("oktober 203 volgt", "te weinig", id="digit missing"),
        pytest.param("voor 2033-2031 geldt", "eindigt voor", id="backwards"),
    ],
)
def test_a_broken_figure_is_reported(text: str, reason: str) -> None:
    [found] = find_suspicions(text)
    assert reason in found.reason
    assert found.text in text


@pytest.mark.parametrize(
    "text",
    [
        "per 1 mei 2031 en 31 december 2033 om 13.00 uur",
        "20.000 patiënten en 20317 verzekerden",
        "voor 2031-2033 en in 2031",
        "AGB-code 20312033-1, zie www.linde.nl?id=20312033",
        "10 l water, 2 mei, 30 juni, 29 februari 2032",
        "oktober 2031, juni 12.30 uur, mei 100.000 euro",
    ],
)
def test_a_sound_figure_is_not(text: str) -> None:
    assert find_suspicions(text) == ()
