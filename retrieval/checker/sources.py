"""A cleaned text with what was found in it, and its blocks cut into statements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from retrieval.checker.layout import Block, BlockKind
from retrieval.checker.statements import Name, Statement, read_statement
from retrieval.dutch.sentences import sentence_ends
from retrieval.figures.values import Figure

Spanned = TypeVar("Spanned", Figure, Name)
LONGEST = 1500
"""A statement is cut here at the latest, so that no text takes more than linear time."""


@dataclass(frozen=True, slots=True)
class Source:
    """A cleaned text with what was found in the part at hand."""

    text: str
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]

    def statement(self, start: int, end: int) -> Statement:
        """The statement at the span."""
        return read_statement(self.text, (start, end), part(self.figures, start, end), part(self.names, start, end))


def part(found: tuple[Spanned, ...], start: int, end: int) -> tuple[Spanned, ...]:
    """Those that begin within the span; `found` is in order."""
    first = bisect_left(found, start, key=lambda each: each.start)
    last = bisect_left(found, end, key=lambda each: each.start)
    return found[first:last]


class Queue(Generic[Spanned]):
    """Hands out what was found in a text, in order, block by block."""

    def __init__(self, found: tuple[Spanned, ...]) -> None:
        self._found: tuple[Spanned, ...] = found
        self._next = 0

    def until(self, end: int) -> tuple[Spanned, ...]:
        """What begins before `end` and was not handed out yet."""
        first = self._next
        while self._next < len(self._found) and self._found[self._next].start < end:
            self._next += 1
        return self._found[first : self._next]


def sentences_of(block: Block, source: Source) -> tuple[Statement, ...]:
    """The sentences of a block; a row or heading is one."""
    edges = [block.start]
    if block.kind not in (BlockKind.ROW, BlockKind.HEADING):
        edges.extend(
            end for end, _ in sentence_ends(source.text, block.start, block.end) if not _in_figure(source, end)
        )
    edges.append(block.end)
    return tuple(
        source.statement(start, end)
        for sentence in pairwise(edges)
        for start, end in _shortened(source, *sentence)
        if source.text[start:end].strip()
    )


def _shortened(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span, in parts where it is longer than any sentence of a policy."""
    while end - start > LONGEST:
        cut = source.text.rfind(" ", start, start + LONGEST) + 1
        cut = cut if cut > start and not _in_figure(source, cut) else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _in_figure(source: Source, place: int) -> bool:
    return any(figure.end > place for figure in part(source.figures, max(0, place - LONGEST), place))
