"""BM25: ranking, ties, masks, and an index that comes back from disk the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.keyword import KeywordIndex

ROWS = {
    "c": ["plan", "regio", "plan"],
    "a": ["regio", "budget"],
    "b": ["budget", "regio"],
    "d": ["tarief"],
    "e": [],
}


@pytest.fixture(params=["built", "loaded"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> KeywordIndex:
    built = KeywordIndex.build(ROWS)
    if request.param == "built":
        return built
    built.save(tmp_path / "words")
    return KeywordIndex.load(tmp_path / "words")


def ids(hits: list[tuple[str, float]]) -> list[str]:
    return [id_ for id_, _ in hits]


def test_ranking_and_ties_by_id(index: KeywordIndex) -> None:
    assert ids(index.search(["plan"], 9)) == ["c"]
    hits = index.search(["budget"], 9)
    assert ids(hits) == ["a", "b"]
    assert hits[0][1] == hits[1][1] > 0
    assert ids(index.search(["budget"], 1)) == ["a"]


def test_the_order_of_building_does_not_matter() -> None:
    turned = KeywordIndex.build(dict(reversed(ROWS.items())))
    assert turned.search(["regio", "budget"], 9) == KeywordIndex.build(ROWS).search(["regio", "budget"], 9)


@pytest.mark.parametrize("tokens", [[], ["onbekend"]])
def test_no_known_token_finds_nothing(index: KeywordIndex, tokens: list[str]) -> None:
    assert index.search(tokens, 9) == []


def test_a_mask_leaves_rows_out(index: KeywordIndex) -> None:
    assert ids(index.search(["regio"], 9, mask=index.mask({"b", "c", "zoek"}))) == ["b", "c"]
    assert index.search(["regio"], 9, mask=index.mask(())) == []


@pytest.mark.parametrize("rows", [{}, {"a": []}])
def test_an_index_without_words(rows: dict[str, list[str]], tmp_path: Path) -> None:
    KeywordIndex.build(rows).save(tmp_path)
    index = KeywordIndex.load(tmp_path)
    assert len(index) == len(rows)
    assert index.search(["plan"], 3) == []


def test_a_count_that_does_not_fit_is_noticed(tmp_path: Path) -> None:
    KeywordIndex.build(ROWS).save(tmp_path)
    (tmp_path / "rows.json").write_text('{"ids": ["a"], "empty": false}', encoding="utf-8")
    with pytest.raises(ValueError, match="5 rijen"):
        KeywordIndex.load(tmp_path)
