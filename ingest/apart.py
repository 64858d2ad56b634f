"""Reading a file in a process of its own, so that no file can hang, fill or end the one that serves people.

`Apart` starts one helper (`python -m ingest.apart`), which has the readers loaded
and forks a child for each file. A child may use so much memory and time and no
more; what it found comes back as JSON, never as code. How a file is read is
`ingest.passes`.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from retrieval.errors import ReadingError
from retrieval.settings import PROJECT_ROOT, settings
from retrieval.store.passages import adapter, to_json
from retrieval.types import Deadline, Document

log = logging.getLogger(__name__)

MEGABYTE = 1 << 20
SPARE = 256 * MEGABYTE
"""Memory that is opened to say that the memory is full."""
PATIENCE = 20
"""Times the computing time that a file may take in all: character recognition works in programs of its own."""
MOST_LETTERS, MOST_UNITS = 5_000_000, 50_000
"""Some 2,000 pages; a policy of 84 pages has 0.3 million letters."""
STEP = 0.005
"""Seconds between two looks whether a child is done."""
OUT_OF_TIME = "het lezen duurt langer dan {seconds} seconden"
OUT_OF_MEMORY = "het lezen vraagt meer dan {megabytes} MB geheugen"
TOO_DEEP = "de onderdelen zijn te diep in elkaar genest"
TOO_LONG = f"het is langer dan {MOST_LETTERS // 1_000_000} miljoen letters of telt meer dan {MOST_UNITS} onderdelen"
ENDED = "het lezen brak af"
EXAMPLE = """# Inkoopbeleid wijkverpleging 2026

## Planning

De organisatie reageert uiterlijk 1 mei 2026, binnen 6 weken.
"""
ADVICE = "Bewaar het opnieuw uit het programma waarin het is gemaakt, of splits het in kleinere bestanden."


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    document: Document
    deadlines: tuple[Deadline, ...]


class Apart:
    """Reads files, each in a process of its own. For one thread; the helper starts at the first file."""

    def __init__(self) -> None:
        self._helper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Apart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._helper is not None:
            self._helper.kill() if error else self._helper.communicate()
            self._helper.wait()
            self._helper = None

    def read(self, path: Path, *, name: str = "") -> Read:
        """The policy in a file; `name` is its id where the file's own name is not.

        Raises:
            ReadingError: it cannot be read, or not within the limits; Dutch.

        """
        if path.exists() and not path.is_file():
            raise ReadingError(f"{path.name} is geen gewoon bestand. Geef een bestand of een map.")
        with tempfile.TemporaryDirectory(prefix="inkoopwijzer-lezen-") as folder:
            result = Path(folder) / "result.json"
            fault = self._ordered(path, name, result)
            found: dict[str, Any] = json.loads(result.read_bytes()) if fault is None else {"limit": fault}
        if "error" in found:
            raise ReadingError(found["error"])
        if "fault" in found:
            raise RuntimeError(found["fault"])
        if "limit" in found:
            limits = {"seconds": settings().read_seconds, "megabytes": settings().read_megabytes}
            reason = found["limit"].format_map(limits)
            raise ReadingError(f"Het bestand {path.name} kan niet worden gelezen: {reason}. {ADVICE}")
        document: Document = adapter(Document).validate_python(found["document"])
        return Read(document, adapter(tuple[Deadline, ...]).validate_python(found["deadlines"]))

    def _ordered(self, path: Path, name: str, result: Path) -> str | None:
        """Have a file read; why there is no result, None when there is one."""
        helper = self._running()
        assert helper.stdin is not None
        assert helper.stdout is not None
        order = {"path": str(path.absolute()), "name": name, "result": str(result)}
        try:
            helper.stdin.write(json.dumps(order).encode() + b"\n")
            helper.stdin.flush()
            answer = helper.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            self._helper = None
            return ENDED
        fault: str | None = json.loads(answer)
        return fault

    def _running(self) -> subprocess.Popen[bytes]:
        if self._helper is None or self._helper.poll() is not None:
            command = [sys.executable, "-m", "ingest.apart"]
            self._helper = subprocess.Popen(  # noqa: S603 - this program itself
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT_ROOT, env=_environment()
            )
        return self._helper


def read_apart(path: Path) -> Read:
    """One file, read in a process of its own.

    Raises:
        ReadingError: it cannot be read, or not within the limits; Dutch.

    """
    with Apart() as apart:
        return apart.read(path)


def _environment() -> dict[str, str]:
    """The settings that reading depends on, wherever this process has them from."""
    own = settings()
    corpus = str(own.corpus.absolute())
    limits = {"READ_MEGABYTES": str(own.read_megabytes), "READ_SECONDS": str(own.read_seconds)}
    return {**os.environ, **{f"INKOOPWIJZER_{name}": value for name, value in {"CORPUS": corpus, **limits}.items()}}


# ---------------------------------------------------------------- the helper and its children


def main() -> int:
    """Read the files that the parent orders, one by one, until it closes the line."""
    _load_readers()
    for line in sys.stdin.buffer:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(_child(Path(order["path"]), order["name"], Path(order["result"])))
        sys.stdout.write(json.dumps(_outcome(child, Path(order["result"]))) + "\n")
        sys.stdout.flush()
    return 0


def _load_readers() -> None:
    """Load once what every child needs: the readers, and by reading an example all that loads at its first use."""
    import ingest.load.docx
    import ingest.load.html
    import ingest.load.pdf  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / "voorbeeld.md"
        example.write_text(EXAMPLE, encoding="utf-8")
        _read(example)


def _child(path: Path, name: str, result: Path) -> int:
    """Read one file within the limits and write what was found."""
    os.setsid()
    sys.stdin.close()
    os.dup2(2, 1)  # what a library prints is no answer to the parent
    memory = _limit()
    try:
        found = _read(path, name)
    except ReadingError as error:
        found = {"error": str(error)}
    except RecursionError:
        found = {"limit": TOO_DEEP}
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (memory + SPARE, memory + SPARE))
        found = {"limit": OUT_OF_MEMORY}
    except Exception:  # noqa: BLE001 - whatever it is, the parent is told
        found = {"fault": traceback.format_exc()}
    result.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return 0


def _read(path: Path, name: str = "") -> dict[str, Any] | str:
    from ingest.meaning.deadlines import find_deadlines
    from ingest.meaning.recognise import described
    from ingest.passes import read_document

    document = described(read_document(path, name=name), path)
    if len(document.text) > MOST_LETTERS or sum(len(chunk.units) for chunk in document.chunks) > MOST_UNITS:
        return {"limit": TOO_LONG}
    deadlines = ", ".join(map(to_json, find_deadlines(document)))
    return f'{{"document": {to_json(document)}, "deadlines": [{deadlines}]}}'


def _limit() -> int:
    """Hold this process to its memory and computing time; the bytes it may have."""
    pages = (
        int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]) if Path("/proc/self/statm").exists() else 0
    )
    memory = pages * resource.getpagesize() + settings().read_megabytes * MEGABYTE
    seconds = settings().read_seconds
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + SPARE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return memory


def _outcome(child: int, result: Path) -> str | None:
    """Wait for a child; why it has no result, None when it has one. Its whole group ends with it."""
    end = time.monotonic() + settings().read_seconds * PATIENCE
    parent = os.getppid()
    late = False
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        late = late or time.monotonic() > end or os.getppid() != parent
        if late:
            os.kill(child, signal.SIGKILL)
        time.sleep(STEP)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}):
        return OUT_OF_TIME
    if status == 0 and result.exists():
        return None
    # A library in C that gets no memory ends the process.
    return OUT_OF_MEMORY if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGABRT else ENDED


if __name__ == "__main__":
    sys.exit(main())
