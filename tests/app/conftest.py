"""A corpus and an index of three tiny invented policies, for the pages in-process and in a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 40
"""How long a server may take to answer."""

VGZ = """# Inkoopbeleid wijkverpleging 2031 VGZ

Versie 1.1, 4 april 2030

## 1 Planning

De zorgaanbieder tekent de overeenkomst uiterlijk 3 maart 2031 in het portaal.

| Datum | Actie |
| --- | --- |
| 12 januari 2031 | VGZ stuurt het aanbod aan de zorgaanbieder |
| 20 mei 2020 | VGZ publiceert de evaluatie van de vorige ronde |

## 2 Eisen

Een wijkteam heeft minimaal 14 verpleegkundigen in dienst.

Op een klacht van een cliënt reageert de zorgaanbieder binnen 6 weken.
"""

ZZ_OLD = """# Zorginkoopbeleid wijkverpleging 2030 Zorg en Zekerheid

## 1 Planning

De zorgaanbieder tekent de overeenkomst uiterlijk 15 februari 2030 via het webformulier.

## 2 Eisen

Een wijkteam heeft minimaal 9 verpleegkundigen in dienst.
"""

ZZ_NEW = """# Zorginkoopbeleid wijkverpleging 2031 Zorg en Zekerheid

## 1 Planning

De zorgaanbieder tekent de overeenkomst uiterlijk 28 februari 2031 via het webformulier.

## 2 Eisen

Een wijkteam heeft minimaal 11 verpleegkundigen in dienst.
"""

POLICIES = {"vgz-wijk-2031.md": VGZ, "zz-wijk-2030.md": ZZ_OLD, "zz-wijk-2031.md": ZZ_NEW}


@dataclass(frozen=True)
class Site:
    """Where a test installation keeps its things, as environment of a process."""

    corpus: Path
    index: Path
    feedback: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "INKOOPWIJZER_CORPUS": str(self.corpus),
            "INKOOPWIJZER_INDEX": str(self.index),
            "INKOOPWIJZER_FEEDBACK": str(self.feedback),
            "INKOOPWIJZER_MEMORY": str(self.feedback.with_name("memory.sqlite")),
        }


def make_site(folder: Path) -> Site:
    """A corpus with the trade's data files and the tiny policies, not yet indexed."""
    corpus = folder / "corpus"
    (corpus / "policies").mkdir(parents=True)
    for data in (ROOT / "corpus").glob("*.toml"):
        if data.name != "documents.toml":
            shutil.copy(data, corpus)
    for name, text in POLICIES.items():
        (corpus / "policies" / name).write_text(text, encoding="utf-8")
    return Site(corpus, folder / "index", folder / "feedback.sqlite")


def run_ingest(site: Site) -> None:
    subprocess.run(
        [sys.executable, "-m", "ingest"], cwd=ROOT, env=os.environ | site.environment, check=True, capture_output=True
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An indexed installation."""
    made = make_site(tmp_path_factory.mktemp("site"))
    run_ingest(made)
    return made


@pytest.fixture(scope="session")
def server(site: Site) -> Iterator[str]:
    """The address of a running server on the tiny index."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.address=127.0.0.1",
         "--server.headless=true", "--server.fileWatcherType=none"],
        cwd=ROOT, env=os.environ | site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server stopped"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not start")
