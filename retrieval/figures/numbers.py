"""Digits and number words to numbers: `100.000`, `4,5`, `honderd duizend`, `anderhalf`, `tweeëntwintigste`.

What a number counts is not decided here. Why its own parser: the readers need
the place of each word and whether a number was an article ("een"), which
published packages do not tell; text2num is the judge in the tests.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from retrieval.dutch.letters import fold
from retrieval.figures import lexicon
from retrieval.figures.atoms import Number
from retrieval.figures.tokens import DIGITS, WORD, Tokens

HALF_SIGN = fold("½")
LONGEST = 15
"""Longest run of digits that is read as a number."""
_PREFIXES = frozenset(
    word[:2] for word in (*lexicon.UNITS, *lexicon.TENS, *lexicon.SCALES, *lexicon.HALVES, "honderd", *lexicon.GROUPS)
)


def normal(value: Decimal) -> str:
    """Plain decimal text without needless zeros: 1,0 is "1", 4,50 is "4.5"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _below_hundred(word: str) -> int | None:
    small = lexicon.UNITS.get(word, lexicon.TENS.get(word))
    if small is not None:
        return small
    for tens, value in lexicon.TENS.items():
        if word.endswith("en" + tens):
            unit = lexicon.UNITS.get(word[: -len(tens) - 2])
            return unit + value if unit is not None and 0 < unit < 10 else None
    return None


def _split(word: str, scale: str, factor: int) -> int | None:
    """`word` as <times><scale><rest>, each part a number word or empty."""
    left, _, right = word.partition(scale)
    times = 1 if not left else cardinal(left.removesuffix("en") if left.endswith("eren") else left)
    rest = 0 if not right else cardinal(right)
    if rest is None and right.startswith("en"):
        rest = cardinal(right[2:])
    if times is None or rest is None or rest >= factor:
        return None
    return times * factor + rest


@lru_cache(maxsize=8192)
def cardinal(word: str) -> int | None:
    """The value of one folded word, or None: `honderdzevenentwintig` is 127.

    >>> cardinal("tweehonderdduizend"), cardinal("vijfentwintighonderd"), cardinal("eenheid")
    (200000, 2500, None)
    """
    if word[:2] not in _PREFIXES or len(word) > 120:
        return None
    for scale in ("biljoen", "miljard", "miljoen", "duizend"):
        if scale in word:
            return _split(word, scale, lexicon.SCALES[scale])
    if "honderd" in word:
        return _split(word, "honderd", 100)
    return _below_hundred(word)


@lru_cache(maxsize=8192)
def ordinal(word: str) -> int | None:
    """The value of one folded ordinal word, or None: `eenentwintigste` is 21."""
    for ending, stem in lexicon.IRREGULAR_ORDINALS.items():
        if word.endswith(ending):
            return cardinal(word[: -len(ending)].removesuffix("en") + stem) or cardinal(word[: -len(ending)] + stem)
    for mark in ("ste", "de"):
        if word.endswith(mark):
            return cardinal(word[: -len(mark)])
    return None


@lru_cache(maxsize=4096)
def half(word: str) -> Decimal | None:
    """The value of a word with a half in it: `anderhalf`, `drieënhalf`, `tweeëneenhalve`."""
    if word in lexicon.HALVES:
        return Decimal(str(lexicon.HALVES[word]))
    for ending in ("eneenhalf", "eneenhalve", "enhalf", "enhalve"):
        if word.endswith(ending):
            whole = cardinal(word[: -len(ending)])
            return None if whole is None else whole + Decimal("0.5")
    return None


def number_at(tokens: Tokens, i: int) -> Number | None:
    """The longest number that begins at token i, read once: several readers ask for the same one."""
    kind = tokens.kinds[i]
    if kind not in (DIGITS, WORD):
        return None
    if i not in tokens.numbers:
        tokens.numbers[i] = _digits_at(tokens, i) if kind == DIGITS else _words_at(tokens, i)
    return tokens.numbers[i]


def _glued_digits(tokens: Tokens, i: int, sign: str) -> str:
    """The digits behind a glued `sign` at i, or ''."""
    glued = tokens.words[i] == sign and tokens.glued[i] and tokens.kinds[i + 1] == DIGITS and tokens.glued[i + 1]
    return tokens.words[i + 1] if glued else ""


def _digits_at(tokens: Tokens, i: int) -> Number | None:
    text, j = tokens.words[i], i + 1
    if len(text) > LONGEST:
        return None
    j, text = _thousands(tokens, i, j)
    grouped = j > i + 1
    fraction, dotted = _glued_digits(tokens, j, ","), False
    if not fraction and not grouped:
        fraction = _glued_digits(tokens, j, ".")
        dotted = bool(fraction)
    if fraction and len(fraction) <= 6 and not _glued_digits(tokens, j + 2, tokens.words[j]):
        text, j = f"{text}.{fraction}", j + 2
    else:
        dotted = False
    if tokens.words[j] == HALF_SIGN and tokens.glued[j]:
        return Number(Decimal(text) + Decimal("0.5"), j + 1, digits=True)
    scale = lexicon.SCALES.get(tokens.words[j]) if tokens.kinds[j] == WORD else None
    if scale:
        return Number(Decimal(text) * scale, j + 1, digits=True)
    value = Decimal(text)
    return Number(value, _past_repeat(tokens, j, value), digits=True, plain=j == i + 1, dotted=dotted)


def _past_repeat(tokens: Tokens, j: int, value: Decimal) -> int:
    """The token behind a number that is said again in the other notation: `14 (veertien)`, `dertig (30)`."""
    if tokens.words[j] != "(" or tokens.words[j + 2] != ")":
        return j
    again = tokens.words[j + 1]
    return j + 3 if again == str(value) or cardinal(again) == value else j


def _thousands(tokens: Tokens, i: int, j: int) -> tuple[int, str]:
    """Groups of three behind token i (`3.000`, `1 234 567`): the token behind them and all digits."""
    text = tokens.words[i]
    if len(text) > 3 or text.startswith("0"):
        return j, text
    while len(text) < LONGEST and len(_glued_digits(tokens, j, ".")) == 3:
        text += tokens.words[j + 1]
        j += 2
    if j == i + 1:
        while len(text) < LONGEST and _spaced_group(tokens, j):
            text += tokens.words[j]
            j += 1
    return j, text


def _spaced_group(tokens: Tokens, j: int) -> bool:
    return tokens.kinds[j] == DIGITS and len(tokens.words[j]) == 3 and tokens.starts[j] - tokens.ends[j - 1] == 1


def _room(value: int) -> int:
    """The largest power of ten (100 or more) that divides `value`: below it a next word may be added."""
    if value == 0:
        return 0
    room = 1
    while value % (room * 10) == 0:
        room *= 10
    return room if room >= 100 else 1


def _words_at(tokens: Tokens, i: int) -> Number | None:
    word = tokens.words[i]
    halved = half(word)
    if halved is not None:
        return _scaled(tokens, halved, i + 1)
    first = cardinal(word)
    if first is None:
        return None
    if tokens.starts_with(i + 1, ("en", "een", "half")) or tokens.starts_with(i + 1, ("en", "een", "halve")):
        return _scaled(tokens, first + Decimal("0.5"), i + 4)
    value, end = _compose(tokens, first, i + 1)
    article = word == "een" and end == i + 1 and tokens.raw(i).isascii()
    if tokens.words[end] == "komma":
        tenths = cardinal(tokens.words[end + 1])
        if tenths is not None:
            fraction, last = _compose(tokens, tenths, end + 2)
            return Number(Decimal(f"{value}.{fraction}"), last)  # "twaalf komma vijf"
    past = _past_repeat(tokens, end, Decimal(value))
    return Number(Decimal(value), past, article=article and past == end)


def _scaled(tokens: Tokens, value: Decimal, j: int) -> Number:
    scale = lexicon.SCALES.get(tokens.words[j])
    return Number(value * scale, j + 1) if scale else Number(value, j)


def _compose(tokens: Tokens, first: int, j: int) -> tuple[int, int]:
    """Further words of the same number: `vijf miljoen tweehonderd duizend dertig`."""
    done, chunk = 0, first
    while tokens.kinds[j] == WORD:
        if tokens.words[j] == "honderd" and 1 < chunk < 100:
            chunk, j = chunk * 100, j + 1
            continue
        scale = lexicon.SCALES.get(tokens.words[j])
        if scale and 0 < chunk < scale:
            done, chunk, j = done + chunk * scale, 0, j + 1
            continue
        step = 2 if tokens.words[j] == "en" else 1
        following, width = _addend(tokens, j + step - 1)
        room = _room(chunk or done)
        if following is None or following >= room or (step > 1 and room < 100):
            break
        chunk, j = chunk + following, j + step - 1 + width
    return done + chunk, j


def _addend(tokens: Tokens, j: int) -> tuple[int | None, int]:
    """A number word that may follow a round one, and its width; `twee en twintig` is 22."""
    value = cardinal(tokens.words[j])
    if value is not None and 0 < value < 10 and tokens.words[j + 1] == "en":
        tens = lexicon.TENS.get(tokens.words[j + 2])
        if tens:
            return value + tens, 3
    return value, 1


def ordinal_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal at token i (`1e`, `15de`, `eerste`): its value and the token behind it."""
    if tokens.kinds[i] == DIGITS:
        if tokens.glued[i + 1] and tokens.words[i + 1] in lexicon.ORDINAL_MARKS and len(tokens.words[i]) <= 4:
            return int(tokens.words[i]), i + 2
        return None
    if tokens.kinds[i] != WORD:
        return None
    value = ordinal(tokens.words[i])
    return (value, i + 1) if value is not None else None
