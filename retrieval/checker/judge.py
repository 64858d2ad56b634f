"""One claim against one passage: supported, contradicted, or nothing of the kind there.

All figures of the passage that could stand in the claim's place are scored for
how well they are about the same thing. The claim holds if the best of those that
say the same is not outdone by one that says otherwise: another figure, another
bound, the other party, a denial, a withdrawn text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from retrieval.checker.actors import actors_conflict, parties_of
from retrieval.checker.alignment import LITERAL, Aligner, Sought, Topic, align, lead, literal, make_aligner, seek
from retrieval.checker.bounds import bounds_agree
from retrieval.checker.claims import Claim
from retrieval.checker.columns import in_another_year, of_its_year
from retrieval.checker.corrections import find_withdrawals, opens_correction, says_former, told_as_past
from retrieval.checker.evidence import Mention, ReadText, Unit, read_passage
from retrieval.checker.layout import BlockKind
from retrieval.checker.polarity import denial_conflict, denials_of, denied_nearby
from retrieval.checker.relation import Relation, ends, relate
from retrieval.checker.statements import CALENDAR, Segment, Statement, Word, group_of
from retrieval.checker.substitution import is_about_another_thing, names_another_thing
from retrieval.checker.tables import is_repeated
from retrieval.checker.vocabulary import vocabulary
from retrieval.dutch.letters import bare
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import Passage

FLOOR = 0.2
"""Below this the passage has the figure, but for something else."""
FAMILIAR = 0.85
"""Share of the claim's words from which on a passage is of its subject: then a figure need not stand beside them."""
RELATED = 0.3
"""From here on a passage speaks of the claim's subject."""
MARGIN = 0.1
"""What a figure that says otherwise must lead by."""
BETWEEN_CELLS = 0.04
"""The same between two cells of tables: they differ in header and label only, without the chance of wording."""
SAYS_IT = 1.0
"""Score of a statement that says the claim word for word."""
COMPLEMENTS = frozenset(
    {
        (Bound.AFTER, Bound.BY),
        (Bound.BY, Bound.AFTER),
        (Bound.FROM, Bound.BEFORE),
        (Bound.BEFORE, Bound.FROM),
        (Bound.MIN, Bound.MAX),
        (Bound.MAX, Bound.MIN),
    }
)
"""What is so up to a day is not so after it: "kan tot en met" and "kan na ... niet meer" are one."""
CANNOT_OPEN = frozenset({Bound.BY, Bound.BEFORE, Bound.AFTER})
CANNOT_CLOSE = frozenset({Bound.FROM, Bound.AFTER})
"""Bounds of a day that no period begins or ends with."""
ROW_GAP = 3
"""Rows that follow one another are so many characters apart at most."""
SAME_PLACE = 4
"""Words of literal agreement beside a figure from which on it stands in the claim's very place."""
OTHER_FIGURE = "#"
TIED_TIME = (OTHER_FIGURE, "om")
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
LOOSE = 0.05
"""What a figure that holds the claim only within it (a year of a period) gives up."""


class Problem(StrEnum):
    """What is wrong with a claim that the passage speaks of."""

    VALUE = "value"
    BOUND = "bound"
    DENIAL = "denial"
    ACTOR = "actor"
    YEAR = "year"
    WITHDRAWN = "withdrawn"
    OTHER_THING = "other_thing"


class Outcome(StrEnum):
    """What one passage says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one passage says of one claim, and the mention that says it."""

    outcome: Outcome
    mention: Mention | None = None
    problem: Problem | None = None
    score: float = 0.0
    by: Unit | None = None
    """For a withdrawn text: what withdraws it."""
    rival: Finding | None = None
    """For a claim that holds: the best that speaks against it; for one that does not, the best that speaks for it."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A passage ready to be held against claims."""

    text: str
    aligner: Aligner
    withdrawn: dict[int, Unit]
    parties: frozenset[str]
    wordy: tuple[Statement, ...]
    """The statements without figures."""
    denied: tuple[Segment, ...]
    """All that the passage denies."""
    heading: frozenset[str]
    """The words of the headings over the passage, folded."""
    years: frozenset[str]
    """The years that passage, heading or policy name: one of them may be that of a date without a year."""

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The figures of the passage."""
        return self.aligner.reading.mentions


def judge_of(passage: Passage) -> Judge:
    """The judge of a passage, kept."""
    return _judge_of(passage.text, _contract_years(passage), " ".join(passage.section))


@lru_cache(maxsize=4096)
def _judge_of(text: str, years: tuple[int, ...], section: str) -> Judge:
    reading = read_passage(text)
    words = frozenset(bare(word) for word in section.split())
    named = frozenset(YEAR.findall(f"{section}\n{text}")) | frozenset(map(str, years))
    return Judge(
        text,
        make_aligner(reading),
        find_withdrawals(reading),
        parties_of(reading),
        _wordy(reading),
        _denied(reading),
        words,
        named,
    )


def _wordy(reading: ReadText) -> tuple[Statement, ...]:
    return tuple(unit.statement for unit in reading.units if not unit.statement.figures)


def _denied(reading: ReadText) -> tuple[Segment, ...]:
    return tuple(part for unit in reading.units for part in unit.statement.segments if part.denials % 2)


def _contract_years(passage: Passage) -> tuple[int, ...]:
    """The years of the policy, and the one before, in which it is contracted."""
    years = passage.years
    return (min(years) - 1, *years) if years else ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    relation: Relation
    score: float
    problem: Problem | None
    place: int
    extra: float = 0.0
    """What its score has beside the words of the topic: literal agreement adds, a looser relation takes off."""
    strange: bool = False
    """The claim is this mention's clause with another thing put in: it is not about the same."""


def judge(
    claim: Claim,
    topic: Topic,
    passage: Judge,
    elsewhere: tuple[Figure, ...],
    *,
    former: bool = False,
    years: frozenset[str] = frozenset(),
) -> Finding:
    """What the passage says of the claim.

    `elsewhere` are the other figures of the claim's region: what the claim
    states as well does not speak against it. `former`: the claim says what something was, and what is does not
    speak against that. `years` are those that the other passages name.
    """
    sought = seek(topic, passage.aligner)
    circumstance = claim.mention.figure.kind is FigureKind.YEAR
    floor = FLOOR if sought.known < FAMILIAR and not circumstance else 0.0
    candidates = _with_range(_candidates(claim, sought, passage, former=former, years=years), claim)
    if former:
        allowed = (None, Problem.DENIAL) if denials_of(claim.mention) else (None,)
        candidates = [c for c in candidates if c.relation > Relation.DIFFERENT and c.problem in allowed]
        candidates = _told_as_former(candidates, claim, passage)
        candidates = [replace(c, problem=None, score=max(c.score, FLOOR)) for c in candidates]
    agreeing = max((c for c in candidates if c.problem is None), key=_order, default=None)
    word_for_word = next((c for c in candidates if c.problem is None and _word_for_word(claim.mention, c)), None)
    if word_for_word:
        return Finding(Outcome.SUPPORTED, word_for_word.mention, None, max(word_for_word.score, SAYS_IT))
    against = [c for c in candidates if c.problem is not None and _opposes(c, claim, elsewhere, agreeing)]
    opposing = max(against, key=_order, default=None)
    outdone = None
    if agreeing:
        outdone = max((c for c in against if _leads(c, agreeing, sought, passage)), key=_order, default=None)
        opposing = outdone or opposing
    if agreeing and agreeing.score >= floor and outdone is None:
        rival = Finding(Outcome.CONTRADICTED, opposing.mention, opposing.problem, opposing.score) if opposing else None
        return Finding(Outcome.SUPPORTED, agreeing.mention, None, agreeing.score, rival=rival)
    gone = (c for c in candidates if c.problem is Problem.WITHDRAWN and c.score >= RELATED)
    same = max(gone, key=_order, default=None) or max(
        (c for c in candidates if c.relation > Relation.DIFFERENT and c.problem), key=_order, default=None
    )
    nearer = same and (same.problem is Problem.WITHDRAWN or not opposing or same.score >= opposing.score)
    worst = same if same and same.score >= RELATED and nearer else opposing
    if worst and worst.score >= RELATED:
        by = passage.withdrawn.get(worst.mention.unit.statement.start) if worst.problem is Problem.WITHDRAWN else None
        pro = agreeing if agreeing and agreeing.score >= floor else None
        rival = Finding(Outcome.SUPPORTED, pro.mention, None, pro.score) if pro else None
        return Finding(Outcome.CONTRADICTED, worst.mention, worst.problem, worst.score, by, rival)
    return Finding(Outcome.ABSENT, agreeing.mention if agreeing else None, Problem.OTHER_THING if agreeing else None)


def _leads(one: _Candidate, other: _Candidate, sought: Sought, passage: Judge) -> bool:
    """Whether the one is so much nearer to the claim's topic that the other cannot be meant."""
    if one.score < RELATED:
        return False
    ahead = lead(sought, passage.aligner, one.place, other.place) + one.extra - other.extra
    cells = bool(one.mention.unit.columns) and bool(other.mention.unit.columns)
    return ahead > (BETWEEN_CELLS if cells else MARGIN)


def _told_as_former(candidates: list[_Candidate], claim: Claim, passage: Judge) -> list[_Candidate]:
    """Those that the passage gives as what was, where it gives any of the kind so."""
    group = group_of(claim.mention.figure.kind)
    former = [
        mention.figure.start
        for mention in passage.mentions
        if group_of(mention.figure.kind) == group and says_former(passage.text, mention)
    ]
    return [each for each in candidates if not former or each.mention.figure.start in former]


def _word_for_word(claim: Mention, candidate: _Candidate) -> bool:
    """Whether the source's whole statement is the claim's, with its one figure: a row's label says too little else."""
    mine, source = claim.unit.statement, candidate.mention.unit.statement
    if candidate.relation is not Relation.SAME or len(mine.figures) != 1 or len(source.figures) != 1:
        return False
    return bool(mine.words) and [word.raw for word in mine.words] == [word.raw for word in source.words]


def _order(candidate: _Candidate) -> tuple[float, int, int]:
    return candidate.score, candidate.relation, -candidate.mention.figure.start


def _candidates(
    claim: Claim, sought: Sought, passage: Judge, *, former: bool, years: frozenset[str]
) -> list[_Candidate]:
    found: list[_Candidate] = []
    for place, mention in enumerate(passage.mentions):
        relation = _relate(claim.mention.figure, mention.figure)
        if relation is Relation.DIFFERENT and _is_base(claim.mention) is not _is_base(mention):
            continue
        if relation is Relation.DIFFERENT and _of_other_grain(claim.mention.figure, mention.figure):
            continue
        if relation is Relation.APART or _how_often(relation, claim.mention.figure, mention.figure):
            continue
        other_year = in_another_year(claim.mention, mention)
        if relation is Relation.DIFFERENT and (other_year or _tells_of_then(claim, mention, passage)):
            continue
        extra = LITERAL * literal(claim.mention, mention) - LOOSE * (relation is Relation.WITHIN)
        score = align(sought, passage.aligner, place) + extra
        strange = relation is Relation.DIFFERENT and is_about_another_thing(claim.mention, mention, passage.aligner)
        problem = (
            Problem.YEAR if other_year else _problem(claim, mention, relation, passage, former=former, years=years)
        )
        found.append(_Candidate(mention, relation, score, problem, place, extra, strange))
    return found


def _is_base(mention: Mention) -> bool:
    """Whether a count is what another figure goes by: `1,0 fte op elke 9 fte`."""
    return (
        mention.figure.kind is FigureKind.COUNT and bool(mention.left) and mention.left[0] in vocabulary().words["by"]
    )


def _of_other_grain(claim: Figure, source: Figure) -> bool:
    """Whether one of the two is a year and the other a day: neither takes the other's place."""
    return group_of(claim.kind) == CALENDAR and (grain(claim) == "year") is not (grain(source) == "year")


def _how_often(relation: Relation, claim: Figure, source: Figure) -> bool:
    """Whether of two different lengths one says how long and the other how often."""
    return relation is Relation.DIFFERENT and is_repeated(claim) is not is_repeated(source)


def _with_range(found: list[_Candidate], claim: Claim) -> list[_Candidate]:
    """The candidates, and for a period that of its two ends where the passage gives them apart, side by side."""
    figure = claim.mention.figure
    if figure.kind is not FigureKind.PERIOD or any(each.relation is Relation.SAME for each in found):
        return found
    first, last = ends(figure)
    opening = [each for each in found if _is_end(each, first, CANNOT_OPEN)]
    closing = [each for each in found if _is_end(each, last, CANNOT_CLOSE)]
    pairs = [(one, other) for one in opening for other in closing if _side_by_side(one.mention, other.mention)]
    if not pairs:
        return found
    one, other = max(pairs, key=lambda pair: (min(pair[0].score, pair[1].score), -pair[0].mention.figure.start))
    whole = _Candidate(one.mention, Relation.WITHIN, max(one.score, other.score), None, one.place, one.extra)
    return [each for each in found if each is not one and each is not other] + [whole]


def _is_end(candidate: _Candidate, value: str, wrong: frozenset[Bound]) -> bool:
    figure = candidate.mention.figure
    if figure.bound in wrong or figure.kind not in (FigureKind.DATE, FigureKind.MONTH):
        return False
    return figure.value == value or (figure.value.endswith(value.removeprefix("-")) and value.startswith("--"))


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether two figures stand in one statement or block, or in rows of one table."""
    if one.unit.block == other.unit.block:
        return True
    rows = (BlockKind.CELLS, BlockKind.ROW)
    return one.unit.kind is other.unit.kind and one.unit.kind in rows and _next_to(one.unit.block, other.unit.block)


def _next_to(one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    return second[0] - first[1] <= ROW_GAP


def _relate(claim: Figure, source: Figure) -> Relation:
    relation = relate(claim, source)
    return Relation.SAME if relation is Relation.DIFFERENT and is_day_beside(claim, source) else relation


def is_day_beside(claim: Figure, source: Figure) -> bool:
    """Whether the claim's bound on one day is the source's on the next: uiterlijk 30 juni is vóór 1 juli."""
    if claim.kind is not FigureKind.DATE or source.kind is not FigureKind.DATE:
        return False
    step = {
        (Bound.BY, Bound.BEFORE): -1,
        (Bound.BEFORE, Bound.BY): 1,
        (Bound.FROM, Bound.AFTER): 1,
        (Bound.AFTER, Bound.FROM): -1,
    }.get((claim.bound or Bound.EXACT, source.bound or Bound.EXACT))
    return (
        step is not None
        and _shift(source.value, step) == claim.value.replace("--", "2023-")[-len(_shift(source.value, step)) :]
    )


def _shift(value: str, days: int) -> str:
    """The day so many days away, written as `value` is."""
    try:
        day = date.fromisoformat(value.replace("--", "2023-")) + timedelta(days=days)
    except (ValueError, OverflowError):
        return "?"
    return day.isoformat() if not value.startswith("--") else day.isoformat()[4:]


def _problem(
    claim: Claim, mention: Mention, relation: Relation, passage: Judge, *, former: bool, years: frozenset[str]
) -> Problem | None:
    if relation is Relation.DIFFERENT:
        return Problem.VALUE
    if relation is Relation.YEAR_ADDED and not _years_of(claim.mention.figure) <= passage.years | years:
        return Problem.YEAR
    mine = claim.mention
    if not former and _is_given_as_current(mine) and _no_longer_holds(mention, passage):
        return Problem.WITHDRAWN
    denied = denial_conflict(mine.unit.statement, of_its_year(mention), mine.figure, passage.denied)
    if not is_day_beside(mine.figure, mention.figure) and not _bound_holds(mine, mention, relation, passage.heading):
        turned = denied or denials_of(mine) != denials_of(mention)
        if not turned or (mine.figure.bound, mention.figure.bound) not in COMPLEMENTS:
            return Problem.BOUND
    elif denied or denied_nearby(mine, mention, passage.wordy):
        return Problem.DENIAL
    if actors_conflict(mine, mention, passage.parties):
        return Problem.ACTOR
    if names_another_thing(mine, mention, passage.aligner):
        return Problem.OTHER_THING
    return None


def _is_given_as_current(claim: Mention) -> bool:
    return not told_as_past(_raw(claim.region.words)) and (not claim.left or claim.left[0] != "van")


def _years_of(figure: Figure) -> frozenset[str]:
    return frozenset(end[:4] for end in ends(figure) if end[:4].isdigit())


def _tells_of_then(claim: Claim, mention: Mention, passage: Judge) -> bool:
    """Whether the figure says what was, or when that changed: it does not speak against what is."""
    if opens_correction(passage.text, mention.figure):
        return literal(claim.mention, mention) == 0
    return _no_longer_holds(mention, passage)


def _no_longer_holds(mention: Mention, passage: Judge) -> bool:
    """Whether the passage has another figure for it since, or takes back the statement it stands in."""
    if says_former(passage.text, mention):
        return True
    by = passage.withdrawn.get(mention.unit.statement.start)
    if by is None:
        return False
    revised = {grain(f) for f in by.statement.figures if not opens_correction(passage.text, f)}
    revised &= {grain(figure) for figure in mention.unit.statement.figures}
    return not revised or grain(mention.figure) in revised


def _bound_holds(claim: Mention, source: Mention, relation: Relation, heading: frozenset[str]) -> bool:
    if relation is Relation.WITHIN:
        return _bound_within(claim.figure, source.figure)
    if "/" in claim.figure.value and group_of(claim.figure.kind) == CALENDAR and claim.figure.bound is None:
        return True
    context = frozenset(word.raw for word in (*source.unit.context, *source.unit.statement.words)) | heading
    return bounds_agree(
        claim.figure,
        source.figure,
        before=_word_before(claim),
        source_before=_word_before(source),
        context=context,
        cell=source.unit.kind is BlockKind.CELLS,
    )


def _word_before(mention: Mention) -> str:
    """The word before a figure; of a time, that before the date it belongs to: `tot 1 mei om 13.00 uur`."""
    passed = TIED_TIME if mention.figure.kind is FigureKind.TIME and OTHER_FIGURE in mention.left[:2] else ()
    return next((word for word in mention.left if word not in passed), "")


def _bound_within(claim: Figure, source: Figure) -> bool:
    """Whether a bound on a part holds for the whole: until its last, from its first; of a date's year, its own."""
    if claim.bound is None or claim.bound is Bound.EXACT or claim.kind is FigureKind.TIME:
        return True
    first, last = ends(source)
    if first == last:
        return claim.bound is source.bound
    if claim.bound is Bound.FROM:
        return first.startswith(claim.value)
    return claim.bound is Bound.BY and last.startswith(claim.value)


def _raw(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.raw for word in words)


def _opposes(candidate: _Candidate, claim: Claim, elsewhere: tuple[Figure, ...], agreeing: _Candidate | None) -> bool:
    """Whether what the candidate says can speak against the claim."""
    if candidate.relation is not Relation.DIFFERENT:
        return True
    alike = (other for other in elsewhere if grain(other) == grain(candidate.mention.figure))
    if any(relate(other, candidate.mention.figure) >= Relation.WITHIN for other in alike):
        return False
    year = candidate.mention.figure
    if agreeing and (
        candidate.strange or (year.kind is FigureKind.YEAR and relate(year, claim.mention.figure) is Relation.WITHIN)
    ):
        return False
    if agreeing is None:
        return True
    if literal(claim.mention, candidate.mention) >= SAME_PLACE:
        return True
    return grain(candidate.mention.figure) == grain(claim.mention.figure)


def grain(figure: Figure) -> str:
    """What a figure is fine enough to speak against: days and months, years, or its own kind."""
    if figure.kind is FigureKind.DURATION:
        return "hours" if "T" in figure.value else "days"
    if group_of(figure.kind) != CALENDAR:
        return figure.kind.value
    return "year" if all(len(end) == len("2025") for end in ends(figure)) else "day"
