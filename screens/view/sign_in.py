"""Who may enter: an allow-list of addresses and domains. Signing in itself is Streamlit's (OIDC)."""

from __future__ import annotations


def may_enter(email: str, allowed: str, *, verified: object = None) -> bool:
    """Whether an address may enter.

    Args:
        email: the address that the identity provider gave.
        allowed: addresses (`a@x.nl`) and domains (`@x.nl`), separated by commas; empty lets nobody in, so that a
            forgotten setting never opens the door.
        verified: what the provider says of the address; only an explicit False refuses, as many leave it out.

    """
    address = email.strip().casefold()
    if address.count("@") != 1 or verified is False:
        return False
    entries = {entry.strip().casefold() for entry in allowed.split(",") if entry.strip()}
    return address in entries or "@" + address.split("@")[1] in entries
