"""The policies that the project ships: each is recognised, its tables parse, and no reference dangles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.meaning.recognise import recognise
from ingest.passes import read_document
from retrieval.registry import registry
from retrieval.types import UnitKind

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
POLICIES = sorted((CORPUS / "policies").glob("*.md"))
HEADING = re.compile(r"^#{1,6} +(?P<title>.+)$", re.MULTILINE)
NUMBERED = re.compile(r"(?P<number>[0-9](?:\.[0-9]){0,3})\.?\s")
REFERENCE = re.compile(
    r"(?:hoofdstuk(?:ken)?|paragraaf|paragrafen)\s(?P<numbers>[0-9](?:\.[0-9])*(?:(?:,| en| of)\s[0-9](?:\.[0-9])*)*)"
)
LINK = re.compile(r"\]\(#|\[[^\]^]*\]\(\s*\)")
ROW = re.compile(r"^\|.*\|$")
RULE = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+$")
PIPE = re.compile(r"(?<!\\)\|")

each_policy = pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)


def tables_of(text: str) -> Iterator[list[str]]:
    """Runs of lines that are table rows."""
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if ROW.match(line.strip()):
            table.append(line.strip())
        elif table:
            yield table
            table = []


def test_documents_and_files_are_the_same() -> None:
    listed = {CORPUS / info.source for info in registry().documents}
    assert listed == set(POLICIES)
    assert all(Path(info.source).stem == info.id for info in registry().documents)


@each_policy
def test_recognised_from_its_own_text(path: Path) -> None:
    """Without documents.toml the document tells whose policy it is, for what care and for which years."""
    info = recognise(read_document(path), path).info
    stated = registry().document(path.stem)
    assert stated is not None
    found = (info.insurer, set(info.care_types), info.years)
    assert found == (stated.insurer, set(stated.care_types), stated.years)


@each_policy
def test_read_without_a_doubt(path: Path) -> None:
    document = read_document(path)
    assert (document.problems, document.suspicions) == ((), ())


@each_policy
def test_own_words_edition_says_so(path: Path) -> None:
    info = registry().document(path.stem)
    assert info is not None
    assert info.edition == "own-words"
    top = path.read_text(encoding="utf-8")[:700]
    assert "Editie in eigen woorden" in top
    assert re.search(r"bij verschil gaat de publicatie van .{3,40} voor", top)
    assert f"Officiële titel: {info.title}." in top


@each_policy
def test_tables_parse(path: Path) -> None:
    """Every table has a rule below its header and as many cells in each row; all rows are read as rows."""
    text = path.read_text(encoding="utf-8")
    tables = list(tables_of(text))
    for table in tables:
        assert RULE.match(table[1]), f"no rule below {table[0]!r}"
        assert {len(PIPE.findall(row)) for row in table} == {len(PIPE.findall(table[0]))}, table[0]
    document = read_document(path)
    rows = {unit.id for chunk in document.chunks for unit in chunk.units if unit.kind is UnitKind.ROW}
    assert len(rows) == sum(len(table) - 2 for table in tables)


@each_policy
def test_no_dangling_reference(path: Path) -> None:
    """Chapters that are referred to exist, footnotes have a text and links lead somewhere."""
    text = path.read_text(encoding="utf-8")
    titles = [found.group("title") for found in HEADING.finditer(text)]
    numbers = {found.group("number") for found in map(NUMBERED.match, titles) if found}
    named = [n for found in REFERENCE.finditer(text) for n in re.findall(r"[0-9](?:\.[0-9])*", found.group("numbers"))]
    assert [number for number in named if number not in numbers] == []
    marks = set(re.findall(r"\[\^([0-9]+)\](?!:)", text))
    assert marks == set(re.findall(r"^\[\^([0-9]+)\]:", text, re.MULTILINE))
    assert LINK.findall(text) == []


@each_policy
def test_numbering_has_no_gap(path: Path) -> None:
    """A section's number follows the one before it: no section of the original was skipped."""
    titles = [found.group("title") for found in HEADING.finditer(path.read_text(encoding="utf-8"))]
    numbers = [tuple(map(int, m.group("number").split("."))) for m in map(NUMBERED.match, titles) if m]
    for before, after in pairwise(numbers):
        following = {(*before, 1), *((*before[:size], before[size] + 1) for size in range(len(before)))}
        assert after in following, f"{after} follows {before}"
