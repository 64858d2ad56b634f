"""Quarters and halves of a year: `Q1 2026`, `2026 Q1`, `eerste kwartaal van 2026`, `1e, 2e en 3e kwartaal`.

A part without a year is `Q1` or `H1`.
"""

from __future__ import annotations

from calendar import monthrange

from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.dates import LONGEST_LIST, date_value, list_link, year_behind, year_digits
from retrieval.figures.numbers import ordinal_at
from retrieval.figures.tokens import DIGITS, WORD, Tokens
from retrieval.figures.values import FigureKind


def part_value(part: int, months: int, year: int | None) -> str:
    """The n-th quarter (3 months) or half (6) of a year; without a year `Q1` or `H1`."""
    if year is None:
        return f"{'Q' if months == 3 else 'H'}{part}"
    first, last = (part - 1) * months + 1, part * months
    return f"{date_value(1, first, year)}/{date_value(monthrange(year, last)[1], last, year)}"


def part_of_year_at(tokens: Tokens, i: int) -> Atom | None:
    """`Q1 2026`, `2026 Q1`, `eerste kwartaal van 2026`, `tweede helft van 2026`."""
    if year_digits(tokens, i):
        found = _lettered(tokens, i + 2 if tokens.words[i + 1] == "-" else i + 1)
        return (
            Atom(i, found[2], FigureKind.PERIOD, part_value(found[0], found[1], int(tokens.words[i])))
            if found
            else None
        )
    found = _lettered(tokens, i) or _ordinal_part(tokens, i)
    if found is None:
        return None
    part, months, end = found
    j = _past_list(tokens, end)
    year = year_behind(tokens, j, short=False)
    if year is None and tokens.words[j] == "van" and tokens.words[j + 1] in ("het", "jaar"):
        year = year_behind(tokens, j + 3 if tokens.words[j + 2] == "jaar" else j + 2, short=False)
    last = year[1] if year and j == end else end
    return Atom(i, last, FigureKind.PERIOD, part_value(part, months, year[0] if year else None))


def _past_list(tokens: Tokens, j: int) -> int:
    """The token behind the part of the year that a list of ordinals at j ends in; j when there is no list."""
    if not _listed_part(tokens, j):
        return j
    while (step := list_link(tokens, j)) and (following := ordinal_at(tokens, j + step)):
        j = following[1]
    return j + (2 if tokens.words[j] == "half" else 1)


def _lettered(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """`Q1`, `H2`: part, months and the token behind."""
    letter, digits = tokens.words[i], tokens.words[i + 1]
    if letter not in ("q", "h") or not tokens.glued[i + 1] or len(digits) != 1 or tokens.kinds[i + 1] != DIGITS:
        return None
    if tokens.glued[i + 2] and tokens.kinds[i + 2] in (DIGITS, WORD):
        return None
    if tokens.before(i) in ("<", "/") and tokens.glued[i]:
        return None  # the tag <h2>
    months = 3 if letter == "q" else 6
    part = int(digits)
    return (part, months, i + 2) if 1 <= part <= 12 // months else None


def _ordinal_part(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """`eerste kwartaal`, `2e halfjaar`, `tweede half jaar`, `kwartaal 3`."""
    if tokens.words[i] in lexicon.QUARTER_WORDS and tokens.kinds[i + 1] == DIGITS and len(tokens.words[i + 1]) == 1:
        part = int(tokens.words[i + 1])
        return (part, 3, i + 2) if 1 <= part <= 4 else None
    found = ordinal_at(tokens, i)
    if found is None:
        return None
    part, j = found
    listed = _listed_part(tokens, j)
    if listed:
        return (part, listed, j) if 1 <= part <= 12 // listed else None
    if tokens.words[j] in lexicon.QUARTER_WORDS and 1 <= part <= 4:
        return part, 3, j + 1
    if tokens.starts_with(j, ("half", "jaar")) and part in (1, 2):
        return part, 6, j + 2
    if tokens.words[j] == "halfjaar" and part in (1, 2):
        return part, 6, j + 1
    if tokens.words[j] == "helft" and part in (1, 2) and _half_of_year(tokens, i, j + 1):
        return part, 6, j + 1
    return None


def _half_of_year(tokens: Tokens, i: int, j: int) -> bool:
    """Whether a "helft" is of a year: the year follows, or it is written `1e helft` and of nothing else."""
    if year_behind(tokens, j, short=False) is not None:
        return True
    return tokens.kinds[i] == DIGITS and tokens.words[j] != "van"


def _listed_part(tokens: Tokens, j: int) -> int:
    """The months of the part of a year that a list of ordinals ends in: `1e, 2e en 3e kwartaal`; 0 for another list."""
    for _ in range(LONGEST_LIST):
        step = list_link(tokens, j)
        following = ordinal_at(tokens, j + step) if step else None
        if following is None:
            return 0
        j = following[1]
        if tokens.words[j] in lexicon.QUARTER_WORDS:
            return 3
        if tokens.words[j] == "halfjaar" or tokens.starts_with(j, ("half", "jaar")):
            return 6
    return 0
