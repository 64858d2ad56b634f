"""The words by which Dutch takes something back or puts something else in its place."""

from __future__ import annotations

import tomllib
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("withdrawal.toml").read_text(encoding="utf-8"))
LAPSES = "|".join(_DATA["lapses"])
"""Says that something holds no longer; a fragment of a regular expression, as is `MOVES`."""
MOVES = "|".join(_DATA["moves"])
"""Says that another takes its place."""
MOVES_TO: tuple[str, ...] = tuple(_DATA["moves_to"])
"""Phrases behind which the new figure stands."""
