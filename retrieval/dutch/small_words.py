"""The small words of Dutch by class: who leaves out words without a topic takes the classes that he means.

What only one reader leaves out beside them (words by which a question is put, words of reporting) is his own data.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FUNCTION = ("articles", "prepositions", "conjunctions", "pronouns", "pointing", "questions", "auxiliaries", "negations")
"""The classes of words that hold a sentence together and never name a topic."""


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_name("small_words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in data.items()}


@cache
def small_words(*classes: str) -> frozenset[str]:
    """The words of some classes; of all without a name.

    >>> "de" in small_words("articles"), "de" in small_words("auxiliaries"), "moet" in small_words()
    (True, False, True)
    """
    return frozenset().union(*(_classes()[name] for name in classes or _classes()))
