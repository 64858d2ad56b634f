"""What every page does: open the assistant, explain what is wrong, ask the date. No logic of its own."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from ingest.keep.bookkeeping import Entry, read_entries
from retrieval.calendar.export import ZONE
from retrieval.errors import AssistantError, IndexMissing
from retrieval.memory import How, Memory, Practice
from retrieval.pipeline import PolicyAssistant
from retrieval.settings import settings
from retrieval.store import layout
from retrieval.types import Answer
from screens.view.page_wording import (
    BROKEN,
    BROKEN_HINT,
    NO_INDEX,
    NO_INDEX_HINT,
    NOT_USABLE,
    NOT_USABLE_HINT,
    RETRY,
    SOMETHING_WRONG,
)

log = logging.getLogger(__name__)
COOKIE = "iw-reader"
READER = re.compile(r"[0-9a-f]{32}")
STYLE = Path(__file__).with_name("style.css")
ICON = Path(__file__).with_name("icon.svg")
SCRIPT = Path(__file__).with_name("page.js")


def today() -> date:
    """Today in the Netherlands: deadlines fall by Dutch time, wherever the server stands."""
    return datetime.now(ZONE).date()


@st.cache_resource(show_spinner="Het beleid wordt geopend…")
def _assistant(index: str) -> PolicyAssistant:
    return PolicyAssistant.open(Path(index))


def reader_id() -> str:
    """Who is reading: of the sign-in, else a random name that his browser keeps for a year."""
    if settings().login:
        return hashlib.sha256(str(st.user.get("email") or "").casefold().encode()).hexdigest()[:32]
    known = st.context.cookies.get(COOKIE)
    if isinstance(known, str) and READER.fullmatch(known):
        return known
    made: str = st.session_state.setdefault("reader", secrets.token_hex(16))
    st.html(
        f"<script>document.cookie='{COOKIE}={made};path=/;max-age=31536000;samesite=strict'</script>",
        unsafe_allow_javascript=True,
    )
    return made


def memory() -> Memory:
    """What this installation remembers of its readers."""
    return Memory(settings().memory)


def keep_answer(question: str, answer: Answer, how: How = "asked") -> None:
    """The watch follows this answer for this reader from now on.

    Raises:
        FeedbackError: it cannot be written.

    """
    memory().keep(reader_id(), question, answer, how=how)


def practice() -> Practice:
    """What this reader said about himself."""
    return memory().practice(reader_id())


def open_assistant() -> PolicyAssistant:
    """The assistant on the configured index, shared by all readers of the page.

    Raises:
        UnusableIndexError: there is no usable index.

    """
    return _assistant(str(settings().index))


@st.cache_data(show_spinner=False, max_entries=4)
def entries(index: str, generation: str) -> tuple[Entry, ...]:
    """What the bookkeeping of a generation knows of its documents, by insurer and title."""
    found = read_entries(Path(index) / generation / layout.PASSAGES).values()
    return tuple(sorted(found, key=lambda entry: (entry.info.insurer or "~", entry.info.title, entry.info.id)))


@contextmanager
def explained() -> Iterator[None]:
    """Shows what is wrong and the way out, in Dutch, instead of a traceback; then ends the page."""
    try:
        yield
    except AssistantError as error:
        explain(error)
        st.stop()
    except Exception:
        log.exception("onverwachte fout op de pagina")
        st.error(f"**{BROKEN}**\n\n{BROKEN_HINT}", icon=":material/error:")
        _retry()
        st.stop()


def explain(error: AssistantError) -> None:
    """An error that the reader can do something about, with the command where there is one."""
    if isinstance(error, IndexMissing):
        index = settings().index
        st.info(f"**{NO_INDEX}**\n\n{NO_INDEX_HINT}", icon=":material/library_books:")
        st.code(layout.make_command(index), language="bash")
        if settings().uploads:
            st.page_link("screens/documenten.py", label="Of voeg hier zelf een document toe", icon=":material/upload:")
    elif command := rebuild_command(error):
        st.warning(f"**{NOT_USABLE}**\n\n{NOT_USABLE_HINT}", icon=":material/build:")
        st.code(command, language="bash")
        with st.expander("Wat is er precies aan de hand?"):
            st.text(str(error))
    else:
        st.warning(f"**{SOMETHING_WRONG}**", icon=":material/info:")
        st.text(str(error))
    _retry()


def rebuild_command(error: AssistantError) -> str | None:
    """The command at the end of an index error's message."""
    start = str(error).find("python -m ingest")
    return str(error)[start:].strip() if start >= 0 else None


def _retry() -> None:
    if st.button(RETRY, icon=":material/refresh:"):
        st.cache_resource.clear()
        st.rerun()
