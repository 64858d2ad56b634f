"""Which figures of a text made place for others: `48,90 moet zijn 51,20`, `niet 13 maar 20 november`.

Decided here for all: reading ties such a figure to the places that still state it, and the checker does not take it
for what holds.
"""

from __future__ import annotations

import re

from retrieval.figures.values import Figure

_ASIDE = (
    r"(?:[\s(:\"'“‘,]|€|\beur\b|\b(?:uiterlijk|op|tot|met|en|t/m|van|de|het|een|datum|bedrag|er|bij|abusievelijk|eerst"
    r"|nog|ten onrechte|binnen|minimaal|maximaal)\b)"
)
_FIGURE = r"(?=[\s:\"'“‘€]{0,4}(?:(?:de|het|een|uiterlijk|op|eur)\s){0,2}[\"'“‘€\s]{0,3}[0-9])"
"""What follows opens with a figure."""
MISPRINT_BEFORE = re.compile(
    r"(?:\bafgedrukt (?:was|is|stond)|\b(?:stond|stonden|staat er)\b[^.;:]{0,60}?|\bvoor(?= ?[\"“'‘])"
    rf"|\b(?:was|stond|oud|fout)(?= ?:)|\bgenoemde \w{{3,20}} van){_ASIDE}{{0,8}}$",
    re.IGNORECASE,
)
"""Words right before a figure that was printed wrongly, or before."""
MISPRINT_BEHIND = re.compile(
    rf"^[\"”'’)]{{0,2}}[^.;\d]{{0,25}}?\s(?:(?:moet(?:en)? (?:zijn|worden)|wordt gelezen){_FIGURE}|vervangen door\b)",
    re.IGNORECASE,
)
"""Words right behind it."""
INSTEAD_BEFORE = re.compile(
    rf"(?:in plaats van|i\.p\.v\.|\bipv|(?<!\w)(?:en|dus|,) niet){_ASIDE}{{0,8}}$",
    re.IGNORECASE,
)
"""Words right before a figure that another takes the place of: for all, or for some (`80% in plaats van 100%`)."""
INSTEAD_BEHIND = re.compile(
    rf"^[\"”'’)]{{0,2}}[^.;\d]{{0,25}}?\s(?:(?:wordt|is|zijn) (?:gewijzigd in|aangepast naar)|wijzigt in){_FIGURE}",
    re.IGNORECASE,
)
MOVED_FROM = re.compile(
    r"\b(?:gewijzigd|verschuift|verschoven|verplaatst|verzet|aangepast)\b[^.;]{0,60}\bvan\s{1,3}$", re.IGNORECASE
)
MOVED_TO = re.compile(r"^[^.;\d]{0,12}\s(?:naar|in)\b", re.IGNORECASE)
"""Around it: `verschuift van 25 september naar 16 oktober`, not `gewijzigd bij besluit van 12 februari`."""
NOT = re.compile(rf"\bniet{_ASIDE}{{0,8}}$", re.IGNORECASE)
BUT = re.compile(r"^[\"”'’,)]{0,2}[^.;\d]{0,25}?\smaar\b", re.IGNORECASE)
"""Around it: `tekent niet op 13 maar op 20 november`."""
OLD_HEAD = re.compile(
    r"\b(?:stond|stonden|staat er|staat nu|was|oud|oude|oorspronkelijk|voorheen|vervalt|vervallen|onjuist|fout"
    r"|afgedrukt)\b",
    re.IGNORECASE,
)
NEW_HEAD = re.compile(
    r"\b(?:is nu|(?<!staat )nu|moet zijn|moet worden|wordt|lees|nieuw|nieuwe|juist|geworden|gewijzigd)\b", re.IGNORECASE
)
"""Headers of a list of corrections: `Staat er | Moet zijn`."""
REACH_BEFORE, REACH_BEHIND = 110, 60
"""Letters that are looked at on either side."""


def is_misprint(text: str, figure: Figure) -> bool:
    """Whether the text says that a figure was printed somewhere and that another must be read there.

    >>> from retrieval.figures.find import find_figures
    >>> [is_misprint(text, f) for text in ["De nacht: 48,90 moet zijn 51,20."] for f in find_figures(text)]
    [True, False]
    """
    before, behind = _around(text, figure)
    return MISPRINT_BEFORE.search(before) is not None or MISPRINT_BEHIND.match(behind) is not None


def is_replaced(text: str, figure: Figure) -> bool:
    """Whether the text says of one of its figures that another took its place, be it for some only."""
    before, behind = _around(text, figure)
    contrasted = NOT.search(before) and BUT.match(behind)
    moved = MOVED_FROM.search(before) and MOVED_TO.match(behind)
    if contrasted or moved or is_misprint(text, figure):
        return True
    return INSTEAD_BEFORE.search(before) is not None or INSTEAD_BEHIND.match(behind) is not None


def _around(text: str, figure: Figure) -> tuple[str, str]:
    return text[max(0, figure.start - REACH_BEFORE) : figure.start], text[figure.end : figure.end + REACH_BEHIND]
