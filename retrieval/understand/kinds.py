"""What kind of answer a question asks for: its form, and the things that must stand in a passage."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.dutch.sentences import sentences
from retrieval.dutch.stems import stem
from retrieval.figures.values import Bound
from retrieval.types import Form, Wanted, Wish
from retrieval.understand.lexical import words
from retrieval.understand.words import ends_in, holds, phrase_pattern, question_words

_BETWEEN = "|".join(sorted(question_words().before_counted))
COUNTED = re.compile(
    rf"\b(?:hoeveel|aantal|hoe veel)\s+(?:(?:{_BETWEEN})\s+){{0,3}}([a-zà-ÿ'-]{{2,30}})", re.IGNORECASE
)
UNTIL_WHEN = re.compile(
    r"\bhoe ?lang (?:kan|kun|kunt|kunnen|kon|konden|mag|mogen|heb|hebben|had|hadden)\b", re.IGNORECASE
)
"""Asks for a term or for a last day: `hoe lang konden we vragen insturen?`"""
EMBEDDED = re.compile(r"\b[a-zà-ÿ]{3,30}\s+hoeveel\b", re.IGNORECASE)
ASKS_COUNT = re.compile(
    r"(?:^|[,;:.?(]\s*|\b(?:en|of|maar|om|met|tot|van|voor|per|binnen|bij|in|na|op|over|door|uit|aan|tegen|naar)\s+)"
    r"(?:hoeveel|hoe veel)\b|\baantal\b",
    re.IGNORECASE,
)
"""`hoeveel` that asks, not one that is only told of: `doorgeven hoeveel capaciteit we hebben`."""
_NO_NOUN = "|".join(sorted(question_words().no_noun))
OPEN_SIZE = re.compile(rf"\b(?:hoeveel|hoe veel)\s+(?:(?:{_NO_NOUN})|[a-z]{{2,20}}[lrdfgkmp]t)\b", re.IGNORECASE)
"""`hoeveel is er beschikbaar`, `hoeveel stelt u beschikbaar`: an amount, a share or a number, for no noun follows.

No noun that is counted ends so (`capaciteit`, `budget`, `tekst` do not).
"""
SPECIFIC = (Wanted.DURATION, Wanted.FREQUENCY, Wanted.PERCENTAGE, Wanted.MONEY, Wanted.AGE)
"""A question for one of these also says `hoeveel` or `aantal`, which by itself asks for a count."""

CLAUSE = re.compile(r"[,;:]\s|\s(?:en|maar)\s", re.IGNORECASE)
"""What parts the wishes of one question."""
MEASURES = (Wanted.PERCENTAGE, Wanted.MONEY, Wanted.COUNT, Wanted.DURATION)
"""A question that names its measure does not leave it open."""


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a question; behind a question mark the next may be typed without a capital."""
    return tuple(sentence for part in re.split(r"(?<=[?!])\s+", text) for sentence in sentences(part))


BEHIND_COLON = re.compile(
    r":\s+(?=(?:(?:tot|per|vanaf|voor|vóór|binnen|met|in|op|aan|bij|van)\s)?(?:hoe|hoeveel|hoelang|wat|wie|waar|wanneer|welke?)\b)",
    re.IGNORECASE,
)
"""`Omdat het drie jaar loopt: welke jaren ...?`: what stands before the colon only tells."""


def asking_part(text: str) -> str:
    """The text from the first sentence that asks; the last sentence when none does."""
    parts = sentences_of(BEHIND_COLON.split(text)[-1])
    first = next((place for place, part in enumerate(parts) if part.endswith("?")), len(parts) - 1)
    return " ".join(parts[first:]) if parts else text


def find_wishes(text: str) -> tuple[Wish, ...]:
    """What must stand in a passage for it to answer, in the order of `Wanted`."""
    table = question_words().wishes
    found: list[Wish] = []
    for name in Wanted:
        entry = table[name.value]
        ending = ends_in(text, entry.endings)
        listed = ending and _asks_plural(text)
        strong = holds(text, entry.strong) or _weak_words(text, entry.weak) > 1 or (ending and not listed)
        if strong or listed or holds(text, entry.weak):
            found.append(Wish(name, strong=strong))
    bounded = (replace(wish, bound=_bound_of(wish, text, several=len(found) > 1)) for wish in found)
    return _settled(tuple(bounded), text)


def _bound_of(wish: Wish, text: str, *, several: bool) -> Bound | None:
    """The bound that is asked for; of several wishes each has the bound in its own clause, if there is one."""
    entry = question_words().wishes[wish.wanted.value]
    clauses = [clause for clause in CLAUSE.split(text) if holds(clause, entry.strong + entry.weak)]
    own = " ".join(clauses) if several and clauses else text
    return find_bound(own) or (_side(text) if wish.wanted is Wanted.DATE else None)


def _weak_words(text: str, weak: tuple[str, ...]) -> int:
    """How many different words hint at the wish: `wanneer` and `uiterlijk` together are sure."""
    return len({found.group().lower() for found in phrase_pattern(weak).finditer(text)}) if weak else 0


def _settled(wishes: tuple[Wish, ...], text: str) -> tuple[Wish, ...]:
    """`hoeveel weken` is no count of weeks, a postal address no e-mail address, and so on."""
    if holds(text, question_words().how_made):
        wishes = tuple(wish for wish in wishes if wish.wanted not in (Wanted.MONEY, Wanted.PERCENTAGE, Wanted.SIZE))
    wanted = {wish.wanted for wish in wishes if wish.strong}
    kept = []
    for wish in wishes:
        if wish.wanted is Wanted.COUNT:
            noun = counted_noun(text)
            if wanted - {Wanted.COUNT} and EMBEDDED.search(text) and not ASKS_COUNT.search(text):
                continue
            if wanted.intersection(SPECIFIC) and not _counts_besides(text):
                continue
            if OPEN_SIZE.search(text):
                kept.append(Wish(Wanted.SIZE, strong=True, bound=wish.bound))
                continue
            wish = Wish(Wanted.COUNT, strong=True, unit=stem(noun) if noun else None, bound=wish.bound)  # noqa: PLW2901
        if wish.wanted is Wanted.DURATION and UNTIL_WHEN.search(text):
            wish = replace(wish, strong=False)  # noqa: PLW2901
        if wish.wanted is Wanted.DURATION and (length := counted_length(text)):
            wish = replace(wish, unit=length)  # noqa: PLW2901
        if wish.wanted is Wanted.SIZE and wanted.intersection(MEASURES):
            continue
        if wish.wanted is Wanted.ADDRESS and Wanted.EMAIL in wanted:
            continue
        if wish.wanted is Wanted.CHANNEL and not wish.strong and wanted:
            continue
        kept.append(wish)
    return tuple(kept)


def _counts_besides(text: str) -> bool:
    """Whether a count is asked next to a duration or a percentage (`hoeveel sessies en hoe lang`)."""
    nouns = [match.group(1).lower() for match in COUNTED.finditer(text)]
    measures = holds_measure(nouns)
    return any(not measure for measure in measures)


def holds_measure(nouns: list[str]) -> list[bool]:
    """Per noun: whether it is a measure of time, money or share instead of a thing counted."""
    measures = question_words().measures
    return [noun in measures or noun in question_words().no_noun for noun in nouns]


def counted_noun(text: str) -> str | None:
    """The noun after `hoeveel` or `aantal`, folded; None when there is none."""
    for match in COUNTED.finditer(text):
        found = words(match.group(1))
        if found and found[0] not in question_words().no_noun:
            return found[0]
    return None


def counted_length(text: str) -> str | None:
    """The unit of time after `hoeveel` or `aantal`, in the singular; None when there is none."""
    singular = question_words().lengths
    return next(
        (singular[noun] for match in COUNTED.finditer(text) if (noun := match.group(1).lower()) in singular), None
    )


def find_bound(text: str) -> Bound | None:
    """The bound that the question asks for (`maximaal`, `minstens`)."""
    for name, phrases in question_words().bounds.items():
        if holds(text, phrases):
            return Bound(name)
    return None


def _side(text: str) -> Bound | None:
    """Whether the last or the first day is asked for; None when neither or both are named."""
    found = [Bound(name) for name, phrases in question_words().date_bounds.items() if holds(text, phrases)]
    return found[0] if len(found) == 1 else None


def find_form(text: str, *, insurers: int = 0) -> Form:
    """The shape of the answer. Two insurers named in one question make it a comparison."""
    asking = asking_part(text)
    table = question_words()
    if insurers > 1:
        return Form.COMPARE
    if is_yes_no(asking):
        return Form.YES_NO
    if WHAT_IS.search(asking) or MEANT.search(asking):
        return Form.DEFINITION
    for name in table.forms.order:
        if holds(asking, getattr(table.forms, name)):
            return Form(name)
    return Form.LIST if _asks_plural(asking) or SEVERAL.search(asking) else Form.FACT


WHAT_IS = re.compile(
    r"^(?:en\s+)?wat\s+(?:is|zijn)\s+(?:volgens\s+\S+(?:\s\S+){0,3}?\s+)?(?:een\s+|het\s+|de\s+)?[a-zà-ÿ&'-]{2,30}(?:\s[a-zà-ÿ&'-]{2,30})?\s?\?$",
    re.IGNORECASE,
)
"""`Wat is volgens ... passende zorg?`: one or two words to be explained."""
MEANT = re.compile(
    r"\bwat\b[^.?]{0,80}\bmet\b[^.?]{2,60}\b(?:bedoel(?:d|t|en)|gemeend)\b"
    r"|\bwanneer\s+(?:telt|tellen|geldt|gelden)\b[^.?]{2,60}\bals\b",
    re.IGNORECASE,
)
"""`Wat wordt er precies met passende zorg bedoeld?`, `wanneer telt een huisarts als vast?`"""
PLURAL_WELKE = re.compile(
    r"^(?:(?:en|aan|met|voor|in|op|bij|van|uit|volgens|om|dus)\s+)?welke\s+(?:[a-zà-ÿ-]{2,20}e\s+){0,2}?"
    r"([a-zà-ÿ-]{4,40}(?:en|s|’s|'s)|addenda|criteria|data|media)\b",
    re.IGNORECASE,
)


SEVERAL = re.compile(
    r"^(?:de\s+)?(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien)\s+[a-zà-ÿ-]{4,30}(?:en|s)\b", re.IGNORECASE
)
"""`vier principes ...`: keywords for a list."""


def _asks_plural(asking: str) -> bool:
    """`Welke programma's ...`: several things are wanted."""
    match = PLURAL_WELKE.search(asking)
    return match is not None


ASKS_OTHERWISE = re.compile(
    r"\b(?:hoe|hoeveel|hoelang|wat|wie|waar|waarom|waarvoor|wanneer|wnr|welke?)\b", re.IGNORECASE
)


def is_yes_no(asking: str) -> bool:
    """Whether the question opens as one for ja or nee, or ends with a tag that does."""
    table = question_words().yes_no
    openers = question_words().follow_up.openers
    for part in sentences_of(asking):
        folded = [word for word in re.findall(r"[a-zà-ÿ']+", part.lower()) if word not in openers]
        if folded and folded[0] in table.openers:
            return True
        if not ASKS_OTHERWISE.search(part) and phrase_pattern(table.tags).search(part.lower()):
            return True
    return False
