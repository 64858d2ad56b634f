from __future__ import annotations

from datetime import date

import pytest

from retrieval.types import DocumentId, DocumentInfo
from screens.view.commands import find_command

TODAY = date(2031, 2, 1)


def policy(name: str, insurer: str, year: int) -> DocumentInfo:
    return DocumentInfo(id=DocumentId(name), title=name, insurer=insurer, care_types=("wijkverpleging",), years=(year,))


POLICIES = (policy("vgz-31", "VGZ", 2031), policy("dsw-30", "DSW", 2030), policy("dsw-31", "DSW", 2031))


@pytest.mark.parametrize(
    ("typed", "page", "parameters"),
    [
        ("alle deadlines", "deadlines", {}),
        ("Geef mij de deadlines van VGZ", "deadlines", {"verzekeraar": ["VGZ"]}),
        ("deze maand", "deadlines", {"periode": "deze maand"}),
        ("Deadlines deze maand?", "deadlines", {"periode": "deze maand"}),
        ("vergelijk VGZ en DSW", "vergelijken", {"beleid": ["vgz-31", "dsw-31"]}),
        (
            "vergelijk VGZ en DSW over indexatie",
            "vergelijken",
            {"beleid": ["vgz-31", "dsw-31"], "onderwerp": "Eigen vraag", "vraag": "Wat staat er over indexatie?"},
        ),
        (
            "Wat is er veranderd bij DSW?",
            "vergelijken",
            {"weergave": "Wat is er veranderd", "oud": "dsw-30", "nieuw": "dsw-31"},
        ),
    ],
)
def test_a_command_names_its_page_and_filters(typed: str, page: str, parameters: dict[str, object]) -> None:
    found = find_command(typed, POLICIES, today=TODAY)
    assert found
    assert (found.page, dict(found.parameters)) == (page, parameters)


@pytest.mark.parametrize("typed", ["wat kun je?", "dank je wel", "Bedankt!", "goedemorgen"])
def test_a_courtesy_gets_a_word_back(typed: str) -> None:
    found = find_command(typed, POLICIES, today=TODAY)
    assert found
    assert found.page is None
    assert found.reply


@pytest.mark.parametrize(
    "typed",
    [
        "Wat is de deadline voor het meerjarenplan?",
        "Wat is er veranderd in de tarieven van VGZ?",
        "Welke termijnen gelden voor nieuwe zorgaanbieders?",
        "Hoe vergelijkt DSW de offertes van aanbieders?",
        "",
    ],
)
def test_a_question_stays_a_question(typed: str) -> None:
    assert find_command(typed, POLICIES, today=TODAY) is None
