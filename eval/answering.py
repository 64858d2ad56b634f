"""Ask the assistant every question, as a user would, and keep the replies."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date

from eval.questions import Question
from eval.scoring import Found, Outcome, Reply, grade
from retrieval.pipeline import PolicyAssistant
from retrieval.types import Answer, Verdict

Step = Callable[[str], None]
"""Called after each piece of work, with what was done."""


def ask_all(
    assistant: PolicyAssistant, questions: Sequence[Question], *, today: date, step: Step
) -> tuple[tuple[Outcome, Answer], ...]:
    """Each question's grade with the answer itself, in order."""
    done = []
    for question in questions:
        started = time.perf_counter()
        answer = assistant.ask(question.question, history=question.turns, today=today)
        reply = reply_of(answer, time.perf_counter() - started)
        done.append((grade(question, reply), answer))
        step(question.id)
    return tuple(done)


def reply_of(answer: Answer, seconds: float) -> Reply:
    """An answer as the scoring sees it."""
    return Reply(
        status=str(answer.status),
        text=answer.text,
        passages=tuple(Found(passage.document_id, passage.text) for passage in answer.passages),
        citations=tuple(Found(citation.document_id, citation.text, citation.quote) for citation in answer.citations),
        unsupported=tuple(check.surface for check in answer.checks if check.verdict is not Verdict.SUPPORTED),
        seconds=seconds,
    )
