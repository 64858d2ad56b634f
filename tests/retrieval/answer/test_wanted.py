"""How far a unit holds the kind of figure that is asked for."""

from __future__ import annotations

import pytest

from retrieval.answer.enough import HELD
from retrieval.answer.match import readings_of
from retrieval.answer.wanted import fulfils
from retrieval.figures.find import find_figures
from retrieval.types import (
    Chunk,
    ChunkId,
    DocumentId,
    DocumentInfo,
    Question,
    Unit,
    UnitId,
    UnitKind,
    Wanted,
    Wish,
)
from retrieval.understand.lexical import Lexicon

POLICY = DocumentInfo(DocumentId("d"), "Inkoopbeleid")


def held(asked: str, wish: Wish, text: str) -> bool:
    unit = Unit(UnitId("u"), POLICY.id, UnitKind.SENTENCE, text, figures=find_figures(text))
    (reading,) = readings_of(Chunk(ChunkId("c"), POLICY.id, (), text, (unit,)), POLICY, Lexicon({}, 1))
    return fulfils(wish, reading, Question(asked, asked, wishes=(wish,))) >= HELD


@pytest.mark.parametrize(
    ("asked", "wanted", "text", "expected"),
    [
        pytest.param(
            "Wanneer loopt het af?", Wanted.DATE, "Overeenkomst: 2031-2033", True, id="term, how long it lasts"
        ),
        pytest.param("Wanneer biedt u dat aan?", Wanted.DATE, "Overeenkomst: 2031-2033", False, id="term is no moment"),
        pytest.param("Wanneer begon dat?", Wanted.DATE, "Het bestaat sinds 2031.", True, id="year"),
        pytest.param("Wanneer begint dat?", Wanted.DATE, "Op 3 mei 2031.", True, id="day"),
        pytest.param("Binnen welke termijn?", Wanted.DURATION, "Jaarlijks komt er een lijst.", False, id="how often"),
        pytest.param("Binnen welke termijn?", Wanted.DURATION, "Binnen 5 werkdagen.", True, id="how long"),
        pytest.param("Naar welk adres?", Wanted.ADDRESS, "Stuur het in 2031 in.", False, id="year is no postcode"),
        pytest.param("Naar welk adres?", Wanted.ADDRESS, "Mail naar hulp@linde.example.", True, id="mail"),
        pytest.param("Wat is het postadres?", Wanted.ADDRESS, "Mail naar hulp@linde.example.", False, id="no post"),
        pytest.param("Wat is het postadres?", Wanted.ADDRESS, "Postbus 12, 1234 AB Linde.", True, id="post"),
    ],
)
def test_holds_what_is_wished(asked: str, wanted: Wanted, text: str, expected: bool) -> None:
    assert held(asked, Wish(wanted), text) is expected
