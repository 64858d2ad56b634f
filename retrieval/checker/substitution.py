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
"""Share of a clause's words that the source's clause has as they are, to hold the change against the claim."""
RIVAL_SHARE = 0.6
"""The same, to see that another figure's clause is about something else than the claim."""
FEWEST = 5
"""Shorter clauses are alike by chance."""


def names_another_thing(claim: Mention, source: Mention, aligner: Aligner) -> bool:
    """Whether the clause of the figure is the source's, but for words that belong to other statements there."""
    strange = _strange(claim, source, LITERAL_SHARE)
    return bool(strange) and all(_known(word, aligner) for word in strange)


def is_about_another_thing(claim: Mention, source: Mention, aligner: Aligner) -> bool:
    """Whether a clause with another figure only resembles the claim's: some word of the claim belongs elsewhere."""
    return any(_known(word, aligner) for word in _strange(claim, source, RIVAL_SHARE))


def _strange(claim: Mention, source: Mention, share: float) -> list[Word]:
    """The words that a near-literal clause has in the place of words of the source's; none where it is not one."""
    mine, theirs = _clause(claim), _clause(source)
    if mine is None or theirs is None or len(mine.words) < FEWEST:
        return []
    have = {word.raw for word in theirs.words}
    if sum(word.raw in have for word in mine.words) < share * len(mine.words):
        return []
    if all(_among(word, claim.unit.statement.words) for word in theirs.words if word.keys and not word.actor):
        return []
    around = (*source.unit.statement.words, *source.unit.lead)
    return [word for word in mine.words if word.keys and not word.actor and not _among(word, around)]


def _known(word: Word, aligner: Aligner) -> bool:
    return any(aligner.matches(key) for key in word.keys)


def _clause(mention: Mention) -> Segment | None:
    at = mention.figure.start
    return next((part for part in mention.unit.statement.segments if part.start <= at < part.end), None)


def _among(word: Word, others: tuple[Word, ...]) -> bool:
    return any(likeness(key, other) > 0 for key in word.keys for each in others for other in each.keys)
