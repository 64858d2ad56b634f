"""The list that a question asks for, whole: its items merged into one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from retrieval import wording
from retrieval.answer import cues
from retrieval.answer.compose import Said, Worth
from retrieval.answer.hints import has_topic
from retrieval.answer.match import ReadUnit, leans_back, term_value
from retrieval.answer.rank import Scored
from retrieval.answer.select import Nearby
from retrieval.answer.show import shorten, show
from retrieval.figures.find import find_figures
from retrieval.types import Form, Question, UnitKind, Wanted
from retrieval.understand.terms import TOPIC

MOST_WORDS = 190
"""Words that a list may take; what does not fit is counted."""
MOST_BESIDE = 80
"""The same when no list was asked for."""
FEWEST = 2
SAME_OPENING = 2
"""Words that the items of one list open with alike (`De praktijk ...`)."""
NUMBERING = re.compile(r"^[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.?\s+")
SHORT_ITEM = 12
LEAST_ROOM = 14
"""Words for each item at least."""
CAPTIONED = 2
"""Lines of the lead of a table with a caption: that and its headers."""
TIMES = re.compile(r"\bwelke\s(?:dagen|weken|maanden|jaren|tijden|uren)\b", re.IGNORECASE)
"""Asks when, in the plural; that is no list."""
FEWEST_ROWS = 3
LISTED = 0.7
"""How well a table's caption or header must stand for a word of the question to list what that names."""
LIST_SHARE = 0.3
"""Share of the question's words that the table as a whole is about."""
ASKS_HOW = cues.words("asks_how")
STEPS = cues.words("steps")
ITEM_SAYS = 0.3
"""Share of the question's words from which an item answers by itself; if not, its lead-in must."""


def items_of(question: Question, chosen: Sequence[Scored], *, nearby: Nearby) -> tuple[ReadUnit, ...]:
    """The items of the list that the best unit belongs to or introduces; empty when no list answers."""
    if not chosen:
        return ()
    best = _lead_behind(chosen[0].reading, nearby(chosen[0].reading))
    if not (_asks_list(question) or _lead_answers(question, chosen[0]) or _is_step(question, best)):
        return ()
    items = [reading for reading in nearby(best) if reading.unit.kind is UnitKind.ITEM]
    text, lead = best.unit.text.strip(), best.unit.lead.strip()
    if text.endswith(":"):
        found = tuple(item for item in items if (own := item.unit.lead.strip()) and text.endswith(own))
        found = found or (best, *_flat_items(best, nearby(best)))
    elif best.unit.kind is UnitKind.ITEM:
        found = tuple(item for item in items if item.unit.lead.strip() == lead)
    else:
        found = _table_of(question, best, nearby(best))
    return found if len(found) >= FEWEST else ()


def _table_of(question: Question, best: ReadUnit, around: Sequence[ReadUnit]) -> tuple[ReadUnit, ...]:
    """The rows of a table that lists what is asked for: its caption or first header names that, no row does."""
    if (
        best.unit.kind is not UnitKind.ROW
        or any(wish.strong for wish in question.wishes)
        or TIMES.search(question.text)
    ):
        return ()
    rows = tuple(r for r in around if r.unit.kind is UnitKind.ROW and r.unit.lead == best.unit.lead)
    if len(rows) < FEWEST_ROWS:
        return ()
    listed = [term for term in question.terms if term.weight >= TOPIC and term_value(term, best.lead) >= LISTED]
    of_all = [term for term in listed if sum(term_value(term, row.text) >= LISTED for row in rows) * 2 < len(rows)]
    total = sum(term.weight for term in question.terms)
    return rows if sum(term.weight for term in of_all) >= LIST_SHARE * total else ()


def _flat_items(best: ReadUnit, around: Sequence[ReadUnit]) -> tuple[ReadUnit, ...]:
    """The items behind one that ends as a lead-in, where the text does not show that they stand in it.

    They go on until an item that opens as that one does.
    """
    place = next(i for i, reading in enumerate(around) if reading.unit.id == best.unit.id)
    opening = best.unit.text.split()[:SAME_OPENING]
    behind = takewhile(
        lambda r: r.unit.kind is UnitKind.ITEM and r.unit.text.split()[:SAME_OPENING] != opening, around[place + 1 :]
    )
    return tuple(behind)


def _lead_behind(best: ReadUnit, around: Sequence[ReadUnit]) -> ReadUnit:
    """The lead-in right behind a sentence that it points back at; the sentence itself when there is none."""
    place = next(i for i, reading in enumerate(around) if reading.unit.id == best.unit.id)
    behind = around[place + 1] if place + 1 < len(around) else best
    is_lead = behind.unit.text.rstrip().endswith(":") and leans_back(behind.unit.text)
    return behind if is_lead and best.unit.kind is UnitKind.SENTENCE else best


def _asks_list(question: Question) -> bool:
    return question.form is Form.LIST or (question.form is Form.CHANGE and not has_topic(question))


def _lead_answers(question: Question, best: Scored) -> bool:
    """Whether a short item speaks through its lead-in: then its neighbours answer as much as it does."""
    unit = best.reading.unit
    if unit.kind is not UnitKind.ITEM or not unit.lead or len(unit.text.split()) > SHORT_ITEM or question.wishes:
        return False
    total = sum(term.weight for term in question.terms) or 1.0
    own = sum(term.weight * term_value(term, best.reading.text) for term in question.terms) / total
    lead = sum(term.weight * term_value(term, best.reading.lead) for term in question.terms) / total
    return question.form is not Form.YES_NO and own < ITEM_SAYS <= lead


def _is_step(question: Question, best: ReadUnit) -> bool:
    """Whether how something goes is asked, and this is a step of it or what introduces the steps: half is no way."""
    if question.form is Form.YES_NO or not ASKS_HOW.search(question.asked):
        return False
    if any(wish.strong and wish.wanted is not Wanted.CHANNEL for wish in question.wishes):
        return False
    text = best.unit.text.strip()
    lead = best.unit.lead if best.unit.kind is UnitKind.ITEM else text if text.endswith(":") else ""
    return STEPS.search(lead) is not None


def before_lead(items: Sequence[ReadUnit], nearby: Sequence[ReadUnit]) -> tuple[ReadUnit, ...]:
    """The sentence that the lead-in of a list points back at; without it nobody knows what is listed."""
    lead = items[0].unit.lead.strip()
    if not leans_back(lead):
        return ()
    place = next((i for i, reading in enumerate(nearby) if reading.unit.text.strip() == lead), 0)
    return (nearby[place - 1],) if place else ()


def list_claims(
    question: Question, items: Sequence[ReadUnit], opening: str, worth: Worth, *, before: Sequence[ReadUnit] = ()
) -> list[Said]:
    """The lead-in, with the sentence `before` it that it needs, then a line for each item with its citation."""
    if items[0].unit.text.rstrip().endswith(":"):
        before, items, lead = (*before, items[0]), items[1:], ""
    else:
        lead = _lead_of(items[0])
    most = MOST_WORDS if _asks_list(question) else MOST_BESIDE
    room = most // max(len(items), 1)
    told = [Said(reading.unit.text.strip().rstrip(".:"), (reading,), opening) for reading in before]
    claims = [*told, *([Said(f"{lead}:", (), opening)] if lead else [])]
    first = len(claims)
    size = sum(len(claim.text.split()) for claim in claims)
    for item in items:
        most_here = max(room, LEAST_ROOM)
        row = item.unit.kind is UnitKind.ROW
        text = show(item.unit, worth, most=most_here) if row else shorten(item.unit.text.strip(), worth, most=most_here)
        text = text.rstrip(" .;,")
        size += len(text.split()) + 2
        if size > most and len(claims) > first:
            break
        claims.append(Said(f"\n- {text}", (item, *item.amenders), opening))
    rest = len(items) + first - len(claims)
    return [*claims, Said(f"\n{wording.more()}")] if rest else claims


def _lead_of(item: ReadUnit) -> str:
    """What introduces the list: the lead-in of items, the caption of a table, else the heading."""
    lines = [line.strip().rstrip(":") for line in item.unit.lead.split("\n")]
    if item.unit.kind is not UnitKind.ROW:
        return lines[-1] or _heading(item)
    return "" if len(lines) < CAPTIONED or find_figures(lines[0]) else lines[0]


def _heading(item: ReadUnit) -> str:
    """The heading above a list without lead-in, its number left out; none that states a figure or asks."""
    heading = NUMBERING.sub("", (item.unit.section or ("",))[-1]).strip()
    return "" if find_figures(heading) or heading.endswith("?") else heading
