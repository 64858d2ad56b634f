"""A task in, what a model writes on it out: sentence by sentence, each checked before it counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retrieval.draft import Draft, Sentence, cite
from retrieval.errors import ModelError
from retrieval.language_model.connection import Meter, stream_text
from retrieval.language_model.guard import Guard, Guarded
from retrieval.language_model.leaning import coverage
from retrieval.language_model.messages import Task, answer_messages, repair_messages
from retrieval.language_model.opposing import Objection
from retrieval.language_model.quoting import values_of
from retrieval.language_model.rewriting import rewrite
from retrieval.language_model.sentences import Proposed
from retrieval.language_model.structured import is_offered, options_for, read_sentences
from retrieval.privacy import mask
from retrieval.prompts import NOT_FOUND
from retrieval.settings import Settings
from retrieval.types import Citation, ModelUse, Passage, Status, Turn, Unit

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

REWRITE_SHARE = 0.3
"""Part of the time limit that making a follow-up stand alone may take."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model wrote: what became of each sentence, and the draft of those that may be shown."""

    sentences: tuple[Guarded, ...]
    draft: Draft
    not_found: bool
    """The model says that the passages do not hold the answer."""
    use: ModelUse


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Writes with one model; holds nothing between answers."""

    model: BaseChatModel
    settings: Settings

    def rewrite(self, question: str, history: Sequence[Turn]) -> str | None:
        """The follow-up as a question that stands alone; None when the model adds something or fails."""
        turns = [replace(turn, content=mask(turn.content).text) for turn in history]
        return rewrite(self.model, mask(question).text, turns, seconds=self.settings.llm_timeout * REWRITE_SHARE)

    def write(
        self,
        task: Task,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        show: Callable[[str], None] = lambda _: None,
    ) -> Proposal:
        """What the model writes; `show` gets each sentence as soon as it is checked, and nothing unchecked.

        Raises:
            ModelError: the model failed or took too long.
            Cancelled: the asker stopped it.

        """
        asked = replace(task, structured=is_offered(self.model, self.settings))
        run = _Run(self, asked, time.monotonic() + self.settings.llm_timeout, cancelled)
        guarded = []
        for result in run.sentences():
            for sentence in result.sentences:
                show(sentence.text)
            guarded.append(result)
        use = run.meter.use(self.settings.llm or "", prices=(self.settings.llm_price_in, self.settings.llm_price_out))
        kept = [sentence for result in guarded for sentence in result.sentences]
        return Proposal(tuple(guarded), draft_from(kept, task.passages), run.not_found, use)


@dataclass(slots=True)
class _Run:
    """One answer being written."""

    writer: ModelWriter
    task: Task
    deadline: float
    cancelled: Callable[[], bool]
    meter: Meter = field(default_factory=Meter)
    not_found: bool = False

    def sentences(self) -> Iterator[Guarded]:
        guard = Guard(
            passages=self.task.passages,
            question=self.task.question,
            today=self.task.today,
            repair=self._repair,
            source=self.task.source,
        )
        return guard.watch(self._proposed())

    def _proposed(self) -> Iterator[Proposed]:
        for sentence in self._written():
            if NOT_FOUND in sentence.text.upper():
                self.not_found = True
                return
            yield sentence

    def _written(self) -> Iterator[Proposed]:
        """What the model writes: as data where it offers that, else, and when its server refuses, as text."""
        try:
            yield from read_sentences(self._stream(answer_messages(self.task)))
        except ModelError as error:
            if not (error.refused and self.task.structured):
                raise
            self.task = replace(self.task, structured=False)
            yield from read_sentences(self._stream(answer_messages(self.task)))

    def _stream(self, messages: list[BaseMessage]) -> Iterator[str]:
        return stream_text(
            self.writer.model,
            messages,
            deadline=self.deadline,
            cancelled=self.cancelled,
            meter=self.meter,
            options=options_for(self.writer.settings) if self.task.structured else {},
        )

    def _repair(self, proposed: Proposed, wrong: tuple[Objection, ...]) -> Proposed | None:
        messages = repair_messages(self.task, proposed, wrong)
        try:
            again = next(read_sentences(self._stream(messages)), None)
        except ModelError:
            return None
        return None if again is None or NOT_FOUND in again.text.upper() else again


def draft_from(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> Draft:
    """Sentences that lean on passages as a draft: a citation for each passage and quote, numbered in order."""
    by_number = {passage.n: passage for passage in passages}
    numbers: dict[tuple[int, str | None], int] = {}
    citations: list[Citation] = []
    numbered: list[Sentence] = []
    for sentence in sentences:
        sources, units = [], []
        for n in sentence.sources:
            unit = _quoted(sentence, by_number[n])
            key = (n, str(unit.id) if unit else None)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(cite(by_number[n], numbers[key], unit=unit))
            sources.append(numbers[key])
            units += [str(unit.id)] if unit else []
        numbered.append(replace(sentence, sources=tuple(sources), unit_ids=tuple(units)))
    return Draft(tuple(numbered), Status.ANSWERED, tuple(citations))


def _quoted(sentence: Sentence, passage: Passage) -> Unit | None:
    """The unit that a sentence is, or that carries it."""
    own = (unit for unit in passage.units if str(unit.id) in sentence.unit_ids)
    return next(own, None) or quoted_unit(sentence.text, passage)


def quoted_unit(sentence: str, passage: Passage) -> Unit | None:
    """The unit of the passage that holds most of the sentence's figures, then of its words."""
    wanted = values_of(sentence)
    units = [unit for unit in passage.units if unit.text in passage.text]
    return max(
        units,
        key=lambda u: (len(wanted & values_of(u.text)), coverage(sentence, (u.text,)), -len(u.text)),
        default=None,
    )
