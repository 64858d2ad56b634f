"""How the documents of one insurer belong together, and which of them goes first.

A correction or a Nota van Inlichtingen goes before the policy that it is about,
the policy for a care type before one for all that this care is part of, and that
before the general policy. What the first does not say holds from the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.registry import registry
from retrieval.types import DocumentInfo, Role

ATTACHED = frozenset({Role.ANSWERS, Role.CORRECTION, Role.ANNEX})
"""Roles of what belongs to another document."""
FIRST = frozenset({Role.ANSWERS, Role.CORRECTION})
"""Of these, what goes before the document it belongs to."""


def parent_of(info: DocumentInfo, documents: Sequence[DocumentInfo]) -> DocumentInfo | None:
    """The policy that a Nota, correction or annex belongs to: of the same insurer, the nearest in care and years."""
    if info.role not in ATTACHED:
        return None
    near = [d for d in documents if d.id != info.id and d.role not in ATTACHED and belongs_together(d, info)]
    return max(
        near,
        key=lambda d: (len(set(d.care_types) & set(info.care_types)), len(set(d.years) & set(info.years)), str(d.id)),
        default=None,
    )


def belongs_together(one: DocumentInfo, other: DocumentInfo) -> bool:
    """Whether two documents may be about the same contracts: what is unknown of one rules nothing out."""
    return (
        one.insurer == other.insurer
        and (not one.years or not other.years or bool(set(one.years) & set(other.years)))
        and (
            not one.care_types
            or not other.care_types
            or bool(set(one.care_types) & set(other.care_types))
            or is_wider(one, other)
            or is_wider(other, one)
        )
    )


def is_wider(one: DocumentInfo, other: DocumentInfo) -> bool:
    """Whether one document holds for more care than another, that of the other included."""
    if one.insurer != other.insurer or one.id == other.id or one.role in ATTACHED:
        return False
    if other.role is not Role.GENERAL and one.role is Role.GENERAL:
        return not one.care_types or bool(set(one.care_types) & _with_wider(other.care_types))
    if set(one.care_types) & set(other.care_types):
        return False
    return bool(set(one.care_types) & _with_wider(other.care_types))


def outranks(one: DocumentInfo, other: DocumentInfo) -> bool:
    """Whether what one document says goes before what the other says on the same subject."""
    if one.id == other.id or not one.insurer or not belongs_together(one, other):
        return False
    if one.role in FIRST:
        return other.role not in FIRST
    return other.role not in FIRST and is_wider(other, one)


def holds_for(info: DocumentInfo, care_type: str) -> bool:
    """Whether a document may say something on a care type without being about it."""
    if info.role is Role.GENERAL and not info.care_types:
        return True
    return bool(set(info.care_types) & _with_wider((care_type,)))


def _with_wider(care_types: Sequence[str]) -> frozenset[str]:
    """Care types and those that they are part of."""
    known = registry()
    wider = (care.part_of for name in care_types if (care := known.care_type(name)))
    return frozenset((*care_types, *(name for names in wider for name in names)))
