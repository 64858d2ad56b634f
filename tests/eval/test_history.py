"""Intervals, paired tests, thresholds, accepted runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.history import Thresholds, accept, compare, find_breaches, find_run, load_history, load_thresholds
from eval.performance import Cost
from eval.questions import Question
from eval.results import ASSISTANT, Origin, RunResult, system_result
from eval.scoring import Reply, grade
from eval.statistics import difference_of, share_of
from retrieval.errors import EvaluationError


def made(right: list[bool]) -> RunResult:
    """A run in which the questions at these places were answered rightly."""
    asked = [Question(id=f"q{n}", type="unanswerable", question="?", expect="abstain") for n in range(len(right))]
    outcomes = [grade(q, Reply("abstained" if ok else "answered", "")) for q, ok in zip(asked, right, strict=True)]
    origin = Origin("abc", "c", "q", "e", "2031-01-01", 1, quick=True, documents=1)
    cost = Cost(latencies=(), index_megabytes=1.0, passages=1, ingest_seconds=None, embedded=0)
    return RunResult(origin, (system_result(ASSISTANT, outcomes, seed=1),), (), cost)


def test_interval_holds_the_mean_and_is_seeded() -> None:
    values = [1.0] * 30 + [0.0] * 10
    first, second = share_of(values, seed=3), share_of(values, seed=3)
    assert first == second
    assert first is not None
    assert first.low < 0.75 < first.high
    assert share_of([], seed=1) is None


@pytest.mark.parametrize(
    ("new", "old", "sure"),
    [
        pytest.param([1.0] * 20, [0.0] * 20, True, id="all better"),
        pytest.param([1.0, 0.0] * 10, [0.0, 1.0] * 10, False, id="as many worse as better"),
        pytest.param([1.0] * 5, [1.0] * 5, False, id="equal"),
    ],
)
def test_paired_difference(new: list[float], old: list[float], sure: bool) -> None:
    found = difference_of(new, old, seed=1)
    assert found is not None
    assert (found.p < 0.01) is sure


def test_thresholds_hold_both_ways_and_skip_what_was_not_measured() -> None:
    thresholds = Thresholds(least={"correct": 0.7, "absent": 1.0}, most={"wrong_document": 0.1})
    breaches = find_breaches({"correct": 0.6, "wrong_document": 0.2}, thresholds)
    assert [(breach.measure, breach.least) for breach in breaches] == [("correct", True), ("wrong_document", False)]
    assert find_breaches({"correct": 0.7, "wrong_document": 0.1}, thresholds) == ()


def test_the_thresholds_of_the_project_name_measures_that_exist() -> None:
    thresholds = load_thresholds()
    measures = Path(find_breaches.__code__.co_filename).with_name("results.py").read_text(encoding="utf-8")
    unknown = [name for name in (*thresholds.least, *thresholds.most) if f'"{name}"' not in measures]
    assert unknown == []


def test_an_accepted_run_is_found_again_and_compared_by_question(tmp_path: Path) -> None:
    history = tmp_path / "history.jsonl"
    accept(made([True, True, False]), "eerste", history)
    comparison = compare(made([True, False, True]), find_run("last", history), seed=1)
    assert (comparison.gained, comparison.lost) == (("q2",), ("q1",))
    with pytest.raises(EvaluationError, match="al een run"):
        accept(made([True]), "eerste", history)
    assert len(load_history(history)) == 1


def test_an_unknown_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="geen run 'weg'"):
        find_run("weg", tmp_path / "history.jsonl")
