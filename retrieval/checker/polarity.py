"""Denial: whether a claim affirms what the source denies, or the other way round.

Segments of claim and source that speak of the same are laid side by side; one
that is denied on one side only is a conflict. `vervalt` denies as `niet` does:
"vervalt per 2026" and "wordt vanaf 2026 niet meer ingekocht" agree.
"""

from __future__ import annotations

from retrieval.checker.evidence import Mention
from retrieval.checker.statements import Segment, Statement, group_of
from retrieval.checker.vocabulary import likeness, vocabulary
from retrieval.figures.values import Figure

ENOUGH = 0.5
"""Share of the longer segment that both must hold before a difference in denial counts."""
NEARLY_ALL = 0.7
"""Share of the shorter, and of a denied segment that an affirming one must hold to be its opposite."""
BESIDE = 400
"""A denial without a figure is about figures at most so many characters away."""
FEWEST = 2
"""Terms that two segments share at least, so that a difference in denial says something."""


def denial_conflict(
    claim: Statement, source: Statement, figure: Figure | None = None, denied: tuple[Segment, ...] = ()
) -> bool:
    """Whether some part of the claim affirms what the same part of the source denies, or the reverse.

    `figure` is the one of the claim that is judged: a part with another of the kind is that one's affair. Where the
    source is a lead-in, a colon behind the figure ends what counts: a lead-in is as true as it is, whatever the items
    say that follow it. `denied` is all that the passage denies: what the claim denies may stand beside the source.
    """
    if not any(segment.denials for statement in (claim, source) for segment in statement.segments):
        return False
    parts = [part for part in claim.segments if part.terms]
    if figure is not None:
        leads_in = bool(source.colons) and all(word.start < source.colons[-1] for word in source.words)
        led_in = next((at for at in (claim.colons if leads_in else ()) if at >= figure.end), claim.end)
        parts = [part for part in parts if part.start < led_in and not _of_another(part, figure, claim.figures)]
    return any(_opposed(part, claim, source, denied) for part in parts)


def _of_another(part: Segment, figure: Figure, figures: tuple[Figure, ...]) -> bool:
    """Whether a part of the claim has figures of the kind, and the one that is judged is not among them."""
    inside = [each for each in figures if part.start <= each.start < part.end]
    mates = [each for each in inside if group_of(each.kind) == group_of(figure.kind)]
    return bool(mates) and all(each.start != figure.start for each in mates)


def denied_nearby(claim: Mention, source: Mention, wordy: tuple[Statement, ...]) -> bool:
    """Whether a sentence beside the source's denies what the claim affirms, or affirms what it denies.

    `Dit bedrag keren wij niet uit aan ...` denies a claim that holds all that it is about. `Dan is de machtiging
    verleend` affirms what `de machtiging is niet verleend` denies. `wordy` are the statements without figures.
    """
    mine = claim.unit.statement
    around = [each for each in wordy if abs(each.start - source.unit.statement.start) < BESIDE]
    parts = tuple(part for each in around for part in each.segments)
    denials = tuple(part for part in mine.segments if part.denials)
    if denials:
        return any(_affirmed(part, other) for part in denials for other in parts if not other.denials)
    terms = tuple(term for part in mine.segments for term in part.terms)
    return any(part.denials % 2 and len(part.terms) >= FEWEST and _held(part, terms) for part in parts)


def _affirmed(denied: Segment, other: Segment) -> bool:
    """Whether another segment says just what is denied."""
    size = len(denied.terms)
    return size >= FEWEST and size == len(other.terms) == _overlap(denied, other) == _overlap(other, denied)


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


def _opposed(segment: Segment, claim: Statement, source: Statement, denied: tuple[Segment, ...]) -> bool:
    best = max(source.segments, key=lambda other: (_overlap(segment, other), -other.start), default=None)
    if best is None or (common := _overlap(segment, best)) == 0:
        return False
    if segment.denials % 2 != best.denials % 2:
        if not _same_clause(segment, best, common):
            return False
        if segment.denials % 2:
            own = any(other.denials % 2 and _holds(other, segment) for other in source.segments)
            return not own and not any(_denies_as_well(other, segment, source) for other in denied)
        return not _denied_elsewhere(best, claim)
    if segment.denials % 2:
        return False
    return any(
        other.denials % 2 and _holds(other, segment) and not _denied_elsewhere(other, claim)
        for other in source.segments
        if other is not best
    )


def _denies_as_well(other: Segment, segment: Segment, source: Statement) -> bool:
    """Whether what is denied beside the source's statement is what the segment denies."""
    inside = source.start <= other.start < source.end
    if inside or abs(other.start - source.start) > BESIDE or _overlap(other, segment) < FEWEST:
        return False
    return _holds(other, segment) and _overlap(segment, other) >= ENOUGH * len(segment.terms)


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
