"""Every Dutch sentence of an answer that is not a quote, and the lines of the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from retrieval.dutch.months import MONTHS
from retrieval.types import DocumentInfo, Passage


class Policy(Protocol):
    """What a policy's name is made of; a passage of it and a kept source have the same."""

    @property
    def title(self) -> str: ...  # noqa: D102 - the name says it
    @property
    def insurer(self) -> str | None: ...  # noqa: D102 - the name says it
    @property
    def care_types(self) -> tuple[str, ...]: ...  # noqa: D102 - the name says it
    @property
    def years(self) -> tuple[int, ...]: ...  # noqa: D102 - the name says it


REFUSALS = {
    "empty": "Stel gerust een vraag over het zorginkoopbeleid, bijvoorbeeld: wanneer moet het jaarplan binnen zijn?",
    "too_long": "Deze tekst is te lang om als één vraag te beantwoorden. Stel uw vraag in een paar zinnen.",
    "english": (
        "Ik beantwoord vragen in het Nederlands, omdat het zorginkoopbeleid in het Nederlands is geschreven. "
        "Wilt u uw vraag in het Nederlands stellen?"
    ),
    "injection": (
        "Ik beantwoord alleen vragen over het zorginkoopbeleid, met bronvermelding. Andere opdrachten voer ik niet uit."
    ),
    "abusive": "Ik help u graag met vragen over het zorginkoopbeleid. Wilt u uw vraag zakelijk stellen?",
    "medical": (
        "Dat is een medische vraag en die kan ik niet beantwoorden. Neem contact op met een huisarts. "
        "Met vragen over het zorginkoopbeleid help ik u graag."
    ),
    "off_topic": "Daar gaat het zorginkoopbeleid niet over. Met vragen over inkoop en contractering help ik u graag.",
}

SOURCE_NUMBERS = re.compile(r"\bbron(?:,? \[[0-9]+\])+", re.IGNORECASE)
"""How the checker names passages, by the numbers that a language model knows them under."""
YES = "Ja"
NO = "Nee"
PREMISE = "Dat klopt niet"
ASK_WHICH = "Over welke verzekeraar of welk beleid gaat uw vraag?"
WITHHELD = "Een deel van het antwoord is weggelaten, omdat een getal of datum daarin niet door de bron wordt gedragen."
REPAIRED = "Een getal of datum is hersteld naar wat er in de bron staat."
QUOTED = "Een zin van het taalmodel klopte niet met de bron; daarvoor in de plaats staan de woorden van de bron zelf."
TOO_FAR = (
    "Het taalmodel schreef een antwoord, maar wat het aanhaalt staat zo ver van uw vraag dat het niet getoond wordt."
)
OTHER_SUBJECT = "de bron die hij noemt, zegt dat niet"
NOTHING_LEFT = "De gevonden tekst draagt de cijfers in het antwoord niet; daarom geef ik geen antwoord."


def day(value: date) -> str:
    """A date in Dutch.

    >>> day(date(2025, 10, 1))
    '1 oktober 2025'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def years(found: Sequence[int]) -> str:
    """Contract years: `2026`, `2026-2027`."""
    if not found:
        return ""
    return str(found[0]) if len(found) == 1 else f"{min(found)}-{max(found)}"


def policy_name(info: DocumentInfo, *, care: bool = True, contract_years: bool = True) -> str:
    """A policy as a reader knows it: insurer, and as wanted care type and years."""
    return _name(info.insurer or info.title, info.care_types if care else (), info.years if contract_years else ())


def policy_name_of(passage: Passage) -> str:
    """The same, of the policy of a passage."""
    return _name(passage.insurer or passage.title, passage.care_types, passage.years)


def policy_names_of(policy: Policy) -> tuple[str, ...]:
    """Every form in which an answer may name a policy."""
    name = policy.insurer or policy.title
    forms = ((policy.care_types, policy.years), (policy.care_types, ()), ((), policy.years))
    return tuple(_name(name, care_types, contract_years) for care_types, contract_years in forms)


def _name(insurer: str, care_types: Sequence[str], contract_years: Sequence[int]) -> str:
    inner = " ".join(part for part in (" en ".join(care_types), years(contract_years)) if part)
    return f"{insurer} ({inner})" if inner else insurer


def both(names: Sequence[str]) -> str:
    """Names in a Dutch enumeration."""
    unique = list(dict.fromkeys(names))
    if len(unique) < 2:
        return "".join(unique)
    return ", ".join(unique[:-1]) + " en " + unique[-1]


def according_to(name: str) -> str:
    """The opening of an answer from one policy."""
    return f"Volgens het beleid van {name}:"


NEAREST_OF = "Dit staat er het dichtst bij in het beleid van"
NEAREST_LOOK = "; kijk of het uw vraag beantwoordt"
"""Around the policy's name where an answer is not certain."""


def nearest(verdict: str, name: str) -> str:
    """The opening of what may not answer the question; a ja or nee in front of it says that it is not certain."""
    word = {"yes": YES, "no": NO, "wrong": PREMISE}.get(verdict)
    rest = f"{NEAREST_OF} {name}{NEAREST_LOOK}:"
    return f"{word}, zo te zien. {rest}" if word else rest


def computed(given: str, result: str) -> str:
    """A computed day, from the day that the question gives."""
    return f"Bij {given} is dat {result}"


def opening(verdict: str, name: str) -> str:
    """The opening of an answer with a ja, a nee or a correction in front of it."""
    word = {"yes": YES, "no": NO, "wrong": PREMISE}.get(verdict)
    rest = according_to(name)
    return f"{word}. {rest}" if word else rest


def line_opening(verdict: str, name: str) -> str:
    """The opening of one line of several."""
    word = {"yes": "ja. ", "no": "nee. ", "wrong": "dat klopt niet. "}.get(verdict, "")
    return f"\n- {name}: {word}".rstrip()


def not_found(names: Sequence[str]) -> str:
    """The policies were searched and do not say it."""
    if not names:
        return "Dat staat niet in de beschikbare documenten."
    return f"Dat staat niet in het beschikbare beleid. Gezocht is in: {both(names)}."


def not_found_near(names: Sequence[str], places: Sequence[str]) -> str:
    """As `not_found`, with the places that come nearest; those may state what was not asked."""
    if not places:
        return not_found(names)
    quoted = both([f"‘{place}’" for place in places])
    return f"{not_found(names)} Het dichtst in de buurt komt {quoted}, maar daar staat het antwoord niet."


def also_says(names: Sequence[str]) -> str:
    """Other policies fit the question as well."""
    return f"Ook het beleid van {both(names)} zegt hier iets over. Noem de verzekeraar om dat te lezen."


def no_policy_of(name: str, known: Sequence[str]) -> str:
    """The insurer is known, its policy is not in the index."""
    return f"Van {name} heb ik geen inkoopbeleid. Wel van: {both(known)}."


def no_policy_of_year(name: str, wanted: str, present: Sequence[str]) -> str:
    """The insurer's policy of that year is not in the index."""
    return f"Het beleid van {name} voor {wanted} zit niet bij de beschikbare documenten. Wel: {both(present)}."


def expired(name: str, last_year: int) -> str:
    """The answer comes from a policy whose contract years are over."""
    return f"Let op: het beleid van {name} liep tot en met {last_year} en geldt niet meer."


def passed(when: date) -> str:
    """A deadline in the answer is behind us."""
    return f"Let op: {day(when)} is al voorbij."


def corrected(when: date | None) -> str:
    """The answer uses a correction inside the document."""
    dated = f" van {day(when)}" if when else ""
    return f"Deze tekst is een actualisering{dated} binnen het document en gaat voor de oudere tekst."


def differs(names: Sequence[str]) -> str:
    """The opening of an answer that gives several policies' answers."""
    return f"Dat verschilt per beleid ({both(names)})."


def more() -> str:
    """The end of a list that is too long to show whole; without a count, which no source states."""
    return "Er staat nog meer in de bron."


def nothing_for(name: str) -> str:
    """A line of a comparison for a policy that does not say it."""
    return f"{name}: dit staat niet in het beleid."


def ask_back(names: Sequence[str]) -> str:
    """What was found does not settle what is meant."""
    if len(set(names)) < 2:
        return (
            f"Uw vraag kan op meer dan één manier worden gelezen. In het beleid van {both(names)} hangt het antwoord "
            "af van wat u bedoelt; noem bijvoorbeeld het jaar, de soort overeenkomst of de soort zorg."
        )
    return f"{ASK_WHICH} Gevonden is er iets in: {both(names)}."


def left_out(reason: str) -> str:
    """A sentence of a language model is not shown, and why: the checker's reason without its numbers of passages.

    >>> left_out("Bron [1], [2] noemt 30 recepten niet hiervoor.")
    'Een zin van het taalmodel is weggelaten: de bron noemt 30 recepten niet hiervoor.'
    """
    told = SOURCE_NUMBERS.sub("de bron", reason).replace(" maar in de bron", " maar in een andere").removesuffix(".")
    return f"Een zin van het taalmodel is weggelaten: {told[:1].lower()}{told[1:]}."


MODEL_FAILED = "{reason} Dit antwoord is zonder taalmodel gemaakt."
MODEL_CANCELLED = "U hebt het taalmodel gestopt. Dit antwoord is zonder taalmodel gemaakt."
MODEL_UNUSABLE = (
    "De tekst van het taalmodel is niet door de controle gekomen. Dit antwoord is zonder taalmodel gemaakt."
)
MODEL_LEANS_LITTLE = "Een zin van dit antwoord staat met andere woorden in de bron; lees de bron zelf na."
MODEL_POINTED_NOWHERE = "Een verwijzing van het taalmodel naar een bron die niet bestaat, is weggelaten."


def masked(kinds: Sequence[str]) -> str:
    """What was taken out of the question before the language model saw it.

    >>> masked(["burgerservicenummer", "e-mailadres"])
    'Uit uw vraag is weggelaten voordat het taalmodel haar zag: burgerservicenummer, e-mailadres.'
    """
    return f"Uit uw vraag is weggelaten voordat het taalmodel haar zag: {', '.join(kinds)}."
