"""Vectors of the tokens of every passage, and which of them belong to which unit: how well a unit answers a question.

One matrix of bytes beside the words of the generation. Compared only for the units of passages that were found;
nothing is searched here. Late interaction (Khattab & Zaharia, ColBERT, 2020): each token of the question looks for
its best match in the unit; the score is their mean, weighted by how much each token matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.models.encoder import TOKEN_SCALE, EncodedQuestion, Read
from retrieval.types import Chunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TokensOf = tuple["NDArray[np.int8]", "NDArray[np.int32]"]
"""The token vectors of one passage, and rows of (place of the unit, first token, behind the last)."""
TOKENS = "keyword/token-vectors.npy"
SPANS = "keyword/token-spans.npz"


class TokenVectors:
    """The token vectors of one generation. Immutable, so safe for threads."""

    def __init__(
        self, tokens: NDArray[np.int8], starts: NDArray[np.int64], spans: NDArray[np.int32], ids: Sequence[str]
    ) -> None:
        self._tokens = tokens
        self._starts = starts
        self._spans = spans
        self._row = {id_: row for row, id_ in enumerate(ids)}

    @classmethod
    def load(cls, folder: Path) -> TokenVectors:
        """The vectors in a generation's folder.

        Raises:
            OSError, ValueError, KeyError: a file is missing or broken.

        """
        import numpy as np

        with np.load(folder / SPANS, allow_pickle=False) as kept:
            starts, spans, ids = kept["starts"], kept["spans"], kept["ids"].tolist()
        return cls(np.load(folder / TOKENS, mmap_mode="r", allow_pickle=False), starts, spans, ids)

    def scores(self, question: EncodedQuestion, chunks: Sequence[Chunk]) -> dict[str, float]:
        """How well each unit of these passages answers, by unit id: about 0 to 1, in single precision."""
        import numpy as np

        kept = [(chunk, *self.of(str(chunk.id))) for chunk in chunks]
        if not kept:
            return {}
        tokens = np.concatenate([tokens for _, tokens, _ in kept]).astype(np.float32) / TOKEN_SCALE
        matches = np.vstack([tokens @ question.tokens.T, np.full((1, len(question.weights)), -1.0, np.float32)])
        found: dict[str, float] = {}
        first = 0
        for chunk, own, spans in kept:
            best = _best_matches(matches, spans + np.asarray([0, first, first]), len(chunk.units))
            values = best @ question.weights
            found.update(zip((str(unit.id) for unit in chunk.units), (round(float(v), 6) for v in values), strict=True))
            first += len(own)
        return found

    def of(self, chunk_id: str) -> TokensOf:
        """What is kept of one passage. KeyError when it is not there."""
        import numpy as np

        row = self._row[chunk_id]
        low, high = np.searchsorted(self._spans[:, 0], [row, row + 1])
        return self._tokens[self._starts[row] : self._starts[row + 1]], self._spans[low:high, 1:]


def _best_matches(matches: NDArray[np.float32], spans: NDArray[np.int64], units: int) -> NDArray[np.float32]:
    """Per unit the best match of each token of the question, among the spans of tokens that are the unit's own.

    The last row of `matches` is the least there can be, for a unit without tokens.
    """
    import numpy as np

    best = np.repeat(matches[-1:], units, axis=0)
    spans = spans[spans[:, 2] > spans[:, 1]]
    if len(spans):
        of_spans = np.maximum.reduceat(matches, spans[:, 1:].ravel(), axis=0)[::2]
        np.maximum.at(best, spans[:, 0], of_spans)
    return best


def tokens_of(read: Read) -> TokensOf:
    """What is kept of a passage that was read."""
    import numpy as np

    spans = [(place, *span) for place, unit in enumerate(read.units) for span in unit]
    return read.tokens, np.asarray(spans, dtype=np.int32).reshape(-1, 3)


def write_token_vectors(folder: Path, kept: Mapping[str, TokensOf]) -> None:
    """Write the token vectors of all passages, by chunk id."""
    import numpy as np

    ids = sorted(kept)
    starts = np.cumsum([0, *(len(kept[id_][0]) for id_ in ids)], dtype=np.int64)
    spans = [np.insert(kept[id_][1], 0, row, axis=1) for row, id_ in enumerate(ids)]
    np.save(folder / TOKENS, np.concatenate([kept[id_][0] for id_ in ids]) if ids else np.zeros((0, 1), dtype=np.int8))
    np.savez(
        folder / SPANS,
        starts=starts,
        spans=np.concatenate(spans) if ids else np.zeros((0, 4), dtype=np.int32),
        ids=np.asarray(ids, dtype=np.str_),
    )
