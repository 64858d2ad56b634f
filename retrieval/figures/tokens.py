"""Words, digits and signs of a text with their places.

White space, line breaks and Markdown emphasis are no tokens, so that they do
not matter to the readers; an empty line is the token `¶`, which no figure
crosses. Addresses of the web and of e-mail are left out whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.dutch.letters import fold
from retrieval.dutch.months import NUMBER_OF
from retrieval.figures.atoms import Number
from retrieval.figures.lexicon import STANDARDS, STOPS, UNITS, WEEKDAYS

APART = "|".join(sorted((*NUMBER_OF, *WEEKDAYS, *UNITS, "en", "of", "tot", "tm")))
"""Behind a hyphen at a line's end these stand for themselves: `mei-` / `juni`, `huisartsen-` / `en`."""
LETTER = r"[^\W\d_⁰¹²³⁴-⁹]"
"""A raised figure behind a word is the mark of a footnote: `mln⁶`, `10 werkdagen²`; only `m²` is a unit."""
TOKEN = re.compile(
    rf"""
      (?P<digits>[0-9]+)
    | (?P<word>(?<![^\W\d_])[ckd]?m[²³](?!\w)
      |{LETTER}(?:{LETTER}|[\u0300-\u036f\u00ad\u200b]|-[ ]{{0,2}}\n[ ]{{0,8}}(?!(?:{APART})\b)(?=[a-z]{{2}}))*)
    | (?P<line>[\n\f])
    | (?P<sign>[^\s\w*`~\\\u00ad\u200b-\u200f\ufeff\u0300-\u036f])
    """,
    re.VERBOSE,
)
BROKEN = re.compile(r"-[ ]{0,2}\n[ ]{0,8}")
"""A word broken over two lines."""
ADDRESS = re.compile(
    r"https?://[^\s|<>]{1,2000}|www\.[^\s|<>]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.IGNORECASE
)
ADDRESS_SIGNS = ("@", "://", "www.", "WWW.")
CELL = "|"
BREAK = "¶"
BULLETS = frozenset("#-•|>–—·○●▪◦¢")

DIGITS, WORD, LINE, SIGN = 1, 2, 3, 4
NOWHERE = -1
"""Where no token ends."""


@lru_cache(maxsize=16384)
def _whole(word: str) -> str:
    """The folded word, put together when it was broken over two lines."""
    return fold(BROKEN.sub("", word))


PADDING = 12
"""Empty tokens behind the last, so that looking ahead needs no guard."""
Row = tuple[str, int, int, int, bool, bool]
"""Word, kind, start, end, glued, opens."""


class Tokens:
    """The tokens of one text as parallel tuples; index out of range reads as an empty token.

    `words[i]` is folded; `kinds[i]` one of DIGITS, WORD, SIGN; `glued[i]` says
    that nothing stands between token i-1 and i; `opens[i]` that it is the first
    of its line, bullets and heading marks not counted.
    """

    __slots__ = ("ends", "glued", "kinds", "numbers", "opens", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers: dict[int, Number | None] = {}
        rows = [*_rows(_without_addresses(text)), *[("", 0, len(text), len(text), False, True)] * PADDING]
        columns = zip(*rows, strict=True)
        self.words: tuple[str, ...] = next(columns)
        self.kinds: tuple[int, ...] = next(columns)
        self.starts: tuple[int, ...] = next(columns)
        self.ends: tuple[int, ...] = next(columns)
        self.glued: tuple[bool, ...] = next(columns)
        self.opens: tuple[bool, ...] = next(columns)

    def __len__(self) -> int:
        return len(self.words) - PADDING

    def raw(self, i: int) -> str:
        """Token i as it stood."""
        return self.text[self.starts[i] : self.ends[i]]

    def before(self, i: int, n: int = 1) -> str:
        """The folded token n places before i; empty before the first."""
        return self.words[i - n] if i >= n else ""

    def starts_with(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether the tokens from i on are `words`."""
        return self.words[i : i + len(words)] == words

    def ends_with(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether the tokens up to and without i are `words`."""
        return i >= len(words) and self.words[i - len(words) : i] == words

    def capital(self, i: int) -> bool:
        """Whether token i is a word with a capital first letter."""
        return self.kinds[i] == WORD and self.text[self.starts[i]].isupper()


def _rows(text: str) -> list[Row]:
    rows: list[Row] = []
    lines, opening, previous = 1, True, NOWHERE
    cells = False
    for match in TOKEN.finditer(text):
        kind = match.lastindex or 0
        if kind == LINE:
            lines += 1 + cells  # a row of a table ends with its line
            opening, cells = True, False
            continue
        start, end = match.span()
        raw = match[0]
        word = _whole(raw) if kind == WORD else raw
        if lines > 1 and rows and not _runs_on(rows[-1][0], raw):
            rows.append((BREAK, SIGN, previous, previous, False, False))
        rows.append((word, kind, start, end, start == previous, opening))
        if opening:
            opening = word in BULLETS
        lines, previous = 0, end
        cells = cells or word == CELL
    return rows


def _runs_on(last: str, following: str) -> bool:
    """Whether a sentence goes on across an empty line, as in text that was set with one between all lines."""
    if last in STANDARDS:
        return True
    if following[0].isdigit():
        return last in STOPS or last in "-–,"
    return following[0].islower() and last not in ".:;|?!"


def _without_addresses(text: str) -> str:
    """The text with web and e-mail addresses blanked, at the same length."""
    if not any(sign in text for sign in ADDRESS_SIGNS):
        return text
    return ADDRESS.sub(lambda match: "\u200c" * len(match.group()), text)
