"""Sections to units and chunks, with stable ids and exact places.

A chunk holds neighbouring units of one section: small enough that a question's
evidence fills it, large enough to be understood. A part of a list or table repeats the
lead-in or the headers. Figures are found here, so that a date takes the year that its
table gives it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.meaning.corrections import corrected
from ingest.meaning.withdrawals import withdraw
from ingest.shape.structure import Piece, Section
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Chunk, ChunkId, DocumentId, Unit, UnitId, UnitKind

_WANTED = 110
"""Words at which a chunk closes at the end of a paragraph, list or table."""
_LARGEST = 160
"""Words above which a chunk of running text closes, even inside a paragraph."""
_LARGEST_TABLE = 250
_MOST_ROWS = 12
_SMALLEST = 30
"""A last part smaller than this joins the chunk before it."""
_HASH = 16
_CENTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{2}")
_IN_EURO = re.compile(r"\beuro\b|€|\b\w{0,12}(?:tarief|tarieven|prijs|prijzen|bedrag|bedragen)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """A document's text and its chunks."""

    text: str
    chunks: tuple[Chunk, ...]


def lay_out(document_id: DocumentId, sections: tuple[Section, ...]) -> Laid:
    """The text of a document and the chunks of units that point into it."""
    text: list[str] = []
    size = 0
    chunks: list[Chunk] = []
    seen: Counter[str] = Counter()
    shown: tuple[str, ...] = ()
    for section in sections:
        for line in _new_titles(shown, section.path):
            size = _append(text, size, line + "\n")
        shown = section.path
        units: list[Unit] = []
        for at, piece in enumerate(section.pieces):
            before = section.pieces[at - 1] if at else None
            size = _append(text, size, _between(before, piece) + _headers(before, piece) + piece.prefix)
            units.append(_unit(document_id, section.path, piece, size, seen))
            size = _append(text, size, piece.text)
        size = _append(text, size, "\n\n")
        chunks += _chunks(document_id, section, _tie_corrections(section.pieces, units))
    return Laid("".join(text), _with_ids(withdraw(chunks)))


def _append(text: list[str], size: int, part: str) -> int:
    text.append(part)
    return size + len(part)


def _new_titles(shown: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    """The titles of a path that have not just been written."""
    same = 0
    while same < min(len(shown), len(path)) and shown[same] == path[same]:
        same += 1
    return path[same:]


def _between(before: Piece | None, piece: Piece) -> str:
    if before is None:
        return ""
    same = before.group == piece.group and piece.kind is before.kind is UnitKind.SENTENCE
    return " " if same or piece.continues else "\n"


def _headers(before: Piece | None, piece: Piece) -> str:
    """The header line of a table, once, above its first row."""
    opens = piece.kind is UnitKind.ROW and (
        before is None or before.kind is not UnitKind.ROW or before.group != piece.group
    )
    return piece.context[-1] + "\n" if opens and piece.context and any(header for header, _ in piece.cells) else ""


def _unit(document_id: DocumentId, path: tuple[str, ...], piece: Piece, start: int, seen: Counter[str]) -> Unit:
    key = _digest(*path, piece.text)
    seen[key] += 1
    name = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return Unit(
        id=UnitId(f"{document_id}:{name}"),
        document_id=document_id,
        kind=piece.kind,
        text=piece.text,
        lead=piece.lead,
        cells=piece.cells,
        section=path,
        page=piece.page,
        start=start,
        end=start + len(piece.text),
        year=piece.year,
        figures=tuple(_priced(with_year(figure, piece.year), piece) for figure in find_figures(piece.text)),
        correction=piece.correction.day if piece.correction is not None else None,
    )


def _tie_corrections(pieces: tuple[Piece, ...], units: list[Unit]) -> tuple[Unit, ...]:
    """The units of a section; one that a dated correction replaces names the unit that corrects it."""
    tied = list(units)
    for at, piece in enumerate(pieces):
        found = piece.correction
        begins = found is not None and (at == 0 or pieces[at - 1].correction != found)
        if found is None or not begins or not found.replaces or piece.kind is UnitKind.ROW:
            continue
        before = [other.text for other in pieces[:at]]
        own = sum(other.group == piece.group for other in pieces[:at]) if piece.kind is UnitKind.SENTENCE else 0
        own = 1 if piece.continues else own
        for target in corrected(before, piece.text, same_paragraph=own):
            tied[target] = replace(tied[target], superseded_by=units[at].id)
    return tuple(tied)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_HASH]


def _priced(figure: Figure, piece: Piece) -> Figure:
    """An amount whose currency only the table's caption or header gives: `Tarieven (in euro)` over 39,40."""
    bare = figure.kind is FigureKind.COUNT and figure.unit is None and _CENTS.fullmatch(figure.text) is not None
    if not bare or piece.kind is not UnitKind.ROW or not any(map(_IN_EURO.search, piece.context)):
        return figure
    return replace(figure, kind=FigureKind.MONEY, unit="euro")


def with_year(figure: Figure, year: int | None) -> Figure:
    """The figure, its date or period completed with the year where it has none."""
    if year is None or figure.kind not in {FigureKind.DATE, FigureKind.MONTH, FigureKind.PERIOD}:
        return figure
    if "--" not in figure.value:
        return figure
    return replace(figure, value="/".join(_dated(part, year) for part in figure.value.split("/")))


def _dated(value: str, year: int) -> str:
    return f"{year}-{value[2:]}" if value.startswith("--") else value


# ---------------------------------------------------------------- chunks


def _chunks(document_id: DocumentId, section: Section, units: tuple[Unit, ...]) -> list[Chunk]:
    chunks: list[Chunk] = []
    for first, end in _cuts(section.pieces):
        part = units[first:end]
        text = _text(section.pieces[first:end])
        page = next((unit.page for unit in part if unit.page is not None), None)
        chunks.append(Chunk(ChunkId(""), document_id, section.path, text, part, page))
    return chunks


def _with_ids(chunks: list[Chunk]) -> tuple[Chunk, ...]:
    seen: Counter[str] = Counter()
    out: list[Chunk] = []
    for chunk in chunks:
        key = _digest(chunk.document_id, *chunk.section, chunk.text)
        seen[key] += 1
        out.append(replace(chunk, id=ChunkId(key if seen[key] == 1 else f"{key}-{seen[key]}")))
    return tuple(out)


def _cuts(pieces: tuple[Piece, ...]) -> Iterator[tuple[int, int]]:
    """Spans of pieces that make a chunk each."""
    cuts: list[int] = [0]
    size = rows = 0
    for at, piece in enumerate(pieces):
        count = len(piece.text.split())
        if at and _closes(pieces, at, size, count, rows):
            cuts.append(at)
            size = sum(len(line.split()) for line in piece.context)
            rows = 0
        size += count
        rows = rows + 1 if piece.kind is UnitKind.ROW else 0
    if len(cuts) > 1 and _words(pieces[cuts[-1] :]) < _SMALLEST and not _is_large(pieces[cuts[-2] : cuts[-1]]):
        cuts.pop()
    yield from zip(cuts, [*cuts[1:], len(pieces)], strict=True)


def _words(pieces: tuple[Piece, ...]) -> int:
    return sum(len(piece.text.split()) for piece in pieces)


def _is_large(pieces: tuple[Piece, ...]) -> bool:
    return _words(pieces) > _LARGEST + _SMALLEST and pieces[-1].kind is not UnitKind.ROW


def _closes(pieces: tuple[Piece, ...], at: int, size: int, count: int, rows: int) -> bool:
    """Whether a chunk of `size` words closes before the piece at `at`."""
    before, piece = pieces[at - 1], pieces[at]
    if piece.continues or (before.text.endswith(":") and before.kind is not UnitKind.ROW):
        return False
    if piece.kind is UnitKind.ROW and before.kind is UnitKind.ROW:
        return rows >= _MOST_ROWS or size + count > _LARGEST_TABLE
    if piece.text.endswith(":") and at + 1 < len(pieces):
        # What a lead-in announces stands with it.
        count += len(pieces[at + 1].text.split())
    if size + count > (_LARGEST_TABLE if piece.kind is UnitKind.ROW else _LARGEST):
        return True
    return before.group != piece.group and (size >= _WANTED or _leads_large(pieces, at, size))


def _leads_large(pieces: tuple[Piece, ...], at: int, size: int) -> bool:
    """The paragraph that starts here would not fit any more; better to begin it in a chunk of its own."""
    group = pieces[at].group
    whole = _words(tuple(piece for piece in pieces[at:] if piece.group == group))
    return size >= _SMALLEST * 2 and size + whole > _LARGEST


def _text(pieces: tuple[Piece, ...]) -> str:
    """The words of a chunk: its pieces, each list or table part under its lead-in or headers."""
    out: list[str] = []
    shown: set[str] = set()
    before: Piece | None = None
    for piece in pieces:
        opened = piece.prefix.rstrip("\n")
        missing = [line for line in piece.context if line not in shown and line != opened]
        shown.update(piece.context)
        shown.add(piece.text)
        separator = "\n" if missing else _between(before, piece)
        if out:
            out.append(separator)
        out += [line + "\n" for line in missing]
        out += [piece.prefix, piece.text]
        before = piece
    return "".join(out)
