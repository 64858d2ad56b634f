"""Figures as Dutch text: `1 oktober 2025`, `13.00 uur`, `6 weken`, `100.000 patiënten`, `25%`, `2026-2028`.

What is written here is read back by `find_figures` as the same figure, except
an identifier, which only its surroundings make one.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from retrieval.dutch.months import MONTHS
from retrieval.figures import lexicon
from retrieval.figures.durations import ALWAYS, parse_length
from retrieval.figures.numbers import normal
from retrieval.figures.values import Bound, Figure, FigureKind

WORDS = lexicon.RENDER
DATE = re.compile(r"(?:([0-9]{4})|-)-([0-9]{2})-([0-9]{2})")
MONTH = re.compile(r"(?:([0-9]{4})|-)-([0-9]{2})")
YEAR = re.compile(r"[0-9]{4}")
TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
PART = re.compile(r"([QH])([1-4])")
RULE = re.compile(
    r"(first|last)-(day|workday)-of-(?:((?:second-)?next|current|each|application)-)?(quarter|month|year|week)"
)


def render(
    figure: Figure | str, kind: FigureKind | None = None, unit: str | None = None, *, bound: Bound | None = None
) -> str:
    """The figure in Dutch; with `bound`, its word in front: "uiterlijk 1 oktober 2025".

    `figure` is a Figure, or a value in normal form together with its `kind` and
    `unit`. A Figure's own bound is not written; pass it as `bound` to have it.

    Raises:
        ValueError: the value is not in the normal form of its kind.

    >>> render("2025-10-01", FigureKind.DATE, bound=Bound.BY), render("PT4H30M", FigureKind.DURATION)
    ('uiterlijk 1 oktober 2025', '4,5 uur')

    """
    if isinstance(figure, Figure):
        kind, unit, value = figure.kind, figure.unit, figure.value
    else:
        value = figure
    if kind is None:
        raise ValueError(f"a value needs its kind to be written: {value!r}")
    try:
        text = _text(kind, value, unit)
    except (InvalidOperation, IndexError, KeyError) as error:
        raise ValueError(f"no {kind} in normal form: {value!r}") from error
    return text if bound is None else f"{_bound_word(bound, kind)} {text}"


def _bound_word(bound: Bound, kind: FigureKind) -> str:
    if bound == Bound.EXACT and kind in WORDS["exact"]:
        return str(WORDS["exact"][kind])
    return str(WORDS["bounds"][bound])


def _text(kind: FigureKind, value: str, unit: str | None) -> str:
    if kind in (FigureKind.DATE, FigureKind.MONTH, FigureKind.YEAR):
        return _calendar(value)
    if kind == FigureKind.PERIOD:
        return _period(value)
    if kind == FigureKind.TIME:
        return _time(value)
    if kind == FigureKind.DURATION:
        return _length(value)
    if kind == FigureKind.PHONE:
        return _phone(value)
    if kind == FigureKind.IDENTIFIER:
        return value
    return _amount(kind, value, unit)


def number(value: str) -> str:
    """A decimal number with Dutch separators: 100000 is 100.000, 4.5 is 4,5."""
    whole, _, fraction = normal(Decimal(value)).partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def _amount(kind: FigureKind, value: str, unit: str | None) -> str:
    text = number(value)
    if kind == FigureKind.PERCENTAGE:
        return f"{text} {unit}" if unit else f"{text}%"
    if kind == FigureKind.MONEY:
        whole, comma, cents = text.partition(",")
        return f"€ {whole}{comma}{cents.ljust(2, '0') if comma else ''}"
    return f"{text} {unit}" if unit else text


def _match(pattern: re.Pattern[str], value: str) -> re.Match[str]:
    match = pattern.fullmatch(value)
    if match is None:
        raise ValueError(f"not in normal form: {value!r}")
    return match


def _calendar(value: str) -> str:
    if YEAR.fullmatch(value):
        return value
    if value.startswith(("first-", "last-")):
        return _rule(value)
    month_only = MONTH.fullmatch(value)
    if month_only:
        year, month = month_only.groups()
        return " ".join(part for part in (_month(month), year) if part)
    year, month, day = _match(DATE, value).groups()
    date(int(year or "2024"), int(month), int(day))
    return " ".join(part for part in (str(int(day)), _month(month), year) if part)


def _month(digits: str) -> str:
    if not 1 <= int(digits) <= 12:
        raise ValueError(f"no month: {digits!r}")
    return MONTHS[int(digits) - 1]


def _period(value: str) -> str:
    part = PART.fullmatch(value)
    if part:
        what = "kwartaal" if part[1] == "Q" else "halfjaar"
        return f"{WORDS['ordinals'][int(part[2]) - 1]} {what}"
    first, slash, last = value.partition("/")
    if not slash:
        raise ValueError(f"no period: {value!r}")
    if YEAR.fullmatch(first) and YEAR.fullmatch(last):
        return f"{first}-{last}"
    start, end = _calendar(first), _calendar(last)
    if len(first) > 4 and first[:4] == last[:4] and first[:4].isdigit():
        start = start.removesuffix(f" {first[:4]}")
    return f"{start} tot en met {end}"


def _time(value: str) -> str:
    if "/" in value:
        first, last = value.split("/", 1)
        return f"{_clock(first)} tot {_clock(last)} uur"
    return f"{_clock(value)} uur"


def _clock(value: str) -> str:
    _match(TIME, value)
    return value.replace(":", ".") if value.count(":") == 1 else value


def _length(value: str) -> str:
    if value == ALWAYS:
        return value
    parts = parse_length(value).parts
    codes = [code for code, _ in parts]
    if codes == ["h", "m"] and parts[1][1] == 30:
        return _counted(parts[0][1] + Decimal("0.5"), "h")
    texts = [_counted(amount, code) for code, amount in parts]
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + f" en {texts[-1]}"


def _counted(amount: Decimal, code: str) -> str:
    singular, plural = WORDS["units"][code]
    return f"{number(str(amount))} {singular if amount == 1 else plural}"


def _phone(value: str) -> str:
    if not value.isdigit() or len(value) < 8:
        raise ValueError(f"no telephone number: {value!r}")
    if len(value) == 8:
        return f"{value[:4]} {value[4:]}"
    if len(value) == 11:
        return f"{value[:4]} {value[4:7]} {value[7:9]} {value[9:]}"
    return f"{value[:3]} {value[3:6]} {value[6:8]} {value[8:]}"


def _rule(value: str) -> str:
    """`first-day-of-next-quarter` as "eerste dag van het eerstvolgende kwartaal"."""
    edge, day, which, unit = _match(RULE, value).groups()
    article, noun = WORDS["spans"][unit].split()
    if which == "each":
        span = WORDS["each"][unit]
    elif which == "application":
        span = f"{article} {noun} {WORDS['application']}"
    else:
        span = " ".join(word for word in (article, WORDS["which"].get(which), noun) if word)
    return f"{WORDS['edges'][edge]} {WORDS['days'][day]} van {span}"
