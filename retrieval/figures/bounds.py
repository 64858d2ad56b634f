"""On which side of its value a figure holds: `uiterlijk`, `vóór`, `niet meer dan`, `of meer`.

A bound is looked for right before the figure, articles and weekdays passed
over, and right behind it. "voor 1 mei" bounds, "voor 2026" and "voor 3
maanden" do not.
"""

from __future__ import annotations

from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.lexicon import BoundWords
from retrieval.figures.tokens import BREAK, DIGITS, WORD, Tokens
from retrieval.figures.values import Bound, FigureKind

DAYS = frozenset((FigureKind.DATE, FigureKind.MONTH, FigureKind.TIME))
YEARS = frozenset((FigureKind.YEAR, FigureKind.PERIOD))
BOUNDLESS = frozenset((FigureKind.PHONE, FigureKind.IDENTIFIER))
TAG_ENDS = frozenset("\"'-=/")
REACH = 4
"""At most so many words are passed over on the way to a bound."""
NEGATED = 4
FINAL = 7
SENTENCE_ENDS = frozenset((".", "|", ";", "!", "?", BREAK))


def bound_of(tokens: Tokens, atom: Atom) -> Bound | None:
    """The bound of an atom."""
    if atom.kind in BOUNDLESS:
        return None
    return _right(tokens, atom) or _left(tokens, atom) or atom.bound or _final(tokens, atom)


def _meaning(wording: BoundWords, kind: FigureKind, *, negated: bool) -> Bound | None:
    if kind in DAYS or kind in YEARS:
        if negated:
            return wording.negated_day
        return wording.year if kind in YEARS else wording.day
    return wording.negated_amount if negated else wording.amount


def _right(tokens: Tokens, atom: Atom) -> Bound | None:
    for wording in lexicon.RIGHT_BOUNDS.get(tokens.words[atom.last], ()):
        if tokens.starts_with(atom.last, wording.words):
            return _meaning(wording, atom.kind, negated=False)
    return None


def _left(tokens: Tokens, atom: Atom) -> Bound | None:
    j = atom.first
    for _ in range(REACH):
        found = _wording_before(tokens, j)
        if found is not None:
            outer = _wording_before(tokens, j - 1) if found.words in (("op",), ("medio",)) else None
            return _weigh(tokens, atom, outer, j - 1) if outer else _weigh(tokens, atom, found, j)
        if tokens.before(j) == "dan":
            return _compared(tokens, atom, j - 1)
        step = _filler(tokens, atom, j)
        if not step:
            return _measure(tokens, j)
        j -= step
    return None


def _wording_before(tokens: Tokens, j: int) -> BoundWords | None:
    """The longest wording of a bound that ends right before token j."""
    word = tokens.before(j)
    if word == "veer" and not tokens.raw(j - 1).isascii():
        word = "voor"  # what OCR makes of "vóór"
        return next(wording for wording in lexicon.LEFT_BOUNDS[word] if len(wording.words) == 1)
    for wording in lexicon.LEFT_BOUNDS.get(word, ()):
        if tokens.ends_with(j, wording.words):
            return wording
    return None


def _compared(tokens: Tokens, atom: Atom, j: int) -> Bound | None:
    """`niet eerder ingaan dan`, `geen hogere korting dan`: the comparative a few words before the "dan" at j."""
    for k in range(j - 1, max(-1, j - 1 - REACH), -1):
        if tokens.kinds[k] != WORD:
            return None
        wording = lexicon.COMPARATIVES.get(tokens.words[k])
        if wording is not None:
            return _meaning(wording, atom.kind, negated=wording.negatable and _negated(tokens, k))
    return None


def _is_tag_or_arrow(tokens: Tokens, j: int) -> bool:
    """Whether the > before token j closes a tag or draws an arrow: `<br>5`, `-> 5`."""
    if tokens.before(j) != ">" or not tokens.glued[j - 1]:
        return False
    return tokens.kinds[j - 2] in (WORD, DIGITS) or tokens.before(j, 2) in TAG_ENDS


def _weigh(tokens: Tokens, atom: Atom, wording: BoundWords, j: int) -> Bound | None:
    """What the wording before token j means for this figure."""
    start = j - len(wording.words)
    if _is_tag_or_arrow(tokens, j):
        return None
    if wording.words == ("vanaf",) and atom.kind == FigureKind.PERIOD and atom.last - atom.first > 3:
        return None  # the "vanaf" of "vanaf 1 september t/m 31 december" is part of the period
    if wording.words == ("voor",) or tokens.before(j) == "veer":
        if tokens.before(start) in lexicon.NEGATIONS and atom.kind in DAYS:
            return Bound.FROM
        stressed = not tokens.raw(j - 1).isascii()
        return Bound.BEFORE if stressed and atom.kind in YEARS else _meaning(wording, atom.kind, negated=False)
    if wording.words == ("tot",) and atom.kind == FigureKind.COUNT and atom.value == "1":
        return None  # "samengevoegd tot één plan"
    if wording.adjacent:
        return _meaning(wording, atom.kind, negated=tokens.before(start) in lexicon.NEGATIONS)
    return _meaning(wording, atom.kind, negated=wording.negatable and _negated(tokens, start))


def _negated(tokens: Tokens, j: int) -> bool:
    """Whether niet or geen governs the comparison at token j."""
    for k in range(j - 1, max(-1, j - 1 - NEGATED), -1):
        if tokens.words[k] in lexicon.NEGATIONS:
            return True
        if tokens.kinds[k] != WORD:
            return False
    return False


def _filler(tokens: Tokens, atom: Atom, j: int) -> int:
    """How many tokens before j may be passed over."""
    word = tokens.before(j)
    if word in lexicon.FILLERS or word in lexicon.WEEKDAYS or (word == "," and tokens.before(j, 2) in lexicon.WEEKDAYS):
        return 1
    if atom.kind in YEARS and word in lexicon.YEAR_FILLERS:
        return 1
    if atom.kind in (FigureKind.MONTH, FigureKind.YEAR) and word in lexicon.EDGE_FILLERS:
        return 1
    if atom.kind in DAYS and word in lexicon.DAY_FILLERS:
        return 1
    if word == "van" and tokens.before(j, 2) in lexicon.SPANS:
        return 3 if tokens.before(j, 3) in ("een", "de") else 2
    return 0


def _measure(tokens: Tokens, j: int) -> Bound | None:
    """`een minimale omvang van`, `de maximale looptijd is`."""
    if tokens.before(j) not in lexicon.MEASURE_LINKS or tokens.kinds[max(0, j - 2)] != WORD:
        return lexicon.MEASURES.get(tokens.before(j)) if tokens.before(j) != "uiterste" else None
    return lexicon.MEASURES.get(tokens.before(j, 3))


def _final(tokens: Tokens, atom: Atom) -> Bound | None:
    """`de uiterste ingangsdatum is 1 mei`, `1 mei is de uiterste datum`, `deadline: 1 mei`."""
    if atom.kind not in DAYS:
        return None
    before = tokens.before(atom.first)
    if before in lexicon.MEASURE_LINKS or before.endswith(lexicon.FINAL_NOUNS):
        for k in range(atom.first - 1, max(-1, atom.first - 1 - FINAL), -1):
            if tokens.words[k] in SENTENCE_ENDS:
                break
            if tokens.words[k] in lexicon.FINAL_WORDS:
                return Bound.BY
    for k in range(atom.last, min(len(tokens), atom.last + 4)):
        if tokens.words[k] in lexicon.FINAL_WORDS:
            return Bound.BY
        if tokens.words[k] in SENTENCE_ENDS and tokens.words[k] != "|":
            break
    return None


def exact_or_none(tokens: Tokens, atom: Atom) -> Bound | None:
    """`van 1 april 2025`, `om 13.00 uur`: exactly then, when no bound says otherwise."""
    before = tokens.before(atom.first)
    if atom.kind == FigureKind.DATE and before == "van":
        return Bound.EXACT
    return Bound.EXACT if atom.kind == FigureKind.TIME and before == "om" and "/" not in atom.value else None
