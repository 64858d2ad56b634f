"""Words by which a Dutch sentence shows what it is: the loader of cues.toml."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).with_name("cues.toml")


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(maxsize=128)
def words(name: str) -> re.Pattern[str]:
    r"""A pattern for any of the words of a list, as whole words.

    >>> bool(words("negation").search("Dat is niet mogelijk.")), bool(words("negation").search("Nietig"))
    (True, False)
    """
    return re.compile(rf"\b(?:{'|'.join(_data()['words'][name])})\b", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=64)
def opening(name: str) -> re.Pattern[str]:
    """A pattern for any of the openings of a list, at the start of a text."""
    return re.compile(rf"^(?:{'|'.join(_data()['openings'][name])})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def ending(name: str) -> re.Pattern[str]:
    """A pattern for any of the endings of a list, before the signs that close a text."""
    return re.compile(rf"\b(?:{'|'.join(_data()['endings'][name])})[\s.,;]*$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[str]:
    """The kinds of provider that a text names.

    >>> sorted(kinds_in("RHO's en huisartsenpraktijken")), kinds_in("iedereen")
    (['practice', 'region'], frozenset())
    """
    return frozenset(kind for kind, pattern in _kinds() if pattern.search(text))


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)) for kind, names in _data()["providers"].items()
    )
