"""Insurers and care types as people type them; and the integrity of the data files."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import RegistryError
from retrieval.registry import load_registry, registry
from retrieval.registry.names import tokens_of, words_of

CORPUS = Path(__file__).resolve().parents[2] / "corpus"

INSURERS = [
    (
        "the odd one first: no insurer in ordinary words",
        "zekerheid over goede zorg en de zekerheid van een contract",
        [],
    ),
    ("two sentences are no name", "Wij leveren zorg. Zekerheid is er niet.", []),
    ("ampersand", "Wat vraagt Z&Z van ons?", ["Zorg en Zekerheid"]),
    ("ampersand in full", "bij zorg & zekerheid", ["Zorg en Zekerheid"]),
    ("one slip", "zorg en zekerhied", ["Zorg en Zekerheid"]),
    ("one word", "www.zorgenzekerheid.nl", ["Zorg en Zekerheid"]),
    ("across a line end", "Zorg en\nZekerheid", ["Zorg en Zekerheid"]),
    ("labels, capitals, accents", "UNIVÉ, aevitae en Interpolis", ["VGZ", "Caresq", "Zilveren Kruis"]),
    ("label without accent", "unive", ["VGZ"]),
    ("a slip in a short label is none", "de unie van zorgverleners is zeker bewust", []),
    ("a slip of two letters, listed", "Caresque", ["Caresq"]),
    ("whole words only", "cz en CZ, maar niet czech; vgzorg", ["CZ", "CZ"]),
    ("hyphens and apostrophes", "de VGZ-regio en DSW's eisen", ["VGZ", "DSW"]),
    ("points", "a.s.r. of asr", ["a.s.r.", "a.s.r."]),
    ("a word that is a name only in capitals", "een just besluit van Just, en eno of ENO", ["CZ", "Salland"]),
    ("the longest name wins", "CZ-groep", ["CZ"]),
    ("order of the text", "Caresq, dan VGZ, dan Menzis", ["Caresq", "VGZ", "Menzis"]),
    ("abbreviation of an accord is no label", "afspraken uit het IZA", []),
]

CARE_TYPES = [
    ("a profession is no scope", "Ik ben huisarts met een apotheek aan huis", []),
    ("a policy for it is", "het inkoopbeleid voor de fysiotherapie", ["fysiotherapie"]),
    ("behind it as well", "Wat staat er in het GGZ-beleid?", ["geestelijke gezondheidszorg"]),
    ("a hyphen makes another word", "het beleid POH-GGZ en de POH-GGZ", []),
    ("abbreviation", "MDZ 2031 en haz", ["multidisciplinaire zorg", "huisartsenzorg"]),
    ("two in one phrase", "huisartsen- en multidisciplinaire zorg", ["huisartsenzorg", "multidisciplinaire zorg"]),
    ("compound", "ons huisartsencontract", ["huisartsenzorg"]),
    ("one slip in a long word", "multidiciplinaire zorg", ["multidisciplinaire zorg"]),
    ("accents", "inkoopbeleid dietetiek", ["diëtetiek"]),
    ("care at home", "contract wijkverpleging 2031", ["wijkverpleging"]),
    ("hospital care", "medisch-specialistische zorg of MSZ", ["medisch-specialistische zorg"] * 2),
]


@pytest.mark.parametrize(("text", "names"), [row[1:] for row in INSURERS], ids=[row[0] for row in INSURERS])
def test_insurers(text: str, names: list[str]) -> None:
    assert [mention.name for mention in registry().find_insurers(text)] == names


@pytest.mark.parametrize(("text", "names"), [row[1:] for row in CARE_TYPES], ids=[row[0] for row in CARE_TYPES])
def test_care_types(text: str, names: list[str]) -> None:
    assert [mention.name for mention in registry().find_care_types(text)] == names


def test_topics_are_weak() -> None:
    found = registry().find_topics("Ik ben huisarts met een apotheek; de POH-GGZ doet het MDZ-contract.")
    assert [(mention.name, mention.strong) for mention in found] == [("huisartsenzorg", False), ("farmacie", False)]


def test_spans_cut_out_the_words() -> None:
    text = "Wat wil Coöperatie VGZ in het MDZ-contract?"
    found = (*registry().find_insurers(text), *registry().find_care_types(text))
    assert [text[m.start : m.end] for m in found] == ["Coöperatie VGZ", "MDZ"]


@given(st.text(max_size=80))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    tokens = tokens_of(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(left.start <= right.start for left, right in pairwise(tokens))


@given(st.sampled_from([insurer.name for insurer in registry().insurers]), st.sampled_from(["", " ", "\n"]))
def test_capitals_and_spaces_do_not_matter(name: str, space: str) -> None:
    for written in (name, name.lower(), name.upper()):
        assert [m.name for m in registry().find_insurers(f"bij {space}{written}{space}, en")] == [name]


# ---------------------------------------------------------------- data


def test_every_name_and_label_finds_its_insurer() -> None:
    for insurer in registry().insurers:
        for written in (insurer.name, *insurer.labels, *insurer.aliases, *insurer.exact):
            assert {m.name for m in registry().find_insurers(f"bij {written} in 2031")} == {insurer.name}, written


def test_every_scope_word_finds_its_care_type() -> None:
    for care_type in registry().care_types:
        for written in care_type.scope:
            assert care_type.name in {m.name for m in registry().find_care_types(f"over {written} gaat")}, written


def test_no_word_is_scope_of_one_and_topic_of_another() -> None:
    scope = {words_of(word) for care_type in registry().care_types for word in care_type.scope}
    topics = {words_of(word) for care_type in registry().care_types for word in care_type.topics}
    assert scope & topics == set()


def test_words_and_their_meanings_are_enough_and_stand_once() -> None:
    known = registry()
    assert len(known.synonyms) >= 150
    assert len(known.abbreviations) >= 100
    for head, others in [*known.synonyms.items(), *known.abbreviations.items()]:
        folded = [word.casefold() for word in (head, *others)]
        assert len(set(folded)) == len(folded), f"{head}: a word stands twice"
        assert all(words_of(word) for word in folded), head


# ---------------------------------------------------------------- mistakes in the files

TWICE = """
[[insurer]]
name = "Proef"
full = "P"

[[insurer]]
name = "Proef"
full = "Q"
"""
SHARED_ALIAS = """
[[insurer]]
name = "Een"
full = "E"
aliases = ["Proef"]

[[insurer]]
name = "Twee"
full = "T"
aliases = ["proef"]
"""
UNKNOWN_KEY = '[[insurer]]\nname = "Proef"\nfull = "Proef"\nlabel = []\n'
PART_OF_NOTHING = 'policy_words = []\n[[care_type]]\nname = "proefzorg"\nscope = []\npart_of = ["nergens"]\n'

MISTAKES = [
    ("unknown key", "insurers.toml", UNKNOWN_KEY, ("label", "Proef")),
    ("a name twice", "insurers.toml", TWICE, ("twee keer", "Proef")),
    ("an alias of two", "insurers.toml", SHARED_ALIAS, ("twee keer", "proef")),
    ("part of nothing", "care_types.toml", PART_OF_NOTHING, ("proefzorg", "nergens")),
    ("no TOML", "synonyms.toml", "[a]\nb = [\n", ("geen geldige TOML",)),
    ("two lines begin alike", "synonyms.toml", '[a]\nb = ["c"]\n[d]\nb = ["e"]\n', ("twee keer", "'b'")),
    ("an empty line", "synonyms.toml", "[a]\nb = []\n", ("a.b",)),
]


@pytest.mark.parametrize(("name", "text", "told"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_is_named(tmp_path: Path, name: str, text: str, told: tuple[str, ...]) -> None:
    for path in CORPUS.glob("*.toml"):
        shutil.copy(path, tmp_path)
    documents = tmp_path / "documents.toml"
    documents.write_text("", encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as caught:
        load_registry(tmp_path)
    message = str(caught.value)
    assert name in message
    assert all(part in message for part in told), message


def test_a_folder_without_data_files_uses_the_projects_own(tmp_path: Path) -> None:
    assert load_registry(tmp_path).insurers == registry().insurers
