"""Insurers by name: which a text names, and which a passage is of.

Only names as written count here, labels and aliases included; slips of the pen
are for whoever reads questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.checker.statements import Name
from retrieval.dutch.letters import bare
from retrieval.registry.data import InsurerEntry, InsurersFile, read_file
from retrieval.settings import settings
from retrieval.types import Passage

PARTS = re.compile(r"[^\W_]+")
SMALL_WORDS = frozenset({"en", "de", "van", "voor"})
"""Left out of initials: Zorg en Zekerheid is zz."""


def find_names(text: str) -> tuple[Name, ...]:
    """The insurers that the text names, in order; a label counts as its insurer."""
    patterns = _patterns()
    lower = text.lower().replace("-", " ")
    lower = lower if len(lower) == len(text) else text
    found = [Name(m.start(), m.end(), patterns.canonical[_spelling(m[0])]) for m in patterns.any_case.finditer(lower)]
    if patterns.exact is not None:
        exact = (Name(m.start(), m.end(), patterns.canonical[_spelling(m[0])]) for m in patterns.exact.finditer(text))
        taken = {at for name in found for at in range(name.start, name.end)}
        found.extend(name for name in exact if name.start not in taken)
        found.sort(key=lambda name: name.start)
    return tuple(found)


@lru_cache(maxsize=4096)
def insurers_in(text: str) -> frozenset[str]:
    """The insurers that the text names."""
    return frozenset(name.insurer for name in find_names(text))


def insurers_of(passage: Passage) -> frozenset[str]:
    """Whose policy the passage is from: its metadata, else its title or document id, else who it names."""
    if passage.insurer:
        return insurers_in(passage.insurer) or frozenset({bare(passage.insurer)})
    return insurers_in(passage.title) or _of_document(passage.document_id) or insurers_in(passage.text)


@lru_cache(maxsize=4096)
def _of_document(document_id: str) -> frozenset[str]:
    parts = PARTS.findall(document_id)
    named = insurers_in(" ".join(parts))
    if named or not parts:
        return named
    return frozenset(bare(item.name) for item in _insurers() if _initials(item.name) == parts[0].lower())


def _initials(name: str) -> str:
    words = [word for word in PARTS.findall(name.lower()) if word not in SMALL_WORDS]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """All spellings, longest first, and the insurer of each."""

    any_case: re.Pattern[str]
    """For a text in lower case, with spaces for hyphens."""
    exact: re.Pattern[str] | None
    canonical: dict[str, str]


@cache
def _patterns() -> _Patterns:
    canonical: dict[str, str] = {}
    loose: list[str] = []
    exact: list[str] = []
    for item in _insurers():
        for spelling in (item.name, item.full, *item.labels, *item.aliases):
            canonical.setdefault(_spelling(spelling), bare(item.name))
            loose.append(_spelling(spelling))
        for spelling in item.exact:
            canonical.setdefault(_spelling(spelling), bare(item.name))
            exact.append(spelling)
    return _Patterns(_alternatives(loose), _alternatives(exact) if exact else None, canonical)


def _alternatives(spellings: list[str]) -> re.Pattern[str]:
    ordered = sorted(set(spellings), key=lambda spelling: (-len(spelling), spelling))
    firsts = re.escape("".join(sorted({spelling[0] for spelling in ordered})))  # most words begin with none of them
    return re.compile(rf"\b(?=[{firsts}])(?<!@)(?:{'|'.join(map(re.escape, ordered))})(?!\w)")


@cache
def _insurers() -> tuple[InsurerEntry, ...]:
    """The insurers alone: the whole registry takes longer to load than many answers to check."""
    return read_file(settings().corpus, "insurers.toml", InsurersFile).insurer


def _spelling(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").split())
