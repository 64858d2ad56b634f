"""All dated obligations: a timeline, a table with sources, and files for calendar and spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from retrieval.calendar.export import render_csv, render_ics, render_xlsx
from retrieval.calendar.rows import DeadlineFilter, DeadlineRow, deadline_rows, filter_rows, find_span_of
from retrieval.memory import Practice
from screens.common import explained, open_assistant, practice, today
from screens.timeline import timeline
from screens.view.tables_html import deadlines_html, rules_html

PAGE_SIZE = 100
"""Rows of the table that are shown at once."""
PERIODS = ["deze maand", "komende maand", "dit kwartaal", "dit jaar"]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def main() -> None:
    """Reads the deadlines, filters and shows them: what comes first, what is over folded."""
    st.title("Deadlines")
    assistant = open_assistant()
    rows = deadline_rows(assistant.deadlines(), today())
    if not rows:
        st.info("In het ingelezen beleid zijn geen termijnen gevonden.", icon=":material/event_busy:")
        st.page_link("screens/documenten.py", label="Bekijk wat er is ingelezen", icon=":material/description:")
        return
    shown = filter_rows(rows, choose(rows))
    if not shown:
        st.info("Geen termijnen bij deze keuze. Haal een filter weg om meer te zien.", icon=":material/filter_alt_off:")
        return
    coming = [row for row in shown if row.last and not row.past]
    past = [row for row in reversed(shown) if row.last and row.past]
    rules = [row for row in shown if not row.last]
    downloads(shown, assistant.reader.generation)
    show_coming(coming)
    if past:
        with st.expander(f"Voorbij ({len(past)})", icon=":material/history:"):
            st.altair_chart(timeline(past, today()), alt=described(past))
            st.html(deadlines_html(page_of(past, "past"), caption="Voorbije termijnen"))
    if rules:
        with st.expander(f"Zonder vaste datum ({len(rules)})", icon=":material/hourglass_empty:"):
            st.html(rules_html(page_of(rules, "rules"), caption="Termijnen zonder vaste datum"))


def show_coming(coming: list[DeadlineRow]) -> None:
    """What is still to come, as a picture where there is more than one, and as a list."""
    st.subheader(f"{len(coming)} komende" if coming else "Er komt geen termijn meer bij deze keuze")
    if len(coming) > 1:
        st.altair_chart(timeline(coming, today()), alt=described(coming))
    if coming:
        st.html(deadlines_html(page_of(coming, "coming"), caption="Komende termijnen"))


def choose(rows: tuple[DeadlineRow, ...]) -> DeadlineFilter:
    """The filters; each choice stands in the address, so that a view can be shared."""
    insurers = sorted({row.deadline.insurer for row in rows if row.deadline.insurer})
    care_types = sorted({care for row in rows for care in row.deadline.care_types})
    actors = sorted({actor for row in rows for actor in row.actors}, key=str.casefold)
    years = sorted({year for row in rows for year in row.years})
    own = practice()
    start_from_practice(own, insurers, care_types)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        found = DeadlineFilter(
            insurers=several("Verzekeraar", insurers, "verzekeraar"),
            care_types=several("Zorgsoort", care_types, "zorgsoort"),
            actors=several("Wie", actors, "wie"),
            years=tuple(int(year) for year in several("Jaar", [str(year) for year in years], "jaar")),
        )
        period = st.selectbox("Wanneer", PERIODS, index=None, key="periode", placeholder="altijd", bind="query-params")
    if own.given and (found.insurers or found.care_types):
        st.button("Zonder mijn praktijk", icon=":material/close:", type="tertiary", on_click=clear_filters)
    return replace(found, span=find_span_of(period, today()) if period else None)


def start_from_practice(own: Practice, insurers: list[str], care_types: list[str]) -> None:
    """On the first look of a session the reader's own policies, unless the address says otherwise."""
    if st.session_state.get("deadlines-started") or not own.given:
        return
    st.session_state["deadlines-started"] = True
    if any(name in st.query_params for name in ("verzekeraar", "zorgsoort", "wie", "jaar", "periode")):
        return
    st.session_state["verzekeraar"] = [name for name in own.insurers if name in insurers]
    st.session_state["zorgsoort"] = [care for care in own.care_types if care in care_types]


def clear_filters() -> None:
    st.session_state["verzekeraar"] = st.session_state["zorgsoort"] = []


def several(label: str, options: list[str], key: str) -> tuple[str, ...]:
    return tuple(st.multiselect(label, options, key=key, placeholder="alle", bind="query-params"))


def downloads(rows: tuple[DeadlineRow, ...], generation: str) -> None:
    sequence = int("".join(char for char in generation if char.isdigit()) or 0)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Agenda (.ics)",
            lambda: render_ics(rows, now=datetime.now(UTC), sequence=sequence, address=str(st.context.url or "")),
            "deadlines-zorginkoop.ics", "text/calendar", icon=":material/calendar_add_on:", on_click="ignore",
            help="Wat nog komt, voor Outlook, Google Agenda en Apple Agenda; herinneringen twee weken en twee dagen "
            "vooraf.",
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
    """Of a long list a part, with the way to the rest."""
    pages = -(-len(rows) // PAGE_SIZE)
    if pages < 2:
        return rows
    number = int(st.number_input(f"Bladzijde van de tabel (1 tot {pages})", 1, pages, key=f"page-{key}"))
    return rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


with explained():
    main()
