"""Does a Dutch text state this figure? By its own table of spellings, not by the program's.

Answers yes or no for one wanted figure; it does not read what else a text says.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from eval.questions import Fact
from eval.text import folded, words_of

DATA = Path(__file__).with_name("facts.toml")
FULL_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
YEARLESS = re.compile(r"--(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
DURATION = re.compile(r"P(?P<time>T?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>WD|[YMWDH])")
HOURS_AND_MINUTES = re.compile(r"PT(?P<hours>[0-9]+)H(?P<minutes>[0-9]+)M")
ZEROS = "(?:,(?:00?|-))?"
START, END = r"(?<![0-9.,])", r"(?![0-9]|[.,][0-9])"
SHARED_YEAR = " (?:tot en met|t/m|tot|en|-) [0-9]{1,2} [a-z]{3,9}"
"""1 september tot en met 31 december 2025: the year of the second day is that of the first."""
NOON = 12


def states(text: str, fact: Fact) -> bool:
    """Whether the text states the fact, in any of its usual spellings or just as the policy has it."""
    line = folded(text)
    if re.search(_pattern(fact.kind, fact.value.strip()), line):
        return True
    surface = " ".join(words_of(fact.surface))
    return bool(surface) and f" {surface} " in f" {' '.join(words_of(text))} "


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _pattern(kind: str, value: str) -> str:
    makers = {
        "date": _date, "month": _month, "period": _period, "year": _year, "time": _time, "duration": _duration,
        "percentage": _percentage, "count": _number, "money": _number, "phone": _phone,
    }  # fmt: skip
    maker = makers.get(kind)
    return maker(value) if maker else rf"(?<![\w.@]){re.escape(folded(value))}(?![\w@])"


def _month_name(number: int) -> str:
    name, short = _data()["months"][number - 1]
    return rf"(?:{name}|{short}\.?)"


def _date(value: str) -> str:
    full, yearless = FULL_DATE.fullmatch(value), YEARLESS.fullmatch(value)
    if full:
        day, month, year = int(full["day"]), int(full["month"]), full["year"]
        plain = rf"(?<![0-9])0?{day}(?:e|ste|de)? {_month_name(month)}"
        spelled = rf"{plain} (?:van )?(?:{year}|'?{year[2:]}(?![0-9]))|{plain}{SHARED_YEAR} {year}"
        return rf"{spelled}|(?<![0-9])0?{day}[-/.]0?{month}[-/.](?:{year}|{year[2:]})(?![0-9])|{value}"
    if yearless:
        return rf"(?<![0-9])0?{int(yearless['day'])}(?:e|ste|de)? {_month_name(int(yearless['month']))}"
    return re.escape(value)


def _month(value: str) -> str:
    match = MONTH.fullmatch(value)
    if not match:
        return re.escape(value)
    return rf"{_month_name(int(match['month']))} (?:van )?{match['year']}"


def _period(value: str) -> str:
    """Both ends, in order, with few words between; of two months of one year the first may lack it."""
    first, _, last = value.partition("/")
    if MONTH.fullmatch(first) and MONTH.fullmatch(last):
        return rf"{_month_name(int(first[5:]))}(?: {first[:4]})? (?:tot en met|t/m|en|tot|-) {_month(last)}"
    if not last:
        return _year(first)
    return rf"(?:{_part(first)}).{{1,25}}?(?:{_part(last)})"


def _part(value: str) -> str:
    return _date(value) if FULL_DATE.fullmatch(value) else _month(value) if MONTH.fullmatch(value) else _year(value)


def _year(value: str) -> str:
    return rf"(?<![0-9]){re.escape(value)}(?![0-9])"


def _time(value: str) -> str:
    hour, minute = value.split(":")[:2]
    spelled = [rf"(?<![0-9])0?{int(hour)}[.:]{minute}"]
    if minute == "00":
        spelled += [rf"(?<![0-9])0?{int(hour)} uur", rf"(?<![0-9])0?{int(hour)} (?:en|tot|-) [0-9]{{1,2}}"]
        if int(hour) > NOON:
            spelled.append(rf"(?<![0-9]){int(hour) - NOON} uur 's middags")
    return "|".join(spelled)


def _duration(value: str) -> str:
    clock = HOURS_AND_MINUTES.fullmatch(value)
    if clock:
        hours, minutes = int(clock["hours"]), int(clock["minutes"])
        return rf"{_duration(f'PT{hours + minutes / 60:g}H')}|{hours} uur en {minutes} minuten"
    match = DURATION.fullmatch(value)
    if not match:
        return re.escape(value)
    unit = _data()["units"][("T" if match["time"] or match["unit"] == "H" else "") + match["unit"]]
    spelled = [rf"{_number(match['number'])}[ -]?(?:[a-z]+ )?{unit}"]
    words = _data()["words"].get(f"{float(match['number']):g}")
    if words:
        spelled.append(rf"\b(?:{words}){unit}")
    same = _data()["same"].get(value)
    return "|".join([*spelled, *([rf"\b(?:{same})\b"] if same else [])])


def _percentage(value: str) -> str:
    return rf"{_number(value)} ?(?:%|procent)"


def _number(value: str) -> str:
    try:
        number = float(value.replace(" ", ""))
    except ValueError:
        return re.escape(folded(value))
    words = _data()["words"].get(f"{number:g}" if number < 10**5 else str(int(number)))
    spelled = _decimals(number) if number % 1 else _whole(int(number))
    digits = rf"{START}(?:{'|'.join(spelled)}){END}"
    return rf"(?:{digits}|\b(?:{words})\b)" if words else digits


def _whole(number: int) -> list[str]:
    grouped = f"{number:,}"
    return [f"{number}(?:[.,]0)?{ZEROS}", grouped.replace(",", r"\.") + ZEROS, grouped.replace(",", " ") + ZEROS]


def _decimals(number: float) -> list[str]:
    whole, part = str(number).split(".")
    return [f"{whole}[.,]{part}0?", f"{int(whole):,}".replace(",", r"\.") + f",{part}0?"]


def _phone(value: str) -> str:
    return r"(?<![0-9])" + r"[ ().-]{0,3}".join(re.sub(r"[^0-9]", "", value)) + r"(?![0-9])"
