"""Rules of time: `de eerste dag van het eerstvolgende kwartaal`, `de 1e dag van de maand waarin u aanvraagt`.

A rule has no calendar date of its own; its value is symbolic
(`first-day-of-next-quarter`) and `retrieval.calculator` works it out.
"""

from __future__ import annotations

from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.tokens import DIGITS, Tokens
from retrieval.figures.values import FigureKind

ARTICLES = ("de", "het", "een")


def rule_at(tokens: Tokens, i: int) -> Atom | None:
    """The rule of time that begins at token i."""
    return _edge_of(tokens, i) or _start_of(tokens, i) or _bare_next(tokens, i)


def _edge(tokens: Tokens, i: int) -> tuple[str, int] | None:
    if tokens.kinds[i] == DIGITS and tokens.glued[i + 1]:
        edge = lexicon.EDGES.get(tokens.words[i] + tokens.words[i + 1])
        return (edge, i + 2) if edge else None
    edge = lexicon.EDGES.get(tokens.words[i])
    return (edge, i + 1) if edge else None


def _edge_of(tokens: Tokens, i: int) -> Atom | None:
    """`eerste (werk)dag van (het) <which> <unit>`."""
    found = _edge(tokens, i)
    if found is None:
        return None
    edge, j = found
    day = lexicon.EDGE_DAYS.get(tokens.words[j])
    j += 1 if day else 0
    if tokens.words[j] != "van":
        return None
    which = _which_unit(tokens, j + 1)
    if which is None:
        return None
    name, last = which
    return Atom(i, last, FigureKind.DATE, f"{edge}-{day or 'day'}-of-{name}")


def _which_unit(tokens: Tokens, j: int) -> tuple[str, int] | None:
    """`het eerstvolgende kwartaal`, `de maand van aanvraag`: its name and the token behind it."""
    if tokens.words[j] in ARTICLES:
        j += 1
    second = tokens.words[j] in lexicon.SECOND_WORDS
    j += 1 if second else 0
    word, which = tokens.words[j], ""
    for words, name in (
        (lexicon.NEXT_WORDS, "next-"),
        (lexicon.CURRENT_WORDS, "current-"),
        (lexicon.EACH_WORDS, "each-"),
    ):
        if word in words:
            which, j = name, j + 1
    unit = lexicon.SYMBOLIC_UNITS.get(tokens.words[j])
    if unit is None:
        return None
    j += 1
    if not which:
        which, j = _relation(tokens, j)
    if second and which != "next-":
        return None
    return ("second-" if second else "") + which + unit, j


def _relation(tokens: Tokens, j: int) -> tuple[str, int]:
    """What follows the unit: of the application, or after it."""
    for words in lexicon.APPLICATION:
        if tokens.starts_with(j, words):
            return "application-", j + len(words)
    for words in lexicon.FOLLOWING:
        if tokens.starts_with(j, words):
            return "next-", j + len(words) if len(words) > 1 else j
    return "", j


def _start_of(tokens: Tokens, i: int) -> Atom | None:
    """`de start van het nieuwe kwartaal`."""
    if tokens.words[i] not in lexicon.START_WORDS or tokens.words[i + 1] != "van":
        return None
    which = _which_unit(tokens, i + 2)
    if which is None or not which[0].startswith(("next-", "each-")):
        return None
    return Atom(i, which[1], FigureKind.DATE, f"first-day-of-{which[0]}")


def _bare_next(tokens: Tokens, i: int) -> Atom | None:
    """`per het eerstvolgende kwartaal`: the first day of it."""
    if tokens.words[i] not in lexicon.NEXT_WORDS:
        return None
    before = tokens.before(i, 2) if tokens.before(i) in ARTICLES else tokens.before(i)
    which = _which_unit(tokens, i)
    if (
        which is None
        or before not in ("per", "vanaf", "van")
        or (before == "van" and "ingang" not in tokens.words[max(0, i - 4) : i])
    ):
        return None
    return Atom(i, which[1], FigureKind.DATE, f"first-day-of-{which[0]}")
