"""find_figures: every figure of a Dutch text, in order of appearance.

Text becomes tokens, tokens become atoms by the first reader that fits, atoms
that belong together are joined, and each gets its bound. Which reader goes
first settles what a number is: an address, label or list number claims
nothing; a date goes before a time, a time before a length, a length before a
count. Pure and linear in the length of the text; no input makes it raise.
"""

from __future__ import annotations

from functools import lru_cache

from retrieval.dutch.letters import fold
from retrieval.dutch.months import MONTHS, NUMBER_OF
from retrieval.figures import bounds, labels, lexicon, ranges
from retrieval.figures.amounts import amount_at, phone_at
from retrieval.figures.atoms import Atom
from retrieval.figures.clock import time_at
from retrieval.figures.dates import date_at, full_date_at, year_at
from retrieval.figures.durations import duration_at
from retrieval.figures.equality import canonical, compatible, equal_value
from retrieval.figures.numbers import cardinal, half, ordinal
from retrieval.figures.quarters import part_of_year_at
from retrieval.figures.rules import rule_at
from retrieval.figures.tokens import DIGITS, SIGN, WORD, Tokens
from retrieval.figures.values import Bound, Figure, FigureKind

__all__ = ["canonical", "compatible", "equal_value", "find_figures"]

HALVABLE = ("jaar", "maand", "dag")
"""What "jaar en een half" may begin with."""
SIGNS = frozenset(("[", "€", "+"))
ENDINGS = (*lexicon.ADJECTIVES, *lexicon.RHYTHMS)
"""Of words that a figure may begin with: `zesweekse`, `driejaarlijks`."""
STARTERS = frozenset(
    (
        *NUMBER_OF,
        *lexicon.EDGES,
        *lexicon.NEXT_WORDS,
        *lexicon.START_WORDS,
        *lexicon.EACH,
        *lexicon.RHYTHMS,
        *lexicon.MONEY_WORDS,
        *lexicon.PARTS,
        *lexicon.TIMES,
        *lexicon.GROUPS,
        *lexicon.QUARTER_WORDS,
        *HALVABLE,
        lexicon.THOUSAND,
        "q",
        "h",
    )
)
NUMBER_CUES = frozenset(
    (
        "minimaal",
        "minstens",
        "tenminste",
        "minste",
        "maximaal",
        "hoogste",
        "hooguit",
        "ongeveer",
        "circa",
        "gemiddeld",
        "dan",
        "bijna",
        "totaal",
    )
)
"""Behind one of these "2000 patiënten" is a count and no year."""
YEAR_CUES = frozenset(("in", "per", "jaar", "sinds", "vanaf", "voor"))
LIKELY_YEARS = (1950, 2060)
"""Four digits outside these, with something counted behind them, are a count: "2095 patiënten"."""


@lru_cache(maxsize=16384)
def _starts_figure(word: str) -> bool:
    """Whether a figure may begin with this folded word."""
    if word in STARTERS or half(word) is not None or cardinal(word) is not None or ordinal(word) is not None:
        return True
    return word.endswith(ENDINGS)


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text`; `text[f.start:f.end] == f.text` for each.

    >>> [(f.value, f.bound) for f in find_figures("uiterlijk 19 december 2025, 13.00 uur")]
    [('2025-12-19', <Bound.BY: 'by'>), ('13:00', <Bound.BY: 'by'>)]
    >>> [f.value for f in find_figures("zes weken, zie hoofdstuk 5.2 [1]")]
    ['P6W']
    """
    tokens = Tokens(text)
    atoms = _read(tokens)
    if not atoms:
        return ()
    joined = ranges.join(tokens, atoms)
    return tuple(_figures(tokens, joined))


def _read(tokens: Tokens) -> list[Atom]:
    atoms: list[Atom] = []
    i, size = 0, len(tokens)
    while i < size:
        kind, word = tokens.kinds[i], tokens.words[i]
        if (kind == WORD and not _starts_figure(word)) or (kind == SIGN and word not in SIGNS):
            i += 1
            continue
        atom = _atom_at(tokens, i, _date_before(tokens, atoms, i))
        if isinstance(atom, Atom):
            atoms.append(atom)
            i = atom.last
        else:
            i = atom
    return atoms


def _date_before(tokens: Tokens, atoms: list[Atom], i: int) -> bool:
    """Whether a date stands right before token i: "19 december 2025, 13.00"."""
    if not atoms or atoms[-1].kind != FigureKind.DATE:
        return False
    return all(word in (",", "om", "|") for word in tokens.words[atoms[-1].last : i])


def _atom_at(tokens: Tokens, i: int, after_date: bool) -> Atom | int:  # noqa: FBT001
    """The figure at token i, or the token to go on with."""
    if tokens.kinds[i] == SIGN and tokens.words[i] == "[":
        return labels.skip(tokens, i) or i + 1
    glued_name = tokens.kinds[i] == DIGITS and tokens.glued[i] and tokens.kinds[i - 1] == WORD
    if not glued_name:
        atom = (
            full_date_at(tokens, i)
            or phone_at(tokens, i)
            or labels.identifier_at(tokens, i)
            or date_at(tokens, i)
            or part_of_year_at(tokens, i)
            or rule_at(tokens, i)
        )
        if atom:
            return atom
    skipped = labels.skip(tokens, i) or (i + 1 if _halves_month(tokens, i) else None)
    if skipped:
        return skipped
    atom = time_at(tokens, i, after_date=after_date) or duration_at(tokens, i)
    if atom:
        return atom
    amount, year = amount_at(tokens, i), year_at(tokens, i)
    if year and (amount is None or _is_year(tokens, i, amount)):
        return year
    if amount:
        return amount
    return _behind_number(tokens, i)


def _halves_month(tokens: Tokens, i: int) -> bool:
    """`half oktober`: the figure is the month."""
    return tokens.words[i] == "half" and tokens.words[i + 1] in MONTHS


def _is_year(tokens: Tokens, i: int, amount: Atom) -> bool:
    """Whether four digits are a year although something may be counted behind them."""
    if amount.kind != FigureKind.COUNT or amount.unit is None:
        return amount.kind == FigureKind.COUNT
    if _counts_people(amount) and tokens.before(i) not in lexicon.YEAR_CUES:
        return False
    unlikely = tokens.words[i].endswith("00") or not LIKELY_YEARS[0] <= int(tokens.words[i]) <= LIKELY_YEARS[1]
    counts = unlikely and tokens.before(i) not in YEAR_CUES
    return tokens.before(i) not in NUMBER_CUES and not counts


def _counts_people(amount: Atom) -> bool:
    """Whether what is counted is of a kind that there are thousands of: "2010 cliënten"."""
    return fold((amount.unit or "").rpartition(" ")[2]) in lexicon.PEOPLE


def _behind_number(tokens: Tokens, i: int) -> int:
    """Past a number that is nothing: digits with their dots, so that `3.0` leaves no `0`."""
    i += 1
    while tokens.words[i] in (".", ",") and tokens.glued[i] and tokens.glued[i + 1] and tokens.kinds[i + 1] == DIGITS:
        i += 2
    return i


def _figures(tokens: Tokens, atoms: list[Atom]) -> list[Figure]:
    figures: list[Figure] = []
    previous: Atom | None = None
    for atom in atoms:
        bound = bounds.bound_of(tokens, atom)
        if previous is not None and bound is None and _timed(tokens, previous, atom):
            bound = figures[-1].bound
        if bound is None:
            bound = bounds.exact_or_none(tokens, atom)
        figures.append(_figure(tokens, atom, bound))
        previous = atom
    return figures


def _timed(tokens: Tokens, day: Atom, time: Atom) -> bool:
    """Whether a time belongs to the date before it and shares its bound."""
    if day.kind != FigureKind.DATE or time.kind != FigureKind.TIME:
        return False
    return all(word in (",", "om", "(", "|") for word in tokens.words[day.last : time.first])


def _figure(tokens: Tokens, atom: Atom, bound: Bound | None) -> Figure:
    start, end = tokens.starts[atom.first], tokens.ends[atom.last - 1]
    return Figure(tokens.text[start:end], start, end, atom.kind, atom.value, atom.unit, bound)
