"""Policies side by side: one row per point of a topic, one cell per policy with its checked value and quote.

Every cell is an answer of the assistant within that one policy, so a quote was
checked like any other answer. A policy that does not say it, or not surely, or
gives no value where the point asks for one, gets "niet gevonden": a sentence
that shares a word with the point is no answer. The topics are data: `topics.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from retrieval.calendar.rows import BOUNDS
from retrieval.figures.values import Bound, FigureKind
from retrieval.models.relevance import is_sure
from retrieval.types import Citation, DocumentInfo, FigureCheck, Scope, Status
from retrieval.watch import Asks

TOPICS = Path(__file__).with_name("topics.toml")


class Point(BaseModel):
    """One row of a comparison: its name and the question that fills the cells."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=80)
    question: str = Field(min_length=1, max_length=400)
    wants: tuple[FigureKind, ...] = ()
    """Kinds of which one must stand in the answer; empty where words are an answer too."""


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
    values: tuple[str, ...] = ()
    """The checked figures that the point asks for, as the policy has them."""

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


def find_cell(assistant: Asks, point: Point, policy: DocumentInfo, *, today: date) -> Cell:
    """What a policy says on a point: the quote that surely answers it, and its values."""
    answer = assistant.ask(point.question, scope=policy_scope(policy), today=today)
    if answer.status is Status.ABSTAINED or not answer.verified or not is_sure(answer.confidence):
        return Cell(policy)
    own = [citation for citation in answer.citations if citation.document_id == policy.id]
    if not point.wants:
        return Cell(policy, citations=tuple(own[:1]))
    numbers = {citation.n for citation in own}
    fitting = [check for check in answer.checks if check.kind in point.wants and check.n in numbers]
    if not fitting:
        return Cell(policy)
    leading = [citation for citation in own if citation.n == fitting[0].n]
    values = dict.fromkeys(valued(check) for check in fitting if check.n == fitting[0].n)
    return Cell(policy, citations=tuple(leading[:1]), values=tuple(values))


def valued(check: FigureCheck) -> str:
    """A figure with its bound: `uiterlijk 19 december 2025`."""
    bound = BOUNDS[check.bound] if check.bound and check.bound is not Bound.EXACT else ""
    return check.surface if check.surface.casefold().startswith(bound) else f"{bound} {check.surface}"


def compare(
    assistant: Asks, points: Sequence[Point], policies: Sequence[DocumentInfo], *, today: date
) -> Iterator[CompareRow]:
    """Asks each point of each policy, a row at a time."""
    for point in points:
        yield CompareRow(point, tuple(find_cell(assistant, point, policy, today=today) for policy in policies))
