"""Every setting does something: one that is documented and read by nothing is a promise that is not kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval import logs, search
from retrieval.logs import OWN, set_up_logging
from retrieval.reranker import Reranker, reranker
from retrieval.search import POOL, Hit
from retrieval.settings import PROJECT_ROOT, Settings, settings
from retrieval.types import Chunk, ChunkId, DocumentId, Question

PROGRAM = ("app.py", "retrieval", "ingest", "eval", "screens")


def sources() -> Iterator[str]:
    for name in PROGRAM:
        root = PROJECT_ROOT / name
        for path in [root] if root.is_file() else root.rglob("*.py"):
            if path != PROJECT_ROOT / "retrieval" / "settings.py":
                yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_read_somewhere(name: str) -> None:
    read = re.compile(rf"(?:settings\(\)|settings|options|chosen|self)\.{name}\b")
    assert any(read.search(text) for text in sources()), f"INKOOPWIJZER_{name.upper()} is read by nothing"


@pytest.fixture
def own_levels() -> Iterator[None]:
    before = {name: logging.getLogger(name).level for name in OWN}
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("own_levels")
@pytest.mark.parametrize("level", ["DEBUG", "ERROR"])
def test_the_log_has_the_detail_that_was_asked_for(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "settings", lambda: Settings(log_level=level))
    set_up_logging()
    assert logging.getLogger("retrieval.embedder").getEffectiveLevel() == getattr(logging, level)
    assert logging.getLogger("ingest.pipeline").getEffectiveLevel() == getattr(logging, level)


def hit(place: int, text: str) -> Hit:
    chunk = Chunk(ChunkId(f"x#{place}"), DocumentId("x"), (), text, ())
    return Hit(chunk, 1.0 - place / 100, 0.5)


class Longest:
    """A stand-in for a cross-encoder: the longest text is the best."""

    def order(self, question: str, texts: list[str]) -> list[int]:
        assert question
        return sorted(range(len(texts)), key=lambda place: -len(texts[place]))


def test_the_reranker_orders_the_best_hits_and_keeps_the_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "reranker", Longest)
    hits = tuple(hit(place, "x" * (place + 1)) for place in range(POOL + 2))
    found = search._reranked(Question("Wat geldt?", "Wat geldt?"), hits)
    assert [len(h.chunk.text) for h in found] == [*range(POOL, 0, -1), POOL + 1, POOL + 2]
    assert [h.score for h in found] == [h.score for h in hits]


def test_without_the_setting_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INKOOPWIJZER_RERANKER", raising=False)
    settings.cache_clear()
    assert reranker() is None
    hits = (hit(0, "a"), hit(1, "b"))
    assert search._reranked(Question("Wat?", "Wat?"), hits) is hits


@pytest.mark.slow
def test_a_cross_encoder_for_real(tmp_path: Path) -> None:
    """A model with random weights, made here: its own scores give the order."""
    torch = pytest.importorskip("torch")
    sentence_transformers = pytest.importorskip("sentence_transformers")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    letters = [*"abcdefghijklmnopqrstuvwxyz?.", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(letters) + 5, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        num_labels=1,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(tmp_path / "tiny")
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path / "tiny")
    texts = ["het plan", "de termijn is voorbij", "een tarief"]
    scores = sentence_transformers.CrossEncoder(str(tmp_path / "tiny"), device="cpu").predict(
        [("wat geldt?", text) for text in texts]
    )
    expected = sorted(range(3), key=lambda place: -scores[place])
    assert Reranker(str(tmp_path / "tiny")).order("wat geldt?", texts) == expected
