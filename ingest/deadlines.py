"""Dated and relative obligations of a document."""

from __future__ import annotations

from retrieval.types import Deadline, Document


def find_deadlines(document: Document) -> tuple[Deadline, ...]:
    """The obligations of a document, in reading order."""
    return ()
