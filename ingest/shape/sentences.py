"""Cuts a Dutch paragraph into sentences, without changing a character.

The span of each sentence is returned, so that a quote can be shown in its place. A
full stop after an abbreviation, inside a number, a time, an address or a pair of
brackets ends nothing.
"""

from __future__ import annotations

import itertools
import re

from ingest.shape.datecells import date_cell
from ingest.shape.words import words

_END = re.compile(
    r"""
    (?P<stop>[.!?…]{1,4})          # the mark that may end a sentence
    (?P<close>["'’”»)\]]{0,3})     # and what closes after it
    (?P<note>[¹²³⁴-⁹⁰*]{0,3})      # and a mark that refers to a footnote
    \s+
    (?=["'‘“«„(\[]{0,2}(?P<next>[A-ZÀ-ÖØ-Þ0-9]|['’][st]\s|→|http|www\.))
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[(\[\"'‘“„]*(?P<word>[^\s(\[\"'‘“„]{1,24})$")
_INITIAL = re.compile(r"^(?:[A-Z]\.){0,4}[A-Z]$")
_COMPANY = re.compile(r"^[BNC]\.?V$|^[BNC]\.V$", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"^[0-9]{1,2}$")
_WORTHLESS = re.compile(r"^[\W_]*$")


def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of one paragraph, in order, without the spaces between them.

    >>> text = "Dit geldt o.a. voor B.V. Zorg. Bel tot 13.00 uur."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Dit geldt o.a. voor B.V. Zorg.', 'Bel tot 13.00 uur.']
    """
    spans: list[tuple[int, int]] = []
    start = _skip(text, 0)
    for match in _END.finditer(text):
        end = match.end("note")
        if end <= start or not _ends_sentence(text, start, match):
            continue
        spans.append((start, end))
        start = _skip(text, match.end())
    if start < len(text):
        spans.append((start, len(text.rstrip())))
    whole = _merge_worthless(text, spans)
    return tuple(part for span in whole for part in _cells(text, *span))


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
    cuts = [match.end() for match in _CELL_START.finditer(part) if not _inside_brackets(part[: match.start()])]
    if len(cuts) < CELLS:
        return ((start, end),)
    edges = [0, *cuts, len(part)]
    return tuple((start + one, start + one + len(part[one:other].rstrip())) for one, other in itertools.pairwise(edges))


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[start : match.start("stop")]
    if _inside_brackets(before) and not match["close"].startswith((")", "]")):
        return False
    if match["stop"] != ".":
        return True
    last = _LAST_WORD.search(before)
    word = last["word"] if last else ""
    known = words().sentences
    if word.lower() in known.abbreviations or (_INITIAL.match(word) and not word.isupper()):
        return False
    if _COMPANY.match(word) or (len(word) == 1 and word.isupper()):
        return _starts_plainly(text[match.end() :])
    # "1. Module": the number of an item, not the end of a sentence.
    return not (_ITEM_NUMBER.match(word) and before.strip() == word)


_PLAIN_START = re.compile(r"(?:De|Het|Een|Wij|We|U|Dit|Deze|Die|Dat|In|Op|Voor|Als|Daarnaast|Indien|Wanneer|Er|Ook)\b")


def _starts_plainly(rest: str) -> bool:
    """A common first word follows: "Zorg B.V. De ..." ends a sentence, "B.V. Zorg" does not."""
    return _PLAIN_START.match(rest) is not None


def _inside_brackets(text: str) -> bool:
    tail = text[-200:]
    return tail.rfind("(") > tail.rfind(")") or tail.rfind("[") > tail.rfind("]")


def _merge_worthless(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """A stray mark (". .") belongs to the sentence before it, a date by itself ("1 mei 2027. Sluitdatum") opens one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (_WORTHLESS.match(text[start:end]) or _is_date(text[slice(*merged[-1])])):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _is_date(sentence: str) -> bool:
    """Nothing but a moment stands before the full stop; a bare year or part of one is too little to tell."""
    cell = sentence.rstrip(".")
    return any(map(str.isdigit, cell)) and " " in cell and 0 < date_cell(cell) == len(cell)
