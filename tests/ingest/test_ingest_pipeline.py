"""What an ingest does to an index: only what changed, nothing lost, nothing half done."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.keep.official import Stated, _entries, _replace, _write, forgotten
from ingest.keep.sources import find_sources
from ingest.keep.uploads import safe_name
from ingest.pipeline import add_documents, ingest, read_status, remove_documents
from ingest.report import IngestReport, Row, State
from retrieval.errors import EmbeddingMismatch, IndexDamaged, ReadingError, UnusableIndexError
from retrieval.settings import settings
from retrieval.store import IndexReader


def states(report: IngestReport) -> dict[str, str]:
    return {row.file: row.state.value for row in report.rows}


def settled(report: IngestReport) -> list[Row]:
    """The rows of a report without what happened to them."""
    return [replace(row, state=State.UNCHANGED) for row in report.rows]


def test_the_same_files_twice_give_the_same_report_and_no_new_generation(index: Path) -> None:
    first = ingest()
    second = ingest()
    assert states(first) == {"fysio.md": "nieuw", "mond.txt": "nieuw", "wijk.md": "nieuw"}
    assert set(states(second).values()) == {"ongewijzigd"}
    assert settled(second) == settled(first)
    assert (second.generation, second.embedded) == (first.generation, 0)
    assert not second.changed


def test_a_changed_sentence_embeds_only_its_passage(index: Path, corpus: Path) -> None:
    ingest()
    before = chunk_ids(index)
    file = corpus / "policies" / "wijk.md"
    file.write_text(file.read_text(encoding="utf-8").replace("1 juni 2026", "4 juli 2026"), encoding="utf-8")
    report = ingest()
    assert states(report) == {"fysio.md": "ongewijzigd", "mond.txt": "ongewijzigd", "wijk.md": "gewijzigd"}
    assert report.embedded == 1
    assert len(before - chunk_ids(index)) == len(chunk_ids(index) - before) == 1


def test_a_removed_file_leaves_the_index(index: Path, corpus: Path) -> None:
    ingest()
    (corpus / "policies" / "mond.txt").unlink()
    report = ingest()
    assert states(report)["mond.txt"] == "verwijderd"
    reader = IndexReader.open(index)
    assert [info.id for info in reader.documents] == ["fysio", "wijk"]
    assert reader.keyword("tandarts", 5) == []
    assert all(deadline.document_id != "mond" for deadline in reader.deadlines)


def test_rebuild_makes_the_same_index_from_nothing(index: Path) -> None:
    ingest()
    before = chunk_ids(index)
    report = ingest(rebuild=True)
    assert set(states(report).values()) == {"nieuw"}
    assert report.generation == "generation-0002"
    assert chunk_ids(index) == before


def test_the_given_paths_are_the_whole_index(index: Path, corpus: Path) -> None:
    ingest()
    report = ingest([corpus / "policies" / "wijk.md"])
    assert states(report) == {"fysio.md": "verwijderd", "mond.txt": "verwijderd", "wijk.md": "ongewijzigd"}
    assert [info.id for info in IndexReader.open(index).documents] == ["wijk"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("leeg.txt", b"", "leeg.txt", id="empty"),
        pytest.param("plaatje.md", bytes(range(256)) * 40, "plaatje.md", id="not-text"),
        pytest.param("tabel.xyz", b"tekst", "soort", id="unknown-kind"),
    ],
)
def test_a_bad_file_is_reported_and_the_others_are_indexed(
    index: Path, corpus: Path, name: str, content: bytes, reason: str
) -> None:
    (corpus / "policies" / name).write_bytes(content)
    report = ingest()
    assert [row.file for row in report.failed] == [name]
    assert reason in report.failed[0].remark
    assert [info.id for info in IndexReader.open(index).documents] == ["fysio", "mond", "wijk"]


def test_a_file_that_becomes_unreadable_keeps_its_last_version(index: Path, corpus: Path) -> None:
    ingest()
    (corpus / "policies" / "wijk.md").write_bytes(b"")
    report = ingest()
    assert "vorige versie" in report.failed[0].remark
    assert [info.id for info in IndexReader.open(index).documents] == ["fysio", "mond", "wijk"]


def test_nothing_but_bad_files_makes_no_index(index: Path, tmp_path: Path) -> None:
    (tmp_path / "leeg.md").touch()
    report = ingest([tmp_path / "leeg.md"])
    assert report.failed
    assert not (index / "CURRENT").exists()


def test_a_path_that_is_not_there(index: Path) -> None:
    with pytest.raises(ReadingError, match="bestaat niet"):
        ingest(["/nergens/te/vinden"])


def test_of_one_policy_in_two_formats_one_is_read(index: Path, corpus: Path) -> None:
    text = (corpus / "policies" / "wijk.md").read_text(encoding="utf-8")
    (corpus / "policies" / "wijk.txt").write_text(text, encoding="utf-8")
    report = ingest()
    assert states(report)["wijk.txt"] == "overgeslagen"
    assert "wijk.md" in next(row.remark for row in report.rows if row.file == "wijk.txt")


def test_an_official_file_outranks_the_edition_of_the_same_policy(index: Path, corpus: Path, tmp_path: Path) -> None:
    (corpus / "documents.toml").write_text(
        '[[document]]\nid = "wijk"\nfile = "policies/wijk.md"\nedition = "own-words"\n', encoding="utf-8"
    )
    assert {row.file for row in ingest().rows} == {"fysio.md", "mond.txt", "wijk.md"}
    official = tmp_path / "zk-inkoop-wv-2026.txt"
    official.write_text(
        "Zilveren Kruis\n\nZorginkoopbeleid wijkverpleging 2026\n\nHet verslag komt vóór 8 juni 2026.\n",
        encoding="utf-8",
    )
    report = add_documents([official], index=index)
    assert states(report)["wijk.md"] == "overgeslagen"
    assert {info.id: info.edition for info in IndexReader.open(index).documents} == {
        "fysio": "official",
        "mond": "official",
        "zk-inkoop-wv-2026": "official",
    }
    back = remove_documents(["zk-inkoop-wv-2026"], index=index)
    assert states(back)["wijk.md"] == "nieuw"
    assert not (corpus / "official" / official.name).exists()


def test_what_is_stated_with_an_added_file_counts(index: Path, corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "los.txt"
    file.write_text("Afspraken over hulpmiddelen.\n\nU levert de lijst in mei aan.\n", encoding="utf-8")
    add_documents([file], Stated(insurer="dsw", care_types=("Hulpmiddelen",), years=(2027,), title="Los beleid"))
    info = next(info for info in IndexReader.open(index).documents if info.id == "los")
    assert (info.insurer, info.years, info.title) == ("DSW", (2027,), "Los beleid")
    assert len(info.care_types) == 1


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param(Stated(insurer="Onbekende Polis BV"), id="insurer"),
        pytest.param(Stated(care_types=("dierenartsenzorg",)), id="care-type"),
        pytest.param(Stated(years=(26,)), id="year"),
    ],
)
def test_an_unknown_statement_is_refused_and_nothing_is_copied(
    index: Path, corpus: Path, tmp_path: Path, stated: Stated
) -> None:
    file = tmp_path / "los.txt"
    file.write_text("Afspraken over hulpmiddelen.", encoding="utf-8")
    with pytest.raises(ReadingError):
        add_documents([file], stated)
    assert not (corpus / "official").exists()


@pytest.mark.parametrize(("code", "says"), [(errno.ENOSPC, "is vol"), (errno.EROFS, "mag niet geschreven")])
def test_a_failing_add_leaves_folder_and_index_as_they_were(
    index: Path, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, says: str
) -> None:
    ingest()
    before = sorted(path.name for path in index.iterdir())
    file = tmp_path / "los.txt"
    file.write_text("Afspraken over hulpmiddelen 2027.", encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("ingest.keep.index.layout.write_manifest", fail)
    with pytest.raises(UnusableIndexError, match=says) as caught:
        add_documents([file])
    assert "--rebuild" not in str(caught.value)
    assert not (corpus / "official" / "los.txt").exists()
    assert sorted(path.name for path in index.iterdir()) == before
    assert len(IndexReader.open(index).documents) == 3


@pytest.mark.parametrize("title", ["Beleid\x07\x7f\x85 2031", 'Met "aanhalings\\tekens"', "Half \ud83d teken"])
def test_no_title_spoils_what_is_known_about_the_other_files(tmp_path: Path, title: str) -> None:
    file = tmp_path / "documents.toml"
    _write(file, [{"id": "een", "title": title, "years": [2031]}, {"id": "twee", "title": "Ander"}])
    assert [entry["id"] for entry in _entries(file)] == ["een", "twee"]


def test_a_broken_file_of_facts_is_named(tmp_path: Path) -> None:
    (tmp_path / "documents.toml").write_text("[[document", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"documents\.toml is niet te lezen"):
        _entries(tmp_path / "documents.toml")


@pytest.mark.parametrize("killed", ["state", "copy"])
def test_files_are_written_beside_and_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: str) -> None:
    """A write that breaks off leaves the file that was there, whole."""
    file = tmp_path / "documents.toml"
    file.write_text("# oud\n", encoding="utf-8")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        _write(file, []) if killed == "state" else _replace(file, b"nieuw")
    assert file.read_text(encoding="utf-8") == "# oud\n"


def test_what_is_removed_stays_removed_after_a_kill_and_comes_back_after_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "los.txt"
    file.write_text("Afspraken.", encoding="utf-8")
    with forgotten([file]):
        assert not file.exists()
        file_in_block = list(tmp_path.glob("los.txt"))
    assert file_in_block == []
    file.write_text("Afspraken.", encoding="utf-8")
    with pytest.raises(UnusableIndexError), forgotten([file]):
        raise UnusableIndexError("vol")
    assert file.read_text(encoding="utf-8") == "Afspraken."


def test_a_link_out_of_a_folder_is_not_read(corpus: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    secret = tmp_path / "geheim.md"
    secret.write_text("# Geheim\n", encoding="utf-8")
    (corpus / "policies" / "koppeling.md").symlink_to(secret)
    found = find_sources([corpus / "policies"], corpus)
    assert {source.path.name for source in found} == {"fysio.md", "mond.txt", "wijk.md"}
    assert "koppeling.md" in caplog.text


@pytest.mark.parametrize("name", ["README.md", "license.txt", "Changelog.pdf"])
def test_an_upload_never_gets_a_name_that_is_left_out(name: str) -> None:
    assert safe_name(name).startswith("document-")


def test_remove_documents(index: Path, corpus: Path) -> None:
    ingest()
    report = remove_documents(["wijk"])
    assert states(report)["wijk.md"] == "verwijderd"
    assert [info.id for info in IndexReader.open(index).documents] == ["fysio", "mond"]
    assert (corpus / "policies" / "wijk.md").exists()
    with pytest.raises(ReadingError, match="niet in de index"):
        remove_documents(["wijk"])


def test_changed_facts_of_a_document_reach_the_filters_without_embedding(index: Path, corpus: Path) -> None:
    ingest()
    (corpus / "policies" / "documents.toml").write_text(
        '[[document]]\nid = "mond"\nfile = "mond.txt"\nyears = [2030]\n', encoding="utf-8"
    )
    report = ingest()
    assert (states(report)["mond.txt"], report.embedded) == ("gewijzigd", 0)
    reader = IndexReader.open(index)
    assert reader.info("mond").years == (2030,)


def test_another_embedding_model_is_refused_until_a_rebuild(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest()
    monkeypatch.setenv("INKOOPWIJZER_EMBEDDING", "sentence-transformers:ander/model")
    settings.cache_clear()
    with pytest.raises(EmbeddingMismatch, match="--rebuild"):
        ingest()
    assert "ander/model" in (read_status().fault or "")


def test_a_damaged_index_is_refused_and_a_rebuild_repairs_it(index: Path) -> None:
    generation = ingest().generation
    (index / generation / "passages.sqlite").write_bytes(b"kapot")
    with pytest.raises(IndexDamaged, match="--rebuild"):
        ingest()
    ingest(rebuild=True)
    assert read_status().fault is None


def chunk_ids(index: Path) -> set[str]:
    reader = IndexReader.open(index)
    return {id_ for info in reader.documents for id_ in reader.chunks_of(info.id)}
