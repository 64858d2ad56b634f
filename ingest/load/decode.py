"""Bytes of a text file to characters, whatever encoding they are in; no text, no result.

Tried in order: byte order mark, UTF-8, then the encodings that Dutch office programs
wrote, told apart by what their characters make of Dutch words. Text that was encoded
twice is put right where that is certain; what is not certain is reported.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.load.mojibake import mend, odd_characters
from retrieval.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "iso8859-15", "mac_roman", "cp850")
"""In order of preference where they read the same."""
_SIGNATURES = {
    b"%PDF-": "een PDF",
    b"PK\x03\x04": "een Word- of zipbestand",
    b"\xd0\xcf\x11\xe0": "een oud Word- of Officebestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"\x7fELF": "een programma",
    b"MZ\x90": "een programma",
    b"\x1f\x8b": "een ingepakt bestand",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MOST_CONTROL = 0.01
"""Share of control characters above which a file is no text."""


def signature(data: bytes) -> str | None:
    """What a file is by its first bytes, in Dutch; None when they say nothing."""
    return next((name for mark, name in _SIGNATURES.items() if data.startswith(mark)), None)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and Dutch remarks on those that are not certain."""

    text: str
    problems: tuple[str, ...] = ()


def decode(data: bytes, path: Path) -> Decoded:
    """The characters of a text file.

    Raises:
        ReadingError: the file is empty or holds no text.

    """
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise ReadingError(f"Het bestand {path.name} is leeg. Voeg het bestand met tekst opnieuw toe.")
    kind = signature(data)
    if kind:
        raise ReadingError(
            f"Het bestand {path.name} is geen tekst maar {kind}. Geef het de juiste extensie of bewaar het als tekst."
        )
    text = _decoded(data)
    if text is None or len(_CONTROL.findall(text)) > max(3, len(text) * _MOST_CONTROL):
        raise ReadingError(
            f"Het bestand {path.name} bevat geen leesbare tekst. "
            "Controleer of het bestand heel is en bewaar het opnieuw als tekst (UTF-8)."
        )
    return read_characters(text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"))


def read_characters(text: str) -> Decoded:
    """The text with what was encoded twice put right, and a remark when characters stay doubtful."""
    text = mend(text)
    odd = odd_characters(text)
    if not odd:
        return Decoded(text)
    shown = ", ".join(f'"{word}"' for word in odd[:3])
    more = f" en {len(odd) - 3} andere" if len(odd) > 3 else ""
    return Decoded(text, (f"Tekens die niet zeker te lezen zijn, in {shown}{more}; bewaar het bestand als UTF-8.",))


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return _guessed(data) if text.count("\x00") > len(text) // 4 else text


def _guessed(data: bytes) -> str | None:
    """The reading that makes the most of Dutch, of the encodings of one byte; else UTF-16 when its zeros show it."""
    zeros = data.count(0)
    if zeros > len(data) // 4:
        wide = "utf_16_be" if data[::2].count(0) > data[1::2].count(0) else "utf_16_le"
        return data.decode(wide, errors="replace")
    broken = _nearly_utf8(data)
    if broken is not None:
        return broken
    readings = [data.decode(encoding, errors="replace") for encoding in _CANDIDATES]
    return max(readings, key=_likelihood)


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 of which a few bytes were lost."""
    text = data.decode("utf-8", errors="replace")
    whole = sum(ord(char) > 0x7F and char != "\ufffd" for char in text)
    return text if whole > 4 * text.count("\ufffd") else None


_LETTER = re.compile(r"(?<=[A-Za-z])[éèëêïíîöóòôüúûáàâäçñÉËÏÖÜ](?![A-Z])|(?<![A-Za-z])[éèëüöïÉËÖáóíú](?=[a-zéó])")
_RARE = frozenset("êíîôòúûùâäçñ")
"""Letters of loan words: less likely than ë, é, ï and ö."""
_SIGN = re.compile(
    r"€(?=\s?[0-9])|(?<=[0-9])\s?€|(?<=\s)[–—](?=\s)|(?<=[0-9])[–°½²³%](?=\W|$|[0-9])|(?<=\w)’(?=\w|\s)"
    r"|[‘“„](?=\w)|(?<=[\w.,!?])[”’]|(?m:^)\s{0,8}[•·▪](?=\s)|…(?=\s|$)|[§©®](?=\s?\w)|\u00a0"
)


def _likelihood(text: str) -> float:
    """How many of the characters beyond ASCII stand where Dutch has them, less those that do not."""
    beyond = sum(ord(char) > 0x7F for char in text)
    letters = _LETTER.findall(text)
    at_home = len(letters) + len(_SIGN.findall(text))
    rare = sum(letter in _RARE for letter in letters)
    return at_home - 0.5 * rare - 2.0 * (beyond - at_home)
