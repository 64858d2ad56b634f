"""Dutch text to tokens for BM25.

Lower case, accents folded, stop words out, stemmed; figures stay. A compound
gives itself and its parts ("regioplan": regioplan, regio, plan), so that it is
found by either. The parts are learned: a word is split only into words that the
corpus holds. Synonyms and abbreviations are left to the understanding of the
question.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import Stemmer

from retrieval.dutch.letters import fold
from retrieval.dutch.small_words import FUNCTION, small_words

WORD = re.compile(
    r"""
      [0-9]+ (?: [.,:] [0-9]+ ){0,6}                      # 2026  13:00  1.250,50
    | [a-z] (?: & [a-z] ){1,3} (?![a-z])                  # o&i
    | [a-z]+ [0-9]+ (?: \. [0-9]+ )?                      # s3  gddz3.0
    | [a-z]+ (?: - [a-z]+ ){0,5}                          # regio-organisatie
    """,
    re.VERBOSE,
)
MIXED = re.compile(r"(?P<letters>[a-z]{2,})(?P<digits>[0-9]+(?:\.[0-9]+)?)")
LONGEST = 60
"""Letters; nothing longer is a Dutch word, and splitting it would cost time."""
REMEMBERED = 65_536
"""Words whose tokens are kept; far more than a corpus of policies has."""


STOP = (*FUNCTION, "quantifiers", "adverbs", "abbreviations")
"""Classes of words that say nothing about a passage and are never a part of a compound."""


@dataclass(frozen=True, slots=True)
class Words:
    """What tells tokens from the rest, with the data of words.toml."""

    stop: frozenset[str]
    links: tuple[str, ...]
    shortest_part: int


@cache
def words() -> Words:
    """The Dutch data, read once."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    stop = frozenset(word for word in small_words(*STOP) if find_words(word) == (word,))
    return Words(stop, tuple(data["links"]), int(data["shortest_part"]))


def find_words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, in order, stop words among them."""
    return tuple(match.group() for match in WORD.finditer(fold(text)))


class DutchTokens:
    """Text to tokens, with the compounds that a vocabulary makes known.

    `vocabulary` maps the folded words of the corpus to the number of passages
    that hold them. Thread-safe; the same vocabulary gives the same tokens.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._stemmer = Stemmer.Stemmer("dutch")
        self._lock = Lock()  # a Stemmer keeps state between the letters of a word
        self._word = lru_cache(maxsize=REMEMBERED)(self._tokens_of)
        self._parts = frozenset(
            word
            for word in vocabulary
            if word.isalpha() and len(word) >= words().shortest_part and word not in words().stop
        )

    def tokens(self, text: str) -> list[str]:
        """The tokens of a text, in order, repeats kept."""
        return [token for word in find_words(text) for token in self._word(word)]

    def parts(self, word: str) -> tuple[str, ...]:
        """The known words that a folded word is made of, and theirs; empty when it is no compound.

        `zorginkoopproces` gives `zorginkoop`, `zorg`, `inkoop`, `proces`.
        """
        if len(word) > LONGEST:
            return ()
        return tuple(piece for part in self._split(word, whole=True) for piece in (part, *self.parts(part)))

    def _tokens_of(self, word: str) -> tuple[str, ...]:
        if word[0].isdigit():
            return (word.lstrip("0") or "0",)
        mixed = MIXED.fullmatch(word)
        if mixed:
            return (word, mixed["letters"], mixed["digits"])
        if "-" in word:
            pieces = word.split("-")
            return (self._stem("".join(pieces)), *self._known(pieces))
        return tuple(self._known([word]))

    def _known(self, pieces: Iterable[str]) -> Iterable[str]:
        for piece in pieces:
            if len(piece) > 1 and "&" not in piece and piece not in words().stop:
                yield self._stem(piece)
                yield from (self._stem(part) for part in self.parts(piece))
            elif "&" in piece:
                yield piece

    def _stem(self, word: str) -> str:
        with self._lock:
            stem: str = self._stemmer.stemWord(word)
        return stem

    def _split(self, word: str, *, whole: bool) -> tuple[str, ...]:
        """The fewest known parts; of several, those whose rarest part is most common."""
        if not whole and word in self._parts:
            return (word,)
        shortest = words().shortest_part
        best: tuple[str, ...] = ()
        for cut in range(len(word) - shortest, shortest - 1, -1):
            head = self._first(word[:cut])
            if not head:
                continue
            tail = self._split(word[cut:], whole=False)
            candidate = (head, *tail) if tail else ()
            if candidate and (not best or self._rank(candidate) < self._rank(best)):
                best = candidate
        return best

    def _first(self, piece: str) -> str | None:
        """The known word that a first part is, with or without linking letters."""
        stripped = (piece[: len(piece) - len(link)] for link in words().links if piece.endswith(link))
        return next((word for word in stripped if word in self._parts), None)

    def _rank(self, candidate: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
        return len(candidate), -min(self.vocabulary[part] for part in candidate), candidate
