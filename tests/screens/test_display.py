from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from answers import DERIVATION, PASSAGE, QUOTE, TEXT, answer, citation, date_check
from hypothesis import given
from hypothesis import strategies as st

from retrieval.types import Citation, DocumentId, DocumentInfo, Passage, Status, Verdict
from screens.view.display import (
    answer_html,
    document_line,
    markdown_safe,
    plain_answer,
    question_html,
    source_line,
    state_html,
)
from screens.view.passages import Source, quote_html, source_html, sources_of

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quotes"'
OWN_TAGS = {"div", "p", "ul", "ol", "li", "button", "span", "strong", "mark"}


class Reader(HTMLParser):
    """The tags and the text of HTML, as a browser would take them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked = ""
        self._marks = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._marks += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._marks -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._marks else ""


def whole(citation: Citation) -> str:
    return source_html(Source((citation,)))


def buttons(html: str, kind: str) -> list[dict[str, str | None]]:
    return [attrs for tag, attrs in Reader(html).tags if tag == "button" and kind in (attrs.get("class") or "")]


def test_a_figure_has_word_and_icon_and_opens_to_the_sources_words() -> None:
    html = answer_html(answer(), "a0")
    text = Reader(html).text
    assert "3 maart 2031✓ staat zo in de bron" in text
    assert "klopt" not in text
    assert QUOTE in text
    assert "De bron noemt dezelfde datum" in text
    (button,) = buttons(html, "iw-figure")
    assert f'id="{button["popovertarget"]}"' in html


def test_a_computed_figure_shows_its_steps() -> None:
    html = answer_html(replace(answer(), checks=(replace(date_check(), derivation=DERIVATION),)), "a0")
    assert "berekend" in Reader(html).text
    assert DERIVATION.steps[0] in Reader(html).text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_a_word_not_only_a_colour(verdict: Verdict) -> None:
    html = answer_html(replace(answer(), checks=(date_check(verdict=verdict),)), "a0")
    badge = re.search(r'class="iw-badge"><span aria-hidden="true">(.)</span> (?:<span[^>]*>)?([a-z ]+)<', html)
    assert badge
    assert badge[2].strip()


def test_a_marker_opens_its_source_and_a_marker_without_source_stays_text() -> None:
    html = answer_html(answer("Zo is het. [1] En zo. [7]"), "a0")
    assert [attrs["aria-label"] for attrs in buttons(html, "iw-marker")] == ["Bron 1"]
    assert "[7]" in Reader(html).text


def test_lists_become_lists_and_lines_paragraphs() -> None:
    html = answer_html(answer("Er zijn twee eisen:\n- de eerste\n- de tweede [1]\n\nDat is alles."), "a0")
    assert re.findall(r"<(ul|/ul|li|p)>", html.split("<div popover")[0]) == ["p", "ul", "li", "li", "/ul", "p"]


def test_nothing_hostile_survives_from_answer_passage_or_evidence() -> None:
    passage = f"{HOSTILE} {QUOTE}"
    check = replace(date_check(), evidence=HOSTILE, reason=HOSTILE)
    text = f"{TEXT} {HOSTILE}"
    html = answer_html(replace(answer(text), checks=(check,), citations=(citation(text=passage),)), "a0")
    reader = Reader(html + whole(citation(text=passage)))
    assert {tag for tag, _ in reader.tags} <= OWN_TAGS
    assert not any(name.startswith("on") for _, attrs in reader.tags for name in attrs)
    assert HOSTILE in reader.text


@given(st.text(max_size=300))
def test_whatever_the_answer_says_is_shown_as_text(words: str) -> None:
    reader = Reader(answer_html(replace(answer("x"), text=words, citations=(), checks=()), "a0"))
    assert {tag for tag, _ in reader.tags} <= OWN_TAGS


@pytest.mark.parametrize("show", [quote_html, whole])
def test_the_quote_is_marked_where_it_stands(show: Callable[[Citation], str]) -> None:
    reader = Reader(show(citation()))
    assert reader.marked == QUOTE
    assert reader.text.strip("… ") == PASSAGE


def test_a_quote_that_is_not_in_the_passage_marks_nothing() -> None:
    wrong = replace(citation(), quote="Dit staat er niet.", quote_start=0, quote_end=18)
    assert Reader(whole(wrong)).marked == ""


def test_a_quote_at_the_wrong_place_is_found_again() -> None:
    moved = replace(citation(), quote_start=3, quote_end=3 + len(QUOTE))
    assert Reader(whole(moved)).marked == QUOTE


def test_the_short_form_cuts_at_words() -> None:
    text = f"{'woord ' * 100}{QUOTE}{' slotwoord' * 100}"
    shown = Reader(quote_html(citation(text=text))).text
    assert set(shown.replace(QUOTE, "").split()) == {"…", "woord", "slotwoord"}
    assert len(shown) < len(text) / 2


def test_the_source_line_names_policy_version_section_and_page() -> None:
    assert source_line(citation()) == (
        "Noorderlicht · Inkoopbeleid wijkverpleging 2031 · versie 1.1 · Aanmelden · p. 4"
    )
    assert source_line(Passage(n=1, document_id="kaal", text="x")) == "kaal"


def test_a_policy_is_named_by_title_years_and_version() -> None:
    info = DocumentInfo(id=DocumentId("x"), title="Inkoopbeleid", years=(2030, 2031), version="2")
    assert document_line(info) == "Inkoopbeleid · 2030-2031 · versie 2"


def test_the_copy_holds_question_answer_notices_and_quotes() -> None:
    copied = plain_answer("Wanneer?", answer())
    assert copied.startswith("Wanneer?\n\nDe aanmelding")
    assert "Deze termijn is voorbij." in copied
    assert f"“{QUOTE}”" in copied


@pytest.mark.parametrize(
    "text", ["*vet*", "[a](http://x.nl)", ":material/home:", "$x$", "# kop", ":red[x]", "<b>x</b>"]
)
def test_markdown_of_a_reader_is_shown_as_typed(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", markdown_safe(text)) == text
    assert not re.search(r"(?<!\\)[*\[\]$#:<>]", markdown_safe(text))


def test_ids_differ_between_answers_on_one_page() -> None:
    both = answer_html(answer(), "a0") + answer_html(answer(), "a1")
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids)) == 4


def test_a_citation_without_a_quote_shows_its_passage() -> None:
    bare = Citation(n=1, document_id="x", text="Alleen de passage.")
    assert Reader(whole(bare)).text == "Alleen de passage."


TABLE = "Planning\n2030 | Datum | Wie | Actie\n"
TABLE += "Uiterlijk 3 maart | Praktijk | Tekenen\n5 mei | Loket | Aanbieden\nDaarna niet."


def test_rows_of_a_table_are_shown_as_a_table_with_the_quoted_row_marked() -> None:
    row = "Uiterlijk 3 maart | Praktijk | Tekenen"
    html = whole(citation(text=TABLE, quote=row))
    assert html.count("<tr>") == 3
    assert "<caption>2030</caption>" in html
    assert '<th scope="col">Datum</th>' in html
    assert Reader(html).marked == "Uiterlijk 3 maartPraktijkTekenen"
    assert " | " not in Reader(html).text


def test_a_quoted_row_far_down_keeps_the_head_of_its_table() -> None:
    rows = "\n".join(f"{n} mei | Taak {n}" for n in range(1, 60))
    text = f"Datum | Actie\n{rows}"
    html = quote_html(citation(text=text, quote="58 mei | Taak 58"))
    assert '<th scope="col">Datum</th>' in html
    assert "Taak 3<" not in html


def test_citations_of_one_passage_are_one_source() -> None:
    first, second = citation(1), citation(2, quote="Na aanmelding volgt binnen vier weken een gesprek.")
    other = citation(3, text=f"Elders. {QUOTE}")
    one, two = sources_of([first, second, other])
    assert (one.numbers, two.numbers) == ("1 en 2", "3")
    assert Source(tuple(citation(n) for n in range(1, 11))).numbers == "1-10"
    assert Reader(source_html(one)).marked == QUOTE + second.quote


@pytest.mark.parametrize(
    ("status", "confidence", "kind", "words"),
    [
        (Status.ANSWERED, 0.95, "iw-sure", "Antwoord gevonden"),
        (Status.ANSWERED, 0.4, "iw-unsure", "Niet zeker"),
        (Status.CLARIFY, 0.9, "iw-differs", "Verschilt per beleid"),
        (Status.ABSTAINED, 0.1, "iw-not-found", "Niet gevonden"),
    ],
)
def test_each_way_out_has_its_own_words_and_shape(status: Status, confidence: float, kind: str, words: str) -> None:
    html = answer_html(replace(answer(status=status), confidence=confidence), "a0")
    assert f'class="iw-reply {kind}"' in html
    assert words in Reader(html).text


def test_what_was_checked_is_said_apart_from_whether_it_answers() -> None:
    assert "1 cijfer staat zo in de bron" in Reader(state_html(answer())).text
    assert state_html(replace(answer(), checks=())) == ""


def test_a_question_is_a_heading_and_nothing_in_it_is_markup() -> None:
    reader = Reader(question_html(HOSTILE, "iw-q1"))
    assert [tag for tag, _ in reader.tags] == ["h2"]
    assert reader.text == HOSTILE
