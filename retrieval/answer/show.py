"""A unit as it is shown in an answer: its own words, shortened at clause boundaries, a row made readable."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.answer import cues
from retrieval.dutch.sentences import sentences
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Unit, UnitKind

MOST_WORDS = 58
"""A longer unit is cut to the sentences or clauses that answer."""
LEAD_WORDS = 24
"""A longer lead-in is left out; the citation shows it."""
CLAUSES = re.compile(
    r"(?<=;)\s+|(?<=,)\s+(?=(?:waarbij|waaronder|zodat|maar|tenzij|omdat|mits|indien|en|of|die|dat|zoals)\b)"
)
CONTACTS = re.compile(r"(?:(?<=\.nl)|(?<=\.com)|(?<=[0-9]{3}))\s+(?=[A-ZÀ-Ý][a-zà-ÿ])")
"""Behind a mail or web address or a telephone number, where a list of them lost its line ends."""
ADDRESS = re.compile(r"@|\bwww\.|https?:")
YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
DATED = (FigureKind.DATE, FigureKind.MONTH, FigureKind.PERIOD, FigureKind.TIME)
DATE_HEADER = cues.words("date_header")
WHO_HEADER = cues.opening("who_header")
VIA_HEADER = cues.opening("via_header")
STEP = re.compile(r"^[0-9]{1,2}[.)]\s+(?=[^\W\d_])")
"""The number of a step that opens a cell: behind a date or a label it would read as a count."""
ELLIPSIS = "…"
LABEL_WORDS = 10
"""A longer first cell, or one that is a sentence, is no label of its row but a statement of its own."""
CELL_SHARE = 0.55
"""Cells worth less than this share of the best one are left out."""
CELL_WORDS = 24
NAMED_SHARE = 0.8
"""Share of the best header's worth from which another header is named as much."""
HEADER_SHARE = 0.1
"""Share of the best cell's worth below which no header is named: `beleid` is in half of all headers and questions."""
WHOLE_WORDS = 30
"""Cells of so many words together are shown as they are; of more, those that answer.

Columns of two years are shown beside each other, whatever they hold.
"""
STATEMENT_WORDS = 2
"""A cell of fewer words says nothing without its header (`1.1`)."""

Worth = Callable[[str], float]
"""How well a part of a unit answers the question."""


def show(unit: Unit, worth: Worth, *, most: int = MOST_WORDS, after: Unit | None = None, whole: bool = False) -> str:
    """The unit's words for in an answer, without a closing mark.

    An item shown right after another of its list goes without the lead-in, which stands there already. With `whole`
    every cell of a row is shown.
    """
    if unit.kind is UnitKind.ROW and unit.cells:
        return _closed(_whole_row(unit) if whole else show_row(unit, worth, most=most))
    text = shorten(with_years(unit.text, unit.figures), worth, most=most)
    lead = unit.lead.split("\n")[-1].strip() if unit.kind is UnitKind.ITEM else ""
    told = after is not None and after.kind is UnitKind.ITEM and after.lead == unit.lead
    if lead and not told and len(lead.split()) <= LEAD_WORDS:
        return _closed(f"{lead.rstrip(':;. ')}: {text}")
    return _closed(text)


def _closed(text: str) -> str:
    return text.strip().rstrip(".;:, ")


def with_years(text: str, figures: tuple[Figure, ...]) -> str:
    """The text with the year that header or caption gives put behind dates that lack one."""
    for figure in sorted(figures, key=lambda f: -f.start):
        year = figure.value[:4]
        whole = text[figure.start : figure.end]
        if figure.kind is not FigureKind.DATE or whole != figure.text or not year.isdigit() or YEAR.search(whole):
            continue
        if YEAR.match(text[figure.end :].lstrip()):
            continue
        text = text[: figure.end] + " " + year + text[figure.end :]
    return text


def shorten(text: str, worth: Worth, *, most: int = MOST_WORDS) -> str:
    """The sentences, or failing that the clauses, that answer best, in order, within so many words."""
    if len(text.split()) <= most:
        return text
    for cut in (sentences, CLAUSES.split, CONTACTS.split):
        parts = [part for part in cut(text) if part.strip()]
        if len(parts) > 1:
            kept = _best_parts(parts, worth, most)
            if kept != text:
                return kept
    return text


def _best_parts(parts: list[str], worth: Worth, most: int) -> str:
    """Parts around the best one, as many as fit; what is left out is marked."""
    values = [worth(part) for part in parts]
    best = max(range(len(parts)), key=lambda i: (values[i], -i))
    first = last = best
    size = len(parts[best].split())
    while True:
        options = [i for i in (last + 1, first - 1) if 0 <= i < len(parts) and size + len(parts[i].split()) <= most]
        if not options:
            break
        chosen = max(options, key=lambda i: (values[i], i))
        size += len(parts[chosen].split())
        first, last = min(first, chosen), max(last, chosen)
    text = " ".join(parts[first : last + 1])
    return (f"{ELLIPSIS} " if first else "") + text + (f" {ELLIPSIS}" if last + 1 < len(parts) else "")


def show_row(unit: Unit, worth: Worth, *, most: int = MOST_WORDS) -> str:
    """A table row as a line: its date first, then what happens, by whom and through what."""
    cells = [(header, STEP.sub("", _dated_cell(cell, unit))) for header, cell in unit.cells if cell.strip()]
    if not cells:
        return unit.text
    if len(cells) == 1:
        return shorten(cells[0][1], worth, most=most)
    dated = next((i for i, (header, _) in enumerate(cells) if DATE_HEADER.search(header)), None)
    if dated is not None and _holds_date(unit) and not _has_date(cells[dated][1], unit):
        dated = None
    if dated is not None:
        return _dated_row(cells, dated, worth, most)
    head, rest = cells[0][1], cells[1:]
    if len(head.split()) > LABEL_WORDS or head.rstrip().endswith(".") or ADDRESS.search(head):
        return _best_cells(cells, worth, most)
    if len(rest) == 1:
        return f"{head}: {shorten(rest[0][1], worth, most=most)}"
    return f"{head.rstrip(':')} – {_best_cells(rest, worth, most)}"


def _whole_row(unit: Unit) -> str:
    """A row with all its cells, each behind its header."""
    cells = [(header, STEP.sub("", _dated_cell(cell, unit))) for header, cell in unit.cells if cell.strip()]
    if not cells:
        return unit.text
    rest = "; ".join(f"{header.rstrip(':')}: {cell}" if header else cell for header, cell in cells[1:])
    return f"{cells[0][1].rstrip(':')} – {rest}" if rest else cells[0][1]


def _holds_date(unit: Unit) -> bool:
    return any(figure.kind in DATED for figure in unit.figures)


def _has_date(cell: str, unit: Unit) -> bool:
    return any(figure.kind in DATED and figure.text in cell for figure in unit.figures)


def _best_cells(cells: list[tuple[str, str]], worth: Worth, most: int) -> str:
    """The cells that answer, behind their headers, in order."""
    cells = _of_asked_columns(cells, worth)
    values = [worth(cell) for _, cell in cells]
    beside = sum(YEAR.search(header) is not None for header, _ in cells) > 1
    whole = sum(len(cell.split()) for _, cell in cells) <= (most if beside else WHOLE_WORDS)
    share = 1.0 if most < CELL_WORDS else 0.0 if whole else CELL_SHARE
    kept = [pair for pair, value in zip(cells, values, strict=True) if value >= share * max(values)]
    rooms = _rooms([len(cell.split()) for _, cell in kept], most)
    alone = len(kept) == 1
    parts = [
        f"{header.rstrip(':')}: {shorten(cell, worth, most=room)}"
        if header and not (alone and _says_year(header, cell))
        else shorten(cell, worth, most=room)
        for (header, cell), room in zip(kept, rooms, strict=True)
    ]
    return "; ".join(part.rstrip(". ") for part in parts)


def _says_year(header: str, cell: str) -> bool:
    """Whether a cell gives the year of its header itself."""
    year = YEAR.search(header)
    return year is not None and year.group() in cell


def _of_asked_columns(cells: list[tuple[str, str]], worth: Worth) -> list[tuple[str, str]]:
    """The cells whose header the question names, when it names some and not others."""
    named = [worth(header) for header, _ in cells]
    if max(named) < HEADER_SHARE * max(worth(cell) for _, cell in cells):
        return cells
    return [pair for pair, value in zip(cells, named, strict=True) if value >= NAMED_SHARE * max(named)]


def _rooms(sizes: list[int], most: int) -> list[int]:
    """Words for each cell: an equal share, and what the short ones leave over for the long."""
    share = max(min(CELL_WORDS, most), most // len(sizes))
    long = sum(size > share for size in sizes) or 1
    spare = sum(max(0, share - size) for size in sizes) // long
    return [share + spare if size > share else share for size in sizes]


def _dated_cell(cell: str, unit: Unit) -> str:
    """The cell with the years of the row's figures."""
    for figure in unit.figures:
        year = figure.value[:4]
        if figure.kind is not FigureKind.DATE or YEAR.search(figure.text) or not year.isdigit():
            continue
        place = cell.find(figure.text)
        if place >= 0 and not YEAR.match(cell[place + len(figure.text) :].lstrip()):
            cut = place + len(figure.text)
            cell = f"{cell[:cut]} {year}{cell[cut:]}"
    return cell


def _dated_row(cells: list[tuple[str, str]], dated: int, worth: Worth, most: int) -> str:
    moment = cells[dated][1]
    others = [pair for i, pair in enumerate(cells) if i != dated]
    who = [cell for header, cell in others if WHO_HEADER.search(header)]
    via = [cell for header, cell in others if VIA_HEADER.search(header)]
    what = [cell for header, cell in others if not WHO_HEADER.search(header) and not VIA_HEADER.search(header)]
    aside = "; ".join([*who, *(f"via: {cell}" for cell in via)])
    if all(len(cell.split()) < STATEMENT_WORDS for cell in what) and not who:
        rest = "; ".join(f"{header} {cell}" for header, cell in others)
        return f"{rest}: {moment}"
    body = shorten("; ".join(what), worth, most=most) if what else ""
    line = f"{moment}: {body.rstrip('. ')}" if body else moment
    return f"{line} ({aside})" if aside else line
