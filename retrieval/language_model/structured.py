"""Answers as data where a provider offers it: each sentence apart, with the numbers of its passages.

What comes is read as it comes; a server that answers in plain text all the same is read as plain text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from retrieval.language_model.sentences import LONGEST_SENTENCE, Proposed, find_sentences, parse_sentence
from retrieval.prompts import NOT_FOUND
from retrieval.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

FORMAT: Final[dict[str, Any]] = {
    "type": "json_schema",
    "json_schema": {
        "name": "antwoord",
        "strict": True,
        "schema": {
            "type": "object",
            "additionalProperties": False,
            "required": ["gevonden", "zinnen"],
            "properties": {
                "gevonden": {"type": "boolean"},
                "zinnen": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["zin", "bronnen"],
                        "properties": {
                            "zin": {"type": "string"},
                            "bronnen": {"type": "array", "items": {"type": "integer"}},
                        },
                    },
                },
            },
        },
    },
}
"""In the form of OpenAI; LangChain's models of Anthropic and Ollama take the same."""
OPENAI = ("openai:", "azure_openai:")
LIST = re.compile(r'"zinnen"\s*:\s*\[')
NOTHING = re.compile(r'"gevonden"\s*:\s*false')
BETWEEN = " \t\r\n,"
MOST_UNREAD = 2 * LONGEST_SENTENCE
"""Characters of one item; a longer one never ends and must not fill memory."""


def is_offered(model: BaseChatModel, settings: Settings) -> bool:
    """Whether answers are asked for as data: as the settings say, else as the model's profile does."""
    if settings.llm_structured != "auto":
        return settings.llm_structured == "on"
    return bool((model.profile or {}).get("structured_output"))


def options_for(settings: Settings) -> dict[str, Any]:
    """What asks for data, past LangChain's own reading of it, which stops at servers that leave out a role."""
    asked = {"response_format": FORMAT}
    return {"extra_body": asked} if (settings.llm or "").startswith(OPENAI) else asked


def read_sentences(pieces: Iterable[str]) -> Iterator[Proposed]:
    """Sentences as soon as each is complete, from data or from plain text.

    >>> [s.text for s in read_sentences(['{"gevonden": true, "zinnen": [{"zin": "Dat kan.", ', '"bronnen": [1]}]}'])]
    ['Dat kan.']
    """
    stream = iter(pieces)
    start = ""
    for piece in stream:
        start += piece
        if start.strip():
            break
    rest = chain([start], stream)
    yield from _items(rest) if start.lstrip().startswith("{") else find_sentences(rest)


def _items(pieces: Iterable[str]) -> Iterator[Proposed]:
    decoder = json.JSONDecoder()
    text, at, found = "", None, False
    for piece in pieces:
        text += piece
        if at is None:
            opened = LIST.search(text)
            at = opened.end() if opened else None
        while at is not None:
            at += len(text[at:]) - len(text[at:].lstrip(BETWEEN))
            try:
                item, at = decoder.raw_decode(text, at)
            except ValueError:
                break
            sentence = _sentence(item)
            found = found or sentence is not None
            if sentence:
                yield sentence
        if len(text) - (at or 0) > MOST_UNREAD:
            return
    if not found and NOTHING.search(text):
        yield Proposed(NOT_FOUND, ())


def _sentence(item: object) -> Proposed | None:
    """One item of the list; None when it is no sentence."""
    if not isinstance(item, dict) or not isinstance(item.get("zin"), str):
        return None
    sentence = parse_sentence(item["zin"])
    numbers = item.get("bronnen")
    if sentence is None or not isinstance(numbers, list):
        return sentence
    named = (n for n in numbers if isinstance(n, int) and not isinstance(n, bool))
    return Proposed(sentence.text, tuple(dict.fromkeys((*sentence.numbers, *named))))
