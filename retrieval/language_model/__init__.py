"""A language model as a second writer, behind the same checker as the extractive one.

Loads LangChain and a provider's package only when `INKOOPWIJZER_LLM` is set.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from retrieval.settings import settings

if TYPE_CHECKING:
    from retrieval.language_model.writing import ModelWriter


@cache
def model_writer() -> ModelWriter | None:
    """The writer of the model that the settings name; None without one.

    Raises:
        ModelError: the setting is wrong or the provider's package is missing.

    """
    chosen = settings()
    if not chosen.llm:
        return None
    from retrieval.language_model.connection import load_model
    from retrieval.language_model.writing import ModelWriter

    return ModelWriter(load_model(chosen), chosen)
