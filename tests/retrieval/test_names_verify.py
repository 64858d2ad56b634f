"""The years in a policy's name claim nothing, in the answer and in its bewijsstuk: answers over all policies verify."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from eval.questions import OWN, TODAY, load_questions
from ingest.pipeline import ingest
from retrieval import PolicyAssistant
from retrieval.proof import make_evidence
from retrieval.proof.verify import verify_evidence
from retrieval.settings import PROJECT_ROOT
from retrieval.types import Status
from retrieval.wording import policy_name_of

ASKED = 60


@pytest.fixture(scope="module")
def own_assistant(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    index = tmp_path_factory.mktemp("own-index")
    ingest([PROJECT_ROOT / "corpus"], index=index)
    return PolicyAssistant.open(index)


def test_answers_over_all_policies_verify(own_assistant: PolicyAssistant) -> None:
    verified, documents, with_names, wrong = 0, set[str](), 0, []
    for question in load_questions([OWN]):
        answer = own_assistant.ask(question.question, history=question.history, today=TODAY)
        record = make_evidence(question.question, answer, created=datetime(2031, 1, 2, tzinfo=UTC), today=TODAY)
        wrong += [(question.question, f.text) for f in verify_evidence(record) if not f.ok]
        documents |= {citation.document_id for citation in answer.citations}
        with_names += any(policy_name_of(c) in answer.text and c.years for c in answer.citations)
        verified += answer.status is not Status.ABSTAINED
        if verified >= ASKED and documents >= {path.stem for path in (PROJECT_ROOT / "corpus/policies").glob("*.md")}:
            break
    assert wrong == []
    assert verified >= ASKED
    assert with_names > 0
    assert documents == {path.stem for path in Path(PROJECT_ROOT / "corpus/policies").glob("*.md")}
