"""The words of lexicon.toml: folded, complete, and each with one meaning."""

from __future__ import annotations

import pytest

from retrieval.dutch.letters import fold
from retrieval.figures import lexicon


def _words(value: object) -> list[str]:
    """Every word and key below a table of the lexicon."""
    if isinstance(value, str):
        return value.split()
    if isinstance(value, dict):
        return [word for key, part in value.items() for word in (*key.split(), *_words(part))]
    if isinstance(value, list):
        return [word for part in value for word in _words(part)]
    return []


READ_TABLES = ("numbers", "weekdays", "durations", "clock", "symbolic", "claims", "counted")


@pytest.mark.parametrize("table", READ_TABLES)
def test_words_are_folded(table: str) -> None:
    skip = {"Y", "M", "Q", "HY", "W", "D", "WD", "K", "E"}
    wrong = [word for word in _words(lexicon.DATA[table]) if word not in skip and fold(word) != word]
    assert wrong == []


def test_no_duration_word_has_two_units() -> None:
    words = [word for group in lexicon.DATA["durations"]["units"].values() for word in group]
    assert len(words) == len(set(words))


def test_no_left_bound_stands_twice() -> None:
    wordings = [wording for entry in lexicon.DATA["bounds"]["left"] for wording in entry["words"]]
    assert len(wordings) == len(set(wordings))


def test_every_bound_can_be_written() -> None:
    from retrieval.figures.values import Bound

    assert set(lexicon.RENDER["bounds"]) == {bound.value for bound in Bound}


def test_tens_and_units_cover_a_hundred() -> None:
    from retrieval.figures.numbers import cardinal

    assert sorted(lexicon.UNITS.values()) == list(range(20))
    assert cardinal("negenennegentig") == 99
