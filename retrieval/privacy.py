"""Personal data out of a question before it leaves the machine or reaches a log.

Masks citizen service numbers (BSN, by the eleven-test), e-mail addresses, phone
numbers and birth dates. Names are not recognised: a list of names would give a
false sense of safety.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

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


EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Eight or nine digits, written together or in groups of two or three with dots, spaces or hyphens.
BSN = re.compile(
    r"(?<![0-9.,-])[0-9]{2,3}(?:[ .-]?[0-9]{3}){2}(?![0-9])|(?<![0-9.,-])[0-9]{4}[ .-][0-9]{2}[ .-][0-9]{3}(?![0-9])"
)
# Dutch numbers: ten digits from 0, or from +31/0031; any grouping by spaces, hyphens or brackets.
PHONE = re.compile(r"(?<![0-9+])(?:(?:\+31|0031)[ -]?(?:\(0\))?[ -]?[1-9]|\(?0[1-9])(?:[ )-]{0,2}[0-9]){8}(?![0-9])")
DATE = (
    r"(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}"
    rf"|[0-9]{{1,2}} (?:{month_pattern()}) [0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
BIRTH = re.compile(
    r"(?P<lead>\b(?:geboren|geb\.?|geboortedatum|geb\.? ?datum|geboortedag|born)[ :]{0,3}(?:op |is |was |on )?)" + DATE,
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


def _bsn(match: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", match[0])
    return f"[{Personal.BSN}]" if passes_eleven_test(digits) else match[0]


def mask(text: str) -> Masked:
    """Replace personal data by its kind in square brackets.

    >>> mask("Mail jan@praktijk.nl, geboren op 3-4-1970").text
    'Mail [e-mailadres], geboren op [geboortedatum]'
    """
    text = EMAIL.sub(f"[{Personal.EMAIL}]", text)
    text = BIRTH.sub(lambda m: f"{m['lead']}[{Personal.BIRTH}]", text)
    text = PHONE.sub(f"[{Personal.PHONE}]", text)
    text = BSN.sub(_bsn, text)
    places = sorted((text.find(f"[{kind}]"), kind) for kind in Personal if f"[{kind}]" in text)
    return Masked(text, tuple(kind for _, kind in places))
