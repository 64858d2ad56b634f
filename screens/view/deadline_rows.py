"""Deadlines as a reader sees them: with their days, in order, dimmed when past, filtered.

Pure: the date comes in. Rules and durations ("binnen vier weken") have no days
and stand after the dated ones. Finding deadlines is `ingest.meaning.deadlines`' work.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from retrieval.figures.values import FigureKind
from retrieval.types import Deadline
from retrieval.wording import day
from screens.view.page_wording import BOUNDS

MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
EVERYONE = "niet genoemd"
"""Stands for the actor where the policy names none."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline with its days. `first` and `last` are None for a rule, a duration or a date without a year."""

    deadline: Deadline
    first: date | None
    last: date | None
    past: bool

    @property
    def when(self) -> str:
        """The moment in Dutch: `uiterlijk 1 oktober 2026, 13:00`; a rule in the source's own words."""
        deadline = self.deadline
        if self.first is None or self.last is None:
            return deadline.surface or deadline.value
        if deadline.kind is FigureKind.DATE:
            words = day(self.last)
            bound = BOUNDS[deadline.bound] if deadline.bound else ""
        else:
            words = deadline.surface or f"{day(self.first)} tot en met {day(self.last)}"
            bound = ""
        time = f", {deadline.time}" if deadline.time else ""
        return f"{bound} {words}{time}".strip()

    @property
    def actor(self) -> str:
        """Who must act."""
        return self.deadline.actor or EVERYONE

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of a dated row, else the policy's contract years."""
        if self.first is not None and self.last is not None:
            return tuple(range(self.first.year, self.last.year + 1))
        return self.deadline.years


@dataclass(frozen=True, slots=True)
class DeadlineFilter:
    """What a reader wants to see; an empty part does not restrict."""

    insurers: Collection[str] = ()
    care_types: Collection[str] = ()
    actors: Collection[str] = ()
    years: Collection[int] = ()
    past: bool = True
    """Whether passed deadlines are shown too."""


def deadline_rows(deadlines: Iterable[Deadline], today: date) -> tuple[DeadlineRow, ...]:
    """The rows, dated ones first and by day, then the rules in reading order."""
    rows = [_row(deadline, today) for deadline in deadlines]
    dated = sorted((row for row in rows if row.last), key=_order)
    return (*dated, *(row for row in rows if row.last is None))


def filter_rows(rows: Iterable[DeadlineRow], wanted: DeadlineFilter) -> tuple[DeadlineRow, ...]:
    """The rows that meet every part of the filter, in the same order."""
    return tuple(row for row in rows if _fits(row, wanted))


def find_span(deadline: Deadline) -> tuple[date, date] | None:
    """First and last day of a deadline; None when its value is no day, month or period with a year."""
    ends = deadline.value.split("/")
    first, last = _first_day(ends[0]), _last_day(ends[-1])
    return (first, last) if first and last and first <= last else None


def _row(deadline: Deadline, today: date) -> DeadlineRow:
    span = find_span(deadline)
    if span is None:
        return DeadlineRow(deadline, first=None, last=None, past=False)
    return DeadlineRow(deadline, first=span[0], last=span[1], past=span[1] < today)


def _order(row: DeadlineRow) -> tuple[date, str, str, str]:
    deadline = row.deadline
    return (row.last or date.max, deadline.time or "", deadline.insurer or "", deadline.id)


def _fits(row: DeadlineRow, wanted: DeadlineFilter) -> bool:
    deadline = row.deadline
    return (
        (wanted.past or not row.past)
        and (not wanted.insurers or deadline.insurer in wanted.insurers)
        and (not wanted.care_types or bool(set(deadline.care_types) & set(wanted.care_types)))
        and (not wanted.actors or row.actor in wanted.actors)
        and (not wanted.years or bool(set(row.years) & set(wanted.years)))
    )


def _first_day(value: str) -> date | None:
    month = MONTH.fullmatch(value)
    return _day(f"{value}-01" if month else value)


def _last_day(value: str) -> date | None:
    month = MONTH.fullmatch(value)
    if month is None:
        return _day(value)
    first = _day(f"{value}-01")
    return first and first.replace(day=monthrange(first.year, first.month)[1])


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
