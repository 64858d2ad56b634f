"""Insurers by name: which a text names, and which a passage is of."""

from __future__ import annotations

import re

from retrieval.checker.statements import Name
from retrieval.checker.vocabulary import fold

_DEV = re.compile(r"\b(VGZ|Caresq|Zorg en Zekerheid|Eucare|CZ|Menzis|Zilveren Kruis)\b")


def find_names(text: str) -> tuple[Name, ...]:
    """The insurers named in the text."""
    return tuple(Name(m.start(), m.end(), fold(m[0].replace(" ", ""))) for m in _DEV.finditer(text))
