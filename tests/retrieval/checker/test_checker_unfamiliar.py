"""Answers over tables, sums and corrections of a policy that nothing was made on: only what is right passes."""

from __future__ import annotations

import pytest

from retrieval.checker import check_answer
from retrieval.types import Passage

TARIFFS = """Tabel 2 - Tarieven zwemtherapie 2034, in euro's
Prestatie | Blauw | Groen
Groepsles (45 minuten) | 31,20 | 33,40
Losse les | 52,00 | 55,10
"""
PLANNING = """Alle data vallen in 2033.
Stap | Blauw | Groen
Aanvraag insturen | 3 maart | 17 maart
Tekenen | 5 oktober | 12 oktober
"""
NORMS = """Onderdeel | Punten
Bereikbaarheid | 45
Personeel | 25
"""
CARD = """Termijnen in weken
Zaak | Termijn in weken
Klacht | 6
Beroep | 9
"""
MOVED = "De meldtermijn is 15 werkdagen; dat was 10 werkdagen. Het plafond gaat van € 70.000 naar € 80.000."
SHUT = "Na 1 september 2034 nemen wij geen aanvragen meer in behandeling."
FEE = """Elk zwembad krijgt eenmalig € 900 voor onderhoud, waarvan in het eerste jaar 10% afgaat.
Dit bedrag keren wij niet uit aan onderaannemers."""
RIGHT = [
    ("bare money in a cell", TARIFFS, "Een losse les kost met Groen € 55,10 [1]."),
    ("both columns", TARIFFS, "Een losse les is € 52,00 bij Blauw en € 55,10 bij Groen [1]."),
    ("year of a caption", PLANNING, "Groen tekent uiterlijk 12 oktober 2033 [1]."),
    ("table of two columns", NORMS, "Voor personeel zijn 25 punten te halen [1]."),
    ("length by its header", CARD, "Een beroep duurt 9 weken [1]."),
    ("what was", MOVED, "De meldtermijn is 15 werkdagen (was 10 werkdagen) [1]."),
    ("closed after a day", SHUT, "Aanvragen kan tot en met 1 september 2034 [1]."),
    ("product", TARIFFS, "Losse lessen met Blauw: driemaal € 52,00 is € 156,00 [1]."),
    ("share", FEE, "Elk zwembad krijgt € 900 voor onderhoud; 10% daarvan gaat eraf, dat is € 90 [1]."),
]
WRONG = [
    ("other column", TARIFFS, "Een losse les kost met Groen € 52,00 [1]."),
    ("other row", NORMS, "Voor personeel zijn 45 punten te halen [1]."),
    ("year the caption does not give", PLANNING, "Groen tekent uiterlijk 12 oktober 2034 [1]."),
    ("other measure", CARD, "Een beroep duurt 9 maanden [1]."),
    ("what was, as what is", MOVED, "De meldtermijn is 10 werkdagen [1]."),
    ("wrong product", FEE, "Elk zwembad krijgt € 900 voor onderhoud; 10% daarvan gaat eraf, dat is € 95 [1]."),
    ("denied in the next sentence", FEE, "Het bedrag van € 900 keren wij ook uit aan onderaannemers [1]."),
]


@pytest.mark.parametrize(("text", "answer"), [case[1:] for case in RIGHT], ids=[case[0] for case in RIGHT])
def test_right_answers_pass(text: str, answer: str) -> None:
    report = check_answer(answer, [Passage(n=1, document_id="x", text=text)], question="Wat geldt er bij 3 lessen?")
    assert report.checks
    assert [(check.surface, check.reason) for check in report.checks if check.verdict != "supported"] == []


@pytest.mark.parametrize(("text", "answer"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_wrong_answers_do_not(text: str, answer: str) -> None:
    assert not check_answer(answer, [Passage(n=1, document_id="x", text=text)], question="Wat geldt er?").ok
