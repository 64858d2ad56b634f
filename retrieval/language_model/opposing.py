"""Whether a sentence says the opposite of what it cites: an objection to it, in Dutch.

Sentences with figures have their denials checked with the figures; this is for the
others, and for a bare ja or nee, which claims what the question asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.checker.polarity import denial_conflict
from retrieval.checker.statements import Statement, read_statement
from retrieval.figures.find import find_figures
from retrieval.language_model.leaning import content_keys, coverage
from retrieval.language_model.source import Source
from retrieval.types import Passage

YES_NO = re.compile(r"\s{0,3}(?:(?P<yes>ja)|nee)\b[\s,.:;!-]{0,4}", re.IGNORECASE)
SAME = 0.75
"""Share of a sentence's words that a unit holds for the two to speak of the same. Of the 172 sentences without figures
in the reference answers of gym folders a to f 6 are held back, and of 105 of them turned round 53 are caught; with 0.85
it is 5 and 40."""
SAYS_NOTHING = 3
"""Words of content below which a sentence behind its ja or nee says nothing by itself."""


class Reason(StrEnum):
    """Why a sentence was left out."""

    FIGURE = "figure"
    POLARITY = "polarity"
    ELSEWHERE = "elsewhere"
    """Its words, address or language are not those of the passages."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What is wrong with a sentence, in Dutch, and the passage that says so."""

    reason: Reason
    text: str = ""
    n: int | None = None
    elsewhere: bool = False
    """Another passage does state it."""


def says_nothing(sentence: str) -> bool:
    """Whether a sentence has too few words of content to claim anything, and is no ja or nee."""
    return YES_NO.match(sentence) is None and len(content_keys(sentence)) < SAYS_NOTHING


def opposed(sentence: str, passages: Sequence[Passage], *, stated: bool, source: Source) -> Objection | None:
    """What the cited passages hold against a sentence; `stated`: its figures were checked, and their denials too."""
    answer = YES_NO.match(sentence)
    rest = sentence[answer.end() :] if answer else sentence
    if answer and len(content_keys(rest)) < SAYS_NOTHING:
        said = source.says(passages)
        if said is None or said is (answer["yes"] is not None):
            return None
        return Objection(Reason.POLARITY, f"De bron zegt hier {'ja' if said else 'nee'}.", passages[0].n)
    if stated:
        return None
    units = [(coverage(rest, (unit.text,)), unit.text, p.n) for p in passages for unit in p.units]
    share, text, n = max(units, default=(0.0, "", None))
    if share < SAME or not denial_conflict(_statement(rest), _statement(text)):
        return None
    return Objection(Reason.POLARITY, "De bron zegt hier het tegendeel.", n)


def _statement(text: str) -> Statement:
    return read_statement(text, (0, len(text)), find_figures(text))
