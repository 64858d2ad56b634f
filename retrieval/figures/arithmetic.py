"""Sums with dates: the next quarter, six weeks later, five working days back, the day that a rule of time means.

Pure; the calendar is that of Europe/Amsterdam without times. Months are added
by their number, past the end of a shorter month it is that month's last day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from retrieval.figures.durations import parse_length

Span = Literal["quarter", "month", "year", "week"]
SPANS: dict[str, Span] = {"quarter": "quarter", "month": "month", "year": "year", "week": "week"}
AHEAD = {"next": 1, "second-next": 2}
"""How many spans after the one of the day itself."""
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
MOST_WORKDAYS = 1000
"""Nobody counts further in working days; a bound keeps the sum fast."""


def first_day(span: Span, day: date) -> date:
    """The first day of the week, month, quarter or year that `day` falls in."""
    if span == "week":
        return day - timedelta(days=day.weekday())
    months = MONTHS_OF[span]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def first_day_of_next(span: Span, day: date) -> date:
    """The first day of the span after the one that `day` falls in.

    >>> first_day_of_next("quarter", date(2026, 2, 20))
    datetime.date(2026, 4, 1)
    """
    start = first_day(span, day)
    return start + timedelta(days=7) if span == "week" else add_months(start, MONTHS_OF[span])


def last_day(span: Span, day: date) -> date:
    """The last day of the week, month, quarter or year that `day` falls in."""
    return first_day_of_next(span, day) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """`day` so many months later; past the end of a shorter month it is that month's last day.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The Dutch public holidays of a year, Good Friday included, Liberation Day not."""
    from holidays import country_holidays  # a quarter of a second to import

    return frozenset(country_holidays("NL", years=year))


def is_workday(day: date) -> bool:
    """Whether `day` is neither in the weekend nor a Dutch public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_workdays(day: date, count: int) -> date:
    """`day` so many working days later, or earlier when negative; `day` itself does not count.

    Raises:
        ValueError: more than `MOST_WORKDAYS`.

    """
    if abs(count) > MOST_WORKDAYS:
        raise ValueError(f"too many working days: {count}")
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if is_workday(day):
            count -= 1 if step.days > 0 else -1
    return day


def add_length(day: date, value: str, *, sign: Literal[1, -1] = 1) -> date:
    """`day` plus or minus an ISO 8601 duration in years, months, weeks, days or working days.

    Raises:
        ValueError: no such duration, or parts of a day in it, or the calendar ends.

    """
    parts = dict(parse_length(value).parts)
    if any(amount % 1 for amount in parts.values()) or set(parts) - {"Y", "M", "W", "D", "WD"}:
        raise ValueError(f"no whole days: {value!r}")
    whole = {code: int(amount) for code, amount in parts.items()}
    months, days = 12 * whole.get("Y", 0) + whole.get("M", 0), 7 * whole.get("W", 0) + whole.get("D", 0)
    if months > 12 * MOST_WORKDAYS or days > 366 * MOST_WORKDAYS:
        raise ValueError(f"too long: {value!r}")
    try:
        moved = add_months(day, sign * months) + timedelta(days=sign * days)
    except OverflowError as error:
        raise ValueError(f"past the calendar: {value!r}") from error
    return add_workdays(moved, sign * whole.get("WD", 0))


def day_before(day: date) -> date:
    """The last day that is before `day`: "vóór 1 juli" is uiterlijk 30 juni."""
    return day - timedelta(days=1)


def between(start: date, end: date) -> str:
    """The duration from one date to another: whole years or months where it comes out even, else days.

    >>> between(date(2026, 1, 1), date(2026, 7, 1)), between(date(2026, 1, 1), date(2026, 1, 15))
    ('P6M', 'P14D')
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and add_months(start, months) == end:
        return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
    return f"P{(end - start).days}D"


def symbol_of(value: str) -> tuple[str, str, str, Span] | None:
    """Edge, kind of day, which and span of `first-day-of-next-quarter`; None for another value."""
    head, of, tail = value.partition("-of-")
    edge, _, what = head.partition("-")
    which, _, span = tail.rpartition("-")
    if not of or span not in SPANS:
        return None
    return edge, what, which, SPANS[span]


def resolve(value: str, day: date) -> date | None:
    """The day that a symbolic date means for something that happens on `day`; None for another value.

    >>> resolve("first-day-of-application-month", date(2026, 3, 17))
    datetime.date(2026, 3, 1)
    """
    symbol = symbol_of(value)
    if symbol is None:
        return None
    edge, what, which, span = symbol
    base = first_day(span, day)
    for _ in range(AHEAD.get(which, 0)):
        base = first_day_of_next(span, base)
    result = base if edge == "first" else last_day(span, base)
    if what == "workday" and not is_workday(result):
        result = add_workdays(result, 1 if edge == "first" else -1)
    return result
