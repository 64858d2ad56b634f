"""The run as one HTML page that needs nothing else: no script, no network, plots as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from eval import plots
from eval.history import Accepted, Breach, Comparison
from eval.questions import Question
from eval.ranking import METRICS
from eval.results import RunResult, ranking_by_type
from eval.terminal import breach_line, comparison_line, measures_of
from eval.words import label, number, percent


def write_report(
    result: RunResult,
    questions: Sequence[Question],
    path: Path,
    *,
    comparison: Comparison | None,
    breaches: Sequence[Breach],
    history: Sequence[Accepted],
) -> None:
    """Write the page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    by_id = {question.id: question for question in questions}
    wrong = [outcome for outcome in result.assistant.outcomes if not outcome.correct]
    text = _page().render(
        result=result,
        comparison=comparison,
        breaches=breaches,
        measures=measures_of(result.systems),
        metrics=list(METRICS),
        ranking=ranking_by_type(result.assistant),
        failures=[(outcome, by_id[outcome.id]) for outcome in wrong],
        causes=[(label("causes", cause), n) for cause, n in Counter(o.cause for o in wrong).most_common()],
        plots=_plots(result, history),
    )
    path.write_text(text, encoding="utf-8")


def _plots(result: RunResult, history: Sequence[Accepted]) -> dict[str, str]:
    system = result.assistant
    return {
        "systems": plots.systems(result.systems),
        "types": plots.by_group(system.by_type),
        "documents": plots.by_group(system.by_document, "documents"),
        "latencies": plots.latencies([outcome.reply.seconds for outcome in system.outcomes]),
        "history": plots.over_time(history) if history else "",
    }


def _page() -> Template:
    """The template, with everything escaped that is not marked as ours."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals.update(
        label=label, number=number, percent=percent, breach_line=breach_line, comparison_line=comparison_line
    )
    return environment.get_template("report.html")
