from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from answers import citation
from test_deadline_exports import deadline
from test_versions import unit

from retrieval.calendar.rows import deadline_rows
from retrieval.types import DocumentId, DocumentInfo
from screens.view.compare import Cell, CompareRow, Point
from screens.view.tables_html import changes_html, comparison_html, deadlines_html, facts_html, rules_html, units_html
from screens.view.versions import find_differences

TODAY = date(2031, 2, 1)
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
OWN = {"table", "caption", "thead", "tbody", "tr", "th", "td", "br", "strong", "span", "details", "summary", "p"}
OWN |= {"blockquote", "div", "del", "ins"}


class Walk(HTMLParser):
    """Tags, attribute names and words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_tables() -> list[str]:
    rows = deadline_rows([replace(deadline(action=HOSTILE, insurer=HOSTILE, actor=HOSTILE), quote=HOSTILE)], TODAY)
    policy = DocumentInfo(id=DocumentId("x"), title=HOSTILE, insurer=HOSTILE)
    cell = Cell(policy, (citation(text=HOSTILE, quote=HOSTILE),), (HOSTILE,))
    old, new = unit(f"{HOSTILE} uiterlijk 1 mei 2030"), unit(f"{HOSTILE} uiterlijk 2 mei 2031")
    return [
        deadlines_html(rows, caption=HOSTILE),
        rules_html(rows, caption=HOSTILE),
        comparison_html([CompareRow(Point(name=HOSTILE[:60], question="x"), (cell,))], [policy], caption=HOSTILE),
        changes_html(find_differences([old], [new]).changed, HOSTILE, HOSTILE, caption=HOSTILE),
        units_html([new], caption=HOSTILE),
        facts_html([(HOSTILE, HOSTILE)], caption=HOSTILE),
    ]


def test_whatever_a_document_says_is_text_in_every_table() -> None:
    for html in hostile_tables():
        walk = Walk(html)
        assert walk.tags <= OWN
        assert not [name for name in walk.names if name.startswith("on")]
        assert "<script>" in walk.text


def test_rows_that_are_alike_say_for_which_contract_and_the_whole_text_is_on_demand() -> None:
    long = "de overeenkomst ondertekend terugsturen naar het loket " * 4
    rows = deadline_rows([replace(deadline(action=long), section=("Planning", "Overeenkomst nachtzorg"))], TODAY)
    html = deadlines_html(rows, caption="Termijnen")
    words = Walk(html).text
    assert "Noorderlicht Overeenkomst nachtzorg" in words
    assert long not in words
    assert html.count("<details>") == 1


def test_a_past_row_says_so_in_words() -> None:
    rows = deadline_rows([deadline("2031-01-01", name="oud"), deadline("2031-03-03", name="nieuw")], TODAY)
    assert Walk(deadlines_html(rows, caption="Termijnen")).text.count("voorbij") == 1


def test_the_value_stands_before_its_quote() -> None:
    policy = DocumentInfo(id=DocumentId("x"), title="Beleid")
    cell = Cell(policy, (citation(),), ("uiterlijk 3 maart 2031",))
    html = comparison_html([CompareRow(Point(name="Punt", question="x"), (cell,))], [policy], caption="x")
    assert html.index('class="iw-value">uiterlijk 3 maart 2031') < html.index("De aanmelding is uiterlijk")


def test_a_cell_without_an_answer_says_so() -> None:
    policy = DocumentInfo(id=DocumentId("x"), title="Beleid")
    html = comparison_html([CompareRow(Point(name="Punt", question="x"), (Cell(policy),))], [policy], caption="x")
    assert "niet gevonden" in Walk(html).text
    assert 'scope="row"' in html


def test_a_change_is_old_to_new_in_words_that_a_screen_reader_can_tell_apart() -> None:
    words = "De aanbieder levert het plan uiterlijk {} in bij het loket."
    found = find_differences([unit(words.format("1 mei 2030"))], [unit(words.format("2 mei 2031"))])
    html = changes_html(found.changed, "2030", "2031", caption="x")
    assert ">uiterlijk 1 mei 2030</del> → <ins" in html or ">1 mei 2030</del> → <ins" in html
