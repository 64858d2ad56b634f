"""Blocks to sections: heading paths, lists with their lead-in, tables with their caption.

A section holds what stands directly under one heading. Its pieces are in reading
order; each piece becomes one unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.meaning.corrections import Correction, find_correction
from ingest.shape.blocks import Block, BlockKind, Table
from ingest.shape.headings import Entry, Outline
from ingest.shape.sentences import find_sentences
from ingest.shape.tables import TableFacts, is_dialogue, statements, table_facts
from ingest.shape.words import words
from retrieval.types import UnitKind


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes a unit: its words, and the words it must be read with."""

    kind: UnitKind
    text: str
    group: int
    """Pieces of one paragraph, list or table have the same number."""
    lead: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    """What stands before the text on its line: indent and bullet."""
    context: tuple[str, ...] = ()
    """Lines to repeat where a chunk opens with this piece: lead-in, or caption and headers."""
    page: int | None = None
    year: int | None = None
    correction: Correction | None = None
    """The dated correction that this piece is, or is part of."""
    continues: bool = False
    """Stands on the line of the piece before it: the second part of an item that was corrected."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading path and what stands directly under it."""

    path: tuple[str, ...]
    pieces: tuple[Piece, ...]


def outline(blocks: tuple[Block, ...], entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """The sections of a document, in reading order.

    A heading with nothing under it keeps its words as a piece of its own kind.
    """
    sections: list[Section] = []
    for path, body, leaf in _bodies(blocks, entries):
        pieces = tuple(_Pieces(path).walk(body))
        if pieces:
            sections.append(Section(path, pieces))
        elif leaf:
            sections.append(Section(path[:-1], (Piece(UnitKind.HEADING, path[-1], 0),)))
    return tuple(sections)


def _bodies(
    blocks: tuple[Block, ...], entries: tuple[Entry, ...]
) -> Iterator[tuple[tuple[str, ...], list[Block], bool]]:
    """(heading path, blocks under it, whether no other heading stands in it)."""
    found: list[tuple[tuple[str, ...], list[Block]]] = [((), [])]
    walk = Outline(entries)
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            walk.open(block, blocks[at + 1] if at + 1 < len(blocks) else None)
            found.append((walk.path, []))
        else:
            walk.content()
            found[-1][1].append(block)
    for at, (path, body) in enumerate(found):
        after = found[at + 1][0] if at + 1 < len(found) else ()
        yield path, body, bool(path) and after[: len(path)] != path


@dataclass
class _Pieces:
    """Turns the blocks under one heading into pieces."""

    path: tuple[str, ...]
    group: int = 0
    leads: list[str] = field(default_factory=list)
    """Lead-in of the list at each depth; the first is that of the outermost list."""
    opened: bool = False
    """Something has been seen in this section."""
    last: str = ""
    """Last sentence before the place reached."""
    numbered: list[bool] = field(default_factory=list)
    """For each depth, whether its items have numbers."""
    shallowest: int = 0
    """Depth, in the file, of the item that opened the list."""
    resumed: str = ""
    """Lead-in of the last list, for a list that goes on after a paragraph."""

    def walk(self, body: list[Block]) -> Iterator[Piece]:
        for block in body:
            if block.kind is BlockKind.ITEM:
                yield from self.item(block)
            elif block.table is not None:
                yield from self.table(block, block.table)
            else:
                yield from self.paragraph(block)
            self.opened = True

    def paragraph(self, block: Block) -> Iterator[Piece]:
        self.group += 1
        self.leads = []
        prefix = f"{block.marker} " if block.marker else ""
        correction = find_correction(block.text)
        spans = find_sentences(block.text)
        if correction is not None:
            spans = _split_at(spans, correction.start)
        for start, end in spans:
            self.last = block.text[start:end]
            yield Piece(
                UnitKind.SENTENCE,
                self.last,
                self.group,
                page=block.page_at(start),
                prefix=prefix,
                lead=block.lead,
                correction=correction if correction is not None and start >= correction.start else None,
            )
            prefix = ""

    def item(self, block: Block) -> Iterator[Piece]:
        depth, lead = self.place(block)
        marker = "" if block.marker and block.text.startswith(f"{block.marker} ") else f"{block.marker or '-'} "
        prefix = "  " * depth + marker
        context = (lead,) if lead else ()
        piece = Piece(UnitKind.ITEM, block.text, self.group, lead=lead, prefix=prefix, context=context, page=block.page)
        correction = find_correction(block.text)
        if correction is None:
            yield piece
        elif correction.start == 0:
            yield replace(piece, correction=correction)
        else:
            yield replace(piece, text=block.text[: correction.start].rstrip())
            rest = block.text[correction.start :]
            yield replace(piece, text=rest, prefix="", correction=correction, continues=True)
        spans = find_sentences(block.text)
        self.last = block.text[spans[-1][0] : spans[-1][1]] if spans else block.text

    def place(self, block: Block) -> tuple[int, str]:
        """Depth and lead-in of an item: a list right after a lead-in, or in an item that ends as one."""
        numbered = block.marker[:1].isdigit()
        opens = _leads_in(self.last)
        if not self.leads:
            self.group += 1
            self.leads = [self.resumed_lead(block, opens=opens)]
            self.numbered = [numbered]
            self.shallowest = block.depth
            return 0, self.leads[0]
        own = max(0, block.depth - self.shallowest)
        depth = min(own, len(self.leads))
        if numbered in self.numbered and own == 0:
            depth = self.numbered.index(numbered)
        elif opens and own == 0 and numbered not in self.numbered:
            depth = len(self.leads)
        if depth == len(self.leads):
            self.leads.append(self.last if opens else self.leads[-1])
            self.numbered.append(numbered)
        self.leads, self.numbered = self.leads[: depth + 1], self.numbered[: depth + 1]
        return depth, self.leads[depth]

    def resumed_lead(self, block: Block, *, opens: bool) -> str:
        """The lead-in of a list that opens; a list that goes on after a paragraph keeps that of its first part."""
        if opens:
            self.resumed = self.last
        elif block.marker in {"1.", "1)", "a.", "a)"}:
            self.resumed = ""
        return self.resumed

    def table(self, block: Block, table: Table) -> Iterator[Piece]:
        self.group += 1
        self.leads = []
        if not table.caption:
            table = replace(table, caption=self.caption())
        elif table.caption != self.last:
            yield Piece(UnitKind.SENTENCE, table.caption, self.group, page=block.page)
        facts = table_facts(table)
        if is_dialogue(facts):
            yield from self.dialogue(block, facts)
            return
        context = tuple(line for line in (facts.caption, facts.header_line) if line)
        for at, row in enumerate(facts.rows):
            for cells in statements(row.cells):
                yield _row_piece(facts, cells, row.year, context, self.group, block.page_at(at))
        self.last = ""

    def dialogue(self, block: Block, facts: TableFacts) -> Iterator[Piece]:
        """Questions and answers: an answer is read sentence by sentence, each with its question as lead-in."""
        for at, row in enumerate(facts.rows):
            question, answer = row.cells
            if not answer:
                yield Piece(UnitKind.SENTENCE, question, self.group, page=block.page_at(at))
            prefix = f"{question}\n" if question else ""
            for start, end in find_sentences(answer):
                context = (question,) if question else ()
                text = answer[start:end]
                yield Piece(UnitKind.SENTENCE, text, self.group, question, (), prefix, context, page=block.page_at(at))
                prefix = ""
            self.group += 1
        self.last = ""

    def caption(self) -> str:
        """The lead-in of a table; for a table right under its heading that heading."""
        if self.last.endswith(":") or (self.last and len(self.last) <= 90):
            return self.last
        return self.path[-1] if self.path and not self.opened else ""


def _leads_in(sentence: str) -> bool:
    """Whether a list completes the sentence before it: that ends with a colon or breaks off (`Wij volgen niet als`)."""
    if sentence.endswith(":"):
        return True
    last = sentence.split()[-1:] or [""]
    return last[0].lower() in words().lines.open_ends


def _row_piece(
    facts: TableFacts,
    cells: tuple[str, ...],
    year: int | None,
    context: tuple[str, ...],
    group: int,
    page: int | None,
) -> Piece:
    headers = facts.headers or ("",) * len(cells)
    pairs = tuple((header, cell) for header, cell in zip(headers, cells, strict=True) if cell)
    text = " | ".join(cell for _, cell in pairs)
    return Piece(
        UnitKind.ROW,
        text,
        group,
        lead="\n".join(context),
        cells=pairs,
        context=context,
        page=page,
        year=year,
        correction=next((found for _, cell in pairs if (found := find_correction(cell))), None),
    )


def _split_at(spans: tuple[tuple[int, int], ...], at: int) -> tuple[tuple[int, int], ...]:
    """The spans, with the one that holds `at` cut in two there."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if start < at < end:
            out += [(start, at - 1), (at, end)]
        else:
            out.append((start, end))
    return tuple(out)
