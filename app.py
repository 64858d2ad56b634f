"""Entry of the pages: `streamlit run app.py`. Look, sign-in and navigation; each page is a file in screens/."""

from __future__ import annotations

import streamlit as st

from retrieval.logs import set_up_logging
from screens.common import ICON, SCRIPT, STYLE, explained
from screens.gate import signed_in

NAME = "Inkoopwijzer"
NARROW = {"hulp"}
"""The page of running text; the others need the room for a source beside an answer, or for a table."""
PAGES = (
    ("vraag", "Vraag", "forum"),
    ("praktijk", "Mijn praktijk", "storefront"),
    ("deadlines", "Deadlines", "event"),
    ("vergelijken", "Vergelijken", "compare_arrows"),
    ("documenten", "Documenten", "description"),
    ("hulp", "Instellingen en hulp", "help"),
)
# Before the navigation: the icon of a page would be fetched from outside as the browser's icon.
st.set_page_config(page_title=NAME, page_icon=str(ICON))
page = st.navigation(
    [
        st.Page(f"screens/{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=name == "vraag")
        for name, title, icon in PAGES
    ],
    position="top",
)
st.set_page_config(page_title=f"{page.title} | {NAME}", layout="centered" if page.url_path in NARROW else "wide")
st.html(STYLE)
st.html(f"<script>{SCRIPT.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
with explained():
    set_up_logging()
    if signed_in():
        page.run()
