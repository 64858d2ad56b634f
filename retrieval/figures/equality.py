"""When two figures mean the same.

`canonical` writes a value in one form, so that equality is `==`: weeks as
days, years as months, seconds for what is shorter than a day, month-ends for
periods. Months are never days, working days never days, hours never days: an
office that says "24 uur" does not promise "1 dag".
"""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from functools import lru_cache

from retrieval.figures.durations import ALWAYS, parse_length
from retrieval.figures.numbers import normal
from retrieval.figures.values import FigureKind

TO_MONTHS = {"Y": 12, "M": 1}
TO_DAYS = {"W": 7, "D": 1}
TO_SECONDS = {"h": 3600, "m": 60, "s": 1}
CALENDAR = frozenset((FigureKind.DATE, FigureKind.MONTH, FigureKind.YEAR, FigureKind.PERIOD))


@lru_cache(maxsize=16384)
def canonical(kind: FigureKind, value: str) -> str:
    """The one form of a value; what is already in that form stays as it is.

    >>> canonical(FigureKind.DURATION, "P2W"), canonical(FigureKind.DURATION, "P1Y6M")
    ('P14D', 'P18M')
    """
    if kind == FigureKind.DURATION:
        return _canonical_length(value)
    if kind == FigureKind.PERIOD:
        return _canonical_period(value)
    return value


def _total(amounts: dict[str, Decimal], factors: dict[str, int]) -> Decimal:
    return sum((amounts[code] * factor for code, factor in factors.items() if code in amounts), start=Decimal(0))


def _canonical_length(value: str) -> str:
    if value == ALWAYS:
        return value
    try:
        amounts = dict(parse_length(value).parts)
    except ValueError:
        return value
    months, days, seconds = _total(amounts, TO_MONTHS), _total(amounts, TO_DAYS), _total(amounts, TO_SECONDS)
    text = "P" + (f"{normal(months)}M" if months else "") + (f"{normal(days)}D" if days else "")
    text += f"{normal(amounts['WD'])}WD" if amounts.get("WD") else ""
    text += f"T{normal(seconds)}S" if seconds else ""
    return text if text != "P" else "P0D"


def _canonical_period(value: str) -> str:
    first, _, last = value.partition("/")
    if not last:
        return value
    return f"{_edge(first, first=True)}/{_edge(last, first=False)}"


def _edge(value: str, *, first: bool) -> str:
    """The first or last day of a year or month; a day stays."""
    if len(value) == 4 and value.isdigit():
        return f"{value}-01-01" if first else f"{value}-12-31"
    bare = value.removeprefix("--")
    if len(value) == 7 and value[4] == "-" and value[:4].isdigit():
        year, month = int(value[:4]), int(value[5:])
        return f"{value}-01" if first else f"{value}-{monthrange(year, month)[1]:02d}"
    if len(bare) == 2 and value.startswith("--"):
        return f"{value}-01" if first else f"{value}-{monthrange(2024, int(bare))[1]:02d}"
    return value


def equal_value(
    a_kind: FigureKind,
    a_value: str,
    b_kind: FigureKind,
    b_value: str,
    *,
    a_unit: str | None = None,
    b_unit: str | None = None,
) -> bool:
    """Whether two figures state the same: 14 dagen = 2 weken, not 30 dagen = 1 maand.

    Kinds must agree; percentage points are no percentages. What is counted
    (`unit` of a count) is not compared: that is for the reader of the clause.
    """
    if a_kind != b_kind or canonical(a_kind, a_value) != canonical(b_kind, b_value):
        return False
    return a_kind != FigureKind.PERCENTAGE or a_unit == b_unit


def compatible(a_value: str, b_value: str) -> bool:
    """Whether two calendar values can be the same day, month or period: one lacks the year that the other has.

    >>> compatible("--12-19", "2025-12-19"), compatible("--12-19", "--12-19"), compatible("--12-19", "2025-12-18")
    (True, True, False)
    """
    if a_value == b_value:
        return True
    short, long = sorted((a_value, b_value), key=lambda value: not value.startswith(("--", "Q", "H")))
    if short.startswith(("Q", "H")):
        return _same_part(short, long)
    if not short.startswith("--") or long.startswith("--"):
        return False
    ends, others = short.split("/"), long.split("/")
    return len(ends) == len(others) and all(
        other[4:] == end.removeprefix("-") and other[:4].isdigit() for end, other in zip(ends, others, strict=True)
    )


def _same_part(part: str, period: str) -> bool:
    """Whether a period is the quarter (Q2) or half year (H1) of some year."""
    first, _, last = _canonical_period(period).partition("/")
    months = 3 if part[0] == "Q" else 6
    number = int(part[1:])
    return first[5:] == f"{(number - 1) * months + 1:02d}-01" and last[5:7] == f"{number * months:02d}"
