"""Tables drawn with spaces, as tables drawn with pipes.

    Wat                 Basis     Plus
    Looptijd            1 jaar    2 jaar

Lines below one another that leave the same columns blank are rows; in each such
column a pipe takes the place of a space, so that no character moves and the rest
of the checker knows one kind of table only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = re.compile(r"\S[ ]{2,}(?=\S)")
"""What parts two cells."""
LABELLED = re.compile(r"[ ]*(?:[-*+•]|\(?[A-Za-z]{0,2}[0-9]{1,3}(?:\.[0-9]{1,2})?[.)]?|\(?[A-Za-z][.)])[ ]{2,}\S")
"""An item with its number or mark set apart is no row of two cells."""
RULED = re.compile(r"[ ]*[-=_—]{3,}[-=_— ]*")
LONGEST = 200
"""No page is as wide as this."""
SPACE = " "


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def ruled(self) -> bool:
        return RULED.fullmatch(self.text) is not None

    @property
    def drawn(self) -> bool:
        """Whether the line has cells of its own."""
        if not GAP.search(self.text) or len(self.text) > LONGEST or "|" in self.text:
            return False
        return LABELLED.match(self.text) is None or len(GAP.findall(self.text)) > 1


def draw_pipes(text: str) -> str:
    """The text with a pipe between the cells of every table that is drawn with spaces; as long as it was."""
    if "  " not in text:
        return text
    letters: list[str] | None = None
    for lines, columns in _tables(_lines(text)):
        letters = letters or list(text)
        for line in lines:
            for at in columns:
                if at < len(line.text) and (line.text[at] == SPACE or line.ruled):
                    letters[line.start + at] = "|"
    return "".join(letters) if letters else text


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    at = 0
    for raw in text.split("\n"):
        found.append(_Line(at, raw.rstrip()))
        at += len(raw) + 1
    return found


def _tables(lines: Sequence[_Line]) -> Iterator[tuple[list[_Line], list[int]]]:
    """The rows of each table, with the columns in which a pipe parts its cells."""
    place = 0
    while place < len(lines):
        rows, rivers = _table_from(lines, place)
        if sum(row.drawn for row in rows) > 1:
            yield rows, [(first + last) // 2 for first, last in rivers]
            place = lines.index(rows[-1], place) + 1
        else:
            place += 1


def _table_from(lines: Sequence[_Line], first: int) -> tuple[list[_Line], list[tuple[int, int]]]:
    """The rows from the line on, as long as they leave a column blank together, and those columns."""
    taken = 0
    rows: list[_Line] = []
    rivers: list[tuple[int, int]] = []
    above = ""
    for at in range(first, len(lines) if lines[first].drawn else first):
        line, before, above = lines[at], above, lines[at].text
        if line.ruled or not line.text:
            if not (line.text or before):
                break
            rows.append(line)
            continue
        if not line.drawn and (not rivers or len(line.text) > rivers[0][0]):
            break
        now = _rivers(taken | _occupied(line.text))
        if not now:
            break
        taken, rivers = taken | _occupied(line.text), now
        rows.append(line)
    while rows and not rows[-1].drawn:
        rows.pop()
    return rows, rivers


def _occupied(text: str) -> int:
    """The columns that the line fills, as bits; a single space between words is filled."""
    filled = 0
    for match in re.finditer(r"\S+(?:[ ]\S+)*", text):
        filled |= ((1 << (match.end() - match.start())) - 1) << match.start()
    return filled


def _rivers(taken: int) -> list[tuple[int, int]]:
    """First and last of the blank columns before and between what is taken."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(taken.bit_length()):
        blank = not taken >> at & 1
        if blank and start is None:
            start = at
        elif not blank and start is not None:
            if start:
                found.append((start, at - 1))
            start = None
    return found
