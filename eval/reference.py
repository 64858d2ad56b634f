"""The checker on right answers of policies it has never seen, and on the same answers made wrong.

    python -m eval.reference GOLD INDEX [GOLD INDEX ...] [--misses] [--slips]

Each question of a gold file has an answer written by hand, and the quotes that hold its evidence. The answer is put
before the checker with the passages that hold those quotes, every sentence citing all of them: a figure that is not
supported is a false alarm. Then one figure at a time gives its place to another figure of the same kind in the same
passages (the neighbouring row, the other column, year or party), or has a digit changed: that must not pass. Each of
the two is trivial without the other, so they are always given together.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.mutations import Mutation, MutationKind, find_mutations
from retrieval.checker import check_answer
from retrieval.dutch.sentences import sentences
from retrieval.store import IndexReader
from retrieval.types import CheckReport, Passage, Verdict

TODAY = date(2026, 11, 22)
ENOUGH = 0.7
"""Share of a quote's shingles from which on a passage holds it."""
SHINGLE = 3
TOKEN = re.compile(r"[^\W_]+")
MARKERS = re.compile(r"\[[0-9]+\]")
WRONG = frozenset({MutationKind.SWAP, MutationKind.DIGIT})


@dataclass(frozen=True, slots=True)
class Reference:
    """A right answer with the passages that hold its evidence."""

    id: str
    question: str
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What the checker said of the references of one policy folder."""

    answers: int
    clean: int
    """Answers without any alarm."""
    figures: int
    alarms: int
    wrong: Counter[MutationKind]
    caught: Counter[MutationKind]


def references(gold: Path, index: Path) -> Iterator[Reference]:
    """The answerable questions of a gold file whose evidence stands in the index."""
    reader = IndexReader.open(index)
    passages = {
        info.id: tuple(
            Passage(
                n=1, document_id=info.id, text=chunk.text, title=info.title, insurer=info.insurer,
                care_types=info.care_types, years=info.years, section=chunk.section, units=chunk.units,
            )
            for chunk in map(reader.chunk, reader.chunks_of(info.id))
        )
        for info in reader.documents
    }  # fmt: skip
    reader.close()
    shingles = {each.text: _shingles(each.text) for own in passages.values() for each in own}
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        held = [_holding(each["quote"], passages.get(each["doc"], ()), shingles) for each in item["evidence"]]
        if not held or None in held or not item["answer"]:
            continue
        cited = tuple(_numbered(each, n) for n, each in enumerate(dict.fromkeys(filter(None, held)), 1))
        yield Reference(item["id"], item["question"], _marked(item["answer"], len(cited)), cited)


def tally(cases: Iterable[Reference], *, misses: bool = False, slips: bool = False, seed: int = 1) -> Tally:
    """Both sides at once; what goes wrong is written to the standard output when asked for."""
    answers = clean = figures = alarms = 0
    wrong: Counter[MutationKind] = Counter()
    caught: Counter[MutationKind] = Counter()
    for case in cases:
        report = _check(case.text, case)
        answers, clean = answers + 1, clean + report.ok
        figures += len(report.checks)
        alarms += sum(check.verdict is not Verdict.SUPPORTED for check in report.checks)
        if misses and not report.ok:
            _show(case, case.text, report)
        for mutation in _wrong(case, seed):
            wrong[mutation.kind] += 1
            said = _check(mutation.text, case)
            caught[mutation.kind] += not said.ok
            if slips and said.ok:
                _show(case, f"{mutation.before} > {mutation.after}: {mutation.text}", said)
    return Tally(answers, clean, figures, alarms, wrong, caught)


def _check(text: str, case: Reference) -> CheckReport:
    return check_answer(text, case.passages, question=case.question, today=TODAY)


def _wrong(case: Reference, seed: int) -> Iterator[Mutation]:
    passage = "\n".join(each.text for each in case.passages)
    markers = [match.span() for match in MARKERS.finditer(case.text)]
    for mutation in find_mutations(case.text, passage, kinds=WRONG, seed=seed):
        if not any(start <= mutation.start < end for start, end in markers):
            yield mutation


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = TOKEN.findall(text.lower())
    size = min(SHINGLE, len(words))
    return frozenset(tuple(words[at : at + size]) for at in range(len(words) - size + 1)) if size else frozenset()


def _holding(
    quote: str, passages: Sequence[Passage], shingles: dict[str, frozenset[tuple[str, ...]]]
) -> Passage | None:
    sought = _shingles(quote)
    best = max(passages, key=lambda each: len(sought & shingles[each.text]), default=None)
    return best if best and sought and len(sought & shingles[best.text]) >= ENOUGH * len(sought) else None


def _numbered(passage: Passage, n: int) -> Passage:
    return Passage(
        n=n, document_id=passage.document_id, text=passage.text, title=passage.title, insurer=passage.insurer,
        care_types=passage.care_types, years=passage.years, section=passage.section, units=passage.units,
    )  # fmt: skip


def _marked(answer: str, passages: int) -> str:
    """Every sentence with the numbers of all passages."""
    marks = "".join(f"[{n}]" for n in range(1, passages + 1))
    return " ".join(f"{sentence.rstrip('.!?')} {marks}." for sentence in sentences(answer))


def _show(case: Reference, text: str, report: CheckReport) -> None:
    lines = [f"- {case.id} {case.question}", f"    {text}"]
    lines += [
        f"    {check.surface}: {check.verdict} - {check.reason} << {' '.join(check.evidence.split())[:300]}"
        for check in report.checks
        if not report.ok and check.verdict is not Verdict.SUPPORTED
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """One line per pair of gold file and index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path, metavar="GOLD INDEX")
    parser.add_argument("--misses", action="store_true", help="show the right answers that raised an alarm")
    parser.add_argument("--slips", action="store_true", help="show the wrong answers that raised none")
    options = parser.parse_args(arguments)
    for gold, index in zip(options.pairs[::2], options.pairs[1::2], strict=True):
        found = tally(references(gold, index), misses=options.misses, slips=options.slips)
        kinds = ", ".join(f"{kind} {found.caught[kind]}/{n}" for kind, n in sorted(found.wrong.items()))
        sys.stdout.write(
            f"{gold.parent.name}: clean {found.clean}/{found.answers} = {found.clean / max(1, found.answers):.3f}, "
            f"figures alarmed {found.alarms}/{found.figures} = {found.alarms / max(1, found.figures):.3f}; "
            f"caught {kinds}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
