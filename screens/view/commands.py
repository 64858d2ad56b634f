"""What is typed as a command or a courtesy, and not as a question for the policies.

"Alle deadlines", "vergelijk VGZ en DSW", "wat is er veranderd" are searches of a
page; "wat kun je" and "dank je wel" get a word back. A text that holds anything
else besides names of policies is a question and goes to the policies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from retrieval.types import DocumentInfo
from retrieval.understand.scoping import find_naming

Page = Literal["deadlines", "vergelijken", "hulp"]

ASKS = (
    r"(?:(?:geef|toon|laat)(?: (?:mij|me|eens|maar))*(?: een)?(?: (?:overzicht|lijst) van)?"
    r"|wat zijn|welke|zijn er|ik wil)"
)
DEADLINES = re.compile(
    rf"(?:{ASKS} )?(?:(?:alle|de|mijn|onze|komende|aankomende|openstaande) )*(?:deadlines?|termijnen|data|einddatums)"
    r"(?: (?:er|zien|voor mij|zijn er|staan er))*(?: (?P<period>deze maand|dit kwartaal|dit jaar|komende maand))?"
)
PERIOD = re.compile(r"(?:wat (?:moet|speelt) er )?(?P<period>deze maand|dit kwartaal|dit jaar|komende maand)")
COMPARE = re.compile(r"(?:kun je |wil je )?(?:vergelijk\w*|leg) (?P<about>.+)")
CHANGED = re.compile(
    r"(?:wat is er (?:veranderd|gewijzigd|nieuw|anders)|wat (?:verandert|wijzigt) er"
    r"|(?:alle |de )?(?:wijzigingen|veranderingen))"
    r"(?: (?:dit jaar|ten opzichte van vorig jaar))?"
)
ABLE = re.compile(
    r"(?:wat kun(?:t)? (?:je|u)(?: allemaal)?(?: doen)?"
    r"|help|hulp|hoe werkt (?:dit|het|inkoopwijzer)|wie ben je|wat is dit)"
)
THANKS = re.compile(
    r"(?:heel )?(?:erg )?(?:hartelijk )?(?:dank|bedankt|dank je|dank u|dankjewel|dankuwel|merci)(?: je| u)?(?: wel)?"
)
GREETING = re.compile(r"(?:hallo|hoi|hai|goede?(?:morgen|middag|navond|ndag)|goedendag|dag)")
ABILITIES = (
    "Ik beantwoord vragen over het ingelezen zorginkoopbeleid, met de bron erbij, en controleer elke datum en elk "
    "getal. Op Deadlines staan alle termijnen, op Vergelijken legt u beleid naast elkaar, op Documenten voegt u eigen "
    "beleid toe."
)
REPLIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (ABLE, ABILITIES),
    (THANKS, "Graag gedaan. Stel gerust nog een vraag."),
    (GREETING, "Goedendag. Waar gaat uw vraag over?"),
)
PERIODS = {
    "deze maand": "deze maand",
    "dit kwartaal": "dit kwartaal",
    "dit jaar": "dit jaar",
    "komende maand": "komende maand",
}
FILLER = re.compile(
    r"\b(?:van|bij|voor|in|met|en|over|het|de|beleid|inkoopbeleid|zorginkoopbeleid|tussen"
    r"|alsjeblieft|graag|aub|naast elkaar)\b"
)


@dataclass(frozen=True, slots=True)
class Command:
    """Where a text wants to go, with the filters; or what is said back."""

    page: Page | None = None
    parameters: Mapping[str, str | list[str]] = field(default_factory=dict)
    reply: str = ""


def find_command(text: str, documents: Sequence[DocumentInfo], *, today: date) -> Command | None:
    """The command that a text is; None for a question."""
    bare = " ".join(re.sub(r"[?!.,;:]+", " ", text.casefold()).split())
    if not bare:
        return None
    for pattern, reply in REPLIES:
        if pattern.fullmatch(bare):
            return Command(reply=reply)
    naming = find_naming(text, today=today, documents=tuple(documents))
    rest = _without_names(text, naming.spans, naming.light)
    if found := DEADLINES.fullmatch(rest) or PERIOD.fullmatch(rest):
        return Command("deadlines", _deadline_filters(naming.insurers, naming.care_types, found["period"]))
    fitting = [info for info in documents if info.insurer in naming.insurers] or list(documents)
    if CHANGED.fullmatch(rest) and (pair := version_pair(fitting)):
        return Command("vergelijken", {"weergave": "Wat is er veranderd", "oud": pair[0], "nieuw": pair[1]})
    if (found := COMPARE.fullmatch(bare)) and len(naming.insurers) > 1:
        return _comparison(naming.insurers, COMPARE.sub(r"\g<about>", rest), documents)
    return None


def version_pair(documents: Sequence[DocumentInfo]) -> tuple[str, str] | None:
    """Two documents of one insurer about the same care, the older first; the newest such pair."""
    ordered = sorted(documents, key=lambda info: (info.years, info.id))
    for place in range(len(ordered) - 1, 0, -1):
        new = ordered[place]
        for old in reversed(ordered[:place]):
            if old.insurer == new.insurer and set(old.care_types) & set(new.care_types) and old.years != new.years:
                return old.id, new.id
    return None


def _deadline_filters(
    insurers: Sequence[str], care_types: Sequence[str], period: str | None
) -> dict[str, str | list[str]]:
    found: dict[str, str | list[str]] = {}
    if insurers:
        found["verzekeraar"] = list(insurers)
    if care_types:
        found["zorgsoort"] = list(care_types)
    if period:
        found["periode"] = PERIODS[period]
    return found


def _comparison(insurers: Sequence[str], about: str, documents: Sequence[DocumentInfo]) -> Command | None:
    """The newest policy of each insurer side by side, on the subject when one is named."""
    ids = []
    for insurer in insurers:
        own = [info for info in documents if info.insurer == insurer]
        if own:
            ids.append(str(max(own, key=lambda info: (info.years, info.id)).id))
    if len(ids) < 2:
        return None
    found: dict[str, str | list[str]] = {"beleid": ids}
    subject = " ".join(FILLER.sub(" ", about).split())
    if subject and not subject.startswith("vergelijk"):
        found |= {"onderwerp": "Eigen vraag", "vraag": f"Wat staat er over {subject}?"}
    return Command("vergelijken", found)


def _without_names(text: str, spans: Sequence[tuple[int, int]], light: frozenset[str]) -> str:
    """The text, folded, without the names of policies and the small words before them."""
    parts, place = [], 0
    for start, end in sorted(spans):
        if start >= place:
            parts.append(re.sub(r"(?:\b(?:van|bij|voor|in|en|met)\s+)$", "", text[place:start], flags=re.IGNORECASE))
            place = end
    words = re.sub(r"[?!.,;:]+", " ", "".join([*parts, text[place:]]).casefold()).split()
    kept = [word for word in words if word not in light]
    while kept and kept[-1] in ("van", "bij", "voor", "in", "en", "met", "aub", "alsjeblieft"):
        kept.pop()
    return " ".join(kept)
