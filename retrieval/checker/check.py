"""check_answer: a verdict on every figure of an answer, from the passages it cites.

Pure: no model, no network, no clock; the same input gives the same report.
Reading an answer and holding it against its passages is linear in their length
times the number of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.checker import reasons
from retrieval.checker.alignment import Topic, topic_of
from retrieval.checker.claims import AnswerReading, Claim, claims_nothing, frames_input, read_answer
from retrieval.checker.computed import Computation, compute, concludes
from retrieval.checker.contest import settle
from retrieval.checker.corrections import says_former
from retrieval.checker.evidence import Mention
from retrieval.checker.frames import of_the_document
from retrieval.checker.insurers import is_foreign, is_of_another, owner_of, subject_of
from retrieval.checker.judge import Finding, Judge, Outcome, Problem, judge, judge_of
from retrieval.checker.relation import Relation, relate
from retrieval.checker.sums import MOST, Sum, find_sum
from retrieval.dutch.months import MONTHS
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import CheckReport, Derivation, FigureCheck, Passage, Verdict

REPLACING = 0.5
"""From this score on a figure that takes the place of another is for the claim's thing."""
SURE = 0.8
"""From this score on a figure of the passage stands where the claim's stands."""
TODAY = re.compile(r"\b(?:vandaag|nu|vanaf nu)\b", re.IGNORECASE)
COMPUTES = re.compile(
    r"[=:]|\b(?:dus|is|zijn|samen|totaal|wordt|worden|komt|oftewel|maal|plus|later|eerder|maakt|geeft"
    r"|(?:verhoogd|verlaagd|verdubbeld) tot)\b",
    re.IGNORECASE,
)
"""What a sentence that gives the result of a sum holds."""


@dataclass(frozen=True, slots=True)
class _Case:
    """An answer with its passages, read."""

    text: str
    answer: AnswerReading
    passages: tuple[tuple[Passage, Judge], ...]
    foreign: frozenset[tuple[int, int]]
    """Start of a claim's figure and number of a passage that is of another policy than the claim speaks of."""
    years: frozenset[str]
    """The years that the passages name: a correction leaves out the year of the table that it corrects."""


def check_answer(
    text: str, passages: Sequence[Passage], *, question: str = "", today: date | None = None
) -> CheckReport:
    """Hold every figure of `text` against the passages that its markers cite.

    `question` tells which figures the answer only repeats, and gives the inputs
    of computed figures, as does `today` where the question counts from today.
    Never raises on any text. An answer without figures is `ok` with no checks.
    """
    answer = read_answer(text, _dated(question, today))
    if not answer.claims:
        return CheckReport((), ok=True)
    owners = frozenset(owner_of(passage) for passage in passages) - {""}
    read = tuple((passage, judge_of(passage)) for passage in passages)
    years = frozenset(year for _, each in read for year in each.years)
    foreign = frozenset(
        (claim.mention.figure.start, passage.n)
        for claim in answer.claims
        for subject in (subject_of(claim, answer),)
        for passage in passages
        if is_foreign(subject, passage) or is_of_another(claim, text, passage, owners)
    )
    case = _Case(text, answer, read, foreign, years)
    claims = answer.claims
    topics = tuple(topic_of(claim, case.answer, owners) for claim in claims)
    columns = [settle(claims, _column(passage, each, topics, case), passage.n) for passage, each in case.passages]
    ruled = [
        ruling
        for place, claim in enumerate(claims)
        if (ruling := _rule(claim, topics[place], [column[place] for column in columns], case))
    ]
    by_start = {claim.mention.figure.start: claim for claim in claims}
    inputs = {
        (name, by_start[ruling.start].mention.unit.statement.start)
        for ruling in ruled
        if ruling.derivation
        for name in ruling.derivation.inputs
        if name != ruling.surface
    }
    checks = tuple(ruling for ruling in ruled if not _is_input(ruling, by_start[ruling.start], inputs, case))
    return CheckReport(checks, ok=all(check.verdict is Verdict.SUPPORTED for check in checks))


def _dated(question: str, today: date | None) -> str:
    """The question with the date that "vandaag" stands for behind it."""
    if today is None or TODAY.search(question) is None:
        return question
    return f"{question} ({today.day} {MONTHS[today.month - 1]} {today.year})"


def _is_input(check: FigureCheck, claim: Claim, inputs: set[tuple[str, int]], case: _Case) -> bool:
    """Whether the figure is only what another figure of its statement, or of the answer, is computed from.

    `inputs` are figures as they stand in the text, with the start of the statement that computes with them.
    """
    if check.verdict is Verdict.SUPPORTED or check.verdict is Verdict.WRONG_CITATION or concludes(claim, case.text):
        return False
    figure, statement = claim.mention.figure, claim.mention.unit.statement.start
    text = figure.text
    if (text, statement) in inputs and (case.answer.repeats(claim) or check.verdict is Verdict.UNSUPPORTED):
        return True
    return text in {name for name, _ in inputs} and frames_input(claim, case.text)


def _foreign(claim: Claim, passage: Passage, case: _Case) -> bool:
    """Whether the passage is of another policy than the claim speaks of."""
    return (claim.mention.figure.start, passage.n) in case.foreign


def _column(passage: Passage, each: Judge, topics: tuple[Topic, ...], case: _Case) -> tuple[Finding, ...]:
    """What one passage says of every claim; one of another insurer than the claim's says nothing."""
    return tuple(
        Finding(Outcome.ABSENT)
        if _foreign(claim, passage, case)
        else judge(
            claim, topic, each, _elsewhere(claim), former=says_former(case.text, claim.mention), years=case.years
        )
        for claim, topic in zip(case.answer.claims, topics, strict=True)
    )


def _rule(claim: Claim, topic: Topic, said: list[Finding], case: _Case) -> FigureCheck | None:
    """The verdict on one claim; None for a figure that claims nothing."""
    findings = [(passage, finding) for (passage, _), finding in zip(case.passages, said, strict=True)]
    findings = _with_bounds(claim, findings)
    cited = [(p, finding) for p, finding in findings if not claim.cited or p.n in claim.cited]
    good = next(((p, finding) for p, finding in cited if finding.outcome is Outcome.SUPPORTED), None)
    may_compute = concludes(claim, case.text) if good else not _stated_otherwise(cited)
    computed = _computed(claim, topic, case) if may_compute else None
    if computed and _restates(computed[1], claim):
        computed = None
    if computed and (computed[1].right or (good is not None and _draws(computed[1], claim))):
        return _by_computation(claim, *computed)
    if good and not _torn(claim, cited) and not _withdrawn(findings):
        return _supported(claim, *good)
    own = [p for p, finding in cited if not _spoken_against(finding) and not _foreign(claim, p, case)]
    titled = next((passage for passage in own if of_the_document(claim, passage, case.text)), None)
    if titled:
        return _of_document(claim, titled)
    if not _stated_otherwise(cited) and claims_nothing(claim, case.answer, case.text):
        return None
    if computed and not good and (computed[1].derivation.inputs or concludes(claim, case.text)):
        return _by_computation(claim, *computed)
    total = _summed(claim, cited, case) if not good and not _stated_otherwise(cited) else None
    if total:
        return _by_sum(claim, cited, total)
    other = next(((p, f) for p, f in findings if f.outcome is Outcome.SUPPORTED), None) if not good else None
    if other:
        return _wrong_citation(claim, *other)
    if cited and all(_foreign(claim, passage, case) for passage, _ in cited):
        reason = reasons.other_insurer_reason(cited[0][0].n, claim.mention.figure.text)
        return _figure_check(claim, Verdict.UNSUPPORTED, None, (None, reason))
    return _refused(claim, cited)


def _computed(claim: Claim, topic: Topic, case: _Case) -> tuple[Passage, Computation] | None:
    """The computation behind a claim: a right one from any cited passage, else a wrong one."""
    found = [
        (passage, computation)
        for passage, each in case.passages
        if not claim.cited or passage.n in claim.cited
        if (computation := compute(claim, topic, each, case.answer))
    ]
    return next((pair for pair in found if pair[1].right), found[0] if found else None)


def _summed(claim: Claim, cited: list[tuple[Passage, Finding]], case: _Case) -> Sum | None:
    """The sum of other figures of the answer, and of the question, that a figure is put as the result of."""
    statement, figure = claim.mention.unit.statement, claim.mention.figure
    near = [unit.statement for unit in case.answer.units_to(claim, 2)]
    told_first = case.text[figure.end : figure.end + 1] == ":"
    ahead = [each for one in near for each in one.figures if each.end <= figure.start]
    behind = [each for each in statement.figures if told_first and each.start >= figure.end]
    own = (*ahead[-MOST:], *behind[:MOST])
    after = max((each.end for each in own if each.end <= figure.start), default=statement.start)
    text = case.text[near[0].start : statement.end]
    if (
        not cited
        or not own
        or not (told_first or COMPUTES.search(case.text, max(after, statement.start), figure.start))
    ):
        return None
    beside = tuple(each for passage, _ in cited for each in _stated_beside(own, judge_of(passage)))
    total = find_sum(figure, (*case.answer.question.figures, *beside, *own), f"{case.answer.asked} {text}")
    return total if total and {each.text for each in own} & {*total.inputs} else None


def _stated_beside(own: tuple[Figure, ...], passage: Judge) -> Iterator[Figure]:
    """The figures of the passage that stand with one of the answer's, or in the sentence before: a sum may use them."""
    units = passage.aligner.reading.units
    for place, unit in enumerate(units):
        figures = unit.statement.figures
        if unit.columns or not any(relate(one, other) is Relation.SAME for one in own for other in figures):
            continue
        yield from figures
        if place and not units[place - 1].columns:
            yield from units[place - 1].statement.figures


def _by_sum(claim: Claim, cited: list[tuple[Passage, Finding]], total: Sum) -> FigureCheck:
    figure = claim.mention.figure
    reason = reasons.summed_reason(total.step)
    check = _figure_check(claim, Verdict.SUPPORTED, cited[0][0], (None, reason))
    derivation = Derivation(total.step, total.inputs, (total.step,), figure.value)
    return replace(check, derivation=derivation)


def _draws(computation: Computation, claim: Claim) -> bool:
    """Whether the rule that was computed with stands in the claim's own sentence."""
    figures = claim.mention.unit.statement.figures
    return any(relate(figure, computation.mention.figure) is Relation.SAME for figure in figures)


def _restates(computation: Computation, claim: Claim) -> bool:
    """Whether the claim puts its figure in the rule's place: `2 fte per 3.000 patiënten`, where 3.000 is the rule's."""
    figures, rule = claim.mention.unit.statement.figures, computation.mention
    inputs = {figure.text for figure in figures} & {*computation.derivation.inputs}
    beside = [figure for figure in rule.unit.statement.figures if figure is not rule.figure]
    return not inputs and any(
        figure.kind is FigureKind.COUNT and relate(figure, other) is Relation.SAME
        for figure in figures
        for other in beside
        if figure.start != claim.mention.figure.start
    )


def _by_computation(claim: Claim, passage: Passage, computation: Computation) -> FigureCheck:
    derivation = computation.derivation
    if computation.right:
        reason = reasons.computed_reason(passage.n, derivation)
        check = _figure_check(claim, Verdict.SUPPORTED, passage, (computation.mention, reason))
    else:
        reason = reasons.miscomputed_reason(passage.n, derivation, claim.mention.figure)
        check = _figure_check(claim, Verdict.CONTRADICTED, passage, (computation.mention, reason))
    return replace(check, derivation=derivation)


def _stated_otherwise(cited: list[tuple[Passage, Finding]]) -> bool:
    """Whether a cited passage does state the figure, but not as the claim has it: then it is no mere repetition."""
    return any(
        finding.outcome is Outcome.CONTRADICTED and finding.problem not in (None, Problem.VALUE) for _, finding in cited
    )


def _spoken_against(finding: Finding) -> bool:
    """Whether the passage's own words, and no mere resemblance, speak against a claim."""
    return finding.outcome is Outcome.CONTRADICTED and finding.score >= SURE


def _torn(claim: Claim, cited: list[tuple[Passage, Finding]]) -> bool:
    """Whether a claim about several insurers at once holds for one and fails for another."""
    if len({word.raw for word in claim.mention.unit.statement.words if word.actor.startswith("insurer.")}) <= 1:
        return False
    return len(claim.cited) > 1 and any(finding.outcome is Outcome.CONTRADICTED for _, finding in cited)


def _withdrawn(cited: list[tuple[Passage, Finding]]) -> bool:
    """Whether another passage says that the figure no longer holds, or gives one that takes its place."""
    return any(
        finding.outcome is Outcome.CONTRADICTED and (finding.problem is Problem.WITHDRAWN or _takes_its_place(finding))
        for _, finding in cited
    )


def _takes_its_place(finding: Finding) -> bool:
    """Whether the sentence beside another figure for it says that what was stated elsewhere lapses."""
    if finding.problem is not Problem.VALUE or finding.mention is None or finding.score < REPLACING:
        return False
    unit = finding.mention.unit
    return any("=lapse" in word.keys for word in unit.rest) and not any(word.keys for word in unit.inherited)


def _with_bounds(claim: Claim, findings: list[tuple[Passage, Finding]]) -> list[tuple[Passage, Finding]]:
    """The findings, where a figure that a correction gives bare keeps the bound of the figure that it corrects."""
    bounds = {
        finding.mention.figure.bound
        for _, finding in findings
        if finding.mention and finding.outcome is Outcome.CONTRADICTED and finding.problem is Problem.VALUE
    }
    if claim.mention.figure.bound not in bounds - {None}:
        return findings
    return [
        (passage, replace(finding, outcome=Outcome.SUPPORTED, problem=None) if _lacks_bound(finding) else finding)
        for passage, finding in findings
    ]


def _lacks_bound(finding: Finding) -> bool:
    return finding.problem is Problem.BOUND and finding.mention is not None and finding.mention.figure.bound is None


def _elsewhere(claim: Claim) -> tuple[Figure, ...]:
    """The other figures of the claim's region."""
    mention = claim.mention
    start, end = mention.region.start, mention.region.end
    figures = mention.unit.statement.figures
    return tuple(each for each in figures if start <= each.start < end and each.start != mention.figure.start)


def _supported(claim: Claim, passage: Passage, finding: Finding) -> FigureCheck:
    assert finding.mention is not None
    reason = reasons.supported_reason(passage.n, claim.mention.figure.text)
    return _figure_check(claim, Verdict.SUPPORTED, passage, (finding.mention, reason))


def _of_document(claim: Claim, passage: Passage) -> FigureCheck:
    reason = reasons.document_reason(passage.n, claim.mention.figure.text)
    check = _figure_check(claim, Verdict.SUPPORTED, passage, (None, reason))
    return replace(check, evidence=passage.title)


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
        reason = reasons.contradicted_reason(finding, claim.mention.figure, _wording(finding.mention, passage))
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
        surface=claim.surface,
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
