"""Laws of reading and writing figures, for any input."""

from __future__ import annotations

import re
import time
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.figures.durations import iso
from retrieval.figures.equality import canonical, compatible, equal_value
from retrieval.figures.find import find_figures
from retrieval.figures.numbers import normal
from retrieval.figures.render import render
from retrieval.figures.values import Bound, Figure, FigureKind

K = FigureKind
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
YEARS = st.integers(1950, 2090)
SIZES = st.decimals(Decimal("0.01"), Decimal(9_999_999), places=2)
CLOCKS = st.builds(lambda h, m: f"{h:02d}:{m:02d}", st.integers(0, 23), st.integers(0, 59))
WHOLE = st.integers(1, 99).map(Decimal)

VALUES = st.one_of(
    DAYS.map(lambda d: (K.DATE, d.isoformat(), None)),
    DAYS.map(lambda d: (K.DATE, f"--{d:%m-%d}", None)),
    DAYS.map(lambda d: (K.MONTH, f"{d:%Y-%m}", None)),
    st.integers(1, 12).map(lambda m: (K.MONTH, f"--{m:02d}", None)),
    YEARS.map(lambda y: (K.YEAR, str(y), None)),
    st.builds(lambda y, n: (K.PERIOD, f"{y}/{y + n}", None), YEARS, st.integers(1, 9)),
    st.builds(lambda d, e: (K.PERIOD, "/".join(sorted((d.isoformat(), e.isoformat()))), None), DAYS, DAYS),
    st.sampled_from([(K.PERIOD, part, None) for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")]),
    CLOCKS.map(lambda t: (K.TIME, t, None)),
    st.builds(lambda a, b: (K.TIME, f"{a}/{b}", None), CLOCKS, CLOCKS),
    st.builds(
        lambda n, c: (K.DURATION, iso(n, c), None),
        WHOLE,
        st.sampled_from(["Y", "M", "W", "D", "WD", "h", "m", "Q", "E"]),
    ),
    st.builds(
        lambda n, c: (K.DURATION, iso(n + Decimal("0.5"), c), None), WHOLE, st.sampled_from(["Y", "W", "D", "h"])
    ),
    SIZES.map(lambda n: (K.PERCENTAGE, normal(n), None)),
    SIZES.map(lambda n: (K.PERCENTAGE, normal(n), "procentpunt")),
    SIZES.map(lambda n: (K.MONEY, normal(n), "euro")),
    st.builds(lambda n, u: (K.COUNT, normal(n), u), SIZES, st.sampled_from(["patiënten", "fte", "praktijken", "keer"])),
    st.integers(10_000_000, 99_999_999).map(lambda n: (K.PHONE, f"06{n}", None)),
    st.builds(
        lambda edge, day, which, unit: (K.DATE, f"{edge}-{day}-of-{which}{unit}", None),
        st.sampled_from(["first", "last"]),
        st.sampled_from(["day", "workday"]),
        st.sampled_from(["", "next-", "current-", "each-", "application-"]),
        st.sampled_from(["quarter", "month", "year", "week"]),
    ),
)
"""Kind, value in normal form, unit."""
BOUNDED = [
    (kind, value, bound)
    for kind, value in (
        (K.DATE, "2027-05-01"),
        (K.TIME, "13:00"),
        (K.DURATION, "P6W"),
        (K.COUNT, "12"),
        (K.PERCENTAGE, "25"),
    )
    for bound in Bound
    if (kind, bound) in {(K.DATE, b) for b in (Bound.BY, Bound.BEFORE, Bound.FROM, Bound.AFTER, Bound.EXACT)}
    or (kind, bound) in {(K.TIME, b) for b in (Bound.BY, Bound.BEFORE, Bound.FROM, Bound.AFTER, Bound.EXACT)}
    or (kind not in (K.DATE, K.TIME) and bound in (Bound.MIN, Bound.MAX, Bound.ABOUT, Bound.EXACT))
]


def distinct(value: str) -> bool:
    """A period needs two different ends; two equal ends are no period."""
    first, slash, last = value.partition("/")
    return not slash or first != last


@given(VALUES.filter(lambda v: distinct(v[1])))
@settings(max_examples=400, deadline=None)
def test_what_is_written_is_read_back(figure: tuple[FigureKind, str, str | None]) -> None:
    kind, value, unit = figure
    text = render(value, kind, unit)
    assert [(f.kind, f.value, f.unit) for f in find_figures(text)] == [(kind, value, unit)], text


@pytest.mark.parametrize(("kind", "value", "bound"), BOUNDED)
def test_bounds_are_read_back(kind: FigureKind, value: str, bound: Bound) -> None:
    assert [f.bound for f in find_figures(render(value, kind, bound=bound))] == [bound]


@given(VALUES.filter(lambda v: distinct(v[1])), st.sampled_from(["\n", "  ", "\u00a0", " \r\n", "\t"]))
@settings(max_examples=200, deadline=None)
def test_white_space_and_line_breaks_do_not_matter(figure: tuple[FigureKind, str, str | None], space: str) -> None:
    kind, value, unit = figure
    text = render(value, kind, unit)
    moved = [(f.kind, f.value) for f in find_figures(text.replace(" ", space))]
    assert moved == [(f.kind, f.value) for f in find_figures(text)]


@given(VALUES.filter(lambda v: distinct(v[1])))
@settings(max_examples=200, deadline=None)
def test_case_and_emphasis_do_not_matter(figure: tuple[FigureKind, str, str | None]) -> None:
    kind, value, unit = figure
    text = "dat is " + render(value, kind, unit)
    plain = [(f.kind, f.value, f.bound) for f in find_figures(text)]
    assert [(f.kind, f.value, f.bound) for f in find_figures(text.upper())] == plain
    assert [(f.kind, f.value, f.bound) for f in find_figures(f"**{text}**")] == plain


JUMBLE = """
uiterlijk 1 2027 mei tot en met - / . , weken één honderd % € [1] ( ) van per eerste dag kwartaal uur 12 13.00 half
3.000 's middags S3 | hoofdstuk 0 071 +31 of meer niet na voor tussen 25 oktober 31
"""
WORDS = st.sampled_from([*JUMBLE.split(), "\n\n", "\t"])


def check_spans(text: str) -> tuple[Figure, ...]:
    figures = find_figures(text)
    assert all(text[f.start : f.end] == f.text != "" for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    for figure in figures:
        once = canonical(figure.kind, figure.value)
        assert canonical(figure.kind, once) == once
        if figure.kind != K.IDENTIFIER:
            render(figure)
    return figures


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    check_spans(text)


@given(st.lists(WORDS, max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=600, deadline=None)
def test_any_words_are_read(words: list[str], joint: str) -> None:
    check_spans(joint.join(words))


LONG = [
    "1 ",
    "1.",
    "9",
    "[1, ",
    "een ",
    "en ",
    "tussen 1 en ",
    "a@",
    "@a.",
    "1 mei tot ",
    "honderd",
    "1-",
    "( ",
    "\n",
    "www.",
    "niet ",
    "per de ",
    "00",
    "'2",
    "2027, ",
    "é",
]


@pytest.mark.parametrize("piece", LONG, ids=[repr(piece) for piece in LONG])
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes no more than some eight times as long (and both are fast)."""
    short, long = piece * (5_000 // len(piece)), piece * (20_000 // len(piece))
    find_figures(short)

    assert least_seconds(long) < max(8 * least_seconds(short), 0.5)


def least_seconds(text: str) -> float:
    """Of three runs: the garbage collector and other work on the machine only ever add."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        find_figures(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (K.DURATION, "P14D", "P2W"),
        (K.DURATION, "P18M", "P1Y6M"),
        (K.DURATION, "PT90M", "PT1H30M"),
        (K.PERIOD, "2026/2027", "2026-01-01/2027-12-31"),
        (K.PERIOD, "2026-05/2026-06", "2026-05-01/2026-06-30"),
        (K.DATE, "first-day-of-next-quarter", "first-day-of-next-quarter"),
    ],
)
def test_equal(kind: FigureKind, a: str, b: str) -> None:
    assert equal_value(kind, a, kind, b)


@pytest.mark.parametrize(
    ("kind", "a", "b"),
    [
        (K.DURATION, "P30D", "P1M"),
        (K.DURATION, "P5D", "P5WD"),
        (K.DURATION, "PT24H", "P1D"),
        (K.DATE, "--10-01", "2026-10-01"),
        (K.PERIOD, "Q1", "2026-01-01/2026-03-31"),
        (K.DATE, "first-day-of-next-quarter", "first-day-of-next-month"),
    ],
)
def test_not_equal(kind: FigureKind, a: str, b: str) -> None:
    assert not equal_value(kind, a, kind, b)


def test_percentage_points_are_no_percentages() -> None:
    assert not equal_value(K.PERCENTAGE, "2", K.PERCENTAGE, "2", b_unit="procentpunt")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("--10-01", "2026-10-01", True),
        ("2026-10-01", "--10-01", True),
        ("--10-01", "2026-10-02", False),
        ("--05", "2026-05", True),
        ("Q1", "2026-01-01/2026-03-31", True),
        ("H2", "2026-07/2026-12", True),
        ("Q1", "2026-01-01/2026-06-30", False),
        ("--05-01/--06-30", "2026-05-01/2026-06-30", True),
        ("2025-10-01", "2026-10-01", False),
    ],
)
def test_compatible(a: str, b: str, same: bool) -> None:
    assert compatible(a, b) is same


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (K.DATE, "2026-13-01"),
        (K.TIME, "13.00"),
        (K.DURATION, "P"),
        (K.COUNT, "twaalf"),
        (K.MONTH, "--13"),
        (K.PERIOD, "2026"),
    ],
)
def test_a_value_that_is_not_normal_is_refused(kind: FigureKind, value: str) -> None:
    with pytest.raises(ValueError, match=re.escape(value) + r"|month"):
        render(value, kind)


def test_a_bare_value_needs_its_kind() -> None:
    with pytest.raises(ValueError, match="kind"):
        render("2026")
