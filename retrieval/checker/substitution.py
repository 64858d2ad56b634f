"""A clause of the source with one thing put in the place of another: the date of one allowance given to the next.

Only near-literal clauses are judged, and only words that the passage uses for
something else: a rewording brings words that the passage does not have.
"""

from __future__ import annotations

from retrieval.checker.alignment import Aligner
from retrieval.checker.evidence import Mention
from retrieval.checker.statements import Segment, Word
from retrieval.checker.vocabulary import likeness

LITERAL_SHARE = 0.8
"""Share of a clause's words that the source's clause has as they are."""
FEWEST = 5
"""Shorter clauses are alike by chance."""


def names_another_thing(claim: Mention, source: Mention, aligner: Aligner) -> bool:
    """Whether the clause of the figure is the source's, but for a word that belongs to other statements there."""
    mine, theirs = _clause(claim), _clause(source)
    if mine is None or theirs is None or len(mine.words) < FEWEST:
        return False
    have = {word.raw for word in theirs.words}
    if sum(word.raw in have for word in mine.words) < LITERAL_SHARE * len(mine.words):
        return False
    around = (*source.unit.statement.words, *source.unit.lead)
    strange = [word for word in mine.words if word.keys and not word.actor and not _among(word, around)]
    if not strange or not all(any(aligner.matches(key) for key in word.keys) for word in strange):
        return False
    return any(word.keys and not word.actor and not _among(word, claim.unit.statement.words) for word in theirs.words)


def _clause(mention: Mention) -> Segment | None:
    at = mention.figure.start
    return next((part for part in mention.unit.statement.segments if part.start <= at < part.end), None)


def _among(word: Word, others: tuple[Word, ...]) -> bool:
    return any(likeness(key, other) > 0 for key in word.keys for each in others for other in each.keys)
