"""Abbreviations that a policy explains itself: `Regionale Huisartsenorganisatie (RHO)`, `RHO (regionale ...)`.

The letters of the abbreviation must stand in order in what it stands for, the
first at its start; from Schwartz and Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text" (2003). Because Dutch writes compounds
as one word, letters may stand inside words; in return every word of more than
three letters must give at least its first.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

SHORT = r"[A-Z][A-Za-z0-9]{0,6}(?:[&.-]?[A-Z0-9][A-Za-z0-9]{0,5}){0,3}"
BEHIND = re.compile(rf"(?P<long>[^()\[\].;:|\n]{{4,120}})\s\((?P<short>{SHORT})(?:['’]?s)?\)")
BEFORE = re.compile(rf"(?<![\w-])(?P<short>{SHORT})(?:['’]?s)?\s\((?P<long>[A-Za-zÀ-ÿ][^()\n]{{5,100}})\)")
WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\wÀ-ÿ'’/-]*")
LETTERS = re.compile(r"[A-Za-z0-9]")
FEWEST_CAPITALS = 2
SMALL = 3
"""A word of at most so many letters (`en`, `van`, `met`) need not give one to the abbreviation."""
MOST_MEANINGS = 3


def find_abbreviations(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Each abbreviation that is explained, with what it stands for, the most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in (*BEHIND.finditer(text), *BEFORE.finditer(text)):
            short = match["short"]
            if sum(char.isupper() for char in short) < FEWEST_CAPITALS:
                continue
            long = meaning(short, match["long"], whole=match.re is BEFORE)
            if long:
                found[short][long.lower()] += 1
    return {
        short: tuple(long for long, _ in sorted(longs.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_MEANINGS])
        for short, longs in sorted(found.items())
    }


def meaning(short: str, text: str, *, whole: bool = False) -> str | None:
    """The words at the end of a text that the abbreviation stands for, all of them with `whole`; None when none do.

    >>> meaning("RHO", "afspraken met de Regionale Huisartsenorganisatie")
    'Regionale Huisartsenorganisatie'
    >>> meaning("WSV", "zoals een wijksamenwerkingsverband"), meaning("GGZ", "de eigen bijdrage")
    ('wijksamenwerkingsverband', None)
    """
    letters = "".join(LETTERS.findall(short)).lower()
    words = list(WORD.finditer(text))
    starts = [0] if whole else range(len(words) - 1, max(-1, len(words) - 2 * len(letters) - 1), -1)
    for first in starts:
        taken = words[first:]
        if taken and _spells([word.group().lower() for word in taken], letters):
            long = text[taken[0].start() : taken[-1].end()]
            return long if len(long) > len(short) + 1 else None
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Whether the letters can be read off the words in order, each longer word giving at least its first letter."""
    if not words or words[0][:1] != letters[:1]:
        return False
    ends = {0}
    for word in words:
        reached = {end for start in ends for end in _ends(word, letters, start)}
        ends = reached | (ends if len(word) <= SMALL else set())
        if not ends:
            return False
    return len(letters) in ends


def _ends(word: str, letters: str, start: int) -> set[int]:
    """How far the letters from `start` can be read off a word, its first letter among them."""
    if start >= len(letters) or word[0] != letters[start]:
        return set()
    found, place = {start + 1}, 0
    for end in range(start + 1, len(letters)):
        place = word.find(letters[end], place + 1)
        if place < 0:
            break
        found.add(end + 1)
    return found
