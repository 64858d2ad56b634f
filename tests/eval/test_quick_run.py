"""The quick run on one policy of the corpus: it must hold the thresholds, and leave its files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.history import find_breaches, load_thresholds
from eval.questions import OWN, load_questions
from eval.report import write_report
from eval.results import scores_of, write_json
from eval.run import Plan, run
from retrieval.errors import EvaluationError

POLICIES = Path(__file__).resolve().parents[2] / "corpus" / "policies"
POLICY = "zz-mdz-2026"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Our own questions that this one policy answers by itself."""
    chosen = [q for q in load_questions([OWN]) if q.docs == (POLICY,) and q.expect == "answer"]
    path = tmp_path / "own.jsonl"
    path.write_text("".join(question.model_dump_json() + "\n" for question in chosen), encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_quick_run_holds_the_thresholds(tmp_path: Path, questions: Path) -> None:
    corpus = (POLICIES / f"{POLICY}.md",)
    plan = Plan(corpus, tmp_path / "index", (questions,), quick=True, with_probe=False)
    result = run(plan, step=lambda done: None)
    scores = scores_of(result)
    unhurried = {name: value for name, value in scores.items() if not name.startswith("latency")}
    breaches = find_breaches(unhurried, load_thresholds())
    assert breaches == ()
    write_json(result, tmp_path / "run.json")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["scores"] == scores
    page = tmp_path / "report.html"
    write_report(result, load_questions([questions]), page, comparison=None, breaches=breaches, history=())
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "<script" not in text


def test_questions_of_another_corpus_are_refused(tmp_path: Path, questions: Path) -> None:
    plan = Plan((POLICIES / "zz-mdz-2024.md",), tmp_path / "index", (questions,))
    with pytest.raises(EvaluationError, match="passen niet bij deze corpus"):
        run(plan, step=lambda done: None)
