"""Only an index's own collections leave a Chroma server: not those of its copy, not those in use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ingest.keep import collections
from retrieval.errors import SettingsError
from retrieval.settings import settings
from retrieval.store import layout
from retrieval.store.layout import Manifest


@pytest.fixture
def dropped(index: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The collections that were removed from a server that is not there."""
    monkeypatch.setenv("INKOOPWIJZER_CHROMA_URL", "http://127.0.0.1:9")
    settings.cache_clear()
    names: list[str] = []
    monkeypatch.setattr(collections, "drop_collection", lambda _, name: names.append(name))
    index.mkdir()
    return names


def generation(index: Path, number: int, collection: str) -> None:
    folder = index / f"generation-{number:04}"
    folder.mkdir()
    counts = {"documents": 0, "chunks": 0, "units": 0, "deadlines": 0}
    layout.write_manifest(folder, Manifest(folder.name, "model", collection, server=True, **counts))


def test_what_a_killed_build_left_goes_and_what_is_in_use_stays(index: Path, dropped: list[str]) -> None:
    collections.remember(index, "in-gebruik")
    collections.remember(index, "gestopt")
    generation(index, 1, "in-gebruik")
    collections.sweep(index)
    assert dropped == ["gestopt"]
    assert collections.own(index) == ["in-gebruik"]


def test_a_copy_of_the_folder_removes_nothing_of_the_first(index: Path, dropped: list[str]) -> None:
    collections.remember(index, "van-de-eerste")
    generation(index, 1, "van-de-eerste")
    copy = index.with_name("kopie")
    shutil.copytree(index, copy)
    shutil.rmtree(copy / "generation-0001")
    collections.remember(copy, "van-de-kopie")
    collections.sweep(copy)
    assert dropped == ["van-de-kopie"]
    assert collections.own(index) == ["van-de-eerste"]


def test_while_a_generation_cannot_be_read_nothing_goes(index: Path, dropped: list[str]) -> None:
    collections.remember(index, "misschien-in-gebruik")
    (index / "generation-0001").mkdir()
    collections.sweep(index)
    assert dropped == []


def test_an_outage_leaves_it_for_the_next_time(
    index: Path, dropped: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise SettingsError("antwoordt niet")

    collections.remember(index, "later")
    with monkeypatch.context() as outage:
        outage.setattr(collections, "drop_collection", gone)
        collections.sweep(index)
    assert collections.own(index) == ["later"]
    collections.sweep(index)
    assert (dropped, collections.own(index)) == (["later"], [])
