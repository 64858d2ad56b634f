"""One file to a `Document`: load, clean, structure, recognise, chunk.

Nothing is written or embedded here; `ingest.keep.index` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest.load import load
from ingest.shape.blocks import Block, Line, Loaded
from ingest.shape.chunk import Laid, lay_out
from ingest.shape.clean import clean_lines
from ingest.shape.contents import drop_contents, split_contents
from ingest.shape.footnotes import raise_brackets, take_footnotes, tie_footnotes
from ingest.shape.headings import Entry, mark_headings
from ingest.shape.lines import join_broken, join_lines, join_versions, numbered_headings, vocabulary, whole_words
from ingest.shape.structure import Section, outline
from ingest.shape.suspicions import find_suspicions, unique
from ingest.shape.tables import merge_tables
from ingest.shape.texttables import restore_flattened, restore_tables
from retrieval.errors import ReadingError
from retrieval.types import Document, DocumentId, DocumentInfo, Suspicion


def read_document(path: Path, info_overrides: DocumentInfo | None = None, *, name: str = "") -> Document:
    """The policy in a file, as units and chunks.

    `info_overrides` replaces what would be recognised from the text; `name` is the document's id where the file's
    stem is not.

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
    document_id = DocumentId(name or path.stem)
    laid = lay_out(document_id, sections)
    info = info_overrides or DocumentInfo(
        id=document_id,
        title=loaded.title or next(iter(sections[0].path), path.stem),
        source=path.name,
    )
    return Document(
        info=replace(info, id=document_id, source=info.source or path.name),
        text=laid.text,
        chunks=laid.chunks,
        tables=tables,
        suspicions=_suspicions(laid),
        problems=loaded.problems,
    )


def _suspicions(laid: Laid) -> tuple[Suspicion, ...]:
    """Figures that look broken, in units and in headings."""
    found: list[Suspicion] = []
    for chunk in laid.chunks:
        for title in chunk.section:
            found += find_suspicions(title)
        for unit in chunk.units:
            found += find_suspicions(unit.text, unit.page)
    return unique(found)


def _sections(loaded: Loaded) -> tuple[tuple[Section, ...], int]:
    """The sections of a file, and how many tables they hold."""
    blocks, entries = prepare(loaded)
    return outline(blocks, entries), sum(block.table is not None for block in blocks)


def prepare(loaded: Loaded) -> tuple[tuple[Block, ...], tuple[Entry, ...]]:
    """Blocks without noise and contents page, with headings marked, and the entries of the contents page."""
    cleaned = clean_lines(loaded.parts, recognised=loaded.recognised)
    parts, entries = drop_contents(cleaned.parts)
    blocks, more = split_contents(join_lines(_restored(parts, entries, loaded), entries))
    entries += more
    blocks = join_versions(join_broken(raise_brackets(blocks)))
    blocks = merge_tables(restore_flattened(blocks))
    return mark_headings(tie_footnotes(blocks), entries), entries


def _restored(parts: tuple[Line | Block, ...], entries: tuple[Entry, ...], loaded: Loaded) -> tuple[Line | Block, ...]:
    """Footnotes taken aside, and tables that became lines put together again."""
    lines = [part for part in parts if isinstance(part, Line)]
    if not lines:
        return parts
    known = vocabulary(lines)
    headings = {id(lines[at]) for at in numbered_headings(lines, entries)}
    out: list[Line | Block] = []
    for run in _runs(parts):
        if isinstance(run, Block):
            out.append(whole_words(run, known))
            continue
        own = {at for at, line in enumerate(run) if id(line) in headings}
        for part in _runs(take_footnotes(run, own, recognised=loaded.recognised)):
            out += [part] if isinstance(part, Block) else restore_tables(tuple(part), known)
    return tuple(out)


def _runs(parts: Iterable[Line | Block]) -> Iterator[list[Line] | Block]:
    """Runs of lines, and the blocks between them."""
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            run.append(part)
            continue
        if run:
            yield run
        run = []
        yield part
    if run:
        yield run
