"""Which units together answer: the best one, what it leaves open, and the sentence that belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile

from retrieval.answer import cues
from retrieval.answer.clauses import for_clauses
from retrieval.answer.hints import HOLDS_WORD
from retrieval.answer.match import ReadUnit, term_match, term_value
from retrieval.answer.rank import Scored, unranked
from retrieval.answer.wanted import fulfils
from retrieval.answer.yes_no import YesNo, presumed, verdict_on
from retrieval.figures.values import FigureKind
from retrieval.types import Form, Question, Unit, UnitKind, Wanted
from retrieval.understand.lexical import words
from retrieval.understand.terms import TOPIC

Nearby = Callable[[ReadUnit], Sequence[ReadUnit]]
"""The units around one: of its passage, and of the passages before and after it in the same section."""
NEAREST = 6
NEAREST_WORDS = 60
"""The warning in front takes words as well."""
AS_NEAR = 0.8
"""Share of the best score from which a unit comes as near: with it .457 of 621 questions of folders j, l, m and four
other policies were answered right, .436 with 0.9, .436 with the chosen units alone."""
MOST_UNITS = 3
MOST_WORDS = 78
"""Words of the chosen units together: an answer, not a dump."""
GAIN = 0.16
"""Share of the question's words that a further unit must add to be worth its place."""
GAIN_ANSWERED = 0.3
"""The same when everything that was asked for stands there already."""
GAIN_BESIDE = 0.10
"""The same for a unit of the same passage."""
NEAR_BEST = 0.72
"""A further unit scores at least this share of the best."""
RIVAL = 0.87
"""A unit that scores this share of the best is right nearly as often: over 233 questions of three corpora the best unit
is the right one in 93 % when it leads by more, and in 55 % when it does not."""
RIVAL_WITH_FIGURE = 0.965
"""The same when a figure is asked for: a second one beside it may mislead."""
DECIDES = 0.87
"""The same for a unit that decides a yes/no question, when the best one leaves it open."""
HOLDS_QUESTION = 0.75
"""Share of the question's words from which a unit speaks of all that is asked."""
DECIDING = 5
RIVALS = 3
LIST_RIVAL = 0.9
"""The same for the items of a list, when a list is asked for: so many of them together are no accident."""
LIST_ITEMS = 3
LISTED_AS = (UnitKind.ITEM, UnitKind.ROW)
BELONGS = cues.opening("belongs")
"""Openings of a sentence that adds a condition, an exception or what follows to the one before."""
EXCEPTED = 3
"""Sentences behind a rule in which an exception to it is looked for."""
BESIDE_QUESTION = 0.2
"""Share of the question's words that a following sentence holds to be added."""
CONDITION = cues.words("condition")
WHAT_THEN = cues.words("what_then")
NEARLY = 0.85
"""Share of the best score from which another unit answers nearly as well."""
PREMISE_OWN = 0.35
"""Share of the question's words in a unit that is held against what the question takes for granted."""
CHOICE = cues.ending("choice")
COUNTED_OFF = cues.opening("counted_off")
SHOWN = 58
"""Words of one unit that are shown at most."""
LATEST = cues.words("latest")
EXCEPTION = cues.words("exception")
OWN_CASE = cues.words("own_case")
TITLE_WORDS = 7
MET = 0.5
SURELY_MET = 0.8


def select(
    question: Question, ranked: Sequence[Scored], everything: Mapping[str, Scored], *, nearby: Nearby
) -> tuple[Scored, ...]:
    """The units of one policy to be cited, the best first."""
    return _of_new_topic(question, _select(question, ranked, everything, nearby=nearby))


def nearest(question: Question, ranked: Sequence[Scored], chosen: Sequence[Scored]) -> tuple[Scored, ...]:
    """What to show when it is not sure that the chosen units answer: with them what comes as near."""
    found = list(chosen)
    for scored in _of_new_topic(question, tuple(ranked[:NEAREST])):
        size = sum(_words(s) for s in (*found, scored))
        if scored.score >= AS_NEAR * ranked[0].score and size <= NEAREST_WORDS:
            _add(scored, found)
    return tuple(found)


def _of_new_topic(question: Question, chosen: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """Of a follow-up that names another thing (`en voor een vulling?`): without the rows and items about the former."""
    said = set(words(question.asked)) if question.follow_up else set()
    new = [term for term in question.terms if term.text in said and term.weight >= TOPIC]
    about = [s for s in chosen if any(term_value(term, s.reading.text) >= HOLDS_WORD for term in new)]
    if not about:
        return chosen
    return tuple(s for s in chosen if s in about or s.reading.unit.kind not in (UnitKind.ROW, UnitKind.ITEM))


def _select(
    question: Question, ranked: Sequence[Scored], everything: Mapping[str, Scored], *, nearby: Nearby
) -> tuple[Scored, ...]:
    best = _item_for_lead(_of_list(question, ranked) or _deciding(question, ranked), everything)
    chosen = [best]
    for other in (*_for_wishes(question, ranked, chosen), *_for_premise(question, ranked, chosen)):
        _add(other, chosen)
    behind = _following(question, best.reading, everything, nearby)
    for other in (*_exceptions(question, behind), *for_clauses(question, ranked, chosen, behind)):
        _add(other, chosen)
    beside = partial(_beside, question, everything, nearby)
    for scored in tuple(chosen):
        for other in beside(scored.reading):
            _add(other, chosen)
    if verdict_on(question, chosen) in (YesNo.YES, YesNo.NO) or LATEST.search(question.text):
        if question.form is Form.YES_NO:
            _add(ranked[0], chosen)
        return tuple(chosen)
    for other in _as_good(question, ranked, chosen):
        _add(other, chosen)
    while (added := _most_gain(question, ranked, chosen)) is not None and _add(added, chosen):
        pass
    rival = _rival(question, ranked, chosen)
    if rival is not None:
        _add(rival, chosen)
    for asking in (s for s in tuple(chosen) if s.reading.unit.text.rstrip().endswith("?")):
        for other in beside(asking.reading):
            _add(other, chosen)
    return tuple(chosen)


def _of_list(question: Question, ranked: Sequence[Scored]) -> Scored | None:
    """When a list is asked for: the best item or row of one that answers about as well as the best unit."""
    if (
        question.form is not Form.LIST
        or ranked[0].reading.unit.kind in LISTED_AS
        or any(wish.strong for wish in question.wishes)
    ):
        return None
    items = [s for s in ranked if s.reading.unit.kind is UnitKind.ITEM or _lists_asked(question, s)]
    groups = Counter(_list_of(s) for s in items)
    alike = (s for s in items if s.score >= LIST_RIVAL * ranked[0].score)
    return next((s for s in alike if groups[_list_of(s)] >= LIST_ITEMS), None)


def _lists_asked(question: Question, row: Scored) -> bool:
    """Whether a row stands in a table whose caption or header names what is asked for."""
    topics = (term for term in question.terms if term.weight >= TOPIC)
    return row.reading.unit.kind is UnitKind.ROW and any(term_value(t, row.reading.lead) >= HOLDS_WORD for t in topics)


def _list_of(item: Scored) -> tuple[str, ...]:
    """The list that an item belongs to: its headings and its lead-in."""
    return (*item.reading.unit.section, item.reading.unit.lead)


def _deciding(question: Question, ranked: Sequence[Scored]) -> Scored:
    """The best unit; for a yes/no question, of those that answer about as well, the first that says ja or nee."""
    best = _newest(question, ranked)
    if question.form is not Form.YES_NO or verdict_on(question, (best,)) is not YesNo.NONE:
        return best
    whole = min(best.own, HOLDS_QUESTION)
    alike = (s for s in ranked[1:DECIDING] if s.score >= DECIDES * best.score and s.own >= whole)
    return next((s for s in alike if verdict_on(question, (s,)) in (YesNo.YES, YesNo.NO)), best)


def _newest(question: Question, ranked: Sequence[Scored]) -> Scored:
    """The best unit; of several that are alike, when the latest is asked for, the one with the latest date."""
    best = ranked[0]
    if not LATEST.search(question.text):
        return best
    alike = [s for s in ranked if s.reading.chunk.id == best.reading.chunk.id and s.score >= NEARLY * best.score]
    return max(alike, key=lambda s: (_last_date(s), s.score))


def _last_date(scored: Scored) -> str:
    """The latest full date in a unit, in ISO form, so that dates compare as text."""
    dates = (f.value for f in scored.reading.unit.figures if f.kind is FigureKind.DATE and f.value[:4].isdigit())
    return max(dates, default="")


def _rival(question: Question, ranked: Sequence[Scored], chosen: Sequence[Scored]) -> Scored | None:
    """The unit that answers about as well as the best; none when only the best says what was asked for."""
    best = chosen[0]
    wishes = [wish for wish in question.wishes if wish.strong and wish.wanted is not Wanted.WHO]
    figure = any(wish.wanted is not Wanted.CHANNEL for wish in wishes)
    for scored in ranked[:RIVALS]:
        if scored in chosen or scored.score < (RIVAL_WITH_FIGURE if figure else RIVAL) * best.score:
            continue
        if _of_another_year(question, scored, best):
            continue
        if all(fulfils(w, scored.reading, question) >= fulfils(w, best.reading, question) for w in wishes):
            return scored
    return None


def _of_another_year(question: Question, scored: Scored, best: Scored) -> bool:
    """Whether the best unit is of the year asked about, and this one names only others."""
    asked = {figure.value for figure in question.figures if figure.kind is FigureKind.YEAR}
    years = {figure.value for figure in scored.reading.unit.figures if figure.kind is FigureKind.YEAR}
    own = {figure.value for figure in best.reading.unit.figures if figure.kind is FigureKind.YEAR}
    return len(asked) == 1 and asked <= own and bool(years) and asked.isdisjoint(years)


def _add(scored: Scored, chosen: list[Scored]) -> bool:
    """Adds a unit when there is room for it."""
    size = sum(_words(s) for s in (*chosen, scored))
    if scored in chosen or len(chosen) >= MOST_UNITS or size > MOST_WORDS:
        return False
    chosen.append(scored)
    return True


def _words(scored: Scored) -> int:
    """Words of a unit as it is shown at most."""
    return min(len(scored.reading.unit.text.split()), SHOWN) + min(len(scored.reading.unit.lead.split()), 12)


def _item_for_lead(best: Scored, everything: Mapping[str, Scored]) -> Scored:
    """For the lead-in of a list, which says nothing by itself, the best item of the list."""
    text = best.reading.unit.text.strip()
    items = [
        everything[unit.id]
        for unit in best.reading.chunk.units
        if unit.kind is UnitKind.ITEM and unit.lead.strip() == text and unit.id in everything
    ]
    return max(items, key=lambda s: (s.score, s.reading.unit.id)) if items else best


def _for_wishes(question: Question, ranked: Sequence[Scored], chosen: list[Scored]) -> list[Scored]:
    """Units that hold what is wished and not yet there."""
    found: list[Scored] = []
    for wish in question.wishes:
        if wish.wanted is Wanted.WHO or any(fulfils(wish, s.reading, question) >= MET for s in (*chosen, *found)):
            continue
        fitting = (s for s in ranked if fulfils(wish, s.reading, question) >= SURELY_MET)
        other = next((s for s in fitting if s.score >= NEAR_BEST * chosen[0].score), None)
        if other:
            found.append(other)
    return found


def _for_premise(question: Question, ranked: Sequence[Scored], chosen: list[Scored]) -> list[Scored]:
    """A unit with the kind of figure that the question takes for granted, so that it can be held against it."""
    kinds = {figure.kind for figure in presumed(question)} - {FigureKind.PERIOD}
    have = {figure.kind for s in chosen for figure in s.reading.unit.figures}
    if not kinds - have:
        return []
    fitting = (s for s in ranked if {f.kind for f in s.reading.unit.figures} & (kinds - have))
    return [s for s in fitting if s.own >= PREMISE_OWN][:1]


def _as_good(question: Question, ranked: Sequence[Scored], chosen: list[Scored]) -> list[Scored]:
    """In a comparison, whose lines are short: another unit that answers nearly as well, where no figure decides."""
    if not question.in_comparison or any(wish.strong for wish in question.wishes):
        return []
    return [s for s in ranked[1:4] if s.score >= NEARLY * chosen[0].score and s not in chosen][:1]


def _most_gain(question: Question, ranked: Sequence[Scored], chosen: list[Scored]) -> Scored | None:
    """The unit that adds most words of the question to those chosen."""
    total = sum(term.weight for term in question.terms) or 1.0
    have = {t.stem: max(term_match(t, s.reading) for s in chosen) for t in question.terms}
    chunks = {s.reading.chunk.id for s in chosen}
    strong = [wish for wish in question.wishes if wish.strong and wish.wanted is not Wanted.WHO]
    answered = strong and all(any(fulfils(w, s.reading, question) >= MET for s in chosen) for w in strong)
    best: tuple[float, Scored | None] = (0.0, None)
    for scored in ranked[:12]:
        if scored in chosen or scored.score < NEAR_BEST * chosen[0].score or _is_title(scored.reading.unit):
            continue
        gain = sum(
            term.weight * max(0.0, term_value(term, scored.reading.text) - have[term.stem]) for term in question.terms
        )
        needed = GAIN_BESIDE if scored.reading.chunk.id in chunks else GAIN
        if answered:
            needed = GAIN_ANSWERED
        if gain / total > max(best[0], needed):
            best = (gain / total, scored)
    return best[1]


def _is_title(unit: Unit) -> bool:
    """A few words without an end: a title, which says nothing."""
    return (
        unit.kind is UnitKind.SENTENCE and len(unit.text.split()) < TITLE_WORDS and unit.text.rstrip()[-1:] not in ".!:"
    )


def _beside(question: Question, everything: Mapping[str, Scored], nearby: Nearby, reading: ReadUnit) -> list[Scored]:
    """The sentences before that this one points back at, and the one after that belongs to it."""
    around = [everything.get(r.unit.id) or unranked(question, r) for r in nearby(reading)]
    place = next(i for i, scored in enumerate(around) if scored.reading.unit.id == reading.unit.id)
    after = _after(question, reading, around[place + 1 :])
    found: list[Scored] = []
    leans = reading.leans
    while leans and place > 0 and len(found) < MOST_UNITS - 1:
        place -= 1
        if not _citable(around[place]):
            break
        found.append(around[place])
        leans = around[place].reading.leans
    found = _counted_off(reading, around) + _alternatives(reading, around) + found
    return ([after] if after else []) + found if not reading.leans else found + ([after] if after else [])


def _exceptions(question: Question, following: Sequence[Scored]) -> list[Scored]:
    """For who asks about his own case: the sentence shortly behind the rule that excepts some from it."""
    if not (question.form is Form.YES_NO or OWN_CASE.search(question.asked)):
        return []
    near = takewhile(lambda s: s.reading.unit.kind is UnitKind.SENTENCE and _citable(s), following[:EXCEPTED])
    return [s for s in near if EXCEPTION.search(s.reading.unit.text)][:1]


def _following(question: Question, reading: ReadUnit, everything: Mapping[str, Scored], nearby: Nearby) -> list[Scored]:
    """The units behind one in its section."""
    around = nearby(reading)
    place = next(i for i, r in enumerate(around) if r.unit.id == reading.unit.id)
    return [everything.get(r.unit.id) or unranked(question, r) for r in around[place + 1 :]]


def _counted_off(reading: ReadUnit, around: Sequence[Scored]) -> list[Scored]:
    """The items that count off with this one: `ten eerste` and `ten tweede` are one statement."""
    if reading.unit.kind is not UnitKind.ITEM or not COUNTED_OFF.search(reading.unit.text):
        return []
    others = (scored for scored in around if scored.reading.unit.id != reading.unit.id)
    return [s for s in others if _same_list(s.reading, reading) and COUNTED_OFF.search(s.reading.unit.text)]


def _alternatives(reading: ReadUnit, around: Sequence[Scored]) -> list[Scored]:
    """The items that `of` joins to this one: half of a choice is a wrong condition."""
    place = next(i for i, scored in enumerate(around) if scored.reading.unit.id == reading.unit.id)
    before = takewhile(_offers_choice, reversed(around[:place]))
    joined = [scored for scored in before if _same_list(scored.reading, reading)]
    for scored, following in pairwise(around[place:]):
        if not _offers_choice(scored) or not _same_list(following.reading, reading):
            break
        joined.append(following)
    return joined


def _offers_choice(scored: Scored) -> bool:
    unit = scored.reading.unit
    return unit.kind is UnitKind.ITEM and CHOICE.search(unit.text) is not None


def _same_list(one: ReadUnit, other: ReadUnit) -> bool:
    return one.unit.kind is other.unit.kind is UnitKind.ITEM and one.unit.lead == other.unit.lead


def _after(question: Question, reading: ReadUnit, following: Sequence[Scored]) -> Scored | None:
    if not following or following[0].reading.unit.kind is not reading.unit.kind or not _citable(following[0]):
        return None
    scored, after = following[0], following[0].reading.unit
    if after.kind is UnitKind.ROW:
        return None
    if reading.unit.text.rstrip().endswith("?") or WHAT_THEN.search(question.asked):
        return scored
    if scored.reading.leans and any(fulfils(wish, scored.reading, question) >= SURELY_MET for wish in question.wishes):
        return scored
    belongs = BELONGS.search(after.text) and (scored.own >= BESIDE_QUESTION or CONDITION.search(after.text))
    return scored if belongs else None


def _citable(scored: Scored) -> bool:
    return scored.reading.unit.superseded_by is None and scored.reading.unit.kind is not UnitKind.HEADING
