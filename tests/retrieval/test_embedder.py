"""Embeddings: the bundled model, sentence-transformers for real, and the cache."""

from __future__ import annotations

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from retrieval.embedder import BundledEmbeddings, CachedEmbeddings, NamedEmbeddings, VectorCache, embedder
from retrieval.errors import SettingsError
from retrieval.settings import Settings

TEXTS = ["De zorgaanbieder levert het verslag aan.", "Het tarief stijgt.", "De zorgaanbieder levert het verslag aan."]


class CountingEmbeddings(NamedEmbeddings):
    """Vectors of two numbers; remembers which texts it saw."""

    def __init__(self, name: str = "teller") -> None:
        self.name = name
        self.seen: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.seen += texts
        return [[float(len(text)), 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        self.seen.append(text)
        return [float(len(text)), 0.0]


class TestBundledUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self) -> type[BundledEmbeddings]:
        return BundledEmbeddings


class TestBundledIntegration(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self) -> type[BundledEmbeddings]:
        return BundledEmbeddings


def test_the_bundled_model_is_normalised_named_and_the_same_in_any_batch() -> None:
    model = BundledEmbeddings()
    vectors = np.asarray(model.embed_documents(TEXTS * 2))
    assert vectors.shape == (6, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert (vectors[1] == np.asarray(model.embed_documents([TEXTS[1]])[0])).all()
    assert model.name.startswith("inkoop-e5-small@")


def test_questions_are_nearest_to_the_passage_that_answers_them() -> None:
    model = BundledEmbeddings()
    passages = np.asarray(model.embed_documents(["De praktijk belt op maandag.", "Het tarief voor 2027 is 12 euro."]))
    assert int((passages @ np.asarray(model.embed_query("Hoe hoog is het tarief?"))).argmax()) == 1


@pytest.mark.parametrize("text", ["", "\0", "a\ud800b", "woord " * 4000], ids=["empty", "nul", "surrogate", "long"])
def test_any_text_can_be_embedded(text: str) -> None:
    model = BundledEmbeddings()
    assert len(model.embed_query(text)) == len(model.embed_documents([text])[0]) == 384


def test_the_cache_computes_a_text_once(tmp_path: Path) -> None:
    model = CountingEmbeddings()
    cached = CachedEmbeddings(model, VectorCache(tmp_path))
    first = cached.embed_documents(TEXTS)
    assert sorted(model.seen) == sorted(set(TEXTS))
    again = CachedEmbeddings(CountingEmbeddings(), VectorCache(tmp_path))
    assert again.embed_documents(TEXTS) == first
    assert (cached.computed, again.computed) == (2, 0)


def test_two_models_share_no_vectors(tmp_path: Path) -> None:
    CachedEmbeddings(CountingEmbeddings("een"), VectorCache(tmp_path)).embed_documents(TEXTS)
    other = CachedEmbeddings(CountingEmbeddings("twee"), VectorCache(tmp_path))
    other.embed_documents(TEXTS)
    assert other.computed == 2


def test_questions_are_not_kept(tmp_path: Path) -> None:
    cached = CachedEmbeddings(CountingEmbeddings(), VectorCache(tmp_path))
    cached.embed_query("een vraag over iemand")
    assert not (tmp_path / "embeddings.sqlite").exists()


def test_a_cache_that_cannot_be_used_costs_only_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "embeddings.sqlite").write_bytes(b"geen database" * 500)
    cached = CachedEmbeddings(CountingEmbeddings(), VectorCache(tmp_path))
    assert len(cached.embed_documents(TEXTS)) == 3
    assert "niet" in caplog.text


def test_several_writers_at_once(tmp_path: Path) -> None:
    def write(n: int) -> int:
        cached = CachedEmbeddings(CountingEmbeddings(), VectorCache(tmp_path))
        cached.embed_documents([f"tekst {n} {i}" for i in range(20)])
        return cached.computed

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(write, range(6))) == [20] * 6
    with sqlite3.connect(tmp_path / "embeddings.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (120,)


@pytest.mark.parametrize("choice", ["iets anders", "sentence-transformers:", ""])
def test_an_unknown_model_is_refused(choice: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="INKOOPWIJZER_EMBEDDING"):
        embedder(Settings(embedding=choice, cache=tmp_path))


def test_a_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    model = embedder(Settings(embedding="sentence-transformers:x/y", cache=tmp_path))
    with pytest.raises(SettingsError, match="pip install"):
        model.embed_query("vraag")


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model with random weights, made here: nothing is fetched."""
    torch = pytest.importorskip("torch")
    sentence_transformers = pytest.importorskip("sentence_transformers")
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    letters = [*"abcdefghijklmnopqrstuvwxyz:.?0123456789", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(letters) + 5, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    word = Transformer(str(folder))
    model = sentence_transformers.SentenceTransformer(modules=[word, Pooling(16)], device="cpu")
    for name in ("tiny", "tiny-e5"):
        model.save(str(folder / name))
    return folder


@pytest.mark.slow
def test_sentence_transformers_for_real(tiny_model: Path, tmp_path: Path) -> None:
    model = embedder(Settings(embedding=f"sentence-transformers:{tiny_model / 'tiny'}", cache=tmp_path))
    vectors = np.asarray(model.embed_documents(TEXTS))
    assert vectors.shape == (3, 16)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert np.allclose(vectors[0], model.embed_query(TEXTS[0]), atol=1e-5)
    assert model.name.startswith("sentence-transformers:tiny@")
    assert embedder(Settings(embedding="bundled", cache=tmp_path)).name != model.name


@pytest.mark.slow
def test_models_of_the_e5_family_get_their_prefixes(tiny_model: Path, tmp_path: Path) -> None:
    plain = embedder(Settings(embedding=f"sentence-transformers:{tiny_model / 'tiny'}", cache=tmp_path))
    e5 = embedder(Settings(embedding=f"sentence-transformers:{tiny_model / 'tiny-e5'}", cache=tmp_path))
    assert np.allclose(e5.embed_query("tarief"), plain.embed_query("query: tarief"), atol=1e-5)
    assert np.allclose(e5.embed_documents(["plan"]), plain.embed_documents(["passage: plan"]), atol=1e-5)


@pytest.mark.slow
def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    (tmp_path / "leeg").mkdir()
    model = embedder(Settings(embedding=f"sentence-transformers:{tmp_path / 'leeg'}", cache=tmp_path))
    with pytest.raises(SettingsError, match="leeg"):
        model.embed_query("vraag")
