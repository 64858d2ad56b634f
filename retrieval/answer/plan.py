"""Which policies to look in, and in which order: those that hold today or come next before expired ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from retrieval.figures.values import FigureKind
from retrieval.relations import ATTACHED, holds_for
from retrieval.types import DocumentInfo, Question

DATED = (FigureKind.DATE, FigureKind.MONTH)


@dataclass(frozen=True, slots=True)
class Plan:
    """Tiers of policies; a later tier is looked at when the earlier ones do not answer."""

    tiers: tuple[tuple[DocumentInfo, ...], ...] = ()
    missing_insurer: str | None = None
    """An insurer that is named and has no policy here."""
    missing_years: tuple[int, ...] = ()
    """Contract years that are named and not covered; the tiers then hold the insurer's other policies."""
    near: tuple[DocumentInfo, ...] = ()
    """What there is instead."""


def plan_for(question: Question, documents: tuple[DocumentInfo, ...], *, today: date) -> Plan:
    """The policies within the question's scope, in tiers."""
    insurer = question.scope.insurer
    own = tuple(d for d in documents if insurer is None or d.insurer == insurer)
    if insurer and not own:
        return Plan(missing_insurer=insurer, near=documents)
    if question.insurers and insurer is None:
        own = tuple(d for d in own if d.insurer in question.insurers) or own
    within = _of_care_type(own, question.scope.care_type)
    if question.scope.year is None:
        return Plan(tiers=_by_date(_by_validity(within, today), question))
    of_year = _of_years(within, question.years or (question.scope.year,))
    if of_year:
        return Plan(tiers=(of_year,))
    wider = _of_years(own, question.years or (question.scope.year,))
    if wider and not question.year_sure:
        return Plan(tiers=(wider,))
    return Plan(tiers=(within,), missing_years=question.years or (question.scope.year,), near=within)


def _of_care_type(documents: tuple[DocumentInfo, ...], care_type: str | None) -> tuple[DocumentInfo, ...]:
    """The policies for a care type, and what of the same insurers holds for it too: all that does when none is for it.

    A policy of which the care is not known may be for it.
    """
    if care_type is None:
        return documents
    own = [d for d in documents if care_type in d.care_types]
    insurers = {d.insurer for d in own if d.role not in ATTACHED}
    wider = [d for d in documents if holds_for(d, care_type) and (d.insurer in insurers or not own)]
    return tuple(d for d in documents if d in own or d in wider)


def _of_years(documents: tuple[DocumentInfo, ...], years: tuple[int, ...]) -> tuple[DocumentInfo, ...]:
    """The policies of exactly these years, else those that cover the first of them; with those of unknown years."""
    exact = tuple(d for d in documents if len(years) > 1 and set(d.years) == set(years))
    first = tuple(d for d in documents if years[0] in d.years)
    found = exact or first or tuple(d for d in documents if set(years) & set(d.years))
    return tuple(d for d in documents if d in found or (found and not d.years))


def is_expired(info: DocumentInfo, today: date) -> bool:
    """Whether the contract years of a policy are over; one without years never expires."""
    return bool(info.years) and max(info.years) < today.year


def _by_validity(documents: tuple[DocumentInfo, ...], today: date) -> tuple[tuple[DocumentInfo, ...], ...]:
    """The newest policy of each insurer and care type, older ones that still hold, then the expired ones.

    Who asks while the next policy is out, asks about that one: contracts for it are being made.
    """
    valid = tuple(d for d in documents if not is_expired(d, today))
    expired = tuple(d for d in documents if is_expired(d, today))
    newest = tuple(d for d in valid if not any(_replaces(other, d) for other in valid))
    older = tuple(d for d in valid if d not in newest)
    return tuple(tier for tier in (newest, older, expired) if tier)


def _by_date(tiers: tuple[tuple[DocumentInfo, ...], ...], question: Question) -> tuple[tuple[DocumentInfo, ...], ...]:
    """First the tier with a policy of the year in which a date of the question lies, or of the year after it.

    A policy's dates lie in its contract years and in the year before them, when the contracts are made.
    """
    dated = (f.value[:4] for f in question.figures if f.kind in DATED and f.value[:4].isdigit())
    years = {year for given in dated for year in (int(given), int(given) + 1)}
    fits = [any(years & set(d.years) for d in tier) for tier in tiers]
    first = next((at for at, fit in enumerate(fits) if fit), 0)
    return (tiers[first], *tiers[:first], *tiers[first + 1 :]) if tiers else ()


def _replaces(other: DocumentInfo, info: DocumentInfo) -> bool:
    """Whether another policy of the same insurer and care types is a later one than this."""
    if other.id == info.id or other.insurer != info.insurer or set(other.care_types) != set(info.care_types):
        return False
    if other.role is not info.role or info.role in ATTACHED or info.insurer is None:
        return False
    if other.years == info.years:
        return _dated(other) > _dated(info)
    return max(other.years, default=0) > max(info.years, default=0)


def _dated(info: DocumentInfo) -> tuple[date, str]:
    return (info.version_date or info.published or date.min, info.version or "")
