"""No file can hang, fill or end the process that serves people: each kind that did, read within limits."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.apart import Apart
from ingest.keep.index import write_lock
from ingest.pipeline import ingest
from ingest.report import State
from retrieval.errors import ReadingError
from retrieval.settings import settings

SECONDS, MEGABYTES = "2", "200"
LATE = f"langer dan {SECONDS} seconden"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*objects: str) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def turning_pdf(path: Path) -> None:
    """An object that is a reference to itself."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox 4 0 R/Contents 5 0 R>>"
    content = "<</Length 0>>\nstream\n\nendstream"
    tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    path.write_bytes(pdf("<</Type/Catalog/Pages 2 0 R>>", tree, page, "4 0 R", content))


def wide_html(path: Path) -> None:
    row = "<tr>" + '<td colspan="200" rowspan="200">a</td>' * 60 + "</tr>"
    path.write_text(f"<html><body><table>{row * 200}</table></body></html>", encoding="utf-8")


def deep_html(path: Path) -> None:
    path.write_text("<html><body>" + "<ul><li>" * 1000 + "x", encoding="utf-8")


def long_line(path: Path) -> None:
    path.write_text("Inkoopbeleid " * 1_900_000, encoding="utf-8")


def many_paragraphs(path: Path) -> None:
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 600_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')


@pytest.fixture
def limits(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little time and memory for a file."""
    monkeypatch.setenv("INKOOPWIJZER_READ_SECONDS", SECONDS)
    monkeypatch.setenv("INKOOPWIJZER_READ_MEGABYTES", MEGABYTES)
    settings.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "write", "reason"),
    [
        pytest.param("rond.pdf", turning_pdf, f"{LATE}|beschadigd", id="object-of-itself"),
        pytest.param("breed.html", wide_html, f"{LATE}|meer dan 200 MB", id="cells"),
        pytest.param("diep.html", deep_html, f"te diep in elkaar genest|{LATE}", id="nesting"),
        pytest.param("regel.md", long_line, f"{LATE}|meer dan 200 MB", id="one-line"),
        pytest.param("veel.docx", many_paragraphs, f"{LATE}|meer dan 200 MB|beschadigd", id="unfolding"),
    ],
)
def test_a_hostile_file_costs_no_more_than_its_limits_and_the_next_is_read(
    limits: None, tmp_path: Path, name: str, write: Callable[[Path], None], reason: str
) -> None:
    write(tmp_path / name)
    (tmp_path / "goed.md").write_text("# Inkoopbeleid\n\nReageer binnen 6 weken.\n", encoding="utf-8")
    with Apart() as apart:
        with pytest.raises(ReadingError, match=rf"{name} .*({reason}).*\."):
            apart.read(tmp_path / name)
        assert "6 weken" in apart.read(tmp_path / "goed.md").document.text


def test_an_ingest_names_the_hostile_file_indexes_the_others_and_frees_the_lock(
    limits: None, index: Path, corpus: Path
) -> None:
    deep_html(corpus / "policies" / "diep.html")
    report = ingest()
    assert [(row.file, row.state) for row in report.failed] == [("diep.html", State.FAILED)]
    assert len(report.rows) == 4
    with write_lock(index):
        pass


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"])
def test_what_never_ends_is_not_read(index: Path, corpus: Path, make: Callable[[Path], None]) -> None:
    path = corpus / "policies" / "stroom.md"
    make(path)
    report = ingest([path, corpus / "policies" / "wijk.md"])
    assert [row.remark for row in report.failed] == ["stroom.md is geen gewoon bestand. Geef een bestand of een map."]


def test_a_reader_that_is_killed_is_said_and_started_anew(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "goed.md"
    path.write_text("# Inkoopbeleid\n\nReageer binnen 6 weken.\n", encoding="utf-8")
    with Apart() as apart:
        apart.read(path)
        assert apart._helper
        apart._helper.kill()
        apart._helper.wait()
        assert apart.read(path).document.chunks
