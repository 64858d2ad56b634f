"""The numbers that Word shows before paragraphs and does not store: `2.3` of the third clause of article 2.

Counts as Word does: one count per level of an abstract list, levels below start again,
a list that is used again goes on unless it says that it starts anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DEEPEST = 9
"""Levels of a list in Word."""
_FURTHEST = 3999
"""Highest number that is written in Roman."""


def value_of(element: _Element | None, path: str) -> str | None:
    """The `w:val` of a child, named without its prefix; None when it is not there."""
    found = element.find("/".join(W + part for part in path.split("/"))) if element is not None else None
    return found.get(W + "val") if found is not None else None


def integer(text: str | None, otherwise: int) -> int:
    """A whole number of a file that may be spoiled."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look and where they start."""

    kind: str
    text: str
    start: int
    restart: int
    """Levels from this one up begin its count anew; -1 when none does."""
    legal: bool
    """Numbers of higher levels are shown in digits."""

    @property
    def counts(self) -> bool:
        """It shows a number, no bullet."""
        return self.kind not in {"bullet", "none"} and _PLACE.search(self.text) is not None


@dataclass
class Numbering:
    """The lists of a Word file and how far they have counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """Of each abstract list."""
    abstract: dict[str, str] = field(default_factory=dict)
    """The abstract list of each list."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a list starts anew, by list and level."""
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    opened: set[tuple[str, int]] = field(default_factory=set)

    @staticmethod
    def of(root: _Element | None) -> Numbering:
        """The lists of `numbering.xml`."""
        found = Numbering()
        if root is None:
            return found
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for part in root.findall(W + "abstractNum"):
            key = part.get(W + "abstractNumId") or ""
            found.levels[key] = {integer(lvl.get(W + "ilvl"), 0): _level(lvl) for lvl in part.findall(W + "lvl")}
            if (link := value_of(part, "numStyleLink")) is not None:
                links[key] = link
            if (owner := value_of(part, "styleLink")) is not None:
                owners[owner] = key
        for key, link in links.items():
            found.levels[key] = found.levels.get(owners.get(link, ""), {})
        for part in root.findall(W + "num"):
            key = part.get(W + "numId") or ""
            found.abstract[key] = value_of(part, "abstractNumId") or ""
            for change in part.findall(W + "lvlOverride"):
                start = value_of(change, "startOverride")
                if start is not None:
                    found.starts[key, integer(change.get(W + "ilvl"), 0)] = integer(start, 1)
        return found

    def level(self, number: str, depth: int) -> Level | None:
        """How the paragraphs of a list look at a depth."""
        return self.levels.get(self.abstract.get(number, ""), {}).get(depth)

    def next(self, number: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth, as it is shown; empty for a bullet."""
        level = self.level(number, depth)
        if level is None:
            return ""
        counts = self.counts[self.abstract[number]]
        start = self.starts.get((number, depth), level.start)
        fresh = (number, depth) in self.starts and (number, depth) not in self.opened
        self.opened.add((number, depth))
        counts[depth] = start if fresh or depth not in counts else counts[depth] + 1
        for below in [other for other in counts if other > depth]:
            deeper = self.level(number, below)
            if deeper is None or deeper.restart < 0 or depth <= deeper.restart:
                del counts[below]
        return _PLACE.sub(lambda match: self._shown(number, int(match[1]) - 1, level), level.text).strip()

    def _shown(self, number: str, depth: int, level: Level) -> str:
        own = self.level(number, depth)
        if own is None:
            return ""
        counts = self.counts[self.abstract[number]]
        count = counts.setdefault(depth, self.starts.get((number, depth), own.start))
        return written(count, "decimal" if level.legal else own.kind)


def _level(element: _Element) -> Level:
    depth = integer(element.get(W + "ilvl"), 0)
    restart = value_of(element, "lvlRestart")
    return Level(
        kind=value_of(element, "numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        start=integer(value_of(element, "start"), 1),
        restart=depth - 1 if restart is None else integer(restart, depth) - 1,
        legal=element.find(W + "isLgl") is not None,
    )


def written(count: int, kind: str) -> str:
    """A count as a list writes it.

    >>> [written(4, kind) for kind in ("decimal", "lowerLetter", "upperRoman")]
    ['4', 'd', 'IV']
    """
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in {"lowerRoman", "upperRoman"} and 0 < count <= _FURTHEST:
        return _roman(count) if kind == "lowerRoman" else _roman(count).upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)


def _roman(count: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        out += letters * times
    return out
