"""Claims of one answer that lean on the same figure of a passage: it can carry only the one it is about.

"De praktijk ... 2 uur en de regio ... 4,5 uur" with the figures exchanged has
both values in the passage. Where one claim is refused because of a figure, the
claim that states that figure for something else loses it; where two claims
share a figure, the weaker must not have a free one that speaks against it.
"""

from __future__ import annotations

from retrieval.checker.claims import Claim
from retrieval.checker.judge import MARGIN, Finding, Outcome, Problem

CLOSE = 0.05
"""How far a free figure that says otherwise may trail a shared one."""


NEARLY = 0.5
"""How far what speaks for a claim may trail a figure that is better taken by another claim."""


def settle(claims: tuple[Claim, ...], findings: tuple[Finding, ...], n: int) -> tuple[Finding, ...]:
    """The findings of passage `n` on all claims of an answer, with figures that were leant on twice settled.

    A claim that cites another passage leans on nothing of this one.
    """
    together: dict[int, list[int]] = {}
    for place, claim in enumerate(claims):
        of = together.setdefault(claim.mention.unit.statement.start, [])
        if not claim.cited or n in claim.cited:
            of.append(place)
    return tuple(
        _settled(place, together[claim.mention.unit.statement.start], findings) for place, claim in enumerate(claims)
    )


def _settled(place: int, together: list[int], findings: tuple[Finding, ...]) -> Finding:
    mine = findings[place]
    if mine.rival is None:
        return mine
    if mine.outcome is Outcome.CONTRADICTED:
        return mine.rival if _carries_another(mine, together, findings) else mine
    for other in together:
        finding = findings[other]
        if _exchanged(mine, finding):
            return mine.rival
        if other == place or finding.mention is not mine.mention:
            continue
        lost = finding.outcome is Outcome.CONTRADICTED and finding.score > mine.score
        if lost and mine.rival.score >= mine.score - MARGIN:
            return mine.rival
        shared = finding.outcome is Outcome.SUPPORTED and finding.score > mine.score
        if shared and mine.rival.score >= mine.score - CLOSE and not _taken(mine.rival, together, findings):
            return mine.rival
    return mine


def _exchanged(mine: Finding, other: Finding) -> bool:
    """Whether each of two claims is better served by the figure that the other states."""
    if mine.rival is None or other.rival is None or other.outcome is not Outcome.SUPPORTED:
        return False
    if mine.rival.mention is not other.mention or other.rival.mention is not mine.mention:
        return False
    return mine.rival.score + other.rival.score > mine.score + other.score + CLOSE


def _carries_another(mine: Finding, together: list[int], findings: tuple[Finding, ...]) -> bool:
    """Whether what speaks against the claim is the better support of another: "85% voor A en 80% voor B"."""
    assert mine.rival is not None
    if mine.problem is not Problem.VALUE or mine.rival.score < mine.score - NEARLY:
        return False
    return any(
        findings[other].outcome is Outcome.SUPPORTED
        and findings[other].mention is mine.mention
        and findings[other].score >= mine.score - CLOSE
        for other in together
        if findings[other] is not mine
    )


def _taken(rival: Finding, together: list[int], findings: tuple[Finding, ...]) -> bool:
    return any(findings[place].mention is rival.mention for place in together)
