"""The table of wordings in expressions.toml, read as it stands there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from retrieval.figures.find import find_figures

TABLE: dict[str, list[list[str]]] = tomllib.loads(
    Path(__file__).with_name("expressions.toml").read_text(encoding="utf-8")
)
CASES = [(text, [row for row in rows if row]) for group in TABLE.values() for text, *rows in group]


def test_the_table_is_large_and_without_doubles() -> None:
    texts = [text for text, _ in CASES]
    assert len(texts) >= 250
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(("text", "rows"), CASES, ids=[text[:50] for text, _ in CASES])
def test_expression(text: str, rows: list[str]) -> None:
    found = [f"{f.kind.value} {f.value} {f.bound.value if f.bound else ''}".strip() for f in find_figures(text)]
    assert found == rows
