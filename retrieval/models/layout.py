"""What the encoder reads of a passage, and which of its tokens belong to which unit.

A passage is read once: its headings, then its units in order, each list's lead-in or table's head where it is first
needed. A unit's tokens are its own, those of its lead-in and those of the headings, so that nothing is read twice and a
unit knows its surroundings (late chunking).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.types import Chunk

PASSAGE = "passage: "
QUESTION = "query: "
"""The words that E5 models were trained with; see their model cards."""
HEADINGS = 3
"""Headings nearest to the text that are read: the upper ones are the same for the whole document."""


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a passage as the encoder reads it, and per unit the spans of letters that are its own."""

    text: str
    heading: Span
    units: tuple[tuple[Span, ...], ...]


def lay_out(chunk: Chunk) -> Laid:
    """A passage as the encoder reads it."""
    parts = [PASSAGE]
    at = len(PASSAGE)

    def put(text: str) -> Span:
        nonlocal at
        start = at
        parts.append(f"{text}\n")
        at += len(text) + 1
        return start, start + len(text)

    heading = put(" > ".join(chunk.section[-HEADINGS:]))
    seen: dict[str, Span] = {}
    units = []
    for unit in chunk.units:
        lead = unit.lead.strip()
        if lead and lead not in seen:
            seen[lead] = put(lead)
        own = put(unit.text)
        seen.setdefault(unit.text.strip(), own)
        units.append((seen[lead], own) if lead else (own,))
    return Laid("".join(parts), heading, tuple(units))


def token_spans(laid: Laid, offsets: Sequence[tuple[int, int]]) -> tuple[tuple[Span, ...], ...]:
    """Per unit the tokens that are its own, from and up to; `offsets` are the letters of each token, in order.

    A unit behind the last token that was read has its headings only.
    """
    ends = [end for _, end in offsets if end]
    first = len(offsets) - len(ends) - (1 if offsets and not offsets[-1][1] else 0)

    def within(span: Span) -> Span:
        return first + bisect_right(ends, span[0]), first + bisect_left(ends, span[1] + 1)

    return tuple(tuple(within(span) for span in (laid.heading, *unit)) for unit in laid.units)
