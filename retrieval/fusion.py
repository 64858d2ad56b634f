"""Several ranked lists made one, by reciprocal rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=str)

RANK_CONSTANT = 20
"""Flattens the difference between first ranks. 60 is usual for web search; with tens of passages in scope the top
ranks say more, so the constant is smaller."""


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Id]], *, weights: Sequence[float] | None = None, constant: int = RANK_CONSTANT
) -> list[tuple[Id, float]]:
    """One list of (id, score), best first; equal scores by id.

    Raises:
        ValueError: the weights do not go with the rankings.

    >>> reciprocal_rank_fusion([["a", "b"], ["b", "c"]])[0][0]
    'b'

    """
    shares = [1.0] * len(rankings) if weights is None else list(weights)
    if len(shares) != len(rankings):
        raise ValueError(f"{len(shares)} weights for {len(rankings)} rankings")
    scores: dict[Id, float] = {}
    for ranking, share in zip(rankings, shares, strict=True):
        for rank, item in enumerate(dict.fromkeys(ranking), start=1):
            scores[item] = scores.get(item, 0.0) + share / (constant + rank)
    return ordered(scores)


def ordered(scores: Mapping[Id, float]) -> list[tuple[Id, float]]:
    """Scores as a list, best first; equal scores by id."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
