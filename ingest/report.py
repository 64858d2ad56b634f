"""What an ingest did, as values and as Dutch text for the terminal.

A report holds what was found in every document of the index, also in those that
were not read again; two ingests of the same files differ in `state` only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table

from ingest.keep.bookkeeping import Entry, Facts
from retrieval.relations import is_wider, outranks, parent_of
from retrieval.types import DocumentInfo, Role


class State(StrEnum):
    """What happened to a document; the value is what the reader sees."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    UNCHANGED = "ongewijzigd"
    REMOVED = "verwijderd"
    OUTRANKED = "overgeslagen"
    FAILED = "mislukt"


@dataclass(frozen=True, slots=True)
class Row:
    """One document of an ingest."""

    file: str
    state: State
    title: str = ""
    facts: Facts | None = None
    """None when nothing of it is in the index."""
    remark: str = ""
    """Dutch: why it failed or was left out."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is."""

    stage: Literal["read", "passages"]
    done: int
    total: int
    name: str = ""
    """The file being read."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `seconds` and `embedding_seconds` do not count for equality."""

    generation: str
    rows: tuple[Row, ...]
    embedded: int = 0
    """Passages that the model had to read."""
    seconds: float = field(default=0.0, compare=False)
    embedding_seconds: float = field(default=0.0, compare=False)

    @property
    def failed(self) -> tuple[Row, ...]:
        """The documents that could not be read."""
        return tuple(row for row in self.rows if row.state is State.FAILED)

    @property
    def changed(self) -> bool:
        """Whether the ingest made a new generation."""
        return any(row.state in {State.NEW, State.CHANGED, State.REMOVED} for row in self.rows)


@dataclass(frozen=True, slots=True)
class Status:
    """What is in an index."""

    generation: str
    embedding: str
    entries: tuple[Entry, ...]
    sources: tuple[str, ...]
    fault: str | None = None
    """Dutch: why questions cannot be answered from it."""


ProgressCallback = Callable[[Progress], None]

ROLES = {Role.ANSWERS: "Nota van Inlichtingen", Role.CORRECTION: "correctie of aanvulling", Role.ANNEX: "bijlage"}
EDITIONS = {"official": "officieel", "own-words": "eigen woorden"}
COLUMNS: tuple[tuple[str, Callable[[Facts], int]], ...] = (
    ("passages", lambda facts: facts.chunks),
    ("eenheden", lambda facts: facts.units),
    ("tabellen", lambda facts: facts.tables),
    ("rijen", lambda facts: facts.rows),
    ("cijfers", lambda facts: facts.figures),
    ("termijnen", lambda facts: facts.deadlines),
    ("verdacht", lambda facts: len(facts.suspicions)),
)


def show_report(report: IngestReport, console: Console) -> None:
    """Print the closing table, the remarks and a line that sums up."""
    console.print(_table(report))
    for row in report.rows:
        for remark in remarks(row):
            console.print(f"- {row.file}: {remark}", markup=False, highlight=False)
    console.print(summary(report), markup=False, highlight=False)


def show_status(status: Status, console: Console) -> None:
    """Print the documents of an index with what is known about them."""
    table = Table(box=box.SIMPLE, show_edge=False)
    for name in ("document", "verzekeraar", "zorgsoort", "jaren", "versie", "editie", "passages", "termijnen"):
        table.add_column(name, overflow="fold")
    for entry in status.entries:
        info, facts = entry.info, entry.facts
        dated = f"({_day(info.version_date)})" if info.version_date else ""
        version = f"{info.version or ''} {dated}".strip()
        table.add_row(
            info.id,
            info.insurer or "onbekend",
            ", ".join(info.care_types) or "onbekend",
            _span(info.years) or "onbekend",
            version or "onbekend",
            EDITIONS[info.edition],
            str(facts.chunks),
            str(facts.deadlines),
        )
    console.print(table)
    chunks = sum(entry.facts.chunks for entry in status.entries)
    lines = [
        f"{len(status.entries)} documenten, {chunks} passages ({status.generation})",
        f"taalmodel: {status.embedding}",
        f"gemaakt van: {', '.join(status.sources)}",
    ]
    for line in lines:
        console.print(line, markup=False, highlight=False)


def remarks(row: Row) -> tuple[str, ...]:
    """What a reader should know about a document."""
    facts = row.facts
    problems = facts.problems if facts else ()
    suspicions = tuple(f"verdacht cijfer: {text}" for text in facts.suspicions) if facts else ()
    return (*((row.remark,) if row.remark else ()), *problems, *suspicions)


def related(info: DocumentInfo, infos: Sequence[DocumentInfo]) -> str:
    """In Dutch, how a document belongs to others: what it goes before and what fills it up; empty when it is alone."""
    parent = parent_of(info, infos)
    if parent is not None:
        order = "gaat daarvoor" if outranks(info, parent) else "vult dat aan"
        return f"{ROLES[info.role]} bij {parent.id}, en {order}."
    if info.role in ROLES:
        return f"{ROLES[info.role]}; het beleid waar dit bij hoort, staat er niet bij."
    wider = sorted(str(other.id) for other in infos if is_wider(other, info) and outranks(info, other))
    return f"gaat voor {', '.join(wider)}; wat hierin niet staat, geldt uit dat beleid." if wider else ""


def summary(report: IngestReport) -> str:
    """One Dutch sentence on the whole ingest."""
    present = [row for row in report.rows if row.facts]
    chunks = sum(row.facts.chunks for row in present if row.facts)
    parts = [
        f"{len(present)} {'document' if len(present) == 1 else 'documenten'} met {chunks} passages in de index",
        f"{report.embedded} {'vector' if report.embedded == 1 else 'vectoren'} berekend",
        f"{report.seconds:.1f} s, waarvan {report.embedding_seconds:.1f} s voor het taalmodel".replace(".", ","),
    ]
    if report.failed:
        parts.append(f"{len(report.failed)} mislukt")
    return f"{'; '.join(parts)} ({report.generation or 'geen index gemaakt'})."


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}-{years[-1]}" if len(years) > 1 else "".join(map(str, years))


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _table(report: IngestReport) -> Table:
    table = Table(box=box.SIMPLE, show_edge=False)
    table.add_column("document", overflow="fold")
    table.add_column("wat")
    for name, _ in COLUMNS:
        table.add_column(name, justify="right")
    for row in report.rows:
        counts = [str(count(row.facts)) if row.facts else "" for _, count in COLUMNS]
        table.add_row(row.file, row.state.value, *counts)
    return table
