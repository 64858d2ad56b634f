"""A text read for comparison: its statements in their context, and every figure with what it is about.

The same reading serves a passage (what the source states) and an answer (what is
claimed), so that a sentence copied from a source is by construction equal to it.
Readings of passages are cached on their text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.checker.layout import LABEL_LENGTH, Block, BlockKind, clean, find_blocks, is_rule
from retrieval.checker.names import find_names
from retrieval.checker.sources import Queue, Source, sentences_of
from retrieval.checker.statements import (
    CALENDAR,
    Name,
    Region,
    Statement,
    Word,
    figure_keys,
    group_of,
    region_of,
)
from retrieval.checker.tables import (
    YEARS,
    bounded,
    cell_spans,
    heads,
    is_repeated,
    is_second_header,
    is_year,
    measured,
    year_of,
)
from retrieval.checker.vocabulary import vocabulary
from retrieval.figures.find import find_figures
from retrieval.figures.values import Bound, Figure, FigureKind

STRUCK = re.compile(r"~~[^~]{1,600}~~")
ONLY_YEAR = re.compile(r"\W*(20[0-9]{2})\W*")
HeadCell = tuple[int, int, tuple[Word, ...], tuple[Figure, ...], str]
"""Start, end, words, figures and lower-case text of a header cell."""
BESIDE = 3
"""Statements on either side that a statement is read with."""
SURROUNDING = 4
"""Words on either side of a figure that place it within near-literal text."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement with what must be read along: headers, caption, lead-in, the rest of its block."""

    kind: BlockKind
    statement: Statement
    lead: tuple[Word, ...]
    """Words of headings, caption, header and lead-in."""
    rest: tuple[Word, ...]
    """Words of the statements behind it in its block."""
    before: tuple[Word, ...]
    """Words of the statements before it in its block: what they said, it need not say again."""
    inherited: tuple[Word, ...]
    """Words of the statement before it, where it refers back ("voor B is dit 80%")."""
    block: tuple[int, int]
    year: int | None = None
    """Year that the header gives to dates without one."""
    actors: tuple[Word, ...] | None = None
    """Words of the cell that names who acts, where the table has such a column."""
    deadline: bool = False
    """The header says that the dates are final dates."""
    struck: bool = False
    columns: tuple[tuple[int, int, tuple[Word, ...], tuple[Figure, ...]], ...] = ()
    """(start, end, header words, header figures) of every cell."""

    @property
    def context(self) -> tuple[Word, ...]:
        """All that is read along with the statement."""
        return self.lead + self.before + self.rest


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure where it stands, with the words that say what it is the figure of."""

    figure: Figure
    unit: Unit
    region: Region
    siblings: tuple[tuple[tuple[str, ...], bool], ...]
    """Other figures of the region, as keys, and whether they are of the calendar or clock: those qualify this one."""
    around: frozenset[str]
    """Figures of the rest of the statement (of a row: of the cell), as keys."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    """Nearest words, nearest first, folded; other figures as `#`."""
    column: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text with its units and mentions, in order of appearance; both empty where it has no figure."""

    text: str
    units: tuple[Unit, ...]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=4096)
def read_passage(text: str) -> ReadText:
    """The reading of a passage, kept: the same passages come by with every answer."""
    return read_text(text)


def read_text(text: str) -> ReadText:
    """The reading of any text; positions are those of `text` itself."""
    cleaned = clean(text)
    figures = find_figures(cleaned)
    if not figures:
        return ReadText(text, (), ())
    units = _units(cleaned, find_blocks(cleaned, figures), figures, find_names(cleaned))
    mentions = tuple(mention for unit in units for mention in _mentions(unit))
    return ReadText(text, units, mentions)


# ---------------------------------------------------------------- units


class _Surroundings:
    """What the blocks read so far say about the next: headings, lead-in, table header."""

    def __init__(self) -> None:
        self.labels: list[Statement] = []
        self.lead: Statement | None = None
        self.header: tuple[HeadCell, ...] = ()
        self.year: int | None = None
        self.after_label = False
        self.group: tuple[Word, ...] = ()
        """The first cell of the last row that has one: rows below it leave it out."""
        self.between = False
        """A line between the rows of one table, or of two, was the last block."""
        self.above = ""
        """The block right above a table, and the label over that: its caption."""

    def goes_on(self, content: str, following: Block | None, figures: tuple[Figure, ...]) -> bool:
        """Whether a line between the rows of a table is the name of those below it, under the same header."""
        self.between = (
            bool(self.header)
            and not figures
            and _is_label(content.strip())
            and following is not None
            and following.kind is BlockKind.CELLS
        )
        return self.between

    def words(self) -> tuple[Word, ...]:
        lead = self.lead.words if self.lead else ()
        return (*(word for label in self.labels for word in label.words), *lead)

    def figures(self) -> tuple[Figure, ...]:
        return (
            *(figure for label in self.labels for figure in label.figures),
            *(self.lead.figures if self.lead else ()),
        )


def _units(
    text: str, blocks: tuple[Block, ...], figures: tuple[Figure, ...], names: tuple[Name, ...]
) -> tuple[Unit, ...]:
    units: list[Unit] = []
    around = _Surroundings()
    figure_queue, name_queue = Queue(figures), Queue(names)
    for place, block in enumerate(blocks):
        mine = Source(text, figure_queue.until(block.end), name_queue.until(block.end))
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if block.kind is BlockKind.CELLS:
            if following and following.kind is not BlockKind.CELLS and _is_label(text[following.start : following.end]):
                following = blocks[place + 2] if place + 2 < len(blocks) else None  # the name of the rows below
            units.extend(_read_cells(block, mine, (around, following)))
            continue
        if not around.goes_on(text[block.start : block.end], following, mine.figures):
            around.header, around.group = (), ()
        sentences = sentences_of(block, mine)
        context = around.words()
        struck = STRUCK.search(text, block.start, block.end) is not None
        for at, sentence in enumerate(sentences):
            rest = tuple(word for other in sentences[at + 1 : at + 1 + BESIDE] for word in other.words)
            before = tuple(word for other in sentences[max(0, at - BESIDE) : at] for word in other.words)
            deadline = block.kind is BlockKind.ROW and _names_deadline(context)
            year = around.year if block.kind in (BlockKind.ROW, BlockKind.TEXT) else None
            units.append(
                Unit(
                    block.kind,
                    sentence,
                    context,
                    rest,
                    before,
                    sentences[at - 1].words if at and _refers_back(sentence) else (),
                    (block.start, block.end),
                    year,
                    deadline=deadline,
                    struck=struck,
                )
            )
        _note(around, text, block, sentences)
    return tuple(units)


def _refers_back(sentence: Statement) -> bool:
    return any(word.raw in vocabulary().words["anaphors"] for word in sentence.words)


def _names_deadline(words: tuple[Word, ...]) -> bool:
    return any(word.raw in vocabulary().words["deadline_context"] for word in words)


def _note(around: _Surroundings, text: str, block: Block, sentences: tuple[Statement, ...]) -> None:
    """Keep a heading, a label or a lead-in for the blocks below it."""
    content = text[block.start : block.end].strip()
    around.above = f"{around.above} {content}" if around.after_label else content
    if not sentences:
        return
    year = ONLY_YEAR.fullmatch(content)
    if year:
        around.year = int(year[1])
    elif block.kind is BlockKind.HEADING or (block.kind is BlockKind.TEXT and _is_label(content)):
        around.labels = [*around.labels[-1:], sentences[-1]] if around.after_label else [sentences[-1]]
        around.year = None if block.kind is BlockKind.HEADING else around.year
        around.lead = around.lead if around.after_label else None
        around.after_label = True
        return
    elif content.endswith(":"):
        around.lead = sentences[-1]
    elif block.kind is BlockKind.TEXT:
        around.lead = None
    around.after_label = content.endswith(":")


def _is_label(content: str) -> bool:
    return len(content) < LABEL_LENGTH and content[-1:] not in ".!?;:,"


# ---------------------------------------------------------------- tables with marked cells


def _read_cells(block: Block, source: Source, place: tuple[_Surroundings, Block | None]) -> list[Unit]:
    around, following = place
    line = source.text[block.start : block.end]
    if is_rule(line):
        return []
    if around.header and is_second_header(line, source.figures):
        around.header = _merged(
            around.header, tuple(_head_cell(source, span) for span in cell_spans(line, block.start))
        )
        return []
    goes_on = bool(around.header) and not around.between and not _opens_table(source, block, following, around)
    around.between = False
    if goes_on or not _is_header(source, block, following):
        return [_row(block, source, around)]
    around.header = tuple(_head_cell(source, span) for span in cell_spans(line, block.start))
    year = ONLY_YEAR.fullmatch(around.header[0][4]) if around.header else None
    around.year = int(year[1]) if year else year_of(around.above) or around.year
    return [_row(block, source, around)] if source.figures else []


def _opens_table(source: Source, block: Block, following: Block | None, around: _Surroundings) -> bool:
    """Whether a row right below a table opens the next: a rule follows it, or it heads other columns by their years."""
    if following is None or following.kind is not BlockKind.CELLS:
        return False
    if is_rule(source.text[following.start : following.end]):
        return True
    line = source.text[block.start : block.end]
    cells = [source.text[start:end].strip() for start, end in cell_spans(line, block.start)]
    named = bool(source.figures) and all(map(is_year, source.figures)) and not any(cell.endswith(".") for cell in cells)
    return named and len(cells) != len(around.header)


def _merged(upper: tuple[HeadCell, ...], lower: tuple[HeadCell, ...]) -> tuple[HeadCell, ...]:
    """Two rows of a header as one."""
    if len(upper) != len(lower):
        return upper
    return tuple(
        (*low[:2], (*high[2], *low[2]), (*high[3], *low[3]), f"{high[4]} {low[4]}".strip())
        for high, low in zip(upper, lower, strict=True)
    )


def _head_cell(source: Source, span: tuple[int, int]) -> HeadCell:
    statement = source.statement(*span)
    return (*span, statement.words, statement.figures, source.text[span[0] : span[1]].strip().lower())


def _is_header(source: Source, block: Block, following: Block | None) -> bool:
    if following is None or following.kind is not BlockKind.CELLS:
        return False
    below = source.text[following.start : following.end]
    return heads(source.text[block.start : block.end], block.start, source.figures, below)


def _row(block: Block, source: Source, around: _Surroundings) -> Unit:
    names = vocabulary().headers
    spans = cell_spans(source.text[block.start : block.end], block.start)
    open_start = source.text[block.start : block.end].lstrip().startswith("|")
    header = _header_for(spans, around.header, open_start=open_start)
    source = _measured(source, spans, header, around.above)
    statement = source.statement(block.start, block.end)
    columns = tuple((*span, head[2], head[3]) for span, head in zip(spans, header, strict=False))
    titles = [head[4] for head in header]
    first = _within(statement.words, spans[0]) if spans else ()
    group = () if first else around.group
    around.group = first or around.group
    cells = (
        _within(statement.words, span) for span, title in zip(spans, titles, strict=False) if title in names["actor"]
    )
    actors = next((cell for cell in cells if any(word.actor for word in cell)), None)
    deadline = any(name in title for title in titles for name in names["deadline"])
    context = (*around.words(), *(word for head in around.header for word in head[2]))
    return Unit(
        BlockKind.CELLS,
        statement,
        context,
        (),
        (),
        group,
        (block.start, block.end),
        around.year,
        actors,
        deadline,
        columns=columns,
    )


def _measured(source: Source, spans: list[tuple[int, int]], header: tuple[HeadCell, ...], caption: str) -> Source:
    """The row with its bare numbers as what header, label or caption say they measure."""
    cells = [source.text[start:end] for start, end in spans]
    figures = []
    for figure in source.figures:
        at = next((place for place, span in enumerate(spans) if span[0] <= figure.start < span[1]), 0)
        title = header[at][4] if at < len(header) else ""
        label = cells[0].strip() if at else ""
        figures.append(bounded(measured(figure, cells[at], (title, label, caption)), cells[at], (title, label)))
    return replace(source, figures=tuple(figures))


def _header_for(
    spans: list[tuple[int, int]], header: tuple[HeadCell, ...], *, open_start: bool
) -> tuple[HeadCell, ...]:
    """The header cells over a row; a year for all rows may have no cells, and a column of labels no header."""
    if len(spans) == len(header) - 1 and (not header[0][4] or ONLY_YEAR.fullmatch(header[0][4])):
        return header[1:]
    if header and len(spans) == len(header) - 1 and open_start:
        return header[1:]
    if header and len(spans) == len(header) + 1:
        return ((*spans[0], (), (), ""), *header)
    return header


def _within(words: tuple[Word, ...], span: tuple[int, int]) -> tuple[Word, ...]:
    return tuple(word for word in words if span[0] <= word.start < span[1])


# ---------------------------------------------------------------- mentions


def _mentions(unit: Unit) -> list[Mention]:
    own = [_mention(unit, figure) for figure in unit.statement.figures]
    return own + [
        _of_header(unit, (start, end), words, figure)
        for start, end, words, figures in unit.columns
        for figure in figures
        if (figure.kind in YEARS or is_repeated(figure)) and not unit.block[0] <= figure.start < unit.block[1]
    ]


def _of_header(unit: Unit, cell: tuple[int, int], head: tuple[Word, ...], figure: Figure) -> Mention:
    """A year in the header over a cell, as that of the cell: `Tarief 2032` over € 41,50 in the row of an intake."""
    first = unit.columns[0]
    words = (*head, *_within(unit.statement.words, first[:2]), *_within(unit.statement.words, cell))
    inside = [other for other in unit.statement.figures if cell[0] <= other.start < cell[1]]
    siblings = tuple((figure_keys(other), False) for other in inside if group_of(other.kind) != CALENDAR)
    return Mention(figure, unit, Region(*cell, words), siblings, frozenset(), (), (), head)


def _mention(unit: Unit, figure: Figure) -> Mention:
    region = region_of(unit.statement, figure)
    column = next((cell for cell in unit.columns if cell[0] <= figure.start < cell[1]), None)
    near = [
        other for other in unit.statement.figures if region.start <= other.start < region.end and other is not figure
    ]
    if column and not any(other.kind in YEARS for other in near):
        near.extend(column[3])
    group = group_of(figure.kind)
    if column:
        near.extend(_of_row(unit, group))
    siblings = tuple(
        (figure_keys(_complete(other, unit)), group_of(other.kind) == CALENDAR or other.kind is FigureKind.TIME)
        for other in near
        if group_of(other.kind) != group
    )
    rest = (other for other in unit.statement.figures if column is None or column[0] <= other.start < column[1])
    around = frozenset(
        key for other in rest if group_of(other.kind) != group for key in figure_keys(_complete(other, unit))
    )
    left, right = _neighbours(unit.statement, figure)
    return Mention(_complete(figure, unit), unit, region, siblings, around, left, right, column[2] if column else ())


def _of_row(unit: Unit, group: str) -> list[Figure]:
    """The figures in the cells of a row that hold none of the group: they are about each that does."""
    own = {
        cell
        for cell in unit.columns
        for other in unit.statement.figures
        if _in(cell, other) and group_of(other.kind) == group
    }
    return [other for cell in unit.columns if cell not in own for other in unit.statement.figures if _in(cell, other)]


def _in(cell: tuple[int, int, tuple[Word, ...], tuple[Figure, ...]], figure: Figure) -> bool:
    return cell[0] <= figure.start < cell[1]


def _complete(figure: Figure, unit: Unit) -> Figure:
    """The figure with the year that its table or its own statement gives it, and the header's bound."""
    if figure.value.startswith("--") and figure.kind in (FigureKind.DATE, FigureKind.MONTH):
        year = _year_for(figure, unit)
        if year:
            figure = replace(figure, value=f"{year}{figure.value[1:]}")
    if unit.deadline and figure.bound is None and figure.kind is FigureKind.DATE:
        return replace(figure, bound=Bound.BY)
    return figure


def _year_for(figure: Figure, unit: Unit) -> int | None:
    for other in unit.statement.figures:
        if other.kind is figure.kind and other.value[4:] == figure.value[1:] and other.value[:4].isdigit():
            return int(other.value[:4])
    above = next((cell[3] for cell in unit.columns if cell[0] <= figure.start < cell[1]), ())
    label = [other for other in unit.statement.figures if unit.columns and _in(unit.columns[0], other)]
    own = [each for each in (*above, *label) if each.kind is FigureKind.YEAR]
    return int(own[0].value) if len(own) == 1 else unit.year


def _neighbours(statement: Statement, figure: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    marks = [(word.start, word.raw) for word in statement.words]
    marks.extend((other.start, "#") for other in statement.figures if other is not figure)
    marks.sort()
    left = [raw for at, raw in marks if at < figure.start][-SURROUNDING:]
    right = [raw for at, raw in marks if at >= figure.end][:SURROUNDING]
    return tuple(reversed(left)), tuple(right)
