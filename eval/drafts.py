"""Question drafts from the deadlines and tables of a corpus, for a human to confirm.

The draft question is stilted on purpose: who asks would word it otherwise, and a
question that copies its passage measures little. Each draft holds what the
program read, so the human must hold every fact against the policy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.verify import READABLE
from ingest.meaning.deadlines import find_deadlines
from ingest.meaning.recognise import described
from ingest.passes import read_document
from retrieval.figures.values import FigureKind
from retrieval.types import Deadline, Document, Unit, UnitKind

KINDS: dict[FigureKind, str] = {kind: str(kind) for kind in FigureKind}
"""The figures' kinds are those of the questions."""
Draft = dict[str, Any]


def draft_questions(corpus: Sequence[Path]) -> tuple[Draft, ...]:
    """A draft per deadline and per table row with a figure; a row that states a deadline gives one draft.

    Raises:
        ReadingError: a file cannot be read.

    """
    files = [file for path in corpus for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    documents = [
        described(read_document(f), f) for f in files if f.suffix.lower() in READABLE and f.name != "README.md"
    ]
    drafts = [draft for document in documents for draft in _of_document(document)]
    return tuple({**draft, "id": f"draft-{number:03}"} for number, draft in enumerate(drafts, start=1))


def write_drafts(drafts: Sequence[Draft], path: Path) -> None:
    """One draft a line, in the form that `eval.questions` reads."""
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts)
    path.write_text(lines, encoding="utf-8")


def _of_document(document: Document) -> Iterator[Draft]:
    seen = set()
    for deadline in find_deadlines(document):
        seen.add(deadline.unit_id)
        yield _of_deadline(deadline)
    for chunk in document.chunks:
        for unit in chunk.units:
            if unit.kind is UnitKind.ROW and unit.figures and unit.id not in seen:
                yield _of_row(unit, document)


def _of_deadline(deadline: Deadline) -> Draft:
    who = f" ({deadline.actor})" if deadline.actor else ""
    question = f"Wanneer geldt bij {deadline.insurer or deadline.document_id}{who}: {deadline.action}?"
    kind = KINDS[deadline.kind]
    return _draft("deadline", question, deadline.document_id, deadline.quote, deadline.section,
                  [{"kind": kind, "value": deadline.value, "surface": deadline.surface or deadline.quote}])  # fmt: skip


def _of_row(unit: Unit, document: Document) -> Draft:
    first = unit.cells[0][1] if unit.cells else unit.text
    about = unit.section[-1] if unit.section else document.info.title
    question = f"Wat staat er bij {document.info.insurer or document.info.id} onder {about!r} over: {first}?"
    facts = [{"kind": KINDS[f.kind], "value": f.value, "surface": f.text} for f in unit.figures if f.kind in KINDS]
    return _draft("number", question, unit.document_id, unit.text, unit.section, facts)


def _draft(
    type_: str, question: str, doc: str, quote: str, section: Sequence[str], facts: list[dict[str, str]]
) -> Draft:
    return {
        "type": type_,
        "question": question,
        "expect": "answer",
        "docs": [doc],
        "evidence": [{"doc": doc, "section": " > ".join(section), "quote": quote}],
        "facts": facts,
        "answer": "NAKIJKEN",
    }
