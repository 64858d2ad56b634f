"""The question page: a chat whose answers show what they rest on."""

from __future__ import annotations

import json

import streamlit as st

from retrieval.badges import CERTAINTIES, certainty_of
from retrieval.errors import FeedbackError
from retrieval.models.relevance import is_sure
from retrieval.pipeline import PolicyAssistant
from retrieval.types import Status
from screens.antwoord import ask, show_answer
from screens.common import explained, keep_answer, open_assistant, practice, today
from screens.view.commands import Command, find_command
from screens.view.conversation import (
    MAX_QUESTION,
    Exchange,
    Pending,
    carried_choice,
    examples,
    from_address,
    history_of,
    scope_options,
    to_address,
)
from screens.view.display import markdown_safe, question_html
from screens.view.page_wording import count

AVATARS = {"user": ":material/person:", "assistant": ":material/fact_check:"}
INPUT = "Stel uw vraag over het zorginkoopbeleid"


def main() -> None:
    """Reads what was asked, asks it, shows the conversation; the field stays in sight below it."""
    assistant = open_assistant()
    above, field, below = st.container(key="talk"), st.container(key="ask"), st.container(key="below")
    with field:
        typed = st.chat_input(INPUT, key="typed")
    with above:
        exchanges = conversation(assistant)
        if typed and typed.strip():
            take(typed.strip(), assistant, exchanges)
        queue: list[Pending] = st.session_state.queue
        if exchanges or queue:
            header()
            for number, exchange in enumerate(exchanges):
                show(exchange, number, assistant, last=not queue and number == len(exchanges) - 1)
            while queue:
                answer_now(assistant, exchanges, last=len(queue) == 1)
        else:
            welcome(assistant)
    if not exchanges:
        with below:
            first_steps(assistant)
    remember_address(exchanges)


def conversation(assistant: PolicyAssistant) -> list[Exchange]:
    """The exchanges of this session; the first time those that the address asks for."""
    st.session_state.setdefault("queue", [])
    if "exchanges" not in st.session_state:
        st.session_state.exchanges = []
        given = {name: st.query_params.get_all(name) for name in st.query_params}
        wanted = from_address(given, assistant.reader.documents)
        with st.spinner("Uw gesprek wordt opgehaald…"):
            for asked in wanted:
                exchange(asked, assistant, st.session_state.exchanges)
    found: list[Exchange] = st.session_state.exchanges
    return found


def take(typed: str, assistant: PolicyAssistant, exchanges: list[Exchange]) -> None:
    """What was typed: too long, a command, a word of thanks, or a question that waits for its turn."""
    if len(typed) > MAX_QUESTION:
        st.warning(
            f"Uw vraag telt {len(typed):n} tekens; er passen er {MAX_QUESTION:n}. Kort haar in en stuur haar opnieuw.",
            icon=":material/content_cut:",
        )
        with st.expander("De tekst die u stuurde"):
            st.code(typed, language=None, wrap_lines=True)
        return
    command = find_command(typed, assistant.reader.documents, today=today())
    if command:
        follow(command)
        return
    st.session_state.queue.append(with_practice(typed, assistant, exchanges))


def follow(command: Command) -> None:
    """Goes to the page that was asked for, or says a word back."""
    if command.page:
        st.switch_page(f"screens/{command.page}.py", query_params=dict(command.parameters))
    st.info(command.reply, icon=":material/waving_hand:")


def with_practice(typed: str, assistant: PolicyAssistant, exchanges: list[Exchange]) -> Pending:
    """A question with the choice made earlier, else with what the reader's practice is about."""
    documents = tuple(assistant.reader.documents)
    last = exchanges[-1] if exchanges else None
    if last and last.choice and not last.practice:
        return Pending(typed, carried_choice(last.choice, typed, today=today(), documents=documents))
    own = None if st.session_state.get("without-practice") else practice().scope
    choice = carried_choice(own, typed, today=today(), documents=documents)
    return Pending(typed, choice, practice=choice is not None)


def exchange(asked: Pending, assistant: PolicyAssistant, exchanges: list[Exchange]) -> None:
    """Asks, and adds what came of it; nothing between the two can be interrupted."""
    answer = assistant.ask(asked.question, history=history_of(exchanges), scope=asked.choice, today=today())
    st.session_state.serial = st.session_state.get("serial", 0) + 1
    exchanges.append(Exchange(asked.question, answer, asked.choice, st.session_state.serial, asked.practice))


def answer_now(assistant: PolicyAssistant, exchanges: list[Exchange], *, last: bool) -> None:
    """Asks the first question that waits; should the reader send another meanwhile, it still waits."""
    queue: list[Pending] = st.session_state.queue
    asked, number = queue[0], len(exchanges)
    with st.container(key="last-exchange" if last else f"exchange-{number}"):
        question(asked.question, st.session_state.get("serial", 0) + 1)
        with st.chat_message("assistant", avatar=AVATARS["assistant"]):
            with st.spinner("Zoeken en controleren…"):
                exchange(asked, assistant, exchanges)
                queue.pop(0)
            show_answer(exchanges[-1], number, assistant, last=last)
            announce(exchanges[-1])
            keep(exchanges[-1])


def keep(exchange: Exchange) -> None:
    """Remembers what was asked, so that the watch can say when it no longer holds."""
    if not is_sure(exchange.answer.confidence):
        return
    try:
        keep_answer(exchange.question, exchange.answer)
    except FeedbackError as error:
        st.warning(str(error))


def remember_address(exchanges: list[Exchange]) -> None:
    """The address asks what the page shows, also after a visit to another page."""
    wanted = to_address(exchanges)
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted and exchanges:
        st.query_params.from_dict(wanted)


def new_conversation() -> None:
    st.session_state.exchanges = []
    st.session_state.queue = []
    st.session_state.pop("without-practice", None)
    st.query_params.clear()


# ---------------------------------------------------------------- empty and head


def welcome(assistant: PolicyAssistant) -> None:
    """The empty chat: what this is and what it knows."""
    options = scope_options(assistant.reader.documents)
    held = count(len(assistant.reader.documents), "document", "documenten")
    names = ", ".join(str(name) for name in options["insurer"])
    st.html(
        '<div class="iw-hero"><p class="iw-brand">Inkoopwijzer</p><h1>Waar gaat uw vraag over?</h1></div>'
        '<p class="iw-lead">Antwoorden uit het zorginkoopbeleid van verzekeraars, met de bron erbij. Elke datum en elk '
        "getal is tegen de bron gecontroleerd voordat u het ziet.</p>"
    )
    if names:
        st.caption(markdown_safe(f"{held} ingelezen, van {names}."))


def first_steps(assistant: PolicyAssistant) -> None:
    """Questions to start with, and the way to a page that thinks along."""
    questions = example_questions(assistant.reader.generation)
    if questions:
        st.markdown("##### Bijvoorbeeld")
    for number, example in enumerate(questions):
        st.button(
            markdown_safe(example), key=f"example-{number}", icon=":material/arrow_forward:", on_click=ask,
            args=(example,), width="stretch",
        )  # fmt: skip


@st.cache_data(show_spinner="Voorbeeldvragen worden uitgezocht…", max_entries=4)
def example_questions(generation: str) -> tuple[str, ...]:  # noqa: ARG001 - the key of the cache
    """Questions that this generation of the index is sure to answer."""
    assistant = open_assistant()

    def good(text: str) -> bool:
        answer = assistant.ask(text, today=today())
        return answer.status is Status.ANSWERED and is_sure(answer.confidence) and bool(answer.checks)

    return examples(assistant.reader.documents, answered=good)


def header() -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button("Nieuw gesprek", icon=":material/add_comment:", on_click=new_conversation, type="tertiary")


# ---------------------------------------------------------------- one exchange


def show(exchange: Exchange, number: int, assistant: PolicyAssistant, *, last: bool) -> None:
    with st.container(key="last-exchange" if last else f"exchange-{number}"):
        question(exchange.question, exchange.serial)
        with st.chat_message("assistant", avatar=AVATARS["assistant"]):
            show_answer(exchange, number, assistant, last=last)


def question(words: str, serial: int) -> None:
    """The question as a heading, brought to the top once when it is new."""
    with st.chat_message("user", avatar=AVATARS["user"]):
        st.html(question_html(words, f"iw-q{serial}"))
    if serial == st.session_state.get("serial", 0) + 1 or serial == st.session_state.get("serial", 0):
        st.html(f"<script>window.iw&&iw.top('iw-q{serial}')</script>", unsafe_allow_javascript=True)


def announce(exchange: Exchange) -> None:
    """Says to a screen reader that the answer is there, and how sure it is."""
    badge = CERTAINTIES[certainty_of(exchange.answer.status, exchange.answer.confidence)]
    words = json.dumps(f"{badge.word}. {count(len(exchange.answer.citations), 'bron', 'bronnen')}.")
    st.html(f"<script>window.iw&&iw.say({exchange.serial},{words})</script>", unsafe_allow_javascript=True)


with explained():
    main()
