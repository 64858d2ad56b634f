"""Denial: whether a claim affirms what the source denies, or the other way round.

Segments of claim and source that speak of the same are laid side by side; one
that is denied on one side only is a conflict. `vervalt` denies as `niet` does:
"vervalt per 2026" and "wordt vanaf 2026 niet meer ingekocht" agree.
"""

from __future__ import annotations

from retrieval.checker.evidence import Mention
from retrieval.checker.statements import Segment, Statement
from retrieval.checker.vocabulary import likeness, vocabulary

ENOUGH = 0.5
"""Share of the longer segment that both must hold before a difference in denial counts."""
NEARLY_ALL = 0.7
"""Share of the shorter, and of a denied segment that an affirming one must hold to be its opposite."""
BESIDE = 400
"""A denial without a figure is about figures at most so many characters away."""
FEWEST = 2
"""Terms that two segments share at least, so that a difference in denial says something."""


def denial_conflict(claim: Statement, source: Statement, *, behind: int | None = None) -> bool:
    """Whether some part of the claim affirms what the same part of the source denies, or the reverse.

    `behind`: the end of a figure that is judged. Where the source is a lead-in, a colon behind the figure ends what
    counts: a lead-in is as true as it is, whatever the items say that follow it.
    """
    if not any(segment.denials for statement in (claim, source) for segment in statement.segments):
        return False
    leads_in = bool(source.colons) and all(word.start < source.colons[-1] for word in source.words)
    colons = claim.colons if leads_in and behind is not None else ()
    led_in = next((at for at in colons if behind is not None and at >= behind), claim.end)
    return any(_opposed(part, claim, source) for part in claim.segments if part.terms and part.start < led_in)


def denied_nearby(claim: Mention, source: Mention, denying: tuple[Statement, ...]) -> bool:
    """Whether the claim affirms what a sentence beside the source's denies: `Dit bedrag keren wij niet uit aan ...`.

    `denying` are the passage's statements without figures that deny something. The claim holds all that the denial
    is about, but for its denial.
    """
    mine = claim.unit.statement
    if any(part.denials for part in mine.segments):
        return False
    terms = tuple(term for part in mine.segments for term in part.terms)
    around = [each for each in denying if abs(each.start - source.unit.statement.start) < BESIDE]
    return any(
        part.denials % 2 and len(part.terms) >= FEWEST and _held(part, terms)
        for each in around
        for part in each.segments
    )


def _held(denied: Segment, terms: tuple[tuple[str, ...], ...]) -> bool:
    """Whether every term of the denied segment is among the claim's, a word that points back left out.

    A denial that points back at nothing is about a figure beside it only when it names more than a thing or two.
    """
    said = [term for term in denied.terms if vocabulary().general.isdisjoint(term)]
    if len(said) == len(denied.terms) <= FEWEST:
        return False
    theirs = tuple(key for term in terms for key in term)
    return len(said) >= FEWEST and all(any(likeness(a, b) > 0 for b in theirs for a in term) for term in said)


def denials_of(mention: Mention) -> int:
    """Whether what is said of a figure is denied, as 0 or 1."""
    start, end = mention.region.start, mention.region.end
    return sum(part.denials for part in mention.unit.statement.segments if start <= part.start < end) % 2


def _opposed(segment: Segment, claim: Statement, source: Statement) -> bool:
    best = max(source.segments, key=lambda other: (_overlap(segment, other), -other.start), default=None)
    if best is None or (common := _overlap(segment, best)) == 0:
        return False
    if segment.denials % 2 != best.denials % 2:
        if not _same_clause(segment, best, common):
            return False
        if segment.denials % 2:
            return not any(other.denials % 2 and _holds(other, segment) for other in source.segments)
        return not _denied_elsewhere(best, claim)
    if segment.denials % 2:
        return False
    return any(
        other.denials % 2 and _holds(other, segment) and not _denied_elsewhere(other, claim)
        for other in source.segments
        if other is not best
    )


def _same_clause(one: Segment, other: Segment, common: int) -> bool:
    """Whether two segments say the same but for a denial: they share most of the shorter, and half of the longer."""
    shorter, longer = sorted((len(one.terms), len(other.terms)))
    return common >= min(FEWEST, longer) and common >= NEARLY_ALL * shorter and common >= ENOUGH * longer


def _holds(denied: Segment, segment: Segment) -> bool:
    """Whether the segment says nearly all that the denied one says."""
    return bool(denied.terms) and _overlap(denied, segment) >= NEARLY_ALL * len(denied.terms)


def _denied_elsewhere(denied: Segment, claim: Statement) -> bool:
    return any(other.denials % 2 and _overlap(denied, other) for other in claim.segments)


def _overlap(one: Segment, other: Segment) -> int:
    """How many terms of the one the other has as well."""
    theirs = tuple(key for keys in other.terms for key in keys)
    return sum(any(likeness(a, b) > 0 for b in theirs for a in keys) for keys in one.terms)
