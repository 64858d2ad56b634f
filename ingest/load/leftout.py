"""What a reader of the file does not see, or sees struck through: left out, and named in the report.

Never in silence: a date that was struck by mistake must be found back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHOWN = 3
"""Pieces that are quoted; the others are counted."""
_LONGEST = 90
"""Characters of a piece that are quoted."""
_WORTH = re.compile(r"[0-9]|\w+\W+\w+\W+\w+")
"""A figure or three words: less is an icon's name or a stray space."""

STRUCK = "Doorgehaalde tekst is niet gelezen"
HIDDEN = "Verborgen tekst is niet gelezen"


def left_out(what: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The remark on pieces of text that were left out; none when nothing of worth was.

    >>> left_out(STRUCK, ["1 oktober 2026", " "])
    ('Doorgehaalde tekst is niet gelezen: "1 oktober 2026".',)
    """
    pieces = [" ".join(text.split()) for text in texts]
    worth = list(dict.fromkeys(piece for piece in pieces if _WORTH.search(piece)))
    if not worth:
        return ()
    shown = ", ".join(f'"{_short(piece)}"' for piece in worth[:_SHOWN])
    more = len(worth) - _SHOWN
    return (f"{what}: {shown}" + (f" en op nog {more} plaats(en)." if more > 0 else "."),)


def _short(piece: str) -> str:
    return piece if len(piece) <= _LONGEST else piece[:_LONGEST].rsplit(" ", 1)[0] + " ..."
