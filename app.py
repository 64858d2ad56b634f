"""Entry of the pages: `streamlit run app.py`. Look, sign-in and navigation; each page is a file in screens/."""

from __future__ import annotations

import streamlit as st

from screens.common import ICON, STYLE, explained
from screens.gate import signed_in

st.set_page_config(page_title="Inkoopwijzer", page_icon=str(ICON), layout="centered")
st.html(STYLE)

page = st.navigation(
    [
        st.Page("screens/vraag.py", title="Vraag", icon=":material/forum:", default=True),
        st.Page("screens/deadlines.py", title="Deadlines", icon=":material/event:", url_path="deadlines"),
        st.Page(
            "screens/vergelijken.py", title="Vergelijken", icon=":material/compare_arrows:", url_path="vergelijken"
        ),
        st.Page("screens/documenten.py", title="Documenten", icon=":material/description:", url_path="documenten"),
        st.Page("screens/hulp.py", title="Instellingen en hulp", icon=":material/help:", url_path="hulp"),
    ],
    position="top",
)
with explained():
    if signed_in():
        page.run()
