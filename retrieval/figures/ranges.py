"""Figures that belong together: periods, spans of the clock, and numbers that share a unit.

`2 mei tot en met 30 juni 2027` and `2026, 2027 en 2028` become one
period, `tussen 8 en 12 uur` one time; in `2 tot 4 weken` the 2 gets its weeks.
"""

from __future__ import annotations

from dataclasses import replace

from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.clock import time_atom
from retrieval.figures.dates import DATE_CUES, date_value, month_value
from retrieval.figures.durations import iso
from retrieval.figures.numbers import normal
from retrieval.figures.tokens import BREAK, WORD, Tokens
from retrieval.figures.values import Bound, FigureKind

CALENDAR = (FigureKind.DATE, FigureKind.MONTH, FigureKind.YEAR)
RANGED = (FigureKind.PERCENTAGE, FigureKind.MONEY)
GAP = 6
"""At most so many words stand between two figures that belong together."""
NEARBY = 15
"""Words of the clock count within so many words."""
LAST_DAY, LAST_HOUR = 31, 24
HALF_DAY = 12 * 60
"""Minutes."""
Ymd = tuple[int | None, int | None, int | None]


def join(tokens: Tokens, atoms: list[Atom]) -> list[Atom]:
    """The atoms with everything joined that belongs together, in order."""
    joined: list[Atom] = []
    for atom in atoms:
        current = atom
        while joined:
            merged = _merge(tokens, joined[-1], current)
            if merged is None:
                break
            joined.pop()
            if len(merged) == 2:
                joined.append(merged[0])
                _share_back(tokens, joined)
                current = merged[1]
                break
            current = merged[0]
        joined.append(current)
    return joined


def _share_back(tokens: Tokens, joined: list[Atom]) -> None:
    """Give the year of the last atom to the dates listed before it: `1 maart, 1 juni en 1 september 2027`."""
    for k in range(len(joined) - 1, 0, -1):
        earlier, later = joined[k - 1], joined[k]
        if earlier.kind != FigureKind.DATE or _between(tokens, earlier, later) != (",",):
            return
        shared = _shared_year(tokens, earlier, later, ("en",))
        if shared is None:
            return
        joined[k - 1] = shared[0]


def _between(tokens: Tokens, a: Atom, b: Atom) -> tuple[str, ...] | None:
    """The words between two atoms, articles left out; None when too many or across an empty line."""
    if b.first - a.last > GAP:
        return None
    words = tuple(word for word in tokens.words[a.last : b.first] if word not in ("de", "het", "in"))
    return None if BREAK in words or "|" in words or not words else words


def _merge(tokens: Tokens, a: Atom, b: Atom) -> tuple[Atom, ...] | None:
    words = _between(tokens, a, b)
    if words is None:
        return None
    return (
        _years(tokens, a, b, words)
        or _period(tokens, a, b, words)
        or _shared_year(tokens, a, b, words)
        or _clock_range(tokens, a, b, words)
        or _shared_unit(tokens, a, b, words)
        or _ends_of_range(tokens, a, b, words)
    )


def _opened_by(tokens: Tokens, a: Atom, word: str) -> bool:
    """Whether `word` stands right before the atom, an article between allowed."""
    return tokens.before(a.first) == word or (
        tokens.before(a.first) in ("de", "het") and tokens.before(a.first, 2) == word
    )


def _through(tokens: Tokens, a: Atom, words: tuple[str, ...]) -> bool:
    if len(words) > 1 and words[0] == "-" and tokens.glued[a.last]:
        words = words[1:]  # "18- tot 65-jarigen"
    return words in lexicon.THROUGH or (words == ("en",) and _opened_by(tokens, a, "tussen"))


# ---------------------------------------------------------------- periods


def _years(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`2026-2028`, `2026/2027`, `2026, 2027 en 2028`, `2026-'28`."""
    start = a.value.split("/")
    known = a.kind == FigureKind.YEAR or (a.kind == FigureKind.PERIOD and len(start[-1]) == 4)
    if not known or start[-1].startswith(("Q", "H")):
        return None
    ends = words[:-1] if words[-1] in ("'", "’") else words
    if (
        b.kind == FigureKind.COUNT
        and b.plain
        and (ends in (("-",), ("/",)) or (ends != words and ends in lexicon.THROUGH))
    ):
        return _short_end(tokens, a, b, start)
    if b.kind != FigureKind.YEAR:
        return None
    step = int(b.value) - int(start[-1])
    listed = words in ((",",), ("en",), ("&",), ("+",), (",", "en")) and step == 1
    spanned = a.kind == FigureKind.YEAR and step > 0 and (_through(tokens, a, words) or words == ("/",))
    if not listed and not spanned:
        return None
    if words == (",",) and not _list_ends(tokens, b):
        return None
    return (Atom(a.first, b.last, FigureKind.PERIOD, f"{start[0]}/{b.value}"),)


def _list_ends(tokens: Tokens, b: Atom) -> bool:
    """Whether "2024, 2025" goes on with "en 2026" or another year: only then are they one list."""
    j = b.last
    return tokens.words[j] in (",", "en", "&") and len(tokens.words[j + 1]) == 4 and tokens.words[j + 1].isdigit()


def _short_end(tokens: Tokens, a: Atom, b: Atom, start: list[str]) -> tuple[Atom, ...] | None:
    if a.kind != FigureKind.YEAR or len(tokens.words[b.first]) != 2 or not tokens.words[b.first].isdigit():
        return None
    end = int(start[0][:2] + tokens.words[b.first])
    if not 0 < end - int(start[0]) <= 10:
        return None
    return (Atom(a.first, b.last, FigureKind.PERIOD, f"{start[0]}/{end}"),)


def _ymd(atom: Atom) -> Ymd | None:
    """Year, month and day of a calendar atom, None for what it lacks; None for a rule."""
    if atom.kind == FigureKind.YEAR:
        return int(atom.value), None, None
    if not atom.value[0].isdigit() and not atom.value.startswith("--"):
        return None
    text = atom.value.removeprefix("--") if atom.value.startswith("--") else atom.value
    parts: list[int | None] = [int(part) for part in text.split("-")]
    if atom.value.startswith("--"):
        parts.insert(0, None)
    year, month, day = (*parts, None)[:3] if len(parts) < 3 else parts
    return year, month, day


def _value(ymd: Ymd) -> str | None:
    year, month, day = ymd
    if month is None:
        return str(year) if year else None
    return month_value(month, year) if day is None else date_value(day, month, year)


def _period(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`mei tot en met juni 2025`, `13 - 15 juli`, `1 september 2025 t/m 31 december`."""
    if b.kind not in CALENDAR or not (_through(tokens, a, words) or words == ("/",)):
        return None
    if words == ("tot",) and a.bound is None and tokens.before(a.first) == "uiterlijk":
        return None
    end = _ymd(b)
    start = _day_only(a, end) if a.kind == FigureKind.COUNT else _ymd(a) if a.kind in CALENDAR else None
    if start is None or end is None or a.kind == b.kind == FigureKind.YEAR:
        return None
    start, end = _filled(start, end)
    first, last = _value(start), _value(end)
    if first is None or last is None or (start[0] and end[0] and first[:4] > last[:4]):
        return None
    return (Atom(a.first, b.last, FigureKind.PERIOD, f"{first}/{last}"),)


def _day_only(a: Atom, end: Ymd | None) -> Ymd | None:
    """The day in "13 tot en met 15 juli", which takes month and year from the end."""
    if (
        end is None
        or end[2] is None
        or not a.plain
        or a.number is None
        or a.number % 1
        or not 1 <= a.number <= LAST_DAY
    ):
        return None
    return end[0], end[1], int(a.number)


def _filled(start: Ymd, end: Ymd) -> tuple[Ymd, Ymd]:
    """Both ends with the year that one of them states; a period over New Year's Eve crosses into the next."""
    crosses = (start[1] or 0, start[2] or 0) > (end[1] or LAST_DAY, end[2] or LAST_DAY)
    if start[0] is None and end[0] is not None:
        return (end[0] - 1 if crosses else end[0], *start[1:]), end
    if end[0] is None and start[0] is not None:
        return start, (start[0] + 1 if crosses else start[0], *end[1:])
    return start, end


def _shared_year(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`1 januari en 1 juli 2026`, `op 1 en 15 mei`: the first takes what it lacks from the second."""
    if b.kind != FigureKind.DATE or words not in (("en",), ("of",)):
        return None
    end = _ymd(b)
    if a.kind == FigureKind.COUNT and tokens.before(a.first) in DATE_CUES:
        start = _day_only(a, end)
    else:
        start = _ymd(a) if a.kind == FigureKind.DATE else None
    if start is None or end is None or end[2] is None or (start[0] is not None and a.kind == FigureKind.DATE):
        return None
    value = _value((end[0], *start[1:]))
    return (replace(a, kind=FigureKind.DATE, value=value, number=None, plain=False), b) if value else None


# ---------------------------------------------------------------- clock


def _hours(atom: Atom) -> int | None:
    """Minutes since midnight of a time, of whole hours or of a bare number up to 24."""
    if atom.kind == FigureKind.TIME and len(atom.value) == 5:
        return int(atom.value[:2]) * 60 + int(atom.value[3:])
    bare = atom.kind == FigureKind.COUNT and atom.plain
    spent = atom.kind == FigureKind.DURATION and atom.code == "h"
    if (bare or spent) and atom.number is not None and not atom.number % 1 and 0 <= atom.number <= LAST_HOUR:
        return int(atom.number) * 60
    return None


def _clock_range(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`08.00 - 12.00 uur`, `tussen 8 en 12 uur`, `van negen tot twaalf uur`."""
    start, end = _hours(a), _hours(b)
    if start is None or end is None or b.kind == FigureKind.COUNT or not _through(tokens, a, words):
        return None
    if _named_part(tokens, b) and not _named_part(tokens, a) and start + HALF_DAY < end:
        start += HALF_DAY
    timed = FigureKind.TIME in (a.kind, b.kind)
    if not timed and not (start < end and _is_clock(tokens, a, b)):
        return None
    begin, finish = time_atom(0, 0, start).value, time_atom(0, 0, end).value
    return (Atom(a.first, b.last, FigureKind.TIME, f"{begin}/{finish}"),)


def _named_part(tokens: Tokens, atom: Atom) -> bool:
    """Whether a part of the day belongs to the atom; that of the end of a range holds for its start as well."""
    return any(word in lexicon.DAYPARTS for word in tokens.words[atom.first : atom.last])


def _is_clock(tokens: Tokens, a: Atom, b: Atom) -> bool:
    """Whether "8 tot 12 uur" are hours of the day."""
    if tokens.words[b.last] in ("per", "zorg"):
        return False
    nearby = tokens.words[max(0, a.first - NEARBY) : b.last + NEARBY]
    if any(word in lexicon.CLOCK_CONTEXT for word in nearby):
        return True
    opened = _opened_by(tokens, a, "tussen") or _opened_by(tokens, a, "van")
    behind = tokens.words[b.last]
    return opened and (tokens.kinds[b.last] != WORD or behind in lexicon.STOPS)


# ---------------------------------------------------------------- shared units


def _shared_unit(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`2 tot 4 weken`, `minimaal 30 en maximaal 60 minuten`: the bare number gets the unit of the other."""
    if a.kind != FigureKind.COUNT or not a.plain or a.number is None or b.number is None or b.bound:
        return None
    if b.kind == FigureKind.COUNT and b.unit is None:
        spanned = _through(tokens, a, words) and a.number < b.number
        return (replace(a, bound=Bound.MIN, plain=False), replace(b, bound=Bound.MAX)) if spanned else None
    linked = words[0] in ("en", "of", "maar", "a", "à", "tot", "-", "–", "t") and len(words) <= 4
    if not linked or not all(_bound_word(word) for word in words[1:]):
        return None
    value = iso(a.number, b.code) if b.code and b.kind == FigureKind.DURATION else normal(a.number)
    first = replace(a, kind=b.kind, value=value, unit=b.unit, code=b.code, plain=False)
    topped = len(words) > 1 and words[0] == "tot" and words[1] in lexicon.LEFT_BOUNDS  # "3 tot maximaal 5 jaar"
    if (_through(tokens, a, words) or topped) and a.number < b.number:
        return replace(first, bound=Bound.MIN), replace(b, bound=Bound.MAX)
    return first, b


def _ends_of_range(tokens: Tokens, a: Atom, b: Atom, words: tuple[str, ...]) -> tuple[Atom, ...] | None:
    """`tussen 60% en 80%`, `€ 50 tot € 60`: two figures of one unit, the lower first."""
    if a.kind not in RANGED or (a.kind, a.unit) != (b.kind, b.unit) or a.number is None or b.number is None:
        return None
    if a.bound or b.bound or not _through(tokens, a, words) or not a.number < b.number:
        return None
    return replace(a, bound=Bound.MIN), replace(b, bound=Bound.MAX)


def _bound_word(word: str) -> bool:
    return word in lexicon.LEFT_BOUNDS or word in ("ten", "tot", "en", "met", "/", "m", "niet", "meer")
