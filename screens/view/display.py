"""An answer as safe HTML: figures with their badge, citation markers, quotes marked in their passage.

Pure: values in, text out. Every character that comes from a question, an answer
or a document is escaped here, and nothing else writes HTML. The badges and
markers are `popovertarget` buttons, so they open without any script, with
mouse, touch and keyboard alike. Page layout and colours are the pages' own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from retrieval.badges import CERTAINTIES, Certainty, certainty_of, figure_badge
from retrieval.types import Answer, Citation, DocumentInfo, FigureCheck, Passage, Scope, Verdict
from screens.view.passages import quote_html, words_html

MARKER = re.compile(r"\s?\[(?P<n>[0-9]{1,3})\]")
BULLET = re.compile(r"^\s{0,8}(?:[-*•–]|[0-9]{1,2}[.)])\s+(?=\S)")
BOLD = re.compile(r"\*\*(?P<words>[^*\n]{1,200})\*\*")

SHORT = 320
"""Characters up to which an answer is set large."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the answer: `[start, end)` with the HTML that stands for it."""

    start: int
    end: int
    html: str


def answer_html(answer: Answer, key: str) -> str:
    """The answer as HTML with a button per figure and per marker, and their popovers.

    Args:
        answer: what `ask()` gave.
        key: prefix that makes the element ids unique on the page (letters, digits, `-`).

    """
    pieces = _pieces(answer, key)
    body = "".join(_blocks(answer.text, pieces))
    popovers = [_figure_popover(check, answer, f"{key}-f{i}") for i, check in enumerate(answer.checks)]
    popovers += [_citation_popover(citation, f"{key}-c{citation.n}") for citation in answer.citations]
    kind = certainty_of(answer.status, answer.confidence).value
    size = " iw-short" if len(answer.text) <= SHORT else ""
    return (
        f'<div class="iw-reply iw-{kind}">{certainty_html(answer)}'
        f'<div class="iw-answer{size}">{body}</div></div>' + "".join(popovers)
    )


def question_html(question: str, key: str) -> str:
    """The question as a heading, so that a screen reader can go from one to the next."""
    words = "<br>".join(escape(line) for line in question.splitlines())
    return f'<h2 class="iw-question" id="{key}">{words}</h2>'


def notices_html(notices: Sequence[str]) -> str:
    """The remarks that the reader needs, each with its icon."""
    return "".join(
        f'<div class="iw-notice" role="note">{_icon("⚠")}<span>{escape(notice)}</span></div>' for notice in notices
    )


def certainty_html(answer: Answer) -> str:
    """How far the answer may be relied on, above it: in words, and in a shape that differs per way out."""
    found = certainty_of(answer.status, answer.confidence)
    badge = CERTAINTIES[found]
    more = f"<span>{escape(badge.explanation)}</span>" if found is Certainty.UNSURE else ""
    return (
        f'<p class="iw-certainty iw-{found.value}"><strong>{_icon(badge.icon)} {escape(badge.word)}</strong>{more}</p>'
    )


def state_html(answer: Answer) -> str:
    """One line on what was checked: it says that the figures stand in the source, not that they answer."""
    counted = len(answer.checks)
    if not counted or not answer.verified:
        return ""
    figures = "1 cijfer staat" if counted == 1 else f"{counted} cijfers staan"
    return f'<p class="iw-state">{_icon("✓")} {figures} zo in de bron; kies een cijfer om het na te lezen.</p>'


def source_place(citation: Citation) -> str:
    """The heading path and page of a passage, as HTML."""
    parts = [" › ".join(citation.section)]
    parts.append(f"bladzijde {citation.page}" if citation.page is not None else "")
    place = ", ".join(part for part in parts if part)
    return f'<p class="iw-place">{escape(place)}</p>' if place else ""


def source_line(passage: Passage) -> str:
    """`VGZ · Inkoopbeleid ... · versie 1.2 · § 3 Planning · p. 14`, plain text; unknown parts are left out."""
    parts = [passage.insurer, passage.title or passage.document_id]
    if passage.version:
        parts.append(f"versie {passage.version}")
    if passage.section:
        parts.append(passage.section[-1])
    if passage.page is not None:
        parts.append(f"p. {passage.page}")
    return " · ".join(part for part in parts if part)


def document_line(info: DocumentInfo) -> str:
    """Title, contract years and version of a policy, for a choice list."""
    years = "-".join(str(year) for year in (info.years[:1] + info.years[1:][-1:]))
    parts = [info.title or info.id, years if years and years not in info.title else None]
    parts.append(f"versie {info.version}" if info.version else None)
    return " · ".join(part for part in parts if part)


def plain_answer(question: str, answer: Answer) -> str:
    """Question, answer and sources as plain text, for the clipboard."""
    lines = [question, "", answer.text]
    lines += ["", *answer.notices] if answer.notices else []
    if answer.citations:
        lines += ["", "Bronnen:"]
        lines += [f"[{citation.n}] {source_line(citation)}: “{citation.quote}”" for citation in answer.citations]
    return "\n".join(lines)


def markdown_safe(text: str) -> str:
    """Text that Streamlit's Markdown shows as it stands: no markup, links, colours, icons or formulas."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])", r"\\\1", text).replace("\n", "  \n")


def scope_parts(scope: Scope) -> tuple[tuple[str, str, str | None], ...]:
    """(part, value, origin) of what is set in the scope, in the order insurer, care type, year."""
    origins = dict(scope.origins)
    values = (("insurer", scope.insurer), ("care_type", scope.care_type), ("year", scope.year))
    return tuple((part, str(value), origins.get(part)) for part, value in values if value is not None)


# ---------------------------------------------------------------- inside the answer


def _pieces(answer: Answer, key: str) -> list[Piece]:
    """Buttons for figures and markers, in order, none overlapping."""
    known = {citation.n for citation in answer.citations}
    found = [
        Piece(check.start, check.end, _figure_button(check, f"{key}-f{i}"))
        for i, check in enumerate(answer.checks)
        if answer.text[check.start : check.end] == check.surface
    ]
    found += [
        Piece(match.start(), match.end(), _marker_button(int(match["n"]), f"{key}-c{match['n']}"))
        for match in MARKER.finditer(answer.text)
        if int(match["n"]) in known
    ]
    kept: list[Piece] = []
    for piece in sorted(found, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _blocks(text: str, pieces: list[Piece]) -> Iterator[str]:
    """Paragraphs and lists of the answer."""
    offset, in_list = 0, False
    for line in text.splitlines(keepends=True):
        start, end = offset, offset + len(line.rstrip("\r\n"))
        offset += len(line)
        bullet = BULLET.match(text[start:end])
        if bool(bullet) != in_list:
            yield "<ul>" if bullet else "</ul>"
            in_list = bool(bullet)
        if bullet:
            yield f"<li>{_inline(text, start + bullet.end(), end, pieces)}</li>"
        elif text[start:end].strip():
            yield f"<p>{_inline(text, start, end, pieces)}</p>"
    if in_list:
        yield "</ul>"


def _inline(text: str, start: int, end: int, pieces: list[Piece]) -> str:
    """One line, with the pieces that lie wholly inside it in their places."""
    parts: list[str] = []
    for piece in pieces:
        if start <= piece.start and piece.end <= end:
            parts += [_words(text[start : piece.start]), piece.html]
            start = piece.end
    return "".join(parts) + _words(text[start:end])


def _words(text: str) -> str:
    return BOLD.sub(r"<strong>\g<words></strong>", escape(text))


# ---------------------------------------------------------------- buttons and popovers


def _figure_button(check: FigureCheck, target: str) -> str:
    """The figure with its badge: a tick whose words are said and shown on demand, any other verdict in full."""
    badge = figure_badge(check.verdict, computed=check.derivation is not None)
    plain = check.verdict is Verdict.SUPPORTED and check.derivation is None
    word = f'<span class="iw-hidden">{badge.word}</span>' if plain else badge.word
    return (
        f'<button type="button" class="iw-figure iw-{check.verdict.value}" popovertarget="{target}" '
        f'title="{escape(badge.word)}">'
        f'{escape(check.surface)}<span class="iw-badge">{_icon(badge.icon)} {word}</span></button>'
    )


def _icon(icon: str) -> str:
    return f'<span aria-hidden="true">{icon}</span>'


def _marker_button(n: int, target: str) -> str:
    return f'<button type="button" class="iw-marker" popovertarget="{target}" aria-label="Bron {n}">{n}</button>'


def _figure_popover(check: FigureCheck, answer: Answer, target: str) -> str:
    badge = figure_badge(check.verdict, computed=check.derivation is not None)
    source = next((c for c in answer.citations if c.n == check.n), None)
    parts = [_title(f"{badge.icon} {check.surface}: {badge.word}", target), f"<p>{escape(check.reason)}</p>"]
    if check.evidence:
        parts.append(f'<p class="iw-label">In de bron staat</p>{_evidence(check)}')
    if check.derivation:
        steps = "".join(f"<li>{escape(step)}</li>" for step in check.derivation.steps)
        parts.append(f'<p class="iw-label">Zo is het berekend</p><ol>{steps}</ol>')
    if source:
        parts.append(f'<p class="iw-place">Bron {source.n}: {escape(source_line(source))}</p>')
    return _popover(target, f"Controle van {check.surface}", "".join(parts))


def _evidence(check: FigureCheck) -> str:
    """The source's words, the figure in them marked where it stands literally."""
    place = -1 if check.derivation else check.evidence.find(check.surface)
    return words_html(check.evidence, *(((place, place + len(check.surface)),) if place >= 0 else ()))


def _citation_popover(citation: Citation, target: str) -> str:
    body = (
        _title(f"Bron {citation.n}", target)
        + f'<p class="iw-place">{escape(source_line(citation))}</p>'
        + quote_html(citation)
    )
    return _popover(target, f"Bron {citation.n}", body)


def _title(text: str, target: str) -> str:
    close = (
        f'<button type="button" class="iw-close" popovertarget="{target}" popovertargetaction="hide" '
        'aria-label="Sluiten">×</button>'
    )
    return f'<p class="iw-title">{escape(text)}{close}</p>'


def _popover(target: str, label: str, body: str) -> str:
    return f'<div popover id="{target}" class="iw-popover" role="dialog" aria-label="{escape(label)}">{body}</div>'
