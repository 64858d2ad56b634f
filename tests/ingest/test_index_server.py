"""The same index with its vectors on a Chroma server, a real one that the test starts."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest, read_status
from retrieval.errors import SettingsError
from retrieval.settings import settings
from retrieval.store import IndexReader, Where

PATIENCE = 60
"""Seconds a server may take to start."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of a Chroma server."""
    port = free_port()
    chroma = Path(sys.executable).with_name("chroma")
    command = [str(chroma), "run", "--path", str(tmp_path_factory.mktemp("server")), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(PATIENCE * 5):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("de Chroma-server start niet")


def collections(url: str) -> set[str]:
    import chromadb

    client = chromadb.HttpClient(host="127.0.0.1", port=int(url.rsplit(":", 1)[1]))
    return {collection.name for collection in client.list_collections()}


@pytest.mark.slow
def test_an_index_on_a_server(
    index: Path, corpus: Path, server: tuple[str, subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, process = server
    ingest()
    local = IndexReader.open(index).dense("Wie tekent de overeenkomst?", 9)
    monkeypatch.setenv("INKOOPWIJZER_CHROMA_URL", address)
    settings.cache_clear()
    report = ingest(rebuild=True)
    assert report.embedded == 0
    reader = IndexReader.open(index)
    assert not (index / report.generation / "chroma").exists()
    remote = reader.dense("Wie tekent de overeenkomst?", 9)
    assert [id_ for id_, _ in remote] == [id_ for id_, _ in local]
    assert {reader.chunk(id_).document_id for id_, _ in reader.dense("zorg", 9, Where(year=2026))} == {"wijk"}
    for n in range(3):
        (corpus / "policies" / "mond.txt").write_text(f"Inkoopkader mondzorg 2025 van DSW, druk {n}.", encoding="utf-8")
        last = ingest()
        reader = reader.refresh()
    assert reader.generation == last.generation
    assert {name.rsplit("-", 1)[1] for name in collections(address)} == {"0004", "0005"}
    assert read_status().fault is None
    process.terminate()
    process.wait()
    with pytest.raises(SettingsError, match="antwoordt niet"):
        reader.dense("zorg", 3)


@pytest.mark.slow
def test_a_server_that_is_not_there_is_said(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKOOPWIJZER_CHROMA_URL", f"http://127.0.0.1:{free_port()}")
    settings.cache_clear()
    with pytest.raises(SettingsError, match="INKOOPWIJZER_CHROMA_URL"):
        ingest()
    assert not (index / "CURRENT").exists()
