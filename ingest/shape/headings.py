"""Which blocks are headings, and how they nest.

Numbering decides where there is any: `3.2` stands in `3`, whatever the file's own
heading level says. Then the contents page, then the level of the format, then
typography. A number is only believed when it can follow the numbers before it, so
that a footnote `1 Zie ...` or a line that happens to begin with a number opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from ingest.shape.blocks import Block, BlockKind
from ingest.shape.words import words
from retrieval.dutch.months import NUMBER_OF

Number = tuple[int, ...]

_NUMBERED = re.compile(r"^(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})(?P<dot>\.?)\s+(?P<title>[\"'‘“(]?[A-ZÀ-ÖØ-Þ].*)$")
_FINISHED = re.compile(r"[.,;:…>]\s*$")
_BARE = re.compile(r"^[\W0-9_]*$")
_ADDRESS = re.compile(r"@|https?://|www\.|\b0[0-9]{1,3}[ -][0-9]{6,8}\b", re.IGNORECASE)
_VERSION = re.compile(r"^(?:versie|version|datum|status|auteur)\b|^[0-9]{1,2}\s[a-z]{3,9}\s[0-9]{4}$", re.IGNORECASE)
_FULL_DATE = re.compile(r"\b[0-9]{1,2}\s[a-z]{3,9}\s(?:19|20)[0-9]{2}\b")
_LEADER = re.compile(r"[.…·_]{3}|…")
_STOP_INSIDE = re.compile(r"[a-zà-ÿ)][.!?]\s+[A-Z]")
"""Behind an abbreviation too: a title has none (`Met groet, mr. A. de Vries`)."""
_SAME_TITLE = 88
"""Likeness (0-100) from which a heading and a contents entry are the same; they differ by typing errors."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a contents page."""

    title: str
    number: Number = ()


def split_number(text: str) -> tuple[Number, str]:
    """`3.2 Digitale zorg` → ((3, 2), "Digitale zorg"); no number → ((), text)."""
    match = _NUMBERED.match(text)
    if not match or _opens_with_month(match["title"]):
        return (), text
    return tuple(int(part) for part in match["number"].split(".")), match["title"]


def _opens_with_month(title: str) -> bool:
    return title.split(maxsplit=1)[0].lower().strip(".,") in NUMBER_OF


@dataclass
class Numbering:
    """The numbers that headings have had, to tell which may come next."""

    entries: tuple[Entry, ...] = ()
    opening: Number = (1,)
    """The number of the first heading: of a part of a document it is not 1."""
    taken: frozenset[Number] = frozenset()
    """Numbers that a title of the contents page has, so that no other line may have them."""
    last: Number = ()
    seen: set[Number] = field(default_factory=set)

    def accepts(self, number: Number, title: str) -> bool:
        """Whether a heading with this number may stand here; if so, it counts from now on."""
        listed = self.lists(number, title)
        if (
            not number
            or number in self.seen
            or (number in self.taken and not listed)
            or not (listed or (self._follows(number) and not self._is_complete(number)))
        ):
            return False
        self.last = number
        self.seen.add(number)
        return True

    def lists(self, number: Number, title: str) -> bool:
        """Whether the contents page has this number with this title."""
        return any(entry.number == number and _alike(entry.title, title) for entry in self.entries)

    def _is_complete(self, number: Number) -> bool:
        """The contents page lists the chapters, and this is none of them."""
        chapters = {entry.number for entry in self.entries if len(entry.number) == 1}
        return len(number) == 1 and len(chapters) >= _FEWEST_CHAPTERS and number not in chapters

    def _follows(self, number: Number) -> bool:
        if not self.last:
            return number == self.opening
        if len(number) == len(self.last) + 1:
            return number[:-1] == self.last and number[-1] <= 2
        if len(number) > len(self.last):
            return False
        before = self.last[: len(number)]
        return number[:-1] == before[:-1] and 1 <= number[-1] - before[-1] <= 2


_FEWEST_CHAPTERS = 3
"""Chapters on a contents page that names them all."""
_MOST_OPENINGS = 6
"""Candidates that are tried as the first heading."""


def numbering_of(candidates: Sequence[tuple[Number, str]], entries: tuple[Entry, ...]) -> Numbering:
    """How a document is numbered: from the first numbered title that most others can follow."""
    taken = frozenset(number for number, title in candidates if Numbering(entries).lists(number, title))
    best: Number = (1,)
    most = 0
    for at, (number, _) in enumerate(candidates[:_MOST_OPENINGS]):
        numbering = Numbering(entries, number, taken)
        count = sum(numbering.accepts(*candidate) for candidate in candidates[at:])
        if count > most:
            best, most = number, count
    return Numbering(entries, best, taken)


def _alike(entry: str, title: str) -> bool:
    return fuzz.partial_ratio(entry.lower(), title.lower()) >= 60


def may_be_heading(text: str) -> bool:
    """Short, begins like a title, and ends like one."""
    known = words().headings
    if len(text) > known.characters or len(text.split()) > known.words:
        return False
    if (
        _VERSION.match(text)
        or _LEADER.search(text)
        or _FINISHED.search(text)
        or _BARE.match(text)
        or _ADDRESS.search(text)
        or _STOP_INSIDE.search(text)
    ):
        return False
    first = text.lstrip("\"'‘“„*([")[:1]
    return first.isupper() or bool(split_number(text)[0])


def listed(text: str, entries: tuple[Entry, ...]) -> bool:
    """Whether the contents page has this title."""
    title = split_number(text)[1].lower()
    return any(fuzz.ratio(title, entry.title.lower()) >= _SAME_TITLE for entry in entries)


@dataclass(frozen=True, slots=True)
class _Habits:
    """How a document writes its headings."""

    explicit: bool
    """Its format marks them."""
    spaced: bool
    """Its paragraphs stand apart, so a heading does too."""

    @staticmethod
    def of(blocks: tuple[Block, ...]) -> _Habits:
        joined = [block for block in blocks if block.joined and block.kind is BlockKind.PARAGRAPH]
        explicit = sum(block.kind is BlockKind.HEADING for block in blocks) >= 3
        return _Habits(explicit, 2 * sum(block.apart for block in joined) > len(joined))


def mark_headings(blocks: tuple[Block, ...], entries: tuple[Entry, ...]) -> tuple[Block, ...]:
    """The blocks, with each paragraph or lone item that is a heading made into one."""
    habits = _Habits.of(blocks)
    texts = [_title_text(blocks, at) for at in range(len(blocks))]
    candidates = [
        title
        for block, text in zip(blocks, texts, strict=True)
        if _may_open(block, text) and (title := split_number(text))[0]
    ]
    numbering = numbering_of(candidates, entries)
    out: list[Block] = []
    for at, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        if block.kind is BlockKind.HEADING:
            numbering.accepts(*split_number(text))
            out.append(block)
        elif text and _may_open(block, text) and _is_heading(blocks, at, text, numbering, habits):
            out.append(replace(block, kind=BlockKind.HEADING, text=text, marker="", depth=0))
        else:
            out.append(block)
    return tuple(out)


def _may_open(block: Block, text: str) -> bool:
    """Whether a block looks like a heading; a bold one with a number of several parts may be a whole sentence."""
    if block.strong and len(split_number(text)[0]) > 1 and len(text) <= 2 * words().headings.characters:
        return may_be_heading(text[: words().headings.characters].rsplit(" ", 1)[0]) or may_be_heading(text.rstrip("."))
    return may_be_heading(text)


def _title_text(blocks: tuple[Block, ...], at: int) -> str:
    """The text that a heading would have: of a paragraph, or of an item that stands alone in its list."""
    block = blocks[at]
    if block.kind is BlockKind.ITEM and block.marker[:1].isdigit() and not _neighbour_item(blocks, at):
        return block.text if block.text.startswith(f"{block.marker} ") else f"{block.marker} {block.text}"
    return block.text if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} else ""


def _neighbour_item(blocks: tuple[Block, ...], at: int) -> bool:
    beside = [blocks[i] for i in (at - 1, at + 1) if 0 <= i < len(blocks)]
    return any(block.kind is BlockKind.ITEM for block in beside)


def _is_heading(blocks: tuple[Block, ...], at: int, text: str, numbering: Numbering, habits: _Habits) -> bool:
    block = blocks[at]
    number, title = split_number(text)
    if number:
        return numbering.accepts(number, title) and _leads_somewhere(blocks, at)
    if block.kind is BlockKind.ITEM or not _leads_somewhere(blocks, at):
        return False
    if block.strong or listed(text, numbering.entries):
        return True
    if habits.explicit or not block.joined:
        return not habits.explicit
    # Lines that were put together: a short paragraph may as well be what is left of a table.
    short = len(text.split()) <= words().headings.joined_words and ";" not in text and not _FULL_DATE.search(text)
    return short and (block.apart or not habits.spaced)


def _leads_somewhere(blocks: tuple[Block, ...], at: int) -> bool:
    """Something stands below it: running text, a list, a table, or a heading that has these."""
    for block in blocks[at + 1 : at + 1 + _DEEPEST]:
        if block.kind is not BlockKind.PARAGRAPH or not may_be_heading(block.text):
            return True
    return False


# ---------------------------------------------------------------- nesting


@dataclass
class _Open:
    title: str
    number: Number = ()
    level: int | None = None
    rank: int = 0
    """Depth among headings that have neither number nor level: 1 chapter, 2 part of it, 3 and on below."""
    filled: bool = False
    """Text has been seen under it."""


@dataclass
class Outline:
    """The headings above the place reached, while going through a document."""

    entries: tuple[Entry, ...] = ()
    stack: list[_Open] = field(default_factory=list)
    chapters: bool = False
    """A chapter with listed parts has been seen."""

    @property
    def path(self) -> tuple[str, ...]:
        """Titles from the outermost in."""
        return tuple(heading.title for heading in self.stack)

    def content(self) -> None:
        """Text stands under the headings that are open."""
        for heading in self.stack:
            heading.filled = True

    def open(self, block: Block, following: Block | None = None) -> None:
        """Closes the headings that this one does not stand in, and opens it."""
        number = split_number(block.text)[0] if self._numbers_count() else ()
        heading = _Open(block.text, number, block.level)
        if number:
            self._close(lambda above: _holds_number(above, number, block.level))
        elif block.level is not None:
            level = block.level
            self._close(lambda above: (above.level or _DEEPEST) < level)
        else:
            heading.rank = self._rank(block.text, following)
            self._close(lambda above: bool(above.number) or above.level is not None or above.rank < heading.rank)
        self.stack.append(heading)

    def _close(self, holds: Callable[[_Open], bool]) -> None:
        while self.stack and not holds(self.stack[-1]):
            self.stack.pop()

    def _numbers_count(self) -> bool:
        """Numbers tell the structure, unless most titles of the contents page have none."""
        return not self.entries or 2 * sum(bool(entry.number) for entry in self.entries) >= len(self.entries)

    def _rank(self, text: str, following: Block | None) -> int:
        """Listed titles are chapters or parts; one right under another stands in it; others stand beside the last."""
        if listed(text, self.entries):
            chapter = (
                following is not None and following.kind is BlockKind.HEADING and listed(following.text, self.entries)
            )
            self.chapters = self.chapters or chapter
            return 1 if chapter or not self.chapters else 2
        last = self.stack[-1] if self.stack else None
        if last is None or not last.rank:
            return 3
        if not last.filled:
            return last.rank + 1 if last.rank >= 3 else 3
        return max(last.rank, 3)


def _holds_number(above: _Open, number: Number, level: int | None) -> bool:
    """A numbered heading stands in the number above it, or in a higher chapter ("Bijlagen") below the title."""
    if above.number:
        return _within(number, above.number)
    return level is not None and above.level is not None and 1 < above.level < level


def _within(number: Number, above: Number) -> bool:
    return len(above) < len(number) and number[: len(above)] == above


_DEEPEST = 9
