"""The mutation generator: seeded, typed, and every variant says something else than its original."""

from __future__ import annotations

import pytest

from eval.mutations import MutationKind, find_mutations
from retrieval.figures.find import find_figures

SENTENCE = "De zorgaanbieder levert het plan uiterlijk 12 mei 2031 aan en krijgt binnen zes weken 25% vergoed."
PASSAGE = SENTENCE + " Het bezwaar volgt uiterlijk 3 juni 2031 en binnen 4 weken. De gemeente krijgt 30%."


def made(kind: MutationKind, sentence: str = SENTENCE, passage: str = PASSAGE, *, seed: int = 0) -> list[str]:
    found = find_mutations(sentence, passage, kinds=frozenset({kind}), insurers=("VGZ", "Menzis"), seed=seed)
    return [mutation.text for mutation in found]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MutationKind.UNIT, ["zes maanden"]),
        (MutationKind.NUMBER_WORD, ["acht weken"]),
        (MutationKind.SWAP, ["3 juni 2031", "4 weken", "30%"]),
        (MutationKind.BOUND, ["vanaf 12 mei", "pas na zes weken"]),
        (MutationKind.DENIAL, [" niet "]),
    ],
)
def test_each_kind_changes_what_it_says(kind: MutationKind, words: list[str]) -> None:
    texts = made(kind)
    assert len(texts) >= len(words)
    for word in words:
        assert any(word in text for text in texts), texts


def test_days_months_and_years_change() -> None:
    assert all(text != SENTENCE and "uiterlijk" in text for text in made(MutationKind.DAY_MONTH))
    assert all("2031" not in text for text in made(MutationKind.YEAR))
    assert len(made(MutationKind.DIGIT)) == 2


def test_a_denial_is_dropped_where_there_is_one() -> None:
    assert made(MutationKind.DENIAL, "Na 1 mei is uitstel niet mogelijk.", "") == ["Na 1 mei is uitstel mogelijk."]


def test_a_party_is_replaced_by_one_that_is_none_of_its_kinds() -> None:
    for text in made(MutationKind.ACTOR):
        assert text.split()[1] in ("zorgverzekeraar", "gemeente", "verzekeraar", "patiënt")


def test_an_insurer_is_replaced() -> None:
    assert made(MutationKind.INSURER, "VGZ reageert binnen 3 weken.", "") == ["Menzis reageert binnen 3 weken."]


def test_a_sentence_without_figures_has_no_mutations() -> None:
    assert find_mutations("De praktijk regelt waarneming.") == ()


def test_equal_by_meaning_is_no_mutation() -> None:
    swaps = made(MutationKind.SWAP, "U reageert binnen 14 dagen.", "U reageert binnen 14 dagen of binnen twee weken.")
    assert swaps == []


@pytest.mark.parametrize("seed", range(5))
def test_the_seed_decides_and_spans_fit(seed: int) -> None:
    found = find_mutations(SENTENCE, PASSAGE, seed=seed)
    assert found == find_mutations(SENTENCE, PASSAGE, seed=seed)
    for mutation in found:
        assert mutation.original[mutation.start : mutation.end] == mutation.before
        assert mutation.text == mutation.original[: mutation.start] + mutation.after + mutation.original[mutation.end :]
        assert mutation.text != SENTENCE
        assert find_figures(mutation.text)
