from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from conftest import Site, make_site
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from ingest.keep.official import Stated
from ingest.keep.uploads import LONGEST_STEM, add_upload, safe_name, set_aside, undo_upload
from ingest.load import SUFFIXES
from ingest.pipeline import ingest
from ingest.report import Progress, State
from retrieval.errors import ReadingError
from retrieval.registry import registry
from retrieval.settings import settings
from retrieval.store import IndexReader

STAGES = get_args(get_type_hints(Progress)["stage"])

SENTENCE = "De aanbieder van kraamzorg levert het jaarplan uiterlijk 9 juni 2031 aan via het portaal van Caresq."


def pdf() -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=20)
    made.multi_cell(0, 12, "Inkoopbeleid kraamzorg 2031 Caresq", new_x="LMARGIN", new_y="NEXT")
    made.set_font("Helvetica", size=12)
    made.multi_cell(0, 8, SENTENCE, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads_here: None) -> Iterator[Site]:
    """An indexed installation of its own, that may be changed."""
    made = make_site(tmp_path / "site")
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    registry.cache_clear()
    ingest()
    yield made
    monkeypatch.undo()
    settings.cache_clear()
    registry.cache_clear()


def documents(site: Site) -> set[str]:
    reader = IndexReader.open(site.index)
    found = {str(info.id) for info in reader.documents}
    reader.close()
    return found


def traces(site: Site) -> dict[str, str]:
    """Every file of the corpus with its hash."""
    files = (path for path in site.corpus.rglob("*") if path.is_file() and "documents.toml" not in path.name)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def test_an_upload_is_recognised_added_and_undone(fresh: Site, tmp_path: Path) -> None:
    before, files = documents(fresh), traces(fresh)
    upload = set_aside("Kraamzorg Caresq 2031.pdf", pdf(), tmp_path)
    assert upload.info.insurer == "Caresq"
    assert upload.info.years == (2031,)
    steps: list[str] = []
    report = add_upload(upload, Stated(care_types=("kraamzorg",)), progress=lambda p: steps.append(p.stage))
    assert documents(fresh) == before | {"Kraamzorg-Caresq-2031"}
    assert [row.state for row in report.rows if row.file == upload.path.name] == [State.NEW]
    assert steps[0] == "read"
    assert set(steps) == set(STAGES)
    undo_upload(upload)
    assert documents(fresh) == before
    assert traces(fresh) == files


def test_a_failing_ingest_leaves_all_as_it_was(fresh: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, files = documents(fresh), traces(fresh)
    upload = set_aside("kraamzorg.pdf", pdf(), tmp_path)

    def full(*_: object, **__: object) -> None:
        raise ReadingError("De schijf is vol. Maak ruimte.")

    monkeypatch.setattr("ingest.pipeline.write_generation", full)
    with pytest.raises(ReadingError, match="schijf is vol"):
        add_upload(upload, Stated())
    monkeypatch.undo()
    for name, value in fresh.environment.items():
        monkeypatch.setenv(name, value)
    assert documents(fresh) == before
    assert traces(fresh) == files


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("leeg.pdf", b"", "leeg"),
        ("groot.txt", b"x" * 1_000_001, "groter dan 1 MB"),
        ("virus.exe", b"MZ", "deze soort"),
        ("geen.pdf", b"geen pdf", r"geen\.pdf"),
        ("leeg.docx", b"PK\x03\x04rest", r"leeg\.docx"),
    ],
    ids=["empty", "large", "kind", "no-pdf", "no-docx"],
)
def test_what_cannot_be_used_is_refused_with_its_name(
    name: str, data: bytes, says: str, fresh: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INKOOPWIJZER_UPLOAD_MEGABYTES", "1")
    settings.cache_clear()
    with pytest.raises(ReadingError, match=says):
        set_aside(name, data, tmp_path)


def test_a_name_that_is_taken_is_refused(fresh: Site, tmp_path: Path) -> None:
    add_upload(set_aside("kraamzorg.pdf", pdf(), tmp_path), Stated())
    with pytest.raises(ReadingError, match="al een document met de naam kraamzorg"):
        set_aside("kraamzorg.txt", b"Andere tekst.", tmp_path)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\map\\Beleid.PDF", "Beleid.pdf"),
        ("....pdf", "document.pdf"),
        ("..", "document"),
        (".htaccess", "htaccess"),
        ("Één (1).docx", "Een-1.docx"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300), st.sampled_from(sorted(SUFFIXES)))
def test_no_name_leaves_its_folder(stem: str, suffix: str) -> None:
    safe = safe_name(stem + suffix)
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert len(Path(safe).stem) <= LONGEST_STEM
    assert safe.isascii()
