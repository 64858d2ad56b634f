"""`python -m eval`: arguments, progress, table, page and exit code. The work is in `eval.run`.

python -m eval [--quick] [--baselines] [--questions FILE --corpus DIR]
python -m eval scale [--budget SECONDS]
python -m eval new --corpus DIR --out FILE
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from eval.answering import Step
from eval.history import (
    THRESHOLDS,
    Breach,
    Comparison,
    accept,
    compare,
    find_breaches,
    find_run,
    load_history,
    load_thresholds,
)
from eval.questions import OWN, TODAY, load_questions
from eval.results import RunResult, scores_of, write_json
from eval.run import Plan, run
from eval.terminal import show
from retrieval.errors import AssistantError
from retrieval.logs import set_up_logging
from retrieval.settings import PROJECT_ROOT, settings

OUT = PROJECT_ROOT / ".eval"
PLAIN_WIDTH = 160
"""Columns when the output is no terminal: wide enough that no row breaks."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is at least as good as the thresholds ask."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands: dict[str, Callable[[Sequence[str]], int]] = {"scale": _scale, "new": _new, "train": _train}
    try:
        set_up_logging()
        if words and words[0] in commands:
            return commands[words[0]](words[1:])
        return _measure(words)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 2


def _measure(words: Sequence[str]) -> int:
    options = _options().parse_args(words)
    earlier = find_run(options.compare) if options.compare else None
    thresholds = load_thresholds(options.thresholds)
    plan = _plan(options)
    with _bar() as step:
        result = run(plan, step=step)
    comparison = compare(result, earlier, seed=plan.seed) if earlier else None
    breaches = find_breaches(scores_of(result), thresholds)
    show(result, comparison, breaches, _console())
    _write(result, plan, options.out, comparison=comparison, breaches=breaches)
    if options.accept:
        accept(result, options.accept)
        print(f"Bewaard als {options.accept!r} in eval/history.jsonl.")
    return 1 if breaches else 0


def _write(
    result: RunResult, plan: Plan, out: Path, *, comparison: Comparison | None, breaches: Sequence[Breach]
) -> None:
    from eval.report import write_report

    write_json(result, out / "run.json")
    questions = load_questions(plan.questions)
    page = out / "report.html"
    write_report(result, questions, page, comparison=comparison, breaches=breaches, history=load_history())
    print(f"Verslag: {page}")


def _plan(options: argparse.Namespace) -> Plan:
    corpus = tuple(options.corpus) or (settings().corpus / "policies",)
    return Plan(
        corpus=corpus,
        index=options.index or options.out / "index",
        questions=tuple(options.questions) or (OWN,),
        reuse_index=options.index is not None,
        quick=options.quick,
        with_baselines=options.baselines and not options.quick,
        today=options.today,
        seed=options.seed,
    )


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Meet hoe goed de antwoorden zijn, wat ze kosten en of ze beter werden.",
        epilog="andere opdrachten: python -m eval scale, python -m eval new, python -m eval train (elk met --help)",
    )
    parser.add_argument("--questions", nargs="+", type=Path, default=[], metavar="PAD", help="eigen vragen (.jsonl)")
    parser.add_argument("--corpus", nargs="+", type=Path, default=[], metavar="PAD", help="documenten bij die vragen")
    parser.add_argument("--index", type=Path, help="een bestaande index; leeg: er wordt er een gemaakt")
    parser.add_argument("--quick", action="store_true", help="een deel van de vragen, zonder vergelijking")
    parser.add_argument("--baselines", action="store_true", help="ook een gewone keten, alleen BM25, alleen embeddings")
    parser.add_argument("--compare", metavar="RUN", help="naam uit de geschiedenis, `last`, of een run.json")
    parser.add_argument("--accept", metavar="NAAM", help="bewaar deze meting in eval/history.jsonl")
    parser.add_argument("--thresholds", type=Path, default=THRESHOLDS, help="wat minstens gehaald moet worden")
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY, help="de dag waarop wordt gevraagd")
    parser.add_argument("--seed", type=int, default=1, help="voor steekproeven en intervallen")
    parser.add_argument("--out", type=Path, default=OUT, help="map voor verslag en run.json")
    return parser


def _scale(words: Sequence[str]) -> int:
    from eval.scale import measure_growth, show_growth, write_growth

    parser = argparse.ArgumentParser(
        prog="python -m eval scale", description="Meet hoe de index zich houdt als hij groeit."
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1000, 10000], help="aantallen documenten")
    parser.add_argument(
        "--budget", type=float, default=1800, help="seconden; wat daar niet in past wordt doorgetrokken"
    )
    parser.add_argument(
        "--embedding", choices=("hashed", "model"), default="hashed", help="snelle vectoren of het model"
    )
    parser.add_argument("--questions", type=int, default=40, help="vragen per grootte")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args(words)
    with _bar() as step:
        growth = measure_growth(
            sorted(options.sizes), budget=options.budget, hashed=options.embedding == "hashed",
            questions=options.questions, seed=options.seed, step=step,
        )  # fmt: skip
    show_growth(growth, _console())
    print(f"Verslag: {write_growth(growth, options.out)}")
    return 0


def _train(words: Sequence[str]) -> int:
    from eval.train.run import Folds, train_all

    parser = argparse.ArgumentParser(
        prog="python -m eval train",
        description="Traint het relevantiemodel en zijn gewichten opnieuw, uit eval/training.",
    )
    parser.add_argument("--only-weights", action="store_true", help="het taalmodel blijft; alleen de gewichten opnieuw")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with _bar() as step:
        report = train_all(Folds(), seed=options.seed, only_weights=options.only_weights, step=step)
    print(json.dumps(report, indent=1, ensure_ascii=False))
    return 0


def _new(words: Sequence[str]) -> int:
    from eval.drafts import draft_questions, write_drafts

    parser = argparse.ArgumentParser(
        prog="python -m eval new", description="Maakt ontwerpvragen uit termijnen en tabellen; een mens kijkt ze na."
    )
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="PAD")
    parser.add_argument("--out", type=Path, default=Path("questions-draft.jsonl"), metavar="BESTAND")
    options = parser.parse_args(words)
    drafts = draft_questions(options.corpus)
    write_drafts(drafts, options.out)
    print(f"{len(drafts)} ontwerpvragen in {options.out}. Herschrijf ze zoals een vrager ze stelt en kijk elk feit na.")
    return 0


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)


@contextmanager
def _bar() -> Iterator[Step]:
    """What is being done, on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("meten", total=None)

        def step(done: str) -> None:
            bar.update(task, advance=1, description=done)

        yield step


if __name__ == "__main__":
    sys.exit(main())
