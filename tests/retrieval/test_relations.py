"""Which document goes before which."""

from __future__ import annotations

from retrieval.relations import holds_for, outranks, parent_of
from retrieval.types import DocumentId, DocumentInfo, Role


def info(name: str, *care: str, role: Role = Role.POLICY, years: tuple[int, ...] = (2031,)) -> DocumentInfo:
    return DocumentInfo(DocumentId(name), name, insurer="Rietkraag", care_types=care, years=years, role=role)


GENERAL = info("algemeen", role=Role.GENERAL)
WIDE = info("paramedie", "paramedie")
OWN = info("fysio", "fysiotherapie")
ELSE = info("mondzorg", "mondzorg")
NOTA = info("nota", "fysiotherapie", role=Role.ANSWERS)
OLD_NOTA = info("oude-nota", "fysiotherapie", role=Role.ANSWERS, years=(2029,))


def test_what_goes_before_what() -> None:
    order = [NOTA, OWN, WIDE, GENERAL]
    for at, one in enumerate(order):
        for other in order[at + 1 :]:
            assert outranks(one, other), (one.id, other.id)
            assert not outranks(other, one), (other.id, one.id)


def test_what_has_nothing_to_do_with_each_other_has_no_order() -> None:
    assert not outranks(OWN, ELSE)
    assert not outranks(ELSE, OWN)
    assert not outranks(OLD_NOTA, OWN)


def test_a_nota_belongs_to_the_policy_of_its_care_and_years() -> None:
    documents = (GENERAL, WIDE, OWN, ELSE, NOTA, OLD_NOTA)
    parent = parent_of(NOTA, documents)
    assert parent is OWN
    assert parent_of(OWN, documents) is None
    assert parent_of(OLD_NOTA, documents) is None


def test_a_care_type_without_a_policy_of_its_own_is_under_the_general_one() -> None:
    assert holds_for(GENERAL, "kraamzorg")
    assert holds_for(WIDE, "fysiotherapie")
    assert not holds_for(ELSE, "fysiotherapie")
