"""Dates that are taken back in one place and stated in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.passes import read_document
from retrieval.withdrawal import taken_back


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("De datum van 7 september 2031 uit tabel 4 is komen te vervallen.", ["7 september 2031"]),
        ("Hierdoor vervalt de genoemde sluitingsdatum van 30 oktober 2031.", ["30 oktober 2031"]),
        ("Actualisering 8 juni 2031: de tekendatum, 23 oktober 2031, vervalt.", ["23 oktober 2031"]),
        ("Het akkoord hoeft er niet op 6 november te liggen; die datum is ingetrokken.", ["6 november"]),
        ("Anders dan eerst hoeft dat niet op 30 april 2031. Die datum trekken wij in: u heeft tot 30 juni 2031.",
         ["30 april 2031"]),
        ("De datum van 6 november 2031 is verlaten. U kunt tekenen tot en met 30 november 2031.", ["6 november 2031"]),
        ("In plaats van 7 september 2031 heeft u nu tot en met 18 september 2031 de tijd.", ["7 september 2031"]),
        ("Eerst stond hier 7 september 2031. Deze datum is verplaatst naar 18 september 2031.", ["7 september 2031"]),
        ("De tekendatum schuift op van 7 september 2031 naar 18 september 2031.", ["7 september 2031"]),
        ("Het contract is verlengd tot 1 mei 2032 in plaats van per jaar.", []),
        ("Lever het plan in vóór 1 mei 2031. Na deze datum vervalt het aanbod.", []),
        ("Is het aanbod niet uiterlijk 1 mei 2031 getekend, dan vervalt het.", []),
        ("Heeft u op 1 mei 2031 niet getekend, dan vervalt het aanbod.", []),
        ("Het aanbod vervalt als u niet vóór 1 mei 2031 tekent.", []),
        ("Wie niet vóór 1 mei 2031 tekent, krijgt op 1 juni 2031 bericht.", []),
        ("Het aanbod geldt tot en met 1 mei 2031; daarna vervalt het.", []),
        ("Teken vóór 1 mei 2031. Als deze datum niet is gehaald, vervalt het aanbod.", []),
        ("Het contract is verlengd, van 1 januari 2031 tot 31 december 2031.", []),
        ("De toeslag vervalt per 1 januari 2032.", []),
        ("Aanvragen van na 1 juli 2031 vervallen.", []),
        ("Lever het plan uiterlijk 1 mei 2031 in.", []),
    ],
)  # fmt: skip
def test_taken_back(text: str, dates: list[str]) -> None:
    assert [figure.text for figure in taken_back(text)] == dates


def test_a_row_whose_date_is_taken_back_names_the_sentence_that_does_so(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        "# Inkoopbeleid 2032\n\nHerziening: de datum van 6 november 2031 in de planning is verlaten. "
        "Tekenen kan tot en met 30 november 2031.\n\n## Planning\n\n| Datum | Actie |\n| --- | --- |\n"
        "| 1 april 2031 | Publicatie |\n| Uiterlijk 6 november 2031 | Tekenen |\n",
        encoding="utf-8",
    )

    units = [unit for chunk in read_document(tmp_path / "b.md").chunks for unit in chunk.units]
    superseded = [unit for unit in units if unit.superseded_by is not None]
    assert [unit.cells[1][1] for unit in superseded] == ["Tekenen"]
    assert "verlaten" in next(unit.text for unit in units if unit.id == superseded[0].superseded_by)


def test_a_moved_date_supersedes_the_only_row_that_states_it(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        "# Inkoopbeleid 2032\n\nWij geven meer tijd. In plaats van 6 november 2031 kunt u nu tot en met "
        "20 november 2031 terecht.\n\n## Planning\n\n| Datum | Actie |\n| --- | --- |\n"
        "| 1 april 2031 | Publicatie |\n| Uiterlijk 6 november 2031 | Tekenen |\n",
        encoding="utf-8",
    )

    units = [unit for chunk in read_document(tmp_path / "b.md").chunks for unit in chunk.units]
    assert [unit.cells[1][1] for unit in units if unit.superseded_by is not None] == ["Tekenen"]
    assert [unit.lead for unit in units if unit.text.startswith("In plaats van")] == ["Tekenen"]


def test_the_sentence_before_that_states_the_moved_date_is_superseded(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(
        "# Inkoopbeleid 2032\n\nIn de uitgave van mei stond dat de begroting uiterlijk 1 oktober 2031 binnen moest "
        "zijn. Omdat het model later klaar was, is deze datum verplaatst naar 19 oktober 2031.\n",
        encoding="utf-8",
    )

    first, second = [unit for chunk in read_document(tmp_path / "b.md").chunks for unit in chunk.units]
    assert (first.superseded_by, second.superseded_by) == (second.id, None)
