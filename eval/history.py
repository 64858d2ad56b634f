"""Accepted runs, thresholds and comparison with an earlier run.

A run becomes a line of `history.jsonl` only when someone accepts it by name; the
line keeps commit, hashes, settings, scores and each question's outcome, so that
later runs can be compared pair by pair.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.results import RunResult, scores_of
from eval.statistics import Difference, difference_of
from retrieval.errors import EvaluationError

HISTORY = Path(__file__).with_name("history.jsonl")
THRESHOLDS = Path(__file__).with_name("thresholds.toml")


class Accepted(BaseModel):
    """One line of the history."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    origin: dict[str, str | int | bool]
    scores: dict[str, float]
    correct: dict[str, bool]
    """Question id → whether the answer was right."""


class Thresholds(BaseModel):
    """The least and the most that a measure may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: dict[str, float] = {}
    most: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure that is not what it must be."""

    measure: str
    value: float
    limit: float
    least: bool
    """True when the limit is the least it must be."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside an earlier one: the paired difference, and which questions changed sides."""

    name: str
    difference: Difference | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    scores: dict[str, float]
    """Of the earlier run."""


def load_history(path: Path = HISTORY) -> tuple[Accepted, ...]:
    """The accepted runs, oldest first.

    Raises:
        EvaluationError: a line is wrong.

    """
    if not path.is_file():
        return ()
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    try:
        return tuple(Accepted.model_validate_json(line) for line in lines)
    except ValidationError as error:
        raise EvaluationError(f"{path} heeft een regel die niet klopt. Zet hem terug zoals hij was.") from error


def accept(result: RunResult, name: str, path: Path = HISTORY) -> None:
    """Keep a run under a name.

    Raises:
        EvaluationError: the name is in use.

    """
    if any(run.name == name for run in load_history(path)):
        raise EvaluationError(f"Er is al een run met de naam {name!r}. Kies een andere naam.")
    line = accepted_of(result, name).model_dump_json()
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def accepted_of(result: RunResult, name: str) -> Accepted:
    """What is kept of a run."""
    correct = {outcome.id: outcome.correct for outcome in result.assistant.outcomes}
    return Accepted(name=name, origin=asdict(result.origin), scores=scores_of(result), correct=correct)


def find_run(name: str, path: Path = HISTORY) -> Accepted:
    """An earlier run: a name of the history, `last`, or a JSON file that a run wrote.

    Raises:
        EvaluationError: there is none, or the file is no run.

    """
    runs = load_history(path)
    if name == "last" and runs:
        return runs[-1]
    named = [run for run in runs if run.name == name]
    if named:
        return named[0]
    if not Path(name).is_file():
        known = ", ".join(run.name for run in runs) or "geen"
        raise EvaluationError(f"Er is geen run {name!r}. Bekend: {known}; of noem het JSON-bestand van een run.")
    return _from_file(Path(name))


def _from_file(file: Path) -> Accepted:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        outcomes = document["systems"][0]["outcomes"]
        return Accepted(
            name=file.stem,
            origin=document["origin"],
            scores=document["scores"],
            correct={outcome["id"]: outcome["correct"] for outcome in outcomes},
        )
    except (json.JSONDecodeError, KeyError, IndexError, TypeError, ValidationError) as error:
        raise EvaluationError(f"{file} is geen resultaat van python -m eval. Noem een run.json.") from error


def compare(result: RunResult, earlier: Accepted, *, seed: int) -> Comparison:
    """Pair by pair over the questions that both runs have."""
    now = {outcome.id: outcome.correct for outcome in result.assistant.outcomes}
    both = [id_ for id_ in now if id_ in earlier.correct]
    new, old = [float(now[id_]) for id_ in both], [float(earlier.correct[id_]) for id_ in both]
    gained = tuple(id_ for id_ in both if now[id_] and not earlier.correct[id_])
    lost = tuple(id_ for id_ in both if earlier.correct[id_] and not now[id_])
    return Comparison(earlier.name, difference_of(new, old, seed=seed), gained, lost, earlier.scores)


def load_thresholds(path: Path = THRESHOLDS) -> Thresholds:
    """What must be reached.

    Raises:
        EvaluationError: the file is wrong.

    """
    try:
        return Thresholds.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise EvaluationError(f"{path} kan niet worden gebruikt. Verbeter het bestand.") from error


def find_breaches(scores: Mapping[str, float], thresholds: Thresholds) -> tuple[Breach, ...]:
    """The measures below their least or above their most, in the file's order."""
    low = [
        Breach(n, scores[n], limit, least=True)
        for n, limit in thresholds.least.items()
        if n in scores and scores[n] < limit
    ]
    high = [
        Breach(n, scores[n], limit, least=False)
        for n, limit in thresholds.most.items()
        if n in scores and scores[n] > limit
    ]
    return (*low, *high)
