"""Tables of the pages as safe HTML: deadlines, comparisons, changes, documents.

Real `<table>`s, because a screen reader can walk through them and a phone can
show their rows as cards (each cell carries its column's name for that). All text
of documents is escaped here; Streamlit's own data grid is a drawing to both.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from retrieval.badges import figure_badge
from retrieval.calendar.rows import DeadlineRow
from retrieval.memory import KeptSource
from retrieval.types import DocumentInfo, Unit, Verdict
from retrieval.watch import WORDS, State, Watched
from retrieval.wording import day
from screens.view.compare import Cell, CompareRow
from screens.view.display import document_line, source_line
from screens.view.page_wording import NOT_FOUND
from screens.view.passages import words_html
from screens.view.versions import Change, ValueChange

NOTHING = '<span class="iw-none">niets</span>'
DEADLINE_HEADS = ("Wat", "Voor welk contract", "Wie", "Bron")


def deadlines_html(rows: Sequence[DeadlineRow], *, caption: str) -> str:
    """Obligations with a day, in the order given; those that are over say so in words."""
    return _table(("Wanneer", *DEADLINE_HEADS), [_deadline(row) for row in rows], caption)


def rules_html(rows: Sequence[DeadlineRow], *, caption: str) -> str:
    """Obligations without a fixed day."""
    return _table(("Termijn", *DEADLINE_HEADS), [_deadline(row) for row in rows], caption)


def comparison_html(rows: Sequence[CompareRow], policies: Sequence[DocumentInfo], *, caption: str) -> str:
    """A row per point, a column per policy."""
    heads = [document_line(policy) for policy in policies]
    names = [f"{policy.insurer or ''} {head}".strip() for policy, head in zip(policies, heads, strict=True)]
    return _table(("Punt", *names), [_compared(row, names) for row in rows], caption)


def changes_html(changes: Sequence[Change], old: str, new: str, *, caption: str) -> str:
    """What changed by value, with the words of both versions."""
    body = []
    for change in changes:
        values = "".join(_value_change(value) for value in change.values)
        place = escape(" › ".join(change.new.section))
        body.append(
            f'<tr><td data-label="Wat">{values}<span class="iw-place">{place}</span></td>'
            f'<td data-label="{escape(old)}">{_quote(change.old)}</td>'
            f'<td data-label="{escape(new)}">{_quote(change.new)}</td></tr>'
        )
    return _table(("Oud → nieuw", old, new), body, caption)


def units_html(units: Sequence[Unit], *, caption: str) -> str:
    """Provisions of one version only."""
    body = [
        f'<tr><td data-label="Onderdeel">{escape(unit.section[-1] if unit.section else "")}</td>'
        f'<td data-label="Tekst">{_quote(unit)}</td></tr>'
        for unit in units
    ]
    return _table(("Onderdeel", "Tekst"), body, caption)


def watched_html(watched: Watched) -> str:
    """A kept answer that no longer holds: old → new, each with its source."""
    kept = watched.kept
    old = f'<del class="iw-old">{escape(", ".join(watched.gone))}</del>' if watched.gone else NOTHING
    new = f'<ins class="iw-new">{escape(", ".join(watched.come))}</ins>' if watched.come else NOTHING
    then = _kept_source("Toen", kept.answer.sources)
    now = _kept_source("Nu", watched.now.sources) if watched.state is State.CHANGED else ""
    return (
        f'<div class="iw-notice"><div><p><strong>{escape(kept.question)}</strong></p>'
        f'<p class="iw-state">{WORDS[watched.state]}, bewaard op {escape(day(kept.created.date()))}</p>'
        f"<p>{old} → {new}</p>{then}{now}</div></div>"
    )


def _kept_source(when: str, sources: Sequence[KeptSource]) -> str:
    if not sources:
        return ""
    first = sources[0]
    place = " › ".join([first.title or first.document_id, *first.section[-1:]])
    return f'<p class="iw-place">{when}: {escape(place)}</p>{words_html(first.quote)}'


def facts_html(pairs: Sequence[tuple[str, str]], *, caption: str) -> str:
    """Names and values."""
    body = [f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in pairs]
    return _table((), body, caption)


def _table(heads: Sequence[str], body: Sequence[str], caption: str) -> str:
    """A table whose first column is set apart; without heads a list of facts, as wide as its words."""
    first = [f'<th scope="col" class="iw-first">{escape(name)}</th>' for name in heads[:1]]
    cells = first + [f'<th scope="col">{escape(name)}</th>' for name in heads[1:]]
    thead = f"<thead><tr>{''.join(cells)}</tr></thead>" if heads else ""
    title = f'<caption class="iw-hidden">{escape(caption)}</caption>'
    kind = "iw-table iw-wide" if heads else "iw-table"
    return f'<table class="{kind}" lang="nl">{title}{thead}<tbody>{"".join(body)}</tbody></table>'


def _deadline(row: DeadlineRow) -> str:
    deadline = row.deadline
    state = '<br><span class="iw-tag">voorbij</span>' if row.past else ""
    place = " › ".join(deadline.section) + (f", bladzijde {deadline.page}" if deadline.page is not None else "")
    policy = " · ".join(part for part in (deadline.insurer, deadline.title or deadline.document_id) if part)
    channel = f"<p>Via: {escape(deadline.channel)}</p>" if deadline.channel else ""
    care = ", ".join(deadline.care_types)
    contract = row.contract or care
    return (
        f"<tr{' class=iw-past' if row.past else ''}>"
        f'<td class="iw-when" data-label="">{escape(row.when)}{state}</td>'
        f'<td data-label="">{escape(row.title)}</td>'
        f'<td data-label="Contract"><strong>{escape(deadline.insurer or "")}</strong> {escape(contract)}</td>'
        f'<td data-label="Wie">{escape(", ".join(row.actors))}</td>'
        f'<td data-label=""><details><summary>Tekst<span class="iw-hidden"> van {escape(row.when)}</span></summary>'
        f'<p class="iw-place">{escape(policy)}<br>{escape(place)}</p>{channel}{words_html(deadline.quote)}'
        "</details></td></tr>"
    )


def _compared(row: CompareRow, names: Sequence[str]) -> str:
    cells = "".join(
        f'<td data-label="{escape(name)}">{_cell(cell)}</td>' for cell, name in zip(row.cells, names, strict=True)
    )
    return f'<tr><th scope="row">{escape(row.point.name)}</th>{cells}</tr>'


def _cell(cell: Cell) -> str:
    """The checked value first, the quote under it."""
    if not cell.found:
        return f'<span class="iw-none">{NOT_FOUND}</span>'
    badge = figure_badge(Verdict.SUPPORTED)
    tick = f'<span title="{badge.word}">✓<span class="iw-hidden"> {badge.word}</span></span>'
    value = f'<p class="iw-value">{escape(", ".join(cell.values))} {tick}</p>' if cell.values else ""
    quotes = "".join(
        f'{words_html(citation.quote)}<p class="iw-place">{escape(source_line(citation))}</p>'
        for citation in cell.citations
    )
    return value + quotes


def _value_change(value: ValueChange) -> str:
    old = f'<del class="iw-old">{escape(value.old.text)}</del>' if value.old else '<span class="iw-none">niets</span>'
    new = f'<ins class="iw-new">{escape(value.new.text)}</ins>' if value.new else '<span class="iw-none">niets</span>'
    return f"<div>{old} → {new}</div>"


def _quote(unit: Unit) -> str:
    lead = f'<span class="iw-place">{escape(unit.lead)}</span> ' if unit.lead else ""
    return f"{lead}{escape(unit.text)}"
