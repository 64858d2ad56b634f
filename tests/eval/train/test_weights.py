"""Learning of weights, on made-up candidates of which the right answer is known."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from eval.train import pairs
from eval.train.weights import (
    Candidates,
    Shown,
    calibration_error,
    fit_features,
    fit_signs,
    hits,
    probabilities,
)
from retrieval.answer.certainty import NAMES, Signs
from retrieval.answer.rank import FEATURES, WEIGHTS_SUM

TELLING = FEATURES.index("interaction")


def made_up(questions: int) -> list[Candidates]:
    """Only the first feature tells which unit is right."""
    chance = np.random.default_rng(1)
    rows = []
    for _ in range(questions):
        features = chance.random((12, len(FEATURES)))
        right = np.zeros(12, dtype=bool)
        right[int(features[:, TELLING].argmax())] = True
        rows.append(Candidates("number", features, right))
    return rows


def signs(value: float) -> Signs:
    return Signs(**(dict.fromkeys(NAMES, 0.0) | {"interaction": value}))


def test_the_feature_that_tells_gets_the_weight_and_the_sum_is_kept() -> None:
    weights = fit_features(made_up(80))
    assert max(weights, key=lambda name: weights[name]) == "interaction"
    assert sum(w for w in weights.values() if w > 0) == pytest.approx(WEIGHTS_SUM, abs=0.01)
    assert hits(made_up(80), weights)[0] > 0.9


def test_a_feature_left_out_has_no_weight() -> None:
    assert fit_features(made_up(20), without=["interaction"])["interaction"] == 0.0


def test_confidence_grows_with_the_sign_that_tells_and_nothing_found_is_no_answer() -> None:
    chance = np.random.default_rng(2)
    rows = [Shown(signs(v), bool(v > chance.random()), True) for v in chance.random(300)]
    weights, bias = fit_signs(rows)
    low, high, none = probabilities([Shown(signs(0.1), False, True), Shown(signs(0.9), True, True), Shown(None, False, False)], weights, bias)  # fmt: skip  # noqa: E501
    assert low < high
    assert none == 0.0
    assert calibration_error(probabilities(rows, weights, bias), np.asarray([r.right for r in rows])) < 0.1


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(pairs).failed == 0
