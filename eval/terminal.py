"""The short table at the end of a run."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from eval.history import Breach, Comparison
from eval.results import Group, RunResult, SystemResult, caught_of, false_alarms_of
from eval.words import NOTHING, label, number, percent, with_interval


def show(result: RunResult, comparison: Comparison | None, breaches: Sequence[Breach], console: Console) -> None:
    """Systems side by side, then types, checker, cost, comparison and what is below the threshold."""
    console.print(_systems(result.systems))
    console.print(_types(result.assistant))
    if result.checker:
        console.print(_checker(result))
    console.print(_cost(result))
    if comparison:
        console.print(comparison_line(comparison))
    for breach in breaches:
        console.print(f"[bold]Onder de maat:[/] {breach_line(breach)}")


def comparison_line(comparison: Comparison) -> str:
    """One sentence on the difference with an earlier run."""
    delta = comparison.difference
    if delta is None:
        return f"Met {comparison.name} zijn geen vragen gemeen."
    return (
        f"Ten opzichte van {comparison.name}: {100 * delta.mean:+.1f} procentpunt goed "
        f"({100 * delta.low:+.1f} tot {100 * delta.high:+.1f}; p = {number(delta.p, 3)}; "
        f"{delta.better} beter, {delta.worse} slechter van {delta.n})."
    )


def breach_line(breach: Breach) -> str:
    """One sentence on a measure that is not what it must be."""
    must = "minstens" if breach.least else "hoogstens"
    return (
        f"{label('measures', breach.measure)} is {number(breach.value, 3)}, moet {must} {number(breach.limit, 3)} zijn."
    )


def _systems(systems: Sequence[SystemResult]) -> Table:
    table = Table(title=f"{systems[0].overall.n} vragen")
    table.add_column("")
    for system in systems:
        table.add_column(label("systems", system.name), justify="right")
    for name, values in measures_of(systems):
        table.add_row(name, *values)
    return table


def measures_of(systems: Sequence[SystemResult]) -> list[tuple[str, list[str]]]:
    """Measure → its value per system, as text."""
    overall = [system.overall for system in systems]
    return [
        ("goed (95%-interval)", [with_interval(group.correct) for group in overall]),
        (label("measures", "recall@5"), [percent(group.recall5) for group in overall]),
        (label("measures", "recall@10"), [percent(group.recall10) for group in overall]),
        ("MRR / nDCG", [f"{number(group.mrr)} / {number(group.ndcg)}" for group in overall]),
        (label("measures", "cited_recall"), [percent(group.cited_recall) for group in overall]),
        (label("measures", "cited_precision"), [percent(group.cited_precision) for group in overall]),
        (label("measures", "wrong_document"), [percent(group.wrong_document) for group in overall]),
        (label("measures", "forbidden"), [percent(group.forbidden) for group in overall]),
        (label("measures", "abstained_rightly"), [percent(system.abstained_rightly) for system in systems]),
        (label("measures", "abstained_wrongly"), [percent(system.abstained_wrongly) for system in systems]),
    ]


def _types(system: SystemResult) -> Table:
    table = Table(title="per soort vraag")
    for name in ("soort", "vragen", "goed", "bewijs@5", "MRR", "aangehaald", "raak"):
        table.add_column(name, justify="left" if name == "soort" else "right")
    for key, group in system.by_type.items():
        table.add_row(label("types", key), *_type_row(group))
    return table


def _type_row(group: Group) -> list[str]:
    correct = group.correct.mean if group.correct else None
    shares = [percent(correct), percent(group.recall5), number(group.mrr), percent(group.cited_recall)]
    return [str(group.n), *shares, percent(group.cited_precision)]


def _checker(result: RunResult) -> Table:
    caught, false_alarms = caught_of(result.checker), false_alarms_of(result.checker)
    table = Table(title=f"controle: {percent(caught)} gezien, {percent(false_alarms)} vals alarm")
    for name in ("op", "verandering", "aantal", "alarm", "alarm bij cijfers vergelijken"):
        table.add_column(name, justify="left" if name in ("op", "verandering") else "right")
    for cell in result.checker:
        shares = (percent(cell.alarms / cell.n), percent(cell.digit_alarms / cell.n))
        table.add_row(label("grounds", cell.ground), label("kinds", cell.kind), str(cell.n), *shares)
    return table


def _cost(result: RunResult) -> Table:
    cost = result.cost
    table = Table(title="kosten")
    table.add_column("")
    table.add_column("", justify="right")
    for latency in cost.latencies:
        table.add_row(f"{label('stages', latency.stage)}, p50 / p95", f"{latency.p50:.0f} / {latency.p95:.0f} ms")
    table.add_row("index", f"{cost.passages} passages, {number(cost.index_megabytes, 1)} MB")
    table.add_row("inlezen", f"{number(cost.ingest_seconds, 1)} s, {cost.embedded} vectoren berekend")
    table.add_row("koude start tot eerste antwoord", f"{number(cost.cold_seconds, 1)} s")
    table.add_row("meeste geheugen", f"{number(cost.peak_megabytes, 0)} MB")
    same = {None: NOTHING, True: "ja", False: "nee"}[cost.deterministic]
    table.add_row("twee processen, dezelfde bytes", same)
    return table
