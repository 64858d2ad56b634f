"""The way of a question: understand, search, write, check. `PolicyAssistant` is the query API.

Same question, history, scope, date and index: the same answer. The only clock is
`today`, and only its default reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from retrieval import wording
from retrieval.answer import Writer
from retrieval.answer.certainty import Signs
from retrieval.answer.compose import passage_of
from retrieval.answer.finish import check
from retrieval.answer.modelled import PASSAGES, Request, write_with
from retrieval.answer.notices import notices_for
from retrieval.answer.rank import Scored
from retrieval.answer.writer import Looked, Written
from retrieval.language_model import model_writer
from retrieval.store import IndexReader
from retrieval.types import Answer, Asked, Deadline, Passage, Question, Scope, Status, Turn
from retrieval.understand import understand
from retrieval.understand.lexical import Lexicon
from retrieval.understand.refusal import HARD
from retrieval.understand.terms import Thesaurus, thesaurus_with

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

    from retrieval.language_model.writing import ModelWriter


@dataclass(frozen=True, slots=True)
class Setting:
    """One generation of the index with what is learned from its words."""

    reader: IndexReader
    lexicon: Lexicon
    thesaurus: Thesaurus
    writer: Writer


@dataclass(frozen=True, slots=True)
class Job:
    """A question on its way: understood, and after the second step with a draft."""

    setting: Setting
    question: Question
    today: date
    history: tuple[Turn, ...] = ()
    rewritten: Question | None = None
    """How a language model made a follow-up stand alone: searched for beside the question."""
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How an answer came about, for measuring and training."""

    question: Question
    ranked: tuple[Scored, ...]
    """Best first within each tier of policies."""
    signs: Signs | None
    """Of the policy that answers first; None when none does."""
    answer: Answer


class PolicyAssistant:
    """Answers questions from an index. Safe for threads."""

    def __init__(self, reader: IndexReader, *, model: ModelWriter | None = None) -> None:
        """With `model` that writes the answers; without, the model of the settings when they name one."""
        self._lock = Lock()
        self._setting = _setting_of(reader)
        self._model = model

    @classmethod
    def open(cls, path: Path | str | None = None) -> PolicyAssistant:
        """The assistant on the index at `path` (default: the settings' index).

        Raises:
            IndexMissing: there is no index.
            IndexDamaged: its parts do not agree.
            EmbeddingMismatch: it was made with another embedding model.

        """
        return cls(IndexReader.open(path))

    @property
    def reader(self) -> IndexReader:
        """The generation in use; reopened when an ingest has switched."""
        return self._current().reader

    def _current(self) -> Setting:
        with self._lock:
            reader = self._setting.reader.refresh()
            if reader is not self._setting.reader:
                self._setting = _setting_of(reader)
            return self._setting

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        today: date | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        show: Callable[[str], None] = lambda _: None,
    ) -> Answer:
        """The answer to a question, checked figure by figure; never raises for what was typed.

        With a language model set, `show` gets each sentence as soon as it is
        checked, and `cancelled` may stop the model; then the extractive answer stands.
        """
        job = _written(self._prepared(Asked(question, tuple(history), scope, today)))
        return self._finished(job, cancelled=cancelled, show=show)

    def trace(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        today: date | None = None,
    ) -> Trace:
        """How an answer comes about: the question as it was understood, all units that were ranked, and the signs."""
        job = _written(self._prepared(Asked(question, tuple(history), scope, today)))
        findings = job.written.findings if job.written else ()
        return Trace(
            job.question,
            tuple(scored for finding in findings for scored in finding.ranked),
            job.written.signs[0] if job.written and job.written.signs else None,
            self._finished(job),
        )

    def _prepared(self, asked: Asked) -> Job:
        """The first step: the question understood, on the generation in use."""
        setting = self._current()
        today = asked.today or date.today()
        question = _understood(setting, asked.question, history=asked.history, scope=asked.scope, today=today)
        job = Job(setting, question, today, asked.history)
        if not question.follow_up or question.refusal in HARD:
            return job
        model = self._model or model_writer()
        text = model.rewrite(asked.question, asked.history) if model else None
        rewritten = _understood(setting, text, history=(), scope=question.scope, today=today) if text else None
        return replace(job, rewritten=rewritten)

    def _finished(
        self,
        job: Job,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        show: Callable[[str], None] = lambda _: None,
    ) -> Answer:
        """The third step: the draft checked figure by figure, or what a model makes of it."""
        generation = job.setting.reader.generation
        if job.written is None:
            return _declined(job.question, generation)
        answer = _checked(job.question, job.written, today=job.today, generation=generation)
        model = self._model or model_writer()
        if model is None:
            return answer
        readings = tuple(dict.fromkeys(q for q in (job.rewritten, job.question.alone) if q))
        request = Request(job.question, readings, job.history, job.today, answer)
        return write_with(model, job.setting.writer, request, cancelled=cancelled, show=show)

    def search(
        self,
        question: str,
        k: int = PASSAGES,
        *,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        today: date | None = None,
    ) -> tuple[Passage, ...]:
        """The k best passages for a question, without an answer."""
        setting = self._current()
        now = today or date.today()
        asked = _understood(setting, question, history=history, scope=scope, today=now)
        if asked.refusal in HARD:
            return ()
        return _passages(setting.writer.look(asked, today=now), (), k)

    def deadlines(self, scope: Scope | None = None, today: date | None = None) -> tuple[Deadline, ...]:
        """Every dated obligation within the scope; with `today` only those that are not over."""
        found = self._current().reader.deadlines
        return tuple(d for d in found if _in_scope(d, scope or Scope()) and not (today and d.day and d.day < today))

    def as_runnable(self) -> Runnable[str | dict[str, object], Answer]:
        """The chain as a LangChain runnable: a question, or a dict with question, history, scope and today."""
        from retrieval.chain import chain_of

        return chain_of(begrijpen=self._prepared, schrijven=_written, controleren=self._finished)

    def as_retriever(self, *, k: int = PASSAGES, scope: Scope | None = None) -> BaseRetriever:
        """The search as a LangChain retriever."""
        from retrieval.chain import retriever_of

        return retriever_of(self.search, k=k, scope=scope)


def _setting_of(reader: IndexReader) -> Setting:
    lexicon = Lexicon(dict(reader.vocabulary), max(reader.manifest.chunks, 1))
    return Setting(reader, lexicon, thesaurus_with(reader.abbreviations), Writer(reader, lexicon))


def _written(job: Job) -> Job:
    """The second step: what was found, as a draft; none for a question that is declined."""
    if job.question.refusal in HARD:
        return job
    written, alone = job.setting.writer.write(job.question, today=job.today), job.question.alone
    if written.draft.status is Status.ABSTAINED and alone and alone.terms:
        anew = job.setting.writer.write(alone, today=job.today)
        if anew.draft.status is not Status.ABSTAINED:
            return replace(job, question=alone, written=anew)
    return replace(job, written=written)


def _understood(
    setting: Setting, question: str, *, history: Sequence[Turn], scope: Scope | None, today: date
) -> Question:
    return understand(
        question,
        history=history,
        choice=scope,
        today=today,
        documents=setting.reader.documents,
        lexicon=setting.lexicon,
        thesaurus=setting.thesaurus,
    )


def _in_scope(deadline: Deadline, scope: Scope) -> bool:
    return (
        (scope.insurer is None or deadline.insurer == scope.insurer)
        and (scope.care_type is None or scope.care_type in deadline.care_types)
        and (scope.year is None or scope.year in deadline.years)
    )


def _declined(question: Question, generation: str) -> Answer:
    assert question.refusal is not None
    text = wording.REFUSALS[question.refusal]
    return Answer(text=text, status=Status.ABSTAINED, confidence=0.0, scope=question.scope, generation=generation)


def _checked(question: Question, written: Written, *, today: date, generation: str) -> Answer:
    """The extractive answer with every figure checked; sentences with an unsupported figure are left out."""
    checked = check(written.draft, question=question.asked, today=today)
    draft, withheld = checked.draft, checked.withheld
    if withheld and not draft.citations:
        return _nothing_left(question, written, generation, withheld)
    notices = notices_for(question, draft, written.documents, today=today)
    return Answer(
        text=checked.rendered.text,
        status=draft.status,
        citations=draft.citations,
        passages=_passages(written.findings, tuple(c.chunk_id or "" for c in draft.citations), PASSAGES),
        checks=checked.report.checks,
        verified=checked.report.ok,
        confidence=written.confidence,
        notices=(*notices, wording.WITHHELD) if withheld else notices,
        scope=question.scope,
        generation=generation,
        withheld=withheld,
    )


def _nothing_left(question: Question, written: Written, generation: str, withheld: int) -> Answer:
    return Answer(
        text=wording.NOTHING_LEFT,
        status=Status.ABSTAINED,
        confidence=0.0,
        passages=_passages(written.findings, (), PASSAGES),
        notices=(wording.WITHHELD,),
        scope=question.scope,
        generation=generation,
        withheld=withheld,
    )


def _passages(findings: Sequence[Looked], cited: tuple[str, ...], k: int) -> tuple[Passage, ...]:
    """The chunks that were found: the cited ones first, then in order of their best unit, insurers by turns."""
    best: dict[str, tuple[float, Passage]] = {}
    for finding in findings:
        for scored in finding.ranked:
            chunk_id = str(scored.reading.chunk.id)
            if chunk_id not in best or best[chunk_id][0] < scored.score:
                best[chunk_id] = (scored.score, passage_of(scored.reading, 0, scored.score))
    ordered = sorted(best.items(), key=lambda item: (item[0] not in cited, -item[1][0], item[0]))
    first = list(dict.fromkeys(id_ for id_ in cited if id_ in best))
    ordered.sort(key=lambda item: first.index(item[0]) if item[0] in first else len(first))
    return tuple(replace(passage, n=n) for n, (_, (_, passage)) in enumerate(ordered[:k], start=1))
