"""Questions beside the passages that they were asked over: what relevance learns from.

Each folder of `eval/training` holds policies and `gold.jsonl`. A folder is indexed by itself, as a user's would be; per
question the units that hold its evidence are marked, and what the search brings stays as hard negatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.questions import TODAY, Evidence, Question, load_questions
from retrieval.dutch.letters import fold
from retrieval.models.layout import Laid, lay_out
from retrieval.pipeline import PolicyAssistant
from retrieval.store import IndexReader
from retrieval.types import Chunk

TRAINING = Path(__file__).resolve().parent.parent / "training"
HELD = 0.6
"""Share of the three-word runs of a quote, or of a unit, that both have, from which the unit holds the evidence."""
AS_GOOD = 0.15
"""A unit that holds this much less than the best one holds the evidence too: quotes and units are cut otherwise."""
RUN = 3
LEAST_WORDS = 4
"""A shorter unit stands in many quotes by accident."""
BROUGHT = 16
"""Passages that each search brings."""
FUSION = 20
WORD = re.compile(r"[a-z0-9]+(?:[.,:][0-9]+)*")

Place = tuple[str, int]
"""A unit: its passage and its place there."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question, the units with each piece of its evidence, and the passages that search takes for its answer."""

    id: str
    text: str
    evidence: tuple[tuple[Place, ...], ...]
    """Empty when nothing in the policies answers."""
    brought: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """The passages of a folder, as the encoder reads them, and the questions over them."""

    name: str
    passages: dict[str, Laid]
    lessons: tuple[Lesson, ...]


def read_folder(name: str, index: Path, questions: Path) -> Folder:
    """A folder of policies that stands in an index, with its questions.

    Raises:
        EvaluationError: the questions cannot be read.

    """
    assistant = PolicyAssistant.open(index)
    reader = assistant.reader
    chunks = {str(c): reader.chunk(str(c)) for d in reader.documents for c in reader.chunks_of(str(d.id))}
    lesson = partial(_lesson, assistant=assistant, chunks=chunks)
    lessons = tuple(lesson(question) for question in load_questions([questions]))
    return Folder(name, {id_: lay_out(chunk) for id_, chunk in chunks.items()}, lessons)


def _lesson(question: Question, *, assistant: PolicyAssistant, chunks: dict[str, Chunk]) -> Lesson:
    asked = assistant.trace(question.question, history=question.turns, today=TODAY).question
    text = asked.text or question.question
    evidence = tuple(places for e in question.evidence if (places := tuple(_holders(e, chunks))))
    return Lesson(question.id, text, evidence, _brought(assistant.reader, text))


def _holders(evidence: Evidence, chunks: dict[str, Chunk]) -> Iterator[Place]:
    """The units that hold a piece of evidence."""
    shares = {
        (id_, place): share_held(evidence.quote, unit.text)
        for id_, chunk in chunks.items()
        if str(chunk.document_id) == evidence.doc
        for place, unit in enumerate(chunk.units)
    }
    best = max(shares.values(), default=0.0)
    return (at for at, share in shares.items() if share >= max(HELD, best - AS_GOOD))


def share_held(quote: str, unit: str) -> float:
    """Share of the quote's runs of three words that the unit has, or of the unit's that the quote has.

    >>> share_held("uiterlijk 1 mei 2027 binnen", "Het plan is uiterlijk 1 mei 2027 binnen.")
    1.0

    """
    wanted, there = _runs(quote), _runs(unit)
    shared = len(wanted & there)
    long = len(WORD.findall(fold(unit))) >= LEAST_WORDS
    return max(shared / max(1, len(wanted)), shared / max(1, len(there)) if long else 0.0)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(fold(text))
    size = min(RUN, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if words else set()


def _brought(reader: IndexReader, text: str) -> tuple[str, ...]:
    """The passages that search by meaning and by words bring, best first."""
    scores: dict[str, float] = {}
    for ranking in (reader.dense(text, BROUGHT), reader.keyword(text, BROUGHT)):
        for rank, (id_, _) in enumerate(ranking):
            scores[str(id_)] = scores.get(str(id_), 0.0) + 1 / (FUSION + rank)
    return tuple(sorted(scores, key=lambda id_: (-scores[id_], id_)))
