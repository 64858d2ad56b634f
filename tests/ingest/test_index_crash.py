"""A kill at any moment leaves the index as it was or as it should be; one writer at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.keep.index import BUILDING, write_lock
from ingest.pipeline import ingest, read_status
from retrieval.errors import IndexBusy
from retrieval.store import IndexReader

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, signal, sys
limit, index = int(sys.argv[1]), sys.argv[2]
seen = 0
def watch(event, args):
    global seen
    paths = [os.fsdecode(arg) for arg in args if isinstance(arg, (str, bytes, os.PathLike))]
    if event in WATCHED and any(index in path for path in paths):
        seen += 1
        if seen == limit:
            os.kill(os.getpid(), signal.SIGKILL)
WATCHED = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "sqlite3.connect", "shutil.copytree"}
sys.addaudithook(watch)
from ingest.pipeline import ingest
ingest()
print(seen)
"""
POINTS = 8
TEXT = "# Zorginkoopbeleid wijkverpleging 2026\n\nZilveren Kruis vraagt: {}.\n"


def run_and_kill(environment: dict[str, str], limit: int) -> subprocess.CompletedProcess[str]:
    """An ingest that kills itself (SIGKILL) at its n-th touch of the index folder; 0: never."""
    command = [sys.executable, "-c", KILLED, str(limit), environment["INKOOPWIJZER_INDEX"]]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.slow
def test_a_kill_leaves_the_index_as_before_or_as_after(index: Path, corpus: Path, environment: dict[str, str]) -> None:
    ingest()
    file = corpus / "policies" / "wijk.md"
    texts = ["bestuursverklaring", "kwaliteitsjaarbericht"]
    total = None
    for n in range(POINTS + 1):
        before, after = texts[n % 2], texts[(n + 1) % 2]
        file.write_text(TEXT.format(before), encoding="utf-8")
        ingest()
        file.write_text(TEXT.format(after), encoding="utf-8")
        limit = 0 if total is None else 1 + (n - 1) * (total - 1) // (POINTS - 1)
        done = run_and_kill(environment, limit)
        if total is None:
            assert done.returncode == 0, done.stderr
            total = int(done.stdout)
            assert total > POINTS
            continue
        assert done.returncode == -signal.SIGKILL, done.stderr[-1500:]
        reader = IndexReader.open(index)
        reader.verify()
        found = {word for word in (before, after) if reader.keyword(word, 3)}
        dense = {reader.chunk(id_).document_id for id_, _ in reader.dense("Wat vraagt Zilveren Kruis?", 9)}
        assert found in ({before}, {after}), (limit, total)
        assert dense == {"fysio", "mond", "wijk"}
        reader.close()
    ingest()
    assert not (index / BUILDING).exists()
    assert read_status().fault is None


def test_a_kill_of_the_first_ingest_leaves_no_index_and_does_not_stop_the_next(
    index: Path, environment: dict[str, str]
) -> None:
    assert run_and_kill(environment, 40).returncode == -signal.SIGKILL
    assert not (index / "CURRENT").exists()
    assert (index / BUILDING).exists()
    assert ingest().generation == "generation-0001"
    assert not (index / BUILDING).exists()


def test_a_second_writer_is_told_to_wait(index: Path) -> None:
    with write_lock(index), pytest.raises(IndexBusy, match=r"Wacht.*opnieuw"):
        ingest()
    assert ingest().generation


def test_old_generations_go_but_not_one_that_a_reader_holds(index: Path, corpus: Path) -> None:
    ingest()
    held = IndexReader.open(index)
    for n in range(4):
        (corpus / "policies" / "mond.txt").write_text(f"Inkoopkader mondzorg 2025 van DSW, druk {n}.", encoding="utf-8")
        ingest()
    names = sorted(path.name for path in index.glob("generation-*"))
    assert names == ["generation-0001", "generation-0004", "generation-0005"]
    assert held.keyword("tandarts", 3)
    held.close()
    ingest(rebuild=True)
    assert sorted(path.name for path in index.glob("generation-*")) == ["generation-0005", "generation-0006"]
