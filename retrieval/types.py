"""The values that pass between the stages, from a document to an answer.

All are frozen and slotted; collections are tuples; the order of a tuple is part
of the result. Ids are strings under a NewType, so that a chunk id is never
passed where a unit id is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NewType

from retrieval.figures.values import Bound, Figure, FigureKind

DocumentId = NewType("DocumentId", str)
"""The file's stem."""
UnitId = NewType("UnitId", str)
"""`<document>:<hash of section, text and occurrence>`: the same text gives the same id."""
ChunkId = NewType("ChunkId", str)
"""Hash of document, heading path and text."""

Origin = Literal["question", "history", "choice", "default"]


# ---------------------------------------------------------------- documents


class Role(StrEnum):
    """What a document is among the documents of one insurer; what outranks what is in `retrieval.relations`."""

    POLICY = "policy"
    GENERAL = "general"
    """Holds for every care type that has nothing else of its own on a subject."""
    ANSWERS = "answers"
    """A Nota van Inlichtingen: questions and answers on a policy."""
    CORRECTION = "correction"
    """An erratum, addendum or notice of changes."""
    ANNEX = "annex"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known about a policy; what could not be recognised is None or empty."""

    id: DocumentId
    title: str
    insurer: str | None = None
    care_types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    version: str | None = None
    version_date: date | None = None
    published: date | None = None
    address: str | None = None
    edition: Literal["official", "own-words"] = "official"
    source: str = ""
    """File name, for display."""
    names: tuple[str, ...] = ()
    """Other names and abbreviations that the text gives its insurer; questions may use them."""
    labels: tuple[str, ...] = ()
    """Brands of the insurer that the text names."""
    inferred: tuple[str, ...] = ()
    """Fields of this value that the text does not state but that were worked out (`insurer`, `care_types`, `years`)."""
    role: Role = Role.POLICY


class UnitKind(StrEnum):
    """What a unit is in its document."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that can be cited: a sentence, a list item or a table row.

    `text` is verbatim; `lead` holds the words it must be read with (the lead-in
    of a list item; caption and headers of a row), verbatim as well, and never
    part of a quote. `start:end` is the span in the document's cleaned text.
    """

    id: UnitId
    document_id: DocumentId
    kind: UnitKind
    text: str
    lead: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """For a row: (header, cell) pairs, empty cells left out."""
    section: tuple[str, ...] = ()
    """Heading path, outermost first."""
    page: int | None = None
    start: int = 0
    end: int = 0
    year: int | None = None
    """Year that header or caption gives to a date without one."""
    figures: tuple[Figure, ...] = ()
    """Figures of `text`; dates completed with `year` where they lack one."""
    correction: date | None = None
    """Date of the correction that this unit states (Actualisering, Toevoeging per ...)."""
    superseded_by: UnitId | None = None
    """The unit that corrects this one."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A figure of a unit that another unit puts a new one in the place of."""

    old: str
    """As the unit writes it."""
    new: str
    """As it would read there."""
    by: UnitId
    column: str = ""
    """Header of the one cell of a row that it holds for; empty: wherever the figure stands."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring units of one section: what is embedded and retrieved."""

    id: ChunkId
    document_id: DocumentId
    section: tuple[str, ...]
    text: str
    """The units' words in reading order, with table header and list lead-in; what a reader is shown."""
    units: tuple[Unit, ...]
    page: int | None = None

    @property
    def indexed_text(self) -> str:
        """What embedding and BM25 see: the heading path, then the text."""
        return " > ".join(self.section) + "\n" + self.text if self.section else self.text


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A figure that looks broken in the source (`per 20267`); kept as it stands, and reported."""

    text: str
    reason: str
    """Dutch, for the ingest table."""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy as read: metadata, cleaned text and its chunks in reading order."""

    info: DocumentInfo
    text: str
    chunks: tuple[Chunk, ...]
    tables: int = 0
    suspicions: tuple[Suspicion, ...] = ()
    problems: tuple[str, ...] = ()
    """Dutch remarks on what could not be read or recognised."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A dated or relative obligation, with the unit that states it."""

    id: str
    document_id: DocumentId
    insurer: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    actor: str | None
    action: str
    value: str
    """Normal form of a date, month, period or duration, or a rule such as `first-day-of-next-quarter`."""
    kind: FigureKind
    bound: Bound | None
    time: str | None
    channel: str | None
    unit_id: UnitId
    quote: str
    section: tuple[str, ...] = ()
    page: int | None = None
    title: str = ""
    surface: str = ""
    """The figure as it stood in the source."""

    @property
    def day(self) -> date | None:
        """The last day on which the obligation can be met; None for a rule or a date without a year."""
        last = self.value.split("/")[-1]
        try:
            return date.fromisoformat(last)
        except ValueError:
            return None


# ---------------------------------------------------------------- questions


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is about. A part that is None does not restrict.

    `origins` says where each part came from, as (part, origin) pairs.
    """

    insurer: str | None = None
    care_type: str | None = None
    year: int | None = None
    origins: tuple[tuple[str, Origin], ...] = ()
    question: str | None = None
    """The stand-alone question, when history was needed to understand it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it comes in, with the conversation, the choice of scope and the date."""

    question: str
    history: tuple[Turn, ...] = ()
    scope: Scope | None = None
    today: date | None = None


class Form(StrEnum):
    """The shape of the answer that a question asks for."""

    FACT = "fact"
    YES_NO = "yes_no"
    LIST = "list"
    COMPARE = "compare"
    CHANGE = "change"
    DEFINITION = "definition"


class Wanted(StrEnum):
    """What must stand in a passage for it to answer the question."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    FREQUENCY = "frequency"
    PERCENTAGE = "percentage"
    MONEY = "money"
    YEAR = "year"
    AGE = "age"
    COUNT = "count"
    SIZE = "size"
    """How high or large something is, in whatever measure the policy gives it."""
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    WHO = "who"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that the question wants to hear."""

    wanted: Wanted
    strong: bool = True
    """False when the answer may do without it (`wanneer` is also answered by a condition)."""
    unit: str | None = None
    """Stem of what is counted ("deelnemers")."""
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question, and the words that count as the same."""

    text: str
    stem: str
    weight: float
    variants: tuple[tuple[tuple[str, ...], float], ...] = ()
    """(stems that must all be present, how well they stand for the word: 0 to 1)."""
    known: bool = True
    """False when the index does not hold the word, nor one close to it."""
    also: tuple[str, ...] = ()
    """Words to search for besides `text`: what it was mistyped for, synonyms, written-out abbreviations."""
    spelled: tuple[str, ...] = ()
    """Of these, what an abbreviation stands for, or the abbreviation of what is written out."""
    firsts: frozenset[str] = field(init=False, compare=False, repr=False)
    """The first stems of the word and its variants: a text with none of them does not speak of it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "firsts", frozenset((self.stem, *(key[0] for key, _ in self.variants if key))))


@dataclass(frozen=True, slots=True)
class Question:
    """A question made to stand alone, with what it asks for and within which policies."""

    asked: str
    """As typed, without control characters and markup."""
    text: str
    """Made to stand alone, insurer and policy left out: what the searches see."""
    scope: Scope = field(default_factory=Scope)
    form: Form = Form.FACT
    wishes: tuple[Wish, ...] = ()
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    """Figures that the question itself states."""
    insurers: tuple[str, ...] = ()
    """All insurers named, in order."""
    years: tuple[int, ...] = ()
    """All contract years asked about."""
    year_sure: bool = False
    """True when the year is said of the policy itself ("contractjaar 2025")."""
    insurer_acts: bool = False
    """True when it is asked what the insurer itself does ("wanneer biedt VGZ ... aan")."""
    follow_up: bool = False
    alone: Question | None = None
    """Of a follow-up: how it reads without the conversation; what looked like one may be a new topic."""
    refusal: str | None = None
    """Key of the reason in `wording` why this is not a question for the policies."""
    in_comparison: bool = False
    """True for a part of a comparison."""
    parts: tuple[Question, ...] = ()
    """Of a comparison: what is asked of each insurer or year."""


# ---------------------------------------------------------------- answers


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk. `Passage(n=1, document_id="x", text="...")` suffices for the checker."""

    n: int
    document_id: str
    text: str
    title: str = ""
    insurer: str | None = None
    care_types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    section: tuple[str, ...] = ()
    page: int | None = None
    score: float = 0.0
    version: str | None = None
    chunk_id: str | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation(Passage):
    """A cited passage and the verbatim words in it that carry the claim.

    `text[quote_start:quote_end] == quote`.
    """

    quote: str = ""
    quote_start: int = 0
    quote_end: int = 0
    unit_id: str | None = None


class Verdict(StrEnum):
    """What the checker found for a figure."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    WRONG_CITATION = "wrong_citation"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a computed figure follows from its rule."""

    rule: str
    """The rule in the source's own words."""
    inputs: tuple[str, ...]
    steps: tuple[str, ...]
    """Dutch, one line each."""
    result: str
    """Normal form."""


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """The verdict on one figure of an answer. `start:end` is its span in the answer."""

    surface: str
    start: int
    end: int
    kind: FigureKind
    value: str
    bound: Bound | None
    verdict: Verdict
    n: int | None
    """Number of the passage that decided the verdict."""
    evidence: str
    """The source's own words."""
    reason: str
    """Dutch, one sentence."""
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All figures of a text, in order of appearance. `ok` when nothing but `supported` is among them."""

    checks: tuple[FigureCheck, ...]
    ok: bool


class Status(StrEnum):
    """How a question was answered."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model took to write an answer."""

    name: str
    calls: int
    input_tokens: int
    output_tokens: int
    counted: bool
    """False when the provider did not say and the tokens are estimated from the length of the texts."""
    seconds: float
    cost: float | None = None
    """In the currency of the prices that are set; None without prices."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker sees. See CONTRACT.md for each field."""

    text: str
    status: Status
    citations: tuple[Citation, ...] = ()
    passages: tuple[Passage, ...] = ()
    checks: tuple[FigureCheck, ...] = ()
    verified: bool = True
    notices: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    generation: str = ""
    """The index generation that the answer came from."""
    repaired: int = 0
    withheld: int = 0
    model: ModelUse | None = None
    """What the language model took that was asked; None without one."""
    confidence: float = 1.0
    """Calibrated probability that the answer is right, 0 to 1."""
