from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from answers import answer, citation

from retrieval.types import DocumentId, DocumentInfo, Scope, Status
from screens.view.conversation import (
    MAX_ADDRESS,
    Exchange,
    Pending,
    carried_choice,
    change_choice,
    examples,
    follow_ups,
    from_address,
    history_of,
    narrowings,
    scope_options,
    to_address,
)

TODAY = date(2031, 1, 2)


def policy(name: str, insurer: str, years: tuple[int, ...], care: str = "wijkverpleging") -> DocumentInfo:
    return DocumentInfo(id=DocumentId(name), title=name, insurer=insurer, care_types=(care,), years=years)


DOCUMENTS = (
    policy("noorderlicht-2031", "Noorderlicht", (2031,)),
    policy("noorderlicht-2030", "Noorderlicht", (2030,)),
    policy("zuiderzon-2031", "Zuiderzon", (2031,)),
    policy("oosterbries-2031", "Oosterbries", (2031,), care="kraamzorg"),
)
EXCHANGE = Exchange("Tot wanneer kan ik mij aanmelden?", answer())


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("En hoeveel dagen is dat?", Scope(insurer="VGZ", care_type="wijkverpleging", year=2031)),
        ("En bij Zorg en Zekerheid?", None),
        ("En in 2030?", Scope(insurer="VGZ", care_type="wijkverpleging")),
        ("En voor huisartsenzorg?", Scope(insurer="VGZ", year=2031)),
    ],
    ids=["nothing-named", "insurer", "year", "care-type"],
)
def test_a_choice_is_carried_but_gives_way_to_what_is_named(question: str, kept: Scope | None) -> None:
    choice = Scope(insurer="VGZ", care_type="wijkverpleging", year=2031)
    assert carried_choice(choice, question, today=TODAY) == kept


def test_without_a_choice_nothing_is_carried() -> None:
    assert carried_choice(None, "En nu?", today=TODAY) is None


def test_one_part_changes_and_the_others_stay() -> None:
    chosen = replace(EXCHANGE, choice=Scope(insurer="VGZ", year=2031))
    assert change_choice(chosen, "year", 2030) == Scope(insurer="VGZ", year=2030)
    assert change_choice(chosen, "insurer", None) == Scope(year=2031)
    assert change_choice(replace(EXCHANGE, choice=Scope(year=2031)), "year", None) is None
    assert change_choice(EXCHANGE, "care_type", "kraamzorg") == Scope(care_type="kraamzorg")


def test_the_history_alternates() -> None:
    assert [turn.role for turn in history_of([EXCHANGE, EXCHANGE])] == ["user", "assistant"] * 2


def test_only_what_the_index_holds_can_be_chosen() -> None:
    assert scope_options(DOCUMENTS) == {
        "insurer": ("Noorderlicht", "Oosterbries", "Zuiderzon"),
        "care_type": ("kraamzorg", "wijkverpleging"),
        "year": (2030, 2031),
    }


def test_the_address_goes_there_and_back() -> None:
    exchanges = [EXCHANGE, Exchange("En de reactie?", answer(), Scope(insurer="Zuiderzon", year=2031))]
    assert from_address(to_address(exchanges), DOCUMENTS) == (
        Pending(EXCHANGE.question),
        Pending("En de reactie?", Scope(insurer="Zuiderzon", year=2031)),
    )


def test_a_long_conversation_shares_its_end() -> None:
    exchanges = [Exchange(f"vraag {n} ".ljust(400, "x"), answer()) for n in range(20)]
    asked = from_address(to_address(exchanges), DOCUMENTS)
    assert [one.question.rstrip(" x") for one in asked] == [f"vraag {n}" for n in range(9, 20)]
    assert sum(len(one.question) for one in asked[:-1]) <= MAX_ADDRESS


def test_more_than_six_short_questions_all_come_back() -> None:
    exchanges = [Exchange(f"vraag {n}", answer()) for n in range(20)]
    assert len(from_address(to_address(exchanges), DOCUMENTS)) == 20


@pytest.mark.parametrize(
    "parameters",
    [{}, {"vraag": ["  "]}, {"verzekeraar": ["Noorderlicht"]}, {"jaar": ["geen"], "vraag": []}],
)
def test_an_address_without_a_question_asks_nothing(parameters: dict[str, list[str]]) -> None:
    assert from_address(parameters, DOCUMENTS) == ()


def test_what_an_address_makes_up_is_left_out() -> None:
    given = {"vraag": ["x" * 9000], "verzekeraar": ["<b>"], "jaar": ["1999"], "anders": ["?"]}
    (asked,) = from_address(given, DOCUMENTS)
    assert asked.choice is None
    assert len(asked.question) == 2000


def test_follow_ups_name_another_insurer_of_the_same_care_and_another_year() -> None:
    found = follow_ups([EXCHANGE], DOCUMENTS, answered=lambda _: True)
    assert found[:2] == ("En bij Zuiderzon?", "En in 2030?")
    assert not any("Oosterbries" in question for question in found)


def test_no_dead_end_is_offered() -> None:
    found = follow_ups([EXCHANGE], DOCUMENTS, answered=lambda question: "2030" in question)
    assert found == ("En in 2030?",)
    assert follow_ups([EXCHANGE], DOCUMENTS, answered=lambda _: False) == ()


def test_what_was_asked_is_not_offered_again() -> None:
    earlier = Exchange("en bij zuiderzon?", answer())
    assert "En bij Zuiderzon?" not in follow_ups([earlier, EXCHANGE], DOCUMENTS, answered=lambda _: True)


@pytest.mark.parametrize("status", [Status.ABSTAINED, Status.CLARIFY])
def test_only_an_answer_is_followed_up(status: Status) -> None:
    assert follow_ups([Exchange("Wat?", answer(status=status))], DOCUMENTS, answered=lambda _: True) == ()
    assert follow_ups([], DOCUMENTS, answered=lambda _: True) == ()


def test_where_policies_differ_the_reader_can_choose_between_them() -> None:
    both = replace(
        answer(status=Status.CLARIFY), citations=(citation(), replace(citation(n=2), document_id="zuiderzon-2031"))
    )
    assert narrowings(Exchange("Wanneer?", both), DOCUMENTS) == (("insurer", "Noorderlicht"), ("insurer", "Zuiderzon"))
    years = replace(both, citations=(citation(), replace(citation(n=2), document_id="noorderlicht-2030")))
    assert narrowings(Exchange("Wanneer?", years), DOCUMENTS) == (("year", 2030), ("year", 2031))
    assert narrowings(EXCHANGE, DOCUMENTS) == ()


def test_examples_are_answered_and_spread_over_insurers() -> None:
    found = examples(DOCUMENTS, answered=lambda _: True)
    assert len(found) == 4
    assert len({question.rsplit(" bij ", 1)[1] for question in found}) == 3
    assert examples(DOCUMENTS, answered=lambda _: False) == ()
    assert all(not question.endswith("bij None?") for question in examples((), answered=lambda _: True))
