"""Personal data out of a question before it leaves the machine or reaches a log.

Masks citizen service numbers (BSN, by the eleven-test), e-mail addresses, phone
numbers and birth dates. Names are not recognised: a list of names would give a
false sense of safety.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retrieval.dutch.months import month_pattern


class Personal(StrEnum):
    """A kind of personal data; the value is the Dutch word shown in its place."""

    BSN = "burgerservicenummer"
    EMAIL = "e-mailadres"
    PHONE = "telefoonnummer"
    BIRTH = "geboortedatum"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data, and the kinds that were taken out, each once, in order of appearance."""

    text: str
    found: tuple[Personal, ...]


SEPARATOR = r"[ ./()_-]{0,3}"
EMAIL = re.compile(
    r"[\w.+'-]{1,64} ?(?:@|[(\[{]at[)\]}]| apenstaart(?:je)? ) ?"
    r"[\w-]{1,63}(?:(?:\.| punt |[(\[{](?:dot|punt)[)\]}])[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
BSN_LABELLED = re.compile(
    r"(?P<lead>(?<![\w\[])(?:bsn|burgerservice-?\s?nummer|sofi-?\s?nummer)(?:-?(?:nr|nummer))?[^\w\[]{0,4}"
    r"(?:(?:is|van|nr|nummer|pati[eë]nt|cli[eë]nt)[^\w\[]{1,3}){0,3})"
    rf"[0-9](?:{SEPARATOR}[0-9]){{7,8}}(?![0-9])",
    re.IGNORECASE,
)
"""Whoever writes the word before it means one, also with a slip in it and however the digits are parted."""
# Eight or nine digits, written together or in groups of two or three with dots, spaces, slashes or hyphens.
BSN = re.compile(
    r"(?<![0-9])(?<![0-9][.,/-])(?:[0-9]{2,3}(?:[ ./-]{0,2}[0-9]{3}){2}|[0-9]{4}[ ./-][0-9]{2}[ ./-][0-9]{3})(?![0-9])"
)
YEAR_DATE = r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:19|20)[0-9]{2}(?![0-9])"
HOURS = r"[0-2]?[0-9][.:][0-5][0-9] ?(?:-|uur|tot)"
# Ten digits from 0, or a number with its country; however the digits are parted. No date and no opening hours.
PHONE = re.compile(
    rf"(?<![0-9+])(?!{YEAR_DATE}|{HOURS})"
    rf"(?:(?:(?:\+|00)31{SEPARATOR}(?:0{SEPARATOR})?[1-9]|\(?0[1-9])(?:{SEPARATOR}[0-9]){{8}}"
    rf"|\+(?!31)[1-9](?:{SEPARATOR}[0-9]){{8,13}})(?![0-9])"
)
MONTH = month_pattern(short=True)
DATE = (
    r"(?:[0-9]{1,2} ?[-/. ] ?[0-9]{1,2} ?[-/. ] ?'?[0-9]{2,4}"
    rf"|[0-9]{{1,2}}[ -](?:{MONTH})\.?[ -]'?[0-9]{{2,4}}"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|(?:19|20)[0-9]{2}|[0-9]{8})(?![0-9])"
)
BIRTH = re.compile(
    r"(?P<lead>\b(?:geboren|geb\.?|geboortedatum|geb\.? ?datum|geboortedag|geboortejaar|born)[ :]{0,3}"
    r"(?:(?:op|is|was|on|in|van|de|pati[eë]nt|cli[eë]nt)[ :]{1,3}){0,3})" + DATE,
    re.IGNORECASE,
)
BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven_test(digits: str) -> bool:
    """Whether eight or nine digits form a possible BSN.

    Source: the weighted sum 9a+8b+...+2h-1i is a multiple of 11, as the Dutch
    civil registry prescribes.

    >>> passes_eleven_test("111222333"), passes_eleven_test("111222334")
    (True, False)
    """
    padded = digits.zfill(len(BSN_WEIGHTS))
    total = sum(weight * int(digit) for weight, digit in zip(BSN_WEIGHTS, padded, strict=True))
    return total % 11 == 0 and int(padded) > 0


def mask(text: str) -> Masked:
    """Replace personal data by its kind in square brackets; all other text stays as it was typed.

    >>> mask("Mail jan@praktijk.nl, geboren op 3-4-1970").text
    'Mail [e-mailadres], geboren op [geboortedatum]'
    """
    before = None
    while text != before:  # what was parted by a number may be one when the number is gone
        before = text
        for pattern, kind in PATTERNS:
            text = _replaced(text, pattern, kind)
    places = sorted((text.find(f"[{kind}]"), kind) for kind in Personal if f"[{kind}]" in text)
    return Masked(text, tuple(kind for _, kind in places))


PATTERNS = (
    (EMAIL, Personal.EMAIL),
    (BIRTH, Personal.BIRTH),
    (BSN_LABELLED, Personal.BSN),
    (PHONE, Personal.PHONE),
    (BSN, Personal.BSN),
)


def _replaced(text: str, pattern: re.Pattern[str], kind: Personal) -> str:
    """The text with what the pattern finds in its plain form replaced."""
    plain, places = _plain(text)
    out, end = [], 0
    for match in pattern.finditer(plain):
        start = match.end("lead") if "lead" in pattern.groupindex else match.start()
        if pattern is BSN and not passes_eleven_test(re.sub(r"[^0-9]", "", match[0])):
            continue
        out += [text[end : places[start]], f"[{kind}]"]
        end = places[match.end() - 1] + 1
    return "".join([*out, text[end:]])


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with one sign for every kind of space, hyphen and digit and without invisible signs.

    With the place in `text` of each of its characters.
    """
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _plain_char(char)
        if plain:
            chars.append(plain)
            places.append(place)
    return "".join(chars), places


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    if char.isascii():
        return " " if char.isspace() else char
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category == "Pd" or char == "−":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char in "·•∙":
        return "."
    whole = unicodedata.normalize("NFKC", char)
    return whole if len(whole) == 1 else char
