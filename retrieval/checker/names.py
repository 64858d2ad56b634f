"""Insurers by name: which a text names, and which a passage is of.

Only names as written count here, labels and aliases included; slips of the pen
are for whoever reads questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from retrieval.checker.statements import Name
from retrieval.checker.vocabulary import fold
from retrieval.registry import Insurer, registry
from retrieval.types import Passage

PARTS = re.compile(r"[^\W_]+")
SMALL_WORDS = frozenset({"en", "de", "van", "voor"})
"""Left out of initials: Zorg en Zekerheid is zz."""


def find_names(text: str) -> tuple[Name, ...]:
    """The insurers that the text names, in order; a label counts as its insurer."""
    pattern, canonical = _pattern()
    return tuple(Name(match.start(), match.end(), canonical[_spelling(match[0])]) for match in pattern.finditer(text))


@lru_cache(maxsize=4096)
def insurers_in(text: str) -> frozenset[str]:
    """The insurers that the text names."""
    return frozenset(name.insurer for name in find_names(text))


def insurers_of(passage: Passage) -> frozenset[str]:
    """Whose policy the passage is from: its metadata, else its title or document id, else who it names."""
    if passage.insurer:
        return insurers_in(passage.insurer) or frozenset({fold(passage.insurer)})
    return insurers_in(passage.title) or _of_document(passage.document_id) or insurers_in(passage.text)


@lru_cache(maxsize=4096)
def _of_document(document_id: str) -> frozenset[str]:
    parts = PARTS.findall(document_id)
    named = insurers_in(" ".join(parts))
    if named or not parts:
        return named
    return frozenset(fold(item.name) for item in registry().insurers if _initials(item.name) == parts[0].lower())


def _initials(name: str) -> str:
    words = [word for word in PARTS.findall(name.lower()) if word not in SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all spellings, longest first, and the insurer of each."""
    canonical: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    for item in registry().insurers:
        for spelling, exact in _spellings(item):
            canonical.setdefault(_spelling(spelling), fold(item.name))
            gap = r"[ \-]".join(re.escape(word) for word in spelling.split())
            parts.append((spelling, f"(?-i:{gap})" if exact else gap))
    parts.sort(key=lambda part: (-len(part[0]), part[0]))
    alternatives = "|".join(part for _, part in parts)
    return re.compile(rf"(?<![\w@])(?:{alternatives})(?!\w)", re.IGNORECASE), canonical


def _spellings(item: Insurer) -> Iterator[tuple[str, bool]]:
    yield from ((spelling, False) for spelling in (item.name, item.full, *item.labels, *item.aliases))
    yield from ((spelling, True) for spelling in item.exact)


def _spelling(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").split())
