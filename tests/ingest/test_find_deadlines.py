"""Who must do what, by when and how: rows of planning tables, sentences, list items; and what is no deadline."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.meaning.deadlines import find_deadlines
from ingest.meaning.recognise import described
from ingest.passes import read_document
from retrieval.types import Deadline

HEAD = "# Inkoopbeleid fysiotherapie 2027\n\nMenzis\n\n## 1 Wat u doet\n\n"
TABLE = "| {} |\n| --- | --- | --- | --- |\n| {} |\n"


def deadlines(tmp_path: Path, text: str) -> tuple[Deadline, ...]:
    path = tmp_path / "stuk.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return find_deadlines(described(read_document(path), path))


def short(deadline: Deadline) -> tuple[str, str | None, str | None, str | None, str | None]:
    return deadline.value, deadline.bound, deadline.time, deadline.actor, deadline.channel


ROWS = [
    pytest.param(
        TABLE.format(
            "Datum en tijd | Wie | Actie | Via", "Uiterlijk 9 mei 2026, 16.30 uur | Praktijk | Tekenen | VECOZO"
        ),
        ("2026-05-09", "by", "16:30", "Praktijk", "VECOZO"),
        id="row-with-all-columns",
    ),
    pytest.param(
        "| Uiterste datum | Activiteit |\n| --- | --- |\n| 3 juni 2026 | De zorggroep levert per e-mail aan |\n",
        ("2026-06-03", "by", None, "zorggroep", "e-mail"),
        id="bound-in-the-header",
    ),
    pytest.param(
        "| Wanneer | Wat |\n| --- | --- |\n| September 2026 | Publicatie van de tarieven |\n",
        ("2026-09", None, None, "Menzis", None),
        id="month-and-an-insurers-action",
    ),
    pytest.param(
        "| Periode | Stap |\n| --- | --- |\n| Mei tot en met juli 2026 | Gesprekken tussen de RO en Menzis |\n",
        ("2026-05/2026-07", None, None, "RO en Menzis", None),
        id="period-and-two-who-act",
    ),
]
SENTENCES = [
    pytest.param(
        "Wij vragen u de overeenkomst uiterlijk 3 mei 2026 te accepteren via VECOZO.",
        ("2026-05-03", "by", None, "zorgaanbieder", "VECOZO"),
        id="who-is-asked-acts",
    ),
    pytest.param(
        "Wij verzoeken alle praktijken de opgave uiterlijk 4 mei 2026 in te sturen.",
        ("2026-05-04", "by", None, "praktijken", None),
        id="who-is-asked-acts-also-by-name",
    ),
    pytest.param(
        "Per 1 mei 2027 verwacht Menzis van alle zorgaanbieders dat zij de opgave sturen.",
        ("2027-05-01", "from", None, "zorgaanbieders", None),
        id="who-is-expected-to-acts",
    ),
    pytest.param(
        "Menzis beantwoordt de vragen van zorgaanbieders uiterlijk 7 mei 2026.",
        ("2026-05-07", "by", None, "Menzis", None),
        id="who-answers-questions-of-others-acts",
    ),
    pytest.param(
        "Wilt u de aanvraag uiterlijk 5 mei 2026 insturen?",
        ("2026-05-05", "by", None, "zorgaanbieder", None),
        id="a-request-as-a-question",
    ),
    pytest.param(
        "U dient de aanvraag vóór 12 maart 2026 in via hulp@menzis.example.",
        ("2026-03-12", "before", None, "zorgaanbieder", "hulp@menzis.example"),
        id="u-is-the-provider",
    ),
    pytest.param(
        "Wij reageren binnen 10 werkdagen op uw bericht.",
        ("P10WD", "max", None, "Menzis", None),
        id="wij-is-the-insurer",
    ),
    pytest.param(
        "U ontvangt binnen 3 weken ons besluit.", ("P3W", "max", None, "Menzis", None), id="who-receives-does-not-act"
    ),
    pytest.param(
        "De overeenkomst moet uiterlijk 1 december 2026 door de praktijk worden ondertekend.",
        ("2026-12-01", "by", None, "praktijk", None),
        id="passive",
    ),
    pytest.param(
        "Vóór 1 juli 2026 stuurt de zorggroep het door Menzis getekende formulier op.",
        ("2026-07-01", "before", None, "zorggroep", None),
        id="by-of-an-attribute-is-not-who-acts",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*ROWS, *SENTENCES])
def test_an_obligation_with_a_date_or_limit(tmp_path: Path, text: str, expected: tuple[str | None, ...]) -> None:
    assert [short(deadline) for deadline in deadlines(tmp_path, text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("De overeenkomst geldt voor 2027-2028.", id="years"),
        pytest.param("De module vervalt per 1 januari 2027.", id="a-change"),
        pytest.param("Het beleid is gewijzigd op 3 mei 2026 en wij bieden dat aan.", id="told"),
        pytest.param("Kinderen vanaf 12 jaar krijgen hulp aangeboden.", id="age"),
        pytest.param("De praktijk is 24 uur per dag en 7 dagen per week bereikbaar.", id="round-the-clock"),
        pytest.param("De overeenkomst loopt tot 31 december 2027.", id="term-of-a-contract"),
        pytest.param("Wij leveren maximaal 2 uur steun.", id="an-amount-of-time"),
        pytest.param("Verzoeken die na 1 juli 2026 zijn ingediend, nemen wij niet in behandeling.", id="refusal"),
        pytest.param("| Versie | Datum |\n| --- | --- |\n| 1.0 | 3 mei 2026 |\n", id="version-table"),
        pytest.param("| Zorg | Looptijd |\n| --- | --- |\n| Eerstelijn | 2026-2028 |\n", id="table-of-terms"),
    ],
)
def test_no_deadline(tmp_path: Path, text: str) -> None:
    assert deadlines(tmp_path, text) == ()


def test_items_are_read_with_their_lead_in(tmp_path: Path) -> None:
    found = deadlines(
        tmp_path, "De zorggroep doet dit per e-mail:\n\n- vóór 1 mei aanleveren van het plan;\n- vóór 1 juni tekenen.\n"
    )
    assert [short(deadline) for deadline in found] == [
        ("--05-01", "before", None, "zorggroep", "e-mail"),
        ("--06-01", "before", None, "zorggroep", "e-mail"),
    ]


def test_a_year_in_the_header_completes_the_date(tmp_path: Path) -> None:
    found = deadlines(tmp_path, "| Datum 2026 | Actie |\n| --- | --- |\n| Uiterlijk 4 mei | Tekenen |\n")
    assert [deadline.value for deadline in found] == ["2026-05-04"]


def test_a_row_with_a_date_for_each_party_is_a_deadline_for_each(tmp_path: Path) -> None:
    found = deadlines(
        tmp_path,
        TABLE.format(
            "Stap | Hoe | Praktijken | Zorggroepen",
            "Uiterste dag aanmelding | Via VECOZO | 31 mei 2026 | 4 mei 2026, 17.00 uur",
        ),
    )
    assert [short(deadline) for deadline in found] == [
        ("2026-05-31", "by", None, "Praktijken", "VECOZO"),
        ("2026-05-04", "by", "17:00", "Zorggroepen", "VECOZO"),
    ]
    assert {deadline.action for deadline in found} == {"Uiterste dag aanmelding"}
    assert len({deadline.id for deadline in found}) == len(found)


def test_a_deadline_carries_its_policy_and_place(tmp_path: Path) -> None:
    (deadline,) = deadlines(tmp_path, "U dient de aanvraag vóór 12 maart 2026 in.")
    assert (deadline.insurer, deadline.care_types, deadline.years) == ("Menzis", ("fysiotherapie",), (2027,))
    assert deadline.quote == deadline.action == "U dient de aanvraag vóór 12 maart 2026 in."
    assert deadline.section[-1] == "1 Wat u doet"
    assert deadline.surface in deadline.quote
    assert deadline.day is not None
    assert str(deadline.unit_id) in deadline.id


def test_a_limit_in_a_sentence_that_goes_on_about_the_one_before_it(tmp_path: Path) -> None:
    row = (
        "Ieder kwartaal 2026 | Zorgaanbieders wijzigen gegevens via VECOZO. Dit minimaal een maand voor de start ervan"
    )
    found = deadlines(tmp_path, f"| Datum | Actie |\n| --- | --- |\n| {row} |\n")
    assert ("P1M", "min", None, "Zorgaanbieders", "VECOZO") in [short(deadline) for deadline in found]


def test_a_date_long_before_the_contract_asks_nothing(tmp_path: Path) -> None:
    text = "U levert de brief van september 2021 aan, en de opgave uiterlijk 3 mei 2026.\n"
    assert [deadline.value for deadline in deadlines(tmp_path, text)] == ["2026-05-03"]
