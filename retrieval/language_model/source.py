"""What the index knows of the passages that a model was shown, beside their text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from retrieval.types import Passage, Unit
from retrieval.wording import according_to, policy_name_of


class Source(Protocol):
    """Answers what the guard asks about passages."""

    def says(self, passages: Sequence[Passage]) -> bool | None:
        """What these passages say to a question for yes or no; None when they leave room."""

    def nearness(self, sentence: str, passages: Sequence[Passage]) -> Mapping[str, float]:
        """How near in meaning each unit of these passages is to a sentence, by its id; empty when that is not known."""

    def words(self, unit: Unit) -> str:
        """A unit's own words as an answer shows them."""

    def opening(self, passage: Passage) -> str:
        """What says whose words they are."""


class Plain:
    """Passages of which only the text is known."""

    def says(self, passages: Sequence[Passage]) -> bool | None:  # noqa: ARG002 - the neutral one of its kind
        """It leaves room."""
        return None

    def nearness(self, sentence: str, passages: Sequence[Passage]) -> Mapping[str, float]:  # noqa: ARG002 - as above
        """It is not known."""
        return {}

    def words(self, unit: Unit) -> str:
        """The text as it is."""
        return unit.text

    def opening(self, passage: Passage) -> str:
        """The policy's own name."""
        return according_to(policy_name_of(passage))
