"""Vectors of the passages, in Chroma through langchain-chroma.

The only file that knows Chroma: in a folder of the generation, or on a server
when the settings name one. Lists (care types, contract years) are kept as list
metadata and matched with `$contains`. Nothing is sent anywhere (telemetry off).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from retrieval.errors import SettingsError
from retrieval.types import DocumentInfo

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

    from retrieval.embedder import NamedEmbeddings

HNSW = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}}
"""Wide enough to find the nearest passages exactly at this scale; a test compares with a full comparison."""
NO_SERVER = "De Chroma-server antwoordt niet. Start hem, of pas het adres in INKOOPWIJZER_CHROMA_URL aan."
PAGE = 256
"""Passages per call to Chroma."""


class VectorsError(Exception):
    """Chroma cannot read or write; the caller knows which index it is and says so to the user."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which passages may be found. A part that is None does not restrict; an empty `document_ids` allows nothing."""

    insurer: str | None = None
    care_type: str | None = None
    year: int | None = None
    document_ids: tuple[str, ...] | None = None

    def allows(self, info: DocumentInfo) -> bool:
        """Whether the passages of a document may be found."""
        return (
            (self.insurer is None or info.insurer == self.insurer)
            and (self.care_type is None or self.care_type in info.care_types)
            and (self.year is None or self.year in info.years)
            and (self.document_ids is None or info.id in self.document_ids)
        )

    @property
    def filter(self) -> dict[str, Any] | None:
        """The same as a Chroma filter."""
        parts: list[dict[str, Any]] = []
        if self.insurer is not None:
            parts.append({"insurer": self.insurer})
        if self.care_type is not None:
            parts.append({"care_types": {"$contains": self.care_type}})
        if self.year is not None:
            parts.append({"years": {"$contains": self.year}})
        if self.document_ids is not None:
            parts.append({"document_id": {"$in": list(self.document_ids)}})
        return {"$and": parts} if len(parts) > 1 else (parts[0] if parts else None)


def metadata_of(info: DocumentInfo) -> dict[str, Any]:
    """What a passage can be filtered by; Chroma takes no empty lists, so what is unknown is left out."""
    data: dict[str, Any] = {"document_id": info.id}
    if info.insurer:
        data["insurer"] = info.insurer
    if info.care_types:
        data["care_types"] = list(info.care_types)
    if info.years:
        data["years"] = list(info.years)
    return data


class Vectors:
    """The vectors of one generation. Safe for threads; a folder is for one writing process."""

    def __init__(self, client: ClientAPI, collection: str, embedding: NamedEmbeddings, *, create: bool) -> None:
        from langchain_chroma import Chroma

        self._client = client
        self._name = collection
        with _translated():
            self._store = Chroma(
                collection_name=collection,
                client=client,
                embedding_function=embedding,
                collection_configuration=HNSW if create else None,  # type: ignore[arg-type]
                create_collection_if_not_exists=create,
            )

    @classmethod
    def in_folder(cls, folder: Path, collection: str, embedding: NamedEmbeddings, *, create: bool) -> Vectors:
        """The vectors in a folder.

        Raises:
            VectorsError: they are not there (and `create` is false) or cannot be read.

        """
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        if not create and not (folder / "chroma.sqlite3").is_file():
            raise VectorsError("chroma.sqlite3 ontbreekt")
        with _translated():
            client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
        return cls(client, collection, embedding, create=create)

    @classmethod
    def on_server(cls, url: str, collection: str, embedding: NamedEmbeddings, *, create: bool) -> Vectors:
        """The vectors on a Chroma server.

        Raises:
            SettingsError: there is no server at that address.
            VectorsError: the collection is not there (and `create` is false).

        """
        client = _server_client(url)
        return cls(client, collection, embedding, create=create)

    def count(self) -> int:
        """Number of passages."""
        with _translated():
            return self._client.get_collection(self._name, embedding_function=None).count()

    def put(
        self,
        ids: Sequence[str],
        texts: Sequence[str],
        metadata: Sequence[dict[str, Any]],
        vectors: Sequence[Sequence[float]],
    ) -> None:
        """Add passages with their vectors, or replace those of the same id."""
        import numpy as np

        with _translated():
            collection = self._client.get_collection(self._name, embedding_function=None)
            for start in range(0, len(ids), PAGE):
                part = slice(start, start + PAGE)
                collection.upsert(
                    ids=list(ids[part]),
                    documents=list(texts[part]),
                    metadatas=list(metadata[part]),
                    embeddings=np.asarray(vectors[part], dtype=np.float32),
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Remove passages."""
        with _translated():
            for start in range(0, len(ids), PAGE):
                self._store.delete(ids=list(ids[start : start + PAGE]))

    def nearest(self, vector: list[float], k: int, where: Where) -> list[tuple[str, float]]:
        """Ids and cosine similarities of the nearest passages, best first, ties by id."""
        with _translated():
            found = self._store.similarity_search_by_vector_with_relevance_scores(vector, k=k, filter=where.filter)
        scored = [(document.id or "", 1.0 - float(distance)) for document, distance in found]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()  # type: ignore[attr-defined]


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Chroma's errors as ours: a server that does not answer is a setting, all else is the index."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.HTTPError as error:
        raise SettingsError(NO_SERVER) from error
    except (ChromaError, ValueError, OSError) as error:
        raise VectorsError(str(error)) from error


def drop_collection(url: str, collection: str) -> None:
    """Remove a collection from a Chroma server, when it is there.

    Raises:
        SettingsError: there is no server at that address.

    """
    from chromadb.errors import NotFoundError

    with _translated(), contextlib.suppress(NotFoundError):
        _server_client(url).delete_collection(collection)


def _server_client(url: str) -> ClientAPI:
    import chromadb
    import httpx
    from chromadb.config import Settings as ChromaSettings

    parts = urlsplit(url if "//" in url else f"//{url}")
    secure = parts.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if secure else 8000),
            ssl=secure,
            settings=ChromaSettings(anonymized_telemetry=False),
        )
    except (ValueError, OSError, httpx.HTTPError) as error:
        raise SettingsError(NO_SERVER) from error
