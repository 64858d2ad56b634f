"""How well does the checker tell right from wrong? On sentences of the corpus and on answers.

Every sentence with a figure is right as it stands, against its own passage; each
mutation of it is wrong. Beside it stands what a digit match would have said.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.mutations import find_mutations
from retrieval.checker import check_answer
from retrieval.draft import checkable
from retrieval.store import IndexReader
from retrieval.types import Answer, Chunk, Passage, Status, Unit, UnitKind

MARKER = re.compile(r"\[[0-9]{1,3}\]")
DIGITS = re.compile(r"[0-9]+")
PROSE = frozenset({UnitKind.SENTENCE, UnitKind.ITEM})
"""A table row is no sentence that an answer could hold; answers made from rows are measured as answers."""
Ground = Literal["corpus", "answers"]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the passages that it cites; `kind` is `right` or the kind of mutation."""

    ground: Ground
    kind: str
    text: str
    passages: tuple[Passage, ...]
    question: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What both checkers said of a case: True when they raised an alarm."""

    case: Case
    alarm: bool
    digit_alarm: bool


def corpus_cases(reader: IndexReader, *, most: int, seed: int) -> tuple[Case, ...]:
    """Up to `most` sentences of the corpus with a figure, and their mutations."""
    pairs = [
        (unit, reader.chunk(id_))
        for info in reader.documents
        for id_ in reader.chunks_of(info.id)
        for unit in reader.chunk(id_).units
    ]
    stated = [(unit, chunk) for unit, chunk in pairs if unit.figures and unit.kind in PROSE]
    chosen = random.Random(seed).sample(stated, min(most, len(stated)))  # noqa: S311 - seeded, no secret
    insurers = tuple(sorted({info.insurer for info in reader.documents if info.insurer}))
    return tuple(case for unit, chunk in chosen for case in _of_unit(unit, chunk, reader, insurers=insurers, seed=seed))


def answer_cases(answers: Iterable[tuple[str, Answer]], *, insurers: tuple[str, ...], seed: int) -> tuple[Case, ...]:
    """Verified answers with figures (question first), and their mutations."""
    return tuple(
        case
        for question, answer in answers
        if answer.verified and answer.checks and answer.status is not Status.ABSTAINED
        for case in _of_answer(question, answer, insurers=insurers, seed=seed)
    )


def judge(cases: Iterable[Case]) -> Iterator[Judged]:
    """Both verdicts on each case, one at a time."""
    for case in cases:
        report = check_answer(case.text, case.passages, question=case.question)
        yield Judged(case, alarm=not report.ok, digit_alarm=not digits_match(case.text, case.passages))


def digits_match(text: str, passages: Sequence[Passage]) -> bool:
    """What a plain check would do: every run of digits of the text stands in a passage."""
    have = {run for passage in passages for run in DIGITS.findall(passage.text)}
    return set(DIGITS.findall(MARKER.sub("", text))) <= have


def _of_unit(unit: Unit, chunk: Chunk, reader: IndexReader, *, insurers: tuple[str, ...], seed: int) -> Iterator[Case]:
    info = reader.info(unit.document_id)
    passage = Passage(
        n=1, document_id=info.id, text=chunk.text, title=info.title, insurer=info.insurer,
        care_types=info.care_types, years=info.years, section=chunk.section, units=chunk.units,
    )  # fmt: skip
    yield Case("corpus", "right", f"{unit.text} [1]", (passage,))
    for mutation in find_mutations(unit.text, chunk.text, insurers=insurers, seed=seed):
        yield Case("corpus", str(mutation.kind), f"{mutation.text} [1]", (passage,))


def _of_answer(question: str, answer: Answer, *, insurers: tuple[str, ...], seed: int) -> Iterator[Case]:
    passages = tuple(answer.citations)
    said = checkable(answer.text, answer.citations)
    yield Case("answers", "right", said, passages, question)
    text = "\n".join(passage.text for passage in passages)
    for mutation in find_mutations(said, text, insurers=insurers, seed=seed):
        if not MARKER.search(mutation.before) and not _in_marker(mutation.start, said):
            yield Case("answers", str(mutation.kind), mutation.text, passages, question)


def _in_marker(at: int, text: str) -> bool:
    return any(match.start() <= at < match.end() for match in MARKER.finditer(text))


@dataclass(frozen=True, slots=True)
class CheckerCell:
    """One kind of case on one ground: how many, and how many raised an alarm."""

    ground: Ground
    kind: str
    n: int
    alarms: int
    digit_alarms: int


def matrix_of(judged: Sequence[Judged]) -> tuple[CheckerCell, ...]:
    """Ground and kind → alarms; `right` first, so that false alarms are read first."""
    keys = sorted({(j.case.ground, j.case.kind) for j in judged}, key=lambda key: (key[0], key[1] != "right", key[1]))
    cells = []
    for ground, kind in keys:
        here = [j for j in judged if (j.case.ground, j.case.kind) == (ground, kind)]
        cells.append(CheckerCell(ground, kind, len(here), sum(j.alarm for j in here), sum(j.digit_alarm for j in here)))
    return tuple(cells)
