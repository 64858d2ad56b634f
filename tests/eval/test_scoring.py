"""How replies are graded, and where a wrong one is said to have gone wrong."""

from __future__ import annotations

import pytest

from eval.questions import Question
from eval.ranking import ranking_of
from eval.results import system_result
from eval.scoring import Cause, Found, Reply, grade

RULE = "De aanbieder levert het jaarplan uiterlijk 3 mei 2031 aan bij de verzekeraar."
OTHER = "Vragen beantwoordt de verzekeraar binnen vier werkdagen na ontvangst."
GOOD = Found("beleid", RULE, RULE)
NOISE = Found("beleid", OTHER, OTHER)


def question(expect: str = "answer", **more: object) -> Question:
    fields: dict[str, object] = {
        "id": "q1",
        "type": "deadline",
        "question": "wanneer jaarplan",
        "expect": expect,
        "docs": ["beleid"],
        "evidence": [{"doc": "beleid", "quote": RULE}],
        "facts": [{"kind": "date", "value": "2031-05-03", "surface": "3 mei 2031"}],
        "must_not": ["4 mei 2031"],
    }
    return Question.model_validate({**fields, **more})


RIGHT = Reply("answered", "Uiterlijk 3 mei 2031 [1].", (NOISE, GOOD), (GOOD,))
CASES = [
    pytest.param(question(), RIGHT, Cause.NONE, id="right"),
    pytest.param(question(), Reply("abstained", "", (NOISE,)), Cause.ABSTAINED_NOT_FOUND, id="abstained, not found"),
    pytest.param(
        question(), Reply("abstained", "", (GOOD,)), Cause.ABSTAINED_THOUGH_FOUND, id="abstained though found"
    ),
    pytest.param(question(), Reply("answered", OTHER, (NOISE,), (NOISE,)), Cause.NOT_FOUND, id="not found"),
    pytest.param(question(), Reply("answered", OTHER, (NOISE, GOOD), (NOISE,)), Cause.NOT_CITED, id="not cited"),
    pytest.param(question(), Reply("answered", "In mei.", (GOOD,), (GOOD,)), Cause.NOT_STATED, id="not stated"),
    pytest.param(
        question(), Reply("answered", "3 mei 2031 of 4 mei 2031", (GOOD,), (GOOD,)), Cause.NEAR_MISS, id="near"
    ),
    pytest.param(question(), Reply("answered", "3 mei 2031 " * 60, (GOOD,), (GOOD,)), Cause.TOO_LONG, id="too long"),
    pytest.param(question("abstain"), RIGHT, Cause.SHOULD_ABSTAIN, id="should abstain"),
    pytest.param(question("abstain"), Reply("abstained", "Dat staat er niet."), Cause.NONE, id="rightly abstained"),
    pytest.param(question("clarify_or_both"), Reply("clarify", "Welke?"), Cause.NONE, id="asked back"),
    pytest.param(
        question("correct_premise"), Reply("answered", "Niet 4 mei 2031 maar 3 mei 2031"), Cause.NONE, id="denied"
    ),
]


@pytest.mark.parametrize(("asked", "reply", "cause"), CASES)
def test_cause(asked: Question, reply: Reply, cause: Cause) -> None:
    outcome = grade(asked, reply)
    assert (outcome.cause, outcome.correct) == (cause, cause is Cause.NONE)


def test_citations_are_judged_by_their_words_and_documents() -> None:
    outcome = grade(question(), Reply("answered", "3 mei 2031", (GOOD,), (GOOD, Found("ander", RULE, RULE))))
    assert (outcome.cited_recall, outcome.cited_precision, outcome.wrong_documents) == (1.0, 0.5, ("ander",))


def test_a_quote_over_two_passages_is_found_where_the_second_completes_it() -> None:
    words = RULE.split()
    halves = tuple(Found("beleid", " ".join(part)) for part in (words[:7], words[5:]))
    assert grade(question(), Reply("answered", "", halves)).ranks == (2,)


def test_ranking_by_hand() -> None:
    """Found first, found second, never: 1, 1/2 and 0 by reciprocal rank."""
    replies = [(GOOD, NOISE), (NOISE, GOOD), (NOISE,)]
    graded = [grade(question(id=f"q{n}"), Reply("answered", "", passages)) for n, passages in enumerate(replies)]
    means = ranking_of(graded).means
    assert means["mrr@10"] == pytest.approx(0.5)
    assert means["recall@1"] == pytest.approx(1 / 3)
    assert means["recall@5"] == pytest.approx(2 / 3)


def test_nothing_to_rank_is_not_measured() -> None:
    system = system_result("x", [grade(question("abstain", evidence=[]), Reply("abstained", ""))], seed=1)
    assert system.overall.recall5 is None
    assert system.abstained_rightly == 1.0
