"""Numbers that claim nothing: citation marks, list numbers, chapters, versions, standards, titles; and identifiers.

Read before anything else that begins with a number, so that "hoofdstuk 5.2"
or "GDDZ 3.0" never becomes a count.
"""

from __future__ import annotations

from retrieval.dutch.months import MONTHS, NUMBER_OF
from retrieval.figures import lexicon
from retrieval.figures.atoms import Atom
from retrieval.figures.numbers import number_at
from retrieval.figures.tokens import BREAK, DIGITS, WORD, Tokens
from retrieval.figures.values import FigureKind

MARK = 3
"""Citation marks, list numbers and pages have at most so many digits."""
LISTED = 2
LINKS = ("en", "of", "&", "-", "–", "/", ",", "t", "m", "tot", "met", "+")
QUOTES = "'’\"”»"
OPENING_QUOTES = "'‘\"“„«’"
QUOTED = 8
IDENTIFIER = 3
SECTION = 5
"""Tokens of a number with two dots in it."""
WINDOW = 60
"""An item of a list in running text is at most so many tokens long."""
LINE = 15
"""So long is a line of a contents table at most, in tokens."""


def skip(tokens: Tokens, i: int) -> int | None:
    """The token behind the number at i when it claims nothing, else None."""
    if tokens.words[i] == "[":
        return _citation(tokens, i)
    if tokens.words[i] == "acht" and tokens.before(i) == "in" and _heeds(tokens, i + 1):
        return i + 1
    for words in lexicon.IDIOMS.get(tokens.words[i], ()):
        if tokens.starts_with(i, words):
            return i + len(words)
    if tokens.kinds[i] == DIGITS:
        return (
            _part_of_name(tokens, i)
            or _label(tokens, i)
            or _section_number(tokens, i)
            or _list_number(tokens, i)
            or _inline_item(tokens, i, WINDOW)
            or _page(tokens, i)
            or _title_year(tokens, i)
        )
    return _label(tokens, i)


def _heeds(tokens: Tokens, j: int) -> bool:
    """Whether "in acht" is meant, not "in acht weken": a form of nemen follows, or nothing that is counted."""
    return tokens.words[j] in lexicon.HEED_WORDS or tokens.kinds[j] != WORD


def _citation(tokens: Tokens, i: int) -> int | None:
    """`[1]`, `[1, 2]`, `[1-3]`, `[^1]`."""
    i += 1 if tokens.words[i + 1] == "^" else 0
    j = i + 1
    while j < i + 20 and (
        (tokens.kinds[j] == DIGITS and len(tokens.words[j]) <= MARK) or tokens.words[j] in (",", "-", "–", ";")
    ):
        j += 1
    return j + 1 if tokens.words[j] == "]" and j > i + 1 else None


def _part_of_name(tokens: Tokens, i: int) -> int | None:
    """`S3`, `GDDZ3.0`, `KD2O`, `Care4Life`, the footnote in `orde’1`."""
    if not tokens.glued[i]:
        return _name_with_tail(tokens, i)
    if tokens.before(i) == "-" and tokens.glued[i - 1] and len(tokens.words[i]) <= MARK and _initials(tokens, i - 2):
        return i + 1
    before = tokens.words[i - 1]
    footnote = before in ("’", "'", ")", "”", '"') and len(tokens.words[i]) <= LISTED and i > 1 and tokens.glued[i - 1]
    if tokens.kinds[i - 1] != WORD and not (footnote and tokens.kinds[i - 2] == WORD):
        return None
    j = _dotted_end(tokens, i)
    while tokens.glued[j] and tokens.kinds[j] in (WORD, DIGITS):
        j += 1
    return j


def _initials(tokens: Tokens, i: int) -> bool:
    """`COVID-19`, `T-1`: capitals before the hyphen."""
    return i >= 0 and tokens.kinds[i] == WORD and tokens.raw(i).isupper()


def _name_with_tail(tokens: Tokens, i: int) -> int | None:
    """`3D`, `2O`: a capital glued behind a digit; and what is left of ordinals, `1e marktleider`."""
    j = i + 1
    if tokens.glued[j] and tokens.words[j] in lexicon.ORDINAL_MARKS:
        return j + 1
    return j + 1 if tokens.glued[j] and tokens.kinds[j] == WORD and tokens.raw(j)[:1].isupper() else None


def _dotted_end(tokens: Tokens, i: int) -> int:
    """The token behind `1`, `5.2`, `3.2.1`, `7.3a`."""
    j = i + 1
    while tokens.words[j] == "." and tokens.glued[j] and tokens.glued[j + 1] and tokens.kinds[j + 1] == DIGITS:
        if len(tokens.words[j + 1]) > LISTED:
            break
        j += 2
    if tokens.glued[j] and tokens.kinds[j] == WORD and len(tokens.words[j]) == 1 and tokens.words[j] not in ("u", "h"):
        j += 1
    return j


def _measured(tokens: Tokens, j: int) -> bool:
    """Whether token j makes a figure of the number before it."""
    word = tokens.words[j]
    return (
        word in lexicon.DURATION_UNITS
        or word in MONTHS
        or word in lexicon.PERCENT_WORDS
        or word in lexicon.POINT_WORDS
        or word in lexicon.MONEY_WORDS
        or word in lexicon.SCALES
        or word in lexicon.COUNTED_UNITS
    )


def _is_label(tokens: Tokens, i: int) -> bool:
    """Whether the words before token i name a part, version or standard."""
    k = i - 1
    while k >= 0 and tokens.words[k] in (".", ":", ")", "nr") and i - k <= 2:
        k -= 1
    word = tokens.words[k] if k >= 0 else ""
    if word in lexicon.STANDARDS and tokens.before(k) in ("-", "/") and tokens.before(k, 2) in lexicon.STANDARDS:
        return True
    colon = tokens.words[i - 1] == ":" and word not in ("versie", "nr", "nummer")
    if colon or (tokens.words[i - 1] == "." and len(word) > 4):
        return False
    if word == "p":
        return tokens.words[i - 1] == "."
    if word in lexicon.SHORT_LABELS:
        each = word in lexicon.WEEK_LABELS and tokens.before(k) in lexicon.EACH
        return tokens.kinds[i] == DIGITS and len(tokens.words[i]) <= LISTED and not each
    return word in lexicon.LABELS or word.endswith(lexicon.LABEL_ENDINGS)


def _label(tokens: Tokens, i: int) -> int | None:
    """`hoofdstuk 2.1 en 2.2`, `segmenten 1, 2 en 3`, `NEN-EN 15224`, `stap twee`."""
    if not i or not _is_label(tokens, i):
        return None
    number = number_at(tokens, i)
    if number is None:
        return None
    j = _dotted_end(tokens, i) if number.digits else number.end
    if _measured(tokens, j):
        return None
    if tokens.words[j] in ("van", "/") and tokens.kinds[j + 1] == DIGITS and tokens.before(i) in lexicon.PAGE_LABELS:
        return j + 2
    while True:
        k = j
        while tokens.words[k] in LINKS and k - j < 3:
            k += 1
        if k == j or tokens.kinds[k] != DIGITS or len(tokens.words[k]) > LISTED:
            return j
        end = _dotted_end(tokens, k)
        if _measured(tokens, end) or tokens.words[end] in ("-", "/"):
            return j
        j = end


def _list_number(tokens: Tokens, i: int) -> int | None:
    """`1)`, `(2)`; at the start of a line `1.`, `5.2 Looptijd`, `4 Wat willen wij`."""
    if len(tokens.words[i]) > LISTED:
        return None
    j = i + 1
    if tokens.words[j] == ")" and (tokens.before(i) == "(" or (tokens.glued[j] and not _in_brackets(tokens, i))):
        return j + 1
    if not tokens.opens[i]:
        return None
    end = _dotted_end(tokens, i)
    if (
        tokens.words[end] in (".", ")", ":")
        and tokens.glued[end]
        and (tokens.kinds[end + 1] in (0, WORD) or (tokens.kinds[end + 1] == DIGITS and not tokens.glued[end + 1]))
    ):
        heading = tokens.capital(end + 1) and tokens.words[end + 1] not in lexicon.DURATION_UNITS
        return end + 1 if heading or not _measured(tokens, end + 1) else None
    if tokens.opens[end] and end > j and len(tokens.words[end - 1]) < LISTED:
        return end
    if end == j and tokens.raw(end).isupper() and len(tokens.words[end]) > 1:
        return None  # "2 RO's" counts, "2 Aanvraag" is a heading
    return end if tokens.capital(end) and not _measured(tokens, end) else None


def _section_number(tokens: Tokens, i: int) -> int | None:
    """`4.2.1`, which is no date and no amount."""
    end = _dotted_end(tokens, i)
    return end if end - i >= SECTION and len(tokens.words[i]) <= LISTED and not _measured(tokens, end) else None


def _is_item(tokens: Tokens, i: int, number: str) -> bool:
    """Whether `2. word` stands at token i."""
    dotted = tokens.words[i] == number and tokens.words[i + 1] == "." and tokens.glued[i + 1]
    return dotted and not tokens.glued[i + 2] and tokens.kinds[i + 2] == WORD


def _inline_item(tokens: Tokens, i: int, window: int) -> int | None:
    """The numbers of `: 1. aanvragen; 2. beoordelen`: the first behind a sign, the next near it."""
    number = tokens.words[i]
    if len(number) != 1 or number == "0" or not _is_item(tokens, i, number) or _measured(tokens, i + 2):
        return None
    if number == "1":
        opened = tokens.opens[i] or tokens.before(i) in (":", ";", ".", ",", "(")
        near = any(_is_item(tokens, k, "2") for k in range(i + 3, min(len(tokens), i + window)))
        return i + 2 if opened and near else None
    previous = str(int(number) - 1)
    for k in range(i - 3, max(-1, i - window), -1):
        if _is_item(tokens, k, previous):
            first = previous == "1" and (tokens.opens[k] or tokens.before(k) in (":", ";", ".", ",", "("))
            return i + 2 if first or (previous != "1" and _inline_item(tokens, k, window)) else None
    return None


def _in_brackets(tokens: Tokens, i: int) -> bool:
    """Whether a bracket is open at token i."""
    for k in range(i - 1, max(-1, i - 30), -1):
        if tokens.words[k] == "(":
            return True
        if tokens.words[k] in (")", BREAK):
            return False
    return False


def _page(tokens: Tokens, i: int) -> int | None:
    """A page number: behind dotted leaders, or alone on its line."""
    if len(tokens.words[i]) > MARK:
        return None
    if tokens.ends_with(i, (".", ".", ".")) or _contents_line(tokens, i) or _in_contents(tokens, i):
        return i + 1
    behind = tokens.words[i + 1] == BREAK
    alone = tokens.opens[i] and (behind or (tokens.opens[i + 1] and tokens.before(i) in ("", BREAK)))
    return i + 1 if alone and len(tokens) > 1 and not _measured(tokens, i + 1) else None


def _contents_line(tokens: Tokens, i: int) -> bool:
    """The last number of `2.4<tab>Planning<tab>6`."""
    text, start, end = tokens.text, tokens.starts[i], tokens.ends[i]
    if text[start - 1 : start] != "\t" or text[end : end + 1] not in ("\n", ""):
        return False
    return text[text.rfind("\n", 0, start) + 1].isdigit()


def _in_contents(tokens: Tokens, i: int) -> bool:
    """Whether lines that end in a rising number stand on both sides, or two of them on one: a table of contents."""
    if not tokens.opens[i + 1] or tokens.opens[i]:
        return False
    lines = [
        _line_before(tokens, i, 2),
        _line_before(tokens, i, 1),
        i,
        _line_behind(tokens, i, 1),
        _line_behind(tokens, i, 2),
    ]
    pages = [int(tokens.words[k]) if k is not None else None for k in lines]
    return any(
        None not in (a, b, c) and a < b < c  # type: ignore[operator]  # None is ruled out
        for a, b, c in zip(pages, pages[1:], pages[2:], strict=False)
    )


def _line_start(tokens: Tokens, i: int) -> int | None:
    """The first token of the line of token i, None when the line is long or a row of a table."""
    for k in range(i, max(-1, i - LINE), -1):
        if tokens.words[k] in ("|", ".", ";", BREAK):
            return None
        if tokens.opens[k] and k < i:
            return k
    return None


def _page_at(tokens: Tokens, i: int) -> int | None:
    """Token i when it is a short number at the end of a line that holds words."""
    ends = tokens.kinds[i] == DIGITS and len(tokens.words[i]) <= MARK and tokens.opens[i + 1] and not tokens.opens[i]
    return i if ends and tokens.kinds[i - 1] == WORD else None


def _line_before(tokens: Tokens, i: int, lines: int) -> int | None:
    """The page number at the end of the line so many lines up."""
    for _ in range(lines):
        start = _line_start(tokens, i)
        end = start - 1 if start else None
        if end is not None and end > 0 and tokens.words[end] == BREAK:
            end -= 1
        if end is None or end < 1 or _page_at(tokens, end) is None:
            return None
        i = end
    return i if _line_start(tokens, i) is not None else None


def _line_behind(tokens: Tokens, i: int, lines: int) -> int | None:
    """The page number at the end of the line so many lines down."""
    for _ in range(lines):
        end = next((k for k in range(i + 1, min(len(tokens), i + LINE)) if tokens.opens[k + 1] and k > i + 1), None)
        if end is None or _page_at(tokens, end) is None or _line_start(tokens, end) is None:
            return None
        i = end
    return i


def _title_year(tokens: Tokens, i: int) -> int | None:
    """The year in `Visie Eerstelijnszorg 2030`, `'Plan 2025'`."""
    if len(tokens.words[i]) != 4 or not i or tokens.kinds[i - 1] != WORD or tokens.words[i + 1] in ("-", "–", "/"):
        return None
    if tokens.before(i) in lexicon.STOPS or tokens.before(i) in NUMBER_OF:
        return None
    if tokens.glued[i + 1] and tokens.words[i + 1] in QUOTES and _quote_opens(tokens, i):
        return i + 1
    for k in range(i - 1, max(-1, i - 4), -1):
        if tokens.kinds[k] != WORD or tokens.words[k] in lexicon.STOPS:
            return None
        if tokens.words[k] in lexicon.TITLES:
            return i + 1
    return None


def _quote_opens(tokens: Tokens, i: int) -> bool:
    """Whether an opening quote stands a few words before token i."""
    for k in range(i - 1, max(-1, i - QUOTED), -1):
        if tokens.words[k] in OPENING_QUOTES and tokens.glued[k + 1] and not tokens.glued[k]:
            return True
    return False


def _postcode(tokens: Tokens, i: int) -> bool:
    letters = tokens.raw(i + 1)
    if len(tokens.words[i]) != 4 or len(letters) != 2 or not letters.isupper() or tokens.kinds[i + 1] != WORD:
        return False
    year = tokens.words[i][:2] in ("19", "20")
    return tokens.capital(i + 2) and not year


def identifier_at(tokens: Tokens, i: int) -> Atom | None:
    """`UZOVI-code 3360`, `Postbus 2705`, the postcode of `1234 AB Utrecht`."""
    if tokens.kinds[i] != DIGITS:
        return None
    digits, last = tokens.words[i], i + 1
    if len(digits) <= LISTED and tokens.words[last] == "-" and tokens.glued[last] and tokens.kinds[last + 1] == DIGITS:
        digits, last = digits + tokens.words[last + 1], last + 2
    if len(digits) < IDENTIFIER:
        return None
    if _postcode(tokens, i):
        return Atom(i, i + 2, FigureKind.IDENTIFIER, tokens.words[i] + tokens.raw(i + 1))
    for k in range(i - 1, max(-1, i - 6), -1):
        word = tokens.words[k]
        named = word in lexicon.IDENTIFIERS or (word.endswith(lexicon.IDENTIFIER_ENDINGS) and len(word) > 6)
        if named and word not in lexicon.LABELS:
            return Atom(i, last, FigureKind.IDENTIFIER, digits)
        if word not in lexicon.IDENTIFIER_FILLERS:
            return None
    return None
