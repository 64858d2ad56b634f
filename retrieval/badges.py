"""How a status and a verdict are shown to a reader: on the pages and in a bewijsstuk alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.models.relevance import is_sure
from retrieval.types import Status, Verdict


@dataclass(frozen=True, slots=True)
class Badge:
    """How a verdict is shown: always an icon and a word, so that colour carries no meaning of its own."""

    icon: str
    word: str
    explanation: str


VERDICTS: dict[Verdict, Badge] = {
    Verdict.SUPPORTED: Badge("✓", "staat zo in de bron", "Gecontroleerd is of de bron dit zo zegt."),
    Verdict.CONTRADICTED: Badge("✗", "klopt niet", "De bron noemt hier iets anders."),
    Verdict.WRONG_CITATION: Badge("↔", "andere bron", "Dit staat in een andere bron dan genoemd."),
    Verdict.UNSUPPORTED: Badge("?", "niet gevonden", "Dit is in de bronnen niet gevonden."),
}
COMPUTED = Badge("✓", "berekend", "Dit is uitgerekend met een regel uit de bron.")

STATUSES: dict[Status, Badge] = {
    Status.ANSWERED: Badge("✓", "beantwoord", "Het beleid geeft hier antwoord op."),
    Status.CLARIFY: Badge("↔", "verschilt per beleid", "Het antwoord hangt af van verzekeraar, zorgsoort of jaar."),
    Status.ABSTAINED: Badge("?", "niet gevonden", "Het beleid geeft hier geen antwoord op."),
}


class Certainty(StrEnum):
    """How far an answer may be relied on; shown apart from what was checked of its figures."""

    SURE = "sure"
    UNSURE = "unsure"
    DIFFERS = "differs"
    NOT_FOUND = "not-found"


CERTAINTIES: dict[Certainty, Badge] = {
    Certainty.SURE: Badge("✓", "Antwoord gevonden", "Het beleid geeft hier antwoord op."),
    Certainty.UNSURE: Badge(
        "≈",
        "Niet zeker",
        "Dit staat het dichtst bij uw vraag, maar beantwoordt haar misschien niet. Lees de bron na.",
    ),
    Certainty.DIFFERS: Badge("↔", "Verschilt per beleid", "Het antwoord hangt af van verzekeraar, zorgsoort of jaar."),
    Certainty.NOT_FOUND: Badge("?", "Niet gevonden", "Het beleid geeft hier geen antwoord op."),
}


def certainty_of(status: Status, confidence: float) -> Certainty:
    """Which of the ways out an answer takes."""
    if status is Status.ABSTAINED:
        return Certainty.NOT_FOUND
    if not is_sure(confidence):
        return Certainty.UNSURE
    return Certainty.DIFFERS if status is Status.CLARIFY else Certainty.SURE


def figure_badge(verdict: Verdict, *, computed: bool = False) -> Badge:
    """The badge of a checked figure; a supported figure that was computed says so."""
    return COMPUTED if computed and verdict is Verdict.SUPPORTED else VERDICTS[verdict]


DISCLAIMER = "Aan dit antwoord zijn geen rechten te ontlenen; het beleid van de verzekeraar zelf gaat voor."
