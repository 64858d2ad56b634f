"""The model proposes, the checker disposes: which sentences of a model are let through.

Each sentence is checked as soon as it is complete, in the context of the text
that was let through before it. One that does not hold is repaired: by the
passage that does state it, or once by the model itself. Else it is left out;
nothing takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.checker import check_answer
from retrieval.draft import Sentence, checkable, render
from retrieval.language_model.leaning import foreign_addresses, is_dutch, leans
from retrieval.language_model.opposing import LEAVES_ROOM, Objection, Reason, Says, opposed
from retrieval.language_model.sentences import Proposed
from retrieval.types import CheckReport, Passage, Verdict

MOST_SENTENCES = 12
"""A comparison or a list takes a sentence for each part; more than this is a model that goes on."""
LEANS_NOT = 0.35
"""Leaning below this a sentence is about something else and is left out."""
LEANS_LITTLE = 0.6
"""Leaning below this a sentence is let through with a remark."""


class Outcome(StrEnum):
    """What happened to a proposed sentence."""

    KEPT = "kept"
    REPAIRED = "repaired"
    WITHHELD = "withheld"


Repair = Callable[[Proposed, tuple[Objection, ...]], Proposed | None]
"""Asks the model for the sentence again, showing its error; None when it may not or cannot."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """A sentence that may be shown; for a withheld one `sentence` is None."""

    outcome: Outcome
    sentence: Sentence | None
    flagged: bool = False
    """Few of its words stand in the passage."""
    pointed_nowhere: int = 0
    """Markers that named no passage and were dropped."""
    reason: Reason | None = None
    """Why it was left out."""


@dataclass(slots=True)
class Guard:
    """Checks the sentences of one answer, in order. `passages` are those the model was shown."""

    passages: tuple[Passage, ...]
    question: str
    today: date
    repair: Repair
    says: Says = LEAVES_ROOM
    accepted: list[Sentence] = field(default_factory=list)

    def watch(self, proposed: Iterable[Proposed]) -> Iterator[Guarded]:
        """Each sentence's outcome as it comes; ends at a repetition or after `MOST_SENTENCES`."""
        seen: set[str] = set()
        for count, sentence in enumerate(proposed):
            if count >= MOST_SENTENCES or sentence.text.lower() in seen:
                return
            seen.add(sentence.text.lower())
            guarded = self._judge(sentence)
            if guarded.sentence:
                self.accepted.append(guarded.sentence)
            yield guarded

    def _judge(self, proposed: Proposed) -> Guarded:
        known, lost = self._pointed(proposed)
        sentence, objections = self._supported(known)
        if sentence:
            flagged = leans(sentence.text, self._cited(sentence.sources)) < LEANS_LITTLE
            return Guarded(Outcome.KEPT, sentence, flagged=flagged, pointed_nowhere=lost)
        for again in self._repairs(known, objections):
            sentence, _ = self._supported(self._pointed(again)[0])
            if sentence:
                return Guarded(Outcome.REPAIRED, sentence, pointed_nowhere=lost)
        return Guarded(Outcome.WITHHELD, None, pointed_nowhere=lost, reason=objections[0].reason)

    def _repairs(self, proposed: Proposed, objections: tuple[Objection, ...]) -> Iterator[Proposed]:
        """The sentence pointed at the passages that do state its figures, then as the model writes it anew."""
        stated = tuple(o.n for o in objections if o.elsewhere and o.n is not None)
        if stated and len(stated) == len(objections):
            yield Proposed(proposed.text, tuple(dict.fromkeys((*proposed.numbers, *stated))))
            yield Proposed(proposed.text, tuple(dict.fromkeys(stated)))
        if objections[0].reason is not Reason.ELSEWHERE:
            again = self.repair(proposed, objections)
            if again and again.text not in {sentence.text for sentence in self.accepted}:
                yield again

    def _pointed(self, proposed: Proposed) -> tuple[Proposed, int]:
        """The sentence with only those numbers that name a passage, and how many did not."""
        numbers = {passage.n for passage in self.passages}
        known = tuple(n for n in proposed.numbers if n in numbers)
        return Proposed(proposed.text, known), len(proposed.numbers) - len(known)

    def _supported(self, proposed: Proposed) -> tuple[Sentence | None, tuple[Objection, ...]]:
        """The sentence if it may be shown, else None with what stands in its way."""
        report = self._check(proposed)
        wrong = tuple(
            Objection(Reason.FIGURE, check.reason, check.n, elsewhere=check.verdict is Verdict.WRONG_CITATION)
            for check in report.checks
            if check.verdict is not Verdict.SUPPORTED
        )
        if wrong or not report.ok:
            return None, wrong or (Objection(Reason.FIGURE),)
        sources = proposed.numbers or self._sources(report, proposed)
        passages = self._cited(sources)
        stands = is_dutch(proposed.text) and not foreign_addresses(proposed.text, [p.text for p in passages])
        if not sources or not stands or leans(proposed.text, passages) < LEANS_NOT:
            return None, (Objection(Reason.ELSEWHERE),)
        denied = opposed(proposed.text, passages, stated=bool(report.checks), says=self.says)
        return (None, (denied,)) if denied else (Sentence(proposed.text, sources), ())

    def _check(self, proposed: Proposed) -> CheckReport:
        """The checks of this sentence, in the context of what was let through before it.

        Only the passages that are cited count; the others are looked at when those do not support it.
        """
        text = render([*self.accepted, Sentence(proposed.text, proposed.numbers)])
        cited = {n for sentence in self.accepted for n in sentence.sources} | {*proposed.numbers}
        few = self._cited(cited) if proposed.numbers else self.passages
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
        leaning = [(-leans(proposed.text, (passage,)), passage.n) for passage in self.passages]
        return (min(leaning)[1],) if leaning else ()

    def _cited(self, numbers: Iterable[int]) -> tuple[Passage, ...]:
        wanted = set(numbers)
        return tuple(passage for passage in self.passages if passage.n in wanted)
