"""Plots as SVG text, to stand inside a page; drawn by matplotlib without a screen."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.history import Accepted
from eval.results import Group, SystemResult
from eval.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, GREY, ORANGE = "#1f5c99", "#8a8f98", "#b35c00"
PROLOG = re.compile(r"^.*?(?=<svg)", re.DOTALL)
WIDTH = 7.2
BINS = 24


def by_group(groups: Mapping[str, Group], names: str = "types") -> str:
    """Share right per group, with its interval."""
    kept = {key: group for key, group in groups.items() if group.correct}
    figure, axes = _figure(0.32 * len(kept) + 0.9)
    for place, group in enumerate(kept.values()):
        assert group.correct is not None
        mean, low, high = (100 * value for value in (group.correct.mean, group.correct.low, group.correct.high))
        axes.barh(place, mean, color=BLUE, height=0.62)
        axes.plot([low, high], [place, place], color="black", linewidth=1)
    axes.set_yticks(range(len(kept)), [f"{label(names, key)} ({group.n})" for key, group in kept.items()])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("% goed, met 95%-interval")
    return _svg(figure)


def systems(results: Sequence[SystemResult]) -> str:
    """Right answers and evidence among the first five, per system."""
    figure, axes = _figure(2.4)
    rows = [(s.overall.correct.mean if s.overall.correct else 0.0, s.overall.recall5 or 0.0) for s in results]
    for shift, column, color, hatch, name in ((-0.2, 0, BLUE, "", "goed"), (0.2, 1, GREY, "//", "bewijs bij eerste 5")):
        places = [place + shift for place in range(len(rows))]
        axes.bar(places, [100 * row[column] for row in rows], width=0.38, color=color, hatch=hatch, label=name)
    axes.set_xticks(range(len(results)), [label("systems", s.name) for s in results])
    axes.set_ylim(0, 100)
    axes.set_ylabel("%")
    axes.legend(frameon=False)
    return _svg(figure)


def latencies(seconds: Sequence[float]) -> str:
    """How long answers took."""
    figure, axes = _figure(2.2)
    axes.hist([1000 * value for value in seconds], bins=BINS, color=BLUE)
    axes.set_xlabel("milliseconden per antwoord")
    axes.set_ylabel("vragen")
    return _svg(figure)


def over_time(runs: Sequence[Accepted]) -> str:
    """Right answers and evidence cited of the accepted runs, in order."""
    figure, axes = _figure(2.4)
    for measure, color, marker in (("correct", BLUE, "o"), ("recall@5", GREY, "s"), ("cited_recall", ORANGE, "^")):
        values = [100 * run.scores.get(measure, float("nan")) for run in runs]
        axes.plot(range(len(runs)), values, color=color, marker=marker, label=label("measures", measure))
    axes.set_xticks(range(len(runs)), [run.name for run in runs], rotation=20)
    axes.set_ylim(0, 100)
    axes.legend(frameon=False)
    return _svg(figure)


def growth(sizes: Sequence[float], series: Mapping[str, Sequence[float | None]], *, unit: str, measured: int) -> str:
    """Lines over the number of documents; from `measured` points on they are extrapolated and dotted."""
    figure, axes = _figure(2.6)
    for at, (name, values) in enumerate(series.items()):
        color, marker = ((BLUE, "o"), (ORANGE, "^"), (GREY, "s"))[at % 3]
        known = [float("nan") if value is None else value for value in values]
        axes.plot(sizes[:measured], known[:measured], color=color, marker=marker, label=name)
        axes.plot(sizes[max(0, measured - 1) :], known[max(0, measured - 1) :], color=color, linestyle=":", marker="")
    axes.set_xscale("log")
    axes.set_xlabel("documenten (gestippeld: doorgetrokken, niet gemeten)")
    axes.set_ylabel(unit)
    axes.legend(frameon=False)
    return _svg(figure)


def _figure(height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(WIDTH, max(height, 1.6)), layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _svg(figure: Any) -> str:
    """Without prolog and date, so that the same run gives the same page."""
    import matplotlib as mpl

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "eval", "svg.fonttype": "none", "font.size": 9}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return PROLOG.sub("", buffer.getvalue(), count=1)
