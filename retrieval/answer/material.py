"""What the policies hold on a question, as passages for a writer that reads: as whole as its context allows.

The extractive writer chooses units; a language model chooses itself, so it gets
more: what the searches and the ranking put first, the passages around the best,
the insurer's general policy beside the specific one, and what corrects a passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.answer.compose import passage_from
from retrieval.answer.computed import derivation_for
from retrieval.answer.plan import Plan, is_expired, plan_for
from retrieval.answer.rank import Scored
from retrieval.answer.writer import Looked, Writer
from retrieval.fusion import reciprocal_rank_fusion
from retrieval.types import Chunk, Derivation, DocumentInfo, Form, Passage, Question

AROUND = 3
"""Passages of which the neighbours in the same section are shown as well."""
MOST = 60
"""Passages that are put in order; what of them is shown is for the context of the model to say."""
READ_WHOLE = 3
"""Policies that are given whole behind those, where the context has room."""
TIER_SHARES = (1.0, 0.6, 0.4)
"""What a rank among the policies that hold counts, among older ones, and among expired ones."""
GENERAL_SHARE = 0.9
"""The same for the insurer's general policy, when its policy for a kind of care is asked about."""
WIDER_SHARE = 0.3
"""The same for policies of another year or care than the question names."""
DERIVED_FROM = 4
"""Units of which the rule may be computed with."""


@dataclass(frozen=True, slots=True)
class Material:
    """Passages in order of how likely they answer, not numbered yet, with what follows from them."""

    passages: tuple[Passage, ...]
    derivations: tuple[Derivation, ...] = ()
    ranked: tuple[Scored, ...] = ()
    """The units of these passages, best first."""


def gather(writer: Writer, questions: Sequence[Question], *, today: date) -> Material:
    """The material for a question in each of its readings; the first reading is the one that is answered."""
    asked = [part for question in questions for part in (question, *question.parts)]
    looked = [_look(writer, part, today=today) for part in dict.fromkeys(asked)]
    covered = not any(plan_for(q, writer.reader.documents, today=today).missing_years for q in asked)
    wider = _wider(questions[0]) if covered else None
    beyond = _look(writer, wider, today=today)[0] if wider else []
    rankings, shares = [*(ids for ids, _ in looked), beyond], [*(1.0 for _ in looked), WIDER_SHARE]
    order = reciprocal_rank_fusion(rankings, weights=shares)
    chunks = _with_neighbours(writer, [id_ for id_, _ in order[:MOST]])
    if covered:
        chunks = _with_rest(writer, chunks)
    scores = dict(order)
    passages = tuple(
        passage_from(chunk, writer.reader.info(chunk.document_id), score=scores.get(str(chunk.id), 0.0))
        for chunk in chunks
    )
    findings = [finding for _, found in looked for finding in found]
    return Material(passages, tuple(_derivations(questions[0], findings)), _ranked(findings))


def _wider(question: Question) -> Question | None:
    """The question of policies of any year and care, where those that it names may be of another thing than the policy.

    That is so when no insurer is named (a year may be the one that is measured), and when it compares. What the scope
    holds stays in front; who reads sees of which policy each passage is.
    """
    scope = question.scope
    narrowed = scope.year is not None or scope.care_type is not None
    if not narrowed or (scope.insurer and question.form not in (Form.COMPARE, Form.CHANGE)):
        return None
    open_scope = replace(scope, year=None, care_type=None)
    return replace(question, scope=open_scope, years=(), year_sure=False, parts=())


def _look(writer: Writer, question: Question, *, today: date) -> tuple[list[str], list[Looked]]:
    """The chunks for one reading of the question, best first, with the findings they came from."""
    plan = plan_for(question, writer.reader.documents, today=today)
    if plan.missing_insurer:
        return [], []
    findings = [writer.find(question, tier) for tier in plan.tiers]
    shares = [TIER_SHARES[min(place, len(TIER_SHARES) - 1)] for place in range(len(findings))]
    general = _general(writer, question, plan, today=today)
    if general:
        findings.append(writer.find(question, general))
        shares.append(GENERAL_SHARE)
    rankings, weights = [], []
    for finding, share in zip(findings, shares, strict=True):
        rankings += [[str(hit.chunk.id) for hit in finding.hits], [str(s.reading.chunk.id) for s in finding.ranked]]
        weights += [share, share]
    order = [id_ for id_, _ in reciprocal_rank_fusion(rankings, weights=weights)]
    if plan.missing_years:
        order = [id_ for id_ in order if _names_year(writer.reader.chunk(id_), plan)]
    return order, findings


def _general(writer: Writer, question: Question, plan: Plan, *, today: date) -> tuple[DocumentInfo, ...]:
    """The policies of the same insurers that are of no kind of care: they hold for every kind."""
    if question.scope.care_type is None or plan.missing_years:
        return ()
    seen = {document.id for tier in plan.tiers for document in tier}
    insurers = {document.insurer for tier in plan.tiers for document in tier}
    years = {year for tier in plan.tiers[:1] for document in tier for year in document.years}
    return tuple(
        d
        for d in writer.reader.documents
        if d.insurer in insurers
        and d.id not in seen
        and not d.care_types
        and not is_expired(d, today)
        and (not d.years or not years or years & set(d.years))
    )


def _names_year(chunk: Chunk, plan: Plan) -> bool:
    """Whether a passage speaks of the years that no policy is of."""
    return any(str(year) in chunk.indexed_text for year in plan.missing_years)


def _with_neighbours(writer: Writer, ids: Sequence[str]) -> list[Chunk]:
    """The chunks in order; behind the best their neighbours, behind each what corrects it."""
    found: dict[str, Chunk] = {}
    for place, id_ in enumerate(ids):
        chunk = writer.reader.chunk(id_)
        beside = _neighbours(writer, chunk) if place < AROUND else ()
        for each in (chunk, *beside, *_corrections(writer, chunk)):
            found.setdefault(str(each.id), each)
    return list(found.values())


def _with_rest(writer: Writer, chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks, and behind them what else the policies say that come first: for a context that has room."""
    found = {str(chunk.id): chunk for chunk in chunks}
    for document_id in list(dict.fromkeys(str(chunk.document_id) for chunk in chunks))[:READ_WHOLE]:
        for id_ in writer.reader.chunks_of(document_id):
            found.setdefault(str(id_), writer.reader.chunk(str(id_)))
    return list(found.values())


def _neighbours(writer: Writer, chunk: Chunk) -> Iterator[Chunk]:
    """The chunks right behind and before one, of the same section."""
    order = writer.reader.chunks_of(str(chunk.document_id))
    place = order.index(chunk.id)
    for at in (place + 1, place - 1):
        if 0 <= at < len(order):
            other = writer.reader.chunk(str(order[at]))
            if other.section == chunk.section:
                yield other


def _corrections(writer: Writer, chunk: Chunk) -> Iterator[Chunk]:
    """The chunks with a unit that corrects one of this chunk, or replaces a figure of it."""
    for unit in chunk.units:
        told = (unit.superseded_by, *(one.by for one in writer.reader.replaced_in(str(unit.id))))
        for by in (id_ for id_ in told if id_ is not None):
            yield writer.reader.chunk(str(writer.reader.chunk_of(str(by))))


def _derivations(question: Question, findings: Sequence[Looked]) -> Iterator[Derivation]:
    """What follows from a rule of the best units for the dates of the question."""
    seen = set()
    for finding in findings:
        found = derivation_for(question, finding.ranked[:DERIVED_FROM])
        if found and found[0] not in seen:
            seen.add(found[0])
            yield found[0]


def _ranked(findings: Sequence[Looked]) -> tuple[Scored, ...]:
    best: dict[str, Scored] = {}
    for scored in (scored for finding in findings for scored in finding.ranked):
        best.setdefault(str(scored.reading.unit.id), scored)
    return tuple(sorted(best.values(), key=lambda s: (-s.score, str(s.reading.unit.id))))
