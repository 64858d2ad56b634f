"""Whether a claim's bound agrees with the source's: uiterlijk against vóór, minimaal against maximaal.

A claim may leave a bound out; it may not turn it, nor put one where the source
has none. Day by day: `vóór 1 juli` ends a day earlier than `uiterlijk 1 juli`.
"""

from __future__ import annotations

from retrieval.checker.vocabulary import vocabulary
from retrieval.figures.values import Bound, Figure, FigureKind

AGREES: frozenset[tuple[Bound, Bound]] = frozenset(
    {
        (Bound.EXACT, Bound.FROM),  # "gaat in op 1 januari" where the source has "per 1 januari"
        (Bound.FROM, Bound.EXACT),
        (Bound.EXACT, Bound.BY),
        (Bound.BY, Bound.EXACT),
        (Bound.EXACT, Bound.ABOUT),
        (Bound.MAX, Bound.BY),  # "binnen", "tot" of an amount and of a day are one word
        (Bound.BY, Bound.MAX),
        (Bound.MAX, Bound.BEFORE),
        (Bound.BEFORE, Bound.MAX),
        (Bound.MIN, Bound.FROM),
        (Bound.FROM, Bound.MIN),
    }
)
WITHOUT = frozenset({Bound.EXACT, Bound.ABOUT, Bound.BY, Bound.FROM})
"""Bounds that a claim may put on a bare figure of the calendar: a date in a planning is a final or first date."""
AMOUNTS = frozenset({FigureKind.DURATION, FigureKind.COUNT, FigureKind.PERCENTAGE, FigureKind.MONEY})
UNTIL = "tot"
"""`tot 1 juli` is used for both `vóór` and `tot en met`."""
THAN = "dan"
"""A comparison that the figure was not read with (`niet ouder is dan`): then nothing is known of its bound."""
WITHIN = ("binnen", "in", "tot", "duurt")


def bounds_agree(
    claim: Figure, source: Figure, *, before: str, source_before: str, context: frozenset[str], cell: bool = False
) -> bool:
    """Whether the claim's bound may be stated of the source's figure.

    `before` and `source_before` are the word before each figure, `context` the
    folded words that the source is read with ("maximumtarief" makes a bare
    amount a maximum); a `cell` holds the bare figure of a norm or limit that header or label names.
    """
    if claim.bound is None or claim.bound is source.bound:
        return True
    if source.bound is not None:
        if (claim.bound, source.bound) in AGREES:
            return True
        return {claim.bound, source.bound} == {Bound.BY, Bound.BEFORE} and UNTIL in (before, source_before)
    if cell:
        return _cell_may_have(claim, context)
    if claim.kind in AMOUNTS:
        return _amount_without_bound(claim, before, context)
    return claim.bound in WITHOUT or (claim.bound is Bound.BEFORE and before == UNTIL)


def _cell_may_have(claim: Figure, context: frozenset[str]) -> bool:
    """Whether nothing around a cell speaks against the bound."""
    words = vocabulary().words
    most, least = (not words[name].isdisjoint(context) for name in ("maximum_context", "minimum_context"))
    if claim.bound is Bound.MAX:
        return most or not least
    return least or not most if claim.bound is Bound.MIN else True


def _amount_without_bound(claim: Figure, before: str, context: frozenset[str]) -> bool:
    words = vocabulary().words
    if THAN in context:
        return True
    if claim.bound is Bound.MAX:
        return before in WITHIN or not words["maximum_context"].isdisjoint(context)
    if claim.bound is Bound.MIN:
        return not words["minimum_context"].isdisjoint(context)
    return True
