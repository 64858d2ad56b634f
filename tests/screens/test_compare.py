from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from answers import QUOTE, answer

from retrieval.figures.values import FigureKind
from retrieval.types import Answer, DocumentId, DocumentInfo, Scope, Status, Turn
from screens.view.compare import Point, compare, policy_scope, topics

NORTH = DocumentInfo(
    id=DocumentId("noorderlicht-2031"),
    title="Inkoopbeleid wijkverpleging 2031",
    insurer="Noorderlicht",
    care_types=("wijkverpleging",),
    years=(2031, 2032),
)
SOUTH = replace(NORTH, id=DocumentId("zuiderzon-2031"), insurer="Zuiderzon", care_types=("kraamzorg", "wijkverpleging"))
POINT = Point(name="Aanmelden", question="Tot wanneer kan ik mij aanmelden?", wants=(FigureKind.DATE,))
TODAY = date(2031, 1, 2)


class Recorded:
    """Answers by insurer, and remembers what was asked."""

    def __init__(self, answers: dict[str | None, Answer]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Scope | None, date | None]] = []

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope | None = None,
        today: date | None = None,
    ) -> Answer:
        self.asked.append((question, scope, today))
        return self.answers[scope.insurer if scope else None]


def test_a_row_per_point_and_a_cell_per_policy_with_its_value_and_quote() -> None:
    nothing = replace(answer(), status=Status.ABSTAINED)
    assistant = Recorded({"Noorderlicht": answer(), "Zuiderzon": nothing})
    (row,) = compare(assistant, [POINT], [NORTH, SOUTH], today=TODAY)
    north, south = row.cells
    assert (north.found, north.citations[0].quote, north.values) == (True, QUOTE, ("uiterlijk 3 maart 2031",))
    assert (south.found, south.values) == (False, ())


def test_each_policy_is_asked_within_itself() -> None:
    assistant = Recorded({"Noorderlicht": answer(), "Zuiderzon": answer()})
    list(compare(assistant, [POINT], [NORTH, SOUTH], today=TODAY))
    assert assistant.asked == [
        (POINT.question, Scope(insurer="Noorderlicht", care_type="wijkverpleging", year=2031), TODAY),
        (POINT.question, Scope(insurer="Zuiderzon", care_type=None, year=2031), TODAY),
    ]


@pytest.mark.parametrize(
    "given",
    [
        replace(answer(), verified=False),
        replace(answer(), citations=(replace(answer().citations[0], document_id="ander-beleid"),)),
        replace(answer(), citations=()),
        replace(answer(), confidence=0.4),
        answer("Aanmelden gaat via het loket. [1]"),
    ],
    ids=["unverified", "other-policy", "no-source", "unsure", "a-sentence-without-the-date-asked-for"],
)
def test_what_is_not_this_policys_checked_word_is_not_found(given: Answer) -> None:
    (row,) = compare(Recorded({"Noorderlicht": given}), [POINT], [NORTH], today=TODAY)
    assert not row.cells[0].found


def test_topics_are_general_and_named_once() -> None:
    names = [topic.name for topic in topics()]
    questions = [point.question for topic in topics() for point in topic.points]
    assert len(names) == len(set(names)) >= 5
    assert len(questions) == len(set(questions)) >= 20
    assert not [question for question in questions if any(char.isdigit() for char in question)]


def test_a_policy_without_metadata_does_not_restrict() -> None:
    assert policy_scope(DocumentInfo(id=DocumentId("x"), title="x")) == Scope()
