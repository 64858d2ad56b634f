"""Reciprocal rank fusion: what it orders, and the laws it keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import reciprocal_rank_fusion

rankings = st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4)


def test_found_by_both_comes_first() -> None:
    assert [id_ for id_, _ in reciprocal_rank_fusion([["a", "b"], ["c", "b"]])] == ["b", "a", "c"]


def test_weight_decides_between_equal_ranks() -> None:
    assert reciprocal_rank_fusion([["a"], ["b"]], weights=[0.5, 1.0])[0][0] == "b"


def test_weights_go_with_the_rankings() -> None:
    with pytest.raises(ValueError, match="1 weights for 2 rankings"):
        reciprocal_rank_fusion([["a"], ["b"]], weights=[1.0])


@given(rankings)
def test_every_item_once_best_first_ties_by_id(found: list[list[str]]) -> None:
    fused = reciprocal_rank_fusion(found)

    assert sorted(id_ for id_, _ in fused) == sorted({id_ for ranking in found for id_ in ranking})
    assert fused == sorted(fused, key=lambda pair: (-pair[1], pair[0]))


@given(rankings)
def test_order_of_the_rankings_does_not_matter(found: list[list[str]]) -> None:
    one, other = reciprocal_rank_fusion(found), reciprocal_rank_fusion(list(reversed(found)))

    assert {id_: round(score, 9) for id_, score in one} == {id_: round(score, 9) for id_, score in other}
