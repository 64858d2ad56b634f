"""Cuts a paragraph of a policy into the sentences that can be cited, without changing a character.

Where a sentence ends is known to `retrieval.dutch.sentences`; what only a document has is here: a date that opens a
line, and a table that became one line.
"""

from __future__ import annotations

import itertools
import re

from ingest.shape.datecells import date_cell
from retrieval.dutch.sentences import inside_brackets, sentence_spans


def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of one paragraph, in order; a date by itself opens the next, a lost table gives cells.

    >>> text = "1 mei 2027. De inschrijving sluit. Daarna niets."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['1 mei 2027. De inschrijving sluit.', 'Daarna niets.']
    """
    return tuple(part for span in _with_dates(text) for part in _cells(text, *span))


RUN_ON = 50
"""Words from which a sentence without a mark inside may be a table that lost its lines."""
CELLS = 4
"""Such a table has at least so many starts of a cell."""
_CELL_START = re.compile(
    r"(?<=[a-zà-ÿ)])(?<!\bde)(?<!\bhet)(?<!\been)(?<!\ben)(?<!\bof)(?<!\bvan)(?<!\bover)(?<!\bvoor)(?<!\bmet)(?<!\bin)"
    r"(?<!\bop)(?<!\bbij)(?<!\btot)(?<!\baan)(?<!\bdoor)(?<!\buit)(?<!\bnaar)(?<!\bper)(?<!\bals)(?<!\bonder)(?<!\bzoals)"
    r"\s(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{1,30}[\s:][a-zà-ÿ(])"
)
"""A capital in running text that opens no name: behind no article or preposition, and in front of a plain word."""
_MARK = re.compile(r"[.;!?]\s")


def _cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The parts of a sentence that is no sentence: cells of a table that became one line."""
    part = text[start:end]
    if len(part.split()) < RUN_ON or _MARK.search(part):
        return ((start, end),)
    cuts = [match.end() for match in _CELL_START.finditer(part) if not inside_brackets(part, match.start())]
    if len(cuts) < CELLS:
        return ((start, end),)
    edges = [0, *cuts, len(part)]
    return tuple((start + one, start + one + len(part[one:other].rstrip())) for one, other in itertools.pairwise(edges))


def _with_dates(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences, each date by itself ("1 mei 2027. Sluitdatum") together with what follows it."""
    merged: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if merged and _is_date(text[slice(*merged[-1])]):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _is_date(sentence: str) -> bool:
    """Nothing but a moment stands before the full stop; a bare year or part of one is too little to tell."""
    cell = sentence.rstrip(".")
    return any(map(str.isdigit, cell)) and " " in cell and 0 < date_cell(cell) == len(cell)
