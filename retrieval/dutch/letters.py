"""One way to make letters alike: lower case, without accents.

Every comparison of words in the program goes through `fold`, so that what one part finds the others find too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\ufeff")
APOSTROPHES = str.maketrans("’‘´`", "''''")
BESIDE_LETTERS = frozenset("&+.")
"""Signs that are part of a name: `O&I`, `HZ+`, `GDDZ 3.0`."""


def fold(text: str) -> str:
    """Lower case without accents, ligatures or invisible signs; typographic apostrophes made plain.

    >>> fold("Coöperatie"), fold("één"), fold("RHO’s")
    ('cooperatie', 'een', "rho's")
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).translate(INVISIBLE)).lower()
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def fold_placed(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text, and for each of its characters the place in `text` that it came from.

    >>> fold_placed("eén")
    ('een', (0, 1, 2))
    """
    if text.isascii():
        return text.lower(), tuple(range(len(text)))
    pieces = [(letter, place) for place, char in enumerate(text) for letter in fold(char)]
    return "".join(letter for letter, _ in pieces), tuple(place for _, place in pieces)


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A folded word without apostrophes and hyphens; `&`, `+` and `.` stay within it.

    >>> bare("RHO's"), bare("regio-organisatie"), bare("O&I"), bare("o.a.")
    ('rhos', 'regioorganisatie', 'o&i', 'o.a')
    """
    folded = fold(word)
    if folded.isalpha():
        return folded
    return "".join(char for char in folded if char.isalnum() or char in BESIDE_LETTERS).strip(".&+")
