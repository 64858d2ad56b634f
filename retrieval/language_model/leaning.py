"""Does a sentence without figures lean on its passage, and is it Dutch?

Coverage of content words is a weak test (it does not read), so it only decides
what is flagged or left out, never what counts as checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from retrieval.checker.vocabulary import keys, likeness
from retrieval.dutch.languages import told_apart
from retrieval.dutch.letters import bare
from retrieval.types import Passage

WORD = re.compile(r"[^\W_][\w&+'’.-]{0,60}")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|(?:https?://|www\.)[^\s\[\]()<>]{3,200}")
ALIKE = 0.7
"""Likeness from which two words count as one: parts of one compound, inflections."""
FEWEST_LANGUAGE_WORDS = 3
"""A sentence with fewer function words says nothing about its language."""


def content_keys(text: str) -> frozenset[str]:
    """What the content words of a text stand for."""
    return frozenset(key for word in WORD.findall(text) for key in keys(bare(word)))


def coverage(sentence: str, passages: Iterable[str]) -> float:
    """Share of the sentence's content words that the passages hold, 0 to 1; 1 without content words."""
    wanted = content_keys(sentence)
    have = frozenset[str]().union(*(content_keys(text) for text in passages))
    if not wanted:
        return 1.0
    return sum(key in have or any(likeness(key, other) >= ALIKE for other in have) for key in wanted) / len(wanted)


def leans(sentence: str, passages: Sequence[Passage]) -> float:
    """How much a sentence rests on the passages that it cites, 0 to 1: the one place that says so.

    Words of one stem or compound count as the same, and the names that the passages stand under count as said.
    """
    return coverage(sentence, [text for p in passages for text in (p.text, " ".join((p.title, *p.section)))])


def foreign_addresses(sentence: str, passages: Iterable[str]) -> tuple[str, ...]:
    """E-mail and web addresses of the sentence that stand in none of the passages."""
    known = " ".join(passages).lower()
    found = (match.rstrip(".,;:") for match in ADDRESS.findall(sentence))
    return tuple(address for address in found if address.lower() not in known)


def is_dutch(text: str) -> bool:
    """Whether the function words of a text are Dutch rather than English; true when there are too few to tell."""
    words = [bare(word) for word in WORD.findall(text)]
    dutch, english = told_apart(words)
    return dutch + english < FEWEST_LANGUAGE_WORDS or dutch >= english
