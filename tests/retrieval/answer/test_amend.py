"""A unit as it reads with the figures that another place puts in the place of its own."""

from __future__ import annotations

import pytest

from retrieval.answer.amend import amended
from retrieval.figures.find import find_figures
from retrieval.types import DocumentId, Replaced, Unit, UnitId, UnitKind


def unit_of(text: str) -> Unit:
    return Unit(UnitId("d:1"), DocumentId("d"), UnitKind.SENTENCE, text, figures=find_figures(text))


@pytest.mark.parametrize(
    ("text", "old", "new", "reads"),
    [
        ("Vóór 1 mei 2031, en niet 21 mei 2031.", "1 mei 2031", "8 mei 2031", "Vóór 8 mei 2031, en niet 21 mei 2031."),
        ("Basis 148,90, nacht 48,90.", "48,90", "51,20", "Basis 148,90, nacht 51,20."),
        ("Samen € 1.250, per keer € 250.", "250", "260", "Samen € 1.250, per keer € 260."),
        ("De 12 uur, of 12 uren.", "12 uur", "14 uur", "De 14 uur, of 12 uren."),
    ],
)
def test_only_the_whole_figure_is_replaced(text: str, old: str, new: str, reads: str) -> None:
    assert amended(unit_of(text), [Replaced(old, new, UnitId("d:2"))]).text == reads
