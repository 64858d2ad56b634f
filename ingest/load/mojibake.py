"""Text that was encoded as UTF-8 and read as something else: `patiÃ«nten`, `â‚¬ 38,75`, `Pati√´nten`.

Each run of strange characters is put right by itself, and only when turning it back
gives whole UTF-8; so a text that is partly right stays right.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\x00-\x7f]{2,24}|[Ââ][^\x00-\x7f ]?[\u00a0 ](?=[0-9\w])")
_READ_AS = ("cp1252", "mac_roman", "cp850")
_SIGNS = {"cp1252": re.compile(r"[ÃÂâÅËÄï]"), "mac_roman": re.compile(r"[√¬‚ƒ≈Ô]"), "cp850": re.compile(r"[├┬Ô]")}
"""What the first byte of a character becomes."""
_TIMES = 3
"""How many times over a text may have been encoded."""
_WORD = re.compile(r"[^\s\"]{0,30}(?:\ufffd|[\u0080-\u009f]|[ÃÂ](?=[^\sA-Za-z]|$)|â[\u0080-\u00bf€‚„])[^\s\"]{0,30}")


def mend(text: str) -> str:
    """The text with every run that was encoded twice put right.

    >>> mend("PatiÃ«nten betalen â‚¬ 38,75 vÃ³Ã³r 1 mei")
    'Patiënten betalen € 38,75 vóór 1 mei'
    >>> mend("Één coördinator, é")
    'Één coördinator, é'
    """
    if text.isascii():
        return text
    for _ in range(_TIMES):
        better = _RUN.sub(lambda match: _turned_back(match[0]), text)
        if better == text:
            break
        text = better
    return text


def _turned_back(run: str) -> str:
    for encoding in _READ_AS:
        if _SIGNS[encoding].search(run) is None:
            continue
        whole = _decoded(run, encoding)
        if whole is not None and len(whole) < len(run):
            return whole
    return run


def _decoded(run: str, encoding: str) -> str | None:
    try:
        data = b"".join(_byte(char, encoding) for char in run)
        return data.decode("utf-8")
    except UnicodeError:
        return None


def _byte(char: str, encoding: str) -> bytes:
    if encoding == "cp1252" and "\x80" <= char <= "\x9f":
        return char.encode("latin-1")  # a byte that cp1252 leaves open, or that was read as Latin-1
    return char.encode(encoding)


def odd_characters(text: str) -> tuple[str, ...]:
    """The words that still hold characters that nobody wrote, each once."""
    return tuple(dict.fromkeys(match[0] for match in _WORD.finditer(text)))
