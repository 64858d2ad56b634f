"""An answer in a language model's words: asked with what the policies hold, finished by the same check.

The extractive answer is what remains when the model fails; nothing of it is
added to what the model wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval import wording
from retrieval.answer.finish import Checked, check
from retrieval.answer.material import Material, gather
from retrieval.answer.notices import notices_for
from retrieval.answer.writer import Writer
from retrieval.errors import ModelError
from retrieval.language_model.connection import Cancelled
from retrieval.language_model.guard import Guarded, Outcome
from retrieval.language_model.messages import Task, fit
from retrieval.language_model.writing import ModelWriter, Proposal
from retrieval.privacy import mask
from retrieval.types import Answer, Passage, Question, Status, Turn

PASSAGES = 10
"""Passages that an answer comes with."""
NEAREST = 3
"""Passages that an abstention names."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a model is asked: the question, its other readings, and the conversation that it leans on."""

    question: Question
    readings: tuple[Question, ...]
    """Ways to read it that are searched for as well: standing alone, without the conversation."""
    history: tuple[Turn, ...]
    today: date
    fallback: Answer
    """The extractive answer: shown when the model fails."""


def may_ask(request: Request) -> bool:
    """Whether the question is one for the policies: what looks like another subject needs an extractive answer."""
    return request.question.refusal is None or request.fallback.status is not Status.ABSTAINED


def write_with(
    model: ModelWriter,
    writer: Writer,
    request: Request,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    show: Callable[[str], None] = lambda _: None,
) -> Answer:
    """The answer that a model writes, checked; the extractive one with a notice when the model fails."""
    fallback = request.fallback
    material = gather(writer, (request.question, *request.readings), today=request.today)
    if not material.passages or not may_ask(request):
        return fallback
    masked = mask(_alone(request))
    task = fit(_task(masked.text, request, material), model.settings.llm_context)
    if not task.passages:
        return _kept(fallback, wording.MODEL_FAILED.format(reason="De bronnen passen niet in het taalmodel."))
    try:
        proposal = model.write(task, cancelled=cancelled, show=show)
    except ModelError as error:
        return _kept(fallback, wording.MODEL_FAILED.format(reason=error))
    except Cancelled:
        return _kept(fallback, wording.MODEL_CANCELLED)
    answer = _answer(writer, request, task, proposal)
    if masked.found:
        answer = replace(answer, notices=(*answer.notices, wording.masked([str(kind) for kind in masked.found])))
    return replace(answer, model=proposal.use)


def _alone(request: Request) -> str:
    """The question as the model gets it: as asked, and behind it how a follow-up was understood."""
    question = request.question
    alone = question.scope.question
    if not alone or alone == question.asked:
        return question.asked
    return f"{question.asked} ({alone})"


def _task(question: str, request: Request, material: Material) -> Task:
    derivations = (*material.derivations, *(c.derivation for c in request.fallback.checks if c.derivation))
    history = tuple(replace(turn, content=mask(turn.content).text) for turn in request.history)
    return Task(
        question=question,
        scope=request.question.scope,
        today=request.today,
        passages=tuple(replace(passage, n=n) for n, passage in enumerate(material.passages, start=1)),
        derivations=tuple(dict.fromkeys(derivations)),
        history=history if request.question.follow_up else (),
        says=lambda passages: material.says(request.question, passages),
    )


def _answer(writer: Writer, request: Request, task: Task, proposal: Proposal) -> Answer:
    if not proposal.sentences:
        return _not_found(writer, request, task) if proposal.not_found else _unusable(request, proposal)
    checked = check(proposal.draft, question=task.question, today=request.today)
    if not checked.draft.citations:
        return _unusable(request, proposal)
    cited = {citation.document_id: None for citation in checked.draft.citations}
    infos = [writer.reader.info(document_id) for document_id in cited]
    several = request.fallback.status is Status.CLARIFY
    notices = [*notices_for(request.question, checked.draft, infos, today=request.today), *_told(proposal, checked)]
    others = _others(request.fallback, cited) if several and len(cited) == 1 else ()
    if others:
        notices.append(wording.also_says(others))
    outcomes = [guarded.outcome for guarded in proposal.sentences]
    return Answer(
        text=checked.rendered.text,
        status=Status.CLARIFY if several and len(cited) > 1 else Status.ANSWERED,
        citations=checked.draft.citations,
        passages=_cited_first(task.passages, [c.chunk_id for c in checked.draft.citations]),
        checks=checked.report.checks,
        verified=checked.report.ok,
        notices=tuple(dict.fromkeys(notices)),
        scope=request.question.scope,
        generation=request.fallback.generation,
        repaired=outcomes.count(Outcome.REPAIRED),
        withheld=outcomes.count(Outcome.WITHHELD) + checked.withheld,
    )


def _not_found(writer: Writer, request: Request, task: Task) -> Answer:
    """The policies do not say it: where was looked, and which places come nearest."""
    documents = dict.fromkeys(passage.document_id for passage in task.passages)
    names = [wording.policy_name(writer.reader.info(document_id)) for document_id in documents]
    places = [passage.section[-1] for passage in task.passages[:NEAREST] if passage.section]
    return Answer(
        text=wording.not_found_near(names, list(dict.fromkeys(places))),
        status=Status.ABSTAINED,
        passages=task.passages[:PASSAGES],
        scope=request.question.scope,
        generation=request.fallback.generation,
    )


def _unusable(request: Request, proposal: Proposal) -> Answer:
    """Nothing of what the model wrote may be shown: that is a fault of the model."""
    withheld = sum(guarded.outcome is Outcome.WITHHELD for guarded in proposal.sentences)
    return replace(_kept(request.fallback, wording.MODEL_UNUSABLE), withheld=withheld)


def _kept(fallback: Answer, notice: str) -> Answer:
    return replace(fallback, notices=(*fallback.notices, notice))


def _others(fallback: Answer, cited: Iterable[str]) -> tuple[str, ...]:
    """The names of the policies that fit the question too, and that the model did not speak of."""
    left = (c for c in fallback.citations if c.document_id not in cited)
    return tuple(dict.fromkeys(wording.policy_name_of(c) for c in left))


def _cited_first(passages: Sequence[Passage], cited: Sequence[str | None]) -> tuple[Passage, ...]:
    ordered = sorted(passages, key=lambda p: (cited.index(p.chunk_id) if p.chunk_id in cited else len(cited), p.n))
    return tuple(replace(passage, n=n) for n, passage in enumerate(ordered[:PASSAGES], start=1))


def _told(proposal: Proposal, checked: Checked) -> Iterator[str]:
    """What the reader must know of what was changed or left out, and why."""
    sentences: Sequence[Guarded] = proposal.sentences
    if any(guarded.outcome is Outcome.REPAIRED for guarded in sentences):
        yield wording.REPAIRED
    for reason in dict.fromkeys(guarded.reason for guarded in sentences if guarded.reason):
        yield wording.WITHHELD_BECAUSE[str(reason)]
    if checked.withheld:
        yield wording.WITHHELD
    if any(guarded.flagged for guarded in sentences):
        yield wording.MODEL_LEANS_LITTLE
    if any(guarded.pointed_nowhere for guarded in sentences):
        yield wording.MODEL_POINTED_NOWHERE
