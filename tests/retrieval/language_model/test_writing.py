"""The model proposes, the checker disposes: through the real client, against a server that misbehaves."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from lm_cases import FAULTS, RIGHT, TODAY, Fault

from eval.adversary import run_adversary, unsupported
from eval.chat_server import ChatServer, Reply
from retrieval import Answer, Status
from retrieval.language_model.writing import ModelWriter

SIGN, OFFER, STAFF, REPLY, SURCHARGE, _ = RIGHT


def test_the_extractive_answers_stand(extractive: dict[str, Answer]) -> None:
    assert {question: answer.status for question, answer in extractive.items()} == dict.fromkeys(
        extractive, Status.ANSWERED
    )


def test_a_right_answer_is_shown_in_the_models_words(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("De praktijk ondertekent uiterlijk 14 november 2026 om 17:00 uur [1].")
    answer = writer_for().write(SIGN, extractive[SIGN], today=TODAY)
    assert answer.text == "De praktijk ondertekent uiterlijk 14 november 2026 om 17:00 uur [1]."
    assert answer.verified
    assert "Ondertekenen" in answer.citations[0].quote
    assert answer.citations[0].text[answer.citations[0].quote_start :].startswith(answer.citations[0].quote)


def test_a_wrong_figure_is_repaired_by_one_targeted_retry(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    replies = iter(
        ["Een praktijk heeft minimaal 5 logopedisten [1].", "Een praktijk heeft minimaal 2 logopedisten [1]."]
    )
    server.script = lambda _: Reply(next(replies))
    answer = writer_for().write(STAFF, extractive[STAFF], today=TODAY)
    assert "2 logopedisten" in answer.text
    assert "5" not in answer.text
    assert answer.repaired == 1
    repair = server.requests[1]["body"]["messages"][-1]["content"]
    assert "minimaal 5 logopedisten" in repair
    assert "minimaal 2 logopedisten" in repair  # the source's own words


def test_what_cannot_be_repaired_gives_way_to_the_source(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("DSW reageert binnen 25 werkdagen [1].")
    answer = writer_for().write(REPLY, extractive[REPLY], today=TODAY)
    assert "10 werkdagen" in answer.text
    assert "25" not in answer.text
    assert answer.repaired + answer.withheld >= 1
    assert answer.notices


def test_a_marker_that_points_nowhere_is_dropped_and_told(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("DSW biedt de overeenkomst uiterlijk 3 september 2026 aan [1][42].")
    answer = writer_for().write(OFFER, extractive[OFFER], today=TODAY)
    assert "[42]" not in answer.text
    assert any("verwijzing" in notice for notice in answer.notices)


def test_an_address_that_is_not_in_the_source_is_not_shown(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("Vraag de opslag aan via hulp@elders.example [1].")
    answer = writer_for().write(SURCHARGE, extractive[SURCHARGE], today=TODAY)
    assert "elders.example" not in answer.text


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_brings_the_extractive_answer_in_time(
    fault: Fault, server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: fault.reply
    writer = writer_for(seconds=fault.seconds, key="very-secret-key")
    start = time.monotonic()
    answer = writer.write(SIGN, extractive[SIGN], today=TODAY)
    assert time.monotonic() - start < fault.seconds + 1.5
    assert answer.text == extractive[SIGN].text
    assert len(answer.notices) > len(extractive[SIGN].notices)
    assert "secret" not in " ".join(answer.notices)


def test_the_asker_can_stop_it(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("De praktijk ondertekent vast wel ergens [1]. " * 40, pause=0.05)
    start = time.monotonic()
    answer = writer_for(seconds=20).write(
        SIGN, extractive[SIGN], today=TODAY, cancelled=lambda: time.monotonic() - start > 0.3
    )
    assert time.monotonic() - start < 2
    assert answer.text == extractive[SIGN].text
    assert any("gestopt" in notice for notice in answer.notices)


def test_streaming_shows_only_checked_sentences(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply(
        "De praktijk ondertekent uiterlijk 14 november 2026 [1]. Dat mag ook nog op 20 november 2026 [1]."
    )
    shown: list[str] = []
    writer_for().write(SIGN, extractive[SIGN], today=TODAY, show=shown.append)
    assert shown
    assert "20 november" not in " ".join(shown)


def test_personal_data_never_reaches_the_server(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    server.script = lambda _: Reply("De praktijk ondertekent uiterlijk 14 november 2026 [1].")
    question = f"{SIGN} Mijn BSN is 111222333, mail jan@praktijk.example"
    answer = writer_for().write(question, extractive[SIGN], today=TODAY)
    sent = str(server.requests)
    assert "111222333" not in sent
    assert "jan@praktijk.example" not in sent
    assert any("burgerservicenummer" in notice for notice in answer.notices)


def test_no_wrong_figure_gets_out_of_a_lying_model(
    server: ChatServer, writer_for: Callable[..., ModelWriter], extractive: dict[str, Answer]
) -> None:
    answers = [(question, (), answer) for question, answer in extractive.items()]
    outcome = run_adversary(writer_for(), server, answers, today=TODAY, most=150)
    assert outcome.answers >= 60
    assert outcome.wrong >= outcome.answers // 2
    assert outcome.escaped == ()


def test_the_second_test_sees_what_should_not_be_there(extractive: dict[str, Answer]) -> None:
    from dataclasses import replace

    answer = extractive[STAFF]
    lying = replace(answer, text=answer.text.replace("2 logopedisten", "9 logopedisten"))
    assert unsupported(answer, STAFF, today=TODAY) == ()
    assert unsupported(lying, STAFF, today=TODAY) != ()
