"""What the readers hand to one another: a figure in the making, counted in tokens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from retrieval.figures.values import Bound, FigureKind


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the token behind it.

    `article` marks an unaccented "een"; `dotted` a form like 3.0, which is no
    Dutch decimal; `plain` digits without separators or scale.
    """

    value: Decimal
    end: int
    digits: bool = False
    plain: bool = False
    article: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Atom:
    """A figure over the tokens `first` up to and without `last`.

    `number` is the bare number of a count, duration or percentage, so that "2
    tot 4 weken" can give its unit to the 2; `code` is the unit of a duration.
    """

    first: int
    last: int
    kind: FigureKind
    value: str
    unit: str | None = None
    bound: Bound | None = None
    number: Decimal | None = None
    code: str = ""
    plain: bool = False
    """A count in digits or words with nothing behind it that it counts."""
