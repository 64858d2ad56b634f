"""What the encoder reads of a passage, and which of its tokens belong to which unit.

A passage is read once: its headings, then its units in order, each list's lead-in or table's head where it is first
needed. A unit's tokens are its own, those of its lead-in and those of the headings, so that nothing is read twice and a
unit knows its surroundings (late chunking).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.types import Chunk

PASSAGE = "passage: "
QUESTION = "query: "
"""The words that E5 models were trained with; see their model cards."""
HEADINGS = 3
"""Headings nearest to the text that are read: the upper ones are the same for the whole document."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a passage as the encoder reads it, and per unit the spans of letters that are its own."""

    text: str
    heading: tuple[int, int]
    units: tuple[tuple[tuple[int, int], ...], ...]


def lay_out(chunk: Chunk) -> Laid:
    """A passage as the encoder reads it."""
    parts = [PASSAGE]
    at = len(PASSAGE)

    def put(text: str) -> tuple[int, int]:
        nonlocal at
        start = at
        parts.append(f"{text}\n")
        at += len(text) + 1
        return start, start + len(text)

    heading = put(" > ".join(chunk.section[-HEADINGS:]))
    seen: dict[str, tuple[int, int]] = {}
    units = []
    for unit in chunk.units:
        lead = unit.lead.strip()
        if lead and lead not in seen:
            seen[lead] = put(lead)
        own = put(unit.text)
        seen.setdefault(unit.text.strip(), own)
        units.append((seen[lead], own) if lead else (own,))
    return Laid("".join(parts), heading, tuple(units))


def token_rows(laid: Laid, offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Per unit the numbers of its tokens; `offsets` are the spans of letters of each token, in order."""
    starts = [start for start, _ in offsets]

    def within(span: tuple[int, int]) -> range:
        return range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))

    heading = tuple(row for row in within(laid.heading) if offsets[row][1] > offsets[row][0])
    return tuple(heading + tuple(row for span in unit for row in within(span) if offsets[row][1] > offsets[row][0]) for unit in laid.units)
