"""Which statements of a passage a later one withdraws: an `Actualisering`, a date that `vervalt` or moves.

Policies correct themselves in place: the old sentence stays, the correction
follows it. A claim that gives the old sentence as current is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval.checker.evidence import Mention, ReadText, Unit
from retrieval.checker.layout import BlockKind
from retrieval.checker.relation import Relation, relate
from retrieval.checker.statements import CALENDAR, CONTRASTED, DENIED, Statement, group_of
from retrieval.checker.vocabulary import likeness, vocabulary
from retrieval.dutch.withdrawal import LAPSES, MOVES, MOVES_TO
from retrieval.figures.values import Figure, FigureKind
from retrieval.replacement import NEW_HEAD, OLD_HEAD, is_replaced
from retrieval.withdrawal import POINTS_AT, same_day, taken_back

OPENING = re.compile(
    r"\b(?:actualisering|actualisatie|aanvulling|toevoeging|correctie|rectificatie|wijziging|aanpassing|update|bijgewerkt|gewijzigd|aangepast|herzien|gerectificeerd|verbeterd)\s?[(\[]?\s?"
    r"(?:(?:per|op|van|d\.d\.)\s)?$",
    re.IGNORECASE,
)
OPENING_LENGTH = 30
REPLACES = re.compile("|".join((LAPSES, MOVES, *MOVES_TO)))
FORMER_FROM = re.compile(r"\bvan\s{1,4}$", re.IGNORECASE)
FORMER_TO = re.compile(r"\s{1,4}naar\s{1,4}[€\w]", re.IGNORECASE)
FORMER_BEFORE = re.compile(
    r"\b(?:(?:dat|dit|het|eerst|eerder) was|[(:] ?was|voorheen|was eerst"
    r"|tegenover eerst|niet meer|de oude|het oude|niet langer)"
    r"(?: (?:de|het|een|nog|op|bij|om|binnen|tot|en|met|uiterlijk|maximaal|minimaal)){0,3}\s{0,2}$",
    re.IGNORECASE,
)
FORMER_BEHIND = re.compile(
    r"\s{1,2}(?:(?:uit|in) (?:de|het) \w{3,20} )?(?:gold|golden|geldt niet meer|gelden niet meer"
    r"|vervalt|is vervallen|is vervangen|vervangen|is ingetrokken)\b",
    re.IGNORECASE,
)
FROM_LENGTH, TO_LENGTH = 45, 45
ROWS = frozenset({BlockKind.ROW, BlockKind.CELLS})
SHARED = 2
"""Content words that a correction has in common with what it corrects."""
REACH = 3
"""A correction looks back over at most so many statements."""


def find_withdrawals(reading: ReadText) -> dict[int, Unit]:
    """Start of each withdrawn statement → the unit that withdraws it."""
    found: dict[int, Unit] = {}
    phrases = vocabulary().phrases
    for place, unit in enumerate(reading.units):
        if unit.struck:
            found[unit.statement.start] = unit
        text = _flat(reading.text, unit)
        dated = any(phrase in text for phrase in phrases["correction"])
        if not dated and not REPLACES.search(text):
            continue
        deictic = tuple(phrase for phrase in phrases["deictic"] if _stated(phrase, text))
        earlier = reversed(reading.units[max(0, place - REACH) : place])
        target = next((old for old in earlier if _is_target(old, unit, dated=dated, deictic=deictic)), None)
        if target is not None:
            found.setdefault(target.statement.start, unit)
        for row in _rows_taken_back(reading, unit, text):
            found.setdefault(row.statement.start, unit)
    return found


def _rows_taken_back(reading: ReadText, unit: Unit, text: str) -> Iterator[Unit]:
    """The rows whose only date this sentence takes back, as reading decides for a whole policy."""
    if unit.kind in ROWS or not (gone := taken_back(reading.text[unit.statement.start : unit.statement.end])):
        return
    rows = [row for row in reading.units if row.kind in ROWS and _only_date(row, gone)]
    if len(rows) == 1 or POINTS_AT.search(text):
        yield from rows


def _only_date(row: Unit, gone: tuple[Figure, ...]) -> bool:
    own = {figure.value for figure in row.statement.figures if figure.kind is FigureKind.DATE}
    return len(own) == 1 and any(same_day(next(iter(own)), date.value) for date in gone)


def _flat(text: str, unit: Unit) -> str:
    return " ".join(text[unit.statement.start : unit.statement.end].lower().split())


def _stated(phrase: str, text: str) -> bool:
    """Whether the phrase stands outside a `dat`-clause: what somebody is told to say corrects nothing."""
    at = text.find(phrase)
    return at >= 0 and not text[:at].endswith("dat ")


def _is_target(old: Unit, new: Unit, *, dated: bool, deictic: tuple[str, ...]) -> bool:
    """Whether `new` corrects `old`: in one block or right behind it, about the same, and `old` holds a figure.

    `deictic` are the phrases with which `new` points back: `de datum` points at no length.
    """
    if not old.statement.figures or old.kind is BlockKind.HEADING:
        return False
    if old.kind is BlockKind.CELLS and new.kind is BlockKind.CELLS:
        return False
    same_figure = any(relate(a, b) is Relation.SAME for a in old.statement.figures for b in new.statement.figures)
    if same_figure and (dated or deictic):
        return True
    if dated and _shared(old.statement, new.statement) >= SHARED:
        return True
    dated_before = any(group_of(figure.kind) == CALENDAR for figure in old.statement.figures)
    points = any(dated_before or not phrase.endswith("datum") for phrase in deictic)
    return points and old.block == new.block


def opens_correction(text: str, figure: Figure) -> bool:
    """Whether a date only says when a correction was made: "Actualisering (3 mei 2026): ..."."""
    return OPENING.search(text, max(0, figure.start - OPENING_LENGTH), figure.start) is not None


def is_former(text: str, figure: Figure) -> bool:
    """Whether the figure is what something was: "van € 10 naar € 12", "dat was 25%", "in plaats van twee"."""
    before, after = text[max(0, figure.start - FROM_LENGTH) : figure.start], text[figure.end : figure.end + TO_LENGTH]
    if FORMER_FROM.search(before) is not None and FORMER_TO.match(after) is not None:
        return True
    if figure.kind is not FigureKind.YEAR and is_replaced(text, figure):
        return True
    return FORMER_BEFORE.search(before) is not None or FORMER_BEHIND.match(after) is not None


BECOMES = re.compile(
    r"\s{1,20}(?:wordt|worden|is geworden|zijn geworden|moet zijn|moeten zijn|moet worden)\s{1,20}"
    r"(?:(?:nu|dus|de|het|een|uiterlijk|maximaal|minimaal)\s{1,4}){0,2}$"
)
"""What stands between what something was and what it is: `3 juli wordt 10 juli`."""


def says_former(text: str, mention: Mention) -> bool:
    """Whether a figure is what something was, by its words, by the figure behind it or by the header over it."""
    return is_former(text, mention.figure) or _replaced_by_next(text, mention) or _under_former(mention)


def _replaced_by_next(text: str, mention: Mention) -> bool:
    figure, figures = mention.figure, mention.unit.statement.figures
    following = next((each for each in figures if each.start >= figure.end), None)
    if following is not None and group_of(following.kind) == group_of(figure.kind):
        between = text[figure.end : following.start]
        if len(between) <= TO_LENGTH and BECOMES.match(between):
            return True
    before = text[max(mention.unit.statement.start, figure.start - FROM_LENGTH) : figure.start]
    denied = DENIED.search(before) is not None
    return denied and CONTRASTED.match(text, figure.end, min(len(text), figure.end + TO_LENGTH)) is not None


def _under_former(mention: Mention) -> bool:
    """Whether the cell stands in the column of what was, beside one of what is."""
    if not mention.unit.columns:
        return False
    heads = [" ".join(word.raw for word in column[2]) for column in mention.unit.columns]
    here = next(
        (at for at, column in enumerate(mention.unit.columns) if column[0] <= mention.figure.start < column[1]), None
    )
    if here is None or OLD_HEAD.search(heads[here]) is None:
        return False
    return any(NEW_HEAD.search(head) and not OLD_HEAD.search(head) for head in heads)


def _shared(one: Statement, other: Statement) -> int:
    keys = {key for word in other.words for key in word.keys}
    return sum(any(likeness(a, b) == 1 for a in word.keys for b in keys) for word in one.words if word.keys)


def told_as_past(words: tuple[str, ...]) -> bool:
    """Whether a claim tells of what was: it may repeat what has been withdrawn."""
    return not vocabulary().words["past"].isdisjoint(words)
