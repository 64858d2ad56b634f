"""A figure that a rectification replaces: the answer reads the table with the new one and cites the rectification."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from retrieval import PolicyAssistant, Status
from retrieval.answer.material import _corrections
from retrieval.answer.writer import Writer
from retrieval.understand.lexical import Lexicon

TODAY = date(2026, 11, 22)
POLICY = """# Zorginkoopbeleid logopedie DSW 2027

Versie 1.1

## 1 Planning

Tabel 1. Planning, alle data in 2026

| Stap | Bestaande praktijk | Nieuwe praktijk |
| --- | --- | --- |
| Aanmelden | 3 juli | 17 juli |
| Ondertekenen van de overeenkomst | 6 november | 20 november |

## 2 Tarieven

Tabel 2. Tarieven in euro

| Prestatie | Basis | Plus |
| --- | --- | --- |
| Stotterbehandeling | 48,90 | 52,10 |
| Groepsbehandeling | 12,30 | 14,60 |

Een praktijk die net begint krijgt voor de groepsbehandeling in Plus 13,20 in plaats van 14,60.

## 9 Rectificatie van 4 september 2026

In tabel 1 is de datum van ondertekenen voor een bestaande praktijk niet 6 november maar 13 november 2026.

In tabel 2 is het tarief van de stotterbehandeling in Plus hersteld: 52,80 in plaats van 52,10.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    folder: Path = tmp_path_factory.mktemp("rectified")
    (folder / "dsw-logopedie-2027.md").write_text(POLICY, encoding="utf-8")
    ingest([folder / "dsw-logopedie-2027.md"], index=folder / "index")
    return PolicyAssistant.open(folder / "index")


@pytest.mark.parametrize(
    ("question", "holds", "gone"),
    [
        ("Wat is bij DSW het tarief voor een stotterbehandeling in Plus?", "52,80", "52,10"),
        ("Wanneer moet een bestaande praktijk de overeenkomst met DSW ondertekenen?", "13 november 2026", "6 november"),
        ("Wat is bij DSW het tarief voor een stotterbehandeling in Basis?", "48,90", "52,10"),
    ],
    ids=["an amount", "a date", "the other column"],
)
def test_the_new_figure_is_told_in_place_of_the_old(
    assistant: PolicyAssistant, question: str, holds: str, gone: str
) -> None:
    answer = assistant.ask(question, today=TODAY)
    assert answer.status is Status.ANSWERED
    assert holds in answer.text
    assert gone not in answer.text
    assert answer.verified


def test_what_holds_for_some_only_replaces_nothing(assistant: PolicyAssistant) -> None:
    reader = assistant.reader
    units = [unit for c in reader.chunks_of("dsw-logopedie-2027") for unit in reader.chunk(str(c)).units]
    replaced = {one.old for unit in units for one in reader.replaced_in(str(unit.id))}
    assert replaced == {"6 november", "52,10"}


def test_what_corrects_a_passage_goes_with_it_to_a_model(assistant: PolicyAssistant) -> None:
    reader = assistant.reader
    tariffs = next(
        reader.chunk(str(c)) for c in reader.chunks_of("dsw-logopedie-2027") if "48,90" in reader.chunk(str(c)).text
    )
    corrections = _corrections(Writer(reader, Lexicon({}, 1)), tariffs)
    assert ["52,80" in chunk.text for chunk in corrections] == [True]
