"""The words by which Dutch questions say what they want: the loader of words.toml.

Holds no logic; a new way of asking is a change of data.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

WordSet = Annotated[frozenset[str], BeforeValidator(lambda text: frozenset(str(text).split()))]
"""Words separated by white space."""

DATA = Path(__file__).with_name("words.toml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Forms(_Strict):
    """Phrases per form, and the order in which forms are tried."""

    order: tuple[str, ...]
    change: tuple[str, ...]
    definition: tuple[str, ...]
    list: tuple[str, ...]
    compare: tuple[str, ...]


class YesNo(_Strict):
    """Verbs that open a yes/no question, and tags that end one."""

    openers: frozenset[str]
    tags: tuple[str, ...]


class WishWords(_Strict):
    """Phrases that ask for one kind of thing: surely, or perhaps."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    """Of compounds (`tekendatum`) that ask for it surely."""


class FollowUp(_Strict):
    """Words that lean on what was said before."""

    openers: frozenset[str]
    pronouns: frozenset[str]
    short: int


class ComparisonYear(_Strict):
    """Words before a year that is only compared with."""

    before: tuple[str, ...]


class ContractYear(_Strict):
    """Words that make a year the year of the policy."""

    before: tuple[str, ...]
    sure: tuple[str, ...]
    next_year: tuple[str, ...]
    this_year: tuple[str, ...]


class Refusals(_Strict):
    """Words of questions that the policies cannot answer, by reason."""

    medical: tuple[str, ...]
    abusive: tuple[str, ...]
    injection: tuple[str, ...]
    off_topic: tuple[str, ...]


class QuestionWords(_Strict):
    """All of words.toml."""

    forms: Forms
    yes_no: YesNo
    wishes: dict[str, WishWords]
    bounds: dict[str, tuple[str, ...]]
    date_bounds: dict[str, tuple[str, ...]]
    follow_up: FollowUp
    comparison_year: ComparisonYear
    contract_year: ContractYear
    refusal: Refusals
    stopwords: WordSet
    filler: WordSet
    policy_words: WordSet
    before_counted: WordSet
    no_noun: WordSet
    measures: WordSet
    change_words: WordSet
    compare_words: WordSet
    anything: WordSet
    before_object: WordSet
    behind_name: WordSet
    small_phrases: tuple[str, ...]
    auxiliaries: WordSet
    trades: dict[str, str]
    how_made: tuple[str, ...]
    lengths: dict[str, str]


@lru_cache(maxsize=1)
def question_words() -> QuestionWords:
    """The data of words.toml, read once."""
    data: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return QuestionWords.model_validate(data)


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """The words by which a kind of figure is asked for: `hoog` of `hoe hoog`, `kost` of `hoeveel kost`."""
    phrases = (phrase for wish in question_words().wishes.values() for phrase in (*wish.strong, *wish.weak))
    return frozenset(word for phrase in phrases for word in phrase.split())


@lru_cache(maxsize=256)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    body = "|".join(re.escape(phrase).replace(r"\ ", r"\s{1,3}") for phrase in ordered)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)


def ends_in(text: str, endings: tuple[str, ...]) -> bool:
    """Whether a compound in the text has one of the endings."""
    return bool(endings) and re.search(rf"\w{{3}}(?:{'|'.join(endings)})\b", text, re.IGNORECASE) is not None


def holds(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands in the text as whole words."""
    return bool(phrases) and phrase_pattern(phrases).search(text) is not None
