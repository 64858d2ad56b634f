"""check_answer: a verdict on every figure of an answer, from the passages it cites.

Pure: no model, no network, no clock; the same input gives the same report.
Reading an answer and holding it against its passages is linear in their length
times the number of figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.checker import reasons
from retrieval.checker.alignment import topic_of
from retrieval.checker.claims import AnswerReading, Claim, claims_nothing, read_answer
from retrieval.checker.evidence import Mention
from retrieval.checker.insurers import foreign, spoken_of
from retrieval.checker.judge import Finding, Judge, Outcome, judge, judge_of
from retrieval.figures.values import Figure
from retrieval.types import CheckReport, FigureCheck, Passage, Verdict


@dataclass(frozen=True, slots=True)
class _Case:
    """An answer with its passages, read."""

    text: str
    answer: AnswerReading
    passages: tuple[tuple[Passage, Judge], ...]


def check_answer(
    text: str, passages: Sequence[Passage], *, question: str = "", today: date | None = None
) -> CheckReport:
    """Hold every figure of `text` against the passages that its markers cite.

    `question` tells which figures the answer only repeats, and gives the inputs
    of computed figures; `today` is the only date that is taken for now. Never
    raises on any text. An answer without figures is `ok` with no checks.
    """
    case = _Case(text, read_answer(text, question), tuple((passage, judge_of(passage.text)) for passage in passages))
    checks = tuple(check for claim in case.answer.claims if (check := _check(claim, case)))
    return CheckReport(checks, ok=all(check.verdict is Verdict.SUPPORTED for check in checks))


def _check(claim: Claim, case: _Case) -> FigureCheck | None:
    findings = _findings(claim, case)
    cited = [(p, finding) for p, finding in findings if not claim.cited or p.n in claim.cited]
    good = next(((p, finding) for p, finding in cited if finding.outcome is Outcome.SUPPORTED), None)
    if good and not _torn(claim, cited):
        return _supported(claim, *good)
    if claims_nothing(claim, case.text):
        return None
    if not good:
        elsewhere = next(((p, f) for p, f in findings if f.outcome is Outcome.SUPPORTED), None)
        if elsewhere:
            return _wrong_citation(claim, *elsewhere)
    return _refused(claim, cited)


def _findings(claim: Claim, case: _Case) -> list[tuple[Passage, Finding]]:
    """What each passage says of the claim; the passages of another insurer than the claim's say nothing."""
    topic = topic_of(claim.mention, claim.mention.unit.context, case.answer.question_words)
    elsewhere = _elsewhere(claim, case)
    named = spoken_of(claim, case.answer)
    return [
        (passage, Finding(Outcome.ABSENT) if foreign(named, passage) else judge(claim, topic, each, elsewhere))
        for passage, each in case.passages
    ]


def _torn(claim: Claim, cited: list[tuple[Passage, Finding]]) -> bool:
    """Whether a claim about several insurers at once holds for one and fails for another."""
    if len({word.raw for word in claim.mention.unit.statement.words if word.actor.startswith("insurer.")}) < 2:  # noqa: PLR2004
        return False
    return len(claim.cited) > 1 and any(finding.outcome is Outcome.CONTRADICTED for _, finding in cited)


def _elsewhere(claim: Claim, case: _Case) -> tuple[Figure, ...]:
    region = claim.mention.region
    return tuple(
        other.mention.figure
        for other in case.answer.claims
        if other is not claim and region.start <= other.mention.figure.start < region.end
    )


def _supported(claim: Claim, passage: Passage, finding: Finding) -> FigureCheck:
    assert finding.mention is not None
    reason = reasons.supported_reason(passage.n, claim.mention.figure.text)
    return _figure_check(claim, Verdict.SUPPORTED, passage, (finding.mention, reason))


def _wrong_citation(claim: Claim, passage: Passage, finding: Finding) -> FigureCheck:
    assert finding.mention is not None
    reason = reasons.wrong_citation_reason(claim.cited, passage.n, claim.mention.figure.text)
    return _figure_check(claim, Verdict.WRONG_CITATION, passage, (finding.mention, reason))


def _refused(claim: Claim, findings: list[tuple[Passage, Finding]]) -> FigureCheck:
    figure = claim.mention.figure
    against = [(passage, finding) for passage, finding in findings if finding.outcome is Outcome.CONTRADICTED]
    if against:
        passage, finding = max(against, key=lambda pair: (pair[1].score, -pair[0].n))
        assert finding.mention is not None
        reason = reasons.contradicted_reason(finding, figure.text, _wording(finding.mention, passage))
        return _figure_check(claim, Verdict.CONTRADICTED, passage, (finding.mention, reason))
    return _figure_check(claim, Verdict.UNSUPPORTED, None, (None, reasons.unsupported_reason(claim.cited, figure)))


def _wording(mention: Mention, passage: Passage) -> str:
    return " ".join(passage.text[mention.figure.start : mention.figure.end].split())


def _figure_check(
    claim: Claim, verdict: Verdict, passage: Passage | None, why: tuple[Mention | None, str]
) -> FigureCheck:
    figure = claim.mention.figure
    mention, reason = why
    evidence = (
        passage.text[mention.unit.statement.start : mention.unit.statement.end].strip() if passage and mention else ""
    )
    return FigureCheck(
        surface=figure.text,
        start=figure.start,
        end=figure.end,
        kind=figure.kind,
        value=figure.value,
        bound=figure.bound,
        verdict=verdict,
        n=passage.n if passage else None,
        evidence=evidence,
        reason=reason,
    )
