"""Deadlines as a picture: a line per insurer, past ones hollow and pale, today a marked line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from retrieval.calendar.export import summary
from retrieval.calendar.rows import DeadlineRow
from retrieval.wording import day

SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ROW_HEIGHT = 84
"""Pixels per insurer."""
STATES = ["komt nog", "voorbij"]
COMING, PAST, NOW = "#0f8a80", "#7b888e", "#c2571a"
"""Colours with at least 3:1 contrast on both the light and the dark ground; shape and fill say the same."""
MONTH_NAMES = "[" + ",".join(f"'{month}'" for month in SHORT_MONTHS) + "]"
AXIS_LABEL = f"{MONTH_NAMES}[month(datum.value)] + ' ' + year(datum.value)"


def timeline(rows: Sequence[DeadlineRow], today: date) -> Any:
    """An Altair chart of the dated rows."""
    import altair as alt

    values = [
        {
            "dag": (row.last or today).isoformat(),
            "begin": (row.first or today).isoformat(),
            "verzekeraar": row.deadline.insurer or "onbekend",
            "wanneer": row.when,
            "wat": summary(row),
            "staat": "voorbij" if row.past else "komt nog",
        }
        for row in rows
    ]
    axis = alt.Axis(title=None, labelExpr=AXIS_LABEL, tickCount=8, labelOverlap=True, labelFlush=False, ticks=True)
    x = alt.X("dag:T", axis=axis)
    y = alt.Y("verzekeraar:N", title=None, axis=alt.Axis(labelLimit=160))
    shapes = alt.Scale(domain=STATES, range=["diamond", "circle"])
    colours = alt.Scale(domain=STATES, range=[COMING, PAST])
    points = (
        alt.Chart(alt.InlineData(values=values))
        .mark_point(size=130, strokeWidth=2, fill=COMING)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("staat:N", title=None, scale=shapes),
            color=alt.Color("staat:N", title=None, scale=colours),
            fillOpacity=alt.condition("datum.staat == 'komt nog'", alt.value(1), alt.value(0)),
            opacity=alt.condition("datum.staat == 'komt nog'", alt.value(1), alt.value(0.6)),
            tooltip=[alt.Tooltip("wanneer:N", title="Wanneer"), alt.Tooltip("wat:N", title="Wat")],
        )
    )
    bars = (
        alt.Chart(alt.InlineData(values=[value for value in values if value["begin"] != value["dag"]]))
        .mark_bar(height=6, opacity=0.45, aria=False)
        .encode(x=alt.X("begin:T", axis=axis), x2="dag:T", y=y, color=alt.Color("staat:N", title=None, scale=colours))
    )
    now = alt.InlineData(values=[{"dag": today.isoformat(), "naam": f"vandaag, {day(today)}"}])
    line = alt.Chart(now).mark_rule(strokeWidth=2, strokeDash=[5, 4], color=NOW, aria=False).encode(x="dag:T")
    label = (
        alt.Chart(now)
        .mark_text(align="left", dx=6, dy=-4, baseline="bottom", color=NOW, fontWeight="bold")
        .encode(x="dag:T", y=alt.value(0), text="naam:N")
    )
    insurers = len({value["verzekeraar"] for value in values})
    return (
        (bars + points + line + label)
        .properties(height=max(2, insurers) * ROW_HEIGHT)
        .configure_legend(orient="bottom")
    )
