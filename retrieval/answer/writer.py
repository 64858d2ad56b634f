"""Decides the shape of an answer: from one policy, from several by name, a comparison, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from retrieval import wording
from retrieval.answer.amend import amended
from retrieval.answer.certainty import Signs, confidence_of, signs_of
from retrieval.answer.compose import Said, claims_from, draft_of, worth_of
from retrieval.answer.computed import computed_claim, derivation_for
from retrieval.answer.enough import is_beside, strength, takes_back
from retrieval.answer.lists import before_lead, items_of, list_claims
from retrieval.answer.match import ReadUnit, readings_of
from retrieval.answer.plan import Plan, is_expired, plan_for
from retrieval.answer.rank import Found, Scored, rank
from retrieval.answer.select import nearest, select
from retrieval.answer.show import MOST_WORDS
from retrieval.answer.yes_no import verdict_on
from retrieval.draft import Draft
from retrieval.figures.find import find_figures
from retrieval.figures.values import FigureKind
from retrieval.models.relevance import is_sure, learned
from retrieval.relations import ATTACHED, outranks, parent_of
from retrieval.search import Hit, search
from retrieval.store import IndexReader
from retrieval.types import DocumentInfo, Question, Status, Wanted
from retrieval.understand.lexical import Lexicon

ALSO_FITS = 0.82
"""A policy whose best unit scores this share of the very best fits the question as well."""
ALSO_FITS_FIGURE = 0.6
"""The same when a figure is asked for: each policy may have its own."""
ALSO_FITS_NAMED = 0.9
"""The same when the insurer is named: then one of its policies is meant, most often."""
LOOKED_AT = 12
"""Units in which it may stand that what is asked for is no longer there."""
OUTRANKS = 0.9
"""A correction, or the specific policy, goes before a unit that scores little more."""
SPOKEN_OF = 0.5
"""Share of a correction's score from which the place that it corrects is what the question is about."""
MOST_POLICIES = 5
WORDS_IN_LINE = 40
"""Words of one unit in such a line."""
CONTACT_WORDS = 12
"""The same when a number or an address is asked for: others beside it mislead."""
MOST_IN_LINE = 2
"""Units in one line of a comparison."""
REMEMBERED = 4096
REMEMBERED_FINDINGS = 16
REMEMBERED_TEXTS = 64


@dataclass(frozen=True, slots=True)
class Looked:
    """What some policies hold on a question: units best first, and the chunks they came from."""

    ranked: tuple[Scored, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with everything that was looked at for it."""

    draft: Draft
    findings: tuple[Looked, ...]
    documents: tuple[DocumentInfo, ...]
    """The policies the answer comes from."""
    confidence: float = 0.0
    """Probability that the answer is right."""
    signs: tuple[Signs, ...] = ()
    """What the confidence was computed from, per policy."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The units of one policy, with what belongs to it, that answer."""

    chosen: tuple[Scored, ...]
    signs: Signs
    confidence: float


class Writer:
    """Writes answers from one generation of the index."""

    def __init__(self, reader: IndexReader, lexicon: Lexicon) -> None:
        self.reader = reader
        self.lexicon = lexicon
        self._readings = lru_cache(maxsize=REMEMBERED)(self._readings_of)
        self.encoded = lru_cache(maxsize=REMEMBERED_TEXTS)(reader.embedding.ask)
        """A question, or a sentence of an answer, as the encoder reads it."""
        self.find = lru_cache(maxsize=REMEMBERED_FINDINGS)(self._find)
        """The units of these policies, best first; remembered, because both writers look for the same question."""

    def _readings_of(self, chunk_id: str) -> tuple[ReadUnit, ...]:
        chunk = self.reader.chunk(chunk_id)
        order = self.reader.chunks_of(str(chunk.document_id))
        place = order.index(chunk.id)
        previous = self.reader.chunk(str(order[place - 1])) if place else None
        earlier = previous.units if previous is not None and previous.section == chunk.section else ()
        return readings_of(chunk, self.reader.info(chunk.document_id), self.lexicon, earlier=earlier)

    def _nearby(self, reading: ReadUnit) -> tuple[ReadUnit, ...]:
        """The units of a passage and of those next to it in the same section, in reading order."""
        order = self.reader.chunks_of(str(reading.info.id))
        place = order.index(reading.chunk.id)
        around = order[max(0, place - 1) : place + 2]
        found = (self._readings(str(id_)) for id_ in around)
        return tuple(r for readings in found for r in readings if r.chunk.section == reading.chunk.section)

    def _find(self, question: Question, documents: tuple[DocumentInfo, ...]) -> Looked:
        asked = self.encoded(question.text or question.asked)
        vector = asked.vector.tolist()
        hits = search(question, self.reader, document_ids=[str(d.id) for d in documents], vector=vector)
        if not hits:
            return Looked((), ())
        near = self.reader.unit_scores(asked, [hit.chunk for hit in hits])
        top = hits[0].score
        found = (
            Found(reading, near.get(reading.unit.id, 0.0), hit.similarity, hit.score / top)
            for hit in hits
            for reading in self._readings(str(hit.chunk.id))
        )
        return Looked(rank(question, found), hits)

    def write(self, question: Question, *, today: date) -> Written:
        """An answer, or the reason that there is none."""
        plan = plan_for(question, self.reader.documents, today=today)
        if plan.missing_insurer:
            known = sorted({d.insurer for d in plan.near if d.insurer})
            return self._none(wording.no_policy_of(plan.missing_insurer, known), ())
        if question.parts:
            return self.compare(question, today=today)
        findings: list[Looked] = []
        for tier in plan.tiers:
            finding = self.find(question, tier)
            findings.append(finding)
            written = self._from(question, finding, plan)
            if written is not None:
                return replace(written, findings=tuple(findings))
        return self._nothing(question, plan, tuple(findings))

    def look(self, question: Question, *, today: date) -> tuple[Looked, ...]:
        """What the policies within scope hold, without an answer."""
        plan = plan_for(question, self.reader.documents, today=today)
        return tuple(self.find(question, tier) for tier in plan.tiers[:1])

    def _from(self, question: Question, finding: Looked, plan: Plan) -> Written | None:
        """An answer from one tier, or None when its evidence is too thin."""
        fits = self._fitting(question, finding, plan)
        if not fits:
            return None
        names = {self.name_of(fit.chosen[0].reading.info) for fit in fits}
        written = self._several(question, fits, finding) if len(names) > 1 else self._single(question, fits[0], finding)
        best = max(fit.confidence for fit in fits)
        return replace(written, confidence=best, signs=tuple(fit.signs for fit in fits))

    def _fitting(self, question: Question, finding: Looked, plan: Plan) -> tuple[Fit, ...]:
        """Per policy that fits, the units that answer, the best policy first."""
        everything = {str(s.reading.unit.id): s for s in finding.ranked}
        figure = any(wish.strong for wish in question.wishes)
        also_fits = ALSO_FITS_NAMED if question.scope.insurer else ALSO_FITS_FIGURE if figure else ALSO_FITS
        fits: list[Fit] = []
        for own in _by_family(finding.ranked, self.reader.documents):
            if fits and own[0].score < also_fits * fits[0].chosen[0].score:
                continue
            fit = self._fit(question, own, everything)
            if fit and (not plan.missing_years or _names_year(plan, fit.chosen)):
                fits.append(fit)
        return tuple(fits[:MOST_POLICIES])

    def _fit(self, question: Question, own: tuple[Scored, ...], everything: Mapping[str, Scored]) -> Fit | None:
        """What these policies answer; None when it is too far from the question."""
        chosen = select(question, own, everything, nearby=self._nearby)
        if is_beside(question, chosen):
            chosen = next(((s,) for s in own[:LOOKED_AT] if takes_back(question, s)), ())
        if not chosen:
            return None
        signs = signs_of(question, chosen, own)
        confidence = confidence_of(signs)
        if confidence < learned().near:
            return None
        settled = is_sure(confidence) or question.in_comparison or derivation_for(question, chosen) is not None
        told = chosen if settled else nearest(question, own, chosen)
        return Fit(self._in_force(told, everything), signs, confidence)

    def _in_force(self, chosen: tuple[Scored, ...], everything: Mapping[str, Scored]) -> tuple[Scored, ...]:
        """The units with the figures that hold now: what a correction is about in its place, read with its figure."""
        found: dict[str, Scored] = {}
        for scored in chosen:
            about = (everything.get(id_) for id_ in self.reader.places_replaced_by(str(scored.reading.unit.id)))
            stated = max((s for s in about if s is not None), key=lambda s: s.score, default=None)
            spoken = stated if stated is not None and stated.score >= SPOKEN_OF * scored.score else scored
            found.setdefault(str(spoken.reading.unit.id), spoken)
        told = {str(one.by) for id_ in found for one in self.reader.replaced_in(id_)}
        return tuple(replace(s, reading=self._amended(s.reading)) for id_, s in found.items() if id_ not in told)

    def _amended(self, reading: ReadUnit) -> ReadUnit:
        """A unit as it reads with the figures that other units put in the place of its own."""
        replaced = self.reader.replaced_in(str(reading.unit.id))
        if not replaced or reading.source is not None:
            return reading
        by = dict.fromkeys(str(one.by) for one in replaced)
        amenders = tuple(r for id_ in by for r in self._readings(str(self.reader.chunk_of(id_))) if r.unit.id == id_)
        return replace(reading, unit=amended(reading.unit, replaced), source=reading.unit, amenders=amenders)

    def _single(self, question: Question, fit: Fit, finding: Looked) -> Written:
        chosen = fit.chosen
        claims = self._claims(question, chosen, name=self.name_of(chosen[0].reading.info), sure=is_sure(fit.confidence))
        return Written(draft_of(claims, status=Status.ANSWERED), (finding,), (chosen[0].reading.info,))

    def name_of(self, info: DocumentInfo) -> str:
        """The policy's name: with care type where the insurer has several, with years where it has several of that."""
        others = [d for d in self.reader.documents if d.insurer == info.insurer and d.id != info.id]
        same_care = any(set(d.care_types) & set(info.care_types) for d in others)
        return wording.policy_name(info, care=bool(others), contract_years=same_care)

    def _claims(
        self, question: Question, chosen: tuple[Scored, ...], *, name: str, line: bool = False, sure: bool = True
    ) -> list[Said]:
        """The claims from one policy; as a line of several with `line`."""
        verdict = verdict_on(question, chosen).value
        opening = wording.line_opening(verdict, name) if line else wording.opening(verdict, name)
        if not sure:
            opening = wording.nearest(verdict, name)
        items = tuple(map(self._amended, items_of(question, chosen, nearby=self._nearby)))
        if items:
            before = before_lead(items, self._nearby(items[0]))
            return list_claims(question, items, opening, worth_of(question, self.lexicon), before=before)
        only_contact = _asks_contact(question) and not _asks_when(question)
        most = CONTACT_WORDS if only_contact else WORDS_IN_LINE if line else MOST_WORDS
        whole = _asks_contact(question) and _asks_when(question)
        order = _in_order(chosen)
        claims = claims_from(question, order, self.lexicon, opening=opening, most=most, whole=whole)
        computed = derivation_for(question, chosen)
        if computed:
            claims.append(computed_claim(*computed, opening=opening))
        return claims

    def _several(self, question: Question, fits: Sequence[Fit], finding: Looked) -> Written:
        claims = []
        names = []
        for chosen in (fit.chosen for fit in fits):
            best = chosen[0].reading
            name = self.name_of(best.info)
            names.append(name)
            claims.extend(self._claims(question, chosen[:1], name=name, line=True))
        head = Said(wording.differs(names), ())
        infos = tuple(fit.chosen[0].reading.info for fit in fits)
        told = [head, *claims, Said(f"\n{wording.ASK_WHICH}", ())]
        differs = [(str(info.id), name) for info, name in zip(infos, names, strict=True)]
        return Written(draft_of(told, status=Status.CLARIFY, differs=differs), (finding,), infos)

    def compare(self, question: Question, *, today: date) -> Written:
        """One line for each insurer or year that the question names."""
        claims: list[Said] = []
        findings: list[Looked] = []
        documents: list[DocumentInfo] = []
        fitted: list[Fit | None] = []
        for part in question.parts:
            plan = plan_for(part, self.reader.documents, today=today)
            fit, found = self._first(part, plan)
            findings.extend(found)
            fitted.append(fit)
            if fit is None:
                claims.append(Said(f"\n- {wording.nothing_for(_part_name(part))}", ()))
                continue
            info = fit.chosen[0].reading.info
            documents.append(info)
            claims.extend(self._claims(part, fit.chosen[:MOST_IN_LINE], name=self.name_of(info), line=True))
        if not documents:
            return self._nothing(question, plan_for(question, self.reader.documents, today=today), tuple(findings))
        return Written(
            draft_of(claims, status=Status.ANSWERED),
            tuple(findings),
            tuple(documents),
            confidence=min(fit.confidence if fit else 0.0 for fit in fitted),
            signs=tuple(fit.signs for fit in fitted if fit),
        )

    def _first(self, question: Question, plan: Plan) -> tuple[Fit | None, list[Looked]]:
        """The units of the first tier that answers."""
        findings = []
        for tier in plan.tiers:
            finding = self.find(question, tier)
            findings.append(finding)
            fits = self._fitting(question, finding, plan)
            if fits:
                return fits[0], findings
        return None, findings

    def _nothing(self, question: Question, plan: Plan, findings: tuple[Looked, ...]) -> Written:
        looked = tuple(d for tier in plan.tiers for d in tier)
        if plan.missing_years:
            name = question.scope.insurer or "de verzekeraars"
            text = wording.no_policy_of_year(
                name, wording.years(plan.missing_years), [wording.policy_name(d) for d in plan.near]
            )
        elif question.refusal:
            text = wording.REFUSALS[question.refusal]
        else:
            text = wording.not_found([wording.policy_name(d) for d in looked])
        return self._none(text, findings)

    def _none(self, text: str, findings: tuple[Looked, ...]) -> Written:
        return Written(draft_of([Said(text, ())], status=Status.ABSTAINED), findings, ())


def _by_family(ranked: Sequence[Scored], documents: Sequence[DocumentInfo]) -> Iterator[tuple[Scored, ...]]:
    """The units of each policy, together with those of what belongs to it: general policy, correction, Nota."""
    left = list(ranked)
    while left:
        head = left[0].reading.info
        infos = {s.document_id: s.reading.info for s in left}
        family = {id_ for id_, info in infos.items() if id_ == head.id or _same_family(head, info, documents)}
        yield _outranking_first(tuple(s for s in left if s.document_id in family))
        left = [s for s in left if s.document_id not in family]


def _same_family(one: DocumentInfo, other: DocumentInfo, documents: Sequence[DocumentInfo]) -> bool:
    """Whether one of two goes before the other; what is attached to a policy belongs to that one alone."""
    for attached, policy in ((one, other), (other, one)):
        if attached.role in ATTACHED and policy.role not in ATTACHED:
            parent = parent_of(attached, documents)
            return parent is not None and parent.id == policy.id
    return one.insurer is not None and (outranks(one, other) or outranks(other, one))


def _outranking_first(own: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """The units with the one in front that goes before the best, when it answers about as well."""
    best = own[0]
    alike = (s for s in own[1:LOOKED_AT] if s.score >= OUTRANKS * best.score)
    first = next((s for s in alike if outranks(s.reading.info, best.reading.info)), best)
    return (first, *(s for s in own if s is not first))


def _in_order(chosen: Sequence[Scored]) -> list[ReadUnit]:
    """The units in the order to be read: those of one chunk as they stand there, the best chunk first."""
    chunks = list(dict.fromkeys(s.reading.chunk.id for s in chosen))
    ordered = sorted(chosen, key=lambda s: (chunks.index(s.reading.chunk.id), s.reading.place))
    return [s.reading for s in ordered]


def _asks_contact(question: Question) -> bool:
    return any(w.strong and w.wanted in (Wanted.PHONE, Wanted.EMAIL, Wanted.ADDRESS) for w in question.wishes)


def _asks_when(question: Question) -> bool:
    """Whether hours or days are asked for: of a contact, when somebody is there."""
    return any(wish.wanted in (Wanted.TIME, Wanted.DATE) for wish in question.wishes)


def _part_name(part: Question) -> str:
    """Insurer or year of a part of a comparison."""
    named = [part.scope.insurer or "", part.scope.care_type or "", str(part.scope.year or "")]
    return " ".join(name for name in named if name)


def _names_year(plan: Plan, chosen: Sequence[Scored]) -> bool:
    """Whether the units speak of the missing years themselves, in a heading or a table; a date is not enough."""
    wanted = {str(year) for year in plan.missing_years}
    unit = chosen[0].reading.unit
    for text in (unit.text, unit.lead, *unit.section):
        years = (f.value for f in find_figures(text) if f.kind in (FigureKind.YEAR, FigureKind.PERIOD))
        if any(wanted & set(value.split("/")) for value in years):
            return True
    return False


__all__ = ["Looked", "Writer", "Written", "is_expired", "strength"]
