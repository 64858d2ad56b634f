"""Dates, months and years: `1 oktober 2025`, `01-10-2025`, `de eerste oktober`, `okt. '25`.

A date that the calendar does not know (31 februari) is no date. Rules of time
("de eerste dag van het volgende kwartaal") are read in `rules`, quarters in `quarters`, periods in `ranges`.
"""

from __future__ import annotations

from calendar import monthrange

from retrieval.dutch.months import MONTHS, NUMBER_OF
from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.numbers import number_at, ordinal_at
from retrieval.figures.tokens import DIGITS, WORD, Tokens
from retrieval.figures.values import FigureKind

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Four digits in this range are a year unless their surroundings say otherwise."""
OLDEST_YEAR = 1300
"""A year behind a month may be older."""
PIVOT = 69
"""Two digits from here on are of the twentieth century."""
LEAP = 2024
LISTING = ((",",), ("en",), ("of",), ("&",), (",", "en"))
LONGEST_LIST, LONGEST_MONTH = 4, 31
SEPARATORS = ("-", "/", ".")
DATE_CUES = frozenset(
    (
        "op",
        "per",
        "voor",
        "uiterlijk",
        "tot",
        "vanaf",
        "van",
        "na",
        "tussen",
        "sinds",
        "en",
        "terug",
        "met",
        "m",
        "eindigt",
        "start",
        "deadline",
    )
)
MONTH_END = 12
"""A first number above this is a day, and no count that runs up to the second: `31-10`."""


def full_year(digits: str) -> int:
    """The year of two or four digits."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= PIVOT else 2000)


def date_value(day: int, month: int, year: int | None) -> str | None:
    """Normal form of a date, or None when the calendar has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or LEAP, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"--{month:02d}-{day:02d}"


def month_value(month: int, year: int | None) -> str:
    """Normal form of a month."""
    return f"{year:04d}-{month:02d}" if year else f"--{month:02d}"


def date_at(tokens: Tokens, i: int) -> Atom | None:
    """The date or month that begins at token i."""
    if tokens.kinds[i] == DIGITS:
        return (
            _numeric(tokens, i)
            or _day_month(tokens, i)
            or _short_numeric(tokens, i)
            or _numeric_month(tokens, i)
            or _listed_day(tokens, i)
        )
    if tokens.kinds[i] == WORD:
        return _day_month(tokens, i) or _month(tokens, i) or _listed_day(tokens, i)
    return None


def full_date_at(tokens: Tokens, i: int) -> Atom | None:
    """A date wholly in digits, year included, that begins at token i."""
    return _numeric(tokens, i) if tokens.kinds[i] == DIGITS else None


def _glued_run(tokens: Tokens, i: int, length: int) -> bool:
    return all(tokens.glued[i + step] for step in range(1, length))


def _numeric(tokens: Tokens, i: int) -> Atom | None:
    """`01-10-2025`, `1/10/25`, `2025-10-01`, `01.10.2025`, `05-aug-2016`."""
    separator = tokens.words[i + 1]
    if separator not in SEPARATORS or tokens.words[i + 3] != separator or not _glued_run(tokens, i, 5):
        return None
    first, second, third = tokens.words[i], tokens.words[i + 2], tokens.words[i + 4]
    if third in ("'", "’") and len(tokens.words[i + 5]) == 2 and max(len(first), len(second)) <= 2:
        return _short_year(tokens, i)
    if tokens.kinds[i + 4] != DIGITS or (
        tokens.words[i + 5] == separator and tokens.glued[i + 6] and tokens.kinds[i + 6] == DIGITS
    ):
        return None
    if tokens.kinds[i + 2] == WORD:
        month = NUMBER_OF.get(second, 0)
    elif tokens.kinds[i + 2] == DIGITS and len(second) <= 2:
        month = int(second)
    else:
        return None
    if len(first) == 4 and len(third) <= 2:
        value = date_value(int(third), month, int(first))
    elif len(first) <= 2 and len(third) in (2, 4) and (len(third) == 4 or separator != "." or len(second) == 2):
        value = date_value(int(first), month, full_year(third)) if int(third) or len(third) == 2 else None
    else:
        return None
    return Atom(i, i + 5, FigureKind.DATE, value) if value else None


def _short_year(tokens: Tokens, i: int) -> Atom | None:
    """`1-10-'25`."""
    if not tokens.words[i + 2].isdigit() or tokens.kinds[i + 5] != DIGITS:
        return None
    value = date_value(int(tokens.words[i]), int(tokens.words[i + 2]), full_year(tokens.words[i + 5]))
    return Atom(i, i + 6, FigureKind.DATE, value) if value else None


def _short_numeric(tokens: Tokens, i: int) -> Atom | None:
    """`22-04`, `22/04`, `3/jan` where a word before it or a leading zero makes it a date; `12-08, 2015`."""
    separator, second = tokens.words[i + 1], tokens.words[i + 2]
    if separator not in SEPARATORS or len(tokens.words[i]) > 2 or len(second) > 9 or not _glued_run(tokens, i, 3):
        return None
    if (
        tokens.glued[i + 3]
        and tokens.words[i + 3] in SEPARATORS
        and tokens.kinds[i + 4] == DIGITS
        and tokens.glued[i + 4]
    ):
        return None
    if tokens.kinds[i + 2] == WORD:
        month = NUMBER_OF.get(second, 0)
        if separator == "-" and tokens.words[i + 3] == "." and month:
            month = 0
    else:
        month = int(second) if tokens.kinds[i + 2] == DIGITS and len(second) <= 2 else 0
        if not _is_short_date(tokens, i, separator):
            return None
    value = date_value(int(tokens.words[i]), month, None)
    if value is None:
        return None
    if tokens.words[i + 3] == "," and year_digits(tokens, i + 4):
        return Atom(
            i, i + 5, FigureKind.DATE, date_value(int(tokens.words[i]), month, int(tokens.words[i + 4])) or value
        )
    return Atom(i, i + 3, FigureKind.DATE, value)


def _is_short_date(tokens: Tokens, i: int, separator: str) -> bool:
    behind = tokens.words[i + 3]
    if behind in lexicon.DURATION_UNITS or behind in lexicon.PERCENT_WORDS or behind in lexicon.MONEY_WORDS:
        return False
    cue = tokens.before(i) in DATE_CUES or tokens.before(i) in lexicon.WEEKDAYS
    if tokens.words[i + 3] == "," and year_digits(tokens, i + 4):
        return cue
    zero = tokens.words[i + 2].startswith("0")
    falling = separator == "-" and int(tokens.words[i]) > MONTH_END
    if separator == ".":
        return cue and len(tokens.words[i + 2]) == 2 and tokens.before(i) == "op" and int(tokens.words[i + 2]) <= 12
    if tokens.kinds[i + 3] == WORD and tokens.words[i + 3] not in lexicon.STOPS:
        return cue and (zero or falling)
    return cue or zero or falling


def year_digits(tokens: Tokens, i: int) -> bool:
    """Whether token i is four digits that may be a year, and no longer number."""
    if tokens.kinds[i] != DIGITS or len(tokens.words[i]) != 4 or not OLDEST_YEAR <= int(tokens.words[i]) <= LAST_YEAR:
        return False
    return not (
        tokens.words[i + 1] in (",", ".", "/")
        and tokens.glued[i + 1]
        and tokens.glued[i + 2]
        and tokens.kinds[i + 2] == DIGITS
        and tokens.words[i + 1] != "/"
    )


def year_behind(tokens: Tokens, j: int, *, short: bool) -> tuple[int, int] | None:
    """A year behind a month (`2025`, `, 2025`, `van 2025`, `'25`): the year and the token behind it."""
    if short and tokens.words[j] == "-" and tokens.glued[j] and tokens.glued[j + 1] and _two_digits(tokens, j + 1):
        return full_year(tokens.words[j + 1]), j + 2  # okt-26
    if tokens.words[j] in (",", "van", "in", ".", "-"):
        if tokens.words[j] in (",", ".", "-") and not year_digits(tokens, j + 1) and not _word_year(tokens, j + 1):
            return None
        j += 1
    if year_digits(tokens, j):
        return int(tokens.words[j]), j + 1
    apostrophe = tokens.words[j] in ("'", "’", "‘")
    digits = tokens.words[j + 1] if apostrophe else tokens.words[j]
    place = j + 1 if apostrophe else j
    if len(digits) == 2 and tokens.kinds[place] == DIGITS and (apostrophe or (short and _ends_number(tokens, place))):
        return full_year(digits), place + 1
    return _word_year(tokens, j)


def _two_digits(tokens: Tokens, j: int) -> bool:
    return tokens.kinds[j] == DIGITS and len(tokens.words[j]) == 2 and _ends_number(tokens, j)


def _word_year(tokens: Tokens, j: int) -> tuple[int, int] | None:
    """A year in words: `tweeduizend achttien`, `negentien zevenentachtig`."""
    number = number_at(tokens, j)
    if number is None or number.digits:
        return None
    if FIRST_YEAR <= number.value <= LAST_YEAR and number.value % 1 == 0:
        return int(number.value), number.end
    return None


def _ends_number(tokens: Tokens, i: int) -> bool:
    """Whether the digits at i stand for themselves: no decimals, hours, units or nouns behind them."""
    j = i + 1
    if tokens.glued[j] and tokens.words[j] in (",", ".", ":", "/", "-") and tokens.glued[j + 1]:
        return tokens.kinds[j + 1] != DIGITS
    return tokens.kinds[j] != WORD and tokens.words[j] not in ("%", "€", "/")


def _month_ends(tokens: Tokens, j: int) -> bool:
    """Whether the month digits of `2016-11` stand for themselves."""
    behind = tokens.words[j + 1]
    if behind in lexicon.DURATION_UNITS or behind in lexicon.PERCENT_WORDS:
        return False
    counted = tokens.kinds[j + 1] == WORD and behind not in lexicon.STOPS
    if counted and not tokens.glued[j]:
        return False  # "in 2026 - 5 praktijken"
    return not (tokens.glued[j + 1] and tokens.glued[j + 2] and tokens.kinds[j + 2] == DIGITS)


def _month_name(tokens: Tokens, j: int) -> tuple[int, int, bool] | None:
    """A month at token j: its number, the token behind it (with the dot of an abbreviation), whether it is short."""
    month = NUMBER_OF.get(tokens.words[j])
    if month is None or tokens.kinds[j] != WORD:
        return None
    short = tokens.words[j] not in MONTHS
    if short and tokens.words[j + 1] == "." and tokens.glued[j + 1]:
        follows = year_behind(tokens, j + 2, short=True) is not None or tokens.kinds[j + 2] == WORD
        return month, j + 2 if follows and not tokens.capital(j + 2) else j + 1, True
    return month, j + 1, short


def day_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """The day of a month at token i (`1`, `1e`, `eerste`, `tweeëntwintig`) and the token behind it."""
    found = ordinal_at(tokens, i)
    if found is None:
        number = number_at(tokens, i)
        if number is None or number.value % 1 or number.dotted or number.article:
            return None
        found = int(number.value), number.end
    day, end = found
    return (day, end) if 1 <= day <= 31 else None


def _day_month(tokens: Tokens, i: int) -> Atom | None:
    """`1 oktober 2025`, `de eerste van oktober`, `15e dag van juni`."""
    found = day_at(tokens, i)
    if found is None:
        return None
    day, j = found
    if tokens.words[j] == "dag":
        j += 1
    if tokens.words[j] in ("van", "-"):
        j += 1
    named = _month_name(tokens, j)
    if named is None:
        return None
    month, j, short = named
    year = year_behind(tokens, j, short=short)
    value = date_value(day, month, year[0] if year else None)
    if value is None:
        return None
    return Atom(i, year[1] if year else j, FigureKind.DATE, value)


def _month(tokens: Tokens, i: int) -> Atom | None:
    """`oktober 2025`, `sep-2012`, `februari 15`, or a month alone by its full name."""
    named = _month_name(tokens, i)
    if named is None:
        return None
    month, j, short = named
    year = year_behind(tokens, j, short=short)
    if year and not (tokens.kinds[j] == DIGITS and len(tokens.words[j]) == 2 and int(tokens.words[j]) <= 31):
        return Atom(i, year[1], FigureKind.MONTH, month_value(month, year[0]))
    if tokens.kinds[j] == DIGITS and len(tokens.words[j]) <= 2 and _ends_number(tokens, j):
        behind = j + 2 if tokens.words[j + 1] == "," and year_digits(tokens, j + 2) else 0
        value = date_value(int(tokens.words[j]), month, int(tokens.words[behind]) if behind else None)
        if value:
            return Atom(i, behind + 1 if behind else j + 1, FigureKind.DATE, value)
    if short and not _spans_months(tokens, i + 1):
        return None
    return Atom(i, i + 1, FigureKind.MONTH, month_value(month, None))


def _spans_months(tokens: Tokens, j: int) -> bool:
    """Whether another month follows: `jan-feb 2017`, `sep t/m nov`."""
    if tokens.words[j] not in ("-", "–", "tot", "t"):
        return False
    return any(tokens.words[k] in NUMBER_OF for k in range(j + 1, j + 4))


def _numeric_month(tokens: Tokens, i: int) -> Atom | None:
    """`09/2012`, `11-2016`, `2016-11`, `2016, nov`, `2016 november`."""
    if year_digits(tokens, i):
        j = i + 2 if tokens.words[i + 1] in (",", "-", "/") else i + 1
        month = NUMBER_OF.get(tokens.words[j])
        bare = j == i + 2 and tokens.words[i + 1] != "," and tokens.kinds[j] == DIGITS and len(tokens.words[j]) <= 2
        if bare and _month_ends(tokens, j) and 1 <= int(tokens.words[j]) <= 12:
            month = int(tokens.words[j])
        if month and not (tokens.kinds[j] == WORD and year_behind(tokens, j + 1, short=False)):
            return Atom(i, j + 1, FigureKind.MONTH, month_value(month, int(tokens.words[i])))
        return None
    if len(tokens.words[i]) > 2 or tokens.words[i + 1] not in ("-", "/") or not year_digits(tokens, i + 2):
        return None
    month = int(tokens.words[i])
    return Atom(i, i + 3, FigureKind.MONTH, month_value(month, int(tokens.words[i + 2]))) if 1 <= month <= 12 else None


def list_link(tokens: Tokens, j: int) -> int:
    """How many tokens from j on join an ordinal to the next one of a list or range; 0 when none do."""
    for words in (*LISTING, *lexicon.THROUGH):
        if tokens.starts_with(j, words):
            j_next = j + len(words)
            return len(words) + (1 if tokens.words[j_next] in ("de", "het") else 0)
    return 0


def _listed_day(tokens: Tokens, i: int) -> Atom | None:
    """The first day of `de 1e tot en met de 15e mei`, `de 1e, 8e en 15e mei`: month and year stand behind the last."""
    found = ordinal_at(tokens, i)
    if found is None or not 1 <= found[0] <= LONGEST_MONTH:
        return None
    j = found[1]
    for _ in range(LONGEST_LIST):
        step = list_link(tokens, j)
        following = ordinal_at(tokens, j + step) if step else None
        if following is None:
            return None
        last = _day_month(tokens, j + step)
        if last is not None:
            value = last.value[: -len("00")] + f"{found[0]:02d}"
            known = date_value(found[0], int(value[-5:-3]), int(value[:4]) if value[0] != "-" else None)
            return Atom(i, found[1], FigureKind.DATE, known) if known else None
        j = following[1]
    return None


def year_at(tokens: Tokens, i: int) -> Atom | None:
    """A year by itself; "2026 patiënten" is settled by the count that surrounds it."""
    if tokens.kinds[i] != DIGITS or not year_digits(tokens, i) or not int(tokens.words[i]) >= FIRST_YEAR:
        return None
    if tokens.glued[i + 1] and tokens.kinds[i + 1] == WORD:
        return None
    return Atom(i, i + 1, FigureKind.YEAR, tokens.words[i])
