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

from retrieval.figures.values import Bound, FigureKind
from retrieval.types import Deadline
from retrieval.wording import day

TITLE = 80
"""Letters of what must be done that are shown in a line and in a calendar; the whole text is on demand."""
MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
YEARLESS = re.compile(r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
ROUND = re.compile(
    r"\b(?:planning|tijd(?:schema|pad|lijn|slijn)|tijds?planning|proces|procedure|inkoopkalender)\b", re.IGNORECASE
)
"""A heading under which the dates of the buying itself stand: they fall in the year before the contract's first."""
NUMBER = re.compile(r"^(?:[0-9]+(?:\.[0-9]+)*\.?|[A-Za-z]\.)\s+")
ACTORS = re.compile(r"\s*(?:,|/|\ben\b|\bof\b)\s*")
BOUNDS: dict[Bound, str] = {
    Bound.BY: "uiterlijk",
    Bound.BEFORE: "vóór",
    Bound.FROM: "vanaf",
    Bound.AFTER: "na",
    Bound.MIN: "minimaal",
    Bound.MAX: "maximaal",
    Bound.ABOUT: "ongeveer",
    Bound.EXACT: "op",
}
EVERYONE = "niet genoemd"
"""Stands for the actor where the policy names none."""


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One deadline with its days. `first` and `last` are None for a rule, a duration or a date without a year."""

    deadline: Deadline
    first: date | None
    last: date | None
    past: bool
    inferred: bool = False
    """Whether the policy names no year, and the year was concluded from its contract years."""
    actors: tuple[str, ...] = ()
    """Each who must act: of `VGZ en RHO` both."""

    @property
    def title(self) -> str:
        """What must be done, in a line."""
        return short(self.deadline.action, TITLE)

    @property
    def contract(self) -> str:
        """The contract or subject that it belongs to: the nearest heading that is more than "Planning"."""
        named = (NUMBER.sub("", heading.strip("*# ")) for heading in reversed(self.deadline.section))
        found = next((heading for heading in named if not ROUND.search(heading)), "")
        return short(found or ", ".join(self.deadline.care_types), TITLE)

    @property
    def when(self) -> str:
        """The moment in Dutch: `uiterlijk 1 oktober 2026, 13:00`; a rule in the source's own words."""
        deadline = self.deadline
        if self.first is None or self.last is None:
            return deadline.surface or deadline.value
        if deadline.kind is FigureKind.DATE:
            words = day(self.last) + (" (jaar afgeleid)" if self.inferred else "")
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
    span: tuple[date, date] | None = None
    """First and last day of what is wanted; rows without a date are then left out."""
    past: bool = True
    """Whether passed deadlines are shown too."""


def deadline_rows(deadlines: Iterable[Deadline], today: date) -> tuple[DeadlineRow, ...]:
    """The rows, dated ones first and by day, then the rules in reading order."""
    found = tuple(deadlines)
    insurers = tuple(sorted({d.insurer for d in found if d.insurer}, key=len, reverse=True))
    rows = [_row(deadline, today, insurers) for deadline in found]
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


def short(text: str, most: int) -> str:
    """The text in a line of at most so many letters, cut between words."""
    plain = " ".join(text.split()).rstrip(".;")
    if len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def actors_of(actor: str | None, insurers: Collection[str]) -> tuple[str, ...]:
    """Who must act, one by one; the name of an insurer is never cut.

    >>> actors_of("Zorg en Zekerheid en RO", ["Zorg en Zekerheid"])
    ('Zorg en Zekerheid', 'RO')
    """
    if not actor:
        return (EVERYONE,)
    named = [insurer for insurer in insurers if insurer in actor]
    rest = actor
    for insurer in named:
        rest = rest.replace(insurer, ",")
    others = [part for part in ACTORS.split(rest) if part]
    return tuple(dict.fromkeys((*named, *others))) or (actor,)


def find_span_of(words: str, today: date) -> tuple[date, date] | None:
    """First and last day of `deze maand`, `komende maand`, `dit kwartaal`, `dit jaar`; None for anything else."""
    month = today.month
    first, last = {
        "deze maand": (month, month),
        "komende maand": (month + 1, month + 1),
        "dit kwartaal": ((month - 1) // 3 * 3 + 1, (month - 1) // 3 * 3 + 3),
        "dit jaar": (1, 12),
    }.get(words, (0, 0))
    if not first:
        return None
    year = today.year + (first - 1) // 12
    first, last = (first - 1) % 12 + 1, (last - 1) % 12 + 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _row(deadline: Deadline, today: date, insurers: Collection[str]) -> DeadlineRow:
    actors = actors_of(deadline.actor, insurers)
    inferred = _inferred(deadline, today)
    span = (inferred, inferred) if inferred else find_span(deadline)
    if span is None:
        return DeadlineRow(deadline, first=None, last=None, past=False, actors=actors)
    last = span[1]
    # Whoever must be ready before the tenth has the ninth as his last day.
    before = deadline.bound is Bound.BEFORE and deadline.kind is FigureKind.DATE
    over = today >= last if before else last < today
    return DeadlineRow(deadline, first=span[0], last=last, past=over, inferred=inferred is not None, actors=actors)


def _inferred(deadline: Deadline, today: date) -> date | None:
    """The day of a date without a year: in the year of the buying under a planning, else the next of the contract's."""
    found = YEARLESS.fullmatch(deadline.value)
    if found is None or not deadline.years:
        return None
    of_the_round = any(ROUND.search(heading) for heading in deadline.section)
    possible = [deadline.years[0] - 1] if of_the_round else range(min(deadline.years), max(deadline.years) + 1)
    days = [day for year in possible if (day := _day(f"{year}-{found['month']}-{found['day']}"))]
    return next((day for day in days if day >= today), days[-1] if days else None)


def _order(row: DeadlineRow) -> tuple[date, str, str, str]:
    deadline = row.deadline
    return (row.last or date.max, deadline.time or "", deadline.insurer or "", deadline.id)


def _fits(row: DeadlineRow, wanted: DeadlineFilter) -> bool:
    deadline = row.deadline
    return (
        (wanted.past or not row.past)
        and (not wanted.insurers or deadline.insurer in wanted.insurers)
        and (not wanted.care_types or bool(set(deadline.care_types) & set(wanted.care_types)))
        and (not wanted.actors or bool(set(row.actors) & set(wanted.actors)))
        and (wanted.span is None or _within(row, wanted.span))
        and (not wanted.years or bool(set(row.years) & set(wanted.years)))
    )


def _within(row: DeadlineRow, span: tuple[date, date]) -> bool:
    return row.first is not None and row.last is not None and row.first <= span[1] and row.last >= span[0]


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
