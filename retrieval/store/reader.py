"""One generation of an index, opened for reading.

A reader never changes: a question is answered from one generation from start to
end. Call `refresh()` before each question; it gives the same reader until an
ingest has switched generations. What is done with the hits is the search's
business.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from weakref import finalize

from retrieval.embedder import NamedEmbeddings, embedder
from retrieval.errors import EmbeddingMismatch, IndexDamaged, SettingsError
from retrieval.keyword import DutchTokens, KeywordIndex
from retrieval.models.encoder import EncodedQuestion
from retrieval.settings import settings
from retrieval.store import layout
from retrieval.store.passages import Passages
from retrieval.store.scratch import Scratch
from retrieval.store.token_vectors import TokenVectors
from retrieval.store.vectors import Vectors, VectorsError, Where
from retrieval.types import Chunk, ChunkId, Deadline, DocumentInfo, Replaced, Unit, UnitId

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVERYTHING = Where()
TRIES = 5
"""How often to look again when an ingest switches just while a reader opens."""
REMEMBERED = 4096
"""Chunks kept in memory."""


class IndexReader:
    """Documents, passages and both searches of one generation. Safe for threads."""

    def __init__(self, index: Path, generation: str, embedding: NamedEmbeddings) -> None:
        self.index = index
        self.generation = generation
        self.embedding = embedding
        self.manifest = layout.read_manifest(index, generation)
        self._folder = index / generation
        self._held = ExitStack()
        """What must be let go of: when the reader is closed, or when the last question that uses it has ended."""
        self._let_go = finalize(self, self._held.close)
        lease = layout.hold_lease(self._folder)
        self._held.callback(lease.close)
        try:
            if self.manifest.embedding != embedding.name:
                raise self._mismatch()
            self.verify()
            self._vectors = self._open_vectors()
            self._held.callback(self._vectors.close)
            self._passages, self._chunk_words, self._unit_words, self._tokens, self._abbreviations = self._open_files()
            self._held.callback(self._passages.close)
            self._replaced = self._open_replaced()
            self._replacing = _turned(self._replaced)
            self._check_counts()
        except BaseException:
            self.close()
            raise
        self._chunk = lru_cache(maxsize=REMEMBERED)(self._passages.chunk)

    @classmethod
    def open(cls, path: Path | str | None = None, *, embedding: NamedEmbeddings | None = None) -> IndexReader:
        """The generation in use of the index at `path` (default: the settings' index).

        Raises:
            IndexMissing: there is no index.
            IndexDamaged: its parts do not agree with its manifest.
            EmbeddingMismatch: it was made with another embedding model.

        """
        index = Path(path) if path is not None else settings().index
        model = embedding or embedder(settings())
        for _ in range(TRIES):
            generation = layout.require_generation(index)
            try:
                return cls(index, generation, model)
            except FileNotFoundError:
                continue  # removed between reading CURRENT and taking the lease
        raise layout.damaged(index, f"{generation} is onvolledig")

    def refresh(self) -> IndexReader:
        """The same reader while its generation is in use, else one of the generation that is."""
        if layout.require_generation(self.index) == self.generation:
            return self
        return IndexReader.open(self.index, embedding=self.embedding)

    @cached_property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by id."""
        return self._passages.documents()

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """All deadlines, by document, in reading order."""
        return self._passages.deadlines()

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """The words of the corpus, lower case and without accents → number of passages that hold them."""
        return self._tokens.vocabulary

    @property
    def abbreviations(self) -> Mapping[str, tuple[str, ...]]:
        """Abbreviations that the policies explain → what they stand for."""
        return self._abbreviations

    def replaced_in(self, unit_id: str) -> tuple[Replaced, ...]:
        """The figures of a unit that another place puts new ones in the place of."""
        return self._replaced.get(unit_id, ())

    def places_replaced_by(self, unit_id: str) -> tuple[str, ...]:
        """The units that state a figure in the place of which this one puts another."""
        return self._replacing.get(unit_id, ())

    @property
    def tokens(self) -> DutchTokens:
        """Text to the tokens of keyword search."""
        return self._tokens

    def info(self, document_id: str) -> DocumentInfo:
        """What is known about a document. KeyError when it is not in the index."""
        return self._infos[document_id]

    def chunk(self, chunk_id: str) -> Chunk:
        """A chunk with its units. KeyError when it is not in the index."""
        return self._chunk(chunk_id)

    def unit(self, unit_id: str) -> Unit:
        """A unit. KeyError when it is not in the index."""
        chunk = self.chunk(self._passages.chunk_of(unit_id))
        return next(unit for unit in chunk.units if unit.id == unit_id)

    def chunk_of(self, unit_id: str) -> ChunkId:
        """The chunk that holds a unit. KeyError when it is not in the index."""
        return self._passages.chunk_of(unit_id)

    def chunks_of(self, document_id: str) -> tuple[ChunkId, ...]:
        """The chunks of a document, in reading order."""
        return self._passages.chunks_of(document_id)

    def dense(self, query: str | list[float], k: int, where: Where = EVERYTHING) -> list[tuple[ChunkId, float]]:
        """The k passages nearest in meaning, with cosine similarity; a filter that matches nothing finds nothing."""
        allowed = self._documents_in(where)
        if not allowed or k < 1:
            return []
        vector = self.embedding.embed_query(query) if isinstance(query, str) else query
        try:
            found = self._vectors.nearest(vector, min(k, len(self._chunk_words)), where)
        except VectorsError as error:
            raise self._damaged(f"Chroma meldt: {error}") from error
        return [(ChunkId(id_), score) for id_, score in found]

    def unit_scores(self, question: EncodedQuestion, chunks: Sequence[Chunk]) -> dict[str, float]:
        """How well each unit of these passages answers, by unit id, from their token vectors."""
        return self._token_vectors.scores(question, chunks)

    def keyword(
        self,
        query: str | Sequence[str],
        k: int,
        *,
        where: Where = EVERYTHING,
        allowed: Collection[str] | None = None,
        level: Literal["chunk", "unit"] = "chunk",
    ) -> list[tuple[str, float]]:
        """The k chunks or units that share most telling words with the query, with BM25 score.

        `query` is text, or tokens that `tokens` made. `allowed` holds the chunk
        ids that may be found (or whose units may), besides what `where` says.
        """
        documents = self._documents_in(where)
        if not documents or k < 1 or (allowed is not None and not allowed):
            return []
        words = self._chunk_words if level == "chunk" else self._unit_words
        mask = None if where == EVERYTHING else self._rows_of(level, documents)
        if allowed is not None:
            ids = (
                allowed if level == "chunk" else [unit.id for id_ in sorted(allowed) for unit in self.chunk(id_).units]
            )
            mask = words.mask(ids) if mask is None else mask & words.mask(ids)
        tokens = self._tokens.tokens(query) if isinstance(query, str) else query
        return words.search(tokens, k, mask=mask)

    def verify(self) -> None:
        """Compare the hashes of all files with the manifest.

        Raises:
            IndexDamaged: a file is not as it was written.

        """
        reason = layout.find_broken(self._folder, self.manifest.files)
        if reason:
            raise self._damaged(reason)

    def close(self) -> None:
        """Let go of all files; the reader cannot be used after it."""
        self._let_go()

    @cached_property
    def _token_vectors(self) -> TokenVectors:
        try:
            return TokenVectors.load(self._folder)
        except (OSError, ValueError, KeyError) as error:
            raise self._damaged(str(error)) from error

    @cached_property
    def _infos(self) -> dict[str, DocumentInfo]:
        return {info.id: info for info in self.documents}

    @cached_property
    def _row_documents(self) -> dict[str, NDArray[np.int32]]:
        """For chunks and for units: the number of the document that each row belongs to."""
        import numpy as np

        chunk_document, unit_chunk = self._passages.owners()
        number = {info.id: n for n, info in enumerate(self.documents)}
        chunks = [number[chunk_document[ChunkId(id_)]] for id_ in self._chunk_words.ids]
        units = [number[chunk_document[unit_chunk[UnitId(id_)]]] for id_ in self._unit_words.ids]
        return {"chunk": np.asarray(chunks, dtype=np.int32), "unit": np.asarray(units, dtype=np.int32)}

    def _rows_of(self, level: str, documents: Collection[str]) -> NDArray[np.bool_]:
        import numpy as np

        numbers = [n for n, info in enumerate(self.documents) if info.id in documents]
        return np.isin(self._row_documents[level], numbers)

    def _documents_in(self, where: Where) -> frozenset[str]:
        return frozenset(info.id for info in self.documents if where.allows(info))

    def _open_vectors(self) -> Vectors:
        manifest = self.manifest
        try:
            if not manifest.server:
                return self._open_copy()
            url = settings().chroma_url
            if url is None:
                raise SettingsError(
                    f"De vectoren van de index in {self.index} staan op een Chroma-server. "
                    "Zet het adres daarvan in INKOOPWIJZER_CHROMA_URL."
                )
            return Vectors.on_server(url, manifest.collection, self.embedding, create=False)
        except VectorsError as error:
            raise self._damaged(f"Chroma meldt: {error}") from error

    def _open_copy(self) -> Vectors:
        """The vectors in the folder, from a copy: Chroma writes in what it opens, and a generation never changes."""
        try:
            scratch = Scratch(self._folder / layout.CHROMA)
        except FileNotFoundError as error:
            raise VectorsError(f"{layout.CHROMA} is onvolledig") from error
        except OSError as error:
            raise SettingsError(
                f"Er is geen plaats om de vectoren te openen: {error.strerror}. Maak ruimte in de tijdelijke map, "
                "of wijs een andere aan met TMPDIR."
            ) from error
        self._held.callback(scratch.remove)
        return Vectors.in_folder(scratch.folder, self.manifest.collection, self.embedding, create=False)

    def _open_files(self) -> tuple[Passages, KeywordIndex, KeywordIndex, DutchTokens, Mapping[str, tuple[str, ...]]]:
        try:
            vocabulary = json.loads((self._folder / layout.VOCABULARY).read_text(encoding="utf-8"))
            explained = json.loads((self._folder / layout.ABBREVIATIONS).read_text(encoding="utf-8"))
            return (
                Passages(
                    self._folder / layout.PASSAGES, partial(layout.damaged, self.index, sources=self.manifest.sources)
                ),
                KeywordIndex.load(self._folder / layout.CHUNK_WORDS),
                KeywordIndex.load(self._folder / layout.UNIT_WORDS),
                DutchTokens(vocabulary),
                {short: tuple(longs) for short, longs in explained.items()},
            )
        except (OSError, ValueError, KeyError, sqlite3.Error) as error:
            raise self._damaged(str(error)) from error

    def _open_replaced(self) -> Mapping[str, tuple[Replaced, ...]]:
        try:
            kept = json.loads((self._folder / layout.REPLACED).read_text(encoding="utf-8"))
            return {
                id_: tuple(Replaced(old, new, UnitId(by), column) for old, new, by, column in told)
                for id_, told in kept.items()
            }
        except (OSError, ValueError) as error:
            raise self._damaged(str(error)) from error

    def _check_counts(self) -> None:
        """Chroma, BM25, the passages and the manifest must hold the same number of everything."""
        manifest = self.manifest
        try:
            counts: dict[str, tuple[int, int]] = {
                "passages in Chroma": (self._vectors.count(), manifest.chunks),
                "passages in BM25": (len(self._chunk_words), manifest.chunks),
                "passages in de boekhouding": (self._passages.count("chunks"), manifest.chunks),
                "eenheden in BM25": (len(self._unit_words), manifest.units),
                "eenheden in de boekhouding": (self._passages.count("units"), manifest.units),
                "documenten in de boekhouding": (self._passages.count("documents"), manifest.documents),
                "termijnen in de boekhouding": (self._passages.count("deadlines"), manifest.deadlines),
            }
        except VectorsError as error:
            raise self._damaged(str(error)) from error
        for what, (found, promised) in counts.items():
            if found != promised:
                raise self._damaged(f"{found} {what}, {promised} verwacht")

    def _damaged(self, reason: str) -> IndexDamaged:
        return layout.damaged(self.index, reason, self.manifest.sources)

    def _mismatch(self) -> EmbeddingMismatch:
        return EmbeddingMismatch(
            f"De index in {self.index} is gemaakt met het taalmodel {self.manifest.embedding!r}, maar ingesteld is "
            f"{self.embedding.name!r}. Stel INKOOPWIJZER_EMBEDDING in zoals toen, of maak de index opnieuw met: "
            f"{layout.rebuild_command(self.index, self.manifest.sources)}"
        )


def _turned(replaced: Mapping[str, tuple[Replaced, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Per unit that replaces figures, the units that they stand in."""
    found: dict[str, dict[str, None]] = {}
    for id_, told in replaced.items():
        for one in told:
            found.setdefault(str(one.by), {})[id_] = None
    return {by: tuple(ids) for by, ids in found.items()}
