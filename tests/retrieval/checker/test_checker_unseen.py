"""Cases on policies that the checker was not made on: by hand, and gym answers as they are and with a figure swapped.

The first 160 cases were written by people who did not know the code; of theirs, those of two policy folders (g, h)
were read since and those of the third (i) were not. The floors lie just under what was measured: who mends a kind
raises them, who breaks one is told.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from retrieval.checker import check_answer
from retrieval.types import Passage

CASES = Path(__file__).parents[3] / "eval" / "training" / "checker_cases.jsonl"
TABLE = """Tarieven 2031, in euro

                      Basis     Plus
GROEP EEN
Intake thuis          41,00     52,50
Vervolg               30,00     35,00

GROEP TWEE
Intake thuis          61,00     72,50
"""
COLUMNS = (
    "Stap | Tekenen vóór | Start\n--- | --- | ---\nRonde A | 4 januari 2031 | 1 april 2031\nRonde B | 8,2 | 1 mei 2031"
)
BONUS = "De bonus bedraagt maximaal € 30 per afspraak."
RAISED = "Aanvulling van 1 mei 2031: het bedrag van de bonus per afspraak wordt € 35. Het eerdere bedrag vervalt."
LISTED = "| Plaats | Staat er | Moet zijn |\n|---|---|---|\n| 2.2, ondertekening starters | 7 juni 2031 | 9 juli 2031 |"
SIGN = "Starters: ondertekening uiterlijk 7 juni 2031."
SILENT = "Niets gehoord na 6 werkdagen? Dan is de machtiging verleend."
YEARS = """| Onderwerp | Beleid 2030 | Beleid 2031 |
|---|---|---|
| Avondspreekuur | Het is niet verplicht. | Het is wel verplicht. |"""


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())


def accepted(answer: str, *texts: str, question: str = "") -> bool:
    passages = [Passage(n=n, document_id="x", text=text) for n, text in enumerate(texts, start=1)]
    return check_answer(answer, passages, question=question).ok


def share_accepted(*, right: bool) -> float:
    chosen = [case for case in cases() if case["answer_ok"] is right]
    assert len(chosen) >= 150
    found = [
        accepted(case["answer"], *(each["text"] for each in case["passages"]), question=case["question"])
        for case in chosen
    ]
    return sum(found) / len(found)


def test_floors() -> None:
    assert share_accepted(right=False) <= 0.15
    assert share_accepted(right=True) >= 0.81


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ("Bij Plus kost een vervolg € 35,00 [1].", (TABLE,)),
        ("In ronde A tekent u vóór 4 januari 2031 en start u op 1 april 2031 [1].", (COLUMNS,)),
        ("De bonus is maximaal € 35 per afspraak [2].", (BONUS, RAISED)),
        ("Starters ondertekenen uiterlijk 9 juli 2031 [2].", (SIGN, LISTED)),
        ("Na 6 werkdagen zonder bericht is de machtiging verleend [1].", (SILENT,)),
        ("In 2031 is het avondspreekuur wel verplicht [1].", (YEARS,)),
        (
            "In 2031 is het avondspreekuur wel verplicht [1].",
            (f"| Zorg | Tarief 2031 |\n|---|---|\n| A | € 5 |\n{YEARS}",),
        ),
        ("Vier kwartalen van € 35,00 is samen € 140,00 [1].", ("Het tarief is € 35,00 per kwartaal.",)),
    ],
)
def test_right(answer: str, texts: tuple[str, ...]) -> None:
    assert accepted(answer, *texts)


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        ("Bij Basis kost een vervolg € 35,00 [1].", (TABLE,)),
        ("In ronde A tekent u vóór 1 april 2031 [1].", (COLUMNS,)),
        ("De bonus is maximaal € 30 per afspraak [1][2].", (BONUS, RAISED)),
        ("Starters ondertekenen uiterlijk 7 juni 2031 [1][2].", (SIGN, LISTED)),
        ("Hoort u na 6 werkdagen niets, dan is de machtiging niet verleend [1].", (SILENT,)),
        ("In 2030 is het avondspreekuur wel verplicht [1].", (YEARS,)),
        ("Vier kwartalen van € 35,00 is samen € 145,00 [1].", ("Het tarief is € 35,00 per kwartaal.",)),
    ],
)
def test_wrong(answer: str, texts: tuple[str, ...]) -> None:
    assert not accepted(answer, *texts)
