"""The small words of Dutch: each in one class, known once for all that leave them out."""

from __future__ import annotations

from collections import Counter

import pytest

from retrieval.checker.vocabulary import vocabulary
from retrieval.dutch.languages import told_apart
from retrieval.dutch.letters import fold
from retrieval.dutch.small_words import FUNCTION, _classes, small_words
from retrieval.figures.lexicon import STOPS
from retrieval.keyword.tokens import words as token_words
from retrieval.understand.terms import without_particle, without_topic


def test_every_word_is_folded_and_in_one_class() -> None:
    every = Counter(word for words in _classes().values() for word in words)
    assert [word for word, times in every.items() if times > 1 or fold(word) != word] == []


@pytest.mark.parametrize("word", ["omdat", "zodat", "waarmee", "vanuit", "iemand", "hoe", "zonder", "nergens"])
def test_who_leaves_out_small_words_leaves_out_the_same(word: str) -> None:
    """Each of these was a word with content to at least one of the five lists that there were."""
    for left_out in (vocabulary().empty, STOPS, token_words().stop, without_particle(), without_topic()):
        assert word in left_out


def test_function_words_leave_numbers_of_things_alone() -> None:
    assert not {"andere", "alle", "samen", "dienen"} & small_words(*FUNCTION)


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("wanneer moet de praktijk tekenen", True),
        ("when must the practice sign", False),
        ("wat is in of over", True),
        ("the contract is in the portal", False),
    ],
)
def test_a_language_is_told_by_its_own_small_words(text: str, *, dutch: bool) -> None:
    ours, theirs = told_apart(text.split())
    assert (ours > theirs) is dutch
