"""A private copy of a folder of the index, for an engine that writes in what it reads.

Chroma changes its files when it opens them. A generation never changes, may be
sealed with hashes and may stand on a disk that is only to be read, so each
reader lets Chroma work in a copy of its own. Copies of processes that were
killed are removed by the next one.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from retrieval.store.layout import LEASE, hold_lease, is_leased

PREFIX = "inkoopwijzer-vectors-"


class Scratch:
    """A temporary copy of a folder, gone at `remove`."""

    def __init__(self, source: Path) -> None:
        _sweep()
        self._root = Path(tempfile.mkdtemp(prefix=PREFIX))
        (self._root / LEASE).touch()
        self._lease = hold_lease(self._root)
        self.folder = self._root / source.name
        try:
            shutil.copytree(source, self.folder, copy_function=shutil.copyfile)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Delete the copy."""
        shutil.rmtree(self._root, ignore_errors=True)
        self._lease.close()


def _sweep() -> None:
    """Remove the copies that no process holds; of another user's nothing can be removed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if (folder / LEASE).exists() and not is_leased(folder):
            shutil.rmtree(folder, ignore_errors=True)
