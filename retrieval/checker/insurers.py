"""Whose policy a claim speaks of, and whether a passage is of that insurer."""

from __future__ import annotations

import re

from retrieval.checker.claims import AnswerReading, Claim
from retrieval.checker.names import find_names, insurers_in, insurers_of
from retrieval.checker.statements import Word
from retrieval.types import Passage

INSURER = "insurer."
FRAME = re.compile(
    r"^[\s*•·-]*(?:(?:ja|nee|dat klopt niet)[.,]\s)?(?P<source>(?:volgens\s)[^:\n]{2,100}|[^:\n]{2,60}):", re.IGNORECASE
)
"""A line that opens with its source: `Volgens het beleid van X (...):`, `- X:`."""
BEHIND_NAME = re.compile(r"\s{0,2}(?:\([^()]{0,80}\)\s{0,2})?")


def is_foreign(claim: Claim, answer: AnswerReading, passage: Passage) -> bool:
    """Whether the passage is known to be of another insurer than the claim is about.

    Whose policy it is from counts where the answer names its source; elsewhere it is enough that the passage speaks
    of the insurer.
    """
    of = insurers_of(passage)
    source = framed_by(claim, answer.reading.text)
    if source and of and source not in of:
        return True
    named = spoken_of(claim, answer)
    return bool(named and of) and named.isdisjoint(of) and named.isdisjoint(insurers_in(passage.text))


def framed_by(claim: Claim, text: str) -> str:
    """The insurer that the claim's line gives as its source; empty when it gives none, or several."""
    start = text.rfind("\n", 0, claim.mention.figure.start) + 1
    frame = FRAME.match(text[start : claim.mention.figure.start])
    if frame is None:
        return ""
    names = find_names(frame["source"])
    alone = len(names) == 1 and (
        frame["source"].lower().startswith("volgens ") or BEHIND_NAME.fullmatch(frame["source"], names[0].end)
    )
    return names[0].insurer if alone else ""


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
