"""The list that a question asks for, whole: its items merged into one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    """One claim: lead-in and items; each item is cited."""
    lead = items[0].unit.lead.split("\n")[-1].strip().rstrip(":") or (items[0].unit.section or ("",))[-1]
    room = MOST_WORDS // max(len(items), 1)
    parts: list[str] = []
    used: list[Reading] = []
    size = len(lead.split())
    for item in items:
        text = shorten(item.unit.text.strip(), worth, most=max(room, 14)).rstrip(" .;,")
        if size + len(text.split()) > MOST_WORDS:
            break
        size += len(text.split())
        parts.append(text)
        used.append(item)
    rest = len(items) - len(parts)
    tail = f" (en nog {rest} in de bron)" if rest else ""
    return [Claim(f"{lead}: {'; '.join(parts)}{tail}", tuple(used[:1]), opening)]
