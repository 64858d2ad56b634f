"""Mijn praktijk in-process: filled in, used by the other pages, and the watch over kept answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Site
from test_pages import QUESTION, ask, button, page, shown, use

import retrieval.__main__ as command
from retrieval.memory import KeptFigure, Memory, Practice
from retrieval.settings import settings

READER = "a" * 32


@pytest.fixture
def here(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    """The pages look at the tiny index, with a memory of their own and one reader."""
    path = tmp_path / "memory.sqlite"
    use(site, monkeypatch, INKOOPWIJZER_MEMORY=str(path))
    monkeypatch.setattr("screens.common.reader_id", lambda: READER)
    yield Memory(path)
    monkeypatch.undo()
    settings.cache_clear()


def outdate(memory: Memory) -> None:
    """As if the answer came from an earlier index that named another number."""
    (kept,) = memory.kept(READER)
    figure = KeptFigure("13 verpleegkundigen", "count", "13", "min")
    memory.seen(kept.id, replace(kept.answer, generation="generation-0000", figures=(figure,)))


def test_a_practice_is_filled_in_and_can_be_removed(here: Memory) -> None:
    app = page("praktijk")
    assert not app.exception
    app.multiselect[0].set_value(["VGZ"])
    app.text_input[0].set_value("wijkteam")
    button(app, "Bewaren").click().run()
    assert not app.exception
    assert here.practice(READER) == Practice(kind="wijkteam", insurers=("VGZ",))
    assert "3 maart 2031" in shown(app)
    button(app, "Verwijder alles").click().run()
    assert here.practice(READER) == Practice()


def test_a_practice_scopes_a_question_and_can_be_left_out_with_one_click(here: Memory) -> None:
    here.set_practice(READER, Practice(insurers=("VGZ",)))
    app = ask(page("vraag"), "Hoeveel verpleegkundigen moet een wijkteam minimaal hebben?")
    (exchange,) = app.session_state.exchanges
    assert (exchange.answer.scope.insurer, exchange.practice) == ("VGZ", True)
    button(app, "Zonder mijn praktijk").click().run()
    (exchange,) = app.session_state.exchanges
    assert (exchange.choice, exchange.practice) == (None, False)


def test_a_question_that_names_another_insurer_is_not_held_to_the_practice(here: Memory) -> None:
    here.set_practice(READER, Practice(insurers=("VGZ",)))
    app = ask(page("vraag"), "Hoeveel verpleegkundigen heeft een wijkteam bij Zorg en Zekerheid in 2031?")
    assert app.session_state.exchanges[0].answer.scope.insurer == "Zorg en Zekerheid"


def test_the_deadlines_open_on_the_practices_own(here: Memory) -> None:
    here.set_practice(READER, Practice(insurers=("VGZ",)))
    app = page("deadlines")
    assert "3 maart 2031" in shown(app)
    assert "28 februari 2031" not in shown(app)
    button(app, "Zonder mijn praktijk").click().run()
    assert "28 februari 2031" in shown(app)


def test_a_pinned_answer_that_changed_is_shown_old_to_new(here: Memory) -> None:
    app = ask(page("vraag"), QUESTION)
    button(app, "Bewaren").click().run()
    (kept,) = here.kept(READER)
    assert kept.how == "pinned"
    outdate(here)
    app = page("praktijk")
    assert not app.exception
    words = shown(app)
    assert "1 antwoord is veranderd" in words
    assert "13 verpleegkundigen</del> → <ins" in words
    button(app, "Gezien").click().run()
    assert "1 bewaard antwoord geldt nog" in shown(app)


def test_the_watch_on_the_command_line_has_an_exit_code(here: Memory, capsys: pytest.CaptureFixture[str]) -> None:
    ask(page("vraag"), QUESTION)
    assert command.main(["watch"]) == 0
    assert "1 van de 1 bewaarde antwoorden ongewijzigd." in capsys.readouterr().out
    outdate(here)
    assert command.main(["watch", "--json"]) == 2
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["state"], found["gone"]) == ("changed", ["13 verpleegkundigen"])
