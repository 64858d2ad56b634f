"""Passages as safe HTML: the quoted words marked, rows of a table as a table, sources of one passage together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from retrieval.types import Citation

SHORT_SIDE = 240
"""Characters of context shown on each side of a quote before the whole passage is opened."""
CELL_EDGE = " | "
"""What stands between the cells of a row in a passage's text."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """The citations that lean on one passage, in the order of their markers."""

    citations: tuple[Citation, ...]

    @property
    def first(self) -> Citation:
        """The citation that speaks for the passage."""
        return self.citations[0]

    @property
    def numbers(self) -> str:
        """Its markers: `3`, `1 en 4`, `1-10`."""
        numbers = [citation.n for citation in self.citations]
        if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{numbers[0]}-{numbers[-1]}"
        *most, last = map(str, numbers)
        return f"{', '.join(most)} en {last}" if most else last


def sources_of(citations: Sequence[Citation]) -> tuple[Source, ...]:
    """The passages behind the citations, each once, in the order of their first marker."""
    found: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        found.setdefault((citation.document_id, citation.text), []).append(citation)
    return tuple(Source(tuple(group)) for group in found.values())


def source_html(source: Source) -> str:
    """The whole passage with every quote of it marked."""
    return _passage(source.first.text, sorted(map(quote_span, source.citations)), (0, len(source.first.text)))


def quote_html(citation: Citation) -> str:
    """The quote in its nearest surroundings."""
    start, end = quote_span(citation)
    shown = _word_start(citation.text, start - SHORT_SIDE), _word_end(citation.text, end + SHORT_SIDE)
    return _passage(citation.text, [(start, end)], shown)


def words_html(text: str, *marks: Span) -> str:
    """Words of a policy as they stand, the marks in `<mark>`, rows of a table as a table."""
    return _passage(text, marks, (0, len(text)))


def quote_span(citation: Citation) -> Span:
    """Span of the quote in the passage; (0, 0) when it is not there, so that nothing wrong is ever marked."""
    start, end = citation.quote_start, citation.quote_end
    if citation.quote and citation.text[start:end] == citation.quote:
        return start, end
    place = citation.text.find(citation.quote) if citation.quote else -1
    return (place, place + len(citation.quote)) if place >= 0 else (0, 0)


# ---------------------------------------------------------------- blocks


def _passage(text: str, marks: Sequence[Span], shown: Span) -> str:
    first, last = shown
    body = "".join(_blocks(text, marks, shown))
    lead = "… " if first > 0 else ""
    tail = " …" if last < len(text) else ""
    return f'<div class="iw-passage">{lead}{body}{tail}</div>'


def _blocks(text: str, marks: Sequence[Span], shown: Span) -> Iterator[str]:
    """Tables, and lines of text, as far as they are shown; a table keeps its header."""
    first, last = shown
    for block in _grouped(text):
        seen = [line for line in block if line[0] < last and line[1] > first]
        if not seen:
            continue
        if _is_row(text, block[0]):
            yield _table(text, seen if block[0] in seen else [block[0], *seen], marks)
        else:
            (start, end), *_ = seen
            yield f"<p>{_marked(text, max(start, first), min(end, last), marks)}</p>"


def _grouped(text: str) -> Iterator[list[Span]]:
    """The lines of a text: rows that follow each other together, every other line alone."""
    rows: list[Span] = []
    for line in _lines(text):
        if _is_row(text, line):
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield [line]
    if rows:
        yield rows


def _lines(text: str) -> Iterator[Span]:
    place = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        if words.strip():
            yield place, place + len(words)
        place += len(line)


def _is_row(text: str, line: Span) -> bool:
    return CELL_EDGE in text[line[0] : line[1]]


def _table(text: str, rows: Sequence[Span], marks: Sequence[Span]) -> str:
    """Rows as a table; a head that is longer than its rows has the caption in front, a shorter one lacks a corner."""
    cut = [_cells(text, row) for row in rows]
    width = max(len(cells) for cells in cut[1:] or cut)
    head, *body = cut
    caption = head[: len(head) - width] if body else []
    head = head[len(caption) :]
    names = "".join(f'<th scope="col">{_marked(text, *cell, marks)}</th>' for cell in head)
    corner = "<td></td>" * (width - len(head))
    lines = [f"<tr>{corner}{names}</tr>"] if body else []
    lines += [
        f"<tr>{''.join(f'<td>{_marked(text, *cell, marks)}</td>' for cell in row)}</tr>" for row in body or [head]
    ]
    title = f"<caption>{' '.join(_marked(text, *cell, marks) for cell in caption)}</caption>" if caption else ""
    return f'<table class="iw-rows">{title}{"".join(lines)}</table>'


def _cells(text: str, row: Span) -> list[Span]:
    cells, place = [], row[0]
    for words in text[row[0] : row[1]].split(CELL_EDGE):
        cells.append((place, place + len(words)))
        place += len(words) + len(CELL_EDGE)
    return cells


def _marked(text: str, start: int, end: int, marks: Sequence[Span]) -> str:
    """A stretch of the text with what of the marks lies in it in `<mark>`."""
    parts, place = [], start
    for mark_start, mark_end in marks:
        first, last = max(place, mark_start), min(end, mark_end)
        if first < last:
            parts += [escape(text[place:first]), f"<mark>{escape(text[first:last])}</mark>"]
            place = last
    return "".join(parts) + escape(text[place:end])


def _word_start(text: str, place: int) -> int:
    if place <= 0:
        return 0
    return text.find(" ", place) + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > 0 else place
