"""An answer in a language model's words: asked with what the policies hold, finished by the same check.

The extractive answer is what remains when the model fails; nothing of it is
added to what the model wrote.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval import wording
from retrieval.answer.finish import Checked, check
from retrieval.answer.material import Material, gather
from retrieval.answer.notices import notices_for
from retrieval.answer.source import PolicySource
from retrieval.answer.writer import Writer
from retrieval.errors import ModelError
from retrieval.language_model.connection import Cancelled
from retrieval.language_model.guard import Guarded, Outcome
from retrieval.language_model.messages import Task, fit
from retrieval.language_model.writing import ModelWriter, Proposal
from retrieval.models.relevance import is_sure, learned
from retrieval.privacy import mask
from retrieval.types import Answer, Passage, Question, Status, Turn

PASSAGES = 10
"""Passages that an answer comes with."""
MOST_NAMED = 5
"""Policies that are named when it is asked which one is meant."""
CHOSEN, EXTRACTIVE, HELD_BACK = 2.07, 0.43, 1.6
"""Log-odds that an answer is right, of a model that reads right and never says "not found": by logistic regression on
107 questions of gym folders f and i. Calibration error .06 there, .18 on the unseen bench (30 questions); of the sure
90 % is right on f and i, 78 % on unseen. The last was 2.0; 1.6 keeps words of the source above the bound of *near*."""
LEAST_SURE = 0.02
"""An abstention of the extractive writer counts as this confidence."""
REASONS = 3
"""Reasons that are told for what was held back."""
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
    source = PolicySource(writer, request.question, material.ranked)
    task = fit(_task(masked.text, request, material, source), model.settings.llm_context)
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


def _task(question: str, request: Request, material: Material, source: PolicySource) -> Task:
    derivations = (*material.derivations, *(c.derivation for c in request.fallback.checks if c.derivation))
    history = tuple(replace(turn, content=mask(turn.content).text) for turn in request.history)
    return Task(
        question=question,
        scope=request.question.scope,
        today=request.today,
        passages=tuple(replace(passage, n=n) for n, passage in enumerate(material.passages, start=1)),
        derivations=tuple(dict.fromkeys(derivations)),
        history=history if request.question.follow_up else (),
        source=source,
    )


def _answer(writer: Writer, request: Request, task: Task, proposal: Proposal) -> Answer:
    if not proposal.sentences and proposal.not_found:
        return _not_found(writer, request, task)
    if proposal.sentences and all(guarded.outcome is Outcome.ASKED for guarded in proposal.sentences):
        return _asked_back(writer, request, task)
    if not proposal.sentences:
        return _unusable(request, proposal)
    confidence = _confidence(request.fallback, proposal)
    checked = check(proposal.draft, question=task.question, today=request.today)
    if not is_sure(confidence):
        checked = _warning(checked, question=task.question, today=request.today)
    if not checked.draft.citations:
        return _unusable(request, proposal)
    if confidence < learned().near:
        return _too_far(writer, request, task, confidence)
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
        repaired=outcomes.count(Outcome.REPAIRED) + outcomes.count(Outcome.QUOTED),
        withheld=outcomes.count(Outcome.WITHHELD) + checked.withheld,
        confidence=confidence,
    )


def _confidence(fallback: Answer, proposal: Proposal) -> float:
    """The chance that the answer is right: how surely the policies answer the question, less what was held back.

    What a model cites tells nothing more: a wrong answer from the passage that comes first has all its signs.
    """
    chance = min(max(fallback.confidence, LEAST_SURE), 1 - LEAST_SURE)
    held = [guarded.outcome in (Outcome.QUOTED, Outcome.WITHHELD) for guarded in proposal.sentences]
    odds = CHOSEN + EXTRACTIVE * math.log(chance / (1 - chance)) - HELD_BACK * sum(held) / len(held)
    return round(1 / (1 + math.exp(-odds)), 4)


def _warning(checked: Checked, *, question: str, today: date) -> Checked:
    """The answer opening with a warning that it may not answer; as it was where its figures do not bear those words."""
    names = wording.both([wording.policy_name_of(citation) for citation in checked.draft.citations])
    opening = wording.nearest("", names)
    sentences = tuple(replace(sentence, opening=opening) for sentence in checked.draft.sentences)
    opened = check(replace(checked.draft, sentences=sentences), question=question, today=today)
    return checked if opened.withheld else replace(opened, withheld=checked.withheld)


def _asked_back(writer: Writer, request: Request, task: Task) -> Answer:
    """The model asks what is meant: that is asked in the program's own words."""
    documents = list(dict.fromkeys(passage.document_id for passage in task.passages))[:MOST_NAMED]
    return Answer(
        text=wording.ask_back([wording.policy_name(writer.reader.info(document_id)) for document_id in documents]),
        status=Status.CLARIFY,
        passages=task.passages[:PASSAGES],
        scope=request.question.scope,
        generation=request.fallback.generation,
        confidence=0.0,
    )


def _too_far(writer: Writer, request: Request, task: Task, confidence: float) -> Answer:
    """What the model cites hardly speaks of the question: the answer is not shown."""
    told = replace(_not_found(writer, request, task), confidence=confidence)
    return replace(told, notices=(wording.TOO_FAR,))


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
        confidence=0.0,
    )


def _unusable(request: Request, proposal: Proposal) -> Answer:
    """Nothing of what the model wrote may be shown: that is a fault of the model."""
    withheld = sum(guarded.outcome is Outcome.WITHHELD for guarded in proposal.sentences)
    kept = _kept(request.fallback, wording.MODEL_UNUSABLE)
    return replace(kept, notices=tuple(dict.fromkeys((*kept.notices, *_left_out(proposal)))), withheld=withheld)


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
    if any(guarded.outcome is Outcome.QUOTED for guarded in sentences):
        yield wording.QUOTED
    yield from _left_out(proposal)
    if checked.withheld:
        yield wording.WITHHELD
    if any(guarded.flagged for guarded in sentences):
        yield wording.MODEL_LEANS_LITTLE
    if any(guarded.pointed_nowhere for guarded in sentences):
        yield wording.MODEL_POINTED_NOWHERE


def _left_out(proposal: Proposal) -> Iterator[str]:
    """Why each sentence that is not shown was held back, each reason once."""
    reasons = [
        guarded.objections[0].text or wording.OTHER_SUBJECT
        for guarded in proposal.sentences
        if guarded.outcome is Outcome.WITHHELD
    ]
    for reason in list(dict.fromkeys(reasons))[:REASONS]:
        yield wording.left_out(reason)
