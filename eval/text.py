"""Text made comparable: quotes against passages, wanted words against answers.

Uses nothing of the program's own reading of figures: what is measured must not
grade itself.
"""

from __future__ import annotations

import re
import unicodedata

SHINGLE = 3
"""Words in a row that must be the same; two would match by chance, four would break on every line end."""
INFLECTED_FROM = 4
"""Letters from which the last wanted word may be longer in the answer (apotheker, apothekers)."""
TOKEN = re.compile(
    r"""
      [a-z0-9._+-]{1,64} @ [a-z0-9-]{1,64} (?: \. [a-z0-9-]{1,32} ){1,4}   # an e-mail address
    | [0-9]{1,20} (?: [.,:/] [0-9]{1,12} ){0,6}                           # a number, a time, 01/04/2026
    | [a-z]{1,80}
    | [%€]
    """,
    re.VERBOSE,
)


def folded(text: str) -> str:
    r"""Lower case, without accents and markup, single spaces; punctuation stays.

    >>> folded("**Coördinatie**\n  Één")
    'coordinatie een'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[*_`]", "", plain).lower().split())


def words_of(text: str) -> list[str]:
    """The words, numbers and addresses of a text, comparable.

    >>> words_of("POH-GGZ: 4,5 uur (€ 3.000)")
    ['poh', 'ggz', '4,5', 'uur', '€', '3.000']
    """
    return TOKEN.findall(folded(text))


def coverage(quote: str, passage: str) -> float:
    """Share of the quote's runs of three words that stand in the passage.

    >>> coverage("een twee drie vier", "nul een twee drie")
    0.5
    """
    wanted = words_of(quote)
    size = min(SHINGLE, len(wanted))
    if not size:
        return 0.0
    runs = _runs(wanted, size)
    have = set(_runs(words_of(passage), size))
    return sum(run in have for run in runs) / len(runs)


def holds(text: str, wanted: str) -> bool:
    """Whether one of the alternatives (`a|b`) stands in the text, from the start of a word.

    >>> holds("De apothekers doen mee", "apotheker"), holds("De RO's", "ro"), holds("rondom", "ro")
    (True, True, False)
    """
    line = f" {' '.join(words_of(text))} "
    return any(_stands(line, words_of(choice)) for choice in wanted.split("|"))


def _stands(line: str, words: list[str]) -> bool:
    if not words:
        return False
    open_end = len(words[-1]) >= INFLECTED_FROM and words[-1].isalpha()
    return f" {' '.join(words)}{'' if open_end else ' '}" in line


def _runs(words: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + size]) for at in range(len(words) - size + 1)]
