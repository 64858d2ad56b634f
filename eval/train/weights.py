"""Learns how the features of relevance add up, and how sure an answer is: on folders that the encoder did not see.

Units: a conditional logit (McFadden, 1974): softmax over the candidates of each question of a linear score. The
weights are scaled to a fixed sum, so that a share of the best score means the same after each training. Answers: a
logistic regression of "the answer is right" over its signs, with the questions that the policies do not answer
among the wrong ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.answering import reply_of
from eval.questions import TODAY, Question, load_questions
from eval.scoring import grade
from eval.train.pairs import AS_GOOD, HELD, share_held
from retrieval.answer.certainty import NAMES, Signs
from retrieval.answer.rank import FEATURES, WEIGHTS_SUM, Scored
from retrieval.pipeline import PolicyAssistant
from retrieval.types import Status

RIDGE, RIDGE_SIGNS = 1e-3, 1e-2
STEPS = 400
BINS = 10


@dataclass(frozen=True, slots=True)
class Candidates:
    """A question's units: their features, units × features, and which of them hold its evidence."""

    type: str
    features: NDArray[np.float64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer: its signs, None when nothing was found at all, whether it was right, whether there is one."""

    signs: Signs | None
    right: bool
    answerable: bool


def candidates_of(index: Path, questions: Path) -> tuple[Candidates, ...]:
    """The units that the search brings for each question with an answer."""
    assistant = PolicyAssistant.open(index)
    return tuple(_candidates(assistant, q) for q in load_questions([questions]) if q.expect != "abstain")


def _candidates(assistant: PolicyAssistant, question: Question) -> Candidates:
    ranked = assistant.trace(question.question, history=question.turns, today=TODAY).ranked
    features = [astuple(scored.features) for scored in ranked]
    shares = np.asarray([_share(question, scored) for scored in ranked])
    right = (shares >= HELD) & (shares >= shares.max(initial=0.0) - AS_GOOD)
    return Candidates(question.type, np.asarray(features, dtype=np.float64).reshape(-1, len(FEATURES)), right)


def _share(question: Question, scored: Scored) -> float:
    pieces = (piece for piece in question.evidence if piece.doc == scored.document_id)
    return max((share_held(piece.quote, scored.reading.unit.text) for piece in pieces), default=0.0)


def shown_of(index: Path, questions: Path) -> tuple[Shown, ...]:
    """The answers as they stand now; to learn confidence, with a bound `near` of 0."""
    assistant = PolicyAssistant.open(index)
    out = []
    for question in load_questions([questions]):
        trace = assistant.trace(question.question, history=question.turns, today=TODAY)
        right = grade(question, reply_of(trace.answer, 0.0)).correct and trace.answer.status is not Status.ABSTAINED
        out.append(Shown(trace.signs, right, question.expect != "abstain"))
    return tuple(out)


def fit_features(rows: Sequence[Candidates], *, without: Sequence[str] = ()) -> dict[str, float]:
    """The weight of each feature; 0 for those left out."""
    import torch

    kept = [n for n, name in enumerate(FEATURES) if name not in without]
    data = [(torch.tensor(r.features[:, kept]), torch.tensor(r.right)) for r in rows if r.right.any()]
    weights = torch.zeros(len(kept), dtype=torch.float64, requires_grad=True)

    def loss() -> torch.Tensor:
        total = RIDGE * (weights**2).sum()
        for features, right in data:
            scores = features @ weights
            total = total + (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)) / len(data)
        return total

    _minimise(loss, weights)
    found = weights.detach().numpy()
    scale = WEIGHTS_SUM / found[found > 0].sum()
    return dict.fromkeys(FEATURES, 0.0) | {
        FEATURES[n]: round(float(w) * scale, 4) for n, w in zip(kept, found, strict=True)
    }


def _minimise(loss: object, weights: object) -> None:
    import torch

    assert callable(loss)
    assert isinstance(weights, torch.Tensor)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def closure() -> float:
        optimiser.zero_grad()
        value = loss()
        value.backward()
        return float(value.detach())

    optimiser.step(closure)  # type: ignore[no-untyped-call]


def hits(rows: Sequence[Candidates], weights: Mapping[str, float]) -> tuple[float, float]:
    """Share of the questions whose first unit, and one of whose first three units, holds evidence."""
    vector = np.asarray([weights[name] for name in FEATURES])
    ranked = [r.right[np.argsort(-(r.features @ vector), kind="stable")] for r in rows]
    first, three = (np.mean([bool(right[:k].any()) for right in ranked]) for k in (1, 3))
    return round(float(first), 3), round(float(three), 3)


def fit_signs(rows: Sequence[Shown]) -> tuple[dict[str, float], float]:
    """The weights of the signs and the bias, in log-odds."""
    import torch

    seen = [row for row in rows if row.signs is not None]
    signs = torch.tensor([astuple(row.signs) for row in seen if row.signs], dtype=torch.float64)
    right = torch.tensor([float(row.right) for row in seen], dtype=torch.float64)
    weights = torch.zeros(len(NAMES) + 1, dtype=torch.float64, requires_grad=True)

    def loss() -> torch.Tensor:
        odds = signs @ weights[:-1] + weights[-1]
        missed = torch.nn.functional.binary_cross_entropy_with_logits(odds, right)
        return missed + RIDGE_SIGNS * (weights[:-1] ** 2).mean()

    _minimise(loss, weights)
    found = weights.detach().numpy()
    return {name: round(float(w), 4) for name, w in zip(NAMES, found, strict=False)}, round(float(found[-1]), 4)


def probabilities(rows: Sequence[Shown], weights: Mapping[str, float], bias: float) -> NDArray[np.float64]:
    """The confidence of each answer; 0 where nothing was found."""
    odds = [bias + sum(weights[n] * getattr(row.signs, n) for n in NAMES) if row.signs else -np.inf for row in rows]
    return 1 / (1 + np.exp(-np.asarray(odds, dtype=np.float64)))


def calibration_error(chance: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over ten equal bins (Naeini et al., 2015)."""
    at = np.minimum((chance * BINS).astype(int), BINS - 1)
    parts = ((at == n) for n in range(BINS))
    return float(sum(part.mean() * abs(chance[part].mean() - right[part].mean()) for part in parts if part.any()))
