"""Entry of the pages: `streamlit run app.py`. Look, sign-in and navigation; each page is a file in pages/."""

from __future__ import annotations

import streamlit as st

from pages.common import ICON, STYLE, explained
from pages.gate import signed_in

st.set_page_config(page_title="Inkoopwijzer", page_icon=str(ICON), layout="centered")
st.html(STYLE)

page = st.navigation(
    [
        st.Page("pages/vraag.py", title="Vraag", icon=":material/forum:", default=True),
        st.Page("pages/deadlines.py", title="Deadlines", icon=":material/event:", url_path="deadlines"),
        st.Page("pages/vergelijken.py", title="Vergelijken", icon=":material/compare_arrows:", url_path="vergelijken"),
        st.Page("pages/documenten.py", title="Documenten", icon=":material/description:", url_path="documenten"),
        st.Page("pages/hulp.py", title="Instellingen en hulp", icon=":material/help:", url_path="hulp"),
    ],
    position="top",
)
with explained():
    if signed_in():
        page.run()
