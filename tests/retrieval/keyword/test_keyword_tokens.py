"""Dutch text to tokens: folding, figures, compounds, stop words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dutch.letters import fold
from retrieval.keyword import DutchTokens, find_words
from retrieval.keyword.tokens import LONGEST, words

VOCABULARY = dict.fromkeys(
    ["regio", "plan", "zorg", "overeenkomst", "inkoop", "proces", "zorginkoop", "jaren", "voor", "waarden", "kwaliteit",
     "eisen", "organisatie", "patienten", "populatie"],
    3,
)  # fmt: skip


@pytest.fixture(scope="module")
def tokens() -> DutchTokens:
    return DutchTokens(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("zorginkoopproces", ("zorginkoop", "zorg", "inkoop", "proces"), id="parts-of-parts"),
        pytest.param("kwaliteitseisen", ("kwaliteit", "eisen"), id="linking-s"),
        pytest.param("regioplan", ("regio", "plan"), id="two-words"),
        pytest.param("zorgovereenkomst", ("zorg", "overeenkomst"), id="long-head"),
        pytest.param("patientenpopulatie", ("patienten", "populatie"), id="part-that-ends-as-a-link-does"),
        pytest.param("voorwaarden", (), id="stop-word-is-no-part"),
        pytest.param("regio", (), id="no-compound"),
        pytest.param("regiobank", (), id="unknown-head"),
        pytest.param("zorg" * LONGEST, (), id="too-long-to-be-a-word"),
    ],
)
def test_compounds_are_split_into_known_words(tokens: DutchTokens, word: str, parts: tuple[str, ...]) -> None:
    assert tokens.parts(word) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("O&I en S3-gelden", ["o&i", "s3", "gelden"], id="names-with-signs-and-digits"),
        pytest.param("GDDZ3.0", ["gddz3.0", "gddz", "3.0"], id="letters-and-figure"),
        pytest.param("om 13:00 op 01-10-2025", ["13:00", "1", "10", "2025"], id="time-and-date"),
        pytest.param("2026-2027", ["2026", "2027"], id="years"),
        pytest.param("€ 1.250,50", ["1.250,50"], id="amount"),
        pytest.param("Coöperatie", ["cooperatie"], id="accents"),
        pytest.param("Wanneer moet het?", [], id="stop-words-only"),
        pytest.param("de Regio-organisatie", ["regioorganisatie", "regio", "organisatie"], id="hyphen"),
        pytest.param("", [], id="empty"),
    ],
)
def test_text_to_tokens(tokens: DutchTokens, text: str, expected: list[str]) -> None:
    stemmer = DutchTokens({})
    assert tokens.tokens(text) == [stemmed(stemmer, word) for word in expected]


def stemmed(tokens: DutchTokens, word: str) -> str:
    return word if not word.isalpha() else tokens._stem(word)


@pytest.mark.parametrize(
    ("one", "other"), [("overeenkomsten", "overeenkomst"), ("PLAN", "plannen"), ("regioplan", "regio-plan")]
)
def test_forms_of_a_word_share_a_token(tokens: DutchTokens, one: str, other: str) -> None:
    assert set(tokens.tokens(one)) & set(tokens.tokens(other))


@given(st.text(max_size=200))
def test_any_text_gives_tokens_and_the_same_ones_each_time(text: str) -> None:
    tokens = DutchTokens(VOCABULARY)
    assert tokens.tokens(text) == DutchTokens(dict(reversed(VOCABULARY.items()))).tokens(text)
    assert all(tokens.tokens(text))


@given(st.text(alphabet="aeghiknoprstz", min_size=1, max_size=40))
def test_parts_spell_the_word_but_for_links(word: str) -> None:
    tokens = DutchTokens(dict.fromkeys(("zorg", "regio", "inkoop", "tarieven", "kosten", "praktijk"), 1))
    parts = tokens._split(word, whole=True)
    assert not parts or sum(map(len, parts)) <= len(word) <= sum(map(len, parts)) + 2 * len(parts)


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert find_words(fold(text)) == find_words(text)


def test_the_data_is_in_the_form_of_the_index() -> None:
    data = words()
    assert "" in data.links
    assert all(find_words(word) == (word,) for word in data.stop)
    assert "niet" in data.stop
    assert data.shortest_part > 2
