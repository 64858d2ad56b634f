"""What is remembered of a reader: his practice, his questions, and the answers that he relied on.

One SQLite file, many processes; nothing leaves the machine. A reader is known by
an id only: of his sign-in, or a random one that his browser keeps. What was
typed is masked as for a language model, and everything of a reader can be
removed at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from retrieval.errors import FeedbackError
from retrieval.privacy import mask
from retrieval.types import Answer, Scope, Status

How = Literal["asked", "downloaded", "pinned"]
"""Why an answer was kept; each outweighs the one before it."""
RANKS: dict[str, int] = {"asked": 0, "downloaded": 1, "pinned": 2}
MOST_KEPT = 200
"""Answers kept per reader; of what was only asked the oldest go first."""
OWNER_ONLY = 0o600
"""Mode of the file: what readers asked is for who runs the program."""
BUSY_SECONDS = 5.0
"""How long a write waits for another process."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS practice (owner TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    how TEXT NOT NULL,
    created TEXT NOT NULL,
    question TEXT NOT NULL,
    scope TEXT NOT NULL,
    answer TEXT NOT NULL,
    UNIQUE (owner, question, scope)
);
"""


class Practice(BaseModel):
    """Who a reader is, as far as he said so."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: str = Field("", max_length=80)
    """What he is, in his own trade's words: huisartsenpraktijk, fysiotherapiepraktijk."""
    fte: float | None = Field(None, ge=0, le=100_000)
    patients: int | None = Field(None, ge=0, le=10_000_000)
    regions: tuple[str, ...] = ()
    insurers: tuple[str, ...] = ()
    care_types: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def given(self) -> bool:
        """Whether anything was said at all."""
        return self != Practice()

    @property
    def scope(self) -> Scope | None:
        """What his questions are about unless they say otherwise: only what leaves no choice."""
        insurer = self.insurers[0] if len(self.insurers) == 1 else None
        care_type = self.care_types[0] if len(self.care_types) == 1 else None
        year = self.years[0] if len(self.years) == 1 else None
        return Scope(insurer, care_type, year) if insurer or care_type or year else None


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A checked figure of an answer."""

    surface: str
    kind: str
    value: str
    bound: str | None


@dataclass(frozen=True, slots=True)
class KeptSource:
    """Where an answer stood."""

    document_id: str
    title: str
    section: tuple[str, ...]
    page: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer, as much of it as is needed to see whether it still holds."""

    text: str
    status: Status
    figures: tuple[KeptFigure, ...]
    sources: tuple[KeptSource, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that was answered, for one reader."""

    id: int
    owner: str
    how: How
    created: datetime
    question: str
    scope: Scope
    answer: KeptAnswer


def kept_answer(answer: Answer) -> KeptAnswer:
    """What is kept of an answer."""
    return KeptAnswer(
        text=answer.text,
        status=answer.status,
        figures=tuple(
            KeptFigure(c.surface, c.kind.value, c.value, c.bound.value if c.bound else None) for c in answer.checks
        ),
        sources=tuple(KeptSource(c.document_id, c.title, c.section, c.page, c.quote) for c in answer.citations),
        generation=answer.generation,
    )


def kept_scope(answer: Answer) -> Scope:
    """Within what a question is asked again: a year that was only assumed would hide next year's policy."""
    origins = dict(answer.scope.origins)
    year = answer.scope.year if origins.get("year") in ("question", "choice") else None
    return Scope(answer.scope.insurer, answer.scope.care_type, year)


class Memory:
    """What one installation remembers of its readers.

    Args:
        path: the SQLite file; made, with its folder, at the first write.

    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def practice(self, owner: str) -> Practice:
        """What a reader said about himself; empty when nothing."""
        rows = self._read("SELECT data FROM practice WHERE owner = ?", (owner,))
        return Practice.model_validate_json(rows[0]["data"]) if rows else Practice()

    def set_practice(self, owner: str, practice: Practice) -> None:
        """Keeps it in place of what was there; an empty one removes it."""
        with self._connection() as connection:
            connection.execute("DELETE FROM practice WHERE owner = ?", (owner,))
            if practice.given:
                connection.execute("INSERT INTO practice VALUES (?, ?)", (owner, practice.model_dump_json()))

    def keep(self, owner: str, question: str, answer: Answer, *, how: How = "asked") -> None:
        """Keeps a question that has an answer. What was downloaded or pinned is not replaced by merely asking again."""
        if answer.status is Status.ABSTAINED or not answer.citations:
            return
        words = mask(answer.scope.question or question).text
        scope = json.dumps(_scope_data(kept_scope(answer)), sort_keys=True)
        data = json.dumps(asdict(kept_answer(answer)), ensure_ascii=False)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connection() as connection:
            found = connection.execute(
                "SELECT id, how FROM kept WHERE owner = ? AND question = ? AND scope = ?", (owner, words, scope)
            ).fetchone()
            if found:
                if RANKS[how] >= RANKS[found["how"]]:
                    connection.execute(
                        "UPDATE kept SET how = ?, created = ?, answer = ? WHERE id = ?", (how, now, data, found["id"])
                    )
                return
            connection.execute(
                "INSERT INTO kept (owner, how, created, question, scope, answer) VALUES (?, ?, ?, ?, ?, ?)",
                (owner, how, now, words, scope, data),
            )
            connection.execute(
                "DELETE FROM kept WHERE owner = ? AND how = 'asked' AND id NOT IN "
                "(SELECT id FROM kept WHERE owner = ? ORDER BY id DESC LIMIT ?)",
                (owner, owner, MOST_KEPT),
            )

    def kept(self, owner: str | None = None) -> tuple[Kept, ...]:
        """The kept answers of a reader, or of all, the weightiest and then the newest first."""
        rows = self._read("SELECT * FROM kept WHERE ? IS NULL OR owner = ? ORDER BY id DESC", (owner, owner))
        return tuple(sorted(map(_kept, rows), key=lambda kept: -RANKS[kept.how]))

    def seen(self, kept_id: int, answer: KeptAnswer) -> None:
        """The reader has seen what changed: from now on this is what is compared with."""
        with self._connection() as connection:
            connection.execute(
                "UPDATE kept SET answer = ? WHERE id = ?", (json.dumps(asdict(answer), ensure_ascii=False), kept_id)
            )

    def drop(self, kept_id: int, owner: str) -> None:
        """A kept answer that its reader no longer wants watched."""
        with self._connection() as connection:
            connection.execute("DELETE FROM kept WHERE id = ? AND owner = ?", (kept_id, owner))

    def forget(self, owner: str) -> None:
        """Removes everything of a reader."""
        with self._connection() as connection:
            for table in ("practice", "kept"):
                connection.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608 - names of our own

    def _read(self, query: str, values: tuple[object, ...]) -> list[sqlite3.Row]:
        if not self.path.exists():
            return []
        with self._connection() as connection:
            return connection.execute(query, values).fetchall()

    def _connection(self) -> AbstractContextManager[sqlite3.Connection]:
        failed = (
            "Wat Inkoopwijzer voor u onthoudt, kon niet worden gelezen of bewaard in {name}: {error}. "
            "Kies met INKOOPWIJZER_MEMORY een plaats waar geschreven mag worden."
        )
        return private_file(self.path, SCHEMA, failed=failed)


@contextmanager
def private_file(path: Path, schema: str, *, failed: str) -> Iterator[sqlite3.Connection]:
    """A connection to a file that only its owner reads, in a transaction, closed afterwards.

    Raises:
        FeedbackError: it cannot be read or written; `failed` says so, with {name} and {error}.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=OWNER_ONLY)
        path.chmod(OWNER_ONLY)  # SQLite gives its files beside it the same mode
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(schema)
            with connection:
                yield connection
        finally:
            connection.close()
    except (sqlite3.Error, OSError) as error:
        raise FeedbackError(failed.format(name=path.name, error=error)) from error


def _scope_data(scope: Scope) -> dict[str, Any]:
    return {"insurer": scope.insurer, "care_type": scope.care_type, "year": scope.year}


def _kept(row: sqlite3.Row) -> Kept:
    data = json.loads(row["answer"])
    return Kept(
        id=row["id"],
        owner=row["owner"],
        how=row["how"],
        created=datetime.fromisoformat(row["created"]),
        question=row["question"],
        scope=Scope(**json.loads(row["scope"])),
        answer=KeptAnswer(
            text=data["text"],
            status=Status(data["status"]),
            figures=tuple(KeptFigure(**figure) for figure in data["figures"]),
            sources=tuple(KeptSource(**(s | {"section": tuple(s["section"])})) for s in data["sources"]),
            generation=data["generation"],
        ),
    )
