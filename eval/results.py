"""What a run measured, as one value that becomes JSON, a table and a page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.checking import CheckerCell
from eval.performance import Cost
from eval.ranking import Ranking, by_type, ranking_of
from eval.scoring import Outcome
from eval.statistics import Share, share_of

ASSISTANT = "inkoopwijzer"


@dataclass(frozen=True, slots=True)
class Group:
    """The measures of some questions; None where none of them can be measured."""

    n: int
    correct: Share | None
    recall5: float | None
    recall10: float | None
    mrr: float | None
    ndcg: float | None
    cited_recall: float | None
    cited_precision: float | None
    wrong_document: float
    forbidden: float
    too_long: float
    words: float


@dataclass(frozen=True, slots=True)
class SystemResult:
    """One system on all questions."""

    name: str
    overall: Group
    by_type: dict[str, Group]
    by_document: dict[str, Group]
    ranking: dict[str, float]
    abstained_rightly: float | None
    """Of the questions that the policies do not answer."""
    abstained_wrongly: float | None
    clarified: float | None
    """Of the ambiguous questions: asked back, or answered per policy."""
    shown_unsupported: int
    """Answers shown with a figure that the checker did not support."""
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What was measured with what."""

    commit: str
    corpus_hash: str
    questions_hash: str
    embedding: str
    today: str
    seed: int
    quick: bool
    documents: int


@dataclass(frozen=True, slots=True)
class RunResult:
    """Everything of one run; the assistant is the first system."""

    origin: Origin
    systems: tuple[SystemResult, ...]
    checker: tuple[CheckerCell, ...]
    cost: Cost

    @property
    def assistant(self) -> SystemResult:
        """The system under test."""
        return self.systems[0]


def system_result(name: str, outcomes: Sequence[Outcome], *, seed: int) -> SystemResult:
    """All measures of one system."""
    ranking = ranking_of(outcomes)
    types, documents = defaultdict(list), defaultdict(list)
    for outcome in outcomes:
        types[outcome.type].append(outcome)
        for doc in outcome.docs:
            documents[doc].append(outcome)
    unanswerable = [o for o in outcomes if o.expect == "abstain"]
    answerable = [o for o in outcomes if o.expect != "abstain"]
    ambiguous = [o for o in outcomes if o.expect == "clarify_or_both"]
    return SystemResult(
        name=name,
        overall=_group(outcomes, ranking, seed),
        by_type={key: _group(group, ranking, seed) for key, group in sorted(types.items())},
        by_document={key: _group(group, ranking, seed) for key, group in sorted(documents.items())},
        ranking=ranking.means,
        abstained_rightly=mean_of([o.reply.status == "abstained" for o in unanswerable]),
        abstained_wrongly=mean_of([o.reply.status == "abstained" for o in answerable]),
        clarified=mean_of([o.correct for o in ambiguous]),
        shown_unsupported=sum(bool(o.reply.unsupported) and o.reply.status != "abstained" for o in outcomes),
        outcomes=tuple(outcomes),
    )


def ranking_by_type(system: SystemResult) -> dict[str, dict[str, float]]:
    """Type → retrieval measure → mean."""
    return by_type(ranking_of(system.outcomes), system.outcomes)


def mean_of(values: Sequence[float | bool | None]) -> float | None:
    """The mean of what was measured; None for nothing."""
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def scores_of(result: RunResult) -> dict[str, float]:
    """The measures that thresholds and history speak of, by name; what was not measured is not there."""
    system, cost = result.assistant, result.cost
    overall = system.overall
    found: dict[str, float | None] = {
        "correct": overall.correct.mean if overall.correct else None,
        "recall@5": overall.recall5,
        "recall@10": overall.recall10,
        "mrr@10": overall.mrr,
        "ndcg@10": overall.ndcg,
        "cited_recall": overall.cited_recall,
        "cited_precision": overall.cited_precision,
        "wrong_document": overall.wrong_document,
        "forbidden": overall.forbidden,
        "too_long": overall.too_long,
        "abstained_rightly": system.abstained_rightly,
        "abstained_wrongly": system.abstained_wrongly,
        "shown_unsupported": float(system.shown_unsupported),
        "checker_caught": caught_of(result.checker),
        "checker_false_alarms": false_alarms_of(result.checker),
        "latency_p95_ms": next((latency.p95 for latency in cost.latencies if latency.stage == "answer"), None),
        "cold_seconds": cost.cold_seconds,
        "peak_megabytes": cost.peak_megabytes,
        "deterministic": None if cost.deterministic is None else float(cost.deterministic),
    }
    return {name: value for name, value in found.items() if value is not None}


def caught_of(cells: Sequence[CheckerCell]) -> float | None:
    """Share of all mutations that raised an alarm."""
    wrong = [cell for cell in cells if cell.kind != "right"]
    total = sum(cell.n for cell in wrong)
    return sum(cell.alarms for cell in wrong) / total if total else None


def false_alarms_of(cells: Sequence[CheckerCell]) -> float | None:
    """Share of right texts that raised an alarm."""
    right = [cell for cell in cells if cell.kind == "right"]
    total = sum(cell.n for cell in right)
    return sum(cell.alarms for cell in right) / total if total else None


def write_json(result: RunResult, path: Path) -> None:
    """The whole run, every question with its reply."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"scores": scores_of(result), **asdict(result)}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


def _group(outcomes: Sequence[Outcome], ranking: Ranking, seed: int) -> Group:
    judged = [o for o in outcomes if o.ranks]
    return Group(
        n=len(outcomes),
        correct=share_of([float(o.correct) for o in outcomes], seed=seed),
        recall5=_ranked(ranking.per_question, "recall@5", judged),
        recall10=_ranked(ranking.per_question, "recall@10", judged),
        mrr=_ranked(ranking.per_question, "mrr@10", judged),
        ndcg=_ranked(ranking.per_question, "ndcg@10", judged),
        cited_recall=mean_of([o.cited_recall for o in outcomes]),
        cited_precision=mean_of([o.cited_precision for o in outcomes]),
        wrong_document=mean_of([bool(o.wrong_documents) for o in outcomes]) or 0.0,
        forbidden=mean_of([bool(o.forbidden) and o.expect == "answer" for o in outcomes]) or 0.0,
        too_long=mean_of([o.cause == "too_long" for o in outcomes]) or 0.0,
        words=mean_of([o.words for o in outcomes]) or 0.0,
    )


def _ranked(values: Mapping[str, Mapping[str, float]], metric: str, judged: Sequence[Outcome]) -> float | None:
    return mean_of([values[metric][o.id] for o in judged]) if judged else None
