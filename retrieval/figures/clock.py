"""Times of the day: `13.00 uur`, `13:00`, `8 uur 's avonds`, `om 14 uur`, `half vier 's middags`.

"2 uur" alone is a duration; it is a time only when its surroundings say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.dutch.months import NUMBER_OF
from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.numbers import number_at
from retrieval.figures.tokens import DIGITS, WORD, Tokens
from retrieval.figures.values import FigureKind

NOON, DAY = 12, 24
EARLIEST = 7
"""From this hour on "tot 8 uur" is a time of the day; below it rather a duration."""
APOSTROPHES = frozenset("'’‘´")
OPENERS = frozenset("(>|\"'‘“")
QUARTER_HOUR, HALF_HOUR, HOUR = 15, 30, 60


@dataclass(frozen=True, slots=True)
class _Clock:
    """Minutes since midnight, seconds as text, and the token behind."""

    minutes: int
    end: int
    seconds: str = ""


def time_atom(first: int, last: int, minutes: int, seconds: str = "") -> Atom:
    """The atom of a time given in minutes since midnight."""
    tail = f":{seconds}" if seconds and seconds != "00" else ""
    return Atom(first, last, FigureKind.TIME, f"{minutes // 60:02d}:{minutes % 60:02d}{tail}")


def daypart_at(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """`'s middags` or `in de middag` at token i: am, pm or night, and the token behind it."""
    if tokens.words[i] in APOSTROPHES and tokens.words[i + 1] == "s" and tokens.words[i + 2] in lexicon.DAYPARTS:
        return lexicon.DAYPARTS[tokens.words[i + 2]], i + 3
    if tokens.starts_with(i, ("in", "de")) and tokens.words[i + 2] in lexicon.DAYPARTS:
        return lexicon.DAYPARTS[tokens.words[i + 2]], i + 3
    return None


def _part_before(tokens: Tokens, i: int) -> str | None:
    """The part of the day that stands before token i: `'s middags om 7 uur`."""
    if tokens.before(i) == "om":
        i -= 1
    word = tokens.before(i)
    return lexicon.DAYPARTS.get(word) if tokens.before(i, 2) == "s" else None


def _in_part(minutes: int, part: str | None) -> int:
    hour = minutes // 60
    if part == "pm" and hour < NOON:
        return minutes + NOON * 60
    if part == "night" and hour == NOON:
        return minutes - NOON * 60
    return minutes


def time_at(tokens: Tokens, i: int, *, after_date: bool = False) -> Atom | None:
    """The time of the day that begins at token i; `after_date` says that a date stands right before it."""
    found = _digital(tokens, i, after_date=after_date) or _spoken(tokens, i) or _whole(tokens, i, after_date=after_date)
    if found is None:
        return None
    part, end = daypart_at(tokens, found.end) or (_part_before(tokens, i), found.end)
    return time_atom(i, end, _in_part(found.minutes, part), found.seconds)


def _digital(tokens: Tokens, i: int, *, after_date: bool) -> _Clock | None:
    """`13:00`, `13.00 uur`, `17h10`."""
    if tokens.kinds[i] != DIGITS or len(tokens.words[i]) > 2 or not tokens.glued[i + 1]:
        return None
    sign, tail = tokens.words[i + 1], tokens.words[i + 2]
    if sign not in (":", ".", "h", "u") or len(tail) != 2 or tokens.kinds[i + 2] != DIGITS or not tokens.glued[i + 2]:
        return None
    hour, minute, end, seconds = int(tokens.words[i]), int(tail), i + 3, ""
    if hour > DAY or minute >= HOUR:
        return None
    if tokens.words[end] == ":" and len(tokens.words[end + 1]) == 2 and tokens.glued[end + 1]:
        seconds, end = tokens.words[end + 1], end + 2
    spoken = tokens.words[end] in lexicon.CLOCK_HOURS
    if sign == "." and not (spoken or seconds) and not _looks_like_time(tokens, i, after_date=after_date):
        return None
    return _Clock(hour * HOUR + minute, end + 1 if spoken else end, seconds)


def _looks_like_time(tokens: Tokens, i: int, *, after_date: bool) -> bool:
    """Whether a bare `9.00` or `13.00` is a time: hours in two digits, nothing behind it that it measures."""
    behind = i + 3
    if tokens.words[behind] in (".", ",", "-") and tokens.glued[behind] and tokens.kinds[behind + 1] == DIGITS:
        return tokens.words[behind] == "-" and len(tokens.words[i]) == 2
    if after_date or tokens.before(i) == "om" or _spans_hours(tokens, behind):
        return True
    measured = tokens.words[behind] in lexicon.PERCENT_WORDS | lexicon.MONEY_WORDS | lexicon.MONEY_SIGNS
    if len(tokens.words[i]) != 2 or measured or (tokens.opens[i] and tokens.capital(behind)):
        return False
    return not tokens.glued[i] or tokens.before(i) in OPENERS


def _spans_hours(tokens: Tokens, j: int) -> bool:
    """Whether token j joins two times: `9.00 tot 17.00 uur`."""
    if tokens.words[j] not in ("tot", "-", "–", "en") or len(tokens.words[j + 1]) > 2:
        return False
    second = tokens.kinds[j + 1] == DIGITS and tokens.words[j + 2] in (".", ":") and len(tokens.words[j + 3]) == 2
    return second and tokens.words[j + 4] in lexicon.CLOCK_HOURS


def _whole(tokens: Tokens, i: int, *, after_date: bool) -> _Clock | None:
    """`14 uur` where the words around it make it a time."""
    number = number_at(tokens, i)
    if number is None or number.value % 1 or not 0 <= number.value <= DAY:
        return None
    end = number.end
    if tokens.words[end] not in lexicon.CLOCK_HOURS or (tokens.words[end] != "uur" and not number.digits):
        return None
    minutes, end = int(number.value) * HOUR, end + 1
    more = number_at(tokens, end)
    if more and 0 < more.value < HOUR and not more.article and not more.value % 1 and _closes(tokens, more.end):
        return _Clock(minutes + int(more.value), more.end)
    timed = after_date or daypart_at(tokens, end) or _part_before(tokens, i) or tokens.before(i) == "om"
    if not timed and tokens.before(i) in lexicon.CLOCK_CUES:
        timed = number.value >= EARLIEST and _ends_clause(tokens, end)
    if not timed and tokens.before(i, 2) == "om" and tokens.before(i) in ("ongeveer", "circa"):
        timed = True
    return _Clock(minutes, end) if timed else None


def _closes(tokens: Tokens, i: int) -> bool:
    """Whether nothing is measured behind token i: the text or sentence ends, or a part of the day follows."""
    return tokens.kinds[i] == 0 or tokens.words[i] == "." or daypart_at(tokens, i) is not None


def _ends_clause(tokens: Tokens, i: int) -> bool:
    """Whether "tot 12 uur" is not followed by what the hours are spent on."""
    word = tokens.words[i]
    if word in lexicon.CLOCK_LENGTHS:
        return False
    return tokens.kinds[i] != WORD or word in lexicon.STOPS or word in lexicon.CLOCK_CONTEXT


def _spoken(tokens: Tokens, i: int) -> _Clock | None:
    """`half vier`, `kwart voor tien`, `tien over half negen`, `20 minuten over acht`."""
    word = tokens.words[i]
    if word == "half":
        clock = _half_to(tokens, i)
        named = clock and (
            daypart_at(tokens, clock.end) or tokens.before(i) in lexicon.CLOCK_CUES or _closes(tokens, clock.end)
        )
        return clock if named else None
    offset = QUARTER_HOUR if word == "kwart" else None
    j = i + 1
    if offset is None:
        number = number_at(tokens, i)
        if number is None or not 0 < number.value < HALF_HOUR or number.value % 1:
            return None
        offset, j = int(number.value), number.end
    sure = word == "kwart"
    if tokens.words[j] in ("minuten", "min"):
        sure, j = True, j + 1
    return _offset_clock(tokens, j, offset, sure=sure or tokens.before(i) == "om")


def _offset_clock(tokens: Tokens, j: int, offset: int, *, sure: bool) -> _Clock | None:
    """`voor half vier`, `over acht` at token j, shifted by `offset` minutes."""
    if tokens.words[j] not in ("voor", "over"):
        return None
    clock = _half_to(tokens, j + 1) if tokens.words[j + 1] == "half" else _full(tokens, j + 1)
    if clock is None:
        return None
    if not sure and tokens.words[j + 1] != "half" and daypart_at(tokens, clock.end) is None:
        return None
    shift = -offset if tokens.words[j] == "voor" else offset
    return _Clock((clock.minutes + shift) % (DAY * HOUR), clock.end)


def _full(tokens: Tokens, i: int) -> _Clock | None:
    number = number_at(tokens, i)
    if number is None or number.article or number.value % 1 or not 1 <= number.value <= DAY:
        return None
    end = number.end + 1 if tokens.words[number.end] == "uur" else number.end
    if end == number.end and (tokens.words[end] in lexicon.DURATION_UNITS or tokens.words[end] in NUMBER_OF):
        return None
    return _Clock(int(number.value) * HOUR, end)


def _half_to(tokens: Tokens, i: int) -> _Clock | None:
    clock = _full(tokens, i + 1)
    return _Clock(clock.minutes - HALF_HOUR, clock.end) if clock and clock.minutes <= NOON * HOUR else None
