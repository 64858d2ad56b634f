"""Whether what was found is enough to answer: better no answer than one beside the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answer import cues
from retrieval.answer.hints import has_topic, is_change
from retrieval.answer.match import ReadUnit, coverage, term_match, term_value
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.dutch.letters import fold
from retrieval.types import Form, Question, UnitKind, Wanted, Wish
from retrieval.understand.lexical import words
from retrieval.understand.terms import MOST_FILLER, MOST_SCOPE, TOPIC

ENOUGH = 0.24
"""Evidence from which a passage answers; found on half of the development questions."""
ENOUGH_WITH_FIGURE = 0.17
"""The same when the wanted kind of figure stands in it, which most passages do not have."""
ENOUGH_UNMET = 0.55
"""The same when a kind is hinted at (`wanneer`) and does not stand there."""
ENOUGH_BESIDE = 0.6
"""The same when the question looks like one on another subject (a recipe, an illness)."""
RELATED = 0.12
"""Nearness in meaning below which a passage only shares a word with the question."""
SAID = 0.35
"""Share of the question's words from which a passage does more than that."""
MEASURED = tuple(wanted for wanted in Wanted if wanted not in (Wanted.WHO, Wanted.CHANNEL))
"""What must really stand there when it is asked for."""
HELD = 0.44
"""A wish is met from here: a count of something else, or with another bound, is below it."""
ABOUT = 0.15
"""Least share of the question's words around a wanted figure: less, and it is a figure of something else."""
ABOUT_COMPARED = 0.07
"""The same in a comparison: there each policy is asked by name."""
ABOUT_COUNT = 0.27
"""The same for a count of something named, which is left out of the words."""
CONTACTS = (Wanted.PHONE, Wanted.EMAIL, Wanted.ADDRESS)
OF_CONTACT = 0.75
"""A number or address must stand about so near to what is asked as the best unit does: else it is somebody else's."""
NO_THING = re.compile(
    r"ge[a-z]{3,20}(?:d|t|de|te|en)|[a-z]{3,30}(?:bedrag|tarief|prijs|vergoeding|bijdrage|subsidie|geld|kosten)"
)
"""Says how a thing is (`per gewerkt uur`), or is the amount that is asked for (`startbedrag`), and names no thing."""
GONE = cues.words("gone")
KEY_WORD = 0.85
"""How well a unit must stand for the weightiest word of the question to speak of that very thing."""
OF_TIME = 0.5
"""The same for a time of day, which many rows have."""
PAID_FOR = r"\bvoor (?:een |de |het )?"
"""Before the thing that an amount is asked for."""
PAID_FOR_WHAT = re.compile(PAID_FOR + r"(?!welke?\b|hoeveel\b|wat\b|wie\b)((?:[\w'-]{1,40}\s?){1,6})")
NAMED_AMOUNT = re.compile(r"\w{4,}(?:tarief|tarieven|toeslag|vergoeding|bijdrage|opslag|budget)")
"""A word that says what the amount is for: `inschrijftarief`."""
PAID_PART = 0.3
"""How well a unit must stand for that word."""
PAID = 0.55
"""How well a unit must stand for what an amount is asked for: better than the sentence beside it does."""
PLACE = 0.5
"""Share of the evidence that the words of the question make; the nearness in meaning makes the rest."""


def strength(scored: Scored) -> float:
    """How strong the evidence of a unit is, 0 to 1: words and meaning together."""
    return round(PLACE * scored.coverage + (1 - PLACE) * (0.5 * scored.own + 0.5 * scored.similarity), 4)


def holds_wishes(question: Question, readings: Sequence[ReadUnit]) -> bool:
    """Whether everything that must be stated is stated by one of the units."""
    for wish in question.wishes:
        if not wish.strong or wish.wanted not in MEASURED:
            continue
        least = _least(question, wish)
        if wish.wanted is Wanted.TIME and not any(other.wanted in CONTACTS for other in question.wishes):
            least = max(least, OF_TIME * max(about(question, wish, r) for r in readings))
        if wish.wanted in CONTACTS:
            least = max(least, OF_CONTACT * max(_in_tables(question, wish, readings)))
        held = (r for r in readings if fulfils(wish, r, question) >= HELD and about(question, wish, r) >= least)
        if not any(wish.wanted is not Wanted.MONEY or _pays_for(question, r) for r in held):
            return False
    return True


def _pays_for(question: Question, reading: ReadUnit) -> bool:
    """Whether an amount is one for what stands behind `voor` in the question, or before `-tarief`."""
    said = {word for match in PAID_FOR_WHAT.finditer(fold(question.asked)) for word in words(match[1])}
    named = [term for term in question.terms if term.text in said]
    tariff = [term for term in question.terms if NAMED_AMOUNT.fullmatch(term.text) and term.weight >= TOPIC]
    if not question.in_comparison and any(term_match(term, reading) < PAID_PART for term in tariff):
        return False
    if all(term.weight < TOPIC for term in named):
        return True
    return any(term_match(term, reading) >= PAID for term in named)


def _in_tables(question: Question, wish: Wish, readings: Sequence[ReadUnit]) -> list[float]:
    """How much the rows speak of the question that stand in one table with a row that has the contact."""
    tables = {r.unit.lead for r in readings if r.unit.kind is UnitKind.ROW and fulfils(wish, r, question) >= HELD}
    return [0.0, *(about(question, wish, r) for r in readings if r.unit.lead in tables)]


def _least(question: Question, wish: Wish) -> float:
    """How much of the question must stand around the wanted figure."""
    if wish.wanted is Wanted.COUNT and wish.unit:
        return ABOUT_COUNT
    return ABOUT_COMPARED if question.in_comparison else ABOUT


def about(question: Question, wish: Wish, reading: ReadUnit) -> float:
    """Share of the question's words, what is counted left out, that the unit in its place speaks of."""
    terms = tuple(term for term in question.terms if term.stem != wish.unit)
    return coverage(terms or question.terms, reading)


def is_enough(question: Question, chosen: Sequence[Scored]) -> bool:
    """Whether the chosen units answer the question."""
    if not chosen:
        return False
    readings = [scored.reading for scored in chosen]
    if question.form is Form.CHANGE and not has_topic(question) and is_change(chosen[0].reading):
        return True
    if chosen[0].reading.meta and question.form is Form.FACT:
        return False
    hinted = [wish for wish in question.wishes if not wish.strong and wish.wanted in MEASURED]
    met = [r for r in readings if any(fulfils(wish, r, question) >= HELD for wish in hinted)]
    if hinted and lacks_entity(question, met or readings):
        return False
    money = [wish for wish in question.wishes if wish.wanted is Wanted.MONEY]
    if any(wish.strong for wish in money) and names_unknown(question):
        return False
    if money and question.form is Form.FACT and names_unknown(question, behind=PAID_FOR):
        return False
    stray = chosen[0].similarity < RELATED and chosen[0].coverage < SAID
    if stray or not holds_wishes(question, readings):
        return False
    return max(strength(scored) for scored in chosen) >= _needed(question, readings)


def takes_back(question: Question, scored: Scored) -> bool:
    """Whether the unit says that what a figure is asked of is no longer there: `de toeslag keert niet terug`."""
    if question.form is not Form.FACT or not any(w.strong and w.wanted in MEASURED for w in question.wishes):
        return False
    things = (term for term in question.terms if term.known and not term.spelled)
    key = max(things, key=lambda term: term.weight, default=None)
    about = key is not None and term_value(key, scored.reading.text) >= KEY_WORD
    return about and scored.own >= SAID and GONE.search(scored.reading.unit.text) is not None


def names_unknown(question: Question, *, behind: str = "") -> bool:
    """Whether the question asks about something that no policy in the index names, in any wording.

    With `behind` only what stands behind that pattern counts: an unknown adjective names nothing.
    """
    unknown = (
        term
        for term in question.terms
        if not term.known and term.weight > MOST_FILLER and not NO_THING.fullmatch(term.text)
    )
    asked = fold(question.asked)
    return any(not behind or re.search(rf"{behind}{re.escape(term.text)}", asked) for term in unknown)


def lacks_entity(question: Question, readings: Sequence[ReadUnit]) -> bool:
    """Whether an abbreviation that the question names, and the policies use, is nowhere in or around the units."""
    for term in question.terms:
        is_entity = (
            term.known and term.weight > MOST_SCOPE and any(len(phrase) > len(term.text) for phrase in term.spelled)
        )
        named = is_entity and re.search(rf"(?<![\w-]){re.escape(term.text)}(?![\w-])", question.asked, re.IGNORECASE)
        if named and max(term_match(term, reading) for reading in readings) == 0.0:
            return True
    return False


def _needed(question: Question, readings: Sequence[ReadUnit]) -> float:
    """How strong the evidence must be, by what is asked for and what stands there."""
    if question.refusal:
        return ENOUGH_BESIDE
    measured = [wish for wish in question.wishes if wish.wanted in MEASURED]
    met = [max(fulfils(wish, r, question) for r in readings) >= HELD for wish in measured]
    if measured and all(met):
        return ENOUGH_WITH_FIGURE
    return ENOUGH_UNMET if measured and not any(met) else ENOUGH
