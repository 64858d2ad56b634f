"""The words of `lexicon.toml`, in the shapes that the readers of figures look up.

Holds no knowledge of its own: a new word is a change of data. Words are folded
(lower case, no accents) in the file, and compared folded.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.dutch import months
from retrieval.dutch.small_words import FUNCTION, small_words
from retrieval.figures.values import Bound

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class BoundWords:
    """One wording of a bound and what it means for each group of figures."""

    words: tuple[str, ...]
    day: Bound | None
    amount: Bound | None
    year: Bound | None
    negated_day: Bound | None
    negated_amount: Bound | None
    negatable: bool
    adjacent: bool
    """Whether the negation must stand right before it: "niet na 1 mei"."""


def _bound(name: str | None) -> Bound | None:
    return Bound(name) if name else None


def _wordings(entries: list[dict[str, Any]]) -> tuple[BoundWords, ...]:
    """Every wording of the entries, longest first."""
    found = [
        BoundWords(
            words=tuple(wording.split()),
            day=_bound(entry["day"]),
            amount=_bound(entry["amount"]),
            year=_bound(entry.get("year", entry["day"])),
            negated_day=_bound(entry.get("negated_day", entry["day"])),
            negated_amount=_bound(entry.get("negated_amount", entry["amount"])),
            negatable="negated_day" in entry,
            adjacent=entry.get("adjacent", False),
        )
        for entry in entries
        for wording in entry["words"]
    ]
    return tuple(sorted(found, key=lambda wording: (-len(wording.words), wording.words)))


def _by_word(wordings: tuple[BoundWords, ...], position: int) -> dict[str, tuple[BoundWords, ...]]:
    """The wordings under their word at `position` (0 first, -1 last)."""
    table: dict[str, tuple[BoundWords, ...]] = {}
    for wording in wordings:
        key = wording.words[position]
        table[key] = (*table.get(key, ()), wording)
    return table


def _sequences(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Word sequences, longest first, so that the longest wins."""
    return tuple(sorted((tuple(row) for row in rows), key=lambda row: (-len(row), row)))


def _by_first_word(sequences: tuple[tuple[str, ...], ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The sequences under the word that each begins with, so that few are tried at a token."""
    firsts = dict.fromkeys(words[0] for words in sequences)
    return {first: tuple(words for words in sequences if words[0] == first) for first in firsts}


_numbers = DATA["numbers"]
UNITS: dict[str, int] = _numbers["units"]
TENS: dict[str, int] = _numbers["tens"]
SCALES: dict[str, int] = _numbers["scales"]
HALVES: dict[str, float] = _numbers["halves"]
GROUPS: dict[str, int] = _numbers["groups"]
TIMES: dict[str, int] = _numbers["times"]
IRREGULAR_ORDINALS: dict[str, str] = _numbers["irregular_ordinals"]
ORDINAL_MARKS = frozenset(_numbers["ordinal_marks"])
PARTS: dict[str, float] = DATA["parts"]

WEEKDAYS = frozenset((*months.WEEKDAYS, *DATA["weekdays"]["words"]))

DURATION_UNITS: dict[str, str] = {word: code for code, words in DATA["durations"]["units"].items() for word in words}
SHORT_UNITS = frozenset(DATA["durations"]["abbreviations"])
BETWEEN = frozenset(DATA["durations"]["between"])
ADJECTIVES: dict[str, str] = DATA["durations"]["adjectives"]
ADJECTIVE_STEMS: dict[str, str] = DATA["durations"]["compounds"]
WORKING_WORDS = frozenset(DATA["durations"]["working"])
RHYTHMS: dict[str, str] = DATA["durations"]["rhythms"]
EACH = frozenset(DATA["durations"]["each"])
ALWAYS = _sequences([words.split() for words in DATA["durations"]["always"]])
ALWAYS_HALVES = tuple(
    _sequences([words.split() for words in DATA["durations"][half]]) for half in ("always_hours", "always_days")
)
ALWAYS_STARTS = frozenset(words[0] for words in (*ALWAYS, *ALWAYS_HALVES[0], *ALWAYS_HALVES[1]))
DAILY_NOUNS = frozenset(DATA["durations"]["daily_nouns"])

MONEY_SIGNS = frozenset(DATA["money"]["signs"])
THOUSAND: str = DATA["money"]["thousand"]
MONEY_WORDS = frozenset(DATA["money"]["words"])
CENT_WORDS = frozenset(DATA["money"]["cents"])
PERCENT_WORDS = frozenset(DATA["percent"]["words"])
POINT_WORDS = frozenset(DATA["percent"]["points"])

CLOCK_HOURS = frozenset(DATA["clock"]["hour"])
CLOCK_CUES = frozenset(DATA["clock"]["cues"])
DAYPARTS: dict[str, str] = DATA["clock"]["dayparts"]
CLOCK_LENGTHS = frozenset(DATA["clock"]["lengths"])
CLOCK_CONTEXT = frozenset(DATA["clock"]["context"])

QUARTER_WORDS = frozenset(DATA["periods"]["quarter"])
THROUGH = _sequences(DATA["periods"]["through"])

_symbolic = DATA["symbolic"]
EDGES: dict[str, str] = _symbolic["edges"]
EDGE_DAYS: dict[str, str] = _symbolic["days"]
SYMBOLIC_UNITS: dict[str, str] = _symbolic["units"]
NEXT_WORDS = frozenset(_symbolic["next"])
SECOND_WORDS = frozenset(_symbolic["second"])
CURRENT_WORDS = frozenset(_symbolic["current"])
EACH_WORDS = frozenset(_symbolic["each"])
START_WORDS = frozenset(_symbolic["starts"])
APPLICATION = _sequences(_symbolic["application"])
FOLLOWING = _sequences(_symbolic["following"])

LEFT_BOUNDS = _by_word(_wordings(DATA["bounds"]["left"]), -1)
RIGHT_BOUNDS = _by_word(_wordings(DATA["bounds"]["right"]), 0)
NEGATIONS = frozenset(DATA["bounds"]["negations"])
FILLERS = frozenset(DATA["bounds"]["fillers"])
YEAR_FILLERS = frozenset(DATA["bounds"]["year_fillers"])
DAY_FILLERS = frozenset(DATA["bounds"]["day_fillers"])
EDGE_FILLERS = frozenset(DATA["bounds"]["edge_fillers"])
COMPARATIVES: dict[str, BoundWords] = {
    word: next(wording for wording in LEFT_BOUNDS["dan"] if wording.words == (base, "dan"))
    for word, base in DATA["bounds"]["comparatives"].items()
}
SPANS = frozenset(DATA["bounds"]["spans"])
MEASURES: dict[str, Bound] = {word: Bound(name) for word, name in DATA["bounds"]["measures"].items()}
MEASURE_LINKS = frozenset(DATA["bounds"]["measure_links"])
FINAL_NOUNS: tuple[str, ...] = tuple(DATA["bounds"]["final_nouns"])
FINAL_WORDS = frozenset(DATA["bounds"]["final"])

LABELS = frozenset(DATA["claims"]["labels"])
STANDARDS = frozenset(DATA["claims"]["standards"])
SHORT_LABELS = frozenset(DATA["claims"]["short_labels"])
WEEK_LABELS = frozenset(DATA["claims"]["week_labels"])
PAGE_LABELS = frozenset(DATA["claims"]["page_labels"])
HEED_WORDS = frozenset(DATA["claims"]["heeded"])
LABEL_ENDINGS: tuple[str, ...] = tuple(DATA["claims"]["label_endings"])
IDENTIFIERS = frozenset(DATA["claims"]["identifiers"])
IDENTIFIER_ENDINGS: tuple[str, ...] = tuple(DATA["claims"]["identifier_endings"])
IDENTIFIER_FILLERS = frozenset(DATA["claims"]["identifier_fillers"])
TITLES = frozenset(DATA["claims"]["titles"])
IDIOMS = _by_first_word(_sequences(DATA["claims"]["idioms"]))
AGE_PLUS = frozenset(DATA["claims"]["age_plus"])

_sums = DATA["sums"]
WITHIN_WORDS = frozenset(_sums["within"])
AFTER_WORDS = frozenset(_sums["after"])
BEFORE_WORDS = frozenset(_sums["before"])
EVENTS: tuple[str, ...] = tuple(_sums["events"])
PER_WORDS = frozenset(_sums["per"])

RENDER: dict[str, Any] = DATA["render"]

OPENERS = _sequences(DATA["counted"]["openers"])
COUNTED_UNITS = frozenset(DATA["counted"]["units"])
COUNTED_ADJECTIVES = frozenset(DATA["counted"]["adjectives"])
ADJECTIVE_ENDINGS: tuple[str, ...] = tuple(DATA["counted"]["adjective_endings"])
NOUN_ENDINGS: tuple[str, ...] = tuple(DATA["counted"]["noun_endings"])
PEOPLE = frozenset(DATA["counted"]["people"])
YEAR_CUES = frozenset(DATA["counted"]["years"])
STOPS = small_words(*FUNCTION, "adverbs", "light_verbs", "bounds") | frozenset(DATA["counted"]["stops"])
