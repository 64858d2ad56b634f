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
BEFORE = re.compile(
    r"(?:in plaats van|i\.p\.v\.|\bipv|(?<!\w)(?:en|dus|,) niet|\bafgedrukt (?:was|is|stond)"
    r"|\b(?:stond|stonden|staat er)\b[^.;:]{0,60}?"
    r"|\b(?:eerst|eerder|voorheen|oorspronkelijk|dat|dit) (?:was|waren|stond(?: er)?)|\bvoor(?= ?[\"“'‘])"
    r"|\b(?:was|stond|oud|fout)(?= ?:)"
    r"|\b(?:gewijzigd|verschuift|verschoven|verplaatst|verzet|aangepast)\b[^.;]{0,60}\bvan"
    rf"|\bgenoemde \w{{3,20}} van){_ASIDE}{{0,8}}$",
    re.IGNORECASE,
)
"""Words right before a figure that no longer holds."""
BEHIND = re.compile(
    r"^[\"”'’)]{0,2}[^.;\d]{0,25}?\s(?:moet(?:en)? (?:zijn|worden)|vervangen door"
    r"|(?:wordt|is|zijn) (?:gewijzigd in|aangepast naar)|wijzigt in|wordt gelezen|komt te vervallen)\b",
    re.IGNORECASE,
)
"""Words right behind it."""
NOT = re.compile(rf"\bniet{_ASIDE}{{0,8}}$", re.IGNORECASE)
BUT = re.compile(r"^[\"”'’,)]{0,2}[^.;\d]{0,25}?\smaar\b", re.IGNORECASE)
"""Around it: `tekent niet op 13 maar op 20 november`."""
REACH_BEFORE, REACH_BEHIND = 110, 60
"""Letters that are looked at on either side."""


def is_replaced(text: str, figure: Figure) -> bool:
    """Whether the text says of one of its figures that another took its place.

    >>> from retrieval.figures.find import find_figures
    >>> [is_replaced(text, f) for text in ["De nacht: 48,90 moet zijn 51,20."] for f in find_figures(text)]
    [True, False]
    """
    before = text[max(0, figure.start - REACH_BEFORE) : figure.start]
    behind = text[figure.end : figure.end + REACH_BEHIND]
    if NOT.search(before) and BUT.match(behind):
        return True
    return BEFORE.search(before) is not None or BEHIND.match(behind) is not None
