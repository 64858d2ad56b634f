"""The claims of an answer: each figure with what it is about, which passages it cites, and whether it claims at all.

A marker stands behind its claim. A figure that only repeats the question, to
deny it, to say that the policies are silent on it, or as the asker's own input,
claims nothing of the policy.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.checker.evidence import Mention, ReadText, Unit, read_text
from retrieval.checker.names import find_names
from retrieval.checker.relation import Relation, relate
from retrieval.checker.statements import CONTRASTED, DENIED, Segment, Statement, read_statement
from retrieval.checker.vocabulary import vocabulary
from retrieval.figures.find import find_figures
from retrieval.figures.values import Figure, FigureKind

MARKER = r"\[[0-9]{1,3}(?:[ ]?[,;–-][ ]?[0-9]{1,3}){0,20}\]"
MARKERS = re.compile(rf"{MARKER}(?:[ ,]{{0,2}}{MARKER}){{0,20}}")
NUMBERS = re.compile(r"([0-9]{1,3})(?:[ ]?[–-][ ]?([0-9]{1,3}))?")
NEAR = 60
"""Characters before a figure in which its framing stands."""
CLOSE = 25
"""Characters between "uw" and its figure: "uw vraag van 10 oktober"."""
SENTENCE_END = re.compile(r"[ \w]{0,25}(?:\[[0-9, ]{1,8}\])?[.,;]?\s*$")
"""What follows a figure that closes its sentence: "..., geen vierjarige"."""
LIST_OPENS = re.compile(r"[^\W\d]*(?:\s[\w()-]{1,30}){0,3}:\s")
LIST_PARTS = re.compile(r",\s|\s(?:en|of)\s")
BRACKETS = re.compile(r"\([^()]{0,200}\)")
OWN_SIZE = re.compile(r"\b(?:met|bij|van|de|uw|heeft|hebt|zit u op|op)\s{1,2}$")
FIRST_PERSON = re.compile(r"\b(?:wij|we|ik|ons|onze|mijn|m'n|mij|met|voor|stel)\b", re.IGNORECASE)
"""What a question holds that tells of the asker, or of a case."""
Marker = tuple[int, int, tuple[int, ...]]
"""Start, end and passage numbers."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of an answer. `cited` are passage numbers; empty where no marker follows."""

    mention: Mention
    surface: str
    """The figure as it stands in the answer."""
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """An answer and its question, read."""

    reading: ReadText
    claims: tuple[Claim, ...]
    asked: str
    """The question as it was put."""
    names_insurer: bool = False
    """Some sentence of the answer names an insurer."""
    own_inputs: tuple[Figure, ...] = ()
    """Figures that the answer puts as the asker's own."""

    @property
    def question(self) -> Statement:
        """The question, read: few answers need it."""
        return _read_question(self.asked)

    def units_to(self, claim: Claim, back: int) -> tuple[Unit, ...]:
        """The claim's statement and so many before it."""
        units = self.reading.units
        place = bisect_left(units, claim.mention.unit.statement.start, key=lambda unit: unit.statement.start)
        return units[max(0, place - back) : place + 1]

    def repeats(self, claim: Claim) -> bool:
        """Whether the question states the claim's figure."""
        figure = claim.mention.figure
        return any(relate(figure, other) >= Relation.WITHIN for other in self.question.figures)


def read_answer(text: str, question: str) -> AnswerReading:
    """The claims of an answer, in order of appearance."""
    reading = read_text(text)
    if not reading.mentions:
        return AnswerReading(reading, (), question)
    markers = tuple((match.start(), match.end(), _numbers(match[0])) for match in MARKERS.finditer(text))
    claims = tuple(
        Claim(
            mention,
            text[mention.figure.start : mention.figure.end],
            _cited(text, mention, markers),
        )
        for mention in reading.mentions
    )
    named = any(word.actor.startswith("insurer.") for unit in reading.units for word in unit.statement.words)
    framed = tuple(claim.mention.figure for claim in claims if frames_input(claim, text))
    return AnswerReading(reading, claims, question, named, framed)


@lru_cache(maxsize=512)
def _read_question(question: str) -> Statement:
    return read_statement(question, (0, len(question)), find_figures(question), find_names(question))


def _numbers(marker: str) -> tuple[int, ...]:
    found: list[int] = []
    for match in NUMBERS.finditer(marker):
        first, last = int(match[1]), int(match[2] or match[1])
        found.extend(range(first, min(last, first + 20) + 1))
    return tuple(dict.fromkeys(found))


def _cited(text: str, mention: Mention, markers: tuple[Marker, ...]) -> tuple[int, ...]:
    """The first marker behind the figure in its sentence, else the last one before it there."""
    statement = mention.unit.statement
    place = bisect_left(markers, (mention.figure.end,))
    if place < len(markers):
        at, _, numbers = markers[place]
        if at < statement.end or not text[statement.end : at].strip(" .\n"):
            return numbers
    if place == 0:
        return ()
    at, _, numbers = markers[place - 1]
    opening = text[statement.start : at].strip() == ""
    return numbers if at >= statement.start and not opening else ()


def claims_nothing(claim: Claim, answer: AnswerReading, text: str) -> bool:
    """Whether the figure only repeats the question: denied, not found, or the asker's own."""
    before, after = _around(claim, text)
    denied = DENIED.search(before) is not None
    if denied and CONTRASTED.match(after):
        return True
    if _is_article(claim.mention.figure) or _counts_own_list(claim, text):
        return True
    if not answer.repeats(claim):
        return False
    if _is_own_size(claim, answer, before):
        return True
    if denied and SENTENCE_END.match(after):
        return True
    return _abstains(claim, text) or _own_input(before) or _wrong_premise(claim, text)


def _is_article(figure: Figure) -> bool:
    """Whether a count is no more than an article: `een werkdag`."""
    return figure.kind is FigureKind.COUNT and figure.bound is None and figure.text.lower().startswith("een ")


def _counts_own_list(claim: Claim, text: str) -> bool:
    """Whether a count opens a list and is that of its parts: `Drie eisen: een keurmerk, ... en ...`."""
    figure, statement = claim.mention.figure, claim.mention.unit.statement
    colon = LIST_OPENS.match(text, figure.end)
    if figure.kind is not FigureKind.COUNT or colon is None:
        return False
    listed = MARKERS.sub("", text[colon.end() : statement.end])
    listed = BRACKETS.sub("", listed)
    parts = listed.split(";") if ";" in listed else LIST_PARTS.split(listed)
    return figure.value == str(len([part for part in parts if part.strip(" .")]))


def _is_own_size(claim: Claim, answer: AnswerReading, before: str) -> bool:
    """Whether the question gives the figure as the asker's own, and the answer takes it as that."""
    if claim.mention.figure.kind not in (FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENTAGE):
        return False
    return OWN_SIZE.search(before) is not None and FIRST_PERSON.search(answer.asked) is not None


def frames_input(claim: Claim, text: str) -> bool:
    """Whether the figure is put as the asker's own: "als u op ... ontvangt"."""
    return _own_input(_around(claim, text)[0])


def _around(claim: Claim, text: str) -> tuple[str, str]:
    """The text of the claim's sentence on either side of the figure, near by."""
    statement, figure = claim.mention.unit.statement, claim.mention.figure
    return (
        text[max(statement.start, figure.start - NEAR) : figure.start].lower(),
        text[figure.end : min(statement.end, figure.end + NEAR)].lower(),
    )


def _abstains(claim: Claim, text: str) -> bool:
    segment = _segment(claim)
    around = text[segment.start : segment.end] if segment else ""
    return any(phrase in " ".join(around.lower().split()) for phrase in vocabulary().phrases["abstention"])


def _segment(claim: Claim) -> Segment | None:
    figure = claim.mention.figure
    return next((part for part in claim.mention.unit.statement.segments if part.start <= figure.start < part.end), None)


def _own_input(before: str) -> bool:
    tail = " " + " ".join(before.split())[-CLOSE - 20 :] + " "
    return _own_input_words().search(tail) is not None


@cache
def _own_input_words() -> re.Pattern[str]:
    """One pattern for all phrases: it is looked for before every figure."""
    return re.compile(rf" (?:{'|'.join(map(re.escape, vocabulary().phrases['own_input']))}) ")


def _wrong_premise(claim: Claim, text: str) -> bool:
    statement = claim.mention.unit.statement
    sentence = " ".join(text[statement.start : statement.end].lower().split())
    return any(phrase in sentence for phrase in vocabulary().phrases["wrong_premise"])
