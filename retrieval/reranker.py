"""An optional cross-encoder that reads question and passage together and puts the passages in its order.

Off by default (INKOOPWIJZER_RERANKER): it costs tens of milliseconds a passage, and what is in the box is measured
without it. The scores of the search stay as they are and change hands, so that what weighs them later sees one scale.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from retrieval.errors import SettingsError
from retrieval.settings import settings

LOG = logging.getLogger(__name__)


class Reranker:
    """A sentence-transformers cross-encoder, by hub name or folder. Safe for threads."""

    def __init__(self, model: str) -> None:
        self._lock = Lock()
        self._model = _load(model)

    def order(self, question: str, texts: Sequence[str]) -> list[int]:
        """The places of the texts, the best first; equal ones as they came."""
        if not texts:
            return []
        with self._lock:
            scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return sorted(range(len(texts)), key=lambda place: (-round(float(scores[place]), 6), place))


def reranker() -> Reranker | None:
    """The one that the settings name, loaded once; None when they name none.

    Raises:
        SettingsError: the package or the model is not there.

    """
    name = settings().reranker
    return _loaded(name) if name else None


@lru_cache(maxsize=1)
def _loaded(name: str) -> Reranker:
    return Reranker(name)


def _load(model: str) -> Any:
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as error:
        raise SettingsError(
            "INKOOPWIJZER_RERANKER vraagt een model van sentence-transformers, maar dat pakket is er niet. "
            "Installeer het met: pip install 'inkoopwijzer[sentence-transformers]'."
        ) from error
    try:
        LOG.info("loading the cross-encoder")
        return CrossEncoder(model, device="cpu")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise SettingsError(
            f"Het model {model!r} (INKOOPWIJZER_RERANKER) kan niet worden geladen. "
            "Kijk of de naam of de map klopt en of het model al is opgehaald."
        ) from error
