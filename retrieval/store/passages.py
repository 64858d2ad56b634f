"""Documents, chunks, units and deadlines of one generation, in one SQLite file.

Looked up by id, never scanned. Values are kept as JSON of the types in
`retrieval.types`. Writing is `ingest.keep.bookkeeping`, which shares the schema.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import TypeAdapter

from retrieval.errors import IndexDamaged
from retrieval.store.layout import PASSAGES
from retrieval.types import Chunk, ChunkId, Deadline, DocumentId, DocumentInfo, UnitId

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL, reading TEXT NOT NULL,
    info TEXT NOT NULL, facts TEXT NOT NULL
);
CREATE TABLE chunks (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL, position INTEGER NOT NULL, vector_key TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX chunks_by_document ON chunks (document_id, position);
CREATE TABLE units (id TEXT PRIMARY KEY, document_id TEXT NOT NULL, chunk_id TEXT NOT NULL);
CREATE TABLE deadlines (
    id TEXT NOT NULL, document_id TEXT NOT NULL, position INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (document_id, position)
);
"""


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Conversion of a value type to and from JSON, made once."""
    return TypeAdapter(kind)


def to_json(value: Any) -> str:
    """A value of `retrieval.types` as JSON."""
    kind: Any = type(value)
    return adapter(kind).dump_json(value).decode()


class Passages:
    """Read-only look-ups in a generation's SQLite file. Safe for threads.

    What cannot be read, at whatever moment, is raised as `damaged` says it.
    """

    def __init__(self, path: Path, damaged: Callable[[str], IndexDamaged]) -> None:
        self._damaged = damaged
        # `immutable`: nobody writes a generation in use, so no locks and no journal files beside it.
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        self._lock = Lock()

    def count(self, table: str) -> int:
        """Rows of one of the tables of `SCHEMA`."""
        assert table in {"documents", "chunks", "units", "deadlines"}
        return int(self._rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - a name of the set above

    def documents(self) -> tuple[DocumentInfo, ...]:
        """All documents, by id."""
        rows = self._rows("SELECT info FROM documents ORDER BY id")
        return tuple(self._value(DocumentInfo, body) for (body,) in rows)

    def chunk(self, chunk_id: str) -> Chunk:
        """A chunk with its units.

        Raises:
            KeyError: there is no such chunk in this generation.

        """
        rows = self._rows("SELECT body FROM chunks WHERE id = ?", chunk_id)
        if not rows:
            raise KeyError(chunk_id)
        chunk: Chunk = self._value(Chunk, rows[0][0])
        return chunk

    def chunk_of(self, unit_id: str) -> ChunkId:
        """The chunk that holds a unit.

        Raises:
            KeyError: there is no such unit in this generation.

        """
        rows = self._rows("SELECT chunk_id FROM units WHERE id = ?", unit_id)
        if not rows:
            raise KeyError(unit_id)
        return ChunkId(rows[0][0])

    def chunks_of(self, document_id: str) -> tuple[ChunkId, ...]:
        """The chunks of a document, in reading order."""
        rows = self._rows("SELECT id FROM chunks WHERE document_id = ? ORDER BY position", document_id)
        return tuple(ChunkId(id_) for (id_,) in rows)

    def owners(self) -> tuple[dict[ChunkId, DocumentId], dict[UnitId, ChunkId]]:
        """Chunk → document and unit → chunk, for the masks of keyword search."""
        chunks = {ChunkId(c): DocumentId(d) for c, d in self._rows("SELECT id, document_id FROM chunks")}
        return chunks, {UnitId(u): ChunkId(c) for u, c in self._rows("SELECT id, chunk_id FROM units")}

    def deadlines(self) -> tuple[Deadline, ...]:
        """All deadlines, by document, in reading order."""
        rows = self._rows("SELECT body FROM deadlines ORDER BY document_id, position")
        return tuple(self._value(Deadline, body) for (body,) in rows)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _rows(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(f"{PASSAGES}: {error}") from error

    def _value(self, kind: Any, body: str) -> Any:
        try:
            return adapter(kind).validate_json(body)
        except ValueError as error:
            raise self._damaged(f"{PASSAGES} bevat iets anders dan is geschreven") from error
