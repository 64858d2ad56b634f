"""Dated obligations for people and their calendars: rows in order, and files to take along."""

from retrieval.calendar.export import render_csv, render_ics, render_xlsx
from retrieval.calendar.rows import DeadlineFilter, DeadlineRow, deadline_rows, filter_rows

__all__ = [
    "DeadlineFilter",
    "DeadlineRow",
    "deadline_rows",
    "filter_rows",
    "render_csv",
    "render_ics",
    "render_xlsx",
]
