"""BM25 over passages or units, with bm25s.

Rows stand in the order of their ids, so that equal scores come out in the order
of ids. A mask leaves rows out before ranking. Text becomes tokens in `tokens`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 1.2
"""Saturation of repeated words; the usual value for short passages."""
B = 0.75
"""Weight of the length of a passage; the usual value."""
ROWS = "rows.json"


@cache
def _library() -> Any:
    """bm25s, imported at first use; it sets its own log to the last detail, which is no user's business."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


class KeywordIndex:
    """BM25 scores of rows, found by id. Immutable, so safe for threads."""

    def __init__(self, ids: tuple[str, ...], model: Any) -> None:
        self.ids = ids
        self._model = model
        self._row = {id_: row for row, id_ in enumerate(ids)}

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def build(cls, tokens: Mapping[Any, Sequence[str]]) -> KeywordIndex:
        """An index over the tokens of each id."""
        ids = tuple(sorted(tokens))
        vocabulary = {token: n for n, token in enumerate(sorted({t for row in tokens.values() for t in row}))}
        if not vocabulary:
            return cls(ids, None)
        bm25s = _library()
        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        rows = [[vocabulary[token] for token in tokens[id_]] for id_ in ids]
        model.index((rows, vocabulary), show_progress=False)
        return cls(ids, model)

    def save(self, folder: Path) -> None:
        """Write the index; `load` reads it."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._model is not None:
            self._model.save(folder, show_progress=False)
        (folder / ROWS).write_text(json.dumps({"ids": self.ids, "empty": self._model is None}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex:
        """Read an index.

        Raises:
            OSError, ValueError, KeyError: files are missing or broken; the caller knows which index it is.

        """
        rows = json.loads((folder / ROWS).read_text(encoding="utf-8"))
        if rows["empty"]:
            return cls(tuple(rows["ids"]), None)
        model = _library().BM25.load(folder, show_progress=False, mmap=True)
        if model.scores["num_docs"] != len(rows["ids"]):
            raise ValueError(f"{model.scores['num_docs']} rijen in BM25, {len(rows['ids'])} ids")
        return cls(tuple(rows["ids"]), model)

    def mask(self, allowed: Collection[str]) -> NDArray[np.bool_]:
        """True for the rows of the given ids; ids that are not in the index are left out."""
        import numpy as np

        mask = np.zeros(len(self.ids), dtype=bool)
        mask[[self._row[id_] for id_ in allowed if id_ in self._row]] = True
        return mask

    def search(
        self, tokens: Sequence[str], k: int, *, mask: NDArray[np.bool_] | None = None
    ) -> list[tuple[str, float]]:
        """The best k ids with their score, best first, ties by id; rows without any of the tokens never."""
        if self._model is None:
            return []
        known = self._model.get_tokens_ids(list(tokens))
        if not known:
            return []
        import numpy as np

        scores = self._model.get_scores_from_ids(known)
        hit = scores > 0 if mask is None else (scores > 0) & mask
        rows = np.flatnonzero(hit)
        order = rows[np.argsort(-scores[rows], kind="stable")][:k]
        return [(self.ids[row], float(scores[row])) for row in order]
