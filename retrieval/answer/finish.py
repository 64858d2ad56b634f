"""A draft to an answer: every figure checked, and what is not supported left out. The same for both writers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrieval.checker import check_answer
from retrieval.draft import Draft, Rendered, checkable, render, without
from retrieval.types import CheckReport, Status, Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft of which every figure is supported; `withheld` sentences were left out of it for that."""

    draft: Draft
    rendered: Rendered
    report: CheckReport
    withheld: int = 0


def check(draft: Draft, *, question: str, today: date) -> Checked:
    """Leaves out sentences until every figure is supported; a draft without citations when nothing is left."""
    withheld = 0
    while True:
        rendered = render(draft.sentences)
        report = _report(draft, rendered, question=question, today=today)
        if report.ok or not draft.citations:
            return Checked(draft, rendered, report, withheld)
        failing = _failing(draft, rendered, report)
        withheld += len(failing)
        draft = without(draft, failing)


def _report(draft: Draft, rendered: Rendered, *, question: str, today: date) -> CheckReport:
    if draft.status is Status.ABSTAINED:
        return CheckReport((), ok=True)
    text = checkable(rendered.text, draft.citations, [name for _, name in draft.differs])
    return check_answer(text, draft.citations, question=question, today=today)


def _failing(draft: Draft, rendered: Rendered, report: CheckReport) -> frozenset[int]:
    """The sentences with a figure that is not supported; the last that cites when none can be blamed."""
    bad = [check.start for check in report.checks if check.verdict is not Verdict.SUPPORTED]
    frame = {0, len(draft.sentences) - 1} if draft.differs else set()
    places = {place for place, (start, end) in enumerate(rendered.spans) if any(start <= at < end for at in bad)}
    telling = [place for place, sentence in enumerate(draft.sentences) if sentence.sources]
    return frozenset(places - frame or telling[-1:] or range(len(draft.sentences)))
