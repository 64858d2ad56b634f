"""The Dutch sentence that goes with each verdict."""

from __future__ import annotations

from retrieval.checker.judge import Finding, Problem
from retrieval.figures.render import render
from retrieval.figures.values import Figure, FigureKind
from retrieval.types import Derivation

PHRASES = {
    Problem.VALUE: "De bron noemt hier {source}, niet {claim}.",
    Problem.BOUND: "De bron zegt {source}, het antwoord {claim}.",
    Problem.DENIAL: "De bron zegt bij {source} het tegenovergestelde: een ontkenning is weggevallen of toegevoegd.",
    Problem.ACTOR: "In de bron geldt {source} voor een andere partij.",
    Problem.YEAR: "De bron noemt {source} zonder jaartal; het jaar in {claim} staat er niet.",
    Problem.WITHDRAWN: "De bron noemt {source}, maar trekt dat verderop in of vervangt het.",
    Problem.OTHER_THING: "De bron noemt {source} alleen voor iets anders.",
}


def supported_reason(n: int, surface: str) -> str:
    """For a claim that its passage states."""
    return f"Bron [{n}] noemt {surface} hiervoor."


def document_reason(n: int, surface: str) -> str:
    """For the years of the policy itself."""
    return f"Bron [{n}] is van het beleid voor {surface}."


def contradicted_reason(finding: Finding, claim: Figure, source: str) -> str:
    """For a claim that its passage speaks against; `source` is how the passage puts it."""
    assert finding.problem is not None
    assert finding.mention is not None
    if finding.problem is Problem.BOUND:
        return PHRASES[Problem.BOUND].format(source=_bounded(finding.mention.figure), claim=_bounded(claim))
    return PHRASES[finding.problem].format(source=source, claim=claim.text)


def _bounded(figure: Figure) -> str:
    """The figure with the word for its bound."""
    return render(figure, bound=figure.bound) if figure.bound else f"{render(figure)} zonder grens"


def wrong_citation_reason(cited: tuple[int, ...], n: int, surface: str) -> str:
    """For a claim that another passage states."""
    marks = ", ".join(f"[{number}]" for number in cited)
    return f"{surface} staat niet in bron {marks} maar in bron [{n}]."


def unsupported_reason(cited: tuple[int, ...], figure: Figure) -> str:
    """For a claim of which no passage says anything."""
    if not cited:
        return f"Geen van de bronnen noemt {figure.text} hiervoor."
    marks = ", ".join(f"[{number}]" for number in cited)
    return f"Bron {marks} noemt {figure.text} niet hiervoor."


def other_insurer_reason(n: int, surface: str) -> str:
    """For a figure that is given as one insurer's, with only another's policy as source."""
    return f"Bron [{n}] is van een andere verzekeraar en zegt niets over {surface} bij deze."


def computed_reason(n: int, derivation: Derivation) -> str:
    """For a computed figure that is right."""
    return f"Berekend met bron [{n}]: {derivation.steps[-1]}"


def summed_reason(step: str) -> str:
    """For the right result of a sum with figures of the answer."""
    return f"Berekend met cijfers die zelf gecontroleerd zijn: {step}"


def miscomputed_reason(n: int, derivation: Derivation, figure: Figure) -> str:
    """For a computed figure that is wrong, or on the wrong side."""
    result = render(derivation.result, FigureKind.DATE if "-" in derivation.result else FigureKind.COUNT)
    return f"Met de regel in bron [{n}] is de uitkomst {result}, niet {figure.text}."
