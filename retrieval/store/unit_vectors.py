"""A vector for every unit: which sentence, item or row of a passage is nearest in meaning to a question.

One matrix in half precision beside the words of the generation, a row per unit
in the order of the unit rows of keyword search. Compared only for the units of
passages that were found; nothing is searched here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embedder import NamedEmbeddings
from retrieval.types import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "keyword/unit-vectors.npy"
KEYS = "keyword/unit-vectors.keys"
"""Hash of the text of each row, so that the next generation embeds only what is new."""
KEY_BYTES = 16
BATCH = 64
"""Texts embedded between two steps of the progress bar."""


def unit_text(unit: Unit) -> str:
    """What is embedded of a unit: its heading, the last line of its lead-in, its words."""
    heading = unit.section[-1] if unit.section else ""
    lead = unit.lead.split("\n")[-1]
    return ": ".join(part for part in (heading, f"{lead} {unit.text}".strip()) if part)


class UnitVectors:
    """The vectors of one generation, by unit id. Immutable, so safe for threads."""

    def __init__(self, ids: Sequence[str], matrix: NDArray[np.float16]) -> None:
        if len(ids) != len(matrix):
            raise ValueError(f"{len(matrix)} vectoren voor {len(ids)} eenheden")
        self._row = {id_: row for row, id_ in enumerate(ids)}
        self._matrix = matrix

    @classmethod
    def load(cls, folder: Path, ids: Sequence[str]) -> UnitVectors:
        """The vectors in a generation's folder; `ids` in the order of the rows.

        Raises:
            OSError, ValueError: the file is missing or broken.

        """
        import numpy as np

        return cls(ids, np.load(folder / FILE, mmap_mode="r", allow_pickle=False))

    def similarities(self, vector: Sequence[float], unit_ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of each of these units with a question's vector."""
        import numpy as np

        known = [id_ for id_ in unit_ids if id_ in self._row]
        if not known:
            return {}
        rows = self._matrix[[self._row[id_] for id_ in known]].astype(np.float32)
        found = rows @ np.asarray(vector, dtype=np.float32)
        return {id_: round(float(value), 6) for id_, value in zip(known, found, strict=True)}


def write_unit_vectors(
    folder: Path,
    units: Sequence[Unit],
    *,
    embedding: NamedEmbeddings,
    base: Path | None,
    step: Callable[[int, int], None],
) -> None:
    """Write the vectors of all units in order of their ids; what `base`, another generation, has is not embedded.

    `step` is called with the texts embedded and to embed.
    """
    import numpy as np

    texts = {unit.id: unit_text(unit) for unit in sorted(units, key=lambda unit: unit.id)}
    known = _by_text(base) if base else {}
    fresh = sorted({text for text in texts.values() if _key(text) not in known})
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        vectors = np.asarray(embedding.embed_documents(batch), dtype=np.float16)
        known.update((_key(text), vector) for text, vector in zip(batch, vectors, strict=True))
        step(start + len(batch), len(fresh))
    keys = [_key(text) for text in texts.values()]
    matrix = np.stack([known[key] for key in keys]) if keys else np.zeros((0, 1), dtype=np.float16)
    np.save(folder / FILE, matrix)
    (folder / KEYS).write_bytes(b"".join(keys))


def _by_text(folder: Path) -> dict[bytes, NDArray[np.float16]]:
    """Vectors by the hash of their text; empty when the generation has none that can be read."""
    import numpy as np

    try:
        keys = (folder / KEYS).read_bytes()
        matrix = np.load(folder / FILE, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError):
        return {}
    cuts = [keys[at : at + KEY_BYTES] for at in range(0, len(keys), KEY_BYTES)]
    return dict(zip(cuts, matrix, strict=True)) if len(cuts) == len(matrix) else {}


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:KEY_BYTES]
