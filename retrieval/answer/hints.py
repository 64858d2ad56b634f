"""What a unit's own shape says: it defines, it is a change, it names the right actor, it is a rule to compute with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer import cues
from retrieval.answer.match import ReadUnit, own_coverage, term_value
from retrieval.answer.show import WHO_HEADER
from retrieval.answer.wanted import ASKS_WHERE, TELLS_WHERE
from retrieval.calculator import derive
from retrieval.dutch.letters import fold
from retrieval.dutch.stems import stem
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Form, Question, Term, Unit, UnitKind, Wanted
from retrieval.understand.lexical import words as words_of
from retrieval.understand.terms import TOPIC

META = 0.15
"""Taken off a unit that only says that something was added or moved, unless changes are asked for."""
CHANGE_LIST = 0.08
"""Taken off an item of the list of changes, unless changes are asked for: the rule itself says it better."""
CHANGE = 0.3
"""Given to an item of the list of changes when they are asked for."""
DEFINES = 0.3
"""Given to a sentence that says what the asked word means."""
BELOW_TERM = 0.2
"""Given to the first sentence below a heading that is the asked word."""
HOLDS_WORD = 0.7
"""How well a text must stand for the asked word to be about it."""
SUBJECT = 0.12
"""Given to a sentence that opens with the asked word: it is about it."""
WRONG_ACTOR = 0.2
"""Taken off a table row whose actor is not the one asked about, or a sentence whose subject gives what is received."""
DERIVABLE = 0.3
"""Given to a rule from which the asked date follows."""
LAST = (Bound.BY, Bound.BEFORE, Bound.MAX)
"""Bounds of a rule from which a last day follows."""
SAYS_WHAT = 0.12
"""Share of the question's words in a rule from which it may be the one to compute with."""
LISTS = 0.15
"""Given to a unit that is a list or stands in one, when a list is asked for."""
NAMED_LIST = 0.15
"""Given on top of that when a label names what is listed."""
WHERE = 0.2
"""Given to a unit that says where something is told, when that is asked."""
OTHER_AUDIENCE = 0.2
"""Taken off a unit for another kind of provider than the one asked about."""
OTHER_TABLE = 0.2
"""Taken off a row of a list of terms or versions when neither is asked for: its dates are of something else."""
SAME_YEARS = 0.1
"""Given to a unit with all years that a question names, taken off one with others."""
ONE_YEAR = 0.08
"""Given to a unit that says for which year of a policy of several years it holds, when that year is asked for."""
SEVERAL_YEARS = 2
ROW = 0.15
"""Given to a table row, when the question speaks of a table."""
LONG = 25
LONG_WORD = 0.003
"""Taken off per word above `LONG`: of two units that say it, the one that says little else answers best."""
MOST_LONG = 0.12
COPULAS = frozenset(("is", "zijn", "betekent", "omvat"))
ARTICLES = frozenset(("een", "het", "de", "elk", "elke", "ieder", "iedere", "onder", "met", "binnen", "in"))
"""What may stand before the word that a sentence explains: `wanneer er geen ... is` explains nothing."""
OPENING_WORDS = 5
TITLE_WORDS = 3
"""A heading of more words names a subject, no term."""
ENUMERATION = re.compile(r"(?:[^,;:]{2,60}[,;]\s){2,20}[^,;]{2,60}(?:\ben\b|$)|:\s[^,]{2,60}(?:,\s[^,]{2,60}){2,20}")

NAMED = re.compile(r"\s*((?:[^\W\d_][\w'’-]*\s){0,3}[^\W\d_][\w'’-]*):\s[^,]{2,60},\s[^,]{2,60},\s")
"""A label of a few words with at least three things behind it."""

GLOSSARY = cues.words("glossary")
VERSIONS = cues.words("versions")
CHANGED = cues.words("changed")
DEFINITION = cues.words("definition")
ASKER = cues.words("asker")
TABLE = cues.words("table")
RECEIVES = cues.words("receives")
GIVEN = cues.words("given")
"""What the asker gets, the insurer gives."""
PROVIDER_ACTS = cues.opening("provider_acts")
THAT_IS = cues.opening("that_is")


def hints_for(question: Question, reading: ReadUnit) -> float:
    """The sum of what applies."""
    return (
        _change(question, reading)
        + _definition(question, reading)
        + _actor(question, reading)
        + _derivable(question, reading)
        + _list(question, reading)
        + _years(question, reading)
        + _audience(question, reading)
        + _of_table(question, reading.unit)
        + (ROW if reading.unit.kind is UnitKind.ROW and TABLE.search(question.asked) else 0.0)
        - min(MOST_LONG, LONG_WORD * max(0, len(reading.unit.text.split()) - LONG))
    )


def _audience(question: Question, reading: ReadUnit) -> float:
    """Taken off a unit under a heading for another kind of provider than the question names."""
    asked = cues.kinds_in(question.asked) or cues.kinds_in(question.text)
    if not asked:
        return 0.0
    unit = reading.unit
    own = cues.kinds_in(" ".join((unit.text, unit.lead.split("\n")[0])))
    named = own or next(
        (found for title in reversed(unit.section[-2:]) if (found := cues.kinds_in(title))), frozenset()
    )
    return -OTHER_AUDIENCE if named and asked.isdisjoint(named) else 0.0


def _of_table(question: Question, unit: Unit) -> float:
    """Taken off a row of a list of terms or of versions, unless that is asked for."""
    if unit.kind is not UnitKind.ROW:
        return 0.0
    headers = " ".join(header for header, _ in unit.cells)
    if question.form is not Form.DEFINITION and GLOSSARY.search(headers):
        return -OTHER_TABLE
    return -OTHER_TABLE if VERSIONS.search(headers) and not VERSIONS.search(question.asked) else 0.0


def _years(question: Question, reading: ReadUnit) -> float:
    """A question that names several years is answered by a unit with the same: `in 2025 voor 2026`."""
    asked = {figure.value for figure in question.figures if figure.kind is FigureKind.YEAR}
    if not asked or question.in_comparison or question.form is Form.CHANGE:
        return 0.0
    years = {figure.value for figure in reading.unit.figures if figure.kind is FigureKind.YEAR}
    if len(asked) < SEVERAL_YEARS:
        return ONE_YEAR if asked <= years and len(reading.info.years) >= SEVERAL_YEARS else 0.0
    return 0.0 if not years else SAME_YEARS if asked <= years else -SAME_YEARS


def _change(question: Question, reading: ReadUnit) -> float:
    in_list = is_change(reading)
    if ASKS_WHERE.search(question.asked) and TELLS_WHERE.search(reading.unit.text):
        return WHERE
    if question.form is Form.CHANGE:
        return (CHANGE if has_topic(question) else 2 * CHANGE) if in_list else 0.0
    return -(META if reading.meta else 0.0) - (CHANGE_LIST if in_list and reading.unit.kind is UnitKind.ITEM else 0.0)


def is_change(reading: ReadUnit) -> bool:
    """Whether the unit stands in the policy's list of changes."""
    return bool(CHANGED.search(" ".join(reading.unit.section[-2:]) + " " + reading.unit.lead))


def has_topic(question: Question) -> bool:
    """Whether a question for changes asks about something, not for all there is."""
    return any(term.weight >= TOPIC for term in question.terms)


def _definition(question: Question, reading: ReadUnit) -> float:
    if question.form is not Form.DEFINITION or not question.terms:
        return 0.0
    key = max(question.terms, key=lambda term: term.weight)
    if reading.leans and THAT_IS.search(reading.unit.text) and term_value(key, reading.before) >= HOLDS_WORD:
        return DEFINES
    if _explains_heading(key, reading):
        return BELOW_TERM
    if term_value(key, reading.text) < HOLDS_WORD:
        return 0.0
    if reading.unit.kind is UnitKind.ROW and _first_cell(reading.unit) > OPENING_WORDS:
        return 0.0
    words = fold(reading.unit.text).split()
    forms = {key.text, *(fold(word) for phrase in key.also for word in phrase.split())}
    place = next((i for i, word in enumerate(words[:OPENING_WORDS]) if word in forms), None)
    copula = place is not None and ARTICLES.issuperset(words[:place]) and COPULAS & set(words[place + 1 : place + 3])
    if DEFINITION.search(reading.unit.text) or copula:
        return DEFINES
    return SUBJECT if place is not None else 0.0


def _explains_heading(key: Term, reading: ReadUnit) -> bool:
    """The first sentence below a heading that is the asked word: an entry of a list of terms."""
    unit = reading.unit
    first = reading.place == 0 or reading.chunk.units[reading.place - 1].kind is UnitKind.HEADING
    title = unit.section[-1] if unit.section else ""
    short = 0 < len(title.split()) <= TITLE_WORDS
    return first and short and unit.kind is UnitKind.SENTENCE and term_value(key, reading.section) >= HOLDS_WORD


def _first_cell(row: Unit) -> int:
    """How many words a row opens with: a term that is explained stands by itself, a rule does not."""
    return len(row.cells[0][1].split()) if row.cells else 0


def _list(question: Question, reading: ReadUnit) -> float:
    """A list is asked for: its lead-in, an item of it, or a sentence that enumerates."""
    if question.form is not Form.LIST:
        return 0.0
    units = reading.chunk.units
    follows = units[reading.place + 1] if reading.place + 1 < len(units) else None
    leads = follows is not None and follows.kind is UnitKind.ITEM and reading.unit.kind is not UnitKind.ITEM
    enumerates = ENUMERATION.search(reading.unit.text) is not None
    lists = LISTS if leads or enumerates or reading.unit.kind is UnitKind.ITEM else 0.0
    return lists + (NAMED_LIST if _names_list(question, reading.unit) else 0.0)


def _names_list(question: Question, unit: Unit) -> bool:
    """Whether a label in the unit says that what follows is what is asked for: `Thema's: wonen, werken, zorg`."""
    parts = (unit.text, *(cell for _, cell in unit.cells))
    labelled = {stem(word) for part in parts if (match := NAMED.match(part)) for word in words_of(match[1])}
    return any(term.weight >= TOPIC and (term.stem in labelled) for term in question.terms)


def _actor(question: Question, reading: ReadUnit) -> float:
    """A row names who acts: the insurer when it is asked what that does, another when the asker speaks of himself."""
    who = [cell for header, cell in reading.unit.cells if WHO_HEADER.search(header)]
    insurer = reading.info.insurer
    if not who and RECEIVES.search(question.asked) and PROVIDER_ACTS.search(reading.unit.text):
        return 0.0 if RECEIVES.search(reading.unit.text) else -WRONG_ACTOR
    if not who or not insurer:
        return 0.0
    is_insurer = insurer.lower() in who[0].lower()
    alone = who[0].strip().lower() == insurer.lower()
    if question.insurer_acts or GIVEN.search(question.asked):
        return 0.0 if is_insurer else -WRONG_ACTOR
    return -WRONG_ACTOR if alone and ASKER.search(question.asked) else 0.0


def _derivable(question: Question, reading: ReadUnit) -> float:
    wish = next((wish for wish in question.wishes if wish.wanted is Wanted.DATE), None)
    if wish is None or not dates_given(question):
        return 0.0
    if wish.bound is Bound.BY and not any(figure.bound in LAST for figure in reading.unit.figures):
        return 0.0
    about = own_coverage(question.terms, reading) >= SAYS_WHAT
    if about and not of_other_years(reading.unit, dates_given(question)):
        found = derive(reading.unit.text, dates_given(question))
        return DERIVABLE if found is not None and found.inputs else 0.0
    return 0.0


def of_other_years(unit: Unit, dates: Sequence[Figure]) -> bool:
    """Whether the rule says of which years it holds, and the dates are in none of them."""
    years = {figure.value for figure in unit.figures if figure.kind is FigureKind.YEAR}
    given = {figure.value[:4] for figure in dates if figure.value[:4].isdigit()}
    return bool(years and given) and not years & given


def dates_given(question: Question) -> tuple:  # type: ignore[type-arg]
    """The dates and months that the question states of the asker's own case."""
    return tuple(figure for figure in question.figures if figure.kind in (FigureKind.DATE, FigureKind.MONTH))
