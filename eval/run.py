"""One run: index, ask, grade, check, time. Gives a `RunResult`; shows and writes nothing."""

from __future__ import annotations

import hashlib
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.answering import Step, ask_all
from eval.baselines import baselines, run_baseline
from eval.checking import CheckerCell, answer_cases, corpus_cases, judge, matrix_of
from eval.performance import Cost, latencies_of, megabytes_of, probe
from eval.questions import OWN, TODAY, Question, load_questions
from eval.results import ASSISTANT, Origin, RunResult, system_result
from eval.scoring import Outcome
from eval.verify import find_faults, read_corpus
from ingest.pipeline import ingest
from ingest.report import IngestReport
from retrieval.errors import EvaluationError
from retrieval.pipeline import PolicyAssistant
from retrieval.settings import PROJECT_ROOT
from retrieval.types import Answer

QUICK_PART = 3
"""A quick run asks one of so many questions of each type, and at least one."""
SENTENCES, QUICK_SENTENCES = 400, 80
"""Sentences of the corpus on which the checker is tried."""
STAGED, QUICK_STAGED = 40, 10
PROBED, QUICK_PROBED = 25, 8
FAULTS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure."""

    corpus: tuple[Path, ...]
    index: Path
    questions: tuple[Path, ...] = (OWN,)
    reuse_index: bool = False
    """Measure the index as it is, without an ingest."""
    quick: bool = False
    with_baselines: bool = False
    with_probe: bool = True
    today: date = TODAY
    seed: int = 1


def run(plan: Plan, *, step: Step) -> RunResult:
    """Measure what the plan asks.

    Raises:
        EvaluationError: the questions are wrong, or do not fit the corpus.
        AssistantError: the corpus cannot be read or the index not used.

    """
    questions = load_questions(plan.questions)
    corpus = read_corpus(plan.corpus)
    check_questions(questions, corpus)
    chosen = quick_part(questions) if plan.quick else questions
    report = None if plan.reuse_index else ingest(plan.corpus, index=plan.index)
    step("index")
    assistant = PolicyAssistant.open(plan.index)
    asked = ask_all(assistant, chosen, today=plan.today, step=step)
    systems = [system_result(ASSISTANT, [outcome for outcome, _ in asked], seed=plan.seed)]
    if plan.with_baselines:
        for name, search in baselines(assistant.reader, corpus):
            systems.append(system_result(name, run_baseline(search, chosen, step=step), seed=plan.seed))
    checker = measure_checker(assistant, asked, plan, step=step)
    cost = _cost(assistant, chosen, asked, plan=plan, report=report)
    step("cost")
    return RunResult(_origin(assistant, corpus, chosen, plan), tuple(systems), checker, cost)


def check_questions(questions: Sequence[Question], corpus: dict[str, str]) -> None:
    """Refuse questions whose evidence is not in the corpus.

    Raises:
        EvaluationError: names the first of them.

    """
    faults = find_faults(questions, corpus)
    if faults:
        lines = [f"- {fault.question}: {fault.reason}" for fault in faults[:FAULTS_SHOWN]]
        rest = f"\n- en nog {len(faults) - FAULTS_SHOWN}" if len(faults) > FAULTS_SHOWN else ""
        raise EvaluationError(
            f"{len(faults)} vragen passen niet bij deze corpus:\n" + "\n".join(lines) + rest
            + "\nVerbeter de vragen, of noem de corpus waarbij ze horen met --corpus."
        )  # fmt: skip


def quick_part(questions: Iterable[Question]) -> tuple[Question, ...]:
    """One of every few of each type, the first of each included."""
    seen: dict[str, int] = defaultdict(int)
    chosen = []
    for question in questions:
        if seen[question.type] % QUICK_PART == 0:
            chosen.append(question)
        seen[question.type] += 1
    return tuple(chosen)


def measure_checker(
    assistant: PolicyAssistant, asked: Sequence[tuple[Outcome, Answer]], plan: Plan, *, step: Step
) -> tuple[CheckerCell, ...]:
    """The checker's matrix on the corpus's sentences and on the answers given."""
    reader = assistant.reader
    insurers = tuple(sorted({info.insurer for info in reader.documents if info.insurer}))
    most = QUICK_SENTENCES if plan.quick else SENTENCES
    cases = (
        *corpus_cases(reader, most=most, seed=plan.seed),
        *answer_cases(((o.question, answer) for o, answer in asked), insurers=insurers, seed=plan.seed),
    )
    judged = []
    for verdict in judge(cases):
        judged.append(verdict)
        step("checker")
    return matrix_of(judged)


def _cost(
    assistant: PolicyAssistant,
    questions: Sequence[Question],
    asked: Sequence[tuple[Outcome, Answer]],
    *,
    plan: Plan,
    report: IngestReport | None,
) -> Cost:
    timed = [(q, answer, outcome.reply.seconds) for q, (outcome, answer) in zip(questions, asked, strict=True)]
    reader = assistant.reader
    fresh = report is not None and report.changed
    measured = (
        probe(plan.index, questions[: QUICK_PROBED if plan.quick else PROBED], today=plan.today)
        if plan.with_probe
        else {}
    )
    return Cost(
        latencies=latencies_of(assistant, timed, today=plan.today, most=QUICK_STAGED if plan.quick else STAGED),
        index_megabytes=megabytes_of(plan.index, reader.generation),
        passages=reader.manifest.chunks,
        ingest_seconds=report.seconds if report and fresh else None,
        embedded=report.embedded if report else 0,
        cold_seconds=_number(measured, "cold_seconds"),
        open_seconds=_number(measured, "open_seconds"),
        peak_megabytes=_number(measured, "peak_megabytes"),
        deterministic=bool(measured["deterministic"]) if measured else None,
    )


def _number(measured: dict[str, float | str | bool], name: str) -> float | None:
    return float(measured[name]) if measured else None


def _origin(assistant: PolicyAssistant, corpus: dict[str, str], questions: Sequence[Question], plan: Plan) -> Origin:
    return Origin(
        commit=_commit(),
        corpus_hash=_hash(f"{name}\n{text}" for name, text in sorted(corpus.items())),
        questions_hash=_hash(question.model_dump_json() for question in questions),
        embedding=assistant.reader.embedding.name,
        today=plan.today.isoformat(),
        seed=plan.seed,
        quick=plan.quick,
        documents=len(corpus),
    )


def _hash(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:16]


def _commit() -> str:
    """The commit of the program, with a plus sign when files were changed since; `onbekend` outside git."""
    try:
        head = _git("rev-parse", "--short", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return "onbekend"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return done.stdout.strip()
