"""How the program holds up as the index grows: `python -m eval scale`.

Each size is measured in a fresh process on generated policies, smallest first. A
size that would not fit in what is left of the budget, going by the size before
it, is extrapolated and marked as such: times and sizes as a power of the number
of documents through the last two measured points; quality is never extrapolated.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.answering import Step
from eval.growth import Point
from eval.synthetic import YEARS, insurer_names
from eval.words import number, percent
from retrieval.errors import EvaluationError
from retrieval.settings import PROJECT_ROOT, settings

HASHED = (
    "Zonder model is alleen het zoeken gemeten: bijna elke vraag blijft onbeantwoord, "
    "dus de tijd per antwoord is zonder schrijven en controleren. Met --embedding model is alles gemeten."
)
PLOTS = (
    ("ms per antwoord", (("p50_ms", "p50"), ("p95_ms", "p95"))),
    ("deel van de vragen", (("recall5", "bewijs bij eerste 5"), ("wrong_document", "verkeerd document"))),
    ("seconden inlezen", (("read_seconds", "lezen"), ("write_seconds", "schrijven"))),
    ("MB", (("peak_megabytes", "geheugen"), ("index_megabytes", "index"))),
)
COLUMNS = (
    "documenten", "passages", "goed", "bewijs@5", "verkeerd document", "p50 ms", "p95 ms",
    "openen s", "inlezen s", "index MB", "geheugen MB",
)  # fmt: skip
QUALITY = frozenset({"correct", "recall5", "wrong_document"})
GROWS_BY = 1.3
"""Power with which the time of a size is expected to grow before two sizes were measured."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Measured sizes, then extrapolated ones, in which quality is not a number."""

    measured: tuple[Point, ...]
    extrapolated: tuple[Point, ...]
    hashed: bool


def measure_growth(
    sizes: Sequence[int], *, budget: float, hashed: bool, questions: int, seed: int, step: Step
) -> Growth:
    """Measure sizes in order while the budget (seconds) lasts.

    Raises:
        EvaluationError: a measuring process failed.

    """
    measured: list[Point] = []
    left, last = budget, 0.0
    for size in sizes:
        if measured and last * (size / measured[-1].documents) ** GROWS_BY > left:
            break
        started = time.perf_counter()
        measured.append(_measure(size, questions, seed=seed, hashed=hashed))
        last = time.perf_counter() - started
        left -= last
        step(f"{size} documenten")
    beyond = [size for size in sizes if size > measured[-1].documents]
    return Growth(tuple(measured), tuple(extrapolate(measured, size) for size in beyond), hashed)


def extrapolate(measured: Sequence[Point], size: int) -> Point:
    """A size that was not measured, by the last two that were; in proportion when there is one."""
    last = measured[-1]
    before = measured[-2] if len(measured) > 1 else None
    values: dict[str, float] = {}
    for field in fields(Point):
        now = float(getattr(last, field.name))
        power = _power(before, last, field.name) if before else 1.0
        values[field.name] = math.nan if field.name in QUALITY else now * (size / last.documents) ** power
    whole = {"documents": size, "passages": round(values["passages"])}
    return Point(**{**values, **whole})  # type: ignore[arg-type]


def show_growth(growth: Growth, console: Console) -> None:
    """A table, one size a row; what was not measured is marked."""
    table = Table(title="groei" + (" (vectoren van woorden, zonder model)" if growth.hashed else ""))
    for name in COLUMNS:
        table.add_column(name, justify="right")
    for point in growth.measured:
        table.add_row(*_cells(point))
    for point in growth.extrapolated:
        table.add_row(*(f"~{cell}" if cell != "–" else cell for cell in _cells(point)))
    console.print(table)
    if growth.hashed:
        console.print(HASHED)
    if growth.extrapolated:
        console.print(f"Gemeten tot en met {growth.measured[-1].documents} documenten; daarboven (~) doorgetrokken.")


def write_growth(growth: Growth, folder: Path) -> Path:
    """The figures as JSON and a page with plots; the page's path."""
    from eval import plots

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scale.json").write_text(json.dumps(asdict(growth), indent=1), encoding="utf-8")
    points, known = (*growth.measured, *growth.extrapolated), len(growth.measured)
    sizes = [float(point.documents) for point in points]
    drawn = [
        plots.growth(
            sizes, {name: [getattr(p, field) for p in points] for field, name in lines}, unit=unit, measured=known
        )
        for unit, lines in PLOTS
    ]
    page = folder / "scale.html"
    head = '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Inkoopwijzer: groei</title><h1>Groei</h1>'
    page.write_text(head + "\n".join(drawn) + "</html>", encoding="utf-8")
    return page


def make_corpus(folder: Path, documents: int) -> Path:
    """A corpus folder whose registry knows the invented insurers besides the real ones."""
    target = folder / "corpus"
    target.mkdir()
    for file in sorted(settings().corpus.glob("*.toml")):
        shutil.copy(file, target)
    (target / "documents.toml").write_text("", encoding="utf-8")
    names = insurer_names((documents + len(YEARS) - 1) // len(YEARS))
    with (target / "insurers.toml").open("a", encoding="utf-8") as registry_file:
        registry_file.writelines(f'\n[[insurer]]\nname = "{name}"\nfull = "{name}"\n' for name in names)
    return target


def _measure(size: int, questions: int, *, seed: int, hashed: bool) -> Point:
    with tempfile.TemporaryDirectory(prefix="eval-scale-") as name:
        folder = Path(name)
        environment = {**os.environ, "INKOOPWIJZER_CORPUS": str(make_corpus(folder, size))}
        words = [str(folder), str(size), str(questions), str(seed), "hashed" if hashed else "model"]
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "eval.growth", *words],
            cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["zonder melding"]
        raise EvaluationError(f"De meting van {size} documenten stopte: {reason[0]}. Probeer een kleinere --sizes.")
    return Point(**json.loads(done.stdout.splitlines()[-1]))


def _power(before: Point, last: Point, name: str) -> float:
    old, new = float(getattr(before, name)), float(getattr(last, name))
    if old <= 0 or new <= 0:
        return 1.0
    return max(0.0, math.log(new / old) / math.log(last.documents / before.documents))


def _cells(point: Point) -> list[str]:
    shares = [
        percent(None if math.isnan(value) else value) for value in (point.correct, point.recall5, point.wrong_document)
    ]
    times = [number(value, 0) for value in (point.p50_ms, point.p95_ms)]
    ingest = point.read_seconds + point.write_seconds
    rest = [number(value, 1) for value in (point.open_seconds, ingest, point.index_megabytes)]
    return [str(point.documents), str(point.passages), *shares, *times, *rest, number(point.peak_megabytes, 0)]
