"""The way of a question: understand, search, write, check. `PolicyAssistant` is the query API.

Same question, history, scope, date and index: the same answer. The only clock is
`today`, and only its default reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from retrieval import wording
from retrieval.answer import Writer
from retrieval.answer.compose import Claim, Composed, draft_of, passage_of, text_of
from retrieval.answer.notices import notices_for
from retrieval.answer.writer import Finding, Written
from retrieval.checker import check_answer
from retrieval.language_model import model_writer
from retrieval.store import IndexReader
from retrieval.types import (
    Answer,
    Asked,
    CheckReport,
    Deadline,
    Passage,
    Question,
    Scope,
    Status,
    Turn,
    Verdict,
)
from retrieval.understand import understand
from retrieval.understand.lexical import Lexicon
from retrieval.understand.refusal import HARD
from retrieval.understand.terms import Thesaurus, thesaurus_with

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable

DIGIT = re.compile(r"[0-9]")
MASK = "·"
"""Stands for a digit of a policy's name while an answer is checked: the years of a name claim nothing."""
PASSAGES = 10
"""Passages that an answer comes with."""


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
    alone: Question
    """The question read without the conversation: what looked like a follow-up may be a new topic."""
    written: Written | None = None


class PolicyAssistant:
    """Answers questions from an index. Safe for threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._lock = Lock()
        self._setting = _setting_of(reader)

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
        checked, and `cancelled` may stop the model; the extractive answer stays.
        """
        job = self._prepared(Asked(question, tuple(history), scope, today))
        answer = _finished(_written(job))
        fluent = model_writer()
        if fluent and answer.status is Status.ANSWERED:
            answer = fluent.write(job.question.asked, answer, today=job.today, cancelled=cancelled, show=show)
        return answer

    def _prepared(self, asked: Asked) -> Job:
        """The first step: the question understood, on the generation in use."""
        setting = self._current()
        today = asked.today or date.today()
        question = _understood(setting, asked.question, history=asked.history, scope=asked.scope, today=today)
        fluent = model_writer()
        if fluent and asked.history and question.scope.question and question.refusal not in HARD:
            rewritten = fluent.rewrite(asked.question, asked.history)
            if rewritten:
                question = _understood(setting, rewritten, history=(), scope=question.scope, today=today)
        alone = question
        if question.follow_up:
            alone = _understood(setting, asked.question, history=(), scope=asked.scope, today=today)
        return Job(setting, question, today, alone)

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

        return chain_of(begrijpen=self._prepared, schrijven=_written, controleren=_finished)

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
    written = job.setting.writer.write(job.question, today=job.today)
    if written.composed.draft.status is Status.ABSTAINED and job.alone != job.question and job.alone.terms:
        anew = job.setting.writer.write(job.alone, today=job.today)
        if anew.composed.draft.status is not Status.ABSTAINED:
            return replace(job, question=job.alone, written=anew)
    return replace(job, written=written)


def _finished(job: Job) -> Answer:
    """The third step: the draft checked figure by figure."""
    generation = job.setting.reader.generation
    if job.written is None:
        return _declined(job.question, generation)
    return _checked(job.question, job.written, today=job.today, generation=generation)


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
    return Answer(text=text, status=Status.ABSTAINED, scope=question.scope, generation=generation)


def _checked(question: Question, written: Written, *, today: date, generation: str) -> Answer:
    """The answer with every figure checked; sentences with an unsupported figure are left out."""
    composed = written.composed
    report = _report(question, composed, today)
    withheld = 0
    while not report.ok:
        kept = _without_failing(composed, report)
        withheld += len(composed.claims) - len(kept)
        composed = draft_of(kept, status=composed.draft.status)
        if not composed.citations:
            return _nothing_left(question, written, generation, withheld)
        report = _report(question, composed, today)
    notices = notices_for(question, composed, written.documents, today=today)
    if withheld:
        notices = (*notices, wording.WITHHELD)
    return Answer(
        text=text_of(composed.draft),
        status=composed.draft.status,
        citations=composed.citations,
        passages=_passages(written.findings, tuple(c.chunk_id or "" for c in composed.citations), PASSAGES),
        checks=report.checks,
        verified=report.ok,
        notices=notices,
        scope=question.scope,
        generation=generation,
        withheld=withheld,
    )


def _report(question: Question, composed: Composed, today: date) -> CheckReport:
    if composed.draft.status is Status.ABSTAINED:
        return CheckReport((), ok=True)
    text = text_of(composed.draft)
    for citation in composed.citations:
        name = wording.policy_name_of(citation)
        text = text.replace(name, DIGIT.sub(MASK, name))
    return check_answer(text, composed.citations, question=question.asked, today=today)


def _without_failing(composed: Composed, report: CheckReport) -> tuple[Claim, ...]:
    """The claims without those that hold a figure which is not supported; the last one when none can be blamed."""
    bad = [check.start for check in report.checks if check.verdict is not Verdict.SUPPORTED]
    draft, kept, end = composed.draft, [], 0
    for place, claim in enumerate(composed.claims):
        start, end = end, len(text_of(replace(draft, sentences=draft.sentences[: place + 1])))
        if not any(start <= at < end for at in bad):
            kept.append(claim)
    return tuple(kept if len(kept) < len(composed.claims) else composed.claims[:-1])


def _nothing_left(question: Question, written: Written, generation: str, withheld: int) -> Answer:
    return Answer(
        text=wording.NOTHING_LEFT,
        status=Status.ABSTAINED,
        passages=_passages(written.findings, (), PASSAGES),
        notices=(wording.WITHHELD,),
        scope=question.scope,
        generation=generation,
        withheld=withheld,
    )


def _passages(findings: Sequence[Finding], cited: tuple[str, ...], k: int) -> tuple[Passage, ...]:
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
