"""The model proposes, the checker disposes: which sentences of a model are let through.

Each sentence is checked as soon as it is complete, in the context of the text
that was let through before it. One that does not hold is repaired: by the
passage that does state it, once by the model itself, or by the words of the
passages that it cites. Else it is left out; nothing takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.checker import check_answer
from retrieval.draft import Sentence, checkable, render
from retrieval.figures.find import find_figures
from retrieval.language_model.leaning import foreign_addresses, is_dutch, leaning
from retrieval.language_model.opposing import Objection, Reason, opposed, says_nothing
from retrieval.language_model.quoting import quotable
from retrieval.language_model.sentences import Proposed
from retrieval.language_model.source import Plain, Source
from retrieval.types import CheckReport, Passage, Verdict

MOST_SENTENCES = 12
"""A comparison or a list takes a sentence for each part; more than this is a model that goes on."""
LEANS_NOT = 0.1
"""Chance below which a sentence without figures is about something else and is left out: on gym folder f and the unseen
bench that is 1 of 38 true ones, and 71 % of those that cite the passage next to theirs."""
LEANS_NOT_STATED = 0.01
"""The same for a sentence with figures, which the checker has found to be of that thing."""
LEANS_LITTLE = 0.5
"""Chance below which a sentence without figures is let through with a remark."""


class Outcome(StrEnum):
    """What happened to a proposed sentence."""

    KEPT = "kept"
    REPAIRED = "repaired"
    QUOTED = "quoted"
    """The source's own words took its place."""
    WITHHELD = "withheld"
    ASKED = "asked"
    """It asks something back, which claims nothing and is not shown."""


Repair = Callable[[Proposed, tuple[Objection, ...]], Proposed | None]
"""Asks the model for the sentence again, showing its error; None when it may not or cannot."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """What became of a sentence, and what of it may be shown."""

    outcome: Outcome
    sentences: tuple[Sentence, ...] = ()
    flagged: bool = False
    """Few of its words stand in the passage."""
    pointed_nowhere: int = 0
    """Markers that named no passage and were dropped."""
    objections: tuple[Objection, ...] = ()
    """Why it was not shown as it stood."""


@dataclass(slots=True)
class Guard:
    """Checks the sentences of one answer, in order. `passages` are those the model was shown."""

    passages: tuple[Passage, ...]
    question: str
    today: date
    repair: Repair
    source: Source = field(default_factory=Plain)
    accepted: list[Sentence] = field(default_factory=list)

    def watch(self, proposed: Iterable[Proposed]) -> Iterator[Guarded]:
        """Each sentence's outcome as it comes; ends at a repetition or after `MOST_SENTENCES`."""
        seen: set[str] = set()
        for count, sentence in enumerate(proposed):
            if count >= MOST_SENTENCES or sentence.text.lower() in seen:
                return
            seen.add(sentence.text.lower())
            guarded = self._judge(sentence)
            self.accepted.extend(guarded.sentences)
            yield guarded

    def _judge(self, proposed: Proposed) -> Guarded:
        known, lost = self._pointed(proposed)
        if proposed.text.endswith("?") and not proposed.numbers:
            return Guarded(Outcome.ASKED)
        sentence, objections = self._supported(known)
        if sentence:
            return Guarded(Outcome.KEPT, (sentence,), flagged=self._leans_little(sentence), pointed_nowhere=lost)
        for again in self._repairs(known, objections):
            sentence, _ = self._supported(self._pointed(again)[0])
            if sentence:
                return Guarded(Outcome.REPAIRED, (sentence,), pointed_nowhere=lost, objections=objections)
        quotes = self._quotes(known) if objections[0].reason is not Reason.ELSEWHERE else ()
        if quotes:
            return Guarded(Outcome.QUOTED, quotes, pointed_nowhere=lost, objections=objections)
        return Guarded(Outcome.WITHHELD, pointed_nowhere=lost, objections=objections)

    def _repairs(self, proposed: Proposed, objections: tuple[Objection, ...]) -> Iterator[Proposed]:
        """The sentence pointed at the passages that do state what it says, then as the model writes it anew."""
        stated = tuple(o.n for o in objections if o.elsewhere and o.n is not None)
        if stated:
            yield Proposed(proposed.text, tuple(dict.fromkeys((*proposed.numbers, *stated))))
        if stated and len(stated) == len(objections):
            yield Proposed(proposed.text, tuple(dict.fromkeys(stated)))
        if objections[0].reason is not Reason.ELSEWHERE:
            again = self.repair(proposed, objections)
            if again and again.text not in {sentence.text for sentence in self.accepted}:
                yield again

    def _quotes(self, proposed: Proposed) -> tuple[Sentence, ...]:
        """What a sentence sums up or misstates, in the source's words, but for what is shown."""
        passages = self._cited(proposed.numbers)
        shown = {id_ for sentence in self.accepted for id_ in sentence.unit_ids}
        found: list[Sentence] = []
        for unit, passage in quotable(proposed.text, passages, self.source.nearness(proposed.text, passages)):
            text, opening = self.source.words(unit), self.source.opening(passage)
            quote = Sentence(text, (passage.n,), (str(unit.id),), opening)
            if not self._check(quote, found).ok:
                return ()
            found += [] if str(unit.id) in shown else [quote]
        return tuple(found)

    def _leans_little(self, sentence: Sentence) -> bool:
        passages = self._cited(sentence.sources)
        return not find_figures(sentence.text) and self._leaning(sentence.text, passages) < LEANS_LITTLE

    def _leaning(self, text: str, passages: Sequence[Passage]) -> float:
        return leaning(text, passages, self.source.nearness(text, passages))

    def _pointed(self, proposed: Proposed) -> tuple[Proposed, int]:
        """The sentence with only those numbers that name a passage, and how many did not."""
        numbers = {passage.n for passage in self.passages}
        known = tuple(n for n in proposed.numbers if n in numbers)
        return Proposed(proposed.text, known), len(proposed.numbers) - len(known)

    def _supported(self, proposed: Proposed) -> tuple[Sentence | None, tuple[Objection, ...]]:
        """The sentence if it may be shown, else None with what stands in its way."""
        report = self._check(Sentence(proposed.text, proposed.numbers))
        wrong = tuple(
            Objection(Reason.FIGURE, check.reason, check.n, elsewhere=check.verdict is Verdict.WRONG_CITATION)
            for check in report.checks
            if check.verdict is not Verdict.SUPPORTED
        )
        if wrong or not report.ok:
            return None, wrong or (Objection(Reason.FIGURE),)
        sources = proposed.numbers or self._sources(report, proposed)
        passages = self._cited(sources)
        strange = foreign_addresses(proposed.text, [p.text for p in passages])
        if strange:
            return None, tuple(self._address_objection(address) for address in strange)
        least = LEANS_NOT_STATED if report.checks else LEANS_NOT
        if not (proposed.numbers or report.checks) and says_nothing(proposed.text):
            return None, (Objection(Reason.ELSEWHERE),)
        if not sources or not is_dutch(proposed.text) or self._leaning(proposed.text, passages) < least:
            return None, (Objection(Reason.ELSEWHERE),)
        denied = opposed(proposed.text, passages, stated=bool(report.checks), source=self.source)
        return (None, (denied,)) if denied else (Sentence(proposed.text, sources), ())

    def _address_objection(self, address: str) -> Objection:
        """An address that no cited passage has; where another has it, the sentence may be pointed there."""
        n = next((p.n for p in self.passages if not foreign_addresses(address, [p.text])), None)
        return Objection(Reason.ELSEWHERE, n=n, elsewhere=n is not None)

    def _check(self, sentence: Sentence, also: Sequence[Sentence] = ()) -> CheckReport:
        """The checks of this sentence, in the context of what was let through before it, and of `also`.

        Only the passages that are cited count; the others are looked at when those do not support it.
        """
        before = (*self.accepted, *also)
        text = render([*before, sentence])
        cited = {n for each in (*before, sentence) for n in each.sources}
        few = self._cited(cited) if sentence.sources else self.passages
        read = checkable(text.text, few)
        report = check_answer(read, few, question=self.question, today=self.today)
        if not report.ok and len(few) < len(self.passages):
            report = check_answer(read, self.passages, question=self.question, today=self.today)
        start = text.spans[-1][0]
        return CheckReport(tuple(check for check in report.checks if check.end > start), report.ok)

    def _sources(self, report: CheckReport, proposed: Proposed) -> tuple[int, ...]:
        """For a sentence without markers: the passages of its figures, else the one it leans on most."""
        found = tuple(dict.fromkeys(check.n for check in report.checks if check.n is not None))
        if found:
            return found
        rated = [(-self._leaning(proposed.text, (passage,)), passage.n) for passage in self.passages]
        return (min(rated)[1],) if rated else ()

    def _cited(self, numbers: Iterable[int]) -> tuple[Passage, ...]:
        wanted = set(numbers)
        return tuple(passage for passage in self.passages if passage.n in wanted)
