"""Bytes of a text file to characters, whatever encoding they are in; no text, no result.

Tried in order: byte order mark, UTF-8, then the encodings that Dutch office programs
write, told apart by charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from retrieval.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["cp1252", "mac_roman", "cp850", "utf_16_le", "utf_16_be"]
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


def decode(data: bytes, path: Path) -> str:
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
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


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
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    return str(best) if best is not None else None
