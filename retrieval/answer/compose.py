"""Chosen units to a draft: whole sentences in Dutch, each with the units it leans on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.answer.match import ReadUnit, bag_of, term_value
from retrieval.answer.show import MOST_WORDS, show
from retrieval.answer.wanted import fulfils_text
from retrieval.draft import Draft, Sentence, cite
from retrieval.types import Chunk, Citation, DocumentInfo, Form, Passage, Question, Status
from retrieval.understand.lexical import Lexicon


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer and the units that carry it."""

    text: str
    readings: tuple[ReadUnit, ...] = ()
    opening: str = ""
    """Words that name the policy: shown with the first claim that has them."""


YEAR_HEADER = re.compile(r"\b20[0-9]{2}\b")
COMPARED = re.compile(
    r"\b(?:vergeleken|ten opzichte van|verschil\w*|eerst|vorig jaar|van wat naar wat)\b", re.IGNORECASE
)
SHORT_ROW = 40
"""Words of a row that is shown whole."""
YEAR = 0.5
"""What the year that is asked about adds to a piece of text, as a share of the question's words."""
Worth = Callable[[str], float]
"""How well a piece of text answers."""


def worth_of(question: Question, lexicon: Lexicon) -> Worth:
    """How well a piece of text answers: the question's words in it, a wanted figure, and the year it is asked of."""
    measured = any(wish.strong for wish in question.wishes) and question.form is not Form.CHANGE
    years = tuple(map(str, question.years)) if measured else ()

    def worth(text: str) -> float:
        bag = bag_of(text, lexicon)
        value = sum(term.weight * term_value(term, bag) for term in question.terms)
        wanted = sum(fulfils_text(wish, text) for wish in question.wishes)
        of_year = any(year in text for year in years)
        return value + (wanted + YEAR * of_year) * sum(term.weight for term in question.terms)

    return worth


def draft_of(claims: Sequence[Said], *, status: Status, differs: Sequence[tuple[str, str]] = ()) -> Draft:
    """Numbers the units in order of first use and puts the claims together."""
    numbers: dict[str, int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for claim in claims:
        for reading in claim.readings:
            if reading.unit.id not in numbers:
                numbers[reading.unit.id] = len(numbers) + 1
                source = reading.source or reading.unit
                citations.append(cite(passage_of(reading), numbers[reading.unit.id], unit=source))
        ids = tuple(str(reading.unit.id) for reading in claim.readings)
        sentences.append(Sentence(claim.text, tuple(numbers[id_] for id_ in ids), ids, claim.opening))
    return Draft(tuple(sentences), status, tuple(citations), tuple(differs))


def passage_of(reading: ReadUnit, n: int = 0, score: float = 0.0) -> Passage:
    """The unit's chunk as a passage."""
    passage = passage_from(reading.chunk, reading.info, n=n, score=score)
    return replace(passage, page=reading.unit.page or reading.chunk.page)


def passage_from(chunk: Chunk, info: DocumentInfo, *, n: int = 0, score: float = 0.0) -> Passage:
    """A chunk as a passage."""
    return Passage(
        n=n,
        document_id=str(info.id),
        text=chunk.text,
        title=info.title,
        insurer=info.insurer,
        care_types=info.care_types,
        years=info.years,
        section=chunk.section,
        page=chunk.page,
        score=score,
        version=info.version,
        chunk_id=str(chunk.id),
        units=chunk.units,
    )


def _tells_change(question: Question, reading: ReadUnit) -> bool:
    """A short row with a column for each of two years, when it is asked what changed between them."""
    compared = question.form is Form.CHANGE or COMPARED.search(question.asked) is not None
    if not compared or len(reading.unit.text.split()) > SHORT_ROW:
        return False
    return sum(YEAR_HEADER.search(header) is not None for header, _ in reading.unit.cells) > 1


def claims_from(
    question: Question,
    readings: Sequence[ReadUnit],
    lexicon: Lexicon,
    *,
    opening: str = "",
    most: int = MOST_WORDS,
    whole: bool = False,
) -> list[Said]:
    """One claim per unit, in the order given; rows whole, or what answers of them."""
    worth = worth_of(question, lexicon)
    before = (None, *(reading.unit for reading in readings))
    return [
        _said(
            reading,
            show(reading.unit, worth, most=most, after=after, whole=whole or _tells_change(question, reading)),
            opening,
        )
        for reading, after in zip(readings, before, strict=False)
    ]


def _said(reading: ReadUnit, text: str, opening: str) -> Said:
    """A unit as shown, with what carries it; where figures were replaced, what shows them, with what replaces them."""
    unit = reading.unit
    own = {figure.text for figure in (reading.source.figures if reading.source else ())}
    new = {figure.text for figure in unit.figures if figure.text in text} - own
    if not reading.amenders or not new:
        return Said(text, (reading,), opening)
    cells = [(head, cell) for head, cell in unit.cells[1:] if any(figure in cell for figure in new)]
    if cells:
        told = "; ".join(f"{head.rstrip(':')}: {cell}" if head else cell for head, cell in cells)
        return Said(f"{unit.cells[0][1].rstrip(':')} – {told}", reading.amenders, opening)
    return Said(text, reading.amenders, opening)
