"""Vectors without a model, for measuring size: sums of pseudo-random vectors of the words.

Texts that share words lie near each other, and nothing else is known of meaning.
Recall measured with them is that of wording alone; time and memory of storing
and searching are those of any model with as many dimensions.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from eval.text import words_of
from retrieval.embedder import NamedEmbeddings

DIMENSIONS = 384
"""As many as multilingual-e5-small has."""


class HashedEmbeddings(NamedEmbeddings):
    """Deterministic bag-of-words vectors of length 1."""

    name = f"hashed-{DIMENSIONS}"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Vector of any text."""
        import numpy as np

        total = sum((_word_vector(word) for word in words_of(text)), start=np.zeros(DIMENSIONS, dtype=np.float32))
        length = float(np.linalg.norm(total)) or 1.0
        vector: list[float] = (total / length).tolist()
        return vector


@lru_cache(maxsize=50_000)
def _word_vector(word: str) -> Any:
    import numpy as np

    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
    return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
