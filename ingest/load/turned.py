"""Text that stands sideways or upside down on a PDF page, turned so that it can be read.

A page on which most letters stand sideways (a wide table on an upright page) is turned
as a whole. What stands sideways beside upright text is read as a block of its own.
Text across the page at another angle is a watermark; it is told apart and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, degrees, radians, sin
from typing import TYPE_CHECKING, Any

from pdfplumber.page import DerivedPage

if TYPE_CHECKING:
    from pdfplumber.page import Page

_Item = dict[str, Any]
_SKEW = 20.0
"""Degrees that a letter may be off: a page may lie askew in a scanner."""
_MOST = 0.6
"""Part of the letters from which a page is turned as a whole."""
_FEWEST = 40
"""Letters below which it is not."""
_NEXT_LINE = 1.2
"""Letter sizes of white between two lines of one block, at most."""

_EXACT = 1e-9
UP, LEFT, DOWN, RIGHT, ASLANT = 0, 90, 180, 270, -1
"""Which way the top of a letter points, in degrees against the clock: right is that of text read downwards."""


def way(char: _Item) -> int:
    """Which way a letter stands."""
    a, b, *_ = char["matrix"]
    if abs(b) < _EXACT and a >= 0:
        return UP
    angle = degrees(atan2(b, a))
    near = min((UP, LEFT, DOWN, RIGHT), key=lambda each: abs(_apart(angle, each)))
    return near if abs(_apart(angle, near)) < _SKEW else ASLANT


def _apart(angle: float, other: int) -> float:
    """Degrees from one angle to another, the short way round."""
    return (angle - other + 180) % 360 - 180


def turned_page(page: Page) -> Page:
    """The page, turned when most of its letters stand another way."""
    ways = Counter(way(char) for char in page.chars if not char["text"].isspace())
    if not ways or sum(ways.values()) < _FEWEST:
        return page
    most, count = ways.most_common(1)[0]
    return page if most in {UP, ASLANT} or count < _MOST * sum(ways.values()) else Turned(page, most)


def turned_blocks(page: Page) -> Iterator[_Item]:
    """Blocks of sideways text, each as one word in its place on the page."""
    for each in sorted(set(map(way, page.chars)) - {UP, ASLANT}):
        own = Turned(page, each)
        lines = own.filter(lambda item: item.get("object_type") == "char" and item["upright"]).extract_text_lines()
        for block in _blocks(lines):
            text = " ".join(str(line["text"]) for line in block)
            chars = [char["original"] for line in block for char in line["chars"]]
            yield {
                "text": text,
                "x0": min(char["x0"] for char in chars),
                "x1": max(char["x1"] for char in chars),
                "top": min(char["top"] for char in chars),
                "bottom": max(char["bottom"] for char in chars),
                "size": block[0]["chars"][0]["size"],
                "fontname": chars[0]["fontname"],
            }


def upright(page: Page) -> Page:
    """The page without the letters that do not stand upright."""
    if all(way(char) == UP for char in page.chars):
        return page
    return page.filter(lambda item: item.get("object_type") != "char" or way(item) == UP)


def without_slant(page: Page) -> tuple[Page, str]:
    """The page without what stands at another angle, and that, its letters one after the other."""
    text = "".join(char["text"] for char in page.chars if way(char) == ASLANT)
    return (page.filter(lambda item: "matrix" not in item or way(item) != ASLANT) if text else page), text


def _blocks(lines: list[_Item]) -> Iterator[list[_Item]]:
    """Lines that stand right below each other."""
    block = lines[:1]
    for before, line in pairwise(lines):
        height = line["bottom"] - line["top"]
        overlap = min(before["x1"], line["x1"]) > max(before["x0"], line["x0"])
        if line["top"] - before["bottom"] > _NEXT_LINE * height or not overlap:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


class Turned(DerivedPage):
    """A page turned so that the letters that stood one way stand upright."""

    def __init__(self, parent_page: Page, turn: int) -> None:
        """`turn`: the way in which the letters stand that are to be upright."""
        width, height = float(parent_page.width), float(parent_page.height)
        self.turn = turn
        self.size = (width, height)
        self.bbox = (0, 0, width, height) if turn == DOWN else (0, 0, height, width)
        super().__init__(parent_page)
        self.mediabox = self.cropbox = self.bbox

    @property
    def objects(self) -> dict[str, list[_Item]]:
        """Everything on the page, in its new place."""
        return _objects(self)

    def place(self, x: float, top: float) -> tuple[float, float]:
        """Where a point of the page comes to lie."""
        width, height = self.size
        if self.turn == LEFT:
            return height - top, x
        return (top, width - x) if self.turn == RIGHT else (width - x, height - top)


@lru_cache(maxsize=4)
def _objects(page: Turned) -> dict[str, list[_Item]]:
    parent = page.parent_page
    return {kind: [_moved(page, item) for item in items] for kind, items in parent.objects.items()}


def _moved(page: Turned, item: _Item) -> _Item:
    left, top, _, _ = page.parent_page.bbox
    (x0, y0), (x1, y1) = (
        page.place(item["x0"] - left, item["top"] - top),
        page.place(item["x1"] - left, item["bottom"] - top),
    )
    moved = {**item, "x0": min(x0, x1), "x1": max(x0, x1), "top": min(y0, y1), "bottom": max(y0, y1), "original": item}
    moved |= {"width": moved["x1"] - moved["x0"], "height": moved["bottom"] - moved["top"], "doctop": moved["top"]}
    if "pts" in item:
        moved["pts"] = [page.place(x - left, y - top) for x, y in item["pts"]]
    if item.get("object_type") == "char":
        moved |= {"upright": way(item) == page.turn, "size": moved["height"], "matrix": _turned_matrix(item, page.turn)}
    return moved


def _turned_matrix(char: _Item, turn: int) -> tuple[float, ...]:
    """The matrix of a letter on the turned page; only the way it stands is asked of it."""
    angle = radians(way(char) - turn) if way(char) != ASLANT else radians(_ASLANT)
    return (cos(angle), sin(angle), -sin(angle), cos(angle), 0.0, 0.0)


_ASLANT = 45.0
