"""The years of a policy where an answer names its source: "Volgens X (huisartsenzorg 2026-2028): ...".

Such a year is no claim about the text but about the document, and holds when the
document's own metadata say so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.checker.claims import Claim
from retrieval.checker.relation import Relation, relate, stretch
from retrieval.checker.statements import STOP
from retrieval.checker.vocabulary import vocabulary
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Passage

NEAR = 80
"""So many characters an answer takes at most to name its source."""
OPENING = re.compile(r"[\W_]{0,6}(?:volgens|in|uit|bij)\b[^.;:]{0,80}$")
DATED = frozenset({FigureKind.YEAR, FigureKind.PERIOD, FigureKind.DATE, FigureKind.MONTH})
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def of_the_document(claim: Claim, passage: Passage, text: str) -> bool:
    """Whether the figure is a year of the policy, or a day that title or heading names.

    A year that a sentence uses as circumstance is the policy's own; the whole contract period is that only where the
    answer names its source.
    """
    figure = claim.mention.figure
    if figure.kind not in DATED:
        return False
    if any(relate(figure, own) is Relation.SAME for own in _headed(passage.section)):
        return True
    if figure.kind is FigureKind.YEAR and (
        int(figure.value) in passage.years
        or any(relate(figure, own) >= Relation.WITHIN for own in _named(passage.title, passage.document_id))
    ):
        return True
    if figure.kind in (FigureKind.DATE, FigureKind.MONTH) or not _framed(claim, text):
        return False
    return _is_contract(figure, passage.years) or any(
        relate(figure, own) is Relation.SAME for own in _named(passage.title, passage.document_id)
    )


@lru_cache(maxsize=1024)
def _headed(section: tuple[str, ...]) -> tuple[Figure, ...]:
    return tuple(figure for heading in section for figure in find_figures(heading) if figure.kind in DATED)


def _framed(claim: Claim, text: str) -> bool:
    """Whether the figure stands before the colon of "Volgens X ...:", or behind "Volgens het beleid van X voor"."""
    statement, figure = claim.mention.unit.statement, claim.mention.figure
    if any(rank == STOP and text[at] == ":" and figure.end <= at for at, rank in statement.breaks):
        return True
    before = " ".join(text[statement.start : figure.start].lower().split())
    opening = OPENING.match(before)
    return bool(opening) and len(before) <= NEAR and any(phrase in before for phrase in _phrases())


def _phrases() -> tuple[str, ...]:
    return vocabulary().phrases["source_frame"]


def _is_contract(figure: Figure, years: tuple[int, ...]) -> bool:
    span = stretch(figure)
    if not years or span is None:
        return False
    first, last = int(span[0][:4]), int(span[1][:4])
    if figure.kind is FigureKind.YEAR:
        return first in years
    return (first, last) == (min(years), max(years)) and span[0].endswith("01-01") and span[1].endswith("12-31")


@lru_cache(maxsize=1024)
def _named(title: str, document_id: str) -> tuple[Figure, ...]:
    years = tuple(Figure(match[0], 0, 0, FigureKind.YEAR, match[0]) for match in YEAR.finditer(document_id))
    return (*find_figures(title), *years)
