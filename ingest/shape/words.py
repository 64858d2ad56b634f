"""The words that reading leans on, from words.toml, checked once and kept.

Sets hold lower case. What a figure is, is not here: that is `retrieval.figures`.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_PATH = Path(__file__).with_name("words.toml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LineWords(_Part):
    """Words that tell whether a line goes on."""

    open_ends: frozenset[str]
    joining: frozenset[str]


class BulletWords(_Part):
    """Glyphs that open a list item."""

    glyphs: str
    nested_glyphs: str
    recognised: frozenset[str]
    recognised_nested: frozenset[str]


class ContentsWords(_Part):
    """Titles of a contents page."""

    titles: frozenset[str]


class HeadingWords(_Part):
    """What tells a heading from a paragraph."""

    chapters: frozenset[str]
    words: int
    characters: int
    joined_words: int


class TableWords(_Part):
    """Header words of planning tables."""

    when: tuple[str, ...]
    what: tuple[str, ...]
    term: tuple[str, ...]
    dated: tuple[str, ...]
    undated: tuple[str, ...]


class DateWords(_Part):
    """Words of a date cell."""

    openers: tuple[str, ...]
    joiners: tuple[str, ...]
    units: tuple[str, ...]


class CorrectionWords(_Part):
    """Words that open a dated correction."""

    replacing: tuple[str, ...]
    adding: tuple[str, ...]
    editions: tuple[str, ...]
    frame: frozenset[str]
    common: frozenset[str]


class Words(_Part):
    """All of words.toml."""

    lines: LineWords
    bullets: BulletWords
    contents: ContentsWords
    headings: HeadingWords
    tables: TableWords
    dates: DateWords
    corrections: CorrectionWords


@lru_cache(maxsize=1)
def words() -> Words:
    """The words of words.toml; a fault in that file is a programmer's mistake."""
    return Words.model_validate(tomllib.loads(_PATH.read_text(encoding="utf-8")))
