"""What the shape of a unit says about the question: it defines, or its label names the list."""

from __future__ import annotations

import pytest

from retrieval.answer.hints import DEFINES, LISTS, NAMED_LIST, SUBJECT, hints_for
from retrieval.answer.match import readings_of
from retrieval.dutch.stems import stem
from retrieval.types import Chunk, ChunkId, DocumentId, DocumentInfo, Form, Question, Term, Unit, UnitId, UnitKind
from retrieval.understand.lexical import Lexicon

POLICY = DocumentInfo(DocumentId("d"), "Inkoopbeleid")


def hints(form: Form, about: str, *cells: str) -> float:
    text = " | ".join(cells)
    kind = UnitKind.ROW if len(cells) > 1 else UnitKind.SENTENCE
    row = tuple((f"Kolom {place}", cell) for place, cell in enumerate(cells)) if kind is UnitKind.ROW else ()
    unit = Unit(UnitId("u"), POLICY.id, kind, text, cells=row)
    (reading,) = readings_of(Chunk(ChunkId("c"), POLICY.id, (), text, (unit,)), POLICY, Lexicon({}, 1))
    asked = f"Wat is {about}?" if form is Form.DEFINITION else f"Welke {about} zijn er?"
    return hints_for(Question(asked, asked, form=form, terms=(Term(about, stem(about), 3.0),)), reading)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(("Een nachtploeg is een groep verpleegkundigen.",), DEFINES, id="copula"),
        pytest.param(("In een nachtploeg werken verpleegkundigen uit de wijk samen.",), DEFINES, id="work together"),
        pytest.param(("Nachtploeg", "Verpleegkundigen voor de nacht"), SUBJECT, id="row of a glossary"),
        pytest.param(
            ("Verpleegkundigen in de nachtploeg hebben een auto.", "Er is een meldkamer."), 0.0, id="row of rules"
        ),
    ],
)
def test_definition(cells: tuple[str, ...], expected: float) -> None:
    assert hints(Form.DEFINITION, "nachtploeg", *cells) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param(("Vragen", "Thema's: wonen, voeding, bewegen, zorg"), LISTS + NAMED_LIST, id="label in a cell"),
        pytest.param(("Onze thema's: wonen, voeding, bewegen, zorg",), LISTS + NAMED_LIST, id="label of a sentence"),
        pytest.param(("Wijken: wonen, voeding, bewegen, zorg",), LISTS, id="label of something else"),
        pytest.param(("Er zijn nieuwe namen van thema's sinds dit voorjaar.",), 0.0, id="no list"),
    ],
)
def test_list_by_its_label(cells: tuple[str, ...], expected: float) -> None:
    assert hints(Form.LIST, "thema", *cells) == pytest.approx(expected)
