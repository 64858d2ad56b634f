"""What the index knows of the passages that a language model was shown, for the guard behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval import wording
from retrieval.answer.compose import worth_of
from retrieval.answer.rank import Scored
from retrieval.answer.show import show
from retrieval.answer.writer import Writer
from retrieval.answer.yes_no import YesNo, verdict_on
from retrieval.types import Passage, Question, Unit

JUDGED_BY = 3
"""Units that decide what the source says to a question for yes or no."""


@dataclass(frozen=True, slots=True)
class PolicySource:
    """The index that the passages come from, with the units that were ranked for the question."""

    writer: Writer
    question: Question
    ranked: tuple[Scored, ...]
    """Best first."""

    def says(self, passages: Sequence[Passage]) -> bool | None:
        """What these passages say to a question for yes or no; None when they leave room."""
        ids = {passage.chunk_id for passage in passages}
        chosen = [scored for scored in self.ranked if scored.reading.chunk.id in ids][:JUDGED_BY]
        return {YesNo.YES: True, YesNo.NO: False}.get(verdict_on(self.question, chosen))

    def nearness(self, sentence: str, passages: Sequence[Passage]) -> Mapping[str, float]:
        """How near in meaning each unit of these passages is to a sentence, by its id."""
        chunks = [self.writer.reader.chunk(passage.chunk_id) for passage in passages if passage.chunk_id]
        return self.writer.reader.unit_scores(self.writer.encoded(sentence), chunks)

    def words(self, unit: Unit) -> str:
        """A unit's own words as an answer shows them."""
        return show(unit, worth_of(self.question, self.writer.lexicon))

    def opening(self, passage: Passage) -> str:
        """What says whose words they are, with no more of the policy's name than tells it from the others."""
        return wording.according_to(self.writer.name_of(self.writer.reader.info(passage.document_id)))
