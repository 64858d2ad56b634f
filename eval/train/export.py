"""Trained weights to what the program ships: one ONNX graph in 8 bits, and facts with a hash of it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor

from eval.train.encoder import TrainedEncoder
from retrieval.models.encoder import FACTS, MODEL

NAME = "inkoop-e5-small"
OPSET = 17


class _Graph(torch.nn.Module):
    """Ids and mask to token vectors, vectors of the texts and weights of the tokens."""

    def __init__(self, model: TrainedEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.model.base(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.model.heads(states, mask.float())


def export(model: TrainedEncoder, folder: Path) -> None:
    """Write the encoder into a folder, in place of the one there; the tokenizer stays."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    example = torch.tensor([[0, 10, 11, 12, 2]])
    names = {"inputs": ["ids", "mask"], "outputs": ["tokens", "vector", "weights"]}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / MODEL
        torch.onnx.export(
            _Graph(model.eval()),
            (example, torch.ones_like(example)),
            str(whole),
            input_names=names["inputs"],
            output_names=names["outputs"],
            dynamic_axes={
                **{name: {0: "text", 1: "token"} for name in ("ids", "mask", "tokens", "weights")},
                "vector": {0: "text"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True)
    digest = hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()
    (folder / FACTS).write_text(json.dumps({"name": NAME, "sha256": digest}, indent=1) + "\n", encoding="utf-8")
