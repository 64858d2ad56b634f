"""What a user typed, made safe to work with: no control characters, no markup, no endless text."""

from __future__ import annotations

import html
import re
import unicodedata

MAX_LENGTH = 2000
"""Characters of a question that are read; the rest of a longer text is not looked at."""
TAG = re.compile(r"</?[A-Za-z!][^<>]{0,500}>")
SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,200}>.{0,5000}?</\1\s{0,5}>", re.IGNORECASE | re.DOTALL)
OPTIONAL_ENDING = re.compile(r"(?<=[a-z])\((e|en|n|s)\)(?![a-z])")
"""`welk(e)`, `huisarts(en)`: read with the ending."""
SPACE = re.compile(r"\s+")


def clean_question(text: str) -> str:
    """The words of a typed text, on one line."""
    plain = html.unescape(unicodedata.normalize("NFC", text[: 4 * MAX_LENGTH]))
    plain = TAG.sub(" ", SCRIPT.sub(" ", plain))
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in plain)
    return SPACE.sub(" ", OPTIONAL_ENDING.sub(r"\1", plain)).strip()
