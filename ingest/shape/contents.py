"""Finds the contents page, takes it out of the text and keeps its entries.

The entries tell which short lines are headings. A contents page is known by its title,
or by lines that end in dots and a page number.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.shape.blocks import Block, BlockKind, Line, Table
from ingest.shape.clean import tidy
from ingest.shape.headings import Entry, split_number
from ingest.shape.words import words

_LEADER = r"(?:[.·_]\s?){3,200}|…[\s.…]{0,60}"
_ENTRY_LINE = re.compile(rf"^(?P<title>.{{2,160}}?)\s*(?:{_LEADER})\s*(?P<page>[0-9]{{1,3}})$")
_LOOSE_LINE = re.compile(r"^(?P<title>\S.{2,140}?\S)(?:\s{2,}|\t|\s)(?P<page>[0-9]{1,3})$")
_RUN_ON = re.compile(rf"(?P<title>[^\s.…][^…]{{1,160}}?)\s*(?:{_LEADER})\s*(?P<page>[0-9]{{1,3}})(?=\s|$)")
_LEADERS = re.compile(_LEADER)
_PAGE = re.compile(r"^[0-9]{1,3}$")
_LONE_NUMBER = re.compile(r"^[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}\.?$")
_DOTS = re.compile(r"[\s.…·_]+$")


def is_contents_title(text: str) -> bool:
    """`Inhoud`, `Inhoudsopgave` and the like."""
    return text.strip(" :.").lower() in words().contents.titles


def split_contents(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Entry, ...]]:
    """The blocks without the contents page, and its entries."""
    kept: list[Block] = []
    entries: list[Entry] = []
    inside = False
    for block in blocks:
        if is_contents_title(block.text) and block.kind is not BlockKind.ITEM:
            inside = True
            continue
        found = block_entries(block, inside=inside)
        if found:
            entries += found
            inside = True
            continue
        inside = False
        kept.append(block)
    return tuple(kept), tuple(entries)


def block_entries(block: Block, *, inside: bool) -> tuple[Entry, ...]:
    """The contents entries that a block holds; none when it is something else."""
    if block.table is not None:
        return _leader_entries(block.table, inside=inside) or _table_entries(block)
    text = block.text
    run = tuple(_entry(match["title"]) for match in _RUN_ON.finditer(text)) if _LEADERS.search(text) else ()
    if len(run) >= 3 or (run and _ENTRY_LINE.match(text)):
        return run
    loose = _LOOSE_LINE.match(text)
    if inside and loose and block.kind is not BlockKind.HEADING:
        return (_entry(loose["title"]),)
    return ()


def _leader_entries(table: Table, *, inside: bool) -> tuple[Entry, ...]:
    """The titles before the dots, where a table is made of lines with dots."""
    rows = [" ".join(row) for row in (table.headers, *table.rows) if any(row)]
    dotted = sum(_LEADERS.search(row) is not None for row in rows)
    if not dotted or 2 * dotted < len(rows) or (len(rows) < 3 and not inside):
        return ()
    parts = (part for row in rows for part in _LEADERS.split(row))
    return tuple(_entry(part) for part in parts if any(map(str.isalpha, part)))


def _table_entries(block: Block) -> tuple[Entry, ...]:
    """Rows that all end in a page number, which only rises."""
    assert block.table is not None
    rows = [row for row in (block.table.headers, *block.table.rows) if any(row)]
    pages = [row[-1] for row in rows]
    numbers = [int(page) for page in pages if _PAGE.match(page)]
    if len(rows) < 3 or len(numbers) < 0.8 * len(rows) or numbers != sorted(numbers):
        return ()
    return tuple(_entry(" ".join(cell for cell in row[:-1] if cell)) for row in rows)


def _entry(title: str) -> Entry:
    number, rest = split_number(_DOTS.sub("", tidy(title)))
    return Entry(rest, number)


def drop_contents(parts: tuple[Line | Block, ...]) -> tuple[tuple[Line | Block, ...], tuple[Entry, ...]]:
    """The parts without the lines of a contents page, and its entries."""
    lines = tuple(part for part in parts if isinstance(part, Line))
    found, entries = _contents_lines(lines)
    out = {id(lines[at]) for at in found}
    return tuple(part for part in parts if id(part) not in out), entries


def _contents_lines(lines: tuple[Line, ...]) -> tuple[set[int], tuple[Entry, ...]]:
    """Which lines are contents entries, and the entries."""
    at_leader = {at for at, line in enumerate(lines) if _ENTRY_LINE.match(line.text)}
    found = set(at_leader) if len(at_leader) >= 3 else set()
    wrapped: dict[int, str] = {}
    for at, line in enumerate(lines):
        if is_contents_title(line.text):
            after, begun = _entries_after(lines, at, at_leader)
            found |= after
            wrapped |= begun
    entries = [_line_entry(wrapped.get(at, "") + lines[at].text) for at in sorted(found) if at not in _parts(wrapped)]
    return found, tuple(entry for entry in entries if entry is not None)


def _parts(wrapped: dict[int, str]) -> frozenset[int]:
    """The lines that only begin an entry: those right above the line that ends it."""
    return frozenset(at - up for at, text in wrapped.items() for up in range(1, text.count("\n") + 1))


_LONGEST_ENTRY = 3
"""Lines of an entry at most."""


def _entries_after(lines: tuple[Line, ...], title: int, leaders: set[int]) -> tuple[set[int], dict[int, str]]:
    """The lines below a contents title that end in a page number that does not fall, and how wrapped ones begin."""
    found: set[int] = set()
    wrapped: dict[int, str] = {}
    pending: list[int] = []
    page = 0
    for at in range(title + 1, len(lines)):
        match = _ENTRY_LINE.match(lines[at].text) or _LOOSE_LINE.match(lines[at].text)
        if match and int(match["page"]) >= page:
            page = int(match["page"])
            found.update((*pending, at))
            if pending:
                wrapped[at] = "".join(f"{lines[line].text}\n" for line in pending)
            pending = []
        elif at in leaders or _LONE_NUMBER.match(lines[at].text):
            pending = []
        elif len(pending) + 1 < _LONGEST_ENTRY:
            pending.append(at)
        else:
            break
    if len(found) < 3:
        found, wrapped = _scattered(lines, title), {}
    return (found | {title} if found else set()), wrapped


def _scattered(lines: tuple[Line, ...], title: int) -> set[int]:
    """A contents page of which titles and page numbers became lines of their own: each title comes again below."""
    later = Counter(line.text for line in lines[title + 1 :])
    found: set[int] = set()
    for at in range(title + 1, len(lines)):
        text = lines[at].text
        if not _PAGE.match(text) and later[text] < 2:
            break
        found.add(at)
    numbers = sum(_PAGE.match(lines[at].text) is not None for at in found)
    return found if numbers >= 3 and len(found) - numbers >= 3 else set()


def _line_entry(text: str) -> Entry | None:
    text = text.replace("\n", " ")
    match = _ENTRY_LINE.match(text) or _LOOSE_LINE.match(text)
    if match is None and (_PAGE.match(text) or is_contents_title(text)):
        return None
    return _entry(match["title"] if match else text)
