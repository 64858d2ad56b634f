"""Claims of one answer that lean on the same figure of a passage: it can carry only the one it is about.

"De praktijk ... 2 uur en de regio ... 4,5 uur" with the figures exchanged has
both values in the passage. Where one claim is refused because of a figure, the
claim that states that figure for something else loses it; where two claims
share a figure, the weaker must not have a free one that speaks against it.
"""

from __future__ import annotations

from retrieval.checker.claims import Claim
from retrieval.checker.judge import MARGIN, Finding, Outcome

CLOSE = 0.05
"""How far a free figure that says otherwise may trail a shared one."""


def settle(claims: tuple[Claim, ...], findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of one passage on all claims of an answer, with figures that were leant on twice settled."""
    return tuple(_settled(place, claims, findings) for place in range(len(findings)))


def _settled(place: int, claims: tuple[Claim, ...], findings: tuple[Finding, ...]) -> Finding:
    mine = findings[place]
    if mine.outcome is not Outcome.SUPPORTED or mine.rival is None:
        return mine
    for other, finding in enumerate(findings):
        if other == place or finding.mention is not mine.mention or not _together(claims[place], claims[other]):
            continue
        lost = finding.outcome is Outcome.CONTRADICTED and finding.score > mine.score
        if lost and mine.rival.score >= mine.score - MARGIN:
            return mine.rival
        shared = finding.outcome is Outcome.SUPPORTED and finding.score > mine.score
        if shared and mine.rival.score >= mine.score - CLOSE and not _taken(mine.rival, findings):
            return mine.rival
    return mine


def _together(one: Claim, other: Claim) -> bool:
    return one.mention.unit is other.mention.unit


def _taken(rival: Finding, findings: tuple[Finding, ...]) -> bool:
    return any(finding.mention is rival.mention for finding in findings)
