"""Whose policy a claim speaks of, and whether a passage is of that insurer."""

from __future__ import annotations

from retrieval.checker.claims import AnswerReading, Claim
from retrieval.checker.names import insurers_in, insurers_of
from retrieval.checker.statements import Word
from retrieval.types import Passage

INSURER = "insurer."


def spoken_of(claim: Claim, answer: AnswerReading) -> frozenset[str]:
    """The insurers a claim is about: of its clause, its sentence, what leads it in, else the only one asked about."""
    mention = claim.mention
    for words in (mention.region.words, mention.unit.statement.words, mention.unit.context):
        named = _named(words)
        if named:
            return named
    if answer.names_insurer:
        return frozenset()
    asked = insurers_in(answer.asked)
    return asked if len(asked) == 1 else frozenset()


def _named(words: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(word.raw for word in words if word.actor.startswith(INSURER))


def foreign(named: frozenset[str], passage: Passage) -> bool:
    """Whether the passage is known to be of another insurer than the named ones, and does not speak of them."""
    if not named:
        return False
    of = insurers_of(passage)
    return bool(of) and named.isdisjoint(of) and named.isdisjoint(insurers_in(passage.text))
