"""Do the quotes and facts of questions stand in the corpus? Run before anything is scored.

A question whose quote is not in its document measures nothing but a mistake of
whoever wrote it. Text files are read as they stand; other formats as the program
reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.facts import states
from eval.questions import Question
from eval.text import coverage, words_of

PLAIN = frozenset({".md", ".txt"})
READABLE = PLAIN | {".pdf", ".docx", ".html", ".htm"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one question."""

    question: str
    reason: str
    """Dutch."""


def read_corpus(paths: Iterable[Path]) -> dict[str, str]:
    """Document id → text, of files and folders."""
    files = (file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return {file.stem: _text(file) for file in files if file.suffix.lower() in READABLE and file.name != "README.md"}


def find_faults(questions: Iterable[Question], corpus: Mapping[str, str]) -> tuple[Fault, ...]:
    """Quotes that are not in their document, facts that no quote of theirs states."""
    return tuple(Fault(question.id, reason) for question in questions for reason in _faults(question, corpus))


def _faults(question: Question, corpus: Mapping[str, str]) -> Iterator[str]:
    for doc in question.docs:
        if doc not in corpus:
            yield f"het document {doc!r} is niet in de corpus"
    for piece in question.evidence:
        if piece.doc in corpus and not _verbatim(piece.quote, corpus[piece.doc]):
            yield f"dit citaat staat niet in {piece.doc}: {piece.quote[:80]!r}"
    if question.type == "computed":
        return  # its facts follow from the quote and from the question
    quotes = " \n ".join(piece.quote for piece in question.evidence)
    stated = (quotes, *(corpus[doc] for doc in question.docs if doc in corpus))
    for fact in question.facts:
        if not any(states(text, fact) for text in stated):
            yield f"het feit {fact.surface!r} staat niet in het bewijs of zijn document"


def _verbatim(quote: str, text: str) -> bool:
    """Word for word; over line ends and markup, and over the page's running heads by its word runs."""
    inside = f" {' '.join(words_of(quote))} " in f" {' '.join(words_of(text))} "
    return inside or coverage(quote, text) == 1.0


def _text(file: Path) -> str:
    if file.suffix.lower() in PLAIN:
        return file.read_text(encoding="utf-8")
    from ingest.passes import read_document

    return read_document(file).text
