from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from openpyxl import load_workbook

from retrieval.calendar.export import HEADERS, render_csv, render_ics, render_xlsx, summary
from retrieval.calendar.rows import (
    TITLE,
    DeadlineFilter,
    actors_of,
    deadline_rows,
    filter_rows,
    find_span,
    find_span_of,
)
from retrieval.figures.values import Bound, FigureKind
from retrieval.types import Deadline, DocumentId, UnitId

NOW = datetime(2031, 2, 1, 8, 0, tzinfo=UTC)
TODAY = NOW.date()


def deadline(
    value: str = "2031-03-03",
    *,
    kind: FigureKind = FigureKind.DATE,
    name: str = "d1",
    insurer: str = "Noorderlicht",
    actor: str | None = "zorgaanbieder",
    time: str | None = None,
    action: str = "aanmelden bij het loket",
) -> Deadline:
    return Deadline(
        id=name,
        document_id=DocumentId("noorderlicht-2031"),
        insurer=insurer,
        care_types=("wijkverpleging",),
        years=(2031,),
        actor=actor,
        action=action,
        value=value,
        kind=kind,
        bound=Bound.BY,
        time=time,
        channel="het loket",
        unit_id=UnitId("u1"),
        quote="De aanmelding is uiterlijk 3 maart 2031 binnen; neem contact op bij vragen, tekens & “aanhalingen”.",
        section=("Planning", "Aanmelden"),
        page=4,
        title="Inkoopbeleid wijkverpleging 2031",
        surface="3 maart",
    )


def events(data: bytes) -> list[Event]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2031-03-03", (date(2031, 3, 3), date(2031, 3, 3))),
        ("2032-02", (date(2032, 2, 1), date(2032, 2, 29))),
        ("2031-05/2031-06", (date(2031, 5, 1), date(2031, 6, 30))),
        ("2031-05-10/2031-05-20", (date(2031, 5, 10), date(2031, 5, 20))),
        ("--03-03", None),
        ("P4W", None),
        ("first-day-of-next-quarter", None),
        ("2031-06/2031-05", None),
        ("2031", None),
    ],
)
def test_the_days_of_a_value(value: str, span: tuple[date, date] | None) -> None:
    assert find_span(deadline(value)) == span


def test_rows_are_in_order_of_day_and_rules_come_last() -> None:
    rows = deadline_rows(
        [
            deadline("P4W", kind=FigureKind.DURATION, name="regel"),
            deadline("2031-03-03", name="later"),
            deadline("2031-01-15", name="eerder"),
        ],
        TODAY,
    )
    assert [(row.deadline.id, row.past) for row in rows] == [("eerder", True), ("later", False), ("regel", False)]
    assert rows[1].when == "uiterlijk 3 maart 2031"
    assert rows[2].when == "3 maart"


def test_today_itself_is_not_past() -> None:
    (row,) = deadline_rows([deadline(TODAY.isoformat())], TODAY)
    assert not row.past


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (DeadlineFilter(), ["oud", "a", "b"]),
        (DeadlineFilter(past=False), ["a", "b"]),
        (DeadlineFilter(insurers=("Zuiderzon",)), ["b"]),
        (DeadlineFilter(actors=("niet genoemd",)), ["b"]),
        (DeadlineFilter(years=(2030,)), ["oud"]),
        (DeadlineFilter(care_types=("wijkverpleging",)), ["oud", "a", "b"]),
        (DeadlineFilter(care_types=("kraamzorg",)), []),
        (DeadlineFilter(insurers=("Noorderlicht",), years=(2031,)), ["a"]),
    ],
)
def test_filters(wanted: DeadlineFilter, ids: list[str]) -> None:
    rows = deadline_rows(
        [
            deadline("2030-12-01", name="oud"),
            deadline("2031-03-03", name="a"),
            deadline("2031-04-03", name="b", insurer="Zuiderzon", actor=None),
        ],
        TODAY,
    )
    assert [row.deadline.id for row in filter_rows(rows, wanted)] == ids


def test_the_calendar_is_read_by_icalendars_own_parser() -> None:
    (event,) = events(render_ics(deadline_rows([deadline()], TODAY), now=NOW))
    assert event["uid"] == "d1@inkoopwijzer"
    assert (event.start, event.end) == (date(2031, 3, 3), date(2031, 3, 4))
    assert event["summary"] == "Noorderlicht: aanmelden bij het loket"
    assert "Bron: Inkoopbeleid wijkverpleging 2031, Planning > Aanmelden, bladzijde 4" in event["description"]
    assert not event.errors


def test_each_event_warns_two_weeks_and_two_days_before_at_nine() -> None:
    (event,) = events(render_ics(deadline_rows([deadline()], TODAY), now=NOW))
    triggers = [alarm["trigger"].dt for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-14, hours=9), timedelta(days=-2, hours=9)]


def test_a_clock_time_makes_an_event_that_ends_on_it_in_dutch_time() -> None:
    data = render_ics(deadline_rows([deadline(time="17:00")], TODAY), now=NOW)
    (event,) = events(data)
    assert event.end.isoformat() == "2031-03-03T17:00:00+01:00"
    assert b"BEGIN:VTIMEZONE" in data


def test_a_period_is_one_event_over_all_its_days() -> None:
    (event,) = events(render_ics(deadline_rows([deadline("2031-05/2031-06", kind=FigureKind.PERIOD)], TODAY), now=NOW))
    assert (event.start, event.end) == (date(2031, 5, 1), date(2031, 7, 1))


def test_rules_are_left_out_of_the_calendar() -> None:
    rows = deadline_rows([deadline("P4W", kind=FigureKind.DURATION)], TODAY)
    assert events(render_ics(rows, now=NOW)) == []


def test_uids_stay_the_same_on_another_day() -> None:
    rows = [deadline(name=f"d{n}", value=f"2031-03-{n:02}") for n in range(1, 9)]
    first = [e["uid"] for e in events(render_ics(deadline_rows(rows, TODAY), now=NOW))]
    later = NOW + timedelta(days=40)
    assert first == [e["uid"] for e in events(render_ics(deadline_rows(rows, later.date()), now=later, past=True))]
    assert len(set(first)) == 8


@settings(deadline=None)  # how long the calendar library takes is not what is tested
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_any_words_survive_the_calendar(words: str) -> None:
    (event,) = events(render_ics(deadline_rows([deadline(action=words, actor=None)], TODAY), now=NOW))
    assert str(event["summary"]).startswith("Noorderlicht: ")
    assert len(event["summary"]) <= TITLE


def test_a_title_is_short_and_begins_with_the_insurer() -> None:
    (row,) = deadline_rows([deadline(action="het plan indienen " * 20)], TODAY)
    assert summary(row).startswith("Noorderlicht: het plan")
    assert len(summary(row)) <= TITLE


def test_before_a_day_lands_on_the_day_before_it() -> None:
    (row,) = deadline_rows([replace(deadline(), bound=Bound.BEFORE)], TODAY)
    (event,) = events(render_ics([row], now=NOW))
    assert event.start == date(2031, 3, 2)
    assert row.when == "vóór 3 maart 2031"
    assert deadline_rows([replace(deadline(), bound=Bound.BEFORE)], date(2031, 3, 3))[0].past


def test_what_is_over_stays_out_of_the_calendar_unless_asked_for() -> None:
    rows = deadline_rows([deadline("2031-01-05")], TODAY)
    assert events(render_ics(rows, now=NOW)) == []
    assert len(events(render_ics(rows, now=NOW, past=True))) == 1


def test_a_long_period_warns_before_it_begins() -> None:
    (event,) = events(render_ics(deadline_rows([deadline("2031-05/2031-09", kind=FigureKind.PERIOD)], TODAY), now=NOW))
    assert all(alarm["trigger"].dt < timedelta(0) for alarm in event.walk("VALARM"))


def test_an_event_has_a_sequence_that_rises_with_the_index_and_the_address_of_the_page() -> None:
    rows = deadline_rows([deadline()], TODAY)
    (event,) = events(render_ics(rows, now=NOW, sequence=12, address="https://voorbeeld.test/deadlines"))
    assert (int(event["sequence"]), str(event["url"])) == (12, "https://voorbeeld.test/deadlines")


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("VGZ en RHO", ("VGZ", "RHO")),
        ("Zorg en Zekerheid en RO", ("Zorg en Zekerheid", "RO")),
        ("Zorg en Zekerheid", ("Zorg en Zekerheid",)),
        ("praktijken, loket of RO", ("praktijken", "loket", "RO")),
        (None, ("niet genoemd",)),
    ],
)
def test_each_who_must_act_can_be_chosen(actor: str | None, expected: tuple[str, ...]) -> None:
    assert actors_of(actor, ["Zorg en Zekerheid", "VGZ"]) == expected
    rows = deadline_rows([deadline(actor="Noorderlicht en RHO")], TODAY)
    assert filter_rows(rows, DeadlineFilter(actors=("RHO",))) == rows


@pytest.mark.parametrize(
    ("section", "day"),
    [
        (("Nachtzorg",), date(2031, 4, 1)),
        (("Tijdschema",), date(2030, 4, 1)),
        (("Planning", "Aanvragen"), date(2030, 4, 1)),
    ],
)
def test_a_date_without_a_year_falls_in_one_and_says_that_it_was_inferred(section: tuple[str, ...], day: date) -> None:
    (row,) = deadline_rows([replace(deadline("--04-01"), section=section)], TODAY)
    assert (row.last, row.inferred) == (day, True)
    assert row.when.endswith(f"{day.year} (jaar afgeleid)")


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("deze maand", (date(2031, 12, 1), date(2031, 12, 31))),
        ("komende maand", (date(2032, 1, 1), date(2032, 1, 31))),
        ("dit kwartaal", (date(2031, 10, 1), date(2031, 12, 31))),
        ("dit jaar", (date(2031, 1, 1), date(2031, 12, 31))),
        ("ooit", None),
    ],
)
def test_a_span_in_words(words: str, span: tuple[date, date] | None) -> None:
    assert find_span_of(words, date(2031, 12, 9)) == span


def test_the_sheet_has_real_dates_and_a_source_for_each_row() -> None:
    book = load_workbook(io.BytesIO(render_xlsx(deadline_rows([deadline()], TODAY), now=NOW)))
    header, row = book["Deadlines"].iter_rows(values_only=True)
    assert header == HEADERS
    assert row[0] == datetime(2031, 3, 3)
    assert row[8:11] == ("Inkoopbeleid wijkverpleging 2031", "Planning > Aanmelden", 4)


@pytest.mark.parametrize("words", ["=1+1", "+31 20 1234567", "-5 %", "@allen"])
def test_no_cell_is_a_formula(words: str) -> None:
    rows = deadline_rows([deadline(action=words)], TODAY)
    sheet = load_workbook(io.BytesIO(render_xlsx(rows, now=NOW)))["Deadlines"]
    assert (sheet["D2"].data_type, sheet["D2"].value) == ("s", words)
    (_, cells) = list(csv.reader(io.StringIO(render_csv(rows).decode("utf-8-sig")), delimiter=";"))
    assert cells[3] == f"'{words}"


def test_the_csv_opens_in_a_dutch_spreadsheet() -> None:
    data = render_csv(deadline_rows([deadline()], TODAY))
    assert data.startswith(b"\xef\xbb\xbfDatum;Wanneer;")
    assert "2031-03-03;uiterlijk 3 maart 2031;zorgaanbieder" in data.decode("utf-8-sig")
