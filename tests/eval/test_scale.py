"""Generated policies, the small growth measurement and extrapolation."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from eval.drafts import draft_questions, write_drafts
from eval.growth import Point
from eval.hashed import HashedEmbeddings
from eval.questions import load_questions
from eval.scale import extrapolate, measure_growth, write_growth
from eval.synthetic import insurer_names, make_policies, make_questions
from eval.verify import find_faults

POINT = Point(100, 500, 0.9, 0.9, 0.0, 50.0, 80.0, 1.0, 0.2, 2.0, 3.0, 4.0, 300.0)


def test_policies_repeat_and_their_questions_stand_in_them() -> None:
    policies = list(make_policies(30, seed=4))
    assert policies == list(make_policies(30, seed=4))
    assert len({policy.id for policy in policies}) == 30
    corpus = {policy.id: policy.text for policy in policies}
    assert find_faults(make_questions(policies, 12, seed=4), corpus) == ()


def test_no_insurer_is_the_beginning_of_another() -> None:
    names = insurer_names(2000)
    ordered = sorted(names)
    assert len(set(names)) == 2000
    assert [pair for pair in pairwise(ordered) if pair[1].startswith(pair[0])] == []


def test_hashed_vectors_know_shared_words() -> None:
    same, near, far = HashedEmbeddings().embed_documents(
        ["het plan indienen", "het plan tekenen", "ganzen vliegen laat"]
    )
    dot = [sum(a * b for a, b in zip(same, other, strict=True)) for other in (same, near, far)]
    assert dot[0] == pytest.approx(1.0, abs=1e-5)
    assert dot[0] > dot[1] > dot[2]


def test_quality_is_never_extrapolated() -> None:
    later = replace(POINT, documents=200, passages=1000, p50_ms=100.0)
    beyond = extrapolate([POINT, later], 400)
    assert math.isnan(beyond.correct)
    assert (beyond.passages, beyond.p50_ms) == (2000, pytest.approx(200.0))


@pytest.mark.slow
def test_a_small_index_is_measured(tmp_path: Path) -> None:
    growth = measure_growth([10], budget=60, hashed=True, questions=8, seed=1, step=lambda done: None)
    assert growth.measured[0].documents == 10
    assert growth.measured[0].recall5 >= 0.5
    assert "<svg" in write_growth(growth, tmp_path).read_text(encoding="utf-8")


def test_drafts_can_be_loaded_and_stand_in_their_document(tmp_path: Path) -> None:
    policy = next(make_policies(1, seed=9))
    file = tmp_path / f"{policy.id}.md"
    file.write_text(policy.text, encoding="utf-8")
    write_drafts(draft_questions([file]), tmp_path / "drafts.jsonl")
    drafts = load_questions([tmp_path / "drafts.jsonl"])
    assert {policy.values[slot][1] for slot in ("d1", "d2", "d3")} <= {fact.value for d in drafts for fact in d.facts}
    assert find_faults(drafts, {policy.id: policy.text}) == ()
