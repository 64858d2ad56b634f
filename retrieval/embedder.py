"""Text to vectors, behind LangChain's `Embeddings`.

Two models: the bundled encoder (`retrieval.models`, no download) and any
sentence-transformers model. Both give normalised float32 vectors and carry a
`name` that an index stores, so that vectors of two models never meet.

Vectors of passages are kept in a cache under `settings.cache`, keyed by model
and text; questions are not, because they are private and cheap. What is
embedded is the caller's business: see `Chunk.indexed_text`.
"""

from __future__ import annotations

import hashlib
import io
import logging
import sqlite3
import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from retrieval.errors import SettingsError
from retrieval.models.encoder import EncodedQuestion, Encoder, Read, bundled, in_bytes
from retrieval.models.layout import PASSAGE, Laid, lay_out, token_spans
from retrieval.types import Chunk, Unit

if TYPE_CHECKING:
    from retrieval.settings import Settings

log = logging.getLogger(__name__)

BUNDLED = "bundled"
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

    def read(self, chunks: Sequence[Chunk]) -> list[Read]:
        """The passages read: a model that gives one vector a text has that of each unit for its only token."""
        import numpy as np

        vectors = self.embed_documents([chunk.indexed_text for chunk in chunks])
        own = [[unit_text(unit) for unit in chunk.units] for chunk in chunks]
        found = iter(self.embed_documents([text for texts in own for text in texts]))
        out = []
        for vector, texts in zip(vectors, own, strict=True):
            tokens = np.asarray([next(found) for _ in texts], dtype=np.float32).reshape(len(texts), -1)
            spans = tuple(((n, n + 1),) for n in range(len(texts)))
            out.append(Read(np.asarray(vector, dtype=np.float32), in_bytes(tokens), spans))
        return out

    def ask(self, text: str) -> EncodedQuestion:
        """A question, as it is compared with units."""
        import numpy as np

        vector = np.asarray(self.embed_query(text), dtype=np.float32)
        return EncodedQuestion(vector, vector[None], np.ones(1, dtype=np.float32))

    def reading_key(self, chunk: Chunk) -> str:
        """The text that is read of a passage."""
        return "\n".join([chunk.indexed_text, *(unit_text(unit) for unit in chunk.units)])


class BundledEmbeddings(NamedEmbeddings):
    """The encoder that the program ships with: vectors of passages and of their tokens in one pass."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or bundled()
        self.name = self._encoder.name

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, normalised to length 1."""
        return [self._encoder.passage(PASSAGE + text[:LONGEST_PASSAGE]).vector.tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1."""
        vector: list[float] = self.ask(text).vector.tolist()
        return vector

    def read(self, chunks: Sequence[Chunk]) -> list[Read]:
        """The passages read, each with a vector for every token."""
        return [self._read(lay_out(chunk)) for chunk in chunks]

    def _read(self, laid: Laid) -> Read:
        encoded = self._encoder.passage(laid.text)
        return Read(encoded.vector, encoded.tokens, token_spans(laid, encoded.spans))

    def ask(self, text: str) -> EncodedQuestion:
        """A question, as it is compared with units."""
        return self._encoder.question(text[:LONGEST_QUESTION])

    def reading_key(self, chunk: Chunk) -> str:
        """The text that is read of a passage."""
        return lay_out(chunk).text


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
        self._asked = lru_cache(maxsize=REMEMBERED)(inner.ask)
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

    def read(self, chunks: Sequence[Chunk]) -> list[Read]:
        """The passages read; from the cache where it has them."""
        keys = {chunk.id: self._inner.reading_key(chunk) for chunk in chunks}
        known = self._cache.find_read(self.name, list(keys.values())) if self._cache else {}
        missing = [chunk for chunk in chunks if keys[chunk.id] not in known]
        started = time.perf_counter()
        fresh = {keys[c.id]: r for c, r in zip(missing, self._inner.read(missing), strict=True)} if missing else {}
        self.seconds += time.perf_counter() - started
        self.computed += len(missing)
        if self._cache and fresh:
            self._cache.store_read(self.name, fresh)
        return [known[key] if key in known else fresh[key] for key in keys.values()]

    def ask(self, text: str) -> EncodedQuestion:
        """A question, as it is compared with units; the last few are remembered, never written."""
        return self._asked(text)

    def reading_key(self, chunk: Chunk) -> str:
        """The text that is read of a passage."""
        return self._inner.reading_key(chunk)

    def embed_query(self, text: str) -> list[float]:
        """Vector of a question, normalised to length 1; the last few are remembered, never written."""
        vector: list[float] = self.ask(text).vector.tolist()
        return vector


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

    def find_read(self, model: str, texts: Sequence[str]) -> dict[str, Read]:
        """The passages that were read before, by text."""
        found: dict[str, Read] = {}

        def read(connection: sqlite3.Connection) -> None:
            for text in texts:
                row = connection.execute("SELECT read FROM reads WHERE key = ?", (_key(model, text),)).fetchone()
                if row is not None:
                    found[text] = _unpacked(row[0])

        self._use(read)
        return found

    def store_read(self, model: str, reads: dict[str, Read]) -> None:
        """Keep what was read for the next ingest."""
        rows = [(_key(model, text), _packed(read)) for text, read in reads.items()]

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO reads VALUES (?, ?)", rows)

        self._use(write)

    def _use(self, action: Callable[[sqlite3.Connection], None]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as connection, connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
                connection.execute("CREATE TABLE IF NOT EXISTS reads (key BLOB PRIMARY KEY, read BLOB NOT NULL)")
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
        return BundledEmbeddings()
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


def unit_text(unit: Unit) -> str:
    """What is embedded of a unit by a model that gives one vector a text: heading, last line of its lead-in, words."""
    heading = unit.section[-1] if unit.section else ""
    lead = unit.lead.split("\n")[-1]
    return ": ".join(part for part in (heading, f"{lead} {unit.text}".strip()) if part)


def _packed(read: Read) -> bytes:
    import numpy as np

    spans = np.asarray([(n, *span) for n, unit in enumerate(read.units) for span in unit], dtype=np.int32)
    out = io.BytesIO()
    np.savez(out, vector=read.vector, tokens=read.tokens, spans=spans.reshape(-1, 3), units=len(read.units))
    return out.getvalue()


def _unpacked(data: bytes) -> Read:
    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        spans: list[list[tuple[int, int]]] = [[] for _ in range(int(kept["units"]))]
        for unit, start, end in kept["spans"].tolist():
            spans[unit].append((start, end))
        return Read(kept["vector"], kept["tokens"], tuple(tuple(unit) for unit in spans))
