"""`python -m ingest`: arguments, progress and report. The work is in `ingest.pipeline`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from ingest.pipeline import ingest
from ingest.report import Progress, ProgressCallback, show_report
from retrieval.errors import AssistantError

STAGES = {"read": "lezen", "write": "vectoren berekenen"}
PLAIN_WIDTH = 200
"""Columns when the output is no terminal: wide enough that no row breaks."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all went well, 1 when a document or the whole ingest failed."""
    options = _parser().parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    try:
        with _bar() as progress:
            report = ingest(options.paths, index=options.index, rebuild=options.rebuild, progress=progress)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1
    show_report(report, console)
    return 1 if report.failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description="Leest beleidsdocumenten in de index.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PAD", help="bestand of map; leeg: de eigen corpus")
    parser.add_argument("--index", type=Path, help="map van de index")
    parser.add_argument("--rebuild", action="store_true", help="maak de index opnieuw, vanaf niets")
    return parser


@contextmanager
def _bar() -> Iterator[ProgressCallback]:
    """A progress bar on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}
    with bar:

        def show(progress: Progress) -> None:
            label = f"{STAGES[progress.stage]} {progress.name}".strip()
            task = tasks.setdefault(progress.stage, bar.add_task(label, total=progress.total))
            bar.update(task, completed=progress.done, total=progress.total, description=label)

        yield show


if __name__ == "__main__":
    sys.exit(main())
