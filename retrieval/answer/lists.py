"""The list that a question asks for, whole: its items merged into one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval import wording
from retrieval.answer.compose import Claim, Worth
from retrieval.answer.hints import has_topic
from retrieval.answer.match import Reading
from retrieval.answer.rank import Scored
from retrieval.answer.show import shorten
from retrieval.types import Form, Question, UnitKind

MOST_WORDS = 190
"""Words that a list may take; what does not fit is counted."""
FEWEST = 2


def items_of(question: Question, chosen: Sequence[Scored]) -> tuple[Reading, ...]:
    """The items of the list that the best unit belongs to or introduces; empty when no list is asked for."""
    if not chosen or not (question.form is Form.LIST or (question.form is Form.CHANGE and not has_topic(question))):
        return ()
    best = chosen[0].reading
    units = best.chunk.units
    lead = best.unit.lead if best.unit.kind is UnitKind.ITEM else best.unit.text if best.unit.text.rstrip().endswith(":") else ""
    if not lead and best.unit.kind is not UnitKind.ITEM:
        return ()
    places = [i for i, unit in enumerate(units) if unit.kind is UnitKind.ITEM and unit.lead.strip() == lead.strip()]
    if len(places) < FEWEST:
        return ()
    return tuple(replace(best, unit=units[i], place=i) for i in places)


def list_claims(question: Question, items: Sequence[Reading], opening: str, worth: Worth) -> list[Claim]:
    """The lead-in, then a line for each item with its citation."""
    lead = items[0].unit.lead.split("\n")[-1].strip().rstrip(":") or (items[0].unit.section or ("",))[-1]
    room = MOST_WORDS // max(len(items), 1)
    claims = [Claim(f"{lead}:", (), opening)]
    size = len(lead.split())
    for item in items:
        text = shorten(item.unit.text.strip(), worth, most=max(room, 14)).rstrip(" .;,")
        size += len(text.split()) + 2
        if size > MOST_WORDS and len(claims) > 1:
            break
        claims.append(Claim(f"\n- {text}", (item,), opening))
    rest = len(items) + 1 - len(claims)
    return [*claims, Claim(f"\n{wording.more(rest)}")] if rest else claims
