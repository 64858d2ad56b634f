"""The assistant behind LangChain's interfaces, LangChain's own retriever tests among them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests

from retrieval import PolicyAssistant
from retrieval.chain import PolicyRetriever, asked_of

TODAY = date(2026, 11, 22)
QUESTION = "Uiterlijk wanneer moeten wij het kwaliteitsplan bij Menzis indienen?"


class TestRetriever(RetrieversIntegrationTests):
    """The standard tests on the invented policies."""

    @pytest.fixture(autouse=True)
    def _assistant(self, policy_assistant: PolicyAssistant) -> None:
        type(self).assistant = policy_assistant

    @property
    def retriever_constructor(self) -> type[PolicyRetriever]:
        return PolicyRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"find": type(self).assistant.search, "k": 10}

    @property
    def retriever_query_example(self) -> str:
        return "Wanneer wordt de overeenkomst ondertekend bij Menzis?"


def test_runnable_gives_the_same_answer_as_ask(policy_assistant: PolicyAssistant) -> None:
    chain = policy_assistant.as_runnable()

    assert chain.invoke({"question": QUESTION, "today": TODAY}) == policy_assistant.ask(QUESTION, today=TODAY)


def test_batch_and_stream(policy_assistant: PolicyAssistant) -> None:
    chain = policy_assistant.as_runnable()
    given = {"question": QUESTION, "today": TODAY}

    answers = chain.batch([given, given])

    assert answers[0] == answers[1]
    assert list(chain.stream(given)) == [answers[0]]


async def test_runnable_answers_asynchronously(policy_assistant: PolicyAssistant) -> None:
    answer = await policy_assistant.as_runnable().ainvoke({"question": QUESTION, "today": TODAY})

    assert "15 september 2025" in answer.text


def test_retriever_gives_documents_with_their_policy(policy_assistant: PolicyAssistant) -> None:
    documents = policy_assistant.as_retriever(k=3).invoke(QUESTION)

    assert len(documents) == 3
    assert documents[0].metadata["insurer"] == "Menzis"
    assert documents[0].metadata["years"] == [2026, 2027]


def test_input_may_be_plain_values() -> None:
    asked = asked_of(
        {
            "question": "x",
            "history": [{"role": "user", "content": "y"}],
            "scope": {"insurer": "DSW"},
            "today": "2026-11-22",
        }
    )

    assert (asked.history[0].content, asked.scope and asked.scope.insurer, asked.today) == ("y", "DSW", TODAY)


@pytest.mark.parametrize("given", [{}, {"question": 3}, {"question": "x", "colour": "red"}])
def test_other_input_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="question"):
        asked_of(given)
