"""One file to a `Document`: load, clean, structure, recognise, chunk.

Nothing is written or embedded here; `ingest.index` does that.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.blocks import Block, Line, Loaded
from ingest.chunk import lay_out
from ingest.clean import clean_lines
from ingest.contents import contents_lines, split_contents
from ingest.headings import Entry, mark_headings
from ingest.lines import join_lines
from ingest.load import load
from ingest.structure import Section, outline
from ingest.tables import merge_tables
from retrieval.errors import ReadingError
from retrieval.types import Document, DocumentId, DocumentInfo


def read_document(path: Path, info_overrides: DocumentInfo | None = None) -> Document:
    """The policy in a file, as units and chunks.

    `info_overrides` replaces what would be recognised from the text.

    Raises:
        ReadingError: the file cannot be read, or holds no text; Dutch.
    """
    loaded = load(path)
    sections, tables = _sections(loaded)
    if not sections:
        raise ReadingError(
            f"In het bestand {path.name} staat geen leesbare tekst. Controleer of het het juiste bestand is; "
            "is het een scan, maak er dan een PDF of afbeelding van die met tekstherkenning gelezen kan worden."
        )
    document_id = DocumentId(path.stem)
    laid = lay_out(document_id, sections)
    info = info_overrides or DocumentInfo(
        id=document_id,
        title=loaded.title or sections[0].path[:1] and sections[0].path[0] or path.stem,
        source=path.name,
    )
    return Document(
        info=replace(info, id=document_id, source=info.source or path.name),
        text=laid.text,
        chunks=laid.chunks,
        tables=tables,
        problems=loaded.problems,
    )


def _sections(loaded: Loaded) -> tuple[tuple[Section, ...], int]:
    """The sections of a file, and how many tables they hold."""
    blocks, entries = _blocks(loaded)
    blocks = mark_headings(merge_tables(blocks), entries)
    return outline(blocks, entries), sum(block.table is not None for block in blocks)


def _blocks(loaded: Loaded) -> tuple[tuple[Block, ...], tuple[Entry, ...]]:
    """The blocks of a file without noise and contents page, and the entries of that page."""
    lines = tuple(part for part in loaded.parts if isinstance(part, Line))
    if not lines:
        return split_contents(tuple(part for part in loaded.parts if isinstance(part, Block)))
    cleaned = clean_lines(lines, recognised=loaded.recognised)
    contents, entries = contents_lines(cleaned.lines)
    kept = tuple(line for at, line in enumerate(cleaned.lines) if at not in contents)
    blocks, more = split_contents(join_lines(kept, entries))
    return blocks, entries + more
