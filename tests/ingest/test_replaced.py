"""Figures that another place puts new ones in the place of, tied to where they still stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.meaning.replaced import find_replaced
from ingest.passes import read_document
from retrieval.answer.amend import amended
from retrieval.figures.find import find_figures
from retrieval.replacement import is_replaced
from retrieval.types import Replaced, Unit

PLANNING = """# Planning

Tabel 2. Planning, alle data in 2031

| Stap | Bestaande praktijk | Nieuwe praktijk |
| --- | --- | --- |
| Aanmelden | 3 juli | 17 juli |
| Tekenen | 6 november | 20 november |
| Vermelding in de gids | 20 november | 4 december |

Tabel 3. Tarieven in euro

| Prestatie | Basis | Plus |
| --- | --- | --- |
| Intake | 48,90 | 52,10 |
| Groepsles | 12,30 | 14,60 |

Een bureau heeft minimaal 12 kraamverzorgenden in dienst.

"""


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("De nacht: 48,90 moet zijn 51,20.", ["48,90"]),
        ("Een praktijk tekent niet t/m 13 november maar t/m 20 november 2031.", ["13 november"]),
        ("Het tarief is € 24,80 per etmaal en niet € 28,40.", ["€ 28,40"]),
        ("De opslag is 1,2 procentpunt (in versie 1.0 stond 1,8).", ["1,8"]),
        ('In artikel 7 wordt "1 september" bij aanmelden vervangen door "15 september".', ["1 september"]),
        ("Gewijzigd van 42,55 euro in 43,10 euro per kwartaal.", ["42,55 euro"]),
        ("In plaats van 14 augustus geldt 28 augustus 2031.", ["14 augustus"]),
        ("De tekendag is 6 november 2031.", []),
        ("Het percentage is niet hoger dan 12 procent.", []),
        ("U betaalt niet meer dan € 40 en krijgt € 12 terug.", []),
    ],
)
def test_what_made_place_is_read_from_the_words_around_it(text: str, gone: list[str]) -> None:
    assert [f.text for f in find_figures(text) if is_replaced(text, f)] == gone


@pytest.mark.parametrize(
    ("correction", "unit", "old", "new"),
    [
        ("In tabel 2 is het tekenen van een bestaande praktijk niet 6 november maar 13 november 2031.",
         "Tekenen", "6 november", "13 november 2031"),
        ("Tabel 3, intake in Plus: 52,10 moet zijn 52,80.", "Intake", "52,10", "52,80"),
        ("Een nieuw bureau heeft niet 12 maar 8 kraamverzorgenden in dienst.", "Een bureau", "12 kraamverzorgenden",
         "8 kraamverzorgenden"),
        ("| Plaats | Stond er | Lees |\n| --- | --- | --- |\n| Tabel 3, groepsles Plus | 14,60 | 14,90 |",
         "Groepsles", "14,60", "14,90"),
    ],
)  # fmt: skip
def test_the_place_that_still_states_it_is_found(
    tmp_path: Path, correction: str, unit: str, old: str, new: str
) -> None:
    units, replaced = _read(tmp_path, f"{PLANNING}# Rectificatie\n\n{correction}\n")
    assert {(units[id_].text.split(" |")[0][: len(unit)], one.old, one.new) for id_, one in replaced} == {
        (unit, old, new)
    }


@pytest.mark.parametrize(
    "remark",
    [
        "De vermelding in de gids stond op 20 november; dat is in tabel 2 al verwerkt.",
        "Het percentage daalt van 90% naar 88%.",
        "Een locatiebezoek van 30 minuten is er alleen bij nieuwe praktijken, niet bij bestaande.",
        "Reageren kan tot en met 3 juli, tenzij u nieuw bent.",
        "Wie net begint, tekent uiterlijk 13 november in plaats van 6 november.",
        "Een starter heeft niet 12 maar 8 kraamverzorgenden in dienst.",
        "Vastgesteld op 3 juni 2031, laatstelijk gewijzigd bij het besluit van 6 november over de tekenende praktijk.",
        "De intake in Plus was 52,10.\n\nNa het gesprek over de intake krijgt u 60,00 per keer.",
    ],
)
def test_what_only_resembles_a_correction_replaces_nothing(tmp_path: Path, remark: str) -> None:
    assert _read(tmp_path, f"{PLANNING}# Bijzondere gevallen\n\n{remark}\n")[1] == []


def test_a_row_reads_with_the_new_figure_in_its_own_cell_only(tmp_path: Path) -> None:
    units, replaced = _read(tmp_path, f"{PLANNING}# Rectificatie\n\nTabel 3, intake in Plus: 52,10 moet zijn 52,80.\n")
    ((id_, one),) = replaced
    row = amended(units[id_], [one])
    assert row.cells == (("Prestatie", "Intake"), ("Basis", "48,90"), ("Plus", "52,80"))
    assert [figure.text for figure in row.figures] == ["48,90", "52,80"]


def _read(folder: Path, text: str) -> tuple[dict[str, Unit], list[tuple[str, Replaced]]]:
    path = folder / "beleid.md"
    path.write_text(text, encoding="utf-8")
    document = read_document(path)
    units = {str(unit.id): unit for chunk in document.chunks for unit in chunk.units}
    found = find_replaced([(chunk.units, document.info) for chunk in document.chunks])
    return units, [(id_, one) for id_, told in found.items() for one in told]
