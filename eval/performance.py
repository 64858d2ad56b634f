"""What answers cost: latency by stage, cold start, memory, index size, and whether they repeat byte for byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.questions import Question
from eval.statistics import percentile
from retrieval.checker import check_answer
from retrieval.errors import EvaluationError
from retrieval.pipeline import PolicyAssistant
from retrieval.settings import PROJECT_ROOT
from retrieval.types import Answer

SEEDS = ("1", "20261")
"""Of Python's string hashing in the two processes: what loops over a set differs between them."""
PROBE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one stage."""

    stage: str
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run measured; None where the run left it out."""

    latencies: tuple[Latency, ...]
    index_megabytes: float
    passages: int
    ingest_seconds: float | None
    """Of this run's own ingest, None when an index was given or nothing was new."""
    embedded: int
    cold_seconds: float | None = None
    open_seconds: float | None = None
    peak_megabytes: float | None = None
    deterministic: bool | None = None


def latencies_of(
    assistant: PolicyAssistant, asked: Sequence[tuple[Question, Answer, float]], *, today: date, most: int
) -> tuple[Latency, ...]:
    """Whole answers as they were timed, and the stages of up to `most` of them, timed apart."""
    stages: dict[str, list[float]] = {
        "answer": [seconds for _, _, seconds in asked],
        "embed": [],
        "search": [],
        "check": [],
    }
    for question, answer, _ in asked[:: max(1, len(asked) // most)] if most else ():
        started = time.perf_counter()
        assistant.reader.embedding.embed_query(question.question)
        embedded = time.perf_counter()
        assistant.search(question.question, history=question.turns, today=today)
        searched = time.perf_counter()
        check_answer(answer.text, answer.citations, question=question.question, today=today)
        stages["embed"].append(embedded - started)
        stages["search"].append(searched - embedded)
        stages["check"].append(time.perf_counter() - searched)
    return tuple(
        Latency(stage, 1000 * percentile(values, 0.5), 1000 * percentile(values, 0.95))
        for stage, values in stages.items()
        if values
    )


def megabytes_of(index: Path, generation: str) -> float:
    """Size on disk of the generation in use."""
    return sum(file.stat().st_size for file in (index / generation).rglob("*") if file.is_file()) / 2**20


def probe(index: Path, questions: Sequence[Question], *, today: date) -> dict[str, float | str | bool]:
    """Two fresh processes on the same questions: the first one's cost, and whether both gave the same bytes.

    Raises:
        EvaluationError: a process failed.

    """
    with tempfile.TemporaryDirectory(prefix="eval-") as folder:
        file = Path(folder) / "questions.json"
        file.write_text(json.dumps([question.question for question in questions]), encoding="utf-8")
        first, second = (_probe_once(index, file, today, seed) for seed in SEEDS)
    return {**first, "deterministic": first["digest"] == second["digest"]}


def _probe_once(index: Path, file: Path, today: date, seed: str) -> dict[str, float | str]:
    command = [sys.executable, "-m", "eval.probe", str(index.resolve()), str(file), today.isoformat()]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(  # noqa: S603 - our own module
        command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["zonder melding"]
        raise EvaluationError(f"Het meetproces stopte: {reason[0]}. Controleer de index met: python -m ingest status")
    result: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return result
