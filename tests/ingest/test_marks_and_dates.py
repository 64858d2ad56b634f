"""Source marks that look like citations, items and lines that open with a date, cells that span."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load.html import html_blocks
from ingest.passes import read_document
from ingest.shape.blocks import Block
from ingest.shape.sentences import find_sentences
from ingest.shape.tables import table_facts
from retrieval.figures.find import find_figures
from retrieval.types import Unit, UnitKind


def units(folder: Path, text: str, name: str = "beleid.txt") -> list[Unit]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [unit for chunk in read_document(path).chunks for unit in chunk.units]


@pytest.mark.parametrize(
    ("text", "kind", "value", "shown"),
    [
        ("€ 6,9 mln⁶ per", "money", "6900000", "€ 6,9 mln"),
        ("10 werkdagen²", "duration", "P10WD", "10 werkdagen"),
        ("in 2031²", "year", "2031", "2031"),
        ("2031/2032³", "period", "2031/2032", "2031/2032"),
        ("85 procent¹²", "percentage", "85", "85 procent"),
        ("6 weken⁴", "duration", "P6W", "6 weken"),
        ("1 november⁵", "date", "--11-01", "1 november"),
        ("25 m² ruimte", "count", "25", "25 m²"),
        ("3 km² gebied", "count", "3", "3 km²"),
    ],
)
def test_a_raised_mark_is_no_part_of_a_figure(text: str, kind: str, value: str, shown: str) -> None:
    figure = find_figures(text)[0]
    assert (str(figure.kind), figure.value, figure.text) == (kind, value, shown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is overleg volgens de richtlijn[1].", "Dat is overleg volgens de richtlijn¹."),
        ("Dat is overleg volgens de richtlijn [1].", "Dat is overleg volgens de richtlijn¹."),
        ("Dat is overleg.[2] Daarna volgt meer[3], en meer.", "Dat is overleg.² Daarna volgt meer³, en meer."),
        ("Dat staat in de wet[1][12] en elders[1,2].", "Dat staat in de wet¹¹² en elders¹·²."),
        ("Reageer binnen 10 werkdagen[4] per brief.", "Reageer binnen 10 werkdagen⁴ per brief."),
        ("Zie bron [4] en artikel [5] van de wet.", "Zie bron [4] en artikel [5] van de wet."),
        ("De lijst [a] en [2031] blijven staan.", "De lijst [a] en [2031] blijven staan."),
    ],
)
@pytest.mark.parametrize("name", ["beleid.txt", "beleid.md", "beleid.html"])
def test_source_marks_between_brackets_are_raised(tmp_path: Path, text: str, expected: str, name: str) -> None:
    body = f"<html><body><p>{text}</p></body></html>" if name.endswith("html") else f"# Beleid\n\n{text}\n"
    shown = " ".join(unit.text for unit in units(tmp_path, body, name))
    assert expected in shown


def test_the_note_that_a_bracket_mark_refers_to_is_a_footnote(tmp_path: Path) -> None:
    found = units(
        tmp_path, "Beleid\n\nDe praktijk volgt de richtlijn[2].\n\nMeer tekst.\n\n[2] Richtlijn van Lindehof.\n"
    )
    note = next(unit for unit in found if unit.text == "Richtlijn van Lindehof.")
    assert note.lead == "De praktijk volgt de richtlijn²."


@pytest.mark.parametrize(
    "bullets",
    [
        ("• {}", "• {}", "• {}"),
        ("- {}", "- {}", "- {}"),
        ("– {}", "– {}", "– {}"),
        ("1. {}", "2. {}", "3. {}"),
        ("a) {}", "b) {}", "c) {}"),
        ("{}", "{}", "{}"),
    ],
)
@pytest.mark.parametrize("stop", [". Sluitdatum voor {n}", ": sluitdatum voor {n}", " – Sluitdatum voor {n}"])
def test_items_that_open_with_a_date_stay_one(tmp_path: Path, bullets: tuple[str, ...], stop: str) -> None:
    days = ["30 september 2031", "1 t/m 15 oktober 2031", "19 november 2031"]
    ends = [stop.format(n=f"stap {n}.") for n in range(1, 4)]
    lines = [bullet.format(day + end) for bullet, day, end in zip(bullets, days, ends, strict=True)]
    found = units(tmp_path, "Beleid\n\n1 Planning\n\nDe planning is als volgt:\n\n" + "\n".join(lines) + "\n\nTekst.\n")
    texts = [unit.text for unit in found]
    for day, end in zip(days, ends, strict=True):
        assert [text for text in texts if day in text] == [day + end]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("30 september 2031. Sluitdatum voor het tekenen. Daarna niet meer.", 2),
        ("Uiterlijk 1 mei 2031. Dan sluit het portaal.", 1),
        ("Dit geldt tot 2031. Daarna niet.", 2),
        ("U tekent vóór 1 mei 2031. Dat kan in het portaal.", 2),
        ("Mei. Dan begint het.", 2),
    ],
)
def test_a_date_by_itself_is_no_sentence(text: str, count: int) -> None:
    assert len(find_sentences(text)) == count


@pytest.mark.parametrize("mark", ["td", "th"])
def test_a_head_of_two_rows_names_each_column(mark: str) -> None:
    part = html_blocks(
        f"<table><tr><{mark} rowspan=2>Profiel</{mark}><{mark} colspan=2>Tarief</{mark}></tr>"
        f"<tr><{mark}>Aan huis</{mark}><{mark}>Praktijk</{mark}></tr>"
        "<tr><td rowspan=2>4</td><td>€ 41,20</td><td>€ 38,10</td></tr><tr><td colspan=2>€ 45,60</td></tr>"
        "<tr><td colspan=3>Toeslagen</td></tr></table>"
    ).parts[0]
    assert isinstance(part, Block)
    assert part.table is not None
    facts = table_facts(part.table)
    assert facts.headers == ("Profiel", "Tarief Aan huis", "Tarief Praktijk")
    assert [row.cells for row in facts.rows] == [
        ("4", "€ 41,20", "€ 38,10"), ("4", "€ 45,60", "€ 45,60"), ("Toeslagen", "", "")
    ]  # fmt: skip


def test_questions_and_answers_in_a_page(tmp_path: Path) -> None:
    body = (
        "<html><body><h1>Nota van Inlichtingen</h1><table><tr><th>Vraag</th><th>Antwoord</th></tr>"
        "<tr><td>Klopt het dat de termijn 3 weken is?</td><td>Nee. Die is 5 weken.</td></tr></table></body></html>"
    )
    found = units(tmp_path, body, "nota.html")
    assert [(unit.kind, unit.text, unit.lead) for unit in found[-2:]] == [
        (UnitKind.SENTENCE, "Nee.", "Klopt het dat de termijn 3 weken is?"),
        (UnitKind.SENTENCE, "Die is 5 weken.", "Klopt het dat de termijn 3 weken is?"),
    ]
