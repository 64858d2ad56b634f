"""Which collections on a Chroma server are this index's own, so that only those are ever removed.

Written down before a collection is made: what a killed writer leaves is swept by
the next. A copy of the folder takes the journal along but is not the folder that
wrote it, so it never removes what the first one still uses.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from retrieval.errors import IndexDamaged, SettingsError
from retrieval.settings import settings
from retrieval.store import layout
from retrieval.store.vectors import VectorsError, drop_collection

log = logging.getLogger(__name__)

JOURNAL = "collections.json"


def remember(index: Path, collection: str) -> None:
    """Write down a collection that is about to be made."""
    _write(index, [*own(index), collection])


def own(index: Path) -> list[str]:
    """The collections that this very folder made; none in a copy of it."""
    try:
        data = json.loads((index / JOURNAL).read_text(encoding="utf-8"))
        return [str(name) for name in data["collections"]] if data["owner"] == _owner(index) else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def sweep(index: Path) -> None:
    """Remove the own collections that no generation of the folder uses; what cannot be removed now is tried again."""
    url = settings().chroma_url
    known = own(index)
    if not url or not known:
        return
    try:
        used = {layout.read_manifest(index, folder.name).collection for folder in index.glob("generation-*")}
    except IndexDamaged:
        return  # what a broken generation uses is not known
    left = []
    for name in known:
        try:
            if name not in used:
                drop_collection(url, name)
                continue
        except (SettingsError, VectorsError) as error:
            log.warning("De verzameling %s op de Chroma-server is nog niet opgeruimd: %s", name, error)
        left.append(name)
    if left != known:
        _write(index, left)


def _owner(index: Path) -> str:
    """What tells a folder from a copy of it."""
    state = index.stat()
    return f"{index.resolve()}:{state.st_dev}:{state.st_ino}"


def _write(index: Path, collections: Sequence[str]) -> None:
    beside = index / f"{JOURNAL}.new"
    data = {"owner": _owner(index), "collections": list(collections)}
    beside.write_text(json.dumps(data, indent=1), encoding="utf-8")
    beside.replace(index / JOURNAL)
