"""How sure is a figure, and is a difference more than chance? Seeded, by scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

RESAMPLES = 2000
PERMUTATIONS = 9999
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """A mean with its confidence interval over `n` questions."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of paired differences (new minus old) and how often chance gives one as large."""

    mean: float
    low: float
    high: float
    p: float
    better: int
    worse: int
    n: int


def share_of(values: Sequence[float], *, seed: int) -> Share | None:
    """The mean with a bootstrap interval; None when there is nothing to measure."""
    if not values:
        return None
    low, high = _interval(values, seed)
    return Share(sum(values) / len(values), low, high, len(values))


def difference_of(new: Sequence[float], old: Sequence[float], *, seed: int) -> Difference | None:
    """Paired by place: the same question under both; the test flips signs at random (two-sided)."""
    if not new:
        return None
    from numpy.random import default_rng
    from scipy.stats import permutation_test

    deltas = [a - b for a, b in zip(new, old, strict=True)]
    low, high = _interval(deltas, seed)
    p = 1.0
    if any(deltas):
        result = permutation_test(
            (deltas,), lambda sample, axis: sample.mean(axis=axis), permutation_type="samples",
            vectorized=True, n_resamples=PERMUTATIONS, rng=default_rng(seed),
        )  # fmt: skip
        p = float(result.pvalue)
    better, worse = sum(delta > 0 for delta in deltas), sum(delta < 0 for delta in deltas)
    return Difference(sum(deltas) / len(deltas), low, high, p, better, worse, len(deltas))


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of the values lies; 0 for none."""
    if not values:
        return 0.0
    import numpy as np

    return float(np.percentile(values, 100 * part))


def _interval(values: Sequence[float], seed: int) -> tuple[float, float]:
    """Percentile bootstrap; of equal values the value itself."""
    if len(set(values)) == 1:
        return values[0], values[0]
    from numpy.random import default_rng
    from scipy.stats import bootstrap

    result = bootstrap(
        (list(values),), _mean, confidence_level=LEVEL, method="percentile",
        n_resamples=RESAMPLES, rng=default_rng(seed), vectorized=True,
    )  # fmt: skip
    return float(result.confidence_interval.low), float(result.confidence_interval.high)


def _mean(sample: Any, axis: int) -> Any:
    return sample.mean(axis=axis)
