"""The value types of a figure: what a Dutch text states, in normal form.

A figure is a date, time, duration, percentage, amount or count together with
the words it stood in. Two figures are the same when kind, value, unit and bound
are equal; the normal form therefore carries all meaning (weeks are written as
days, years as months, months never as days, working days are their own unit:
see `equal_value` in `retrieval.figures.find`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure measures; the closed set of CONTRACT.md."""

    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    PERIOD = "period"
    TIME = "time"
    DURATION = "duration"
    PERCENTAGE = "percentage"
    COUNT = "count"
    MONEY = "money"
    PHONE = "phone"
    IDENTIFIER = "identifier"


class Bound(StrEnum):
    """On which side of its value a figure holds."""

    BY = "by"  # uiterlijk, tot en met
    BEFORE = "before"  # vóór, tot
    FROM = "from"  # vanaf, per, sinds, op of na
    AFTER = "after"  # na
    MIN = "min"  # minimaal, ten minste, of meer
    MAX = "max"  # maximaal, binnen, ten hoogste
    ABOUT = "about"  # ongeveer, gemiddeld
    EXACT = "exact"  # op


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as it stood in a text.

    `text[start:end]` of the searched text equals `text`. `value` is the normal
    form of CONTRACT.md (`2025-10-01`, `--10-01`, `P6W`, `4.5`). `unit` is what is
    counted ("patiënten", "euro", "procentpunt"), lower case, or None.
    """

    text: str
    start: int
    end: int
    kind: FigureKind
    value: str
    unit: str | None = None
    bound: Bound | None = None
