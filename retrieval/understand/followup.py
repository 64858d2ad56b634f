"""Which earlier turn a question leans on, and the words that make it stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.dutch.letters import fold
from retrieval.types import Turn
from retrieval.understand.words import question_words

TURNS_READ = 6
"""Turns that are looked at, newest last: older ones belong to another topic."""
WORD = re.compile(r"[a-zà-ÿ0-9'&-]+")


@dataclass(frozen=True, slots=True)
class Lean:
    """How a question leans on the conversation: not, on its scope, or for its topic as well."""

    topic: bool
    short: bool = False
    """Only because it is short: it may well have a topic of its own."""
    user: str = ""
    """The last question before this one."""
    assistant: str = ""
    """The answer to it."""
    earlier: tuple[Turn, ...] = ()
    """The turns before that question."""


def lean_of(text: str, history: Sequence[Turn]) -> Lean:
    """How the question leans on the turns before it."""
    turns = tuple(turn for turn in history if turn.content.strip())[-TURNS_READ:]
    users = [place for place, turn in enumerate(turns) if turn.role == "user"]
    if not users:
        return Lean(topic=False)
    last = users[-1]
    answers = [turn.content for turn in turns[last + 1 :] if turn.role == "assistant"]
    return Lean(
        topic=leans(text),
        short=not points_back(text),
        user=turns[last].content,
        assistant=answers[-1] if answers else "",
        earlier=turns[:last],
    )


def leans(text: str) -> bool:
    """Whether the question cannot be understood without what was said before."""
    found = WORD.findall(fold(text))
    return bool(found) and (points_back(text) or len(found) <= question_words().follow_up.short)


def points_back(text: str) -> bool:
    """Whether the question opens as one that goes on (`en`), or points at what was said (`daarvoor`)."""
    table = question_words().follow_up
    found = WORD.findall(fold(text))
    return bool(found) and (found[0] in table.openers or any(word in table.pronouns for word in found))
