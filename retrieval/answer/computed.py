"""What follows from a rule of the source for the dates of the question, with the rule beside it."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval import wording
from retrieval.answer.compose import Said
from retrieval.answer.hints import dates_given, of_other_years
from retrieval.answer.rank import Scored
from retrieval.answer.wanted import fulfils
from retrieval.calculator import derive
from retrieval.figures.render import render
from retrieval.figures.values import FigureKind
from retrieval.types import Derivation, Question, Wanted

SAYS_WHAT = 0.5
"""How much of what the best unit holds of the question another must hold for its rule to be the one to compute with."""
STATED = 0.9
"""How far a unit must hold what is wished to leave nothing to compute: a rule of time holds 0.8 of a date."""


def derivation_for(question: Question, chosen: Sequence[Scored]) -> tuple[Derivation, Scored] | None:
    """The first chosen unit whose rule gives a day for the question's dates, with what follows.

    None when a better unit states outright what is asked: then there is nothing to compute.
    """
    wanted = {wish.wanted for wish in question.wishes}
    given = dates_given(question) if Wanted.DATE in wanted else ()
    if Wanted.COUNT in wanted:
        given += tuple(figure for figure in question.figures if figure.kind is FigureKind.COUNT)
    if not given:
        return None
    for place, scored in enumerate(chosen):
        if place and scored.own < SAYS_WHAT * chosen[0].own:
            continue
        found = None if of_other_years(scored.reading.unit, given) else derive(scored.reading.unit.text, given)
        if found is not None and found.inputs:
            return found, scored
        if any(fulfils(wish, scored.reading, question) >= STATED for wish in question.wishes if wish.strong):
            return None
    return None


def computed_claim(derivation: Derivation, scored: Scored, *, opening: str) -> Said:
    """The computed day as a claim that cites the rule, and what replaces a figure of it."""
    carried = (scored.reading, *scored.reading.amenders)
    return Said(wording.computed(", ".join(derivation.inputs), shown(derivation)), carried, opening)


def shown(derivation: Derivation) -> str:
    """What was computed, in Dutch: a date, or the outcome of the last step with its unit."""
    try:
        return render(derivation.result, FigureKind.DATE)
    except ValueError:
        return derivation.steps[-1].rpartition("= ")[2].rstrip(".")
