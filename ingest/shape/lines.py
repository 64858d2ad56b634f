"""Lines to blocks: puts broken sentences together and finds where a paragraph or item ends.

A line goes on in the next one unless something says otherwise: an empty line, a
bullet, a numbered heading, or a line that stopped although the next word would have
fitted. No figure is touched: `2026-` and `2028` become `2026-2028`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ingest.shape.blocks import Block, BlockKind, Line
from ingest.shape.clean import tidy
from ingest.shape.datecells import date_cell
from ingest.shape.headings import Entry, Number, may_be_heading, numbering_of, split_number
from ingest.shape.words import words
from retrieval.dutch.sentences import is_closed

_ENUMERATED = re.compile(r"^(?P<marker>(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
SMALL = 0.93
"""Letter size, relative to the body, below which a line may be a footnote and is no heading."""
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:-[A-Za-zÀ-ÿ]+)*")
_HYPHENATED = re.compile(r"(?P<head>[A-Za-zÀ-ÿ&/]+)-$")
_FIRST_PART = re.compile(r"^[A-Za-zÀ-ÿ]+")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*[/\-_=?&.]$|\S@$|\S@\S*[.-]$")


def vocabulary(lines: Collection[Line]) -> Counter[str]:
    """How often each word stands whole in the lines, lower case; hyphenated words also whole.

    The halves that a line's end leaves of a word are no words.
    """
    found: Counter[str] = Counter()
    broken = False
    for line in lines:
        text = line.text.partition(" ")[2] if broken else line.text
        broken = line.text.endswith("-") and not line.text.endswith(" -")
        text = text.rpartition(" ")[0] if broken else text
        found.update(word.lower() for word in _WORD.findall(text))
    return found


def join(before: str, after: str, known: Counter[str]) -> str:
    """Two halves of a broken line as one.

    >>> join("voor 2026-", "2028", Counter())
    'voor 2026-2028'
    >>> join("de zorgover-", "eenkomst", Counter({"zorgovereenkomst": 1}))
    'de zorgovereenkomst'
    """
    if _ADDRESS_END.search(before) and not after[:1].isupper():
        return before + after
    if after.startswith(("/", "-")) and after[1:2].isalnum() and before[-1:].isalnum():
        return before + after
    if not before.endswith("-") or before.endswith(" -"):
        return f"{before} {after}"
    if before[-2:-1].isdigit() or after[:1].isdigit():
        return before + after
    return _join_word(before, after, known)


def _join_word(before: str, after: str, known: Counter[str]) -> str:
    head, rest = _HYPHENATED.search(before), _FIRST_PART.match(after)
    first_word = after.split(maxsplit=1)[0].strip(",.;") if after else ""
    if first_word in words().lines.joining:
        return f"{before} {after}"
    if head is None or rest is None or rest[0][:1].isupper() or not head["head"][1:].islower():
        return before + after
    if not known:
        # Nothing tells whether the hyphen is the word's own; then it stays.
        return before + after
    whole, split = (head["head"] + rest[0]).lower(), f"{head['head']}-{rest[0]}".lower()
    if known[split] > known[whole] or (not known[whole] and known[rest[0].lower()] and known[head["head"].lower()]):
        return before + after
    return before[:-1] + after


@dataclass
class _Gathering:
    """The block that is being put together."""

    known: Counter[str]
    entries: tuple[Entry, ...]
    blocks: list[Block] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    marker: str = ""
    depth: int = 0
    turns: list[tuple[int, int]] = field(default_factory=list)
    title: bool = False
    """It is a numbered heading."""
    levels: dict[float, int] = field(default_factory=dict)
    """Heading level of each letter size that is larger than the body's."""
    indents: list[float] = field(default_factory=list)
    """Indents of the lists that are open, outermost first."""

    def close(self) -> None:
        if self.lines:
            text, size = tidy(self.text), round(self.lines[0].size, 1)
            title = self.kind is BlockKind.PARAGRAPH and size in self.levels and may_be_heading(text)
            self.blocks.append(
                Block(
                    BlockKind.HEADING if title else self.kind,
                    text,
                    level=self.levels[size] if title else None,
                    depth=self.depth,
                    marker=self.marker,
                    page=self.lines[0].page,
                    turns=tuple(self.turns),
                    strong=all(line.bold for line in self.lines),
                    joined=True,
                    apart=self.lines[0].gap >= 1 or self.lines[0].new_page,
                )
            )
            if self.kind is not BlockKind.ITEM:
                self.indents = []
        self.blocks += self.aside
        self.lines, self.aside = [], []

    def start(self, line: Line, kind: BlockKind, text: str, *, marker: str = "", depth: int = 0) -> None:
        self.close()
        self.kind, self.text, self.marker, self.depth, self.lines = kind, text, marker, depth, [line]
        self.title = False
        self.turns = []

    def add(self, line: Line) -> None:
        self.text = join(self.text, line.text, self.known)
        if line.page is not None and line.page != self.lines[-1].page:
            self.turns.append((len(self.text) - len(line.text), line.page))
        self.lines.append(line)


def join_lines(parts: tuple[Line | Block, ...], entries: tuple[Entry, ...]) -> tuple[Block, ...]:
    """The blocks that the lines make; blocks that stand between them are kept in place."""
    lines = [part for part in parts if isinstance(part, Line)]
    if not lines:
        return tuple(part for part in parts if isinstance(part, Block))
    headings = numbered_headings(lines, entries)
    gathering = _Gathering(vocabulary(lines), entries, levels=heading_levels(lines))
    at = -1
    for part in parts:
        if isinstance(part, Block):
            if part.kind is BlockKind.FOOTNOTE:
                gathering.aside.append(part)
            else:
                gathering.close()
                gathering.blocks.append(part)
            continue
        at += 1
        _take(gathering, part, heading=at in headings)
    gathering.close()
    return unmarked_lists(tuple(gathering.blocks))


def join_broken(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A paragraph or item that a page broke within a sentence is one again."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if before is not None and block.kind is BlockKind.PARAGRAPH and _breaks_off(before, block):
            text = join(before.text, block.text, Counter())
            turns = before.turns
            if block.page is not None and block.page != before.page_at(len(before.text)):
                turns = (*turns, (len(text) - len(block.text), block.page))
            out[-1] = replace(before, text=text, turns=turns)
        else:
            out.append(block)
    return tuple(out)


def whole_words(block: Block, known: Counter[str]) -> Block:
    """A table whose narrow cells broke words (`over-eenkomst`), with those that the text has whole made whole."""
    if block.table is None:
        return block

    def mended(cell: str) -> str:
        return _BROKEN.sub(lambda match: _mended(match, known), cell)

    table = block.table
    rows = tuple(tuple(map(mended, row)) for row in table.rows)
    return replace(block, table=replace(table, rows=rows, headers=tuple(map(mended, table.headers))))


_BROKEN = re.compile(r"\b(?P<head>[A-Za-zÀ-ÿ]{2,})-(?P<rest>[a-zà-ÿ]{2,})\b")


def _mended(match: re.Match[str], known: Counter[str]) -> str:
    whole = match["head"] + match["rest"]
    return whole if known[whole.lower()] and not known[match[0].lower()] else match[0]


_VERSION = re.compile(r"versie\s[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}", re.IGNORECASE)


def join_versions(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A version and the date that a title page sets under it are one statement."""
    out: list[Block] = []
    for block in blocks:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind is block.kind is BlockKind.PARAGRAPH
            and _VERSION.fullmatch(before.text)
            and date_cell(block.text) == len(block.text)
        ):
            out[-1] = replace(before, text=f"{before.text} {block.text}")
        else:
            out.append(block)
    return tuple(out)


_LONG_ENOUGH = 60
"""Characters from which a block without a full stop is a broken sentence and no title or entry."""


def _breaks_off(before: Block, block: Block) -> bool:
    text = before.text
    whole = before.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM} or is_closed(text)
    return (
        not whole and len(text) >= _LONG_ENOUGH and block.text[:1].islower() and (text[-1].isalnum() or _is_open(text))
    )


def unmarked_lists(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Two or more short paragraphs right after a lead-in are a list that lost its bullets."""
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        out.append(blocks[at])
        at += 1
        if not out[-1].text.endswith(":"):
            continue
        end = at
        while end < len(blocks) and _is_entry(blocks[end], out[-1] if end == at else blocks[end - 1]):
            end += 1
        if end - at >= 2:
            out += [replace(block, kind=BlockKind.ITEM, marker="-") for block in blocks[at:end]]
            at = end
    return tuple(out)


def _is_entry(block: Block, before: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or not block.joined or split_number(block.text)[0]:
        return False
    return block.text.endswith(";") or before.text.endswith(";") or may_be_heading(block.text)


def _take(gathering: _Gathering, line: Line, *, heading: bool) -> None:
    bullet = split_bullet(line, after=gathering.marker if gathering.kind is BlockKind.ITEM else "")
    if heading:
        gathering.start(line, BlockKind.PARAGRAPH, line.text)
        gathering.title = True
    elif bullet is not None:
        marker, depth, text = bullet
        depth = max(depth, _depth(gathering, line))
        gathering.start(line, BlockKind.ITEM, text, marker=marker, depth=depth)
    elif not gathering.lines or starts_block(gathering, line):
        gathering.start(line, BlockKind.PARAGRAPH, line.text)
    else:
        gathering.add(line)


def heading_levels(lines: list[Line]) -> dict[float, int]:
    """Levels of the letter sizes above the body's, the largest first."""
    sizes = sorted({round(line.size, 1) for line in lines if line.size >= _TITLE_SIZE}, reverse=True)
    return {size: level for level, size in enumerate(sizes, start=1)}


_SAME_SIZE = 0.08
"""Difference in letter size, relative to the body, up to which two lines are set alike."""
_TITLE_SIZE = 1.08
"""Letter size, relative to the body, from which a short line is a heading."""
_DEEPER = 1.5
"""Characters of indent that make a list stand in another."""


def _depth(gathering: _Gathering, line: Line) -> int:
    """Depth of an item by its indent, among the lists that are open."""
    while gathering.indents and gathering.indents[-1] > line.indent + _DEEPER:
        gathering.indents.pop()
    if not gathering.indents or line.indent > gathering.indents[-1] + _DEEPER:
        gathering.indents.append(line.indent)
    return len(gathering.indents) - 1


def split_bullet(line: Line, *, after: str = "") -> tuple[str, int, str] | None:
    """(marker, depth, text) of a line that opens a list item; `after` is the marker of the item before it."""
    glyphs = words().bullets
    first, _, rest = line.text.partition(" ")
    if (
        len(first) == 1
        and first in glyphs.glyphs
        and rest.strip()
        and first not in "+*"
        and (first not in _SIGNS or not rest.lstrip()[:1].isdigit() or date_cell(rest.lstrip()))
    ):
        depth = 1 if first in glyphs.nested_glyphs else 0
        return ("-", depth, rest.strip())
    if line.text[:1] in glyphs.glyphs.replace("-", "").replace("*", "").replace("+", "") and line.text[1:2].isalpha():
        return ("-", 1 if first[0] in glyphs.nested_glyphs else 0, line.text[1:].strip())
    match = _ENUMERATED.match(line.text)
    if match and (line.gap >= 1 or match["marker"][0].isdigit() or _is_next(match["marker"], after)):
        return (match["marker"], 0, line.text[match.end() :])
    return None


_SIGNS = "-–—"
"""Bullets that before a figure may also be a minus or a stroke between two figures."""


def _is_next(marker: str, before: str) -> bool:
    """Whether a letter follows on that of the item before: `b)` after `a)`."""
    return len(marker) == len(before) == len("a)") and marker[1] == before[1] and ord(marker[0]) == ord(before[0]) + 1


def starts_block(gathering: _Gathering, line: Line) -> bool:
    """Whether a line without bullet or number opens a new block."""
    before = gathering.lines[-1]
    open_end = _is_open(gathering.text)
    if gathering.title:
        return not _title_goes_on(gathering.text, before, line)
    if before.size and line.size and abs(before.size - line.size) > _SAME_SIZE:
        return True
    if _NOTE.match(line.text) or _next_date(gathering, line):
        return True
    if before.bold != line.bold and not open_end and line.gap >= 0.4:
        return True
    if _ends_bold(gathering) and not line.bold and not open_end and line.text[:1].isupper():
        return True
    if gathering.kind is BlockKind.ITEM and line.size and line.indent < gathering.lines[0].indent - _DEEPER:
        return True
    if line.new_page:
        return not (open_end or line.text[:1].islower()) or is_closed(gathering.text)
    if line.gap >= 1:
        return not (_unfinished(gathering.text, line, open_end=open_end) and line.gap < _FAR)
    if _is_title_above(gathering, line):
        return True
    if line.text[:1].islower() or open_end:
        return False
    room = _room(before, line)
    return room > 0 and (is_closed(gathering.text) or room > _MUCH_ROOM * before.width)


def _ends_bold(gathering: _Gathering) -> bool:
    """A paragraph of bold lines only: a title right above its text, without white in between."""
    return gathering.kind is BlockKind.PARAGRAPH and all(line.bold for line in gathering.lines)


_NOTE = re.compile(r"\[[0-9]{1,2}\]\s+[A-ZÀ-Þ\"'(]")
"""A note below the text that a mark between brackets refers to."""
_CELL_END = re.compile(r"^\s?(?:[.:;–—-]\s|\s[A-ZÀ-Þ])")


def _next_date(gathering: _Gathering, line: Line) -> bool:
    """A line that opens with a date of its own (`1 mei 2027: ...`), after a finished line or one that did so too."""
    size = date_cell(line.text)
    if not size or _CELL_END.match(line.text[size:]) is None or _is_open(gathering.text):
        return False
    ended = is_closed(gathering.text)
    first = gathering.lines[0].text
    before = date_cell(first)
    return ended or (before > 0 and _CELL_END.match(first[before:]) is not None and line.text[:1].isdigit())


def _unfinished(text: str, line: Line, *, open_end: bool) -> bool:
    """The text stops within a sentence, a pair of brackets or a period, and the line goes on with it."""
    if text[-200:].rfind("(") > text[-200:].rfind(")"):
        return True
    if re.search(r"[0-9]-$", text) and line.text[:1].isdigit():
        return True
    return line.text[:1].islower() and not is_closed(text) and (open_end or text[-1:].isalnum())


_FAR = 3
"""Empty lines over which no sentence goes on."""
_MUCH_ROOM = 0.12
"""Part of the line that stays empty, beside the next word, where a line that ends in no mark was ended on purpose."""


def _is_title_above(gathering: _Gathering, line: Line) -> bool:
    """One short line that stands apart from what is before it, and full lines below it."""
    first = gathering.lines[0]
    alone = len(gathering.lines) == 1 and gathering.kind is BlockKind.PARAGRAPH
    short = len(first.text) < _TITLE_SHARE * first.width and len(line.text) > 2 * len(first.text)
    return alone and short and line.text[:1].isupper() and may_be_heading(first.text) and not _is_open(first.text)


_TITLE_SHARE = 0.5
"""Part of the line that a title set right above its paragraph takes at most."""


def _is_open(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1].lower() if text else ""
    return last in words().lines.open_ends or text.endswith((",", "-", "("))


def _room(before: Line, line: Line) -> float:
    """Characters left on a line if the next word had been set on it; 0 or less when it did not fit."""
    if not before.width:
        return 0.0
    return before.width - 2 - (before.indent + len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]))


def _title_goes_on(title: str, before: Line, line: Line) -> bool:
    """A heading over two lines: the second looks like the first, which was full, or begins in lower case."""
    alike = before.bold == line.bold and abs(before.size - line.size) < _SAME_SIZE
    if alike and (line.bold or line.size >= _TITLE_SIZE) and line.gap < 1 and before.width and _room(before, line) <= 0:
        return True
    return line.gap < 2 and line.text[:1].islower() and may_be_heading(f"{title} {line.text}")


def numbered_headings(lines: list[Line], entries: tuple[Entry, ...]) -> set[int]:
    """The lines that open with a number that the headings have come to, and look like a title."""
    candidates: list[tuple[int, Number, str]] = []
    for at, line in enumerate(lines):
        number, title = split_number(line.text)
        if number and may_be_heading(line.text) and not 0 < line.size < SMALL and _stands_as_title(lines, at):
            candidates.append((at, number, title))
    numbering = numbering_of([(number, title) for _, number, title in candidates], entries)
    return {at for at, number, title in candidates if numbering.accepts(number, title)}


def _stands_as_title(lines: list[Line], at: int) -> bool:
    """A title does not run on: what follows is apart from it, or opens with a capital or a bullet."""
    line = lines[at]
    if (
        "." not in line.text.split(maxsplit=1)[0].rstrip(".")
        and line.gap < 1
        and not line.new_page
        and at
        and _runs_on(lines[at - 1])
    ):
        return False
    if at + 1 == len(lines):
        return False
    after = lines[at + 1]
    return after.gap >= 1 or not after.text[:1].islower() or _title_goes_on(line.text, line, after)


def _runs_on(before: Line) -> bool:
    return not is_closed(before.text)
