"""Tiny policies of our own, an index of them, and settings that touch nothing outside the test's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.registry import registry
from retrieval.settings import settings

PHYSIO = """# Inkoopbeleid fysiotherapie 2027-2028

Menzis

Versie 1.0
3 maart 2026
Versie 1.1
14 mei 2026

## 1 Wat we inkopen

Menzis koopt fysiotherapie in voor twee kalenderjaren. Elke praktijk krijgt hetzelfde aanbod.

De praktijk reageert binnen 10 werkdagen op een verzoek van Menzis om gegevens.

## 2 Planning

| Datum en tijd | Wie | Actie | Via |
| --- | --- | --- | --- |
| Uiterlijk 15 september 2026, 17.00 uur | Praktijken | Invullen van de vragenlijst | VECOZO |
| 1 november 2026 | Menzis | Aanbieden van de overeenkomst | VECOZO |

## 3 Vragen

Bel ons team Fysiotherapie of stuur een bericht naar vragen@menzis.example.
"""
NURSING = """# Zorginkoopbeleid wijkverpleging 2026

Zilveren Kruis

## 1 Inleiding

Dit zorginkoopbeleid wijkverpleging 2026 van Zilveren Kruis geldt voor alle thuiszorgorganisaties.

## 2 Eisen

- De organisatie levert het kwaliteitsverslag vóór 1 juni 2026 aan.
- Minstens 40% van de medewerkers heeft een diploma op niveau 4.
"""
DENTAL = """# Inkoopkader mondzorg 2025

Dit inkoopkader mondzorg 2025 is van DSW. DSW en de tandarts maken jaarlijks afspraken.

Tandartsen dienen hun verzoek uiterlijk 12 oktober 2024 in bij DSW.
"""


@pytest.fixture(scope="session")
def vector_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of vectors for all tests, so that each text is embedded once."""
    return tmp_path_factory.mktemp("vectors")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder with three policies in `policies`."""
    folder = tmp_path / "corpus"
    policies = folder / "policies"
    policies.mkdir(parents=True)
    for name, text in {"fysio.md": PHYSIO, "wijk.md": NURSING, "mond.txt": DENTAL}.items():
        (policies / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def environment(corpus: Path, vector_cache: Path, tmp_path: Path) -> dict[str, str]:
    """The environment variables of the test's own corpus, index and cache."""
    return {
        "INKOOPWIJZER_CORPUS": str(corpus),
        "INKOOPWIJZER_INDEX": str(tmp_path / "index"),
        "INKOOPWIJZER_CACHE": str(vector_cache),
    }


@pytest.fixture
def index(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the test's index; the settings name it."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    registry.cache_clear()
    yield settings().index
    settings.cache_clear()
    registry.cache_clear()


@pytest.fixture(autouse=True)
def _reads_here(request: pytest.FixtureRequest) -> None:
    """What the helper itself holds is for test_apart, and for the tests that start the program."""
    if request.node.path.name != "test_apart.py":
        request.getfixturevalue("reads_here")
