"""The Dutch words of the eval report, and how its numbers are written."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from eval.statistics import Share

DATA = Path(__file__).with_name("wording.toml")
NOTHING = "–"


@cache
def table(name: str) -> dict[str, str]:
    """One table of the data: key → Dutch."""
    found: dict[str, str] = tomllib.loads(DATA.read_text(encoding="utf-8"))[name]
    return found


def label(name: str, key: str) -> str:
    """The Dutch word for a key; the key itself where there is none."""
    return table(name).get(key, key)


def percent(value: float | None) -> str:
    """A share as a whole percentage; a dash for what was not measured.

    >>> percent(0.876), percent(None)
    ('88%', '–')
    """
    return NOTHING if value is None else f"{100 * value:.0f}%"


def with_interval(share: Share | None) -> str:
    """A share with its interval: 88% (80–94)."""
    return NOTHING if share is None else f"{percent(share.mean)} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def number(value: float | None, digits: int = 2) -> str:
    """A number with a decimal comma."""
    return NOTHING if value is None else f"{value:.{digits}f}".replace(".", ",")
