"""The data that reading leans on is whole: loads, is lower case, and repairs touch no figure."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest

from ingest.shape import clean, suspicions
from ingest.shape.words import words


def test_words_load_and_are_lower_case() -> None:
    known = words()
    for part in (
        known.lines.open_ends,
        known.corrections.common,
    ):
        assert part
        assert all(word == word.lower() for word in part)


def test_repairs_put_no_digit() -> None:
    assert clean._repairs()
    assert not any(re.search(r"(?<!\\)[0-9]", put) for _, put in clean._repairs())


def test_each_sign_of_a_broken_figure_says_why() -> None:
    assert all(why and why[0].islower() for _, why in suspicions._signs())


@pytest.mark.parametrize(
    "module", ["shape.sentences", "shape.lines", "shape.datecells", "shape.tables", "meaning.corrections"]
)
def test_the_examples_in_the_docstrings(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"ingest.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
