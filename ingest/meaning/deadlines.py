"""Units to deadlines: who must do what, by when, through which channel.

A row of a planning table is a deadline when a column says when; its other
columns say who, what and via what. A sentence or list item is one when a date or
a time limit stands beside a word for what is to be done. A year, a contract's
term, an age or a change that is only told is none. Words are data
(deadlines.toml).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from retrieval.dutch.sentences import CLAUSE_MARKS, sentence_ends, sentences
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.registry import registry_with
from retrieval.types import Deadline, Document, DocumentInfo, Unit, UnitKind

MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
ROUND_THE_CLOCK = "24/7"
AGE = re.compile(r"\s(?:en ouder|of ouder|oud)\b|\s?-\s?[0-9]{1,2}\sjaar", re.IGNORECASE)
BY = re.compile(r"(?<!\bde\s)(?<!\bhet\s)(?<!\been\s)\bdoor\s(?:\w+\s){0,2}$", re.IGNORECASE)
"""Not `het door de verzekeraar getekende verzoek`: that only tells which one is meant."""
OF = re.compile(r"\bvan\s(?:de\s|het\s|een\s|iedere\s|elke\s)?$", re.IGNORECASE)
AND = re.compile(r"\s?(?:en|of|/|,)\s?(?:de\s)?(?:\w+\s)?", re.IGNORECASE)
ADDRESS = re.compile(r"[.@/]\w*$")
"""What stands before a name that is part of a web or mail address."""
LONGEST_ACTION = 300
"""Letters; the rest is in the quote."""
SEVERAL = 2
"""Dated columns from which on a row has a date for each party rather than one date."""
NEAR_WORD = 20
"""Letters before a term in which `binnen` and the like stand."""


@dataclass(frozen=True, slots=True)
class Words:
    """The data of deadlines.toml, as patterns."""

    headers: dict[str, frozenset[str]]
    actions: re.Pattern[str]
    receiving: re.Pattern[str]
    telling: re.Pattern[str]
    refusing: re.Pattern[str]
    referring: re.Pattern[str]
    within: re.Pattern[str]
    around: re.Pattern[str]
    actors: re.Pattern[str]
    writer: frozenset[str]
    reader: frozenset[str]
    toward: re.Pattern[str]
    asked: re.Pattern[str]
    """Who is asked to act, as `who`."""
    insurer_actions: re.Pattern[str]
    reader_name: str
    writer_name: str
    channels: re.Pattern[str]


@cache
def words() -> Words:
    """The data, read once."""
    data: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    said, who = data["sentences"], data["actors"]
    return Words(
        headers={name: frozenset(values) for name, values in data["headers"].items()},
        actions=_any(said["actions"]),
        receiving=_any(said["receiving"]),
        telling=_any(said["telling"]),
        refusing=_any(said["refusing"]),
        referring=re.compile(rf"(?:{_alternatives(said['referring'])})\b", re.IGNORECASE),
        within=re.compile(rf"\b(?:{_alternatives(said['within'])})\s(?:\w+\s)?(?:$|(?=\S))", re.IGNORECASE),
        around=re.compile(
            rf"\s?(?:van\s|direct\s)?(?:{_alternatives(said['around'])})\b(?:\s(?:de|het|een))?", re.IGNORECASE
        ),
        actors=_any([*who["provider"], *who["insurer"], *who["writer"], *who["reader"]]),
        writer=frozenset(who["writer"]),
        reader=frozenset(who["reader"]),
        toward=re.compile(
            rf"\b(?:{_alternatives(who['toward'])})\s(?:(?:{_alternatives(who['articles'])})\s){{0,2}}$", re.IGNORECASE
        ),
        asked=re.compile(
            rf"\b(?:(?:{_alternatives(who['asking'])})|(?:{_alternatives(who['asking_of'])})\s(?:[\w.&-]+\s){{0,5}}?van)"
            rf"\s(?:(?:{_alternatives(who['asked'])})\s){{0,2}}"
            rf"(?P<who>{_alternatives([*who['reader'], *who['provider']])})(?![\w-])",
            re.IGNORECASE,
        ),
        insurer_actions=re.compile(rf"^(?:{_alternatives(who['insurer_actions'])})\b", re.IGNORECASE),
        reader_name=who["reader_name"],
        writer_name=who["writer_name"],
        channels=_any(data["channels"]["names"]),
    )


def _alternatives(values: Sequence[str]) -> str:
    ordered = sorted(values, key=len, reverse=True)
    return "|".join(re.escape(value).replace("'", "['’‘]") for value in ordered)


def _any(values: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_alternatives(values)})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a unit with the figures in it."""

    text: str
    start: int
    figures: tuple[Figure, ...]
    before: str = ""
    """The sentence before it, when this one goes on about that."""


def find_deadlines(document: Document) -> tuple[Deadline, ...]:
    """The obligations of a document with a date or a time limit, in reading order."""
    units = [unit for chunk in document.chunks for unit in chunk.units]
    years = document.info.years
    return tuple(
        deadline
        for unit in units
        for deadline in _of_unit(unit, document.info)
        if unit.kind is UnitKind.ROW or not _long_past(deadline.value, years)
    )


def _long_past(value: str, years: Sequence[int]) -> bool:
    """A date more than a year before the first contract year: that of a letter or a law (`de brief van mei 2021`)."""
    stated = YEAR_OF.match(value)
    return stated is not None and bool(years) and int(stated[0]) < min(years) - 1


YEAR_OF = re.compile(r"20[0-9]{2}(?=-|/|$)")


def _of_unit(unit: Unit, info: DocumentInfo) -> Iterator[Deadline]:
    roles = list(_from_roles(unit, info))
    if roles:
        yield from (replace(deadline, id=f"{unit.id}#{n}") for n, deadline in enumerate(roles, start=1))
        return
    drafts = [*_from_row(unit, info), *_from_text(unit, info)]
    seen: dict[tuple[str, str | None], Deadline] = {}
    for draft in drafts:
        seen.setdefault((draft.value, draft.time), draft)
    for n, deadline in enumerate(seen.values(), start=1):
        yield replace(deadline, id=f"{unit.id}#{n}")


# ---------------------------------------------------------------- rows


def _from_roles(unit: Unit, info: DocumentInfo) -> Iterator[Deadline]:
    """A row with a date for each of several parties, who are named in the headers above them."""
    columns = _columns(unit)
    parties = [(header, part) for _, header, part in columns if words().actors.search(header) and _is_date_cell(part)]
    label = next((part.text for _, _, part in columns if not _is_date_cell(part)), "")
    if len(parties) < SEVERAL or not label:
        return
    last_day = bool(_words_in(label) & words().headers["last_day"])
    for header, part in parties:
        for figure in (f for f in part.figures if _is_moment(f)):
            bound = figure.bound or (Bound.BY if last_day and figure.kind is FigureKind.DATE else None)
            yield _deadline(
                unit,
                info,
                replace(figure, bound=bound),
                actor=header,
                action=label,
                time=_time(part.figures),
                channel=_channel(unit.text),
            )


def _from_row(unit: Unit, info: DocumentInfo) -> Iterator[Deadline]:
    columns = _columns(unit)
    when = next((part for name, _, part in columns if name == "when"), None)
    what = [part.text for name, _, part in columns if name == "what"]
    what = what or [part.text for name, _, part in columns if name == ""]
    told = any(_words_in(header) & words().headers["history"] for _, header, _ in columns)
    if when is None or not what or told:
        return
    last_day = any(name == "when" and _words_in(header) & words().headers["last_day"] for name, header, _ in columns)
    who = next((part.text for name, _, part in columns if name == "who"), None)
    via = next((part.text for name, _, part in columns if name == "via"), None)
    action = " – ".join(what)
    for figure in when.figures:
        if not _is_moment(figure):
            continue
        dated = figure.kind in {FigureKind.DATE, FigureKind.MONTH}
        bound = figure.bound or (Bound.BY if last_day and dated else None)
        yield _deadline(
            unit,
            info,
            replace(figure, bound=bound),
            actor=who or _first_actor(action, info),
            action=action,
            time=_time(when.figures),
            channel=via or _channel(action),
        )


def _columns(unit: Unit) -> list[tuple[str, str, _Part]]:
    """Role, header and cell of each column of a row; the first date-only cell says when, where no header does."""
    columns: list[tuple[str, str, _Part]] = []
    at = 0
    for header, cell in unit.cells:
        start = max(unit.text.find(cell, at), at)
        at = start + len(cell)
        part = _Part(cell, start, tuple(f for f in unit.figures if start <= f.start and f.end <= at))
        columns.append((_role(header), header, part))
    if not any(role == "when" for role, _, _ in columns):
        columns = [
            ("when" if role == "" and _is_date_cell(part) else role, header, part) for role, header, part in columns
        ]
    return columns


def _role(header: str) -> str:
    """`when`, `who`, `what`, `via`, or nothing; of two roles in one header the first in this order."""
    found = _words_in(header)
    return next((role for role in ("when", "who", "via", "what") if found & words().headers[role]), "")


def _words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _is_date_cell(part: _Part) -> bool:
    moments = [figure for figure in part.figures if _is_moment(figure)]
    times = [figure for figure in part.figures if figure.kind is FigureKind.TIME]
    return bool(moments) and sum(figure.end - figure.start for figure in [*moments, *times]) * 2 > len(part.text)


# ---------------------------------------------------------------- sentences, items, other cells


def _from_text(unit: Unit, info: DocumentInfo) -> Iterator[Deadline]:
    for part in _sentences(unit):
        said = " ".join([unit.lead if not unit.cells else "", part.before, part.text])
        whole = f"{part.before} {part.text}".strip()
        if not words().actions.search(whole) or words().telling.search(whole):
            continue
        for figure in part.figures:
            if _obliges(figure, part):
                yield _deadline(
                    unit,
                    info,
                    figure,
                    actor=_actor(part.text, info) or _first_actor(said, info),
                    action=whole,
                    time=_time(part.figures),
                    channel=_channel(part.text) or _channel(said),
                )


def _sentences(unit: Unit) -> Iterator[_Part]:
    """The sentences of a unit; of a row those of the cells that say no date by themselves."""
    cells = [part for role, _, part in _columns(unit) if role != "when"] if unit.cells else []
    wholes = cells if unit.cells else [_Part(unit.text, 0, unit.figures)]
    for whole in wholes:
        cuts = [0, *(start for _, start in sentence_ends(whole.text, marks=CLAUSE_MARKS)), len(whole.text)]
        previous = ""
        for start, end in pairwise(cuts):
            low, high = whole.start + start, whole.start + end
            figures = tuple(f for f in whole.figures if low <= f.start and f.end <= high)
            text = whole.text[start:end].strip()
            yield _Part(text, low, figures, previous if words().referring.match(text) else "")
            previous = text


def _obliges(figure: Figure, part: _Part) -> bool:
    """Whether a figure of a sentence with an action is a date or limit for it."""
    before = part.text[: max(0, figure.start - part.start)]
    after = part.text[max(0, figure.end - part.start) :]
    if figure.bound in {Bound.FROM, Bound.AFTER} and words().refusing.search(part.text):
        return False
    if figure.kind is FigureKind.DURATION:
        limit = words().within.search(before[-NEAR_WORD:]) or words().within.match(figure.text)
        return not AGE.match(after) and figure.value != ROUND_THE_CLOCK and bool(limit or words().around.match(after))
    if not _is_moment(figure) or _anchors(figure, part):
        return False
    return figure.bound not in {None, Bound.EXACT, Bound.ABOUT} or figure.kind is not FigureKind.DATE


def _anchors(figure: Figure, part: _Part) -> bool:
    """Whether a term is counted from this date (`een maand voor de start van het kwartaal`): the term is the limit."""
    terms = (other for other in part.figures if other.kind is FigureKind.DURATION and other.end < figure.start)
    return any(
        words().around.fullmatch(part.text[t.end - part.start : figure.start - part.start].rstrip()) for t in terms
    )


def _is_moment(figure: Figure) -> bool:
    """A date, a month, a period finer than years, or a term; no mere year and no time of day."""
    if figure.kind is FigureKind.PERIOD:
        return not re.fullmatch(r"[0-9]{4}(?:/[0-9]{4})?", figure.value)
    return figure.kind in {FigureKind.DATE, FigureKind.MONTH, FigureKind.DURATION}


# ---------------------------------------------------------------- who, when, how


def _first_actor(text: str, info: DocumentInfo) -> str | None:
    """The actor of the first sentence that has one."""
    return next((actor for part in sentences(text) if (actor := _actor(part, info))), None)


def _actor(text: str, info: DocumentInfo) -> str | None:
    """Who acts, in the source's words: who is asked to, or behind `door`, else the first not merely dealt with."""
    asked = words().asked.search(text)
    if asked:
        return _named(asked["who"], info, receives=False)
    insurers = [
        (m.start, m.end) for m in registry_with((info,)).find_insurers(text) if not ADDRESS.search(text[: m.start])
    ]
    spans = sorted({*((m.start(), m.end()) for m in words().actors.finditer(text)), *insurers})
    spans = [span for span in spans if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)]
    by = [span for span in spans if BY.search(text[: span[0]])]
    free = [span for span in spans if not words().toward.search(text[: span[0]])]
    owners = [span for span in spans if OF.search(text[: span[0]])]
    chosen = next(iter(by or _not_partners(text, free, spans) or owners), None)
    if chosen is None:
        return (info.insurer or words().writer_name) if words().insurer_actions.match(text) else None
    return _named(_with_partners(text, chosen, spans), info, receives=bool(words().receiving.search(text)))


def _with_partners(text: str, chosen: tuple[int, int], spans: Sequence[tuple[int, int]]) -> str:
    """`WSV en RO`: those who act together."""
    start, end = chosen
    for left, right in spans:
        if left > end and AND.fullmatch(text[end:left]):
            end = right
    return text[start:end]


def _not_partners(
    text: str, free: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Without those that are joined by `en` to one who is merely dealt with."""
    bound = [span for span in spans if span not in free]
    return [span for span in free if not any(AND.fullmatch(text[other[1] : span[0]]) for other in bound)]


def _named(actor: str, info: DocumentInfo, *, receives: bool) -> str:
    """A name for `wij` and `u`; who receives has the other party act."""
    insurer = info.insurer or words().writer_name
    if actor.lower() in words().writer:
        return words().reader_name if receives else insurer
    if actor.lower() in words().reader:
        return insurer if receives else words().reader_name
    return actor


def _channel(text: str) -> str | None:
    """The channel that a text names: a mail address, or a portal and the like; the words of the source."""
    mail = MAIL.search(text)
    if mail:
        return mail.group()
    name = words().channels.search(text)
    return name.group() if name else None


def _time(figures: Sequence[Figure]) -> str | None:
    return next((figure.value for figure in figures if figure.kind is FigureKind.TIME), None)


def _deadline(
    unit: Unit,
    info: DocumentInfo,
    figure: Figure,
    *,
    actor: str | None,
    action: str,
    time: str | None,
    channel: str | None,
) -> Deadline:
    return Deadline(
        id=str(unit.id),
        document_id=info.id,
        insurer=info.insurer,
        care_types=info.care_types,
        years=info.years,
        actor=actor,
        action=_shortened(action),
        value=figure.value,
        kind=figure.kind,
        bound=figure.bound,
        time=time,
        channel=channel,
        unit_id=unit.id,
        quote=unit.text,
        section=unit.section,
        page=unit.page,
        title=info.title,
        surface=figure.text,
    )


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_ACTION:
        return text
    return text[:LONGEST_ACTION].rsplit(" ", 1)[0] + " …"
