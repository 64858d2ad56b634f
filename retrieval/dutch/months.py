"""The months and weekdays, in full and as they are cut short."""

from __future__ import annotations

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
SHORT = {
    "jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
NUMBER_OF: dict[str, int] = {**{name: number for number, name in enumerate(MONTHS, start=1)}, **SHORT}
"""Every spelling of a month → 1 to 12."""
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def month_pattern(*, short: bool = False) -> str:
    """Alternatives of a regular expression for the name of a month, longest first; no group around them.

    >>> import re
    >>> bool(re.fullmatch(month_pattern(), "mei")), bool(re.fullmatch(month_pattern(short=True), "febr"))
    (True, True)
    """
    names = NUMBER_OF if short else MONTHS
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))
