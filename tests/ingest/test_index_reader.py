"""The read side over an index that an ingest made: searches, filters, refresh, damage."""

from __future__ import annotations

import gc
import json
import shutil
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.pipeline import ingest
from retrieval import PolicyAssistant
from retrieval.errors import IndexDamaged, IndexMissing, IndexOutdated
from retrieval.store import IndexReader, Where

QUESTION = "Wanneer vult de praktijk de vragenlijst in?"


@pytest.fixture
def reader(index: Path) -> IndexReader:
    ingest()
    return IndexReader.open(index)


def documents(reader: IndexReader, hits: list[tuple[str, float]]) -> set[str]:
    return {reader.chunk(id_).document_id for id_, _ in hits}


def test_dense_finds_the_same_as_comparing_with_every_passage(reader: IndexReader) -> None:
    chunks = [reader.chunk(id_) for info in reader.documents for id_ in reader.chunks_of(info.id)]
    vectors = np.asarray([read.vector for read in reader.embedding.read(chunks)])
    scores = vectors @ np.asarray(reader.embedding.embed_query(QUESTION))
    expected = [chunks[row].id for row in np.argsort(-scores)]
    found = reader.dense(QUESTION, 50)
    assert [id_ for id_, _ in found] == expected
    assert found[0][1] == pytest.approx(float(scores.max()), abs=1e-4)


def test_keyword_finds_words_and_parts_of_compounds(reader: IndexReader) -> None:
    best = reader.chunk(reader.keyword("vragenlijsten", 1)[0][0])
    assert "vragenlijst" in best.text
    assert reader.keyword("zebrapad", 5) == []


def test_units_are_found_within_the_allowed_chunks(reader: IndexReader) -> None:
    chunk = reader.chunk(reader.keyword("vragenlijst", 1)[0][0])
    units = reader.keyword("vragenlijst praktijken", 5, allowed=[chunk.id], level="unit")
    assert reader.unit(units[0][0]).text.startswith("Uiterlijk 15 september")
    assert all(reader.chunk_of(id_) == chunk.id for id_, _ in units)
    assert reader.keyword("vragenlijst", 5, allowed=[], level="unit") == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(Where(), {"fysio", "mond", "wijk"}, id="everything"),
        pytest.param(Where(insurer="DSW"), {"mond"}, id="insurer"),
        pytest.param(Where(care_type="wijkverpleging"), {"wijk"}, id="care-type"),
        pytest.param(Where(year=2028), {"fysio"}, id="second-of-two-years"),
        pytest.param(Where(year=2026, insurer="Zilveren Kruis"), {"wijk"}, id="two-parts"),
        pytest.param(Where(document_ids=("wijk", "mond")), {"mond", "wijk"}, id="documents"),
        pytest.param(Where(insurer="DSW", year=2028), set(), id="parts-that-exclude-each-other"),
        pytest.param(Where(insurer="Caresq"), set(), id="insurer-without-policy"),
        pytest.param(Where(year=1999), set(), id="year-without-policy"),
        pytest.param(Where(document_ids=()), set(), id="no-documents"),
    ],
)
def test_filters_hold_in_both_searches(reader: IndexReader, where: Where, expected: set[str]) -> None:
    words = "praktijk organisatie tandarts afspraken inkoop kwaliteitsverslag"
    assert documents(reader, reader.dense(words, 50, where)) == expected
    assert documents(reader, reader.keyword(words, 50, where=where)) == expected
    units = reader.keyword(words, 50, where=where, level="unit")
    assert {reader.unit(id_).document_id for id_, _ in units} == expected


def test_results_are_ordered_by_score_and_then_by_id(reader: IndexReader) -> None:
    for hits in (reader.dense(QUESTION, 50), reader.keyword("inkoop overeenkomst menzis", 50)):
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))


def test_the_reader_is_safe_for_threads(reader: IndexReader) -> None:
    expected = reader.dense(QUESTION, 5), reader.keyword(QUESTION, 5)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: (reader.dense(QUESTION, 5), reader.keyword(QUESTION, 5)), range(40)))
    assert all(result == expected for result in found)


def test_a_reader_notices_a_switch_at_refresh(reader: IndexReader, corpus: Path) -> None:
    assert reader.refresh() is reader
    (corpus / "policies" / "mond.txt").write_text("Inkoopkader mondzorg 2025 van DSW: kaakchirurgie.", encoding="utf-8")
    generation = ingest().generation
    assert reader.keyword("kaakchirurgie", 3) == []
    fresh = reader.refresh()
    assert fresh.generation == generation
    assert len(fresh.keyword("kaakchirurgie", 3)) == 1


def test_everything_of_a_document_can_be_looked_up(reader: IndexReader) -> None:
    info = reader.info("fysio")
    assert (info.insurer, info.care_types, info.years) == ("Menzis", ("fysiotherapie",), (2027, 2028))
    assert (info.version, str(info.version_date)) == ("1.1", "2026-05-14")
    chunks = [reader.chunk(id_) for id_ in reader.chunks_of("fysio")]
    assert all(reader.unit(unit.id) == unit for chunk in chunks for unit in chunk.units)
    assert reader.vocabulary["menzis"] >= 3
    with pytest.raises(KeyError):
        reader.chunk("bestaat-niet")
    with pytest.raises(KeyError):
        reader.unit("bestaat-niet")


def test_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"python -m ingest --index .*leeg"):
        IndexReader.open(tmp_path / "leeg")


def drop_chroma(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def empty_chroma(folder: Path) -> None:
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as connection:
        connection.execute("DELETE FROM embeddings WHERE id = (SELECT min(id) FROM embeddings)")


def garble_chroma(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"geen database" * 999)


def garble_words(folder: Path) -> None:
    (folder / "keyword" / "chunks" / "rows.json").write_text('{"ids": [', encoding="utf-8")


def lose_passages(folder: Path) -> None:
    (folder / "passages.sqlite").unlink()


def miscount(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"units": 1}), encoding="utf-8")


def garble_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}", encoding="utf-8")


def other_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}), encoding="utf-8")


def lose_generation(folder: Path) -> None:
    shutil.rmtree(folder)


def garble_current(folder: Path) -> None:
    (folder.parent / "CURRENT").write_text("../elders", encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        drop_chroma,
        empty_chroma,
        garble_chroma,
        garble_words,
        lose_passages,
        miscount,
        garble_manifest,
        other_format,
        lose_generation,
        garble_current,
    ],
)
def test_damage_is_noticed_at_open_and_the_message_names_the_repair(index: Path, damage: object) -> None:
    generation = ingest().generation
    assert callable(damage)
    damage(index / generation)
    with pytest.raises(IndexDamaged, match=r"(beschadigd: |andere versie).*python -m ingest .*--rebuild"):
        IndexReader.open(index)


def test_an_index_of_another_version_is_made_anew_by_an_ingest(index: Path) -> None:
    generation = ingest().generation
    other_format(index / generation)
    with pytest.raises(IndexOutdated, match="andere versie"):
        IndexReader.open(index)
    assert ingest().generation != generation
    assert IndexReader.open(index).documents


def flip(path: Path, at: int) -> None:
    """Change one bit of a file."""
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)


FILES = (
    "passages.sqlite",
    "chroma/chroma.sqlite3",
    "keyword/vocabulary.json",
    "keyword/token-vectors.npy",
    "keyword/token-spans.npz",
    "data_level0.bin",
)


@pytest.mark.parametrize("name", FILES)
def test_one_changed_bit_is_noticed_at_open_and_never_carried_on(index: Path, corpus: Path, name: str) -> None:
    generation = ingest().generation
    file = next(path for path in (index / generation).rglob("*") if path.as_posix().endswith(name))
    flip(file, file.stat().st_size // 2)
    with pytest.raises(IndexDamaged, match=rf"{name} is veranderd.*--rebuild"):
        IndexReader.open(index)
    (corpus / "policies" / "mond.txt").write_text("Inkoopkader mondzorg 2025 van DSW.", encoding="utf-8")
    with pytest.raises(IndexDamaged, match="veranderd"):
        ingest()
    assert (index / "CURRENT").read_text(encoding="utf-8").strip() == generation
    ingest(rebuild=True)
    assert IndexReader.open(index).documents


def test_a_changed_manifest_does_not_vouch_for_changed_files(index: Path) -> None:
    manifest = index / ingest().generation / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("policies", "policiez"), encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"manifest\.json is veranderd"):
        IndexReader.open(index)


def test_damage_while_it_is_open_is_said_with_the_repair(reader: IndexReader, index: Path) -> None:
    file = index / reader.generation / "passages.sqlite"
    file.write_bytes(bytes(file.stat().st_size))
    with pytest.raises(IndexDamaged, match=r"passages\.sqlite.*--rebuild"):
        [reader.chunk(id_) for info in reader.documents for id_ in reader.chunks_of(info.id)]


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_asking_writes_nothing_into_the_index(index: Path) -> None:
    ingest()
    before = contents(index)
    assistant = PolicyAssistant.open(index)
    assert assistant.ask(QUESTION).citations
    del assistant
    gc.collect()
    assert contents(index) == before


def test_the_copies_of_readers_go_with_them_and_with_killed_processes(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest()
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    left = place / "inkoopwijzer-vectors-gone"
    left.mkdir()
    (left / "lease").touch()
    first, second = IndexReader.open(index), IndexReader.open(index)
    assert not left.exists()
    assert len(list(place.iterdir())) == 2
    first.close()
    del second
    gc.collect()
    assert list(place.iterdir()) == []


@pytest.mark.xfail(strict=False, reason="failed once beside other tests: the mapped token vectors may be let go late")
def test_ingests_leave_no_files_open_in_a_page_that_keeps_running(index: Path, corpus: Path) -> None:
    ingest()
    assistant = PolicyAssistant.open(index)
    counts = []
    for n in range(5):
        (corpus / "policies" / "mond.txt").write_text(f"Inkoopkader mondzorg 2025 van DSW, druk {n}.", encoding="utf-8")
        ingest()
        assert assistant.ask(QUESTION).generation == f"generation-{n + 2:04}"
        gc.collect()
        counts.append(len(list(Path("/proc/self/fd").iterdir())))
    assert max(counts[1:]) - counts[1] <= 2, counts
