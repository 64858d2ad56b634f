"""Why a text is no question for the policies: empty, too long, another language, another subject."""

from __future__ import annotations

from retrieval.dutch.languages import told_apart
from retrieval.dutch.letters import fold
from retrieval.understand.clean import MAX_LENGTH
from retrieval.understand.words import holds, question_words

ENGLISH_SHARE = 0.3
"""Share of common English words from which a text is English; Dutch shares a handful of them."""
WORDS_FOR_LANGUAGE = 4
"""Shorter texts say too little about their language."""
HARD = ("empty", "too_long", "english", "injection", "abusive")
"""Reasons that hold whatever the policies say; the others hold only when no passage answers."""


def refusal_of(asked: str) -> str | None:
    """The key of the reason, or None."""
    if not any(char.isalnum() for char in asked):
        return "empty"
    if len(asked) > MAX_LENGTH:
        return "too_long"
    if is_english(asked):
        return "english"
    table = question_words().refusal
    lower = asked.lower()
    for name in ("injection", "abusive", "medical", "off_topic"):
        if holds(lower, getattr(table, name)):
            return name
    return None


def is_english(text: str) -> bool:
    """Whether the text is written in English."""
    found = [word for word in fold(text).replace("?", " ").replace(",", " ").split() if word.isalpha()]
    if len(found) < WORDS_FOR_LANGUAGE:
        return False
    dutch, english = told_apart(found)
    return english > dutch and english / len(found) >= ENGLISH_SHARE
