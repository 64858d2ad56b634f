"""Questions with what a right answer must hold, read strictly from JSON Lines.

One question a line. A file or a folder of files may be given; an unknown key, a
fact without a value or an id that stands twice stops the run with file and line.
Whether quotes and facts stand in the corpus is for `eval.verify`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from retrieval.errors import EvaluationError
from retrieval.types import Turn

OWN = Path(__file__).with_name("questions")
TODAY = date(2026, 11, 22)
"""The day on which the questions of this folder are asked; another set may need another day."""

QuestionType = Literal[
    "deadline", "number", "eligibility", "procedure", "definition", "change", "list", "compare",
    "computed", "followup", "ambiguous", "unanswerable", "false_premise", "superseded", "version",
    "contact", "exception", "money", "precedence",
]  # fmt: skip
FactKind = Literal[
    "date", "month", "year", "period", "time", "duration", "percentage", "count", "money",
    "phone", "email", "identifier", "other",
]  # fmt: skip
Expectation = Literal["answer", "abstain", "clarify_or_both", "correct_premise"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Strict):
    """A verbatim piece of a policy that carries the answer."""

    doc: str = Field(min_length=1)
    section: str = ""
    quote: str = Field(min_length=3)


class Fact(_Strict):
    """A figure that a right answer states; `value` in the normal form of the program's figures."""

    kind: FactKind
    value: str = Field(min_length=1)
    surface: str = Field(min_length=1)
    """As the policy writes it, or as the answer would when it is computed."""
    unit: str | None = None
    bound: str | None = None


class Message(_Strict):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class AskedScope(_Strict):
    """What the question is about, for the reader of the file."""

    insurer: str | None = None
    care_type: str | None = None
    year: int | None = None


class Question(_Strict):
    """A question and what a right answer holds.

    `must_include` entries may give alternatives with `|`; `must_not` entries are
    wrong answers that lie near. `answer` is an example for the reader only.
    """

    id: str = Field(min_length=1)
    type: QuestionType
    question: str = Field(min_length=1)
    expect: Expectation
    history: tuple[Message, ...] = ()
    scope: AskedScope | None = None
    docs: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Fact, ...] = ()
    must_include: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    answer: str = ""

    @model_validator(mode="after")
    def _can_be_scored(self) -> Question:
        if self.expect == "abstain":
            return self
        if not self.evidence or not (self.facts or self.must_include):
            raise ValueError("een vraag met een antwoord heeft evidence nodig, en facts of must_include")
        if unlisted := {piece.doc for piece in self.evidence} - set(self.docs):
            raise ValueError(f"evidence noemt een document dat niet in docs staat: {', '.join(sorted(unlisted))}")
        return self

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return tuple(Turn(role=message.role, content=message.content) for message in self.history)


def load_questions(paths: Iterable[Path]) -> tuple[Question, ...]:
    """The questions of files and folders, in the order of file name and line.

    Raises:
        EvaluationError: a file is missing or empty, a line is wrong, or an id stands twice.

    """
    found: dict[str, Question] = {}
    for path in paths:
        for file in _files(path):
            for place, question in _read(file):
                if question.id in found:
                    raise EvaluationError(
                        f"{place}: de id {question.id!r} staat er twee keer. Geef elke vraag een eigen id."
                    )
                found[question.id] = question
    if not found:
        raise EvaluationError("Er zijn geen vragen gevonden. Noem een .jsonl-bestand of een map ermee.")
    return tuple(found.values())


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.jsonl"))
    if not path.is_file():
        raise EvaluationError(f"Het bestand {path} is er niet. Controleer de naam.")
    return [path]


def _read(file: Path) -> Iterator[tuple[str, Question]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        place = f"{file.name}, regel {number}"
        try:
            yield place, Question.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise EvaluationError(f"{place}: geen geldige JSON ({error.msg}). Verbeter de regel.") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "de vraag"
            raise EvaluationError(f"{place}: {where}: {first['msg']}. Verbeter de regel.") from error
