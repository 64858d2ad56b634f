"""The shipped encoder: whole, quick to load, the same alone and in company, and its weights as the card says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import SettingsError
from retrieval.models.encoder import FACTS, MODEL, TOKENIZER, WEIGHTS, Encoder, bundled
from retrieval.models.relevance import learned

MOST_MEGABYTES = 40


def test_the_weights_are_those_that_were_sealed_and_fit_the_repository() -> None:
    facts = json.loads((WEIGHTS / FACTS).read_text(encoding="utf-8"))
    assert hashlib.sha256((WEIGHTS / MODEL).read_bytes()).hexdigest() == facts["sha256"]
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < MOST_MEGABYTES * 2**20


def test_a_question_has_vectors_of_length_one_and_weights_that_sum_to_one() -> None:
    asked = bundled().question("Wanneer moet het jaarplan binnen zijn?")
    assert asked.vector.shape == (384,)
    assert asked.tokens.shape[1] == 96
    assert np.allclose(np.linalg.norm(asked.tokens, axis=1), 1.0, atol=1e-3)
    assert float(asked.weights.sum()) == pytest.approx(1.0, abs=1e-5)


def test_two_encoders_give_the_same_bytes() -> None:
    text = "passage: Planning\nHet plan is uiterlijk 1 mei 2027 binnen.\n"
    one, two = bundled().passage(text), Encoder().passage(text)
    assert one.tokens.tobytes() == two.tokens.tobytes()
    assert one.vector.tobytes() == two.vector.tobytes()


@pytest.mark.parametrize("text", ["", "\0", "a\ud800b", "woord " * 2000], ids=["empty", "nul", "surrogate", "long"])
def test_any_text_can_be_read(text: str) -> None:
    assert bundled().question(text).vector.shape == bundled().passage(text).vector.shape == (384,)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    for name in (FACTS, TOKENIZER):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    (tmp_path / MODEL).write_bytes(b"geen model")
    with pytest.raises(SettingsError, match="beschadigd"):
        Encoder(tmp_path).question("vraag")


def test_the_bounds_of_the_three_ways_out_are_in_order() -> None:
    assert 0 < learned().near <= learned().sure < 1
