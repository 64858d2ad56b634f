"""Deadlines to take along: as calendar file (.ics), Excel sheet and CSV.

A UID is made of the deadline's own id, so importing a newer file updates the
events instead of doubling them. Each event and row carries its source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from retrieval.calendar.rows import TITLE, DeadlineRow, short
from retrieval.figures.values import Bound

if TYPE_CHECKING:
    from icalendar import Alarm, Event

ZONE = ZoneInfo("Europe/Amsterdam")
WARN_DAYS = (14, 2)
"""Days before a deadline on which the calendar warns."""
WARN_HOUR = 9
"""Hour of the day of a warning for an all-day event."""
EVENT_MINUTES = 30
"""Length of an event with a clock time; it ends when the deadline falls."""

HEADERS = (
    "Datum", "Wanneer", "Wie", "Wat", "Via", "Verzekeraar", "Zorgsoort", "Contractjaren", "Beleid", "Onderdeel",
    "Bladzijde", "Citaat", "Voorbij",
)  # fmt: skip
WIDTHS = (12, 28, 22, 48, 18, 18, 22, 14, 36, 30, 10, 70, 9)
"""Column widths of the Excel sheet, in characters."""
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet."""


def render_ics(
    rows: Sequence[DeadlineRow], *, now: datetime, sequence: int = 0, address: str = "", past: bool = False
) -> bytes:
    """The dated rows as an iCalendar file (RFC 5545), with warnings.

    Args:
        rows: rows without days are left out.
        now: time of the download, with zone.
        sequence: rises with the index, so that a calendar takes the newer file for the newer one.
        address: of the page where the deadlines stand.
        past: whether what is over comes along too.

    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Inkoopwijzer//Deadlines//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deadlines zorginkoop")
    for row in rows:
        if row.first is not None and row.last is not None and (past or not row.past):
            event = _event(row, row.first, row.last, now)
            event.add("sequence", sequence)
            if address:
                event.add("url", address)
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def render_csv(rows: Sequence[DeadlineRow]) -> bytes:
    """All rows as CSV as a Dutch spreadsheet expects it: semicolons, UTF-8 with BOM."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows([_plain(cell) for cell in _cells(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(rows: Sequence[DeadlineRow], *, now: datetime) -> bytes:
    """All rows as an Excel workbook with filters, a fixed header and real dates."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.properties.created = workbook.properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    sheet = workbook.create_sheet("Deadlines", 0)
    del workbook["Sheet"]
    sheet.append(HEADERS)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(_cells(row), start=1):
            cell = sheet.cell(row=number, column=column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever the source says
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "dd-mm-yyyy" if isinstance(value, date) else cell.number_format
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(row=1, column=column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def summary(row: DeadlineRow) -> str:
    """The title of an event: the insurer first, then what must be done, in a line."""
    insurer = f"{row.deadline.insurer}: " if row.deadline.insurer else ""
    return insurer + short(row.deadline.action, TITLE - len(insurer))


# ---------------------------------------------------------------- events


def _event(row: DeadlineRow, first: date, last: date, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{row.deadline.id}@inkoopwijzer")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", summary(row))
    event.add("description", _description(row))
    event.add("categories", ["Zorginkoop", *([row.deadline.insurer] if row.deadline.insurer else [])])
    if row.deadline.bound is Bound.BEFORE and first == last:
        first = last = last - timedelta(days=1)  # vóór 10 december: the ninth is the last day
    clock = _clock(row.deadline.time)
    if clock is not None and first == last:
        end = datetime.combine(last, clock, tzinfo=ZONE)
        event.add("dtstart", end - timedelta(minutes=EVENT_MINUTES))
        event.add("dtend", end)
    else:
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    for days in WARN_DAYS:
        event.add_component(_alarm(row, days, all_day=clock is None or first != last))
    return event


def _alarm(row: DeadlineRow, days: int, *, all_day: bool) -> Alarm:
    """A warning `days` before the first day, at nine o'clock for an all-day event."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Over {days} dagen: {summary(row)}")
    alarm.add("trigger", timedelta(hours=WARN_HOUR if all_day else 0) - timedelta(days=days))
    return alarm


def _description(row: DeadlineRow) -> str:
    deadline = row.deadline
    parts = [f"{row.when[:1].upper()}{row.when[1:]}", f"“{deadline.quote}”", _source(row)]
    if deadline.channel:
        parts.insert(1, f"Via: {deadline.channel}")
    return "\n\n".join(parts)


def _source(row: DeadlineRow) -> str:
    deadline = row.deadline
    parts = [deadline.title or deadline.document_id, " > ".join(deadline.section)]
    parts.append(f"bladzijde {deadline.page}" if deadline.page is not None else "")
    return "Bron: " + ", ".join(part for part in parts if part)


def _clock(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None


# ---------------------------------------------------------------- rows


def _cells(row: DeadlineRow) -> tuple[str | int | date | None, ...]:
    deadline = row.deadline
    return (
        row.last,
        row.when,
        deadline.actor or "",
        deadline.action,
        deadline.channel or "",
        deadline.insurer or "",
        ", ".join(deadline.care_types),
        ", ".join(str(year) for year in deadline.years),
        deadline.title or deadline.document_id,
        " > ".join(deadline.section),
        deadline.page,
        deadline.quote,
        "ja" if row.past else "nee",
    )


def _plain(cell: str | int | date | None) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_START) else text
