"""What an index was made from: the write side of `retrieval.store.passages`.

Per document the hash of its file, the version of the reading code and what was
found in it, so that an ingest reads only what changed and reports the same
figures for what did not. Vectors and BM25 are `ingest.keep.index`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.models.layout import lay_out
from retrieval.settings import PROJECT_ROOT
from retrieval.store.passages import SCHEMA, adapter, to_json
from retrieval.store.vectors import metadata_of
from retrieval.types import Chunk, Deadline, Document, DocumentInfo, UnitKind

READING_CODE = (
    "ingest/load", "ingest/shape", "ingest/meaning", "ingest/passes.py", "retrieval/dutch", "retrieval/figures",
    "retrieval/types.py", "retrieval/withdrawal.py", "retrieval/replacement.py", "retrieval/relations.py",
    "retrieval/registry",
)  # fmt: skip
"""What decides how a file is read, besides the file and the corpus data."""
READING_DATA = ("insurers.toml", "care_types.toml", "abbreviations.toml")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in a document, for the report."""

    chunks: int
    units: int
    rows: int
    tables: int
    figures: int
    deadlines: int
    suspicions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """Dutch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the bookkeeping knows it."""

    path: str
    sha256: str
    reading: str
    """Version of the reading code and of what documents.toml says about the file."""
    info: DocumentInfo
    facts: Facts


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, ready to be written."""

    entry: Entry
    document: Document
    deadlines: tuple[Deadline, ...]


def facts_of(document: Document, deadlines: tuple[Deadline, ...]) -> Facts:
    """Counts of a document."""
    units = [unit for chunk in document.chunks for unit in chunk.units]
    return Facts(
        chunks=len(document.chunks),
        units=len(units),
        rows=sum(unit.kind is UnitKind.ROW for unit in units),
        tables=document.tables,
        figures=sum(len(unit.figures) for unit in units),
        deadlines=len(deadlines),
        suspicions=tuple(f"{suspicion.text}: {suspicion.reason}" for suspicion in document.suspicions),
        problems=document.problems,
    )


def vector_key(chunk: Chunk, info: DocumentInfo) -> str:
    """Changes when the vector or the filter of a chunk must be written again."""
    return hashlib.sha256(f"{lay_out(chunk)}\0{metadata_of(info)}".encode()).hexdigest()


@cache
def reading_version(corpus: Path) -> str:
    """Hash of all code and data that decide how a file is read: when it changes, files are read again."""
    digest = hashlib.sha256()
    for path in [*_code(), *(corpus / name for name in READING_DATA)]:
        if path.is_file():  # a corpus of one's own may leave data files out
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _code() -> Iterator[Path]:
    for name in READING_CODE:
        root = PROJECT_ROOT / name
        paths = [root] if root.is_file() else sorted([*root.rglob("*.py"), *root.rglob("*.toml")])
        assert paths, f"{name} holds no code that reads"
        yield from paths


class Books:
    """The SQLite file of a generation that is being built. For one thread."""

    def __init__(self, path: Path, *, create: bool) -> None:
        self._connection = sqlite3.connect(path)
        # The file becomes durable as a whole when the generation is sealed.
        self._connection.execute("PRAGMA synchronous = OFF")
        if create:
            self._connection.executescript(SCHEMA)

    def put(self, reading: ReadDocument) -> None:
        """Write a document in place of the one of the same id."""
        info = reading.entry.info
        self.remove(info.id)
        entry = reading.entry
        self._connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            (info.id, entry.path, entry.sha256, entry.reading, to_json(info), to_json(entry.facts)),
        )
        chunks = reading.document.chunks
        self._connection.executemany(
            "INSERT INTO chunks VALUES (?, ?, ?, ?, ?)",
            [(chunk.id, info.id, n, vector_key(chunk, info), to_json(chunk)) for n, chunk in enumerate(chunks)],
        )
        self._connection.executemany(
            "INSERT INTO units VALUES (?, ?, ?)",
            [(unit.id, info.id, chunk.id) for chunk in chunks for unit in chunk.units],
        )
        self._connection.executemany(
            "INSERT INTO deadlines VALUES (?, ?, ?, ?)",
            [(deadline.id, info.id, n, to_json(deadline)) for n, deadline in enumerate(reading.deadlines)],
        )

    def remove(self, document_id: str) -> None:
        """Remove a document and all that is its own."""
        self._connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        for table in ("chunks", "units", "deadlines"):
            sql = f"DELETE FROM {table} WHERE document_id = ?"  # noqa: S608 - a name of the tuple above
            self._connection.execute(sql, (document_id,))

    def vector_keys(self) -> dict[str, str]:
        """Chunk id → what its vector was made of."""
        return dict(self._connection.execute("SELECT id, vector_key FROM chunks ORDER BY id"))

    def chunks(self) -> Iterator[tuple[Chunk, DocumentInfo]]:
        """All chunks with their document, by document in reading order."""
        sql = "SELECT c.body, d.info FROM chunks c JOIN documents d ON d.id = c.document_id ORDER BY d.id, c.position"
        for body, info in self._connection.execute(sql):
            yield adapter(Chunk).validate_json(body), adapter(DocumentInfo).validate_json(info)

    def count(self, table: str) -> int:
        """Rows of one of the tables of the schema."""
        assert table in {"documents", "chunks", "units", "deadlines"}
        row = self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - see above
        return int(row[0])

    def close(self) -> None:
        """Commit, pack and close."""
        self._connection.commit()
        self._connection.execute("VACUUM")
        self._connection.close()


def read_entries(path: Path) -> dict[str, Entry]:
    """Document id → entry of a generation."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        rows = connection.execute("SELECT id, path, sha256, reading, info, facts FROM documents ORDER BY id").fetchall()
    return {
        id_: Entry(
            path=file,
            sha256=sha256,
            reading=reading,
            info=adapter(DocumentInfo).validate_json(info),
            facts=adapter(Facts).validate_json(facts),
        )
        for id_, file, sha256, reading, info, facts in rows
    }
