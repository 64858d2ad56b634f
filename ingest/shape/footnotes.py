"""Ties footnotes to the words that refer to them.

A footnote at the foot of a page, at the end of the document or under a list is moved
to just behind the paragraph, list or table that holds its mark, and keeps the
referring sentence as its lead. A mark that was glued to a word (`bepaald2.`) becomes
the raised figure that it was (`bepaald².`), so that nobody takes it for a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from ingest.shape.blocks import Block, BlockKind, Line, Table
from ingest.shape.headings import may_be_heading
from ingest.shape.lines import SMALL, join
from ingest.shape.sentences import find_sentences

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_LINE_MARK = re.compile(rf"^(?P<mark>[0-9]{{1,2}}|[{_RAISED}]{{1,2}}|\*{{1,3}})\s*(?P<text>[A-ZÀ-Þ\"'‘“(h].*)$")
_BLOCK_MARK = re.compile(rf"^(?P<mark>[{_RAISED}]{{1,3}}|\*{{1,4}})\s*(?P<text>[^\s*].*)$")
_LONGEST_ZONE = 12
"""Lines that the footnotes of a page may take."""


def take_footnotes(lines: list[Line], headings: set[int], *, recognised: bool) -> list[Line | Block]:
    """The lines, with the footnotes at page ends made into blocks."""
    marks = {mark for line in lines for pair in _GLUED.findall(line.text) for mark in pair if mark}
    misread = recognised and any(_MISREAD.search(line.text) for line in lines)
    out: list[Line | Block] = []
    at = 0
    while at < len(lines):
        end = _zone_end(lines, at)
        match = None if at in headings or end - at > _LONGEST_ZONE else _LINE_MARK.match(lines[at].text)
        small = 0 < lines[at].size < SMALL
        if (
            match is None
            or not (small or not match["mark"].isdecimal() or match["mark"] in marks or misread)
            or any(i in headings for i in range(at, end))
        ):
            out.append(lines[at])
            at += 1
            continue
        out += _notes(lines[at:end])
        at = end
    return out


def _zone_end(lines: list[Line], at: int) -> int:
    """The index of the first line of the next page."""
    end = at + 1
    while end < len(lines) and not lines[end].new_page and end - at <= _LONGEST_ZONE:
        end += 1
    return end


_GLUED = re.compile(
    r"(?<=[A-Za-zÀ-ÿ’'”\")\]][.,;:])([0-9]{1,2})(?=\s|$)|(?<=[a-zà-ÿ’'”\")\]])([0-9]{1,2})(?=[\s.,;:)\]]|$)"
)
_MISREAD = re.compile(r"[a-zà-ÿ][.,][!'*°](?=\s|$)")
"""What character recognition makes of a raised 1 after a full stop."""


def _notes(zone: list[Line]) -> list[Block]:
    notes: list[Block] = []
    for line in zone:
        match = _LINE_MARK.match(line.text)
        if match and (not notes or _follows(notes[-1].marker, match["mark"])):
            notes.append(Block(BlockKind.FOOTNOTE, match["text"], marker=_raise(match["mark"]), page=line.page))
        else:
            notes[-1] = replace(notes[-1], text=join(notes[-1].text, line.text, Counter()))
    return notes


def _raise(mark: str) -> str:
    return mark.translate(_SUPERSCRIPT)


def _follows(before: str, mark: str) -> bool:
    old, new = before.translate(_PLAIN), mark.translate(_PLAIN)
    return len(new) > len(old) if "*" in new else old.isdigit() and int(new) == int(old) + 1


# ---------------------------------------------------------------- blocks

_BRACKET = re.compile(
    r"(?P<before>[A-Za-zÀ-ÿ0-9%’”\")\]⁰¹²³⁴-⁹][.,;:]?)(?P<space>\s?)"
    r"\[(?P<marks>[0-9]{1,2}(?:\s?[,–-]\s?[0-9]{1,2}){0,4})\](?=[\s.,;:)\[]|$)"
)
"""A source mark: `richtlijn[1]`. In an answer it would look like a citation."""
_NAMED = re.compile(r"\b(?:bron|noot|voetnoot|referentie|zie|bijlage|artikel|stap|nr)\.?$", re.IGNORECASE)
_BRACKET_NOTE = re.compile(r"^\[(?P<mark>[0-9]{1,2})\]\s?(?=\S)")
_APART = re.compile(r"\s?[,–-]\s?")


def raise_brackets(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Source marks between brackets as the raised figures that they stand for, in the text and before the notes."""
    marks = {mark for block in blocks for text in _texts(block) for mark in _bracket_marks(text)}
    if not marks:
        return blocks
    return tuple(_with_texts(block, lambda text: _without_brackets(text, marks)) for block in blocks)


def _bracket_marks(text: str) -> list[str]:
    found = [match for match in _BRACKET.finditer(text) if not _is_named(text, match)]
    return [mark for match in found for mark in re.findall("[0-9]+", match["marks"])]


def _is_named(text: str, match: re.Match[str]) -> bool:
    return bool(match["space"]) and _NAMED.search(text[: match.end("before")]) is not None


def _without_brackets(text: str, marks: set[str]) -> str:
    note = _BRACKET_NOTE.match(text)
    if note is not None and note["mark"] in marks:
        text = f"{_raise(note['mark'])} {text[note.end() :]}"
    for _ in range(_MOST_IN_A_ROW):
        changed = _BRACKET.sub(_raised_marks, text)
        if changed == text:
            break
        text = changed
    return text


_MOST_IN_A_ROW = 4
"""Marks that stand right behind each other: `[1][2]`."""


def _raised_marks(match: re.Match[str]) -> str:
    """`zie bron [3]` names a source in words, and stays."""
    if _is_named(match.string, match):
        return match[0]
    return match["before"] + "·".join(map(_raise, _APART.split(match["marks"])))


def _with_texts(block: Block, change: Callable[[str], str]) -> Block:
    if block.table is None:
        return replace(block, text=change(block.text))
    table = block.table
    rows = tuple(tuple(map(change, row)) for row in table.rows)
    return replace(block, table=replace(table, rows=rows, headers=tuple(map(change, table.headers))))


def tie_footnotes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Each footnote behind the block (or list) that refers to it, with the referring words as lead."""
    marked = [_as_footnote(block, blocks) for block in blocks]
    notes = [block for block in marked if block.kind is BlockKind.FOOTNOTE]
    if not notes:
        return blocks
    body = [block for block in marked if block.kind is not BlockKind.FOOTNOTE]
    places: dict[int, list[Block]] = {}
    loose: dict[int, list[Block]] = {}
    for note in notes:
        at = _reference(body, note, marked)
        if at is None:
            before = sum(block.kind is not BlockKind.FOOTNOTE for block in marked[: marked.index(note)])
            loose.setdefault(before - 1, []).append(note)
            continue
        body[at] = _raise_reference(body[at], note.marker)
        places.setdefault(_list_end(body, at), []).append(replace(note, lead=_referring(body[at], note.marker)))
    out = list(loose.get(-1, []))
    for at, block in enumerate(body):
        out += [block, *places.get(at, []), *loose.get(at, [])]
    return tuple(out)


def _as_footnote(block: Block, blocks: tuple[Block, ...]) -> Block:
    match = _BLOCK_MARK.match(block.text) if block.kind is BlockKind.PARAGRAPH else None
    if match is None or (match["mark"][0] == "*" and may_be_heading(match["text"])):
        return block
    mark = match["mark"]
    if mark[0] == "*" and not any(_ends_with_stars(other, mark) for other in blocks if other is not block):
        return block
    return replace(block, kind=BlockKind.FOOTNOTE, text=match["text"], marker=mark)


def _ends_with_stars(block: Block, mark: str) -> bool:
    return any(_stars(mark).search(text) for text in _texts(block))


def _stars(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[A-Za-zÀ-ÿ0-9)]){re.escape(mark)}(?![*])")


def _texts(block: Block) -> tuple[str, ...]:
    if block.table is None:
        return (block.text,)
    return (*block.table.headers, *(cell for row in block.table.rows for cell in row))


def _reference_pattern(mark: str) -> re.Pattern[str]:
    if mark[0] == "*":
        return _stars(mark)
    plain = mark.translate(_PLAIN)
    glued = rf"(?<=[a-zà-ÿ’'”\")\]]){plain}(?=[\s.,;:)\]]|$)|(?<=[A-Za-zÀ-ÿ’'”\")\]][.,;:]){plain}(?=\s|$)"
    return re.compile(rf"(?<![{_RAISED}]){re.escape(mark)}(?![{_RAISED}])|{glued}")


def _reference(body: list[Block], note: Block, order: list[Block]) -> int | None:
    """The block that refers to a footnote: the last one before it, else the first one after it."""
    pattern = _reference_pattern(note.marker)
    holders = [at for at, block in enumerate(body) if any(pattern.search(text) for text in _texts(block))]
    if not holders:
        return None
    place = sum(block.kind is not BlockKind.FOOTNOTE for block in order[: order.index(note)])
    before = [at for at in holders if at < place]
    return before[-1] if before else holders[0]


def _raise_reference(block: Block, mark: str) -> Block:
    if mark[0] == "*":
        return block
    pattern = _reference_pattern(mark)
    if block.table is None:
        return replace(block, text=pattern.sub(mark, block.text, count=1))
    rows = tuple(tuple(pattern.sub(mark, cell, count=1) for cell in row) for row in block.table.rows)
    return replace(block, table=Table(rows, block.table.headers, block.table.caption))


def _referring(block: Block, mark: str) -> str:
    pattern = _reference_pattern(mark)
    for text in _texts(block):
        found = pattern.search(text)
        if found:
            return next((text[s:e] for s, e in find_sentences(text) if s <= found.start() < e), text)
    return ""


def _list_end(body: list[Block], at: int) -> int:
    """The last item of the list that a block is in; the block itself when it is none."""
    if body[at].kind is not BlockKind.ITEM:
        return at
    while at + 1 < len(body) and body[at + 1].kind is BlockKind.ITEM:
        at += 1
    return at
