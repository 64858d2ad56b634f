"""Who wrote a policy, learned from texts of parties that no data file has."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.keep.sources import Source, select
from ingest.meaning.party import find_party
from ingest.meaning.recognise import described
from ingest.passes import read_document
from retrieval.registry import registry_with
from retrieval.types import DocumentInfo, Role

TEXTS = [
    pytest.param(
        "Fysiotherapie 2031\n\nRietkraag Zorgverzekeraar N.V. (hierna: Rietkraag, of RKZ) koopt zorg in, ook voor "
        "het label Dotterpolis. Elke zorgverzekeraar doet dat.",
        ("Rietkraag", {"RKZ", "Rietkraag Zorgverzekeraar"}, {"Dotterpolis"}),
        id="defined-behind-the-name",
    ),
    pytest.param(
        "ZORGKANTOOR BLAUWGRAS\n\nInkoopkader 2031\n\nZorgkantoor Blauwgras (hierna: ZBG) voert de Wlz uit. Een "
        "zorgkantoor kan dat. Mail naar inkoop@blauwgras.example.",
        ("Zorgkantoor Blauwgras", {"Blauwgras", "ZBG"}, set()),
        id="title-page-in-capitals-and-the-kind-is-part-of-the-name",
    ),
    pytest.param(
        "In dit stuk wordt verstaan onder:\nOVW: Onderlinge Zorgverzekeraar De Weipoort U.A.;\nDe overeenkomst "
        "met De Weipoort gaat in op 1 januari. Verzekerden van De Weipoort kiezen zelf.",
        ("De Weipoort", {"OVW", "Zorgverzekeraar De Weipoort"}, set()),
        id="article-within-the-name",
    ),
    pytest.param(
        "Inkoopbeleid GGZ 2031\n\nPlasBerm. Gepubliceerd op 1 april 2030.\n\nPlasBerm koopt zorg in. Verzekerden "
        "van PlasBerm wachten te lang. PlasBerm wil dat anders. Mail: ggz@plasberm.example.",
        ("PlasBerm", set(), set()),
        id="no-kind-of-party-beside-the-name",
    ),
    pytest.param(
        "Inkoopbeleid mondzorg 2031\n\nDe zorgverzekeraar vraagt veel. De gemeente Onland en de "
        "gemeente Veenoord doen mee.",
        None,
        id="nobody-says-whose-it-is",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_party_is_learned_with_its_other_names(text: str, expected: tuple[str, set[str], set[str]] | None) -> None:
    party = find_party(text, title=text.splitlines()[0], file_name="stuk")
    assert (party and (party.name, set(party.names), set(party.labels))) == expected


BY_STYLE = [
    pytest.param(
        "Plasdijk Coöperatieve Polis – Wijkverpleging 2031\n\nWij kopen in bij aanbieders. Het antwoord van Plasdijk "
        "volgt binnen vier weken.",
        "wijkverpleging-plasdijk-2031.txt",
        "Plasdijk",
        id="before-the-dash",
    ),
    pytest.param(
        "Nota van Inlichtingen diëtetiek 2031 - Klokbeker\n\nWij ontvingen 40 vragen. Klokbeker beantwoordt ze hier.",
        "klokbeker-nvi.txt",
        "Klokbeker",
        id="behind-the-dash",
    ),
    pytest.param(
        "Uilenpolis: ziekenhuiszorg 2031\n\nHet eerste bod van Uilenpolis komt in mei. Uilenpolis beslist in juni.",
        "stuk.txt",
        "Uilenpolis",
        id="before-the-colon-and-twice-in-the-text",
    ),
    pytest.param(
        "Inkoopbeleid Wijkverpleging 2031 – Bijlage\n\nWij kopen wijkverpleging in.",
        "wijkverpleging-bijlage.txt",
        None,
        id="words-of-titles-are-no-name",
    ),
]


@pytest.mark.parametrize(("text", "file_name", "insurer"), BY_STYLE)
def test_a_party_that_only_the_title_names(tmp_path: Path, text: str, file_name: str, insurer: str | None) -> None:
    path = tmp_path / file_name
    path.write_text(text, encoding="utf-8")
    info = described(read_document(path), path).info
    assert info.insurer == insurer
    assert ("insurer" in info.inferred) is (insurer is not None)


SUBJECTS = [
    pytest.param("Zo kopen wij in: Wlz 2031, 2032 en 2033", (2031, 2032, 2033), Role.POLICY, None, id="years-in-a-row"),
    pytest.param("ERRATUM\n\nKraamzorg 2031", (2031,), Role.CORRECTION, ("kraamzorg",), id="erratum-on-its-own-line"),
    pytest.param("Zorginkoopbeleid 2031, deel 1: Algemeen", (2031,), Role.GENERAL, (), id="general-behind-the-name"),
    pytest.param(
        "ZORGKANTOOR BLAUWGRAS\nINKOOPDOCUMENT WLZ GEHANDICAPTENZORG 2031",
        (2031,),
        Role.POLICY,
        ("gehandicaptenzorg", "langdurige zorg"),
        id="the-party-is-no-title",
    ),
    pytest.param(
        "# Inkoopkader digitale zorg 2031\n\n| Zorg | Mag |\n| --- | --- |\n"
        "| Wijkverpleging | bij een overeenkomst 2031 |",
        (2031,),
        Role.POLICY,
        ("digitale zorg",),
        id="a-row-of-a-table-is-no-title",
    ),
    pytest.param(
        "ZORGINKOOP GGZ-INSTELLINGEN 2031", (2031,), Role.POLICY, ("geestelijke gezondheidszorg",), id="hyphen"
    ),
]


@pytest.mark.parametrize(("title", "years", "role", "cares"), SUBJECTS)
def test_what_a_title_says(
    tmp_path: Path, title: str, years: tuple[int, ...], role: Role, cares: tuple[str, ...] | None
) -> None:
    path = tmp_path / ("stuk.md" if title.startswith("#") else "stuk.txt")
    path.write_text(f"{title}\n\nWij sluiten contracten voor dit jaar met praktijken in de regio.\n", encoding="utf-8")
    info = described(read_document(path), path).info
    assert (info.years, info.role) == (years, role)
    assert cares is None or info.care_types == cares


@pytest.mark.parametrize("written", ["Rietkraag", "RKZ", "rietkrag", "Dotterpolis", "rietkraag zorgverzekeraar"])
def test_a_learned_insurer_is_found_in_a_question(written: str) -> None:
    info = DocumentInfo(
        "x", "x", insurer="Rietkraag", names=("RKZ", "Rietkraag Zorgverzekeraar"), labels=("Dotterpolis",)
    )  # type: ignore[arg-type]
    names = registry_with((info,))
    assert [m.name for m in names.find_insurers(f"Wat vraagt {written} van ons?")] == ["Rietkraag"]


def test_a_learned_name_never_takes_a_spelling_of_the_registry() -> None:
    info = DocumentInfo("x", "x", insurer="Vergezicht Gezond", names=("VGZ",))  # type: ignore[arg-type]
    assert [m.name for m in registry_with((info,)).find_insurers("bij VGZ")] == ["VGZ"]


TITLES = [
    ("Inkoopkader beeldende therapie en muziektherapie 2031", ("beeldende therapie", "muziektherapie"), Role.POLICY),
    ("Inkoopbeleid Wlz Verpleging en verzorging 2031", ("langdurige zorg", "verpleging en verzorging"), Role.POLICY),
    ("Zorginkoopbeleid logopedie en diëtetiek 2031", ("diëtetiek", "logopedie"), Role.POLICY),
    ("Algemeen inkoopbeleid 2031", (), Role.GENERAL),
    ("Nota van Inlichtingen bij het inkoopbeleid kraamzorg 2031", ("kraamzorg",), Role.ANSWERS),
    ("Erratum inkoopbeleid farmacie 2031", ("farmacie",), Role.CORRECTION),
    ("Mondzorg in 2031: zo kopen wij in", ("mondzorg",), Role.POLICY),
]


@pytest.mark.parametrize(("title", "care_types", "role"), TITLES)
def test_the_title_says_what_it_is_about(title: str, care_types: tuple[str, ...], role: Role, tmp_path: Path) -> None:
    path = tmp_path / "stuk.md"
    path.write_text(f"# {title}\n\nRietkraag Zorgverzekeraar\n\n## 1 Doel\n\nKraamzorg en geboortezorg horen erbij.\n")
    info = described(read_document(path), path).info
    assert (info.insurer, info.care_types, info.years, info.role) == ("Rietkraag", care_types, (2031,), role)


def test_two_policies_with_one_file_name_are_two_documents(tmp_path: Path) -> None:
    sources = [Source(tmp_path / folder / "beleid.md") for folder in ("hei", "wei")]
    both = select(sources, lambda one, other: True)
    same = select(sources, lambda one, other: False)
    assert [source.id for source in both.chosen] == ["hei-beleid", "wei-beleid"]
    assert ([source.id for source in same.chosen], len(same.left_out)) == (["beleid"], 1)
