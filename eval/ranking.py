"""Retrieval measures over the evidence quotes: recall, MRR and nDCG, computed by ranx.

What is ranked is the evidence: the passage that completes a quote stands in the
run under the quote's name, any other passage under its place. A passage that
completes two quotes takes two places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.scoring import Outcome

METRICS = ("recall@1", "recall@3", "recall@5", "recall@10", "mrr@10", "ndcg@10")
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
    from ranx import Qrels, Run, evaluate

    qrels = Qrels({o.id: {f"quote-{at}": 1 for at in range(len(o.ranks))} for o in judged})
    run = Run({o.id: _scores(o) for o in judged})
    evaluate(qrels, run, list(METRICS), make_comparable=True)
    per_question = {metric: {id_: float(value) for id_, value in run.scores[metric].items()} for metric in METRICS}
    means = {metric: sum(values.values()) / len(values) for metric, values in per_question.items()}
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
    """Name → score, falling with the place; never empty, as ranx cannot hold an empty ranking."""
    at_place = defaultdict(list)
    for number, rank in enumerate(outcome.ranks):
        if rank is not None and rank <= DEPTH:
            at_place[rank].append(f"quote-{number}")
    names = [name for place in range(1, DEPTH + 1) for name in at_place.get(place, [f"passage-{place}"])]
    return {name: 1.0 / place for place, name in enumerate(names, start=1)}
