"""One answer on the page: what it says, what it rests on beside it, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from retrieval.calendar.export import ZONE
from retrieval.errors import FeedbackError
from retrieval.memory import How
from retrieval.models.relevance import is_sure
from retrieval.pipeline import PolicyAssistant
from retrieval.proof import make_evidence, render_json, render_pdf
from retrieval.settings import settings
from retrieval.types import Answer, Scope, Status
from screens.common import keep_answer, today
from screens.sources import show_sources
from screens.view.conversation import (
    Exchange,
    Pending,
    change_choice,
    follow_ups,
    history_of,
    narrowings,
    scope_options,
)
from screens.view.display import answer_html, markdown_safe, notices_html, plain_answer, state_html
from screens.view.feedback import MAX_REMARK, FeedbackStore, Thumb
from screens.view.page_wording import ABOUT, EVERY, ORIGINS, OWN_PRACTICE, PARTS, Part

PART_ICONS: dict[Part, str] = {
    "insurer": ":material/business:",
    "care_type": ":material/stethoscope:",
    "year": ":material/calendar_today:",
}
WIDTHS = (7, 5)
"""Of an answer and its sources, beside each other where there is room."""


def show_answer(exchange: Exchange, number: int, assistant: PolicyAssistant, *, last: bool) -> None:
    """The answer first; its sources beside it on a wide screen, under it on a phone."""
    answer = exchange.answer
    left, right = st.columns(WIDTHS, gap="large") if answer.citations else (st.container(), None)
    with left:
        st.html(answer_html(answer, f"a{exchange.serial}"))
        if answer.notices:
            st.html(notices_html(answer.notices))
        if state := state_html(answer):
            st.html(state)
        if last:
            show_scope(exchange, number, assistant)
        show_actions(exchange)
    if right:
        with right:
            show_sources(answer.citations, assistant, key=f"a{exchange.serial}")
    if last:
        with left:
            show_narrowings(exchange, number, assistant)
            show_follow_ups(number, assistant)


# ---------------------------------------------------------------- asking on


def ask(question: str, choice: Scope | None = None) -> None:
    """A button's question; asked on the run that follows."""
    st.session_state.setdefault("queue", []).append(Pending(question, choice))


def ask_again(number: int, part: Part, value: str | int | None) -> None:
    """The same question within another scope, in place of the answer that it had."""
    old = st.session_state.exchanges[number]
    del st.session_state.exchanges[number:]
    ask(old.question, change_choice(old, part, value))


def ask_without_practice(number: int) -> None:
    """The same question of everybody's policies; and so on in this conversation."""
    old = st.session_state.exchanges[number]
    del st.session_state.exchanges[number:]
    st.session_state["without-practice"] = True
    ask(old.question)


def show_scope(exchange: Exchange, number: int, assistant: PolicyAssistant) -> None:
    """Chips: what the question was understood to be about; a choice asks it again."""
    scope, options = exchange.answer.scope, scope_options(assistant.reader.documents)
    origins = dict(scope.origins)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"scope-{number}"):
        st.html(f'<span class="iw-state">{ABOUT}</span>', width="content")
        for part, name in PARTS.items():
            value = getattr(scope, part)
            others = [option for option in options[part] if option != value]
            if value is not None and origins.get(part) != "question":
                others.append(EVERY[part])
            if not others:
                continue
            origin = origin_of(exchange, part)
            chosen = st.menu_button(
                markdown_safe(str(value)) if value is not None else EVERY[part],
                others,
                key=f"scope-{number}-{part}",
                icon=PART_ICONS[part],
                help=f"{name}: {origin}. Kies een andere en de vraag wordt opnieuw gesteld.",
                type="secondary",
            )
            if chosen is not None:
                ask_again(number, part, None if chosen == EVERY[part] else chosen)
                st.rerun()
        if exchange.practice:
            st.button(
                "Zonder mijn praktijk", key=f"without-{number}", icon=":material/close:", type="tertiary",
                on_click=ask_without_practice, args=(number,),
            )  # fmt: skip


def origin_of(exchange: Exchange, part: Part) -> str:
    """Where a part of the scope came from, in words."""
    origin = dict(exchange.answer.scope.origins).get(part)
    if getattr(exchange.answer.scope, part) is None or origin is None:
        return "niet beperkt"
    return OWN_PRACTICE if exchange.practice and origin == "choice" else ORIGINS[origin]


def show_narrowings(exchange: Exchange, number: int, assistant: PolicyAssistant) -> None:
    """Where the answer differs per policy: one click for the one that the reader means."""
    found = narrowings(exchange, assistant.reader.documents)
    if not found:
        return
    with st.container(horizontal=True, gap="small", key=f"narrow-{number}"):
        for part, value in found:
            st.button(
                markdown_safe(f"Alleen {value}"), key=f"narrow-{number}-{value}", icon=PART_ICONS[part],
                on_click=ask_again, args=(number, part, value),
            )  # fmt: skip


def show_follow_ups(number: int, assistant: PolicyAssistant) -> None:
    exchanges = st.session_state.exchanges
    found = suggestions(number, assistant.reader.generation, exchanges[number].answer, assistant)
    if not found:
        return
    with st.container(horizontal=True, gap="small", key=f"follow-{number}"):
        for place, question in enumerate(found):
            st.button(
                markdown_safe(question), key=f"follow-{number}-{place}", icon=":material/subdirectory_arrow_right:",
                on_click=ask, args=(question,),
            )  # fmt: skip


def suggestions(number: int, generation: str, answer: Answer, assistant: PolicyAssistant) -> tuple[str, ...]:
    """Follow-ups that are surely answered; worked out once per answer."""
    kept = st.session_state.setdefault("suggestions", {})
    key = (number, generation, answer.text)
    history = history_of(st.session_state.exchanges)

    def good(question: str) -> bool:
        found = assistant.ask(question, history=history, today=today())
        return found.status is Status.ANSWERED and is_sure(found.confidence)

    if key not in kept:
        kept[key] = follow_ups(st.session_state.exchanges, assistant.reader.documents, answered=good)
    found: tuple[str, ...] = kept[key]
    return found


# ---------------------------------------------------------------- taking along


def show_actions(exchange: Exchange) -> None:
    """Keep, copy, download and judge, in one quiet row."""
    serial = exchange.serial
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{serial}"):
        if exchange.answer.citations and exchange.answer.status is not Status.ABSTAINED:
            kept = st.session_state.setdefault("pinned", set())
            st.button(
                "Bewaard" if serial in kept else "Bewaren", key=f"pin-{serial}", type="tertiary",
                icon=":material/bookmark_added:" if serial in kept else ":material/bookmark:", on_click=keep,
                args=(exchange, "pinned"), help="Mijn praktijk zegt het als dit antwoord verandert.",
            )  # fmt: skip
        with st.popover("Kopiëren", icon=":material/content_copy:", type="tertiary"):
            st.caption("Kopieer met de knop rechtsboven in het vak.")
            st.code(plain_answer(exchange.question, exchange.answer), language=None, wrap_lines=True)
        show_downloads(exchange)
        show_feedback(exchange)


def keep(exchange: Exchange, how: How) -> None:
    """The answer is watched from now on: it was pinned or downloaded."""
    try:
        keep_answer(exchange.question, exchange.answer, how)
    except FeedbackError as error:
        st.warning(str(error))
        return
    if how == "pinned":
        st.session_state.setdefault("pinned", set()).add(exchange.serial)


@st.fragment
def show_downloads(exchange: Exchange) -> None:
    """The evidence as PDF and JSON; a download draws this part anew, not the page, so that the choice stays open."""
    evidence = make_evidence(exchange.question, exchange.answer, created=datetime.now(ZONE), today=today())
    serial = exchange.serial
    with st.popover("Bewijsstuk", icon=":material/verified:", type="tertiary"):
        st.caption("Vraag, antwoord, bronnen en controles in één bestand, dat later opnieuw te controleren is.")
        st.download_button(
            "PDF", lambda: render_pdf(evidence), f"{evidence.name}.pdf", "application/pdf",
            key=f"pdf-{serial}", icon=":material/picture_as_pdf:", on_click=keep, args=(exchange, "downloaded"),
        )  # fmt: skip
        st.download_button(
            "JSON", lambda: render_json(evidence), f"{evidence.name}.json", "application/json",
            key=f"json-{serial}", icon=":material/data_object:", on_click=keep, args=(exchange, "downloaded"),
        )  # fmt: skip
        st.page_link("screens/documenten.py", label="Een bewijsstuk controleren", icon=":material/fact_check:")


def show_feedback(exchange: Exchange) -> None:
    """Thumbs at once; a remark when the reader wants to say more."""
    serial = exchange.serial
    thumb = st.feedback("thumbs", key=f"thumb-{serial}", on_change=keep_verdict, args=(exchange,))
    with st.popover("Opmerking", icon=":material/edit_note:", type="tertiary"):
        remark = st.text_area("Wat klopt er wel of niet?", key=f"remark-{serial}", max_chars=MAX_REMARK)
        if st.button("Bewaar opmerking", key=f"send-{serial}", disabled=not (remark or "").strip()):
            keep_verdict(exchange)
            st.success("Dank u, uw opmerking is bewaard.")
    if thumb is not None:
        st.caption("Bewaard, dank u.")


def keep_verdict(exchange: Exchange) -> None:
    """Writes thumb and remark of an answer; a second verdict on the same answer replaces the first."""
    store = FeedbackStore(settings().feedback)
    serial = exchange.serial
    given = st.session_state.get(f"thumb-{serial}")
    thumb: Thumb | None = None if given is None else 1 if given == 1 else -1
    remark = st.session_state.get(f"remark-{serial}") or ""
    known = st.session_state.setdefault("verdicts", {})
    try:
        if serial in known:
            store.change(known[serial], thumb=thumb, remark=remark)
        else:
            known[serial] = store.add(exchange.question, exchange.answer, thumb=thumb, remark=remark)
    except FeedbackError as error:
        st.warning(str(error))
