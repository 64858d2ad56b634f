from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF

from retrieval.errors import ReadingError
from screens.view.pdf_places import find_places

LINES = ("De regiocoördi-", "nator meldt zich uiterlijk", "3 maart 2031 bij het loket. Daarna volgt een gesprek.")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    pdf = FPDF(unit="pt", format=(400, 300))
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.text(40, 60, "Voorblad")
    pdf.add_page()
    for number, line in enumerate(LINES):
        pdf.text(40, 60 + 20 * number, line)
    path = tmp_path / "beleid.pdf"
    path.write_bytes(bytes(pdf.output()))
    return path


def test_a_quote_is_found_over_lines_and_a_broken_word(policy: Path) -> None:
    places = find_places(policy, 2, "De regiocoördinator meldt zich uiterlijk 3 maart 2031 bij het loket.")
    assert len(places) == 3
    assert [round(place.y + place.height) for place in places] == pytest.approx([62, 82, 102], abs=4)
    assert all(place.page == 2 and place.x == pytest.approx(40, abs=1) for place in places)
    assert places[2].width < 200, "the sentence after the quote is not marked"


def test_a_quote_on_another_page_is_not_found(policy: Path) -> None:
    assert find_places(policy, 1, "meldt zich uiterlijk 3 maart 2031") == ()


def test_of_a_quote_that_runs_on_the_part_on_this_page_is_found(policy: Path) -> None:
    (place,) = find_places(policy, 2, "Daarna volgt een gesprek. En op de volgende bladzijde meer.")
    assert place.x > 100


@pytest.mark.parametrize("quote", ["", "?!", "Iets heel anders staat hier."])
def test_nothing_is_marked_for_what_is_not_there(policy: Path, quote: str) -> None:
    assert find_places(policy, 2, quote) == ()


def test_a_page_that_is_not_there_is_named(policy: Path) -> None:
    with pytest.raises(ReadingError, match=r"Bladzijde 9 van beleid\.pdf"):
        find_places(policy, 9, "iets")


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "geen.pdf"
    path.write_text("geen pdf")
    with pytest.raises(ReadingError, match=r"geen\.pdf"):
        find_places(path, 1, "iets")
