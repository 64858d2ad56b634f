"""The model proposes, the checker disposes: which sentences of a model are let through.

Each sentence is checked as soon as it is complete, in the context of the text
that was let through before it. What is not supported is repaired once by the
model itself, then replaced by the extractive answer's sentence, then left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retrieval.checker import check_answer
from retrieval.language_model.leaning import coverage, foreign_addresses, is_dutch
from retrieval.language_model.sentences import Proposed
from retrieval.types import CheckReport, FigureCheck, Passage, Sentence, Verdict

MOST_SENTENCES = 6
"""More than the prompt asks for is a model that goes on; the rest is not read."""
LEANS_NOT = 0.35
"""Below this share of shared content words a sentence is about something else and is left out."""
LEANS_LITTLE = 0.6
"""Below this share a sentence is let through with a remark."""

Repair = Callable[[Proposed, tuple[FigureCheck, ...]], Proposed | None]
"""Asks the model for the sentence again, showing its error; None when it may not or cannot."""


class Outcome(StrEnum):
    """What happened to a proposed sentence."""

    KEPT = "kept"
    REPAIRED = "repaired"
    REPLACED = "replaced"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A sentence that may be shown; for a withheld one `sentence` is None."""

    outcome: Outcome
    sentence: Sentence | None
    flagged: bool = False
    """Few of its words stand in the passage."""
    pointed_nowhere: int = 0
    """Markers that named no passage and were dropped."""
    figures: int = 0
    """Figures that were wrong in what the model proposed."""


@dataclass(slots=True)
class Guard:
    """Checks the sentences of one answer, in order.

    `passages` are those the model was shown, `fallback` the sentences of the
    extractive answer with numbers of the same passages.
    """

    passages: tuple[Passage, ...]
    fallback: tuple[Sentence, ...]
    question: str
    today: date
    repair: Repair
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
        sentence, wrong = self._supported(known)
        if sentence:
            flagged = coverage(sentence.text, self._texts(sentence.sources)) < LEANS_LITTLE
            return Guarded(Outcome.KEPT, sentence, flagged=flagged, pointed_nowhere=lost)
        again = self.repair(known, wrong) if wrong else None
        if again:
            sentence, _ = self._supported(self._pointed(again)[0])
            if sentence:
                return Guarded(Outcome.REPAIRED, sentence, pointed_nowhere=lost, figures=len(wrong))
        replacement = self._replacement(known)
        outcome = Outcome.REPLACED if replacement else Outcome.WITHHELD
        return Guarded(outcome, replacement, pointed_nowhere=lost, figures=len(wrong))

    def _pointed(self, proposed: Proposed) -> tuple[Proposed, int]:
        """The sentence with only those numbers that name a passage, and how many did not."""
        numbers = {passage.n for passage in self.passages}
        known = tuple(n for n in proposed.numbers if n in numbers)
        return Proposed(proposed.text, known), len(proposed.numbers) - len(known)

    def _supported(self, proposed: Proposed) -> tuple[Sentence | None, tuple[FigureCheck, ...]]:
        """The sentence if it may be shown, else None with the checks that stand in its way."""
        report = self._check(proposed)
        wrong = tuple(check for check in report.checks if check.verdict is not Verdict.SUPPORTED)
        if wrong or not report.ok:
            return None, wrong
        sources = proposed.numbers or self._sources(report, proposed)
        texts = self._texts(sources)
        fits = is_dutch(proposed.text) and not foreign_addresses(proposed.text, texts)
        if not sources or not fits or coverage(proposed.text, texts) < LEANS_NOT:
            return None, ()
        return Sentence(proposed.text, sources), ()

    def _check(self, proposed: Proposed) -> CheckReport:
        """The checks of this sentence, in the context of what was let through before it."""
        before = render(self.accepted)
        text = render([Sentence(proposed.text, proposed.numbers)])
        whole = f"{before} {text}".strip()
        report = check_answer(whole, self.passages, question=self.question, today=self.today)
        start = len(whole) - len(text)
        own = tuple(check for check in report.checks if check.end > start)
        return CheckReport(own, report.ok)

    def _sources(self, report: CheckReport, proposed: Proposed) -> tuple[int, ...]:
        """For a sentence without markers: the passages of its figures, else the one it leans on most."""
        found = tuple(dict.fromkeys(check.n for check in report.checks if check.n is not None))
        if found:
            return found
        leaning = [(-coverage(proposed.text, (passage.text,)), passage.n) for passage in self.passages]
        return (min(leaning)[1],) if leaning else ()

    def _texts(self, numbers: Iterable[int]) -> tuple[str, ...]:
        wanted = set(numbers)
        return tuple(passage.text for passage in self.passages if passage.n in wanted)

    def _replacement(self, proposed: Proposed) -> Sentence | None:
        """The first sentence of the extractive answer that was not used yet, of the same passage if possible."""
        unused = [sentence for sentence in self.fallback if sentence not in self.accepted]
        same = [sentence for sentence in unused if set(sentence.sources) & set(proposed.numbers)]
        return next(iter([*same, *unused]), None)


def render(sentences: Iterable[Sentence]) -> str:
    """Sentences with their markers before the closing full stop, as one text."""
    return " ".join(_marked(sentence) for sentence in sentences)


def _marked(sentence: Sentence) -> str:
    markers = "".join(f"[{n}]" for n in sentence.sources)
    if not markers:
        return sentence.text
    body = sentence.text.rstrip()
    end = body[-1] if body[-1:] in ".!?" else ""
    return f"{body.removesuffix(end)} {markers}{end or '.'}"
