"""Each page in-process, on a real index of three tiny policies."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import streamlit as st
from conftest import ROOT, Site, make_site
from streamlit.testing.v1 import AppTest

from ingest.report import Progress
from retrieval.calendar.export import ZONE
from retrieval.proof import make_evidence, render_json, render_pdf
from retrieval.settings import settings
from screens.view.conversation import Pending
from screens.view.feedback import FeedbackStore

SECONDS = 60
TODAY = date(2031, 1, 2)
QUESTION = "Hoeveel verpleegkundigen moet een wijkteam bij VGZ minimaal hebben?"


def use(site: Site, monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    for name, value in (site.environment | more).items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The pages look at the tiny index."""
    use(site, monkeypatch)
    yield site
    monkeypatch.undo()
    settings.cache_clear()
    st.cache_resource.clear()
    st.cache_data.clear()


def page(name: str, **parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    if name != "vraag":
        app.run()
        app.switch_page(f"screens/{name}.py")
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.run()


def shown(app: AppTest) -> str:
    """All words on the page."""
    kinds = ("markdown", "html", "caption", "title", "subheader", "info", "warning", "error", "code", "text", "success")
    return "\n".join(str(getattr(e, "value", "") or getattr(e.proto, "body", "")) for k in kinds for e in app.get(k))


def button(app: AppTest, label: str) -> object:
    return next(b for b in app.button if label in b.label)


def answers(app: AppTest) -> str:
    return "\n".join(str(e.proto.body) for e in app.get("html") if "iw-answer" in str(e.proto.body))


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


# ---------------------------------------------------------------- question


def test_an_empty_chat_says_what_it_is_and_offers_questions_that_have_an_answer(here: Site) -> None:
    app = page("vraag")
    assert not app.exception
    assert "Waar gaat uw vraag over?" in shown(app)
    examples = [b for b in app.button if (b.key or "").startswith("example-")]
    assert examples
    examples[0].click().run()
    assert "Antwoord gevonden" in shown(app)


def test_an_answer_shows_figure_badge_source_and_scope(here: Site) -> None:
    app = ask(page("vraag"), QUESTION)
    assert not app.exception
    words = shown(app)
    assert "14" in words
    assert "staat zo in de bron" in words
    assert "✓ klopt" not in words
    assert "<mark>" in words
    assert any("VGZ" in expander.label for expander in app.expander)
    assert app.query_params["vraag"] == QUESTION


def test_a_follow_up_leans_on_the_question_before_it(here: Site) -> None:
    app = ask(ask(page("vraag"), QUESTION), "En bij Zorg en Zekerheid in 2031?")
    assert not app.exception
    assert "11" in shown(app)
    assert len(app.chat_message) == 4


def test_the_address_brings_the_conversation_back(here: Site) -> None:
    app = page("vraag", vraag=[QUESTION])
    assert not app.exception
    assert len(app.chat_message) == 2
    assert "14" in shown(app)


def test_a_new_conversation_is_empty(here: Site) -> None:
    app = ask(page("vraag"), QUESTION)
    button(app, "Nieuw gesprek").click().run()
    assert not app.chat_message
    assert "vraag" not in app.query_params


@pytest.mark.parametrize(
    "question",
    [
        "   ",
        "x" * 1900,
        "What is the deadline for signing?",
        "<script>alert(1)</script> wanneer tekenen?",
        "\x00\x07?",
        "🙂",
    ],
    ids=["blank", "long", "english", "html", "control", "emoji"],
)
def test_whatever_is_typed_gives_an_answer_or_a_refusal(here: Site, question: str) -> None:
    app = ask(page("vraag"), question)
    assert not app.exception
    assert not app.error
    rendered = [str(e.proto.body) for kind in ("markdown", "html") for e in app.get(kind)]
    assert not [body for body in rendered if "<script>alert" in body]


def test_a_thumb_and_a_remark_are_one_verdict_in_the_store(here: Site) -> None:
    here.feedback.unlink(missing_ok=True)
    app = ask(page("vraag"), QUESTION)
    app.feedback[0].set_value(1).run()
    app.text_area[0].set_value("Precies wat ik zocht.").run()
    button(app, "Bewaar opmerking").click().run()
    assert not app.exception
    (kept,) = FeedbackStore(here.feedback).all()
    assert (kept.question, kept.thumb, kept.remark) == (QUESTION, 1, "Precies wat ik zocht.")


def test_a_second_question_sent_at_once_waits_for_its_turn(here: Site) -> None:
    app = page("vraag")
    app.session_state.queue = [Pending(QUESTION)]
    ask(app, "Hoeveel verpleegkundigen heeft een wijkteam bij Zorg en Zekerheid in 2031?")
    assert not app.exception
    assert len(app.chat_message) == 4
    assert "14" in answers(app)
    assert "11" in answers(app)


def test_a_thumb_belongs_to_the_answer_that_it_was_given_to(here: Site) -> None:
    here.feedback.unlink(missing_ok=True)
    app = ask(page("vraag"), "Hoeveel verpleegkundigen moet een wijkteam in 2031 minimaal hebben?")
    app.feedback[0].set_value(0).run()
    app.session_state.exchanges = []
    ask(app, QUESTION)
    assert app.feedback[0].value is None
    app.feedback[0].set_value(1).run()
    first, second = FeedbackStore(here.feedback).all()
    assert (first.thumb, second.thumb) == (-1, 1)


def test_a_text_that_is_too_long_is_handed_back_with_the_reason(here: Site) -> None:
    app = ask(page("vraag"), "woord " * 400)
    assert not app.chat_message
    assert "er passen er" in shown(app)
    assert app.code[0].value.startswith("woord woord")


def test_the_address_says_what_is_asked_also_after_another_page(here: Site) -> None:
    app = ask(page("vraag"), QUESTION)
    app.switch_page("screens/deadlines.py").run()
    app.switch_page("screens/vraag.py").run()
    assert app.query_params["vraag"] == QUESTION
    assert len(app.chat_message) == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("alle deadlines van VGZ", "3 maart 2031"),
        ("wat is er veranderd bij Zorg en Zekerheid?", "28 februari 2031</ins>"),
        ("vergelijk VGZ en Zorg en Zekerheid", "vakken gevonden"),
    ],
)
def test_a_command_goes_to_its_page_with_the_filters_set(here: Site, typed: str, words: str) -> None:
    app = ask(page("vraag"), typed)
    assert not app.exception
    assert words in shown(app)


def test_a_word_of_thanks_is_no_question(here: Site) -> None:
    app = ask(page("vraag"), "dank je wel!")
    assert "Graag gedaan" in shown(app)
    assert not app.chat_message


def test_each_question_is_a_heading_and_the_name_of_the_product_stands_on_the_first_page(here: Site) -> None:
    app = page("vraag")
    assert "Inkoopwijzer" in shown(app)
    assert '<h2 class="iw-question"' in shown(ask(app, QUESTION))


# ---------------------------------------------------------------- deadlines


def test_coming_deadlines_stand_in_a_table_and_the_past_ones_are_folded(here: Site) -> None:
    app = page("deadlines")
    assert not app.exception
    words = shown(app)
    assert "3 maart 2031" in words
    assert "28 februari 2031" in words
    assert words.index("3 maart 2031") < words.index("class=iw-past")
    assert any("Voorbij" in expander.label for expander in app.expander)
    assert "tekent de overeenkomst uiterlijk 3 maart 2031" in words


def test_the_filters_narrow_the_table_and_can_empty_it(here: Site) -> None:
    app = page("deadlines", verzekeraar="VGZ")
    assert "28 februari 2031" not in shown(app)
    assert "3 maart 2031" in shown(app)
    empty = page("deadlines", verzekeraar="VGZ", jaar="2030")
    assert not empty.exception
    assert "Haal een filter weg" in shown(empty)


# ---------------------------------------------------------------- comparison


def test_policies_side_by_side_with_what_is_not_found_named(here: Site) -> None:
    app = page("vergelijken", onderwerp="Eigen vraag", vraag="Hoeveel verpleegkundigen heeft een wijkteam minimaal?")
    assert not app.exception
    assert shown(app).count("verpleegkundigen in dienst") >= 1


def test_what_changed_is_shown_old_to_new(here: Site) -> None:
    app = page("vergelijken", weergave="Wat is er veranderd", oud="zz-wijk-2030", nieuw="zz-wijk-2031")
    assert not app.exception
    words = shown(app)
    assert "15 februari 2030</del> → <ins" in words
    assert "28 februari 2031</ins>" in words
    assert "9 verpleegkundigen</del>" in words or "9</del>" in words


# ---------------------------------------------------------------- documents and help


def test_each_document_is_listed_with_what_was_read(here: Site) -> None:
    app = page("documenten")
    assert not app.exception
    assert "3 documenten" in shown(app)
    assert "wijkverpleging" in shown(app)


def test_the_progress_bar_knows_every_stage_of_an_ingest() -> None:
    known = get_args(get_type_hints(Progress)["stage"])
    shown_as = re.findall(r'^    "([a-z]+)": \("', (ROOT / "screens" / "documenten.py").read_text(), re.MULTILINE)
    assert sorted(shown_as) == sorted(known)


def test_a_bewijsstuk_is_checked_on_the_page(here: Site) -> None:
    app = ask(page("vraag"), QUESTION)
    (exchange,) = app.session_state.exchanges
    evidence = make_evidence(QUESTION, exchange.answer, created=datetime(2031, 1, 2, 9, 30, tzinfo=ZONE), today=TODAY)
    for name, data, words in (
        ("heel.json", render_json(evidence), "Het bewijsstuk is ongewijzigd"),
        ("heel.pdf", render_pdf(evidence), "Het bewijsstuk is ongewijzigd"),
        ("anders.json", render_json(evidence).replace(b"14", b"15"), "vertrouw het niet"),
        ("leeg.json", b"{}", "geen bewijsstuk"),
    ):
        app = page("documenten")
        app.file_uploader(key="evidence").upload(name, data).run()
        assert not app.exception
        assert words in shown(app), name


def test_uploads_can_be_switched_off(site: Site, here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use(site, monkeypatch, INKOOPWIJZER_UPLOADS="false")
    app = page("documenten")
    assert not app.exception
    assert [found.proto.label for found in app.get("file_uploader")] == ["Bewijsstuk"]
    assert not [b for b in app.button if "Verwijderen" in b.label]


def test_help_names_what_is_in_use_and_where_words_go(here: Site) -> None:
    app = page("hulp")
    assert not app.exception
    assert "inkoop-e5-small" in shown(app)
    assert "Er gaat niets naar buiten" in shown(app)


# ---------------------------------------------------------------- what can be wrong


PAGES = ("vraag", "praktijk", "deadlines", "vergelijken", "documenten", "hulp")


@pytest.mark.parametrize("name", PAGES)
def test_without_an_index_each_page_says_what_to_do(
    name: str, tmp_path: Path, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(make_site(tmp_path), monkeypatch)
    app = page(name)
    assert not app.exception
    assert "Er is nog geen beleid ingelezen" in shown(app)
    if name == "documenten":
        assert button(app, "Lees het meegeleverde beleid in")
    else:
        assert "python -m ingest" in shown(app)


@pytest.mark.parametrize("name", ["vraag", "deadlines", "vergelijken", "documenten"])
def test_a_damaged_index_gets_the_command_and_no_traceback(
    name: str, site: Site, tmp_path: Path, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Site(site.corpus, tmp_path / "index", site.feedback)
    shutil.copytree(site.index, broken.index)
    next(broken.index.glob("generation-*/passages.sqlite")).write_bytes(b"kapot")
    use(broken, monkeypatch)
    app = page(name)
    assert not app.exception
    assert "niet te gebruiken" in shown(app)
    assert "--rebuild" in shown(app)
    assert "Traceback" not in shown(app)


def test_an_index_of_another_model_is_refused_clearly(
    site: Site, tmp_path: Path, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Site(site.corpus, tmp_path / "index", site.feedback)
    shutil.copytree(site.index, other.index)
    manifest = next(other.index.glob("generation-*/manifest.json"))
    named = manifest.read_text(encoding="utf-8").replace('"embedding": "', '"embedding": "ander-')
    assert "ander-" in named
    manifest.write_text(named, encoding="utf-8")
    use(other, monkeypatch)
    app = page("vraag")
    assert not app.exception
    assert "--rebuild" in shown(app)


def test_a_wrong_setting_is_named(site: Site, here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use(site, monkeypatch, INKOOPWIJZER_UPLOAD_MEGABYTES="veel")
    app = page("vraag")
    assert not app.exception
    assert "INKOOPWIJZER_UPLOAD_MEGABYTES" in shown(app)


def test_a_programmers_mistake_is_no_traceback_either(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("retrieval.calendar.rows.find_span", fail)
    app = page("deadlines")
    assert not app.exception
    assert "Er ging iets mis op deze pagina" in shown(app)
    assert button(app, "Probeer opnieuw")


def test_sign_in_without_a_provider_lets_nobody_in_and_says_what_is_missing(
    site: Site, here: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(site, monkeypatch, INKOOPWIJZER_LOGIN="true")
    app = page("vraag")
    assert not app.exception
    assert not app.chat_input
    assert "secrets.toml" in shown(app)


@pytest.mark.parametrize(
    ("user", "label"),
    [
        ({"is_logged_in": False}, "Aanmelden"),
        ({"is_logged_in": True, "email": "x@kwaad.nl"}, "Afmelden"),
    ],
    ids=["signed-out", "not-allowed"],
)
def test_with_sign_in_a_stranger_sees_only_the_way_in_or_out(
    site: Site, here: Site, monkeypatch: pytest.MonkeyPatch, user: dict[str, object], label: str
) -> None:
    use(site, monkeypatch, INKOOPWIJZER_LOGIN="true", INKOOPWIJZER_LOGIN_ALLOW="@praktijk.nl")
    monkeypatch.setattr("streamlit.user_info._get_user_info", lambda: user)
    app = page("vraag")
    assert not app.exception
    assert not app.chat_input
    assert [b.label for b in app.button] == [label]


def test_with_sign_in_an_allowed_reader_sees_the_page(site: Site, here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use(site, monkeypatch, INKOOPWIJZER_LOGIN="true", INKOOPWIJZER_LOGIN_ALLOW="@praktijk.nl")
    monkeypatch.setattr(
        "streamlit.user_info._get_user_info", lambda: {"is_logged_in": True, "email": "anna@praktijk.nl"}
    )
    assert page("vraag").chat_input
