"""Sums with dates and sizes, and what follows from a rule in words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import calculator
from retrieval.figures.find import find_figures

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("rule", "question", "result"),
    [
        (
            "Het addendum start op de eerste dag van het eerstvolgende kwartaal.",
            "Ik vraag het aan op 14 augustus 2027.",
            "2027-10-01",
        ),
        ("per het eerstvolgende kwartaal", "de aanvraag is van 30 november 2027", "2028-01-01"),
        ("per het eerstvolgende kwartaal", "de aanvraag is van 14 augustus", "--10-01"),
        ("per de eerste dag van de maand van aanvraag", "wij vragen aan op 14 augustus 2027", "2027-08-01"),
        ("per de eerste dag van de maand van aanvraag", "onze aanvraag doen we in mei 2027", "2027-05-01"),
        ("op de eerste dag van de volgende maand", "wij vragen aan op 31 december 2027", "2028-01-01"),
        ("op de laatste dag van het kwartaal", "14 augustus 2027", "2027-09-30"),
        ("binnen acht weken na ontvangst", "ontvangen op 1 maart 2027", "2027-04-26"),
        ("De praktijk reageert binnen een maand na de uitnodiging.", "uitgenodigd op 31 januari 2027", "2027-02-28"),
        ("Wij antwoorden binnen 5 werkdagen.", "mijn mail van donderdag 25 maart 2027", "2027-04-05"),
        ("dit kan tot uiterlijk een maand voor de start van het volgende kwartaal", "per 1 juli 2027", "2027-06-01"),
        (
            "dit kan tot uiterlijk een maand voor de start van het volgende kwartaal",
            "het is nu 10 mei 2027",
            "2027-06-01",
        ),
        ("minimaal 1,0 fte arts per 2.000 verzekerden", "wij hebben 5.000 verzekerden", "2.5"),
        ("minimaal 1,0 fte arts per 2.000 verzekerden", "wij hebben 1,5 fte", "3000"),
        ("vóór 1 maart ingediend", "", "--02-28"),
        ("vóór 1 maart 2028 ingediend", "", "2028-02-29"),
    ],
)
def test_what_follows_from_a_rule(rule: str, question: str, result: str) -> None:
    derivation = calculator.derive(rule, question)
    assert derivation is not None
    assert derivation.result == result
    assert derivation.rule in rule
    assert derivation.steps
    assert all(given in question for given in derivation.inputs)


@pytest.mark.parametrize(
    ("rule", "question"),
    [
        ("per het eerstvolgende kwartaal", "wanneer gaat het in?"),
        ("een overeenkomst van 2 jaar voor praktijken", "op 1 mei 2027"),
        ("de vergoeding duurt maximaal 3 maanden", "op 1 mei 2027"),
        ("minimaal 1,0 fte arts per 2.000 verzekerden", "wij hebben 12 bedden"),
        ("uiterlijk 1 mei 2027", "op 3 april 2027"),
        ("binnen 2 uur na de melding", "op 3 april 2027"),
        ("binnen 5 werkdagen", "op 3 april"),
        ("er is geen regel", ""),
    ],
)
def test_what_does_not_follow(rule: str, question: str) -> None:
    assert calculator.derive(rule, question) is None


def test_the_end_of_month_rule_is_said() -> None:
    derivation = calculator.derive("binnen een maand na ontvangst", "ontvangen op 31 januari 2027")
    assert derivation is not None
    assert "laatste dag van de maand" in derivation.steps[-1]


def test_working_days_say_what_they_are() -> None:
    derivation = calculator.derive("binnen 5 werkdagen na ontvangst", "ontvangen op 25 maart 2027")
    assert derivation is not None
    assert "feestdagen" in derivation.steps[-1]


def test_the_sum_is_shown() -> None:
    derivation = calculator.derive("1,0 fte per 2.000 verzekerden", "5.000 verzekerden")
    assert derivation is not None
    assert derivation.steps == ("1 fte per 2.000 verzekerden.", "1 × 5.000 / 2.000 = 2,5 fte.")


@given(DAYS)
def test_the_next_span_begins_after_the_last_day(day: date) -> None:
    for span in ("week", "month", "quarter", "year"):
        start, end = calculator.first_day(span, day), calculator.last_day(span, day)
        assert start <= day <= end
        assert calculator.first_day_of_next(span, day) == end + timedelta(days=1)


@given(DAYS, st.integers(-240, 240))
def test_months_stay_in_their_month(day: date, months: int) -> None:
    moved = calculator.add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
@settings(deadline=None, max_examples=50)
def test_working_days_go_there_and_back(day: date, count: int) -> None:
    later = calculator.add_workdays(day, count)
    assert calculator.is_workday(later)
    between = [day + timedelta(days=step) for step in range(1, (later - day).days + 1)]
    assert sum(calculator.is_workday(d) for d in between) == count


@given(DAYS, DAYS)
def test_between_and_back(start: date, end: date) -> None:
    if start <= end:
        assert calculator.add_length(start, calculator.between(start, end)) == end


@pytest.mark.parametrize("value", ["PT2H", "P0.5M", "onzin", "P9999999Y", "P99999999D"])
def test_lengths_that_are_no_days_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        calculator.add_length(date(2027, 1, 1), value)


@pytest.mark.parametrize("holiday", [date(2027, 3, 26), date(2027, 3, 29), date(2027, 4, 27), date(2027, 12, 25)])
def test_public_holidays(holiday: date) -> None:
    assert not calculator.is_workday(holiday)


@pytest.mark.parametrize(
    ("threshold", "given_text", "verdict"),
    [
        ("minimaal 2.000 verzekerden", "2.000 verzekerden", True),
        ("minimaal 2.000 verzekerden", "1.999 verzekerden", False),
        ("hooguit 30%", "31%", False),
        ("vóór 1 mei 2027", "1 mei 2027", False),
        ("uiterlijk 1 mei 2027", "1 mei 2027", True),
        ("vanaf 1 mei 2027", "30 april 2027", False),
        ("uiterlijk 1 mei", "1 mei 2027", None),
        ("2.000 verzekerden", "3.000 verzekerden", None),
        ("minimaal 30%", "3.000 verzekerden", None),
    ],
)
def test_thresholds(threshold: str, given_text: str, verdict: bool | None) -> None:
    assert calculator.meets(find_figures(threshold)[0], find_figures(given_text)[0]) is verdict


@given(st.decimals(1, 1000, places=1), st.decimals(1, 10_000, places=0), st.decimals(1, 10_000, places=0))
def test_proportion_is_linear(amount: Decimal, per: Decimal, size: Decimal) -> None:
    assert calculator.proportion(amount, per, per) == amount
    doubled, single = calculator.proportion(amount, per, 2 * size), calculator.proportion(amount, per, size)
    assert abs(doubled - 2 * single) <= Decimal("0.001")


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None, max_examples=100)
def test_no_text_makes_it_raise(rule: str, question: str) -> None:
    calculator.derivations(rule, question)


JUMBLE = """binnen|zes weken|na|1 mei 2027|99999999 jaar|per|3.000 patiënten|0 patiënten|1,0 fte|vóór|1 maart
5 werkdagen|eerste dag van de maand|31 december 9999|januari 2200|voor het begin van het nieuwe kwartaal"""
PIECES = st.sampled_from(JUMBLE.replace("\n", "|").split("|"))


@given(st.lists(PIECES, max_size=8), st.lists(PIECES, max_size=5))
@settings(deadline=None, max_examples=300)
def test_no_rule_makes_it_raise(rule: list[str], question: list[str]) -> None:
    calculator.derivations(" ".join(rule), " ".join(question))


def test_a_size_typed_without_accents_is_in_proportion_too() -> None:
    found = calculator.derive("Minimaal 1,0 fte huisarts is nodig op 3.000 patiënten.", "praktijk met 4.500 patienten")

    assert found is not None
    assert found.result == "1.5"


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ("Een module start op de eerste dag van een kwartaal.", None),
        ("Een module start op de eerste dag van het volgende kwartaal.", "2032-01-01"),
        ("De module start op de eerste dag van het volgende kwartaal, mits u dat 6 weken daarvoor vraagt.", None),
    ],
    ids=["no day that is over", "next", "depends on how long before"],
)  # fmt: skip
def test_a_start_that_the_rule_leaves_open_is_not_computed(rule: str, result: str | None) -> None:
    found = calculator.derive(rule, "Wij vragen de module aan op 25 november 2031.")

    assert (found.result if found else None) == result
