"""One stem for all inflections of a Dutch word, by rules of spelling and a short list of what no rule explains.

Chosen on 194 pairs of procurement words that must meet and 104 that must not (tests/retrieval/dutch/test_stems.py holds
those that it gets right): this one keeps 11 apart that should meet and joins 16 that should not; Snowball 66 and 25,
Snowball's Porter variant 88 and 11, lemmas of simplemma 69 and 4, and lemmas stemmed by these rules 8 and 17, for a
dependency and a dictionary more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

PREFIXES = (
    "aan", "achter", "af", "bij", "door", "in", "mee", "na", "om", "op", "over", "samen", "tegen", "terug", "toe",
    "uit", "vast", "voor",
)  # fmt: skip
PREFIXED = re.compile(rf"^({'|'.join(PREFIXES)})(ge[a-z]{{3,20}})$")
PARTICIPLE = re.compile(r"^ge([a-z]{4,20})(?:[dt]|(?<=eer)de)$")
PREFIXED_PARTICIPLE = re.compile(r"^ge([a-z]{2,20})[dt]$")
SUFFIXES = (
    "eringen", "ering", "erende", "eerden", "eerde", "eren", "eert", "eerd", "eer", "aties", "atie", "ingen", "ing",
    "ende", "tjes", "tje", "en", "e", "s", "t", "d",
)  # fmt: skip
"""Endings of Dutch nouns and verbs, longest first; `declareren` and `declaratie` share a stem."""
MIN_STEM = 4
"""Letters that stay when an ending is taken off: shorter stems are shared by unrelated words."""
DOUBLE_VOWEL = re.compile(r"(aa|ee|oo|uu)(?=[^aeiou]*$)")
DOUBLE_CONSONANT = re.compile(r"([bcdfgklmnprst])\1$")
HARDENED = {"v": "f", "z": "s"}
NO_PLURAL = "iuj"
"""Behind these an -s is part of the word: `prijs`, `ziekenhuis`."""
LONG_VOWEL = re.compile(r"([aeou])\1([^aeiou])$")
SOFTENED = {"f": "v", "s": "z"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The data of stems.toml."""

    whole: frozenset[str]
    irregular: Mapping[str, str]


@cache
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("stems.toml").read_text(encoding="utf-8"))
    return _Words(frozenset(data["whole"].split()), data["irregular"])


def irregular_forms() -> Mapping[str, str]:
    """Folded forms that no rule explains, and the word that they are of."""
    return _words().irregular


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one folded word: endings off, vowels and consonants single, participles without ge-.

    >>> stem("ingediend") == stem("indienen"), stem("declaraties") == stem("gedeclareerd")
    (True, True)
    >>> stem("brieven") == stem("brief")
    True
    """
    if "-" in word and word.replace("-", "").isalpha():
        return "-".join(stem(piece) for piece in word.split("-"))
    if not word.isalpha() or len(word) < MIN_STEM:
        return word
    if word in _words().whole:
        return word.removesuffix("en")
    word = _without_ge(word)
    if word.endswith("heden") and len(word) > len("heden") + MIN_STEM:
        word = word.removesuffix("heden") + "heid"
    for _ in range(3):
        shorter = _without_ending(word)
        if shorter == word:
            break
        word = shorter
    word = DOUBLE_CONSONANT.sub(r"\1", DOUBLE_VOWEL.sub(lambda found: found.group()[0], word))
    return word[:-1] + HARDENED.get(word[-1], word[-1])


def _without_ge(word: str) -> str:
    prefixed = PREFIXED.match(word)
    prefix, rest = prefixed.groups() if prefixed else ("", word)
    irregular = irregular_forms()
    if rest in irregular:
        return prefix + irregular[rest]
    found = (PREFIXED_PARTICIPLE if prefix else PARTICIPLE).match(rest)
    if found:
        return prefix + found.group(1)
    return prefix + rest[2:] if prefix and rest.endswith("en") else word


def _without_ending(word: str) -> str:
    for suffix in SUFFIXES:
        rest = word.removesuffix(suffix)
        if (
            rest != word
            and len(rest) >= MIN_STEM
            and not (suffix.startswith("ee") or suffix[:2] == "er") * (rest[-1] in "vd")
            and not (suffix == "s" and rest[-1] in NO_PLURAL)
        ):
            return rest
    return word


def infinitives(verb_stem: str) -> tuple[str, ...]:
    """What a verb without its ending may be in full, by the Dutch rules for long vowels and soft consonants.

    >>> infinitives("betaal")[1], infinitives("schrijf")[2], infinitives("opzeg")[-1]
    ('betalen', 'schrijven', 'opzeggen')
    """
    short = LONG_VOWEL.sub(r"\1\2", verb_stem)
    soft = verb_stem[:-1] + SOFTENED.get(verb_stem[-1:], verb_stem[-1:])
    return (f"{verb_stem}en", f"{short}en", f"{soft}en", f"{verb_stem}{verb_stem[-1:]}en")
