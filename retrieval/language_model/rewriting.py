"""A follow-up made to stand alone by the model, when it adds nothing that was not said."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retrieval.errors import ModelError
from retrieval.figures.find import find_figures
from retrieval.language_model.connection import stream_text
from retrieval.language_model.leaning import coverage, is_dutch
from retrieval.language_model.messages import rewrite_messages
from retrieval.registry import registry
from retrieval.types import Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LONGEST_REWRITE = 300
"""Characters; a longer text is an answer, not a question."""
SAID_BEFORE = 0.5
"""Share of its words that must have been said: a model that declines or answers says others."""


def adds_nothing(rewritten: str, question: str, history: Sequence[Turn]) -> bool:
    """Whether the rewritten question names no figure, insurer or care type that was not said."""
    said = "\n".join([question, *(turn.content for turn in history)])
    return _named(rewritten) <= _named(said) and coverage(rewritten, [said]) >= SAID_BEFORE


def _named(text: str) -> frozenset[tuple[str, str]]:
    names = registry()
    figures = {("figure", figure.value) for figure in find_figures(text)}
    insurers = {("insurer", mention.name) for mention in names.find_insurers(text)}
    care_types = {("care type", mention.name) for mention in names.find_care_types(text)}
    return frozenset(figures | insurers | care_types)


def rewrite(model: BaseChatModel, question: str, history: Sequence[Turn], *, seconds: float) -> str | None:
    """The question made to stand alone, or None when the model failed or brought in something of its own."""
    try:
        pieces = stream_text(model, rewrite_messages(question, history), deadline=time.monotonic() + seconds)
        text = " ".join("".join(pieces).split()).strip("\"' ")
    except ModelError:
        return None
    usable = 0 < len(text) <= LONGEST_REWRITE and is_dutch(text) and adds_nothing(text, question, history)
    return text if usable else None
