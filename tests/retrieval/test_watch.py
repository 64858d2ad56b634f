"""Kept answers beside those of now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from answers import answer, citation

from retrieval.memory import Memory, Practice, kept_answer
from retrieval.types import Answer, Scope, Status, Turn
from retrieval.watch import State, as_data, as_lines, look_again

TODAY = date(2031, 2, 1)
OLD, NEW = "generation-0001", "generation-0002"
QUESTION = "Tot wanneer kan ik mij aanmelden?"


class Fixed:
    """Always gives one answer, and counts how often it was asked."""

    def __init__(self, given: Answer) -> None:
        self.given = given
        self.asked: list[tuple[str, Scope | None]] = []

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope | None = None, today: date | None = None
    ) -> Answer:
        self.asked.append((question, scope))
        return self.given


def moved(surface: str, value: str) -> Answer:
    given = answer()
    check = replace(given.checks[0], surface=surface, value=value)
    return replace(given, text=given.text.replace("3 maart 2031", surface), checks=(check,), generation=NEW)


def words_only(quote: str) -> Answer:
    return replace(answer("Het loket. [1]"), citations=(citation(text=f"Vooraf. {quote}", quote=quote),), checks=())


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "deep" / "memory.sqlite")


@pytest.mark.parametrize(
    ("then", "now", "state", "gone", "come"),
    [
        (answer(), replace(answer("Uiterlijk 3 maart 2031. [1]"), generation=NEW), State.SAME, (), ()),
        (answer(), moved("9 april 2031", "2031-04-09"), State.CHANGED, ("3 maart 2031",), ("9 april 2031",)),
        (answer(), Answer(text="Dat staat er niet.", status=Status.ABSTAINED), State.GONE, ("3 maart 2031",), ()),
        (words_only("Via het loket."), words_only("Via het loket."), State.SAME, (), ()),
        (
            words_only("Via het loket."), words_only("Via het portaal."), State.CHANGED,
            ("Via het loket.",), ("Via het portaal.",),
        ),
    ],
    ids=["reworded", "changed", "gone", "same words", "other words"],
)  # fmt: skip
def test_what_became_of_an_answer(
    memory: Memory, then: Answer, now: Answer, state: State, gone: tuple[str, ...], come: tuple[str, ...]
) -> None:
    memory.keep("anna", QUESTION, then)
    (found,) = look_again(memory.kept("anna"), Fixed(now), today=TODAY, generation=NEW)
    assert (found.state, found.gone, found.come) == (state, gone, come)
    assert as_data(found)["state"] == state.value
    assert json.dumps(as_data(found))
    lines = as_lines([found])
    assert lines.splitlines()[-1].endswith("bewaarde antwoorden ongewijzigd.")
    assert all(value in lines for value in (*gone, *come))


def test_an_answer_of_this_index_is_not_asked_again(memory: Memory) -> None:
    memory.keep("anna", QUESTION, answer())
    asks = Fixed(answer())
    (found,) = look_again(memory.kept(), asks, today=TODAY, generation=OLD)
    assert found.state is State.SAME
    assert asks.asked == []


def test_a_year_that_was_assumed_does_not_hide_the_policy_of_next_year(memory: Memory) -> None:
    given = replace(answer(), scope=Scope("Noorderlicht", None, 2031, origins=(("year", "default"),)))
    memory.keep("anna", QUESTION, given)
    asks = Fixed(given)
    look_again(memory.kept(), asks, today=TODAY, generation=NEW)
    assert asks.asked == [(QUESTION, Scope("Noorderlicht", None, None))]


def test_what_was_seen_is_compared_with_from_then_on(memory: Memory) -> None:
    memory.keep("anna", QUESTION, answer(), how="pinned")
    now = moved("9 april 2031", "2031-04-09")
    (kept,) = memory.kept("anna")
    memory.seen(kept.id, kept_answer(now))
    (found,) = look_again(memory.kept("anna"), Fixed(now), today=TODAY, generation="generation-0003")
    assert found.state is State.SAME


def test_merely_asking_again_does_not_replace_what_was_pinned(memory: Memory) -> None:
    memory.keep("anna", QUESTION, answer(), how="pinned")
    memory.keep("anna", QUESTION, moved("9 april 2031", "2031-04-09"))
    (kept,) = memory.kept("anna")
    assert (kept.how, kept.answer.figures[0].surface) == ("pinned", "3 maart 2031")


def test_nothing_is_kept_of_an_abstention(memory: Memory) -> None:
    memory.keep("anna", QUESTION, replace(answer(), status=Status.ABSTAINED))
    assert memory.kept() == ()
    assert not memory.path.exists()


def test_the_file_is_for_its_owner_only(memory: Memory) -> None:
    memory.keep("anna", QUESTION, answer())
    assert memory.path.stat().st_mode & 0o777 == 0o600


def test_a_reader_sees_only_what_is_his_and_can_remove_it(memory: Memory) -> None:
    practice = Practice(kind="fysiotherapiepraktijk", insurers=("VGZ",), fte=2.4)
    memory.set_practice("anna", practice)
    memory.keep("anna", QUESTION, answer())
    memory.keep("bart", QUESTION, answer())
    assert memory.practice("anna") == practice
    assert memory.practice("bart") == Practice()
    (his,) = memory.kept("bart")
    memory.drop(his.id, "anna")
    assert memory.kept("bart") == (his,)
    memory.forget("anna")
    assert (memory.practice("anna"), memory.kept("anna")) == (Practice(), ())
    assert memory.kept("bart") == (his,)


@pytest.mark.parametrize(
    ("practice", "scope"),
    [
        (Practice(), None),
        (Practice(insurers=("VGZ",)), Scope("VGZ")),
        (Practice(insurers=("VGZ", "DSW"), care_types=("wijkverpleging",)), Scope(None, "wijkverpleging")),
        (Practice(insurers=("VGZ", "DSW")), None),
    ],
)
def test_a_practice_scopes_only_what_leaves_no_choice(practice: Practice, scope: Scope | None) -> None:
    assert practice.scope == scope
