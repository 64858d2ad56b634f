"""Tables without rules, by the places of their words."""

from __future__ import annotations

import pytest

from ingest.load.columns import Row, Segment, join_cell, split_columns
from ingest.shape.blocks import Table


def line(top: float, *parts: tuple[float, str]) -> Row:
    """A line of 12-point letters, each 6 points wide."""
    segments = tuple(Segment(text, x, x + 6 * len(text)) for x, text in parts)
    return Row(segments, top, top + 12, 12.0)


def table(rows: list[Row]) -> Table:
    [found] = [part for part in split_columns(rows, by_height=True) if isinstance(part, Table)]
    return found


def test_centred_cells_of_several_lines() -> None:
    rows = [
        line(100, (140, "Wanneer"), (330, "Wat")),
        line(119, (300, "De praktijk levert een plan")),
        line(125.5, (100, "Uiterlijk op")),
        line(132, (300, "in dat compleet is en op")),
        line(138.5, (100, "4 mei 2031")),
        line(145, (300, "tijd komt.")),
        line(163, (100, "9 juni 2031"), (300, "Gesprek")),
        line(181, (100, "1 juli 2031"), (300, "Besluit")),
    ]
    assert table(rows).rows == (
        ("Wanneer", "Wat"),
        ("Uiterlijk op 4 mei 2031", "De praktijk levert een plan in dat compleet is en op tijd komt."),
        ("9 juni 2031", "Gesprek"),
        ("1 juli 2031", "Besluit"),
    )


def test_a_first_column_may_be_empty() -> None:
    rows = [
        line(100, (90, "2031"), (150, "Datum"), (280, "Actie")),
        line(118, (150, "1 mei"), (280, "Plan")),
        line(136, (150, "19 december"), (280, "Tekenen")),
    ]
    assert table(rows).rows == (("2031", "Datum", "Actie"), ("", "1 mei", "Plan"), ("", "19 december", "Tekenen"))


def test_text_before_and_after_stays_text() -> None:
    wide = "Een lange regel tekst die over de hele breedte van de bladzijde loopt"
    rows = [
        line(80, (90, wide)),
        line(118, (90, "1 mei 2031"), (280, "Plan")),
        line(136, (90, "2 juni 2031"), (280, "Gesprek")),
        line(154, (90, "3 juli 2031"), (280, "Besluit")),
        line(192, (90, wide)),
    ]
    parts = list(split_columns(rows, by_height=True))
    assert [isinstance(part, Table) for part in parts] == [False, True, False]


@pytest.mark.parametrize("count", [1, 2])
def test_a_line_or_two_with_wide_white_are_no_table(count: int) -> None:
    rows = [line(100 + 18 * at, (90, "Links"), (300, "Rechts")) for at in range(count)]
    assert not any(isinstance(part, Table) for part in split_columns(rows, by_height=True))


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        pytest.param("www.linde.nl/", "beleid", "www.linde.nl/beleid", id="address"),
        pytest.param("eerstelijns-", "zorg", "eerstelijns-zorg", id="hyphen stays"),
        pytest.param("2031-", "2033", "2031-2033", id="years"),
        pytest.param("een", "twee", "een twee", id="words"),
        pytest.param("", "twee", "twee", id="empty"),
    ],
)
def test_join_cell(before: str, after: str, joined: str) -> None:
    assert join_cell(before, after) == joined
