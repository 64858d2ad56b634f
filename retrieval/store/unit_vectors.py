"""A vector for every unit: which sentence, item or row of a passage is nearest in meaning to a question.

One matrix in half precision beside the words of the generation, a row per unit
in the order of the unit rows of keyword search. Compared only for the units of
passages that were found; nothing is searched here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.embedder import NamedEmbeddings
from retrieval.types import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = "keyword/unit-vectors.npy"


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

    def row(self, unit_id: str) -> NDArray[np.float16] | None:
        """The vector of a unit, or None."""
        place = self._row.get(unit_id)
        return None if place is None else self._matrix[place]

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
    folder: Path, units: Sequence[Unit], *, embedding: NamedEmbeddings, base: UnitVectors | None
) -> None:
    """Write the vectors of all units in order of their ids; those that `base` has are not embedded again."""
    import numpy as np

    ordered = sorted({unit.id: unit for unit in units}.values(), key=lambda unit: unit.id)
    known = {unit.id: base.row(unit.id) if base else None for unit in ordered}
    fresh = [unit for unit in ordered if known[unit.id] is None]
    embedded = embedding.embed_documents([unit_text(unit) for unit in fresh]) if fresh else []
    made = {unit.id: np.asarray(vector, dtype=np.float16) for unit, vector in zip(fresh, embedded, strict=True)}
    rows = [made.get(unit.id, known[unit.id]) for unit in ordered]
    matrix = np.stack([row for row in rows if row is not None]) if rows else np.zeros((0, 1), dtype=np.float16)
    np.save(folder / FILE, matrix)
