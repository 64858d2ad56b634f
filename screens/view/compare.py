"""Policies side by side: one row per point of a topic, one cell per policy with its checked quote.

Every cell is an answer of the assistant within that one policy, so a quote was
checked like any other answer, and a policy that does not say it gets
"niet gevonden". The topics are data: `topics.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field

from retrieval.types import Answer, Citation, DocumentInfo, Scope, Status, Turn

TOPICS = Path(__file__).with_name("topics.toml")
QUOTES_PER_CELL = 2


class Asks(Protocol):
    """The part of `PolicyAssistant` that comparing needs."""

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        today: date | None = None,
    ) -> Answer:
        """The answer to a question within a scope."""
        ...


class Point(BaseModel):
    """One row of a comparison: its name and the question that fills the cells."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=80)
    question: str = Field(min_length=1, max_length=400)


class Topic(BaseModel):
    """A subject on which policies can be laid side by side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    points: tuple[Point, ...] = Field(min_length=1)


class _Topics(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one policy says on one point; without citations it says nothing."""

    policy: DocumentInfo
    citations: tuple[Citation, ...] = ()
    checked: int = 0
    """Figures in the answer, all supported."""

    @property
    def found(self) -> bool:
        """Whether the policy says it."""
        return bool(self.citations)


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One point, with a cell per policy in the order asked."""

    point: Point
    cells: tuple[Cell, ...]


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """The topics that ship with the program."""
    return _Topics.model_validate(tomllib.loads(TOPICS.read_text(encoding="utf-8"))).topic


def policy_scope(policy: DocumentInfo) -> Scope:
    """The scope within which only this policy, or its like, answers."""
    care_type = policy.care_types[0] if len(policy.care_types) == 1 else None
    return Scope(insurer=policy.insurer, care_type=care_type, year=policy.years[0] if policy.years else None)


def compare(
    assistant: Asks,
    points: Sequence[Point],
    policies: Sequence[DocumentInfo],
    *,
    today: date,
    progress: Callable[[float], object] | None = None,
) -> tuple[CompareRow, ...]:
    """Asks each point of each policy.

    Args:
        assistant: answers the questions.
        points: the rows.
        policies: the columns.
        today: the date that the questions are asked on.
        progress: called with the part that is done, 0 to 1.

    """
    rows, done, total = [], 0, max(1, len(points) * len(policies))
    for point in points:
        cells = []
        for policy in policies:
            cells.append(_cell(assistant.ask(point.question, scope=policy_scope(policy), today=today), policy))
            done += 1
            if progress:
                progress(done / total)
        rows.append(CompareRow(point, tuple(cells)))
    return tuple(rows)


def _cell(answer: Answer, policy: DocumentInfo) -> Cell:
    """The answer's quotes that stand in this policy; nothing when it abstained or leans on another one."""
    if answer.status is Status.ABSTAINED or not answer.verified:
        return Cell(policy)
    own = tuple(citation for citation in answer.citations if citation.document_id == policy.id)
    return Cell(policy, citations=own[:QUOTES_PER_CELL], checked=len(answer.checks) if own else 0)
