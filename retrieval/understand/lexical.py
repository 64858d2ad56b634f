"""Dutch words as the searches and the answer compare them: folded, stemmed, compounds taken apart.

A `Lexicon` is learned from the words of the index: how rare each stem is, which
compounds hold which words, and what a mistyped word must have meant. It knows
nothing of questions or passages.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import islice, takewhile

from rapidfuzz import fuzz, process

from retrieval.dutch.letters import fold
from retrieval.dutch.stems import PREFIXES, infinitives, stem

WORD = re.compile(r"[0-9A-Za-zÀ-ÿ]{1,40}(?:[&'’./+@-][0-9A-Za-zÀ-ÿ]{1,40}){0,8}")
PLURAL = re.compile(r"['’](?:s|sen|en|tje|tjes)$")
LEAST_WITHIN = 5
"""Letters of a word that is looked for within longer ones."""
MOST_RARE = 5.0
"""A word in one passage of hundreds is often a plain verb; without a limit it would outweigh the topic."""
MIN_PART = 4
"""Letters a part of a compound has at least: shorter words would be found everywhere."""
MAX_COMPOUND = 40
TYPO_SCORE = 86
"""rapidfuzz ratio from which a word of the index is what a mistyped word meant: one slip in seven letters."""
TYPO_LETTERS = 1
"""Letters by which a mistyped word may be longer or shorter; its first letter is right."""
TYPO_LENGTH = 5
"""Shorter words are too like one another to be corrected."""


def words(text: str) -> tuple[str, ...]:
    """Folded words; a hyphenated word is followed by its parts and by both written as one."""
    found: list[str] = []
    for match in WORD.finditer(fold(text)):
        word = PLURAL.sub("", match.group())
        found.append(word)
        pieces = [piece for piece in re.split(r"[-/'.+]", word) if piece]
        if len(pieces) > 1 and "@" not in word:
            found.extend(pieces)
            found.append("".join(pieces))
    return tuple(found)


@lru_cache(maxsize=32768)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text, in order."""
    return tuple(stem(word) for word in words(text))


def _beginning(ordered: list[str], start: str) -> tuple[str, ...]:
    """Those of ordered words that begin so and go on for a part of a compound at least."""
    first = bisect_left(ordered, start)
    found = takewhile(lambda word: word.startswith(start), islice(ordered, first, None))
    return tuple(word for word in found if len(word) >= len(start) + MIN_PART)


class Lexicon:
    """What the words of an index say about a word of a question."""

    def __init__(self, counts: dict[str, int], total: int) -> None:
        """Learn from word counts (folded word → number of units that hold it) over `total` units."""
        self.total = max(total, 1)
        self.counts = counts
        self.stem_counts: Counter[str] = Counter()
        for word in sorted(counts):
            self.stem_counts[stem(word)] += counts[word]
        self._parts: dict[str, tuple[str, ...]] = {}
        self._forward = sorted(word for word in counts if len(word) > LEAST_WITHIN)
        self._backward = sorted(word[::-1] for word in self._forward)
        self._known = sorted(word for word in counts if len(word) >= TYPO_LENGTH)

    def rarity(self, word_stem: str) -> float:
        """Inverse document frequency of a stem; of an unknown one the middle of the scale."""
        count = self.stem_counts.get(word_stem, 0) or max(1.0, self.total**0.5)
        return min(math.log(1 + self.total / min(count, self.total)), MOST_RARE)

    def knows(self, word: str) -> bool:
        """Whether the index holds the word, in any inflection."""
        return stem(word) in self.stem_counts

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that a compound is made of, as folded words of the index; empty for a simple word."""
        if word not in self._parts:
            self._parts[word] = self._split(word)
        return self._parts[word]

    def _split(self, word: str) -> tuple[str, ...]:
        if not 2 * MIN_PART - 1 <= len(word) <= MAX_COMPOUND or not word.isalpha():
            return ()
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        for cut in range(2, len(word) - MIN_PART + 1):
            head, tail = word[:cut], word[cut:]
            if tail not in self.counts and (len(tail) <= MIN_PART or not self.knows(tail)):
                continue
            if head in PREFIXES:
                best = max(best, (float(len(tail)), (tail,)))
            plain = next((h for h in (head, head.removesuffix("s"), head.removesuffix("en")) if self._is_part(h)), None)
            plain = plain or (head if self._is_verb(head) else None)
            if plain:
                score = len(tail) + 0.5 * len(plain)
                best = max(best, (score, (plain, tail)))
        return best[1]

    def compounds(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words of the index that end with this one, and those that begin with it: `verzekeringsplicht`."""
        if len(word) < LEAST_WITHIN or not word.isalpha():
            return (), ()
        ending = tuple(found[::-1] for found in _beginning(self._backward, word[::-1]))
        return ending, _beginning(self._forward, word)

    def _is_part(self, head: str) -> bool:
        return len(head) >= MIN_PART and head in self.counts

    def _is_verb(self, head: str) -> bool:
        """Whether the head is what a known verb is without its ending: `opzeggen` in `opzegtermijn`."""
        return len(head) > MIN_PART and any(verb in self.counts for verb in infinitives(head))

    def corrected(self, word: str) -> str | None:
        """The word of the index that a mistyped word must have meant; None when none is close."""
        if len(word) < TYPO_LENGTH or self.knows(word) or any(char.isdigit() for char in word):
            return None
        alike = [known for known in self._known if known[0] == word[0] and abs(len(known) - len(word)) <= TYPO_LETTERS]
        found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=TYPO_SCORE)
        return str(found[0]) if found else None
