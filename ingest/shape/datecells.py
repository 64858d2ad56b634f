"""Where a table cell that names a moment ends, in text that lost the table's lines.

`1 oktober 2025 De RO levert ...` opens with the cell `1 oktober 2025`. Only the shape
of a date is known here; what it means is found by `retrieval.figures`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.shape.words import words
from retrieval.dutch.months import month_pattern

_DAY = r"[0-9]{1,2}(?:e|ste|de)?"
_YEAR = r"(?:(?:19|20)[0-9]{2})"
_YEARS = rf"(?:{_YEAR}(?:(?:,\s|\sen\s|\st/m\s|\stot\sen\smet\s|\s?[-–/]\s?){_YEAR}){{0,4}})"
_TIME = r"(?:,?\s(?:om\s|vóór\s|voor\s|uiterlijk\s|tot\s)?[0-9]{1,2}(?:[.:][0-9]{2})?\s?uur)?"


def _any(options: tuple[str, ...]) -> str:
    ordered = sorted(options, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(option).replace(r"\ ", r"\s") for option in ordered) + ")"


@lru_cache(maxsize=1)
def _cell() -> re.Pattern[str]:
    known = words().dates
    opener, joiner, unit = (_any(group) for group in (known.openers, known.joiners, known.units))
    month = rf"(?:{month_pattern(short=True)})"
    days = rf"{_DAY}(?:(?:,|\sen|\sof|\st/m|\stot\sen\smet|\s?[-–])\s?{_DAY}){{0,4}}"
    calendar = rf"(?:{days}\s)?{month}\.?(?:\s{_YEARS})?"
    numeric = r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:20)?[0-9]{2}"
    quarter = rf"(?:Q[1-4]|[1-4]e\skwartaal|{unit}(?:\s[0-9]{{1,2}})?)(?:\s(?:van\s)?{_YEARS})?"
    moment = rf"(?:{calendar}|{numeric}|{quarter}|{_YEARS})"
    opened = rf"(?:{opener}\s){{0,3}}{moment}"
    loose = r"(?:doorlopend|gehele\sjaar|hele\sjaar|jaarlijks|maandelijks|per\skwartaal)"
    return re.compile(rf"(?:{opened}(?:\s?{joiner}\s?{opened}){{0,3}}{_TIME}|{loose})(?=[\s:|,;)]|$)", re.IGNORECASE)


def date_cell(text: str) -> int:
    """Length of the date cell that a text opens with; 0 when it opens with none.

    >>> date_cell("Mei tot en met juni 2025 Gesprekken tussen partijen")
    24
    """
    if not text[:1].isdigit() and not text[:1].isupper():
        return 0
    match = _cell().match(text)
    return match.end() if match else 0


def find_row_starts(text: str) -> list[tuple[int, int]]:
    """Spans of the date cells in running text that a table was flattened into.

    A cell is followed by a capital (its activity) and not preceded by a word that
    leans on it ("uiterlijk op 1 mei 2025 De ...").
    """
    found: list[tuple[int, int]] = []
    for match in _cell().finditer(text):
        before = text[: match.start()].rstrip()
        after = text[match.end() :].lstrip(" :,;")
        last = before.rsplit(maxsplit=1)[-1].lower() if before else ""
        alone = match.start() == 0 or text[match.start() - 1].isspace()
        own_start = text[match.start()].isdigit() or text[match.start()].isupper()
        if alone and own_start and after[:1].isupper() and last.strip("(") not in words().lines.open_ends:
            found.append(match.span())
    return found
