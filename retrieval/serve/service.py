"""What other programs may ask, and the form they get it in: one place for HTTP, MCP and LangChain.

The views are the values of the Python API without the units of passages, which
only the program itself needs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from retrieval.answer.modelled import PASSAGES
from retrieval.checker import check_answer
from retrieval.figures.values import Bound, FigureKind
from retrieval.pipeline import PolicyAssistant
from retrieval.registry import registry_with
from retrieval.types import DocumentInfo, Passage, Scope, Status, Turn, Verdict

LONGEST_TEXT = 20_000
"""Characters of a text to check, and of a passage: some pages."""
LONGEST_QUESTION = 4_000
MOST_TURNS = 40
MOST_PASSAGES = 50
MOST_DEADLINES = 500


class _View(BaseModel):
    model_config = ConfigDict(from_attributes=True, frozen=True)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GivenTurn(_Given):
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=LONGEST_TEXT)]


class GivenScope(_Given):
    """Restricts to an insurer, a kind of care or a contract year; names as people write them."""

    insurer: Annotated[str | None, Field(max_length=200)] = None
    care_type: Annotated[str | None, Field(max_length=200)] = None
    year: Annotated[int | None, Field(ge=1990, le=2100)] = None

    def within(self, assistant: PolicyAssistant) -> Scope | None:
        """The scope with the names as the policies have them; None when it is empty."""
        return canonical(Scope(self.insurer, self.care_type, self.year), assistant.reader.documents)


def canonical(scope: Scope, documents: tuple[DocumentInfo, ...]) -> Scope | None:
    """A scope with the names as the policies have them: `zz` and `haz` are understood; None for an empty one."""
    names = registry_with(documents)
    insurers = names.find_insurers(scope.insurer or "")
    care_types = names.find_care_types(scope.care_type or "")
    found = Scope(
        insurers[0].name if insurers else scope.insurer,
        care_types[0].name if care_types else scope.care_type,
        scope.year,
    )
    return found if found != Scope() else None


class GivenQuestion(_Given):
    """A question with the conversation before it."""

    question: Annotated[str, Field(max_length=LONGEST_QUESTION)]
    history: Annotated[tuple[GivenTurn, ...], Field(max_length=MOST_TURNS)] = ()
    scope: GivenScope = GivenScope()
    today: date | None = None

    def turns(self) -> tuple[Turn, ...]:
        """The conversation as the assistant takes it."""
        return tuple(Turn(turn.role, turn.content) for turn in self.history)


class GivenSearch(GivenQuestion):
    """A question of which only the passages are wanted."""

    k: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = PASSAGES


class GivenPassage(_Given):
    """A passage that a text leans on."""

    n: Annotated[int, Field(ge=1)]
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    document_id: str = ""
    title: str = ""
    insurer: str | None = None
    care_types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    section: tuple[str, ...] = ()


class GivenText(_Given):
    """A text with `[n]` markers, and the passages with those numbers."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]
    passages: Annotated[tuple[GivenPassage, ...], Field(max_length=MOST_PASSAGES)]
    question: Annotated[str, Field(max_length=LONGEST_QUESTION)] = ""
    today: date | None = None


class ScopeView(_View):
    """What the question was understood to be about."""

    insurer: str | None
    care_type: str | None
    year: int | None
    origins: tuple[tuple[str, str], ...]
    question: str | None


class PassageView(_View):
    """A passage of a policy."""

    n: int
    document_id: str
    title: str
    insurer: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    section: tuple[str, ...]
    page: int | None
    text: str
    score: float
    version: str | None


class CitationView(PassageView):
    """A cited passage with the verbatim words that carry the claim."""

    quote: str
    quote_start: int
    quote_end: int


class DerivationView(_View):
    """How a computed figure follows from its rule."""

    rule: str
    inputs: tuple[str, ...]
    steps: tuple[str, ...]
    result: str


class CheckView(_View):
    """The verdict on one figure of a text."""

    surface: str
    start: int
    end: int
    kind: FigureKind
    value: str
    bound: Bound | None
    verdict: Verdict
    n: int | None
    evidence: str
    reason: str
    derivation: DerivationView | None


class ModelView(_View):
    """What a language model took to write the answer."""

    name: str
    calls: int
    input_tokens: int
    output_tokens: int
    counted: bool
    seconds: float
    cost: float | None


class AnswerView(_View):
    """An answer with its sources and the checks of its figures."""

    text: str
    status: Status
    verified: bool
    notices: tuple[str, ...]
    citations: tuple[CitationView, ...]
    checks: tuple[CheckView, ...]
    passages: tuple[PassageView, ...]
    scope: ScopeView
    generation: str
    repaired: int
    withheld: int
    model: ModelView | None


class ReportView(_View):
    """The verdicts on a text; `ok` when every figure is supported."""

    checks: tuple[CheckView, ...]
    ok: bool


class DeadlineView(_View):
    """A dated obligation, with the words that state it."""

    document_id: str
    title: str
    insurer: str | None
    care_types: tuple[str, ...]
    years: tuple[int, ...]
    actor: str | None
    action: str
    value: str
    kind: FigureKind
    bound: Bound | None
    time: str | None
    channel: str | None
    quote: str
    section: tuple[str, ...]
    page: int | None


def ask(assistant: PolicyAssistant, given: GivenQuestion) -> AnswerView:
    """The answer to a question."""
    answer = assistant.ask(
        given.question, history=given.turns(), scope=given.scope.within(assistant), today=given.today
    )
    return AnswerView.model_validate(answer)


def search(assistant: PolicyAssistant, given: GivenSearch) -> tuple[PassageView, ...]:
    """The passages that fit a question best."""
    found = assistant.search(
        given.question, given.k, history=given.turns(), scope=given.scope.within(assistant), today=given.today
    )
    return tuple(PassageView.model_validate(passage) for passage in found)


def deadlines(assistant: PolicyAssistant, scope: GivenScope, today: date | None) -> tuple[DeadlineView, ...]:
    """The dated obligations within a scope; with `today` only those that are not over."""
    found = assistant.deadlines(scope.within(assistant), today)[:MOST_DEADLINES]
    return tuple(DeadlineView.model_validate(deadline) for deadline in found)


def check(given: GivenText) -> ReportView:
    """The verdict on every figure of a text, from the passages that its markers name."""
    passages = [
        replace(Passage(n=passage.n, document_id="", text=passage.text), **passage.model_dump(exclude={"n", "text"}))
        for passage in given.passages
    ]
    report = check_answer(given.text, passages, question=given.question, today=given.today)
    return ReportView.model_validate(report)
