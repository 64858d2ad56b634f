"""The words of the checker: every list is well formed, inflections meet, different words stay apart."""

from __future__ import annotations

import pytest

from retrieval.checker.names import find_names, insurers_of
from retrieval.checker.vocabulary import keys, likeness, related_actors, vocabulary
from retrieval.dutch.letters import bare
from retrieval.types import Passage


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aanbieden", "aangeboden"),
        ("indienen", "ingediend"),
        ("overeenkomst", "zorgovereenkomsten"),
        ("ondertekenen", "accepteert"),
        ("leveren", "levert"),
        ("praktijken", "huisartsenpraktijk"),
        ("jaarverantwoordingen", "kwaliteitsjaarverantwoording"),
        ("geïndexeerd", "indexatie"),
        ("onderhandelingen", "onderhandelen"),
        ("regio-management", "regiomanagement"),
        ("financiéle", "financiële"),
    ],
)
def test_words_that_mean_the_same_meet(one: str, other: str) -> None:
    assert any(likeness(a, b) > 0 for a in keys(bare(one)) for b in keys(bare(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("aanbieden", "accepteren"), ("vervallen", "invoeren"), ("begroting", "jaarverslag"), ("praktijk", "patiënt")],
)
def test_words_that_differ_stay_apart(one: str, other: str) -> None:
    assert not any(likeness(a, b) > 0 for a in keys(bare(one)) for b in keys(bare(other)))


@pytest.mark.parametrize("word", ["de", "uiterlijk", "wordt", "niet", "a"])
def test_words_without_content_have_no_keys(word: str) -> None:
    assert keys(word) == ()


def test_no_word_stands_for_two_concepts() -> None:
    import tomllib

    from retrieval.checker.vocabulary import DATA

    synonyms = tomllib.loads(DATA.read_text(encoding="utf-8"))["synonyms"]
    words = [word for members in synonyms.values() for word in members]
    assert len(words) == len(set(words))
    assert vocabulary().actions <= {f"={name}" for name in synonyms}


def test_an_actor_agrees_with_its_kind_only() -> None:
    assert related_actors("provider", "provider.practice")
    assert not related_actors("provider.region", "provider.practice")
    assert not related_actors("provider", "insurer.vgz")


def test_insurers_are_found_by_name_and_label() -> None:
    assert [name.insurer for name in find_names("Bij Z&Z, VGZ en Zorg en Zekerheid")] == [
        "zorgenzekerheid",
        "vgz",
        "zorgenzekerheid",
    ]
    assert find_names("vgzorg en menziskerk") == ()


@pytest.mark.parametrize(
    ("document", "insurer", "title", "of"),
    [
        ("x", "VGZ", "", {"vgz"}),
        ("menzis-ggz-2031", None, "", {"menzis"}),
        ("zz-haz-2031", None, "", {"zorgenzekerheid"}),
        ("beleid", None, "Inkoopbeleid Caresq 2031", {"caresq"}),
        ("beleid", None, "", set()),
        ("beleid", "Noordoever", "", {"noordoever"}),
    ],
)
def test_whose_policy_a_passage_is_from(document: str, insurer: str | None, title: str, of: set[str]) -> None:
    assert insurers_of(Passage(n=1, document_id=document, text="Tekst.", title=title, insurer=insurer)) == of
