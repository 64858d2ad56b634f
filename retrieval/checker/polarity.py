"""Denial: whether a claim affirms what the source denies, or the other way round.

Segments of claim and source that speak of the same are laid side by side; one
that is denied on one side only is a conflict. `vervalt` denies as `niet` does:
"vervalt per 2026" and "wordt vanaf 2026 niet meer ingekocht" agree.
"""

from __future__ import annotations

from retrieval.checker.statements import Segment, Statement
from retrieval.checker.vocabulary import likeness

ENOUGH = 0.5
"""Share of the shorter segment's words that both must hold before a difference in denial counts."""
NEARLY_ALL = 0.7
"""Share of a denied segment that an affirming one must hold to be its opposite."""


def denial_conflict(claim: Statement, source: Statement) -> bool:
    """Whether some part of the claim affirms what the same part of the source denies, or the reverse."""
    return any(_opposed(segment, claim, source) for segment in claim.segments)


def _opposed(segment: Segment, claim: Statement, source: Statement) -> bool:
    best = max(source.segments, key=lambda other: (_overlap(segment, other), -other.start), default=None)
    if best is None or _overlap(segment, best) == 0:
        return False
    if segment.denials % 2 != best.denials % 2:
        return _share(segment, best) >= ENOUGH and not _answered(segment, best, (claim, source))
    if segment.denials % 2:
        return False
    return any(
        other.denials % 2 and _covered(other, segment) >= NEARLY_ALL and not _denied_elsewhere(other, claim)
        for other in source.segments
        if other is not best
    )


def _answered(segment: Segment, best: Segment, both: tuple[Statement, Statement]) -> bool:
    """Whether the denial that one side lacks here stands in another segment that speaks of the same."""
    claim, source = both
    if segment.denials % 2:
        return any(other.denials % 2 and _overlap(segment, other) for other in source.segments)
    return _denied_elsewhere(best, claim)


def _denied_elsewhere(denied: Segment, claim: Statement) -> bool:
    return any(other.denials % 2 and _overlap(denied, other) for other in claim.segments)


def _overlap(one: Segment, other: Segment) -> int:
    return sum(any(likeness(a, b) for b in _keys(other) for a in word.keys) for word in one.words if word.keys)


def _share(one: Segment, other: Segment) -> float:
    sizes = [sum(bool(word.keys) for word in segment.words) for segment in (one, other)]
    return _overlap(one, other) / max(1, min(sizes))


def _covered(part: Segment, whole: Segment) -> float:
    size = sum(bool(word.keys) for word in part.words)
    return _overlap(part, whole) / size if size else 0.0


def _keys(segment: Segment) -> tuple[str, ...]:
    return tuple(key for word in segment.words for key in word.keys)
