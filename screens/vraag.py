"""The question page: a chat whose answers show what they rest on."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from retrieval.errors import FeedbackError
from retrieval.pipeline import PolicyAssistant
from retrieval.proof import make_evidence, render_json, render_pdf
from retrieval.settings import settings
from retrieval.types import Answer, Scope, Status
from screens.common import explained, open_assistant, today
from screens.sources import show_sources
from screens.view.conversation import (
    MAX_QUESTION,
    Asked,
    Exchange,
    carried_choice,
    change_choice,
    examples,
    follow_ups,
    from_address,
    history_of,
    narrowings,
    scope_options,
    to_address,
)
from screens.view.display import answer_html, markdown_safe, notices_html, plain_answer, state_html
from screens.view.feedback import MAX_REMARK, FeedbackStore, Thumb
from screens.view.page_wording import ABOUT, EVERY, ORIGINS, PARTS, Part

AVATARS = {"user": ":material/person:", "assistant": ":material/fact_check:"}
PART_ICONS: dict[Part, str] = {
    "insurer": ":material/business:",
    "care_type": ":material/stethoscope:",
    "year": ":material/calendar_today:",
}


def main() -> None:
    """Reads what was asked, asks it, shows the conversation."""
    assistant = open_assistant()
    exchanges = conversation(assistant)
    typed = st.chat_input("Stel uw vraag over het zorginkoopbeleid", max_chars=MAX_QUESTION)
    pending = st.session_state.pop("pending", None)
    if typed and typed.strip():
        carried = carried_choice(exchanges[-1].choice if exchanges else None, typed, today=today())
        pending = Asked(typed.strip(), carried)
    if not exchanges and pending is None:
        welcome(assistant)
        return
    header()
    for number, exchange in enumerate(exchanges):
        show(exchange, number, assistant, last=pending is None and number == len(exchanges) - 1)
    if pending:
        answer_now(pending, assistant, exchanges)


def conversation(assistant: PolicyAssistant) -> list[Exchange]:
    """The exchanges of this session; the first time those that the address asks for."""
    if "exchanges" not in st.session_state:
        st.session_state.exchanges = []
        given = {name: st.query_params.get_all(name) for name in st.query_params}
        for asked in from_address(given, assistant.reader.documents):
            exchange(asked, assistant, st.session_state.exchanges)
    found: list[Exchange] = st.session_state.exchanges
    return found


def exchange(asked: Asked, assistant: PolicyAssistant, exchanges: list[Exchange]) -> None:
    answer = assistant.ask(asked.question, history=history_of(exchanges), scope=asked.choice, today=today())
    exchanges.append(Exchange(asked.question, answer, asked.choice))


def answer_now(asked: Asked, assistant: PolicyAssistant, exchanges: list[Exchange]) -> None:
    """Asks while the reader sees the question and that it is being looked up; the address remembers it."""
    with st.chat_message("user", avatar=AVATARS["user"]):
        st.markdown(markdown_safe(asked.question))
    with st.chat_message("assistant", avatar=AVATARS["assistant"]):
        with st.spinner("Zoeken en controleren…"):
            exchange(asked, assistant, exchanges)
        show_answer(exchanges[-1], len(exchanges) - 1, assistant, last=True)
    st.query_params.from_dict(to_address(exchanges))


def ask(question: str, choice: Scope | None = None) -> None:
    """A button's question; asked on the run that follows."""
    st.session_state.pending = Asked(question, choice)


def ask_again(number: int, part: Part, value: str | int | None) -> None:
    """The same question within another scope, in place of the answer that it had."""
    old = st.session_state.exchanges[number]
    del st.session_state.exchanges[number:]
    ask(old.question, change_choice(old, part, value))


def new_conversation() -> None:
    st.session_state.exchanges = []
    st.session_state.pop("pending", None)
    st.query_params.clear()


# ---------------------------------------------------------------- empty and head


def welcome(assistant: PolicyAssistant) -> None:
    """The empty chat: what this is, what it knows, and questions to start with."""
    insurers = scope_options(assistant.reader.documents)["insurer"]
    st.html(
        '<div class="iw-hero"><h1>Waar gaat uw vraag over?</h1></div><p class="iw-lead">Antwoorden uit het '
        "zorginkoopbeleid van verzekeraars, met de bron erbij. Elke datum en elk getal is tegen de bron gecontroleerd "
        "voordat u het ziet.</p>"
    )
    if insurers:
        st.caption(markdown_safe(f"Ingelezen: beleid van {', '.join(map(str, insurers))}."))
    questions = example_questions(assistant.reader.generation)
    if questions:
        st.markdown("##### Bijvoorbeeld")
    for number, question in enumerate(questions):
        st.button(
            markdown_safe(question), key=f"example-{number}", icon=":material/arrow_forward:", on_click=ask,
            args=(question,), width="stretch",
        )  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=4)
def example_questions(generation: str) -> tuple[str, ...]:  # noqa: ARG001 - the key of the cache
    """Questions that this generation of the index answers."""
    assistant = open_assistant()
    return examples(
        assistant.reader.documents,
        answered=lambda question: assistant.ask(question, today=today()).status is Status.ANSWERED,
    )


def header() -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button("Nieuw gesprek", icon=":material/add_comment:", on_click=new_conversation, type="tertiary")


# ---------------------------------------------------------------- one exchange


def show(exchange: Exchange, number: int, assistant: PolicyAssistant, *, last: bool) -> None:
    with st.chat_message("user", avatar=AVATARS["user"]):
        st.markdown(markdown_safe(exchange.question))
    with st.chat_message("assistant", avatar=AVATARS["assistant"]):
        show_answer(exchange, number, assistant, last=last)


def show_answer(exchange: Exchange, number: int, assistant: PolicyAssistant, *, last: bool) -> None:
    """The answer first, then what it rests on and what can be done with it."""
    answer = exchange.answer
    st.html(answer_html(answer, f"a{number}"))
    if answer.notices:
        st.html(notices_html(answer.notices))
    st.html(state_html(answer))
    if last:
        show_scope(exchange, number, assistant)
    if answer.citations:
        show_sources(answer.citations, assistant, key=f"a{number}")
    show_actions(exchange, number)
    if last:
        show_narrowings(exchange, number, assistant)
        show_follow_ups(number, assistant)


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
            origin = ORIGINS[origins[part]] if value is not None and part in origins else "niet beperkt"
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


def show_actions(exchange: Exchange, number: int) -> None:
    """Copy, downloads and verdict, in one quiet row."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{number}"):
        with st.popover("Kopiëren", icon=":material/content_copy:", type="tertiary"):
            st.caption("Kopieer met de knop rechtsboven in het vak.")
            st.code(plain_answer(exchange.question, exchange.answer), language=None, wrap_lines=True)
        show_downloads(exchange, number)
        show_feedback(exchange, number)


def show_downloads(exchange: Exchange, number: int) -> None:
    evidence = make_evidence(exchange.question, exchange.answer, created=datetime.now(UTC), today=today())
    with st.popover("Bewijsstuk", icon=":material/verified:", type="tertiary"):
        st.caption("Vraag, antwoord, bronnen en controles in één bestand, dat later opnieuw te controleren is.")
        st.download_button(
            "PDF", lambda: render_pdf(evidence), f"{evidence.name}.pdf", "application/pdf",
            key=f"pdf-{number}", icon=":material/picture_as_pdf:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "JSON", lambda: render_json(evidence), f"{evidence.name}.json", "application/json",
            key=f"json-{number}", icon=":material/data_object:", on_click="ignore",
        )  # fmt: skip


def show_feedback(exchange: Exchange, number: int) -> None:
    """Thumbs at once; a remark when the reader wants to say more."""
    thumb = st.feedback("thumbs", key=f"thumb-{number}", on_change=keep_verdict, args=(exchange, number))
    with st.popover("Opmerking", icon=":material/edit_note:", type="tertiary"):
        remark = st.text_area("Wat klopt er wel of niet?", key=f"remark-{number}", max_chars=MAX_REMARK)
        if st.button("Bewaar opmerking", key=f"send-{number}", disabled=not (remark or "").strip()):
            keep_verdict(exchange, number)
            st.success("Dank u, uw opmerking is bewaard.")
    if thumb is not None:
        st.caption("Bewaard, dank u.")


def keep_verdict(exchange: Exchange, number: int) -> None:
    """Writes thumb and remark of an answer; a second verdict replaces the first."""
    store = FeedbackStore(settings().feedback)
    given = st.session_state.get(f"thumb-{number}")
    thumb: Thumb | None = None if given is None else 1 if given == 1 else -1
    remark = st.session_state.get(f"remark-{number}") or ""
    known = st.session_state.setdefault("verdicts", {})
    key = (number, exchange.question, exchange.answer.generation)
    try:
        if key in known:
            store.change(known[key], thumb=thumb, remark=remark)
        else:
            known[key] = store.add(exchange.question, exchange.answer, thumb=thumb, remark=remark)
    except FeedbackError as error:
        st.warning(str(error))


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
    """Follow-ups that have an answer; worked out once per answer."""
    kept = st.session_state.setdefault("suggestions", {})
    key = (number, generation, answer.text)
    if key not in kept:
        history = history_of(st.session_state.exchanges)
        kept[key] = follow_ups(
            st.session_state.exchanges,
            assistant.reader.documents,
            answered=lambda q: assistant.ask(q, history=history, today=today()).status is Status.ANSWERED,
        )
    found: tuple[str, ...] = kept[key]
    return found


with explained():
    main()
