"""A question that asks several things: for each, the unit that answers it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer.match import term_value
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.types import Question, Term, UnitKind, Wanted, Wish
from retrieval.understand.kinds import ASKS_OTHERWISE, asking_part, find_wishes, is_yes_no
from retrieval.understand.lexical import words

ANOTHER = re.compile(
    r"(?:[,?]\s+(?:en\s+|zo\sja,?\s+)?|\s+en\s+)"
    r"(?=(?:(?:voor|in|met|op|tot|per|bij|aan|binnen|naar|van|vanaf)\s)?(?:hoe|hoeveel|hoelang|wat|wie|waar|wanneer|wnr|welke?)\b)",
    re.IGNORECASE,
)
"""Where a question begins to ask another thing: `hoe meld ik me aan, en hoe oud mag het uittreksel zijn?`"""
SAID = 0.5
"""Share of a clause's words that a chosen unit holds when it answers that clause."""
SAYS = 0.6
"""Share of them that another unit must hold to be added for it."""
NEAR = 0.55
"""Share of the best score that it must have."""
LOOKED_AT = 15
BEHIND = 2
"""Sentences behind the best one in which a clause without words of its own is answered (`en wanneer horen we dat?`)."""
MET = 0.5


def for_clauses(
    question: Question, ranked: Sequence[Scored], chosen: Sequence[Scored], following: Sequence[Scored]
) -> list[Scored]:
    """Units for what the question asks besides; `following` are those behind the best one in its section."""
    clauses = [clause for clause in ANOTHER.split(asking_part(question.text)) if _asks(clause)]
    if len(clauses) < 2 or question.in_comparison:
        return []
    found: list[Scored] = []
    for clause in clauses:
        terms = _terms_in(question, clause)
        other = _with_words(terms, ranked, (*chosen, *found)) if terms else _behind(question, clause, chosen, following)
        if other is not None:
            found.append(other)
    return found


def _asks(clause: str) -> bool:
    """Whether the part asks; else it only tells what the question is about."""
    return ASKS_OTHERWISE.search(clause) is not None or is_yes_no(clause)


def _terms_in(question: Question, clause: str) -> tuple[Term, ...]:
    said = set(words(clause))
    return tuple(term for term in question.terms if term.text in said)


def _share(terms: Sequence[Term], scored: Scored) -> float:
    total = sum(term.weight for term in terms)
    return sum(term.weight * term_value(term, scored.reading.text) for term in terms) / total if total else 0.0


def _with_words(terms: Sequence[Term], ranked: Sequence[Scored], chosen: Sequence[Scored]) -> Scored | None:
    """The unit that holds most of the clause's words, where none that was chosen does."""
    if any(_share(terms, scored) >= SAID for scored in chosen):
        return None
    fitting = [s for s in ranked[:LOOKED_AT] if s.score >= NEAR * ranked[0].score and _share(terms, s) >= SAYS]
    return max(fitting, key=lambda s: (_share(terms, s), s.score), default=None)


def _behind(question: Question, clause: str, chosen: Sequence[Scored], following: Sequence[Scored]) -> Scored | None:
    """What is said right behind the best unit, where it holds what the clause asks for."""
    wishes = [wish for wish in find_wishes(clause) if wish.wanted is not Wanted.WHO]
    if not wishes or any(_met(wishes, scored, question) for scored in chosen[1:]):
        return None
    near = [s for s in following[:BEHIND] if s.reading.unit.kind is not UnitKind.HEADING and s not in chosen]
    return next((s for s in near if _met(wishes, s, question)), None)


def _met(wishes: Sequence[Wish], scored: Scored, question: Question) -> bool:
    return any(fulfils(wish, scored.reading, question) >= MET for wish in wishes)
