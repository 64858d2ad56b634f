"""What follows from a rule of the source for the dates of the question, with the rule beside it."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import wording
from retrieval.answer.compose import Claim
from retrieval.answer.hints import dates_given
from retrieval.answer.rank import Scored
from retrieval.calculator import derive
from retrieval.figures.render import render
from retrieval.figures.values import FigureKind
from retrieval.types import Derivation, Question, Wanted


def derivation_for(question: Question, chosen: Sequence[Scored]) -> tuple[Derivation, Scored] | None:
    """The first chosen unit whose rule gives a day for the question's dates, with what follows."""
    given = dates_given(question)
    if not given or not any(wish.wanted is Wanted.DATE for wish in question.wishes):
        return None
    for scored in chosen:
        found = derive(scored.reading.unit.text, given)
        if found is not None:
            return found, scored
    return None


def computed_claim(derivation: Derivation, scored: Scored, *, opening: str) -> Claim:
    """The computed day as a claim that cites the rule."""
    return Claim(wording.computed(", ".join(derivation.inputs), shown(derivation.result)), (scored.reading,), opening)


def shown(value: str) -> str:
    """A computed date in Dutch."""
    return render(value, FigureKind.DATE)
