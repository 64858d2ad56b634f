"""The Dutch words that the pages, downloads and exports share.

Labels that stand on one page only are written on that page; what `ask()` says
itself (answers, notices, refusals) is in `wording.py`. Nothing here depends on
Streamlit.
"""

from __future__ import annotations

from typing import Literal

from retrieval.figures.values import FigureKind
from retrieval.types import Origin

Part = Literal["insurer", "care_type", "year"]
"""A part of a scope that a reader can choose."""


ORIGINS: dict[Origin, str] = {
    "question": "stond in uw vraag",
    "history": "uit het gesprek hiervoor",
    "choice": "door u gekozen",
    "default": "aangenomen",
}

KINDS: dict[FigureKind, str] = {
    FigureKind.DATE: "datum",
    FigureKind.MONTH: "maand",
    FigureKind.YEAR: "jaar",
    FigureKind.PERIOD: "periode",
    FigureKind.TIME: "tijd",
    FigureKind.DURATION: "termijn",
    FigureKind.PERCENTAGE: "percentage",
    FigureKind.COUNT: "aantal",
    FigureKind.MONEY: "bedrag",
    FigureKind.PHONE: "telefoonnummer",
    FigureKind.IDENTIFIER: "nummer",
}

PARTS: dict[Part, str] = {"insurer": "Verzekeraar", "care_type": "Zorgsoort", "year": "Jaar"}
EVERY: dict[Part, str] = {"insurer": "alle verzekeraars", "care_type": "alle zorgsoorten", "year": "alle jaren"}

EDITIONS: dict[Literal["official", "own-words"], str] = {
    "official": "publicatie van de verzekeraar",
    "own-words": "weergave in eigen woorden",
}

OWN_PRACTICE = "uit Mijn praktijk"
ABOUT = "Begrepen als:"
NOT_FOUND = "niet gevonden"
OWN_WORDS = "Deze tekst is een samenvatting in eigen woorden; de publicatie van de verzekeraar gaat voor."
NO_INDEX = "Er is nog geen beleid ingelezen."
NO_INDEX_HINT = "Lees eerst beleidsdocumenten in met deze opdracht, en probeer het daarna opnieuw:"
NOT_USABLE = "Het ingelezen beleid is niet te gebruiken."
NOT_USABLE_HINT = "Lees het opnieuw in met deze opdracht, en probeer het daarna opnieuw:"
SOMETHING_WRONG = "Dit lukt nu niet."
BROKEN = "Er ging iets mis op deze pagina."
BROKEN_HINT = "Er is niets veranderd. Probeer het opnieuw; gaat het weer mis, kijk dan in het logboek van de server."
RETRY = "Probeer opnieuw"


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 cijfer`, `3 cijfers`."""
    return f"{number} {one if number == 1 else many}"
