"""Short remarks that the reader of an answer needs: an expired policy, a passed deadline, a correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from retrieval import wording
from retrieval.answer.plan import is_expired
from retrieval.draft import Draft
from retrieval.figures.values import Bound, FigureKind
from retrieval.types import DocumentInfo, Question, Unit, Wanted

DEADLINE_BOUNDS = (Bound.BY, Bound.BEFORE, Bound.EXACT)


def notices_for(question: Question, draft: Draft, documents: Sequence[DocumentInfo], *, today: date) -> tuple[str, ...]:
    """The remarks on an answer, each once."""
    found = [
        wording.expired(wording.policy_name(info), max(info.years)) for info in documents if is_expired(info, today)
    ]
    units = _cited(draft)
    if any(wish.wanted is Wanted.DATE for wish in question.wishes):
        found += [wording.passed(day) for day in _passed_days(units, today)]
    found += [wording.corrected(unit.correction) for unit in units if unit.correction]
    return tuple(dict.fromkeys(found))


def _cited(draft: Draft) -> tuple[Unit, ...]:
    ids = {unit_id for sentence in draft.sentences for unit_id in sentence.unit_ids}
    return tuple(
        unit
        for citation in draft.citations
        for unit in citation.units
        if unit.id in ids and unit.id == citation.unit_id
    )


def _passed_days(units: Sequence[Unit], today: date) -> list[date]:
    """The deadlines of the cited units that are behind us."""
    found = []
    for unit in units:
        for figure in unit.figures:
            if figure.kind is FigureKind.DATE and (figure.bound in DEADLINE_BOUNDS or figure.bound is None):
                try:
                    day = date.fromisoformat(figure.value)
                except ValueError:
                    continue
                if day < today:
                    found.append(day)
    return sorted(set(found))
