"""Figures that look broken in the source, such as `per 20267`: kept as they stand, and reported."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from retrieval.dutch.months import month_pattern
from retrieval.types import Suspicion

_PATH = Path(__file__).with_name("suspicions.toml")
_RANGE = re.compile(r"(?<![0-9/-])(?P<first>(?:19|20)[0-9]{2})\s?[-–]\s?(?P<last>(?:19|20)[0-9]{2})(?![0-9/-])")
_AROUND = 12
"""Characters shown on either side."""


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tomllib.loads(_PATH.read_text(encoding="utf-8").replace("MONTH", f"(?:{month_pattern()})"))
    return tuple((re.compile(sign["find"], re.IGNORECASE), sign["why"]) for sign in table["signs"])


def find_suspicions(text: str, page: int | None = None) -> tuple[Suspicion, ...]:
    """The figures of a text that look broken, with some words around each."""
    found = [(match.span(), why) for pattern, why in _signs() for match in pattern.finditer(text)]
    found += [
        (match.span(), "periode die eindigt voor zij begint")
        for match in _RANGE.finditer(text)
        if match["last"] < match["first"]
    ]
    return tuple(Suspicion(_around(text, span), why, page) for span, why in sorted(found))


def _around(text: str, span: tuple[int, int]) -> str:
    start = text.rfind(" ", 0, max(0, span[0] - _AROUND)) + 1
    end = text.find(" ", min(len(text), span[1] + _AROUND))
    return text[start : end if end >= 0 else len(text)]


def unique(found: Iterable[Suspicion]) -> tuple[Suspicion, ...]:
    """Each suspicion once, in order."""
    return tuple(dict.fromkeys(found))
