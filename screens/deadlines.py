"""All dated obligations: a timeline, a table with sources, and files for calendar and spreadsheet."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from screens.common import explained, open_assistant, today
from screens.timeline import timeline
from screens.view.calendar_export import render_csv, render_ics, render_xlsx
from screens.view.deadline_rows import DeadlineFilter, DeadlineRow, deadline_rows, filter_rows
from screens.view.tables_html import deadlines_html, rules_html

PAGE_SIZE = 100
"""Rows of the table that are shown at once."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def main() -> None:
    """Reads the deadlines, filters and shows them."""
    st.title("Deadlines")
    rows = deadline_rows(open_assistant().deadlines(), today())
    if not rows:
        st.info("In het ingelezen beleid zijn geen termijnen gevonden.", icon=":material/event_busy:")
        st.page_link("screens/documenten.py", label="Bekijk wat er is ingelezen", icon=":material/description:")
        return
    shown = filter_rows(rows, choose(rows))
    dated = [row for row in shown if row.last]
    rules = [row for row in shown if not row.last]
    coming = sum(not row.past for row in dated)
    st.caption(f"{coming} komende en {len(dated) - coming} voorbije termijnen, {len(rules)} zonder vaste datum.")
    if not shown:
        st.info("Geen termijnen bij deze keuze. Haal een filter weg om meer te zien.", icon=":material/filter_alt_off:")
        return
    downloads(shown)
    if dated:
        st.altair_chart(timeline(dated, today()), alt=described(dated))
        st.html(deadlines_html(page_of(dated, "dated"), today(), caption="Termijnen met een datum"))
    if rules:
        st.subheader("Zonder vaste datum")
        st.html(rules_html(page_of(rules, "rules"), caption="Termijnen zonder vaste datum"))


def choose(rows: tuple[DeadlineRow, ...]) -> DeadlineFilter:
    """The filters; each choice stands in the address, so that a view can be shared."""
    insurers = sorted({row.deadline.insurer for row in rows if row.deadline.insurer})
    care_types = sorted({care for row in rows for care in row.deadline.care_types})
    actors = sorted({row.actor for row in rows})
    years = sorted({year for row in rows for year in row.years})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        return DeadlineFilter(
            insurers=several("Verzekeraar", insurers, "verzekeraar"),
            care_types=several("Zorgsoort", care_types, "zorgsoort"),
            actors=several("Wie", actors, "wie"),
            years=tuple(int(year) for year in several("Jaar", [str(year) for year in years], "jaar")),
            past=st.toggle("Ook voorbije", value=True, key="voorbij", bind="query-params"),
        )


def several(label: str, options: list[str], key: str) -> tuple[str, ...]:
    return tuple(st.multiselect(label, options, key=key, placeholder="alle", bind="query-params"))


def downloads(rows: tuple[DeadlineRow, ...]) -> None:
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Agenda (.ics)", lambda: render_ics(rows, now=datetime.now(UTC)), "deadlines-zorginkoop.ics",
            "text/calendar", icon=":material/calendar_add_on:", on_click="ignore",
            help="Voor Outlook, Google Agenda en Apple Agenda, met herinneringen twee weken en twee dagen vooraf.",
        )  # fmt: skip
        st.download_button(
            "Excel", lambda: render_xlsx(rows, now=datetime.now(UTC)), "deadlines-zorginkoop.xlsx", EXCEL,
            icon=":material/table_view:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "CSV", lambda: render_csv(rows), "deadlines-zorginkoop.csv", "text/csv",
            icon=":material/csv:", on_click="ignore",
        )  # fmt: skip


def described(rows: list[DeadlineRow]) -> str:
    """The picture in words; the table below holds everything."""
    first = next((row for row in rows if not row.past), None)
    nearest = f" De eerstvolgende is {first.when}: {first.deadline.action}." if first else ""
    return f"Tijdlijn van {len(rows)} termijnen per verzekeraar, met een lijn bij vandaag.{nearest}"


def page_of(rows: list[DeadlineRow], key: str) -> list[DeadlineRow]:
    """Coming rows first; of a long list a part, with the way to the rest."""
    ordered = [row for row in rows if not row.past] + [row for row in rows if row.past]
    pages = -(-len(ordered) // PAGE_SIZE)
    if pages < 2:
        return rows
    number = int(st.number_input(f"Bladzijde van de tabel (1 tot {pages})", 1, pages, key=f"page-{key}"))
    chosen = ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return [row for row in rows if row in chosen]


with explained():
    main()
