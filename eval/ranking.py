"""Retrieval measures over the evidence quotes: recall, MRR and nDCG, computed by ir-measures.

What is ranked is the evidence: the passage that completes a quote stands in the
run under the quote's name, any other passage under its place. A passage that
completes two quotes takes two places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.scoring import Outcome

METRICS = {
    "recall@1": "R@1",
    "recall@3": "R@3",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
}
"""Our name → that of ir-measures."""
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Ranking:
    """The measures of one set of questions, and each question's own."""

    means: dict[str, float]
    per_question: dict[str, dict[str, float]]
    """metric → question id → value."""


def ranking_of(outcomes: Sequence[Outcome]) -> Ranking:
    """Measure the questions that have evidence; empty when none has."""
    judged = [outcome for outcome in outcomes if outcome.ranks]
    if not judged:
        return Ranking({}, {})
    import ir_measures

    qrels = [ir_measures.Qrel(o.id, f"quote-{at}", 1) for o in judged for at in range(len(o.ranks))]
    run = [ir_measures.ScoredDoc(o.id, name, score) for o in judged for name, score in _scores(o).items()]
    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in METRICS.items()}
    per_question: dict[str, dict[str, float]] = {metric: {} for metric in METRICS}
    for found in ir_measures.iter_calc(list(measures), qrels, run):
        per_question[measures[found.measure]][found.query_id] = float(found.value)
    means = {metric: sum(values.values()) / len(judged) for metric, values in per_question.items()}
    return Ranking(means, per_question)


def by_type(ranking: Ranking, outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Type → metric → mean."""
    groups: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.ranks:
            groups[outcome.type].append(outcome.id)
    return {
        name: {metric: sum(values[id_] for id_ in ids) / len(ids) for metric, values in ranking.per_question.items()}
        for name, ids in sorted(groups.items())
    }


def _scores(outcome: Outcome) -> dict[str, float]:
    """Name → score, falling with the place; never empty, as a question without a ranking is not measured."""
    at_place = defaultdict(list)
    for number, rank in enumerate(outcome.ranks):
        if rank is not None and rank <= DEPTH:
            at_place[rank].append(f"quote-{number}")
    names = [name for place in range(1, DEPTH + 1) for name in at_place.get(place, [f"passage-{place}"])]
    return {name: 1.0 / place for place, name in enumerate(names, start=1)}
