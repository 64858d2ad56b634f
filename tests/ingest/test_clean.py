"""Noise goes, figures stay: the law of cleaning, and the noise that is known."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.load.text import text_lines
from ingest.shape.blocks import Line
from ingest.shape.clean import clean_lines, looks_recognised, repair, tidy
from retrieval.figures.find import find_figures

SHARED = Path(__file__).parents[2] / ".." / "shared" / "corpus"
NUMBER = re.compile(r"[0-9]+")


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        pytest.param("een  ﬁnanciële\u00a0bijlage", "een financiële bijlage", id="ligature, doubled and hard spaces"),
        pytest.param("zorg\u00adinkoop\u200b", "zorginkoop", id="soft hyphen and zero width"),
        pytest.param("financie\u0308le", "financiële", id="loose accent"),
        pytest.param("½ jaar, 10\u00b2", "½ jaar, 10²", id="compatibility forms stay"),
        pytest.param("3\u202f000 uur", "3 000 uur", id="thin space in a number"),
    ],
)
def test_tidy(dirty: str, clean: str) -> None:
    assert tidy(dirty) == clean
    assert tidy(clean) == clean


@pytest.mark.parametrize(
    ("misread", "right"),
    [
        pytest.param("véér 1 mei", "vóór 1 mei", id="véér"),
        pytest.param("V66r 1 mei", "Vóór 1 mei", id="66"),
        pytest.param("vé6r 1 mei", "vóór 1 mei", id="é6"),
        pytest.param("de O&l-gelden", "de O&I-gelden", id="O&l"),
        pytest.param("|s verplicht", "Is verplicht", id="|s"),
        pytest.param("ledere praktijk", "Iedere praktijk", id="ledere"),
        pytest.param("strategieén", "strategieën", id="strategieën"),
        pytest.param("financiéle", "financiële", id="financiële"),
        pytest.param("patiéntenzorg", "patiëntenzorg", id="patiënten"),
        pytest.param("geintegreerde", "geïntegreerde", id="geïntegreerd"),
        pytest.param("per 20317", "per 20317", id="a broken figure stays"),
        pytest.param("café en comité", "café en comité", id="real accents stay"),
        pytest.param("de leden en lederen tas", "de leden en lederen tas", id="words that only look like it"),
        pytest.param("na enen", "na enen", id="plain text"),
    ],
)
def test_repair(misread: str, right: str) -> None:
    assert repair(misread) == right


def lines(text: str) -> tuple[Line, ...]:
    return tuple(part for part in text_lines(text).parts if isinstance(part, Line))


def kept(text: str, *, recognised: bool = False) -> list[str]:
    parts = clean_lines(lines(text), recognised=recognised).parts
    return [part.text for part in parts if isinstance(part, Line)]


PAGES = "\f".join(
    f"Beleid Lindehof 2031\n\nTekst van bladzijde {n} met genoeg woorden om te tellen.\nNog een regel {n * 7}.\n"
    f"En meer tekst hier, regel vier van dit blad.\nDe vijfde regel van het blad staat hier.\n\n\n{n}\n"
    for n in range(1, 6)
)


def test_running_headers_and_page_numbers_go() -> None:
    cleaned = clean_lines(lines(PAGES))
    left = [part.text for part in cleaned.parts if isinstance(part, Line)]
    assert "Beleid Lindehof 2031" not in left
    assert not [text for text in left if text.isdigit()]
    assert len(left) == 20
    assert cleaned.dropped.count("Beleid Lindehof 2031") == 5


def test_a_year_on_a_line_of_its_own_is_no_page_number() -> None:
    text = "Mei tot en met juni\n2031\nIndienen van het plan\n\n\n12\n\n\nDaarna volgt het besluit.\n"
    assert "2031" in kept(text)


def test_numbers_that_do_not_rise_are_no_page_numbers() -> None:
    text = "Aantal:\n\n\n9\n\n\nAantal:\n\n\n4\n\n\nAantal:\n\n\n2\n\n\nEinde.\n"
    assert sum(line.isdigit() for line in kept(text)) == 2


def test_link_dumps_go_but_an_address_in_the_text_stays() -> None:
    text = (
        "Zie de website\nhttps://linde.nl/a\nvoor meer.\n\nhttps://linde.nl/b\nhttps://linde.nl/c\n\nVolgende alinea.\n"
    )
    assert kept(text) == ["Zie de website", "https://linde.nl/a", "voor meer.", "Volgende alinea."]


def test_bullets_that_recognition_spoiled() -> None:
    text = "De praktijk:\ne Heeft een plan\n¢ Heeft een team\ne Doet mee aan:\no Onderzoek\no Scholing\ne Is open\n"
    assert kept(text, recognised=True) == [
        "De praktijk:",
        "• Heeft een plan",
        "• Heeft een team",
        "• Doet mee aan:",
        "◦ Onderzoek",
        "◦ Scholing",
        "• Is open",
    ]


def test_recognition_is_known_by_its_marks() -> None:
    assert looks_recognised("e Een plan\ne Een team\nvéér 1 mei\n")
    assert not looks_recognised("De praktijk heeft een plan. Zij levert het vóór 1 mei in.\n")


# ---------------------------------------------------------------- the law


def figures(text: str) -> Counter[tuple[str, str]]:
    return Counter((figure.kind, figure.value) for figure in find_figures(text))


def check_law(text: str) -> None:
    loaded = text_lines(text)
    before = Counter(NUMBER.findall(text))
    cleaned = clean_lines(loaded.parts, recognised=loaded.recognised)
    stay = [part.text for part in cleaned.parts if isinstance(part, Line)]
    tables = [
        cell
        for part in cleaned.parts
        if not isinstance(part, Line) and part.table
        for row in part.table.rows
        for cell in row
    ]
    after = Counter(NUMBER.findall("\n".join([*stay, *tables, *cleaned.dropped])))
    assert after == before


WORDS = st.sampled_from(
    ["zorg", "uiterlijk", "1 mei 2031", "2031-", "2033", "13.00 uur", "3.000", "25%", "e", "o", "¢", "•", "|s", "véér",
     "O&l", "ﬁnancieel", "per 20317", "071 555 1234", "\u00a0", "\u00ad", "https://linde.nl/2031", "7", "12",
     "-", "pagina 3"]
)  # fmt: skip
NOISE = st.lists(
    st.tuples(WORDS, st.sampled_from([" ", "  ", "\n", "\n\n", "\n\n\n", " \n", "\f", "\t", "    "])), max_size=60
)


@given(NOISE)
def test_cleaning_changes_no_number_in_noise(pairs: list[tuple[str, str]]) -> None:
    check_law("".join(word + white for word, white in pairs))


@given(st.lists(WORDS, max_size=12))
def test_tidy_and_repair_change_no_figure(found: list[str]) -> None:
    text = " ".join(("Ook", *found))  # a number that opens a line before a capital is that of a heading
    assert NUMBER.findall(repair(tidy(text))) == NUMBER.findall(text)
    plain = tidy(text)
    assert figures(repair(plain)) == figures(plain)


@pytest.mark.parametrize("path", sorted(SHARED.glob("*")) or [None], ids=lambda path: path.suffix if path else "none")
def test_cleaning_changes_no_number_in_the_policies(path: Path | None) -> None:
    if path is None:
        pytest.skip("the policies are not beside this project")
    check_law(path.read_text(encoding="utf-8"))
