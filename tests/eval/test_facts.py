"""Spellings that state a fact, and near ones that do not."""

from __future__ import annotations

import pytest

from eval.facts import states
from eval.questions import Fact

STATED = [
    ("date", "2025-12-19", "uiterlijk 19 december 2025"),
    ("date", "2025-12-19", "op 19-12-2025"),
    ("date", "2025-09-01", "van 1 september tot en met 31 december 2025"),
    ("date", "2026-10-01", "per 1e oktober van 2026"),
    ("date", "--05-01", "vóór 1 mei"),
    ("month", "2025-09", "in september 2025"),
    ("period", "2025-05/2025-06", "mei tot en met juni 2025"),
    ("period", "2026/2028", "van 2026 tot en met 2028"),
    ("time", "13:00", "om 13.00 uur"),
    ("time", "08:00", "tussen 8 en 12 uur"),
    ("duration", "P5WD", "binnen 5 werkdagen"),
    ("duration", "P2W", "binnen veertien dagen"),
    ("duration", "P1M", "een maand vóór"),
    ("duration", "P3Y", "een driejarige overeenkomst"),
    ("duration", "PT4.5H", "maximaal 4,5 uur"),
    ("duration", "PT4H30M", "maximaal 4,5 uur"),
    ("duration", "PT30M", "van 30 minuten"),
    ("percentage", "25", "25% of meer"),
    ("percentage", "7.5", "7,5 procent"),
    ("count", "100000", "100.000 patiënten"),
    ("count", "1", "één RO"),
    ("count", "1.5", "1,5 fte"),
    ("money", "1250", "€ 1.250,00"),
    ("phone", "0101234567", "(010) 123 45 67"),
    ("email", "info@zorg.nl", "mail info@zorg.nl."),
]
NOT_STATED = [
    ("date", "2025-12-19", "19 december 2026"),
    ("date", "2025-12-19", "9 december 2025"),
    ("date", "--05-01", "11 mei"),
    ("month", "2025-09", "september 2026"),
    ("period", "2025-05/2025-06", "juni 2025"),
    ("time", "13:00", "13.30 uur"),
    ("duration", "P5WD", "binnen 5 dagen"),
    ("duration", "P1M", "30 dagen"),
    ("duration", "PT4.5H", "maximaal 5 uur"),
    ("percentage", "25", "125%"),
    ("percentage", "25", "25,5%"),
    ("count", "100000", "10.000 patiënten"),
    ("count", "3", "13 praktijken"),
    ("email", "info@zorg.nl", "xinfo@zorg.nl"),
]


def fact(kind: str, value: str) -> Fact:
    return Fact.model_validate({"kind": kind, "value": value, "surface": "bestaat niet in de tekst"})


@pytest.mark.parametrize(("kind", "value", "text"), STATED, ids=str)
def test_states(kind: str, value: str, text: str) -> None:
    assert states(text, fact(kind, value))


@pytest.mark.parametrize(("kind", "value", "text"), NOT_STATED, ids=str)
def test_does_not_state(kind: str, value: str, text: str) -> None:
    assert not states(text, fact(kind, value))


def test_the_policy_s_own_words_count() -> None:
    wanted = Fact(kind="other", value="postbus", surface="Postbus 99, 1000 AA Utrecht")
    assert states("Schrijf naar postbus 99 1000 AA Utrecht.", wanted)
    assert not states("Schrijf naar het postadres 99.", wanted)
