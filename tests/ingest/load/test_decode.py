"""Bytes to characters: old encodings told apart by Dutch, double encoding put right, doubt reported."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from ingest.load import load, mojibake
from ingest.load.decode import decode

TEXTS = [
    pytest.param("Het tarief is € 41,20. Cliënten worden vóór 1 mei 2031 geïnformeerd.\n", id="all at once"),
    pytest.param("De coördinator belt de patiënt.\n", id="two letters"),
    pytest.param("Eén regio – à 3 praktijken – krijgt € 1.250,- extra.\n", id="dashes"),
    pytest.param("Regio’s melden zich bij ‘Linde’ of “Hof”; zie § 3…\n", id="quotes"),
    pytest.param("• één\n• twee financiële eisen\n• drie\n", id="bullets"),
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "iso8859-15", "mac_roman", "cp850", "utf-16"])
def test_every_encoding_of_dutch_offices(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding has not all of these characters")
    read = decode(data, Path("b.txt"))
    assert (read.text, read.problems) == (text, ())


def encoded_twice(text: str, encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode("utf-8"))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
def test_text_that_was_encoded_twice_is_put_right(text: str, encoding: str) -> None:
    spoiled = encoded_twice(text, encoding)
    assert decode(spoiled.encode("utf-8"), Path("b.txt")).text == text
    half = text + spoiled  # a text that was pasted together from two files
    assert decode(half.encode("utf-8"), Path("b.txt")).text == text + text
    twice = encoded_twice(spoiled, encoding)
    assert decode(twice.encode("utf-8"), Path("b.txt")).text == text


@pytest.mark.parametrize(
    "text",
    [
        "De Île en Ångström, café’s, naïef, Curaçao, Mülheim, 20 °C, ½, €\u00a05,00 – ’s avonds",
        "Ægir, Ãles",
        "1 m² à € 3",
    ],
)
def test_text_that_is_right_stays_as_it_is(text: str) -> None:
    assert mojibake.mend(text) == text


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param("De pati\ufffdnt belt v\ufffd\ufffdr 1 mei.".encode(), "pati\ufffdnt", id="lost before"),
        pytest.param(
            "De coördinator, de cliënt, één reünie, ".encode() + b"pati\xe3nt.", "pati\ufffdnt", id="lost here"
        ),
        pytest.param("De patiÃ?nt belt.".encode(), "patiÃ?nt", id="half of it lost"),
    ],
)
def test_what_cannot_be_put_right_is_reported(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "b.txt"
    path.write_bytes(data)
    problems = load(path).problems
    assert len(problems) == 1
    assert word in problems[0]


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_every_kind_of_text_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"b.{suffix}"
    path.write_bytes("<html><body><p>Vóór 1 mei geïnformeerd: € 3</p></body></html>".encode("mac_roman"))
    assert [part.text for part in load(path).parts] == ["Vóór 1 mei geïnformeerd: € 3"]


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(mojibake).failed == 0
