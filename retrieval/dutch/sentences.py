"""Where a Dutch sentence ends: not behind an abbreviation or an initial, not within brackets.

Every part that cuts a text into sentences asks here, so that a quote, what the checker reads of it and what an answer
shows of it have the same edges.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

MARKS = ".!?…"
CLAUSE_MARKS = ".!?…;"
_CLOSED = re.compile(r"[.!?:;…]{1,4}[\"'’”»)\]*]{0,3}[¹²³⁴-⁹⁰]{0,3}$")
LONGEST_WORD = 24
_LAST_WORD = re.compile(rf"[^\s(\[\"'‘“„]{{1,{LONGEST_WORD}}}$")
_INITIALS = re.compile(r"(?:[A-Z]\.){0,4}[A-Z]")
_COMPANY = re.compile(r"[BNC]\.?V", re.IGNORECASE)
_ITEM_LETTER = re.compile(r"(?<![\w'’])[a-tv-z]$")
"""`a. 35%; b. 50%`; a lone u is a word, and the s of `RHO's` is part of one."""
_ITEM_NUMBER = re.compile(r"[0-9]{1,2}")
_PLAIN_START = re.compile(r"(?:De|Het|Een|Wij|We|U|Dit|Deze|Die|Dat|In|Op|Voor|Als|Daarnaast|Indien|Wanneer|Er|Ook)\b")
BRACKETS = 200
"""An opening bracket further back than this is taken for one that was never closed."""
_WORTHLESS = re.compile(r"[\W_]*")


@cache
def _end(marks: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?P<stop>[{marks}]{{1,4}})         # the mark that may end a sentence
        (?P<close>["'’”»)\]*]{{0,3}})      # and what closes after it
        (?P<note>[¹²³⁴-⁹⁰]{{0,3}})         # and a mark that refers to a footnote
        \s+
        (?=["'‘“«„(\[*•]{{0,2}}(?:[A-ZÀ-ÖØ-Þ0-9]|['’][st]\s|→|http|www\.))
        """,
        re.VERBOSE,
    )


@cache
def abbreviations() -> frozenset[str]:
    """Lower case, without their last full stop."""
    data = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
    return frozenset(data["abbreviations"].split())


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of one paragraph, in order, without the spaces between them.

    >>> text = "Dit geldt o.a. voor B.V. Zorg. Bel tot 13.00 uur."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Dit geldt o.a. voor B.V. Zorg.', 'Bel tot 13.00 uur.']
    """
    spans: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for end, following in (*sentence_ends(text), (len(text.rstrip()), len(text))):
        if start < end:
            if spans and _WORTHLESS.fullmatch(text, start, end):  # a stray mark belongs to what it stands behind
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        start = following
    return tuple(spans)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of one paragraph."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def sentence_ends(
    text: str, start: int = 0, end: int | None = None, *, marks: str = MARKS
) -> Iterator[tuple[int, int]]:
    """Each place in a part of a text where a sentence ends and another follows: its end, the start of the next.

    With `CLAUSE_MARKS` a semicolon before a capital parts as well.
    """
    begin = start
    for match in _end(marks).finditer(text, start, len(text) if end is None else end):
        if match.end("note") > begin and _ends(text, begin, match):
            yield match.end("note"), match.end()
            begin = match.end()


def is_closed(text: str) -> bool:
    """Whether a text ends with a sign after which no line goes on with the same sentence."""
    return _CLOSED.search(text) is not None


def keeps_stop(text: str, stop: int, begin: int = 0) -> bool:
    """Whether the full stop at `stop` belongs to the abbreviation before it."""
    return _last_word(text, stop, begin).lower() in abbreviations()


def _last_word(text: str, stop: int, begin: int) -> str:
    last = _LAST_WORD.search(text, max(begin, stop - LONGEST_WORD), stop)
    return last.group() if last else ""


def _ends(text: str, begin: int, match: re.Match[str]) -> bool:
    stop = match.start("stop")
    if inside_brackets(text, stop, begin) and not match["close"].startswith((")", "]")):
        return False
    if match["stop"] != ".":
        return True
    word = _last_word(text, stop, begin)
    if word.lower() in abbreviations():
        return False
    if _INITIALS.fullmatch(word) or _COMPANY.fullmatch(word) or _ITEM_LETTER.search(text, stop - 1, stop):
        # "Zorg B.V. De ..." ends a sentence, "B.V. Zorg" does not.
        return _PLAIN_START.match(text, match.end()) is not None
    # "1. Module": the number of an item, not the end of a sentence.
    return not (_ITEM_NUMBER.fullmatch(word) and text[begin:stop].strip() == word)


def inside_brackets(text: str, stop: int, begin: int = 0) -> bool:
    """Whether the place `stop` lies within brackets that opened after `begin`."""
    low = max(begin, stop - BRACKETS)
    return any(text.rfind(opening, low, stop) > text.rfind(closing, low, stop) for opening, closing in ("()", "[]"))
