"""Whose policy a claim speaks of, and whether a passage is of that insurer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.checker.claims import AnswerReading, Claim
from retrieval.checker.names import find_names, insurers_in, insurers_of
from retrieval.checker.statements import Word
from retrieval.types import Passage

INSURER = "insurer."
FRAME = re.compile(
    r"^[\s*•·-]*(?:(?:ja|nee|dat klopt niet)[.,]\s)?(?P<source>(?:volgens\s)[^:\n]{2,100}|[^:\n]{2,60}):", re.IGNORECASE
)
"""A line that opens with its source: `Volgens het beleid van X (...):`, `- X:`."""
LONGEST_FRAME = 200
SEVERAL = 2
TOWARDS = re.compile(r"(?:\s\w{1,20}){0,2}\s(?:bij|van|voor)\s")
"""What stands between a figure and the owner that is named behind it."""
BEHIND_NAME = re.compile(r"\s{0,2}(?:\([^()]{0,80}\)\s{0,2})?")


LEARNT = re.compile(r"[a-zà-ÿ]{4,30}")


def owner_of(passage: Passage) -> str:
    """How an answer calls whose policy it is: the first word of the insurer, or of the document's id."""
    found = LEARNT.search((passage.insurer or passage.document_id).lower())
    return found[0] if found else ""


def is_of_another(claim: Claim, text: str, passage: Passage, owners: frozenset[str]) -> bool:
    """Whether the claim's sentence calls another owner of the given passages than this passage's, nearest before it.

    An owner that stands behind its figure (`drie jaar bij X`) has no other figure between them.
    """
    own = owner_of(passage)
    if len(owners) < SEVERAL or own not in owners:
        return False
    mention = claim.mention
    start, end = mention.unit.statement.start, mention.unit.statement.end
    lower = text[start:end].lower()
    at = mention.figure.start - start
    behind = next(
        (figure.start - start for figure in mention.unit.statement.figures if figure.start - start > at), end - start
    )
    named = sorted((match.start(), owner) for owner in owners for match in re.finditer(rf"\b{re.escape(owner)}", lower))
    if not named:
        return False
    ahead = [owner for place, owner in named if place < at]
    following = [owner for place, owner in named if at < place < behind]
    nearest = ahead[-1] if ahead else following[0] if following else ""
    if following and (not ahead or TOWARDS.match(lower, mention.figure.end - start)):
        nearest = following[0]
    return bool(nearest) and nearest != own


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose policy a claim speaks of: the insurer that its line gives as its source, and those that it names."""

    source: str
    named: frozenset[str]


def subject_of(claim: Claim, answer: AnswerReading) -> Subject:
    """The subject of a claim, the same for every passage."""
    return Subject(framed_by(claim, answer.reading.text), spoken_of(claim, answer))


def is_foreign(subject: Subject, passage: Passage) -> bool:
    """Whether the passage is known to be of another insurer than the claim is about.

    Whose policy it is from counts where the answer names its source; elsewhere it is enough that the passage speaks
    of the insurer.
    """
    if not subject.source and not subject.named:
        return False
    of = insurers_of(passage)
    if subject.source and of and subject.source not in of:
        return True
    named = subject.named
    return bool(named and of) and named.isdisjoint(of) and named.isdisjoint(insurers_in(passage.text))


def framed_by(claim: Claim, text: str) -> str:
    """The insurer that the claim's line gives as its source; empty when it gives none, or several."""
    start = text.rfind("\n", 0, claim.mention.figure.start) + 1
    frame = FRAME.match(text[start : min(start + LONGEST_FRAME, claim.mention.figure.start)])
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
