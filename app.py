"""Entry of the pages: `streamlit run app.py`. Look, sign-in and navigation; each page is a file in screens/."""

from __future__ import annotations

import streamlit as st

from screens.common import ICON, STYLE, explained
from screens.gate import signed_in

st.set_page_config(page_title="Inkoopwijzer", page_icon=str(ICON), layout="centered")
st.html(STYLE)

PAGES = (
    ("vraag", "Vraag", "forum"),
    ("deadlines", "Deadlines", "event"),
    ("vergelijken", "Vergelijken", "compare_arrows"),
    ("documenten", "Documenten", "description"),
    ("hulp", "Instellingen en hulp", "help"),
)
page = st.navigation(
    [
        st.Page(f"screens/{name}.py", title=title, icon=f":material/{icon}:", url_path=name, default=name == "vraag")
        for name, title, icon in PAGES
    ],
    position="top",
)
with explained():
    if signed_in():
        page.run()
