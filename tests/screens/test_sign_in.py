from __future__ import annotations

import pytest

from screens.view.sign_in import may_enter


@pytest.mark.parametrize(
    ("email", "allowed", "enters"),
    [
        ("anna@praktijk.nl", "anna@praktijk.nl", True),
        ("Anna@Praktijk.NL", " @praktijk.nl , x@y.nl", True),
        ("anna@praktijk.nl", "", False),
        ("anna@kwaad.nl", "@praktijk.nl", False),
        ("anna@praktijk.nl.kwaad.nl", "@praktijk.nl", False),
        ("x@kwaad.nl@praktijk.nl", "@praktijk.nl", False),
        ("", "@praktijk.nl", False),
        ("@praktijk.nl", "@anders.nl", False),
        ("anna@sub.praktijk.nl", "@praktijk.nl", False),
    ],
)
def test_only_listed_addresses_and_domains_enter(email: str, allowed: str, enters: bool) -> None:
    assert may_enter(email, allowed) is enters


def test_an_address_that_the_provider_did_not_verify_is_refused() -> None:
    assert not may_enter("anna@praktijk.nl", "@praktijk.nl", verified=False)
    assert may_enter("anna@praktijk.nl", "@praktijk.nl", verified=True)
