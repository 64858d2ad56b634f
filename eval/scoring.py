"""One reply held against one question: what is right, what is missing, and where it went wrong.

Works on plain replies, so that the assistant and every baseline are graded by
the same rules. Uses nothing of the program's own reading of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.facts import states
from eval.questions import Evidence, Question
from eval.text import coverage, holds

IN_ONE, IN_SEVERAL = 0.8, 0.9
"""Share of a quote's word runs that one passage must hold, or several of its document together."""
QUOTED = 0.5
"""Share of the shorter of two quotes that must be in the other to be about the same words."""
MOST_WORDS = {"list": 220, "compare": 220, "ambiguous": 220, "change": 160}
MOST_WORDS_ELSE = 100
"""A longer answer is a dump of its sources."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage of a reply: retrieved, or cited with the words that carry the claim."""

    document_id: str
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system answered. `status` is answered, clarify or abstained."""

    status: str
    text: str
    passages: tuple[Found, ...] = ()
    citations: tuple[Found, ...] = ()
    unsupported: tuple[str, ...] = ()
    """Figures that its checker did not support although the answer was shown."""
    seconds: float = 0.0


class Cause(StrEnum):
    """Where a wrong answer went wrong, first cause first."""

    NONE = "none"
    SHOULD_ABSTAIN = "should_abstain"
    ABSTAINED_NOT_FOUND = "abstained_not_found"
    ABSTAINED_THOUGH_FOUND = "abstained_though_found"
    TOO_LONG = "too_long"
    NOT_FOUND = "not_found"
    NOT_CITED = "not_cited"
    NOT_STATED = "not_stated"
    NEAR_MISS = "near_miss"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one reply was graded. The shares are None where the question has no evidence or the reply no citation."""

    id: str
    type: str
    docs: tuple[str, ...]
    expect: str
    question: str
    reply: Reply
    correct: bool
    cause: Cause
    missing: tuple[str, ...]
    """Facts that are not stated."""
    lacking: tuple[str, ...]
    """Wanted words that are not there."""
    forbidden: tuple[str, ...]
    words: int
    ranks: tuple[int | None, ...]
    """Per evidence quote the place (from 1) of the passage that completes it."""
    cited_recall: float | None
    cited_precision: float | None
    wrong_documents: tuple[str, ...]


def grade(question: Question, reply: Reply) -> Outcome:
    """Hold a reply against a question."""
    missing = tuple(fact.surface for fact in question.facts if not states(reply.text, fact))
    lacking = tuple(wanted for wanted in question.must_include if not holds(reply.text, wanted))
    forbidden = tuple(word for word in question.must_not if holds(reply.text, word))
    ranks = tuple(rank_of(piece, reply.passages) for piece in question.evidence)
    words = len(reply.text.split())
    fits = words <= MOST_WORDS.get(question.type, MOST_WORDS_ELSE)
    correct = fits and _says_right(question, reply, told=not missing and not lacking, clean=not forbidden)
    cited = tuple(rank_of(piece, reply.citations) is not None for piece in question.evidence)
    strict = question.expect == "answer"
    outside = sorted({citation.document_id for citation in reply.citations} - set(question.docs)) if strict else ()
    cause = (
        Cause.NONE
        if correct
        else _cause(question, reply, fits=fits, ranks=ranks, cited=cited, told=not missing and not lacking)
    )
    return Outcome(
        id=question.id,
        type=question.type,
        docs=question.docs,
        expect=question.expect,
        question=question.question,
        reply=reply,
        correct=correct,
        cause=cause,
        missing=missing,
        lacking=lacking,
        forbidden=forbidden,
        words=words,
        ranks=ranks,
        cited_recall=sum(cited) / len(cited) if cited else None,
        cited_precision=_precision(question, reply.citations),
        wrong_documents=tuple(outside),
    )


def rank_of(piece: Evidence, passages: Sequence[Found]) -> int | None:
    """The place of the first passage that holds a quote, or completes it together with those before it."""
    together = ""
    for place, passage in enumerate(passages, start=1):
        if passage.document_id != piece.doc:
            continue
        together += " " + passage.text
        if coverage(piece.quote, passage.text) >= IN_ONE or coverage(piece.quote, together) >= IN_SEVERAL:
            return place
    return None


def _says_right(question: Question, reply: Reply, *, told: bool, clean: bool) -> bool:
    if question.expect == "abstain":
        return reply.status == "abstained"
    if question.expect == "clarify_or_both" and reply.status == "clarify":
        return True
    return reply.status != "abstained" and told and (clean or question.expect != "answer")


def _precision(question: Question, citations: Sequence[Found]) -> float | None:
    """Share of the citations whose quoted words are those of an evidence quote."""
    if not citations or not question.evidence:
        return None
    return sum(_on_evidence(citation, question) for citation in citations) / len(citations)


def _on_evidence(citation: Found, question: Question) -> bool:
    quote = citation.quote or citation.text
    return any(
        piece.doc == citation.document_id and max(coverage(piece.quote, quote), coverage(quote, piece.quote)) >= QUOTED
        for piece in question.evidence
    )


def _cause(
    question: Question,
    reply: Reply,
    *,
    fits: bool,
    ranks: tuple[int | None, ...],
    cited: tuple[bool, ...],
    told: bool,
) -> Cause:
    found = all(rank is not None for rank in ranks)
    if question.expect == "abstain":
        return Cause.SHOULD_ABSTAIN
    if reply.status == "abstained":
        return Cause.ABSTAINED_THOUGH_FOUND if found else Cause.ABSTAINED_NOT_FOUND
    steps = (
        (told and not fits, Cause.TOO_LONG),
        (told, Cause.NEAR_MISS),
        (not found, Cause.NOT_FOUND),
        (not all(cited), Cause.NOT_CITED),
    )
    return next((cause for holds_, cause in steps if holds_), Cause.NOT_STATED)
