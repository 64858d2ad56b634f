"""The learned weights of relevance and of confidence, and the bounds between the three ways out of a question.

`weights/relevance.json` is written by `python -m eval train` and says on what it was learned and with what effect.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.models.encoder import WEIGHTS

RELEVANCE = "relevance.json"


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by the name of the feature or sign."""

    features: Mapping[str, float]
    """Of a unit: see `retrieval.answer.rank`."""
    signs: Mapping[str, float]
    """Of an answer: see `retrieval.answer.certainty`; log-odds."""
    bias: float
    near: float
    """Probability below which nothing is shown as an answer."""
    sure: float
    """Probability from which an answer is given without a warning."""


@cache
def learned(folder: Path = WEIGHTS) -> Learned:
    """The weights that the program ships."""
    data = json.loads((folder / RELEVANCE).read_text(encoding="utf-8"))
    confidence = data["confidence"]
    return Learned(data["features"], confidence["signs"], confidence["bias"], confidence["near"], confidence["sure"])


def is_sure(confidence: float) -> bool:
    """Whether an answer may be given without a warning."""
    return confidence >= learned().sure
