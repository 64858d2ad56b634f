"""Dutch or English: told by the small words of a text; a word that both languages have counts for neither."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from retrieval.dutch.small_words import small_words


@cache
def _english() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
    return frozenset(data["english"].split())


def told_apart(words: Iterable[str]) -> tuple[int, int]:
    """How many of these folded words only Dutch has among its small words, and how many only English.

    >>> told_apart("wat is de deadline".split()), told_apart("what is the deadline".split())
    ((2, 0), (0, 2))
    """
    known, dutch, english = tuple(words), small_words(), _english()
    return (
        sum(word in dutch and word not in english for word in known),
        sum(word in english and word not in dutch for word in known),
    )
