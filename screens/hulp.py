"""What is in use, how an answer is checked, and what happens to what you type; in plain Dutch."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from retrieval.errors import AssistantError
from retrieval.settings import settings
from screens.common import explain, explained, open_assistant
from screens.view.tables_html import facts_html

TEXT = Path(__file__).with_name("hulp.md")


def main() -> None:
    """Shows the explanation, then the facts of this installation."""
    st.title("Instellingen en hulp")
    st.markdown(TEXT.read_text(encoding="utf-8").replace("PRIVACY", privacy()))
    st.subheader("Wat nu in gebruik is")
    try:
        reader = open_assistant().reader
    except AssistantError as error:
        explain(error)
        return
    manifest = reader.manifest
    held = f"{manifest.documents} documenten, {manifest.chunks} passages, {manifest.deadlines} deadlines"
    st.html(
        facts_html(
            [
                ("Ingelezen", held),
                ("Index", manifest.generation),
                ("Zoekmodel", f"{manifest.embedding}, samen met zoeken op woorden"),
                ("Antwoorden door", settings().llm or "zinnen uit het beleid zelf, zonder taalmodel"),
                ("Documenten toevoegen", "aan" if settings().uploads else "uit"),
                ("Aanmelden", "nodig" if settings().login else "niet nodig"),
            ],
            caption="Wat nu in gebruik is",
        )
    )
    if settings().login:
        st.button("Afmelden", icon=":material/logout:", on_click=st.logout)


def privacy() -> str:
    """Where the reader's words go, as this installation is set."""
    if settings().llm is None:
        return "Uw vraag blijft op de computer waarop Inkoopwijzer draait. Er gaat niets naar buiten."
    return (
        f"Deze installatie gebruikt het taalmodel `{settings().llm}`. Uw vraag en de gevonden passages gaan daarheen; "
        "telefoonnummers, e-mailadressen, burgerservicenummers en geboortedatums worden eerst onleesbaar gemaakt."
    )


with explained():
    main()
