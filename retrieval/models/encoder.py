"""The trained encoder: one pass over a text gives its vector and a small vector for each of its tokens.

`weights/` holds multilingual-e5-small with its vocabulary cut to Dutch and its upper layers trained on questions about
procurement policies (see weights/CARD.md), in 8 bits for onnxruntime. Texts are encoded one at a time: in 8 bits the
company that a text keeps in a batch would change its numbers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from retrieval.errors import SettingsError
from retrieval.models.layout import QUESTION

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights")
MODEL, TOKENIZER, FACTS = "encoder.onnx", "tokenizer.json", "encoder.json"
LONGEST_PASSAGE, LONGEST_QUESTION = 384, 64
"""Tokens that are read; passages in training had at most 320, questions 64."""
TOKEN_SCALE = 127
"""Token vectors have length 1; each number is kept in a byte."""
THREADS = 2


@dataclass(frozen=True, slots=True)
class Encoded:
    """A passage: its vector (384 numbers, length 1), one for each token (n × 96 bytes), and where each token stands."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.int8]
    spans: tuple[tuple[int, int], ...]
    """Per token its first letter and the one behind its last; (0, 0) for tokens that stand for no letters."""


@dataclass(frozen=True, slots=True)
class Read:
    """A passage that was read: its vector, its tokens' vectors in bytes, and per unit which tokens are its own."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.int8]
    units: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class EncodedQuestion:
    """A question: its vector, a vector for each token (n × 96 numbers, length 1), and how much each token matters."""

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    weights: NDArray[np.float32]
    """They sum to 1."""


class Encoder:
    """The model, loaded at the first text. Safe for threads."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self._folder = folder
        self._lock = Lock()
        self._loaded: tuple[Any, Any] | None = None

    @property
    def name(self) -> str:
        """The model's name with a hash of its weights: vectors of two trainings never meet."""
        return _name_of(self._folder)

    def passage(self, text: str) -> Encoded:
        """A passage as `layout.lay_out` wrote it."""
        tokens, vector, _, spans = self._run(text, LONGEST_PASSAGE)
        return Encoded(vector, in_bytes(tokens), spans)

    def question(self, text: str) -> EncodedQuestion:
        """A question that stands alone."""
        import numpy as np

        tokens, vector, weights, _ = self._run(QUESTION + text, LONGEST_QUESTION)
        shares = np.exp(weights - weights.max())
        return EncodedQuestion(vector, tokens, shares / shares.sum())

    def _run(
        self, text: str, longest: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], tuple[tuple[int, int], ...]]:
        import numpy as np

        session, tokenizer = self._parts()
        read = tokenizer.encode(text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8"))
        ids = [*read.ids[: longest - 1], read.ids[-1]] if len(read.ids) > longest else read.ids
        given = np.asarray([ids], dtype=np.int64)
        tokens, vector, weights = session.run(None, {"ids": given, "mask": np.ones_like(given)})
        return tokens[0], vector[0], weights[0], tuple(read.offsets[: len(ids)])

    def _parts(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._folder)
            return self._loaded


def in_bytes(tokens: NDArray[np.float32]) -> NDArray[np.int8]:
    """Vectors of length 1, each number in a byte."""
    import numpy as np

    return np.rint(tokens * TOKEN_SCALE).astype(np.int8)


@cache
def bundled() -> Encoder:
    """The encoder that the program ships with, once for the process."""
    return Encoder()


@cache
def _name_of(folder: Path) -> str:
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    return f"{facts['name']}@{facts['sha256'][:12]}"


def _load(folder: Path) -> tuple[Any, Any]:
    try:
        import onnxruntime
        from tokenizers import Tokenizer

        expected = json.loads((folder / FACTS).read_text(encoding="utf-8"))["sha256"]
        weights = (folder / MODEL).read_bytes()
        if hashlib.sha256(weights).hexdigest() != expected:
            raise SettingsError(
                f"Het meegeleverde taalmodel in {folder} is beschadigd. Installeer het programma opnieuw."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        return session, Tokenizer.from_file(str(folder / TOKENIZER))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"Het meegeleverde taalmodel kan niet worden geladen: {error}. Installeer de pakketten opnieuw."
        ) from error
