"""The words of procurement Dutch as the checker sees them: stems, concepts, actors, phrases.

`vocabulary.toml` holds the words, this module brings them and the texts to one
form. Names of insurers are not here: they are facts of the corpus and come from
`retrieval.registry`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from retrieval.dutch.letters import bare
from retrieval.dutch.small_words import small_words
from retrieval.dutch.stems import stem

DATA = Path(__file__).with_name("vocabulary.toml")
MIN_AFFIX = 4
"""Shorter parts of a compound say too little: `zorg`, but not `de` or `aan`."""
MIN_HEAD = 5
"""The head of a compound is longer than this: `overeenkomst` in `huisartsenovereenkomst`."""
MIN_WORD = 2
MIN_SHARED_PREFIX = 6
"""Two inflections that the stemmer leaves apart share at least this many letters."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The data of `vocabulary.toml`, keyed by the form that `bare` or `stem` gives."""

    concepts: dict[str, str]
    """Folded word or stem → concept."""
    separable: frozenset[tuple[str, str]]
    """(particle, stem of the verb)."""
    empty: frozenset[str]
    actions: frozenset[str]
    """Concepts that are acts, so that it matters who does them."""
    events: frozenset[str]
    """Concepts that tell one date of a planning from the next."""
    general: frozenset[str]
    """Concepts that go with any figure."""
    words: dict[str, frozenset[str]]
    """The sets of [words] by name, folded."""
    phrases: dict[str, tuple[str, ...]]
    actors: dict[str, str]
    """Folded word → kind of actor."""
    headers: dict[str, tuple[str, ...]]


@lru_cache(maxsize=65536)
def keys(folded: str) -> tuple[str, ...]:
    """What the word stands for: its concept, else its stem and the concept of a compound's head.

    Empty for a word without content.
    """
    data = vocabulary()
    if folded in data.concepts:
        return (data.concepts[folded],)
    if folded in data.empty or len(folded) < MIN_WORD:
        return ()
    root = stem(folded)
    if root in data.concepts:
        return (data.concepts[root],)
    head = next(
        (data.concepts[folded[at:]] for at in range(3, len(folded) - MIN_HEAD) if folded[at:] in data.concepts), ""
    )
    return (root, head) if head else (root,)


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> float:
    """How alike two concepts are, 0 to 1: equal, parts of one compound, or inflections of one word."""
    if one == other:
        return 1.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < MIN_AFFIX or not short.isalpha():
        return 0.0
    if long.endswith(short):
        return 0.85
    if long.startswith(short):
        return 0.7
    if one[:MIN_SHARED_PREFIX] != other[:MIN_SHARED_PREFIX] or len(short) < MIN_SHARED_PREFIX:
        return 0.0
    return 0.7 if _shared_prefix(one, other) >= 0.6 * len(long) else 0.0


def _shared_prefix(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


@cache
def vocabulary() -> Vocabulary:
    """The data file, read once."""
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    actions, events, general = (frozenset(raw["words"].pop(name).split()) for name in ("actions", "events", "general"))
    words = {name: frozenset(bare(word) for word in text.split()) for name, text in raw["words"].items()}
    empty = words.pop("empty") | small_words()
    words["negations"] |= small_words("negations")
    return Vocabulary(
        concepts=_concepts(raw["synonyms"], empty),
        separable=frozenset(
            (particle, stem(bare(verb))) for particle, verbs in raw["separable"].items() for verb in verbs
        ),
        empty=empty,
        actions=actions,
        events=events,
        general=general,
        words=words,
        phrases={name: tuple(phrases) for name, phrases in raw["phrases"].items()},
        actors={bare(word): kind for kind, members in raw["actors"].items() for word in members},
        headers={name: tuple(headers) for name, headers in raw["headers"].items()},
    )


def _concepts(synonyms: dict[str, list[str]], empty: frozenset[str]) -> dict[str, str]:
    found = {bare(member): f"={name}" for name, members in synonyms.items() for member in members}
    for member, name in tuple(found.items()):
        root = stem(member)
        if len(root) >= MIN_AFFIX and root not in empty:
            found.setdefault(root, name)
    return found


def related_actors(one: str, other: str) -> bool:
    """Whether two kinds of actor can be the same party: equal, or one above the other."""
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")
