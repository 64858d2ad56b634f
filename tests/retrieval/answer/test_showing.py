"""How a unit is shown and chosen: rows, years, shortening, cues; and which policies are looked in."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.answer import cues
from retrieval.answer.plan import is_expired, plan_for
from retrieval.answer.show import shorten, show, with_years
from retrieval.answer.wanted import POSTCODE
from retrieval.figures.values import Bound, Figure, FigureKind
from retrieval.types import DocumentId, DocumentInfo, Question, Scope, Unit, UnitId, UnitKind

TODAY = date(2026, 11, 22)


def nothing(_: str) -> float:
    return 0.0


def row(*cells: tuple[str, str], figures: tuple[Figure, ...] = ()) -> Unit:
    text = " | ".join(cell for _, cell in cells)
    return Unit(UnitId("u"), DocumentId("d"), UnitKind.ROW, text, cells=cells, figures=figures)


DEADLINE = Figure("3 mei", 10, 15, FigureKind.DATE, "2026-05-03", bound=Bound.BY)


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        (
            row(("Datum", "Uiterlijk 3 mei 2026"), ("Wie", "Praktijk"), ("Actie", "Plan sturen"), ("Via", "Portaal")),
            "Uiterlijk 3 mei 2026: Plan sturen (Praktijk; via: Portaal)",
        ),
        (row(("Onderwerp", "Vragen"), ("Adres", "info@dsw.example")), "Vragen: info@dsw.example"),
        (
            row(("Datum", "Uiterlijk 3 mei"), ("Actie", "Plan sturen"), figures=(DEADLINE,)),
            "Uiterlijk 3 mei 2026: Plan sturen",
        ),
        (row(("Versie", "1.1"), ("Datum", "3 mei 2026")), "Versie 1.1: 3 mei 2026"),
        (
            row(("Stap", "4. Plan sturen"), ("Wie?", "Praktijk"), ("Datum", "Uiterlijk 3 mei 2026")),
            "Uiterlijk 3 mei 2026: Plan sturen (Praktijk)",
        ),
        (row(("Duur", "4 weken"), ("Zorg", "Intake")), "4 weken: Intake"),
        (
            row(("A", "Bel 020 111 22 33 of mail zorg@dsw.example"), ("B", "Bel 020 444 55 66 voor uw vragen")),
            "A: Bel 020 111 22 33 of mail zorg@dsw.example; B: Bel 020 444 55 66 voor uw vragen",
        ),
        (
            row(("Praktijk", "De praktijk heeft een plan."), ("Groep", "De groep heeft een bestuur.")),
            "Praktijk: De praktijk heeft een plan; Groep: De groep heeft een bestuur",
        ),
    ],
    ids=[
        "deadline",
        "contact",
        "year of the header",
        "no statement without headers",
        "the number of a step is no count",
        "a figure is no number of a step",
        "an address is no label",
        "a sentence is no label",
    ],
)
def test_row(unit: Unit, shown: str) -> None:
    assert show(unit, nothing) == shown


def test_item_is_shown_with_a_short_lead_in() -> None:
    unit = Unit(UnitId("u"), DocumentId("d"), UnitKind.ITEM, "een vast team;", lead="De praktijk heeft:")

    before = Unit(UnitId("t"), DocumentId("d"), UnitKind.ITEM, "een wachtkamer;", lead=unit.lead)
    assert show(unit, nothing) == "De praktijk heeft: een vast team"
    assert show(unit, nothing, after=before) == "een vast team"


def test_year_is_put_behind_the_date_only_when_it_lacks_one() -> None:
    assert with_years("Uiterlijk 3 mei om 12.00 uur", (DEADLINE,)) == "Uiterlijk 3 mei 2026 om 12.00 uur"
    assert with_years("Uiterlijk 3 mei 2026", (DEADLINE,)) == "Uiterlijk 3 mei 2026"


def test_shortening_keeps_the_sentence_that_answers_and_marks_what_is_left_out() -> None:
    text = "Dit is het begin van alles. Het plan moet op tijd binnen zijn. Daarna volgt nog veel meer tekst."

    kept = shorten(text, lambda part: float("plan" in part), most=9)

    assert kept == "… Het plan moet op tijd binnen zijn. …"


def test_shortening_changes_no_word() -> None:
    text = " ".join(f"Zin nummer {n} staat hier gewoon." for n in "abcdefghij")

    kept = shorten(text, lambda part: float("e staat" in part), most=20)

    assert kept.strip("… ") in text


@pytest.mark.parametrize("name", ["channel", "recurring", "negation", "definition", "meta", "hedge"])
def test_cues_are_patterns(name: str) -> None:
    assert cues.words(name).search("") is None


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("Dit geldt voor iedereen.", True),
        ("We streven ernaar dit in mei te doen.", True),
        ("Stuur het plan dan naar het portaal.", True),
        ("Het team werkt in de wijk.", True),
        ("Een praktijk heeft een plan.", False),
    ],
)
def test_sentences_that_point_back(text: str, leans: bool) -> None:
    assert (cues.opening("leans_back").search(text) is not None) is leans


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [("een diploma, of", True), ("ervaring en/of;", True), ("bewijs daarvan", False), ("Hof", False)],
)
def test_items_that_go_on_with_a_choice(text: str, goes_on: bool) -> None:
    assert (cues.ending("choice").search(text) is not None) is goes_on


@pytest.mark.parametrize(("text", "rate"), [("Jaarlijks", True), ("per kwartaal", True), ("5 werkdagen", False)])
def test_how_often_is_told_from_how_long(text: str, rate: bool) -> None:
    assert (cues.opening("rate").search(text) is not None) is rate


@pytest.mark.parametrize(
    ("text", "postal"),
    [("1234 AB Utrecht", True), ("Postbus 12", True), ("in 2026 in te dienen", False), ("vanaf 2028 is dat", False)],
)
def test_a_postcode_has_capitals(text: str, postal: bool) -> None:
    assert (POSTCODE.search(text) is not None) is postal


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("RHO's", {"region"}), ("de huisartsenpraktijk van een zorggroep", {"practice", "region"}), ("u", set())],
)
def test_kinds_of_provider(text: str, kinds: set[str]) -> None:
    assert cues.kinds_in(text) == kinds


def policy(name: str, insurer: str, *years: int, care: str = "mondzorg") -> DocumentInfo:
    return DocumentInfo(DocumentId(name), name, insurer=insurer, care_types=(care,), years=years)


OLD, NOW, NEXT = policy("old", "DSW", 2024), policy("now", "DSW", 2026), policy("next", "DSW", 2027)
OTHER = policy("other", "Menzis", 2026)
ALL = (OLD, NOW, NEXT, OTHER)


def ids(documents: tuple[DocumentInfo, ...]) -> list[str]:
    return [str(document.id) for document in documents]


def asked(**scope: object) -> Question:
    found = Scope(**scope)  # type: ignore[arg-type]
    return Question("x", "x", scope=found, years=(found.year,) if found.year else ())


def test_newest_policy_comes_before_the_one_in_force_and_the_expired_one() -> None:
    plan = plan_for(asked(insurer="DSW"), ALL, today=TODAY)

    assert [ids(tier) for tier in plan.tiers] == [["next"], ["now"], ["old"]]


def test_named_year_decides() -> None:
    assert [ids(tier) for tier in plan_for(asked(insurer="DSW", year=2024), ALL, today=TODAY).tiers] == [["old"]]


def test_missing_year_is_said_with_what_there_is() -> None:
    question = Question("x", "x", scope=Scope(insurer="DSW", year=2025), years=(2025,), year_sure=True)

    plan = plan_for(question, ALL, today=TODAY)

    assert plan.missing_years == (2025,)
    assert ids(plan.near) == ["old", "now", "next"]


def test_insurer_without_a_policy() -> None:
    assert plan_for(asked(insurer="CZ"), ALL, today=TODAY).missing_insurer == "CZ"


def test_policy_without_years_never_expires() -> None:
    assert not is_expired(policy("timeless", "DSW"), TODAY)


def test_what_short_cells_leave_over_goes_to_the_long_one() -> None:
    long = (
        "Dit vervalt per 2032, zodat u het niet meer hoeft aan te vragen. "
        + "Ook daarna blijft dat zo, jaar op jaar. " * 4
    )
    unit = row(("Onderwerp", "Toeslag"), ("Beleid 2031", "Er is een toeslag."), ("Beleid 2032", long))

    shown = show(unit, lambda text: float("vervalt" in text))

    assert "Beleid 2031: Er is een toeslag; Beleid 2032: Dit vervalt per 2032" in shown
    assert len(shown.split()) > 40


def test_of_several_contacts_only_the_one_that_answers_is_shown() -> None:
    unit = row(
        ("Loket", "Zorgloket"), ("Bereikbaar", "Declaraties: bel 020 111 22 33. Machtigingen: bel 020 444 55 66.")
    )

    assert show(unit, lambda text: float("Machtig" in text), most=6).endswith("Machtigingen: bel 020 444 55 66")
    assert "020 111" not in show(unit, lambda text: float("Machtig" in text), most=6)


ROLES = row(
    ("Wanneer", "Uiterste datum"),
    ("Wat", "Inschrijven"),
    ("Vrijgevestigden", "31 augustus 2026"),
    ("Instellingen", "1 mei 2026"),
    figures=(
        Figure("31 augustus 2026", 29, 45, FigureKind.DATE, "2026-08-31"),
        Figure("1 mei 2026", 48, 58, FigureKind.DATE, "2026-05-01"),
    ),
)


def test_of_several_columns_the_one_that_is_asked_for_is_shown() -> None:
    assert show(ROLES, lambda text: float("Instelling" in text)) == "Uiterste datum – Instellingen: 1 mei 2026"


def test_a_header_that_is_barely_named_hides_no_cell() -> None:
    unit = row(("Onderwerp", "Plannen"), ("Algemeen beleid", "Onze wijze van werken"), ("Website", "Onze missie: zorg"))

    shown = show(unit, lambda text: 0.02 * ("beleid" in text) + 2.0 * ("missie" in text))

    assert "Onze missie: zorg" in shown


def test_a_label_under_a_header_of_time_is_no_date() -> None:
    assert show(ROLES, nothing).startswith("Uiterste datum – ")


def test_a_header_whose_year_the_cell_gives_itself_is_left_out() -> None:
    unit = row(
        ("Onderwerp", "Toeslag"), ("Beleid 2031", "In 2031 is er een toeslag."), ("Beleid 2032", "In 2032 vervalt die.")
    )

    assert show(unit, lambda text: float("2032" in text)) == "Toeslag – In 2032 vervalt die"
