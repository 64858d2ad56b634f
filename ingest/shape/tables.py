"""What a table says beyond its cells: its headers, and the year its dates lack.

A year is given to the dates of a row by a header that is nothing but a year, by a
header or caption that says it is the year of the dates, or by a row that is nothing
but a year. `planning voor het inkoopjaar 2026` gives none: its dates lie before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.shape.blocks import Block, BlockKind, Table
from ingest.shape.sentences import find_sentences
from ingest.shape.words import words
from retrieval.dutch.months import month_pattern

_YEAR = re.compile(r"^(?:19|20)[0-9]{2}$")
_CLAUSE = re.compile(r"[(),;:]|[.]\s")
_YEAR_INSIDE = re.compile(r"(?<![0-9/-])(?:19|20)[0-9]{2}(?![0-9/-])")
_DAY_MONTH = re.compile(rf"\b[0-9]{{1,2}}(?:e|ste|de)?\s+(?:{month_pattern(short=True)})\b", re.IGNORECASE)
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a row, empty ones included, and the year for its dates without one."""

    cells: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table as it is to be read."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def header_line(self) -> str:
        """The headers as one line."""
        return " | ".join(header for header in self.headers if header)


def table_facts(table: Table) -> TableFacts:
    """Headers (found when not given) and rows with their years."""
    table = _without_twins(_with_headers(table))
    year = _given_year(table)
    changes = any(_YEAR.match(header) for header in table.headers)
    rows: list[Row] = []
    for cells in table.rows:
        if cells == table.headers:
            continue
        own = [cell for cell in cells if cell]
        if len(own) == 1 and _YEAR.match(own[0]) and len(cells) > 1:
            year = int(own[0])
        elif changes and _YEAR.match(cells[0]):
            year = int(cells[0])
        rows.append(Row(cells, year))
    return TableFacts(table.caption, table.headers, tuple(rows))


def is_dialogue(facts: TableFacts) -> bool:
    """A table of questions and their answers, as in a Nota van Inlichtingen."""
    heads = [_NOT_LETTERS.sub("", header.lower()) for header in facts.headers]
    return len(heads) == 2 and heads[0] in {"vraag", "vragen", "uwvraag"} and heads[1] in _ANSWERS


_NOT_LETTERS = re.compile(r"[^a-z]")
_ANSWERS = frozenset(["antwoord", "antwoorden", "onsantwoord", "reactie", "beantwoording"])


def statements(cells: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The row; where a cell is a text of its own, the row once for each of its statements.

    The label and the short cells of the row stand beside each of them.
    """
    longest = max(range(len(cells)), key=lambda x: len(cells[x]))
    parts = _parts(cells[longest]) if len(cells[longest]) > _LONGEST_CELL else []
    if len(parts) < 2:
        yield cells
        return
    short = tuple(cell if len(cell) <= _LONGEST_HEADER else "" for cell in cells)
    others = tuple(cell if x != longest else "" for x, cell in enumerate(cells))
    for at, part in enumerate(parts):
        row = short if at else others
        yield (*row[:longest], part, *row[longest + 1 :])


_LONGEST_CELL = 400
"""Characters of a cell that is one statement at most: some four sentences."""
_STATEMENT = 120
"""Characters of a statement at least; a shorter one stands with the next: a title, the first words of a list."""
_CELL_BULLET = re.compile(r"(?:(?<=\s)|^)(?=[•●▪■◦○‣⁃✓➢]\s)")


def _parts(cell: str) -> list[str]:
    """The statements of a cell: its bullets and sentences; one that leads in stands with what it leads in."""
    found: list[str] = []
    for bullet in _CELL_BULLET.split(cell):
        for start, end in find_sentences(bullet.strip()):
            sentence = bullet.strip()[start:end]
            if found and (found[-1].endswith(":") or len(found[-1]) < _STATEMENT):
                found[-1] = f"{found[-1]} {sentence}"
            else:
                found.append(sentence)
    return found


def _with_headers(table: Table) -> Table:
    """Takes a first row for header when it looks like one, and a header for a row when it does not."""
    if table.headers and any(_DAY_MONTH.search(header) for header in table.headers):
        return Table((table.headers, *table.rows), (), table.caption)
    if any(table.headers) or len(table.rows) < 2:
        return table
    table = _joined_heads(table)
    first = table.rows[0]
    if all(map(_header_like, first[1:])) and (not first[0] or _header_like(first[0])) and _unlike_rest(table.rows):
        return Table(table.rows[1:], first, table.caption)
    return replace(table, headers=())


def _joined_heads(table: Table) -> Table:
    """A head of two rows as one: a cell over several columns stands above the names of each of them."""
    first, second = table.rows[:2]
    if len(table.rows) < 3 or len(set(first)) == len(first) or not all(map(_header_like, (*first, *second))):
        return table
    pairs = list(zip(first, second, strict=True))
    over = [x for x, (one, other) in enumerate(pairs) if one != other and first.count(one) > 1]
    if not over or any(one != other and x not in over for x, (one, other) in enumerate(pairs)):
        return table
    if any(char.isdigit() for x in over for char in _without_own_year(second[x], x, table.rows[2:])):
        return table
    head = tuple(one if one == other else f"{one} {other}" for one, other in pairs)
    return Table((head, *table.rows[2:]), (), table.caption)


def _without_twins(table: Table) -> Table:
    """Neighbouring columns of one name of which a row fills one at most are one column, drawn in two."""
    for x, (one, other) in enumerate(pairwise(table.headers)):
        if one and one == other and all(not row[x] or not row[x + 1] or row[x] == row[x + 1] for row in table.rows):
            rows = tuple((*row[:x], row[x] or row[x + 1], *row[x + 2 :]) for row in table.rows)
            return _without_twins(Table(rows, (*table.headers[:x], *table.headers[x + 1 :]), table.caption))
    return table


def _header_like(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_HEADER and not cell.endswith((".", ";")) and not _DAY_MONTH.search(cell)


def _unlike_rest(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Body rows hold figures, or are longer than the first row."""
    first, rest = rows[0], rows[1:]
    if any(any(_header_word(cell) for cell in first) for _ in first):
        return True
    if any(char.isdigit() for at, cell in enumerate(first) for char in _without_own_year(cell, at, rest)):
        return False
    body = sum(len(cell) for row in rest for cell in row) / len(rest)
    return any(char.isdigit() for row in rest for cell in row for char in cell) or body > 1.5 * sum(map(len, first))


def _without_own_year(cell: str, at: int, rest: tuple[tuple[str, ...], ...]) -> str:
    """The cell without a year that no other cell of its column has: `Basis 2027` over amounts is a header."""
    if any(_YEAR_INSIDE.search(row[at]) for row in rest):
        return "" if _YEAR.match(cell) else cell
    return _YEAR_INSIDE.sub("", cell)


def _header_word(cell: str) -> bool:
    known = words().tables
    return cell.lower().strip(" :") in {*known.when, *known.what, *known.term}


def _given_year(table: Table) -> int | None:
    for header in table.headers:
        if _YEAR.match(header):
            return int(header)
    for text in (*table.headers, table.caption):
        year = dated_year(text)
        if year is not None:
            return year
    return None


def dated_year(text: str) -> int | None:
    """The year that a header, caption or lead-in says its dates are in.

    >>> dated_year("Belangrijke data in 2025:")
    2025
    >>> dated_year("Inkoopronde van dit beleid (alle dagen in 2026)")
    2026
    >>> dated_year("De planning voor inkoopjaar 2026 is:")
    """
    found = set(_YEAR_INSIDE.findall(text))
    if len(found) != 1:
        return None
    year = found.pop()
    known = words().tables
    clause = next((part for part in _CLAUSE.split(text) if year in part), text) if f"in {year}" in text else text
    tokens = set(re.findall(r"[a-zà-ÿ]+", clause.lower()))
    says_when = f"in {year}" in clause or tokens & {word for phrase in known.dated for word in phrase.split()}
    return int(year) if says_when and not tokens & set(known.undated) else None


def merge_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A table that goes on (same headers again, or none and as many columns) is one table.

    A bare year left after a table whose header is a year is the label at the table's
    side, and is dropped.
    """
    out: list[Block] = []
    for found in blocks:
        block = replace(found, table=_with_headers(found.table)) if found.table is not None else found
        before = out[-1] if out else None
        if before is not None and before.table is not None:
            rest = _rest(before, found)
            if rest is not None:
                out[-1] = _extended(before, rest, found.page)
                continue
            if (
                block.kind is BlockKind.PARAGRAPH
                and _YEAR.match(block.text)
                and any(map(_YEAR.match, before.table.headers))
            ):
                continue
        out.append(block)
    return tuple(out)


def _goes_on(last: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """A cell stops within a sentence on one page, and goes on in lower case on the next."""
    return any(
        len(before) > _FULL_LINE and after[:1].islower() and before[-1] not in _STOPS
        for before, after in zip(last, first, strict=True)
    )


_FULL_LINE = 40
"""Characters from which a cell is a text that a page may break off."""


_STOPS = ".?!:;"


def _rest(before: Block, block: Block) -> tuple[tuple[str, ...], ...] | None:
    """The rows that a table adds to the one right before it; None when it is another table."""
    first, table = before.table, block.table
    if first is None or table is None or table.caption:
        return None
    if table.headers:
        return table.rows if table.headers == first.headers else None
    if table.rows and table.rows[0] == first.headers:
        return table.rows[1:]
    width = len(first.rows[0]) if first.rows else len(first.headers)
    if not table.rows or len(table.rows[0]) != width or not first.headers:
        return None
    return None if _with_headers(table).headers and block.page == before.page else table.rows


def _extended(before: Block, rows: tuple[tuple[str, ...], ...], page: int | None) -> Block:
    """The table with more rows; a first row that a page has cut off goes on in the last row."""
    assert before.table is not None
    own = before.table.rows
    cut = page != before.page_at(len(own)) and rows and own and _goes_on(own[-1], rows[0])
    if rows and own and any(own[-1]) and (not rows[0][0] or cut):
        last = tuple(f"{old} {new}".strip() for old, new in zip(own[-1], rows[0], strict=True))
        own, rows = (*own[:-1], last), rows[1:]
    turns = before.turns
    if page is not None and page != before.page:
        turns = (*turns, (len(own), page))
    return replace(before, table=replace(before.table, rows=own + rows), turns=turns)
