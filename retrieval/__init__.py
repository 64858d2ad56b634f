"""Questions about Dutch care-procurement policies, answered with checked figures.

The public names are loaded on first use, so that `import retrieval` stays cheap.
Nothing inside the package imports from this module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.checker import check_answer
    from retrieval.figures.find import find_figures
    from retrieval.figures.values import Bound, Figure, FigureKind
    from retrieval.pipeline import PolicyAssistant
    from retrieval.types import (
        Answer,
        CheckReport,
        Citation,
        Deadline,
        Derivation,
        FigureCheck,
        Passage,
        Scope,
        Status,
        Turn,
        Verdict,
    )

__all__ = [
    "Answer",
    "Bound",
    "CheckReport",
    "Citation",
    "Deadline",
    "Derivation",
    "Figure",
    "FigureCheck",
    "FigureKind",
    "Passage",
    "PolicyAssistant",
    "Scope",
    "Status",
    "Turn",
    "Verdict",
    "check_answer",
    "find_figures",
]

HOMES = {
    "Bound": "retrieval.figures.values",
    "Figure": "retrieval.figures.values",
    "FigureKind": "retrieval.figures.values",
    "PolicyAssistant": "retrieval.pipeline",
    "check_answer": "retrieval.checker",
    "find_figures": "retrieval.figures.find",
}
"""Public name → module, where it is not `retrieval.types`."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES.get(name, "retrieval.types")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
