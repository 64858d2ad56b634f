"""A raw passage in which a sentence takes back the date of a row elsewhere: the checker asks what reading asks."""

from __future__ import annotations

import pytest

from retrieval import Passage, check_answer

TABLE = """| Stap | Uiterlijk |
| --- | --- |
| Offerte tekenen | 7 september 2031 |
| Offerte lezen | 1 augustus 2031 |
"""
TAKEN = "De tekendatum van 7 september 2031 uit de tabel vervalt."


def _ok(answer: str, passage: str) -> bool:
    return check_answer(answer, [Passage(n=1, document_id="x", text=passage)]).ok


@pytest.mark.parametrize("passage", [f"{TABLE}\n{TAKEN}", f"{TAKEN}\n\n{TABLE}"])
def test_a_date_that_is_taken_back_elsewhere_is_not_stated_as_current(passage: str) -> None:
    assert not _ok("De offerte moet u uiterlijk 7 september 2031 tekenen [1].", passage)
    assert _ok("De offerte moet u uiterlijk 1 augustus 2031 lezen [1].", passage)


def test_a_row_that_nothing_takes_back_holds() -> None:
    assert _ok("De offerte moet u uiterlijk 7 september 2031 tekenen [1].", f"{TABLE}\nDe toeslag vervalt.")
