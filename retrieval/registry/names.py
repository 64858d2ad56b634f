"""Names found in text as people type them: without capitals or accents, across line ends, with a slip of the pen.

Knows nothing of insurers or care types, only of spellings and whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import OSA

from retrieval.dutch.letters import fold_placed

WORD = re.compile(r"[a-z0-9]+|[&+]")
GAP = re.compile(r"\s{0,3}|\.|\s?[-/]\s?|-,\s")
"""What may stand between the words of one name; a full stop with a space after it ends a sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: the canonical name and the span of the words that stand for it."""

    name: str
    start: int
    end: int
    strong: bool = True
    """False for a word that only touches upon a care type."""


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and its span in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a name, as folded words."""

    words: tuple[str, ...]
    canonical: tuple[str, ...]
    strong: bool = True
    slip: int = 0
    """Letters from which a word may hold one slip; 0: never."""
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mention and the places of its first and last word among the words of the text."""

    mention: Mention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Names:
    """All spellings by first letter, longest first."""

    by_letter: Mapping[str, tuple[Name, ...]]

    @classmethod
    def of(cls, names: Iterable[Name]) -> Names:
        """Spellings ordered so that the first that fits is the best."""
        ordered = sorted(
            names, key=lambda name: (-len(name.words), -len("".join(name.words)), not name.strong, name.words)
        )
        letters = dict.fromkeys(name.words[0][0] for name in ordered)
        return cls({letter: tuple(n for n in ordered if n.words[0][0] == letter) for letter in letters})

    def joined(self, more: Iterable[Name]) -> Names:
        """These and others; of one spelling these keep their meaning, and others may share a new one."""
        own = [name for names in self.by_letter.values() for name in names]
        taken = {name.words for name in own}
        new: dict[tuple[str, ...], Name] = {}
        for name in more:
            if not name.words or name.words in taken:
                continue
            before = new.get(name.words)
            owners = tuple(dict.fromkeys((*(before.canonical if before else ()), *name.canonical)))
            new[name.words] = replace(before or name, canonical=owners)
        return Names.of([*own, *new.values()])

    def find(self, tokens: tuple[Token, ...], text: str) -> Iterator[Found]:
        """The names in reading order; the longest where several begin, a faultless one before one with a slip."""
        at = 0
        while at < len(tokens):
            name = self._at(tokens, at, text)
            if name is None:
                at += 1
                continue
            last = at + len(name.words) - 1
            for canonical in name.canonical:
                mention = Mention(canonical, tokens[at].start, tokens[last].end, strong=name.strong)
                yield Found(mention, at, last)
            at = last + 1

    def _at(self, tokens: tuple[Token, ...], at: int, text: str) -> Name | None:
        slipped: Name | None = None
        for name in self.by_letter.get(tokens[at].word[0], ()):
            part = tokens[at : at + len(name.words)]
            if len(part) < len(name.words) or (slipped and len(name.words) < len(slipped.words)):
                continue
            edits = _edits(name, part)
            if edits is None or not _close(part, text) or not _as_written(name, part, text):
                continue
            if edits == 0:
                return name
            slipped = slipped or name
        return slipped


def _edits(name: Name, part: tuple[Token, ...]) -> int | None:
    """Words of the name that are misspelled, or None when it is another name."""
    total = 0
    for word, token in zip(name.words, part, strict=True):
        if word == token.word:
            continue
        if not 0 < name.slip <= len(word) or word[0] != token.word[0]:
            return None
        if OSA.distance(word, token.word, score_cutoff=1) > 1:
            return None
        total += 1
    return total


def _close(part: tuple[Token, ...], text: str) -> bool:
    return all(GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(part))


def _as_written(name: Name, part: tuple[Token, ...], text: str) -> bool:
    return name.exact is None or text[part[0].start : part[-1].end] == name.exact


def joined_before(text: str, mention: Mention) -> bool:
    """Whether a hyphen makes the words the end of a longer one (`POH-GGZ`)."""
    before = text[: mention.start][-2:]
    return before[1:] == "-" and before[0].isalnum()


def joined_after(text: str, mention: Mention) -> bool:
    """Whether a hyphen makes the words the beginning of a longer one."""
    after = text[mention.end :][:2]
    return after[:1] == "-" and after[1:].isalnum()


def tokens_of(text: str) -> tuple[Token, ...]:
    """The folded words of a text with their spans in it."""
    letters, places = fold_placed(text)
    return tuple(Token(m.group(), places[m.start()], places[m.end() - 1] + 1) for m in WORD.finditer(letters))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(token.word for token in tokens_of(text))
