"""Computed figures: recomputed from the rule in the passage and the figures of the question.

A computed figure is as good as its rule: the rule must stand in the cited
passage and be the one the claim speaks of, and its input must stand in the
question or, framed as the asker's own, in the answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.calculator import derivations
from retrieval.checker.actors import actors_conflict
from retrieval.checker.alignment import Topic, align, seek
from retrieval.checker.claims import AnswerReading, Claim
from retrieval.checker.evidence import Mention
from retrieval.checker.judge import Judge
from retrieval.checker.polarity import denial_conflict
from retrieval.checker.relation import Relation, relate
from retrieval.figures.equality import equal_value
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Derivation

COMPUTED = frozenset({FigureKind.DATE, FigureKind.COUNT})
DAYS = frozenset({FigureKind.DATE, FigureKind.MONTH})
OPEN = frozenset({Bound.BEFORE, Bound.AFTER})
"""Bounds from which a last or first day follows without any input."""
BEHIND = 0.15
"""A rule so much less about the claim than the best one is another rule."""
CONCLUSION = re.compile(
    r"\b(?:dus|daarmee|zodat|oftewel|ofwel|komt neer op|betekent|dat is|is dat|wordt dat|dat wordt|namelijk|uiterste)\b"
)
WRONG_SIDES = {
    Bound.MAX: frozenset({Bound.FROM, Bound.AFTER, Bound.BEFORE, Bound.MIN}),
    Bound.MIN: frozenset({Bound.FROM, Bound.AFTER, Bound.BEFORE, Bound.MAX}),
    Bound.FROM: frozenset({Bound.AFTER, Bound.BEFORE}),
    Bound.EXACT: frozenset({Bound.AFTER, Bound.BEFORE}),
    Bound.BEFORE: frozenset(Bound) - {Bound.BY},
    Bound.AFTER: frozenset(Bound) - {Bound.FROM},
}
"""Bounds that a result cannot have, by the bound of its rule: within six weeks is no first day."""


@dataclass(frozen=True, slots=True)
class Computation:
    """What the rule at `mention` comes to, and whether the claim says so."""

    mention: Mention
    derivation: Derivation
    right: bool


def compute(claim: Claim, topic: Topic, passage: Judge, answer: AnswerReading) -> Computation | None:
    """The computation that the claim is the result of, right or wrong; None where there is nothing to compute."""
    figure = claim.mention.figure
    if figure.kind not in COMPUTED:
        return None
    inputs = _inputs(claim, answer)
    rules = _rules(topic, passage, frozenset(each.kind for each in inputs), _stated(claim, answer))
    found = [(mention, each) for mention in rules for each in _derive(mention, passage, inputs) if _fits(each, figure)]
    for mention, derivation in found:
        if _equals(derivation, figure) and _agrees(claim.mention, mention):
            return Computation(mention, derivation, right=True)
    return Computation(*found[0], right=False) if found else None


def _agrees(claim: Mention, rule: Mention) -> bool:
    """Whether the claim puts the result on the right side, and denies and assigns it as the rule does."""
    if claim.figure.bound in WRONG_SIDES.get(rule.figure.bound or Bound.ABOUT, frozenset()):
        return False
    return not denial_conflict(claim.unit.statement, rule.unit.statement) and not actors_conflict(claim, rule)


def concludes(claim: Claim, text: str) -> bool:
    """Whether the figure is drawn as a conclusion from another figure of its sentence: "..., dus uiterlijk ..."."""
    figure, statement = claim.mention.figure, claim.mention.unit.statement
    before = [other for other in statement.figures if other.end <= figure.start]
    return bool(before) and CONCLUSION.search(text.lower(), before[-1].end, figure.start) is not None


def _stated(claim: Claim, answer: AnswerReading) -> tuple[Figure, ...]:
    """The figures of the claim's sentence and of the one before: the answer computes by the rule that it states."""
    return tuple(figure for unit in answer.units_to(claim, 1) for figure in unit.statement.figures)


def _rules(topic: Topic, passage: Judge, given: frozenset[FigureKind], stated: tuple[Figure, ...]) -> list[Mention]:
    """The figures of the passage that can be rules for the claim, most to the point first."""
    sought = seek(topic, passage.aligner)
    scored = [
        (align(sought, passage.aligner, place), mention)
        for place, mention in enumerate(passage.mentions)
        if _can_rule(mention.figure, given)
    ]
    best = max((score for score, _ in scored), default=0.0)
    near = [
        (score, mention)
        for score, mention in scored
        if score >= best - BEHIND or any(relate(figure, mention.figure) is Relation.SAME for figure in stated)
    ]
    near.sort(key=lambda pair: (-pair[0], pair[1].figure.start))
    return [mention for _, mention in near]


def _can_rule(figure: Figure, given: frozenset[FigureKind]) -> bool:
    """Whether something can follow from the figure, given figures of these kinds."""
    if figure.kind is FigureKind.COUNT:
        return FigureKind.COUNT in given
    if figure.kind is FigureKind.DATE and figure.bound in OPEN:
        return True
    symbolic = figure.kind is FigureKind.DATE and figure.value[:1].isalpha()
    return (symbolic or figure.kind is FigureKind.DURATION) and not given.isdisjoint(DAYS)


def _inputs(claim: Claim, answer: AnswerReading) -> tuple[Figure, ...]:
    """The figures of the question, and those that the answer puts as the asker's own."""
    own = (figure for figure in answer.own_inputs if figure.start != claim.mention.figure.start)
    return (*answer.question.figures, *own)


def _derive(mention: Mention, passage: Judge, inputs: tuple[Figure, ...]) -> list[Derivation]:
    """The derivations from the mention's own clause."""
    statement = mention.unit.statement
    rule = passage.text[statement.start : statement.end]
    surface = passage.text[mention.figure.start : mention.figure.end]
    own = {(figure.kind, figure.value) for figure in statement.figures}
    fresh = tuple(figure for figure in inputs if (figure.kind, figure.value) not in own)
    return [each for each in derivations(rule, fresh) if surface in each.rule]


def _fits(derivation: Derivation, figure: Figure) -> bool:
    """Whether the result is of the figure's kind, and counts what the figure counts."""
    if figure.kind is FigureKind.DATE or "-" in derivation.result:
        return figure.kind is FigureKind.DATE and "-" in derivation.result
    return not figure.unit or figure.unit in derivation.steps[-1].rpartition("=")[2]


def _equals(derivation: Derivation, figure: Figure) -> bool:
    if equal_value(figure.kind, figure.value, figure.kind, derivation.result):
        return True
    return (
        figure.kind is FigureKind.DATE and figure.value.startswith("--") and derivation.result[4:] == figure.value[1:]
    )
