"""A checked extractive answer in; the same answer in the model's words out, or the extractive one again.

The model never decides whether there is an answer: it is asked only when the
extractive answer stands. Whatever goes wrong, that answer is what remains.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from retrieval import wording
from retrieval.checker import check_answer
from retrieval.errors import ModelError
from retrieval.figures.equality import canonical
from retrieval.figures.find import find_figures
from retrieval.language_model.connection import Cancelled, stream_text
from retrieval.language_model.guard import Guard, Guarded, Outcome, render
from retrieval.language_model.leaning import coverage
from retrieval.language_model.messages import Task, answer_messages, fit, repair_messages
from retrieval.language_model.rewriting import rewrite
from retrieval.language_model.sentences import Proposed, find_sentences
from retrieval.privacy import mask
from retrieval.prompts import NOT_FOUND
from retrieval.settings import Settings
from retrieval.types import Answer, Citation, FigureCheck, Passage, Sentence, Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LOG = logging.getLogger("inkoopwijzer.language_model")

MOST_PASSAGES = 6
"""Passages a model is shown: the cited ones and the next best; more costs time and distracts small models."""


REWRITE_SHARE = 0.3
"""Part of the time limit that making a follow-up stand alone may take."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Writes answers with one model; holds nothing between answers."""

    model: BaseChatModel
    settings: Settings

    def rewrite(self, question: str, history: Sequence[Turn]) -> str | None:
        """The follow-up as a question that stands alone; None when the model adds something or fails."""
        turns = [replace(turn, content=mask(turn.content).text) for turn in history]
        return rewrite(self.model, mask(question).text, turns, seconds=self.settings.llm_timeout * REWRITE_SHARE)

    def write(
        self,
        question: str,
        extractive: Answer,
        *,
        today: date,
        cancelled: Callable[[], bool] = lambda: False,
        show: Callable[[str], None] = lambda _: None,
    ) -> Answer:
        """The answer in the model's words; `show` gets each sentence as soon as it is checked.

        On any fault the extractive answer with a notice; nothing that `show` got is unchecked.
        """
        masked = mask(question)
        task = fit(_task(masked.text, extractive, today), self.settings.llm_context)
        if not task.passages:
            return _kept(extractive, wording.MODEL_FAILED.format(reason="De bronnen passen niet in het taalmodel."))
        run = _Run(self, task, fallback_of(extractive, task), time.monotonic() + self.settings.llm_timeout, cancelled)
        try:
            guarded = tuple(_shown(run.sentences(), show))
        except ModelError as error:
            return _kept(extractive, wording.MODEL_FAILED.format(reason=error))
        except Cancelled:
            return _kept(extractive, wording.MODEL_CANCELLED)
        answer = _assembled(extractive, task, guarded, question=masked.text)
        if masked.found:
            answer = replace(answer, notices=(*answer.notices, wording.masked([str(kind) for kind in masked.found])))
        return answer


@dataclass(frozen=True, slots=True)
class _Run:
    """One answer being written."""

    writer: ModelWriter
    task: Task
    fallback: tuple[Sentence, ...]
    deadline: float
    cancelled: Callable[[], bool]

    def sentences(self) -> Iterator[Guarded]:
        guard = Guard(
            passages=self.task.passages,
            fallback=self.fallback,
            question=self.task.question,
            today=self.task.today,
            repair=self._repair,
        )
        return guard.watch(self._proposed())

    def _proposed(self) -> Iterator[Proposed]:
        pieces = stream_text(
            self.writer.model, answer_messages(self.task), deadline=self.deadline, cancelled=self.cancelled
        )
        for sentence in find_sentences(pieces):
            if NOT_FOUND in sentence.text.upper():
                return
            yield sentence

    def _repair(self, proposed: Proposed, wrong: tuple[FigureCheck, ...]) -> Proposed | None:
        messages = repair_messages(self.task, proposed, wrong)
        try:
            pieces = stream_text(self.writer.model, messages, deadline=self.deadline, cancelled=self.cancelled)
            return next(find_sentences(pieces), None)
        except ModelError:
            return None


def _task(question: str, extractive: Answer, today: date) -> Task:
    """The task with each chunk once: the cited ones first, numbered from 1."""
    chunks: dict[str, Passage] = {}
    for passage in (*extractive.citations, *extractive.passages):
        chunks.setdefault(passage.chunk_id or passage.text, passage)
    most = max(MOST_PASSAGES, len({c.chunk_id or c.text for c in extractive.citations}))
    passages = tuple(replace(p, n=n) for n, p in enumerate(list(chunks.values())[:most], start=1))
    derivations = tuple(check.derivation for check in extractive.checks if check.derivation)
    return Task(question, extractive.scope, today, passages, derivations)


def fallback_of(extractive: Answer, task: Task) -> tuple[Sentence, ...]:
    """The extractive answer's sentences, their numbers those of the task's passages."""
    places = {passage.chunk_id or passage.text: passage.n for passage in task.passages}
    numbers = {citation.n: places.get(citation.chunk_id or citation.text) for citation in extractive.citations}
    found = []
    for proposed in find_sentences([extractive.text]):
        sources = tuple(dict.fromkeys(n for n in map(numbers.get, proposed.numbers) if n))
        if sources:
            found.append(Sentence(proposed.text, sources))
    return tuple(found)


def _shown(guarded: Iterator[Guarded], show: Callable[[str], None]) -> Iterator[Guarded]:
    for result in guarded:
        if result.sentence:
            show(result.sentence.text)
        yield result


def _kept(extractive: Answer, notice: str) -> Answer:
    return replace(extractive, notices=(*extractive.notices, notice))


def _assembled(extractive: Answer, task: Task, guarded: Sequence[Guarded], *, question: str) -> Answer:
    """The guarded sentences as an answer, completed with what the extractive answer states and they do not."""
    sentences = [result.sentence for result in guarded if result.sentence]
    outcomes = [result.outcome for result in guarded]
    if not {Outcome.KEPT, Outcome.REPAIRED} & set(outcomes):
        return replace(_kept(extractive, wording.MODEL_UNUSABLE), withheld=len(outcomes))
    sentences += _lacking(sentences, fallback_of(extractive, task), task.passages)
    text, citations = _cited(sentences, task.passages)
    report = check_answer(text, citations, question=question, today=task.today)
    if not report.ok:
        LOG.warning("the whole text did not pass although its sentences did")
        return _kept(extractive, wording.MODEL_UNUSABLE)
    repaired = outcomes.count(Outcome.REPAIRED) + outcomes.count(Outcome.REPLACED)
    withheld = outcomes.count(Outcome.WITHHELD)
    return replace(
        extractive,
        text=text,
        citations=citations,
        checks=report.checks,
        verified=report.ok,
        notices=(*extractive.notices, *_notices(guarded, repaired, withheld)),
        repaired=repaired,
        withheld=withheld,
    )


def _lacking(
    sentences: Sequence[Sentence], fallback: Sequence[Sentence], passages: Sequence[Passage]
) -> list[Sentence]:
    """Of each policy the extractive answer's first sentence, where the model leaves out a figure of it."""
    stated = {key for sentence in sentences for key in _keys(sentence.text)}
    policies = {passage.n: passage.document_id for passage in passages}
    first = {policies[sentence.sources[0]]: sentence for sentence in reversed(fallback)}
    return [s for s in fallback if s in first.values() and s not in sentences and not _keys(s.text) <= stated]


def _keys(text: str) -> frozenset[tuple[object, ...]]:
    return frozenset((figure.kind, canonical(figure.kind, figure.value)) for figure in find_figures(text))


def _cited(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> tuple[str, tuple[Citation, ...]]:
    """The text with its markers numbered in order, and a citation with a quote for each number."""
    by_number = {passage.n: passage for passage in passages}
    numbers: dict[tuple[int, str], int] = {}
    citations: list[Citation] = []
    numbered: list[Sentence] = []
    for sentence in sentences:
        sources = []
        for n in sentence.sources:
            quote = _quote(sentence.text, by_number[n])
            if (n, quote) not in numbers:
                numbers[n, quote] = len(numbers) + 1
                citations.append(_citation(by_number[n], quote, numbers[n, quote]))
            sources.append(numbers[n, quote])
        numbered.append(replace(sentence, sources=tuple(sources)))
    return render(numbered), tuple(citations)


def _quote(sentence: str, passage: Passage) -> str:
    """The unit of the passage that holds most of the sentence's figures, then of its words."""
    wanted = _keys(sentence)
    units = [unit.text for unit in passage.units if unit.text in passage.text] or [passage.text]
    return max(units, key=lambda text: (len(wanted & _keys(text)), coverage(sentence, (text,)), -len(text)))


def _citation(passage: Passage, quote: str, n: int) -> Citation:
    fields = {name: getattr(passage, name) for name in Passage.__dataclass_fields__}
    start = passage.text.find(quote)
    unit = next((str(u.id) for u in passage.units if u.text == quote), None)
    return Citation(**{**fields, "n": n}, quote=quote, quote_start=start, quote_end=start + len(quote), unit_id=unit)


def _notices(guarded: Sequence[Guarded], repaired: int, withheld: int) -> Iterator[str]:
    if repaired:
        yield wording.REPAIRED
    if withheld:
        yield wording.WITHHELD
    if any(result.flagged for result in guarded):
        yield wording.MODEL_LEANS_LITTLE
    if any(result.pointed_nowhere for result in guarded):
        yield wording.MODEL_POINTED_NOWHERE
