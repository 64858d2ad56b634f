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
from retrieval.understand.terms import MOST_FILLER, MOST_SCOPE

ENOUGH_BESIDE = 0.6
"""Evidence from which a passage answers a question that looks like one on another subject (a recipe, an illness)."""
RELATED = 0.12
"""Nearness in meaning below which a passage only shares a word with the question."""
SAID = 0.35
"""Share of the question's words from which a passage does more than that."""
MEASURED = tuple(wanted for wanted in Wanted if wanted not in (Wanted.WHO, Wanted.CHANNEL))
"""What must really stand there when it is asked for."""
HELD = 0.44
"""A wish is met from here: a count of something else, or with another bound, is below it."""
AT_ALL = 0.35
"""A figure of the kind that is asked for, whatever it is a figure of."""
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
PAID_FOR = r"\bvoor (?:een |de |het )?"
"""Before the thing that an amount is asked for."""
PLACE = 0.5
"""Share of the evidence that the words of the question make; the nearness in meaning makes the rest."""


def strength(scored: Scored) -> float:
    """How strong the evidence of a unit is, 0 to 1: words and meaning together."""
    return round(PLACE * scored.coverage + (1 - PLACE) * (0.5 * scored.own + 0.5 * scored.similarity), 4)


def _in_tables(question: Question, wish: Wish, readings: Sequence[ReadUnit]) -> list[float]:
    """How much the rows speak of the question that stand in one table with a row that has the contact."""
    tables = {r.unit.lead for r in readings if r.unit.kind is UnitKind.ROW and fulfils(wish, r, question) >= HELD}
    return [0.0, *(about(question, wish, r) for r in readings if r.unit.lead in tables)]


def about(question: Question, wish: Wish, reading: ReadUnit) -> float:
    """Share of the question's words, what is counted left out, that the unit in its place speaks of."""
    terms = tuple(term for term in question.terms if term.stem != wish.unit)
    return coverage(terms or question.terms, reading)


def is_beside(question: Question, chosen: Sequence[Scored]) -> bool:
    """Whether the chosen units are certainly about something else; how likely they answer is for `certainty`."""
    if not chosen:
        return True
    readings = [scored.reading for scored in chosen]
    if question.form is Form.CHANGE and not has_topic(question) and is_change(chosen[0].reading):
        return False
    if chosen[0].reading.meta and question.form is Form.FACT:
        return True
    hinted = [wish for wish in question.wishes if not wish.strong and wish.wanted in MEASURED]
    met = [r for r in readings if any(fulfils(wish, r, question) >= HELD for wish in hinted)]
    if hinted and lacks_entity(question, met or readings):
        return True
    money = [wish for wish in question.wishes if wish.wanted is Wanted.MONEY]
    if any(wish.strong for wish in money) and names_unknown(question):
        return True
    if money and question.form is Form.FACT and names_unknown(question, behind=PAID_FOR):
        return True
    if question.refusal and max(strength(scored) for scored in chosen) < ENOUGH_BESIDE:
        return True
    stray = chosen[0].similarity < RELATED and chosen[0].coverage < SAID
    return stray or not all(_holds(question, wish, readings) for wish in question.wishes)


def _holds(question: Question, wish: Wish, readings: Sequence[ReadUnit]) -> bool:
    """Whether what must be stated is stated at all; a number or address as near to what is asked as the best unit."""
    if not wish.strong or wish.wanted not in MEASURED:
        return True
    if wish.wanted not in CONTACTS:
        return any(fulfils(wish, r, question) >= AT_ALL for r in readings)
    least = OF_CONTACT * max(_in_tables(question, wish, readings))
    return any(fulfils(wish, r, question) >= HELD and about(question, wish, r) >= least for r in readings)


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
