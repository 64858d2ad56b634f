"""Several things asked in one question, and what takes back or lists what is asked for."""

from __future__ import annotations

import pytest

from retrieval.answer.clauses import ANOTHER
from retrieval.answer.wanted import _lapsed
from retrieval.figures.find import find_figures


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("Hoe meld ik me aan, en hoe oud mag het uittreksel zijn?", 2),
        ("Binnen welke termijn reageert u en wat moet ik meesturen?", 2),
        ("Wat kost het? En tot wanneer kan het?", 2),
        ("Wat zijn de eisen aan huisartsen en apothekers?", 1),
    ],
)
def test_where_a_question_asks_another_thing(asked: str, parts: int) -> None:
    assert len([part for part in ANOTHER.split(asked) if part.strip()]) == parts


@pytest.mark.parametrize(
    ("text", "lapsed"),
    [
        ("De tekendatum van 23 oktober 2031 vervalt.", True),
        ("De toeslag vervalt per 23 oktober 2031.", False),
        ("Teken uiterlijk 23 oktober 2031. De toeslag vervalt.", False),
    ],
)
def test_a_date_that_is_taken_back_is_no_answer(text: str, lapsed: bool) -> None:
    (figure,) = find_figures(text)

    assert _lapsed(text, figure) is lapsed
