"""The questions' schema, and that our own stand in the corpus."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from eval.questions import OWN, QuestionType, load_questions
from eval.verify import find_faults, read_corpus
from retrieval.errors import EvaluationError

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LINE = {
    "id": "a",
    "type": "deadline",
    "question": "Wanneer inleveren?",
    "expect": "answer",
    "docs": ["beleid"],
    "evidence": [{"doc": "beleid", "quote": "Het plan komt uiterlijk 3 mei 2031 binnen."}],
    "facts": [{"kind": "date", "value": "2031-05-03", "surface": "3 mei 2031"}],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "q.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


TRAINING_ONLY = {"contact", "exception", "money", "precedence"}
"""Types that only the folders of `eval/training` tell apart."""


def test_own_questions_cover_every_type() -> None:
    questions = load_questions([OWN])
    counts = Counter(question.type for question in questions)
    assert len(questions) >= 120
    assert set(counts) == set(get_args(QuestionType)) - TRAINING_ONLY


def test_own_quotes_and_facts_stand_in_the_corpus() -> None:
    faults = find_faults(load_questions([OWN]), read_corpus([ROOT / "corpus" / "policies"]))
    assert [f"{fault.question}: {fault.reason}" for fault in faults] == []


def test_own_examples_hold_no_wrong_answer() -> None:
    """An example answer is right by the question's own rules, so these rules can be met."""
    from eval.facts import states
    from eval.text import holds

    for question in load_questions([OWN]):
        if question.expect != "answer":
            continue
        assert [word for word in question.must_not if holds(question.answer, word)] == [], question.id
        assert [word for word in question.must_include if not holds(question.answer, word)] == [], question.id
        if question.type != "compare":
            assert [fact.surface for fact in question.facts if not states(question.answer, fact)] == [], question.id


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"extra": 1}, "extra", id="unknown key"),
        pytest.param({"type": "riddle"}, "type", id="unknown type"),
        pytest.param({"evidence": []}, "evidence", id="no evidence"),
        pytest.param({"facts": []}, "facts of must_include", id="nothing to score"),
        pytest.param({"docs": ["ander"]}, "beleid", id="evidence of an unlisted document"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(EvaluationError, match=r"q\.jsonl, regel 2.*") as caught:
        load_questions([written(tmp_path, LINE, {**LINE, "id": "b", **change})])
    assert message in str(caught.value)


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="'a' staat er twee keer"):
        load_questions([written(tmp_path, LINE, LINE)])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"weg\.jsonl is er niet"):
        load_questions([tmp_path / "weg.jsonl"])


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        pytest.param("Het plan komt\nuiterlijk **3 mei 2031** binnen.", 0, id="line end and markup"),
        pytest.param("Het plan komt uiterlijk 4 mei 2031 binnen.", 2, id="other day"),
        pytest.param("", 2, id="empty document"),
    ],
)
def test_quotes_and_facts_are_held_against_the_document(tmp_path: Path, text: str, reasons: int) -> None:
    wrong = {**LINE, "evidence": [{"doc": "beleid", "quote": "Het plan komt uiterlijk 3 mei 2031 binnen."}]}
    wrong["evidence"] = (
        LINE["evidence"] if not reasons else [{"doc": "beleid", "quote": "Het plan komt uiterlijk binnen op 3 mei."}]
    )
    assert len(find_faults(load_questions([written(tmp_path, wrong)]), {"beleid": text})) == reasons


@pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason="the shared bench lies beside the project only")
def test_no_question_is_one_of_the_bench() -> None:
    """Our own questions were written from the policies; near copies of others' would measure nothing new."""
    from rapidfuzz import fuzz

    theirs = [json.loads(line)["question"] for line in (SHARED / "bench" / "gold_dev.jsonl").read_text().splitlines()]
    close = [
        (mine.question, other)
        for mine in load_questions([OWN])
        for other in theirs
        if fuzz.token_sort_ratio(mine.question.lower(), other.lower()) > 85
    ]
    assert close == []
