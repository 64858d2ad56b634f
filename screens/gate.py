"""Sign-in, when the settings ask for it: Streamlit's OIDC login and an allow-list of addresses."""

from __future__ import annotations

import streamlit as st

from retrieval.errors import SettingsError
from retrieval.settings import settings
from screens.view.sign_in import may_enter


def signed_in() -> bool:
    """Whether the reader may see the pages; shows the way in, or out, when not.

    Raises:
        SettingsError: sign-in is asked for, but no provider is configured.

    """
    if not settings().login:
        return True
    if "is_logged_in" not in st.user:
        raise SettingsError(
            "Aanmelden staat aan (INKOOPWIJZER_LOGIN), maar de aanbieder is niet ingesteld. Vul [auth] in "
            ".streamlit/secrets.toml in; zie de uitleg van st.login."
        )
    if not st.user.is_logged_in:
        st.title("Inkoopwijzer")
        st.write("Meld u aan om het zorginkoopbeleid te bevragen.")
        st.button("Aanmelden", type="primary", icon=":material/login:", on_click=st.login)
        return False
    email = str(st.user.get("email") or "")
    if not may_enter(email, settings().login_allow, verified=st.user.get("email_verified")):
        st.title("Inkoopwijzer")
        st.warning("Met dit account hebt u geen toegang. Vraag de beheerder om uw adres toe te voegen.")
        st.button("Afmelden", icon=":material/logout:", on_click=st.logout)
        return False
    return True
