"""What a policy says of itself: whose it is, for which care and years, in which version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ingest.meaning.recognise import described, described_by, recognise
from ingest.passes import read_document
from retrieval.types import DocumentInfo

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@dataclass(frozen=True)
class Case:
    """A text with what must be recognised in it."""

    id: str
    text: str
    insurer: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    title: str
    version: str | None = None
    version_date: date | None = None
    published: date | None = None


CASES = (
    Case(
        "several-versions-on-the-title-page-in-any-order",
        "# Zorginkoopbeleid farmacie 2027\n\nCZ\n\nVersie 2.10 van 3 juni 2026\n\nVersie 2.9 van 1 april 2026\n\n"
        "## 1 Inleiding\n\nCZ koopt zorg in bij elke apotheek.\n",
        "CZ",
        ("farmacie",),
        (2027,),
        "Zorginkoopbeleid farmacie 2027",
        "2.10",
        date(2026, 6, 3),
    ),
    Case(
        "title-over-several-lines",
        "Inkoopbeleid\n\nGeestelijke gezondheidszorg\n\n2026-2028\n\nMenzis\n\n1. Inleiding\n\nWij kopen zorg in.\n",
        "Menzis",
        ("geestelijke gezondheidszorg",),
        (2026, 2027, 2028),
        "Inkoopbeleid Geestelijke gezondheidszorg 2026-2028",
    ),
    Case(
        "years-before-the-name",
        "# 2026/2027 Inkoopbeleid mondzorg ONVZ\n\n## 1 Algemeen\n\nONVZ volgt de tarieven van de NZa.\n",
        "ONVZ",
        ("mondzorg",),
        (2026, 2027),
        "2026/2027 Inkoopbeleid mondzorg",
    ),
    Case(
        "no-title-page-and-last-years-policy-mentioned-as-often",
        "1 Wat is er nieuw?\n\nIn het zorginkoopbeleid wijkverpleging 2026 van DSW is nieuw ten opzichte van 2025:\n\n"
        "- In het zorginkoopbeleid 2025 stond een andere norm.\n- DSW vraagt één verslag.\n- DSW belt terug.\n",
        "DSW",
        ("wijkverpleging",),
        (2026,),
        "Zorginkoopbeleid wijkverpleging 2026",
    ),
    Case(
        "another-insurers-name-further-on",
        "# Inkoopkader hulpmiddelen 2027\n\nZilveren Kruis\n\n## 1 Volgen\n\nVGZ en VGZ en VGZ en CZ volgen ons.\n",
        "Zilveren Kruis",
        ("hulpmiddelen",),
        (2027,),
        "Inkoopkader hulpmiddelen 2027",
    ),
    Case(
        "two-care-types-with-a-left-out-part",
        "# Inkoopbeleid huisartsen- en multidisciplinaire zorg 2026 en 2027\n\nASR\n\n## 1 Doel\n\nGoede zorg.\n",
        "a.s.r.",
        ("huisartsenzorg", "multidisciplinaire zorg"),
        (2026, 2027),
        "Inkoopbeleid huisartsen- en multidisciplinaire zorg 2026 en 2027",
    ),
    Case(
        "version-table",
        "# Inkoopbeleid fysiotherapie 2026\n\nMenzis\n\n| Versie | Datum | Wijziging |\n| --- | --- | --- |\n"
        "| 1.0 | 1 april 2025 | eerste uitgave |\n| 1.1 | 12 mei 2025 | tarief |\n\n## 1 Doel\n\nGoede zorg.\n",
        "Menzis",
        ("fysiotherapie",),
        (2026,),
        "Inkoopbeleid fysiotherapie 2026",
        "1.1",
        date(2025, 5, 12),
    ),
    Case(
        "publication-in-the-planning",
        "# Inkoopbeleid geboortezorg 2027\n\nMenzis\n\n## 1 Planning\n\n| Datum | Actie |\n| --- | --- |\n"
        "| 1 april 2026 | Publicatie inkoopbeleid |\n| 1 mei 2026 | Aanvullingen |\n",
        "Menzis",
        ("geboortezorg",),
        (2027,),
        "Inkoopbeleid geboortezorg 2027",
        published=date(2026, 4, 1),
    ),
)


def read(tmp_path: Path, text: str, name: str = "stuk.md") -> tuple[DocumentInfo, tuple[str, ...]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = described(read_document(path), path)
    return document.info, document.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_a_text_says_of_itself(case: Case, tmp_path: Path) -> None:
    info, _ = read(tmp_path, case.text)
    assert (info.insurer, info.care_types, info.years) == (case.insurer, case.care_types, case.years)
    assert info.title == case.title
    assert (info.version, info.version_date, info.published) == (case.version, case.version_date, case.published)


def test_what_is_not_there_is_reported_and_not_guessed(tmp_path: Path) -> None:
    info, problems = read(tmp_path, "Beste lezer,\n\nMorgen belt CZ of VGZ u over de huisarts, de tandarts en 2026.\n")
    assert (info.insurer, info.care_types, info.years) == (None, (), ())
    assert problems[-1].startswith("Niet herkend: verzekeraar, zorgsoort, contractjaren")


def test_the_name_of_the_file_is_the_last_resort_and_is_reported(tmp_path: Path) -> None:
    info, problems = read(tmp_path, "Afspraken\n\nWij maken afspraken.\n", "menzis-wijkverpleging-2027.txt")
    assert (info.insurer, info.care_types, info.years) == ("Menzis", ("wijkverpleging",), (2027,))
    assert "Alleen uit de bestandsnaam afgeleid: verzekeraar, zorgsoort, contractjaren" in problems[0]


def test_the_name_of_the_file_does_not_overrule_the_text(tmp_path: Path) -> None:
    info, problems = read(tmp_path, CASES[0].text, "menzis-wijkverpleging-2031.md")
    assert (info.insurer, info.care_types, info.years) == ("CZ", ("farmacie",), (2027,))
    assert not any("bestandsnaam" in problem for problem in problems)


def test_documents_toml_beside_the_file_overrules(tmp_path: Path) -> None:
    before = described_by(tmp_path / "stuk.md")
    (tmp_path / "documents.toml").write_text(
        '[[document]]\nid = "stuk"\nfile = "stuk.md"\ninsurer = "DSW"\nyears = [2030]\nversion = "9"\n',
        encoding="utf-8",
    )
    info, _ = read(tmp_path, CASES[0].text)
    assert (info.insurer, info.years, info.version) == ("DSW", (2030,), "9")
    assert (info.care_types, info.edition) == (("farmacie",), "official")
    assert described_by(tmp_path / "stuk.md") != before


EXPECTED = {
    "caresq-2027": ("Caresq", ("huisartsenzorg", "multidisciplinaire zorg"), (2027,), None),
    "vgz-2026": ("VGZ", ("huisartsenzorg", "multidisciplinaire zorg"), (2026, 2027), None),
    "zz-haz-2026": ("Zorg en Zekerheid", ("huisartsenzorg",), (2026, 2027, 2028), "1.2"),
    "zz-mdz-2024": ("Zorg en Zekerheid", ("multidisciplinaire zorg",), (2024,), None),
    "zz-mdz-2026": ("Zorg en Zekerheid", ("multidisciplinaire zorg",), (2026, 2027), None),
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="de echte beleidsstukken staan niet naast het project")
@pytest.mark.parametrize(
    "path", sorted([*SHARED.glob("corpus/*"), *SHARED.glob("corpus-formats/*")]), ids=lambda path: path.name
)
def test_the_real_policies_from_their_text_alone(path: Path, tmp_path: Path) -> None:
    nameless = tmp_path / f"stuk{path.suffix}"
    nameless.write_bytes(path.read_bytes())
    info = recognise(read_document(nameless), nameless).info
    assert (info.insurer, info.care_types, info.years, info.version) == EXPECTED[path.stem]
