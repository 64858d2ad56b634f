"""`python -m ingest`: arguments, questions, progress and report. The work is in `ingest.pipeline`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.prompt import Prompt

from ingest.keep.official import Stated, check_stated, known_about
from ingest.pipeline import add_documents, ingest, read_status, remove_documents
from ingest.report import IngestReport, Progress, ProgressCallback, show_report, show_status
from retrieval.errors import AssistantError
from retrieval.logs import set_up_logging

STAGES = {"read": "lezen", "passages": "passages berekenen"}
PLAIN_WIDTH = 200
"""Columns when the output is no terminal: wide enough that no row breaks."""
COMMANDS_HELP = """andere opdrachten:
  python -m ingest status            wat er in de index staat
  python -m ingest add BESTAND ...   officiële bestanden toevoegen
  python -m ingest remove NAAM ...   documenten uit de index halen
elk met --help voor de mogelijkheden; een map die zo heet geef je als ./status"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all went well, 1 when a document or the whole command failed."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    commands: dict[str, Callable[[Sequence[str]], int]] = {"status": _status, "add": _add, "remove": _remove}
    try:
        set_up_logging()
        if words and words[0] in commands:
            return commands[words[0]](words[1:])
        return _ingest(words)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return 1


def _ingest(words: Sequence[str]) -> int:
    parser = _parser("", "Leest beleidsdocumenten in de index.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PAD", help="bestand of map; leeg: de eigen corpus")
    parser.add_argument("--rebuild", action="store_true", help="maak de index opnieuw, vanaf niets")
    parser.epilog = COMMANDS_HELP
    options = parser.parse_args(words)
    with _bar() as progress:
        report = ingest(options.paths, index=options.index, rebuild=options.rebuild, progress=progress)
    return _shown(report)


def _status(words: Sequence[str]) -> int:
    options = _parser("status", "Toont wat er in de index staat, en of hij heel is.").parse_args(words)
    status = read_status(options.index)
    show_status(status, _console())
    if status.fault:
        print(status.fault, file=sys.stderr)
    return 1 if status.fault else 0


def _add(words: Sequence[str]) -> int:
    parser = _parser("add", "Voegt officiële bestanden toe; die gaan vóór de editie in eigen woorden.")
    parser.add_argument("files", nargs="+", type=Path, metavar="BESTAND")
    parser.add_argument("--insurer", help="naam van de verzekeraar")
    parser.add_argument("--care-type", action="append", default=[], help="zorgsoort; mag vaker")
    parser.add_argument("--year", action="append", type=int, default=[], help="contractjaar; mag vaker")
    parser.add_argument("--title", help="titel van het beleid")
    options = parser.parse_args(words)
    stated = Stated(options.insurer, tuple(options.care_type), tuple(options.year), options.title)
    if sys.stdin.isatty() and len(options.files) == 1:
        stated = _asked(options.files[0], check_stated(stated))
    with _bar() as progress:
        return _shown(add_documents(options.files, stated, index=options.index, progress=progress))


def _remove(words: Sequence[str]) -> int:
    parser = _parser("remove", "Haalt documenten uit de index; officiële bestanden worden ook gewist.")
    parser.add_argument("ids", nargs="+", metavar="NAAM", help="naam van het bestand zonder .pdf, .md en dergelijke")
    options = parser.parse_args(words)
    return _shown(remove_documents(options.ids, index=options.index))


def _asked(file: Path, stated: Stated) -> Stated:
    """Ask for what was not given; Enter takes what was recognised."""
    info = known_about(file)
    insurer = stated.insurer or Prompt.ask("Verzekeraar", default=info.insurer or "") or None
    care = stated.care_types or _parts(Prompt.ask("Zorgsoort (met komma's)", default=", ".join(info.care_types)))
    years = stated.years or tuple(
        int(year) for year in _parts(Prompt.ask("Contractjaren (met komma's)", default=", ".join(map(str, info.years))))
    )
    return Stated(insurer, care, years, stated.title or Prompt.ask("Titel", default=info.title))


def _parts(answer: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m ingest {command}".strip(),
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--index", type=Path, help="map van de index")
    return parser


def _shown(report: IngestReport) -> int:
    show_report(report, _console())
    return 1 if report.failed else 0


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH)


@contextmanager
def _bar() -> Iterator[ProgressCallback]:
    """A progress bar on a terminal; nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    tasks: dict[str, TaskID] = {}
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def show(progress: Progress) -> None:
            label = f"{STAGES[progress.stage]} {progress.name}".strip()
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(label, total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total, description=label)

        yield show


if __name__ == "__main__":
    sys.exit(main())
