"""A unit as it reads with the figures that another place of the policy puts in the place of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure
from retrieval.types import Replaced, Unit


def amended(unit: Unit, replaced: Sequence[Replaced]) -> Unit:
    """The unit with its replaced figures made new; the citation keeps the words of the source."""
    text, cells = unit.text, list(unit.cells)
    for one in replaced:
        figure = re.compile(rf"(?<!\w)(?<![0-9][.,]){re.escape(one.old)}(?!\w)")
        for at, (header, cell) in enumerate(cells):
            if not one.column or header == one.column:
                cells[at] = (header, _put(one.new, figure, cell))
        text = _put(one.new, figure, text) if not one.column else text
    if any(one.column for one in replaced):
        text = " | ".join(cell for _, cell in cells)
    known = {figure.text: figure for figure in unit.figures}
    return replace(unit, text=text, cells=tuple(cells), figures=tuple(_like(f, known) for f in find_figures(text)))


def _put(new: str, figure: re.Pattern[str], text: str) -> str:
    return figure.sub(lambda _: new, text)


def _like(figure: Figure, known: dict[str, Figure]) -> Figure:
    """The figure with what caption or header gave to the one that stood there: the year of a date."""
    before = known.get(figure.text)
    return replace(figure, value=before.value, kind=before.kind, unit=before.unit) if before else figure
