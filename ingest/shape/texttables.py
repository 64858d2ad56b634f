"""Planning tables that became lines or running text: puts their rows together again.

Known by their header, which names a moment and an activity ("Uiterste datum
Inkoopactiviteit"), or a thing and its term ("Zorgovereenkomst Looptijd"). A row begins
where a line begins with a date cell. Cells keep their words exactly.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.shape.blocks import Block, BlockKind, Line, Table
from ingest.shape.datecells import date_cell, find_row_starts
from ingest.shape.lines import join
from ingest.shape.words import words

_LONGEST_HEADER = 90
_LOOK_AHEAD = 8
"""Lines within which a next row must begin for a table to go on after an empty line or a page."""
_YEARS = r"(?:19|20)[0-9]{2}(?:\s?(?:[-–/]|t/m|tot en met|en)\s?(?:19|20)[0-9]{2})?"
_TERM = rf"(?:{_YEARS}|[0-9]{{1,2}}\s(?:jaar|maanden)|(?:een|twee|drie|vier|vijf)\sjaar)"
_TERM_ROW = re.compile(rf"^(?P<name>[^0-9\s].{{1,100}}?)\s+(?P<term>{_TERM})$")
_TERM_PAIR = re.compile(rf"(?P<name>[A-ZÀ-Þ][^0-9.:;?]{{1,80}}?)\s(?P<term>{_TERM})(?=\s[A-ZÀ-Þ]|$)")


@lru_cache(maxsize=1)
def _header() -> re.Pattern[str]:
    known = words().tables
    when = "|".join(map(re.escape, sorted(known.when, key=len, reverse=True)))
    what = "|".join(map(re.escape, sorted(known.what, key=len, reverse=True)))
    return re.compile(rf"(?P<when>{when})(?:\s+(?P<what>(?:{what})\b[^0-9.;?!]{{0,60}}?))?:?", re.IGNORECASE)


@lru_cache(maxsize=1)
def _term_header() -> re.Pattern[str]:
    terms = "|".join(map(re.escape, words().tables.term))
    return re.compile(rf"(?P<what>[A-ZÀ-Þ][^0-9.:;?!]{{1,60}}?)\s(?P<when>(?i:{terms}))(?=\s[A-ZÀ-Þ]|$)")


def restore_tables(lines: tuple[Line, ...], known: Counter[str]) -> tuple[Line | Block, ...]:
    """The lines, with those that made a planning table replaced by that table."""
    out: list[Line | Block] = []
    at = 0
    while at < len(lines):
        found = _planning(lines, at, known) or _terms(lines, at)
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        table, at = found
        out.append(table)
    return tuple(out)


# ---------------------------------------------------------------- lines


@dataclass
class _Rows:
    known: Counter[str]
    rows: list[tuple[str, str]] = field(default_factory=list)

    def start(self, text: str, size: int) -> None:
        self.rows.append((text[:size].rstrip(" :,"), text[size:].strip()))

    def extend(self, text: str) -> None:
        """Adds a line to the last row: to its date cell while that is still growing, else to its activity."""
        cell, rest = self.rows[-1]
        if not rest:
            size = date_cell(f"{cell} {text}")
            if size > len(cell):
                joined = f"{cell} {text}"
                self.rows[-1] = (joined[:size], joined[size:].strip())
                return
        self.rows[-1] = (cell, join(rest, text, self.known) if rest else text)


def _planning(lines: tuple[Line, ...], at: int, known: Counter[str]) -> tuple[Block, int] | None:
    header = _header_at(lines, at)
    if header is None:
        return None
    headers, first = header
    rows = _Rows(known)
    end = first
    while end < len(lines) and not _table_ends(lines, end, rows):
        size = date_cell(lines[end].text)
        if size and _may_start_row(rows, lines[end], size):
            rows.start(lines[end].text, size)
        elif rows.rows:
            rows.extend(lines[end].text)
        else:
            return None
        end += 1
    filled = [row for row in rows.rows if row[1]]
    if len(filled) < 2 or len(filled) < len(rows.rows):
        return None
    return Block(BlockKind.TABLE, table=Table(tuple(rows.rows), headers), page=lines[at].page), end


def _header_at(lines: tuple[Line, ...], at: int) -> tuple[tuple[str, str], int] | None:
    """The two headers of a planning table and the index of its first row."""
    text = lines[at].text
    match = _header().fullmatch(text)
    if match is None or len(text) > _LONGEST_HEADER:
        return None
    if match["what"]:
        return (match["when"], match["what"].strip()), at + 1
    if at + 1 < len(lines) and lines[at + 1].text.split()[0].lower() in words().tables.what:
        return (match["when"], lines[at + 1].text), at + 2
    return None


def _may_start_row(rows: _Rows, line: Line, size: int) -> bool:
    """A date at a line's start opens a row, unless the row before it is in the middle of a sentence."""
    if not rows.rows or line.gap >= 1:
        return True
    before = rows.rows[-1][1]
    last = before.rsplit(maxsplit=1)[-1].lower().strip("(") if before else ""
    if not before or last in words().lines.open_ends or before.endswith((",", "-")):
        return False
    return line.text[size:].strip()[:1].isupper() or size == len(line.text)


def _table_ends(lines: tuple[Line, ...], at: int, rows: _Rows) -> bool:
    line = lines[at]
    if not rows.rows or date_cell(line.text):
        return False
    if line.gap < 1 and not line.new_page:
        return False
    if not rows.rows[-1][1]:
        return False
    ahead = lines[at + 1 : at + 1 + _LOOK_AHEAD]
    return not any(date_cell(other.text) and _may_start_row(rows, other, date_cell(other.text)) for other in ahead)


def _terms(lines: tuple[Line, ...], at: int) -> tuple[Block, int] | None:
    match = _term_header().fullmatch(lines[at].text)
    if match is None:
        return None
    rows: list[tuple[str, str]] = []
    end = at + 1
    while end < len(lines) and lines[end].gap <= 1:
        row = _TERM_ROW.match(lines[end].text)
        if row is None:
            break
        rows.append((row["name"], row["term"]))
        end += 1
    if len(rows) < 2:
        return None
    return Block(BlockKind.TABLE, table=Table(tuple(rows), (match["what"], match["when"])), page=lines[at].page), end


# ---------------------------------------------------------------- running text


def restore_flattened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Paragraphs that are a table written in one go become that table."""
    return tuple(_flattened(block) if block.kind is BlockKind.PARAGRAPH else block for block in blocks)


def _flattened(block: Block) -> Block:
    table = _flat_planning(block.text) or _flat_terms(block.text)
    return replace(block, kind=BlockKind.TABLE, text="", table=table, strong=False) if table else block


def _flat_planning(text: str) -> Table | None:
    starts = find_row_starts(text)
    if len(starts) < 2:
        return None
    head = text[: starts[0][0]].strip()
    match = _header().fullmatch(head)
    if match is None or not match["what"]:
        return None
    ends = [start for start, _ in starts[1:]] + [len(text)]
    rows = tuple(
        (text[s:e], text[e:end].strip(" :,") if end < len(text) else text[e:end].strip())
        for (s, e), end in zip(starts, ends, strict=True)
    )
    return Table(rows, (match["when"], match["what"].strip()))


def _flat_terms(text: str) -> Table | None:
    match = _term_header().match(text)
    if match is None or len(text) > 600:
        return None
    rest = text[match.end() :].strip()
    pairs = list(_TERM_PAIR.finditer(rest))
    if len(pairs) < 2 or "".join(pair[0] for pair in pairs).replace(" ", "") != rest.replace(" ", ""):
        return None
    return Table(tuple((pair["name"], pair["term"]) for pair in pairs), (match["what"], match["when"]))
