"""The cases that the tests of the language model share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from eval.adversary import SHOWN
from eval.chat_server import Reply

TODAY = date(2026, 11, 24)

RIGHT = (
    "Tot wanneer kan een praktijk de overeenkomst logopedie 2027 van DSW ondertekenen?",
    "Wanneer biedt DSW de overeenkomst aan?",
    "Hoeveel logopedisten moet een praktijk minimaal hebben bij DSW?",
    "Binnen hoeveel werkdagen reageert DSW op een aanvraag?",
    "Hoe hoog is de opslag bij een lange wachttijd bij DSW?",
    "Vanaf wanneer staat het gecontracteerde aanbod van DSW in de zorgzoeker?",
)
"""Questions that the invented policy answers."""
SIGN, OFFER, STAFF, REPLY, SURCHARGE, LISTED = RIGHT


@dataclass(frozen=True)
class Fault:
    """What a server does wrong, and within how many seconds an answer must be there."""

    name: str
    reply: Reply
    seconds: float = 5.0


FAULTS = (
    Fault("never ends", Reply("De praktijk ondertekent vast wel ergens [1]", pause=0.5), seconds=1.0),
    Fault("too many requests", Reply(status=429)),
    Fault("server error", Reply(status=500)),
    Fault("key refused", Reply(status=401)),
    Fault("cut stream", Reply("De praktijk ondertekent uiterlijk 14 november 2026 en daarna nog veel meer", cut=True)),
    Fault("malformed", Reply(raw=b"<html>geen JSON</html>")),
    Fault("empty", Reply("")),
    Fault("only markup", Reply("--- *** ### [1] [2]")),
    Fault("English", Reply("The practice must sign the agreement by the date that is given in the table [1].")),
    Fault("about something else", Reply("Bananen zijn kromme gele vruchten uit verre tropische landen.")),
)


def number_of(messages: list[dict[str, Any]], words: str) -> int:
    """The number of the first passage in a prompt that holds these words."""
    for found in SHOWN.finditer(str(messages[-1]["content"])):
        if words in found["text"]:
            return int(found["n"])
    raise AssertionError(f"{words!r} is not in the prompt")


def saying(text: str, words: str) -> Callable[[list[dict[str, Any]]], Reply]:
    """A script that says a text, `#` standing for the number of the passage with these words."""
    return lambda messages: Reply(text.replace("#", str(number_of(messages, words))))
