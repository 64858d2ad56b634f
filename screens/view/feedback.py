"""Thumbs and remarks of readers, kept in SQLite with what they were about.

Kept: question, answer, scope, index generation, thumb and remark; phone numbers,
addresses and the like are masked first. Not kept: who said it, from where, or the
rest of the conversation. One file, many processes
(WAL); nothing leaves the machine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from retrieval.errors import FeedbackError
from retrieval.privacy import mask
from retrieval.types import Answer, Scope, Status

Thumb = Literal[1, -1]

MAX_REMARK = 2000
"""Characters of a remark that are kept."""

BUSY_SECONDS = 5.0
"""How long a write waits for another process."""

OWNER_ONLY = 0o600
"""Mode of the file: remarks are for who runs the program."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    created TEXT NOT NULL,
    thumb INTEGER CHECK (thumb IN (1, -1)),
    remark TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    status TEXT NOT NULL,
    insurer TEXT,
    care_type TEXT,
    year INTEGER,
    generation TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's verdict on one answer."""

    id: int
    created: datetime
    thumb: Thumb | None
    remark: str
    question: str
    answer: str
    status: Status
    scope: Scope
    generation: str


class FeedbackStore:
    """The feedback of one installation.

    Args:
        path: the SQLite file; made, with its folder, at the first verdict.

    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, question: str, answer: Answer, *, thumb: Thumb | None = None, remark: str = "") -> int:
        """Keeps a verdict and gives its id.

        Raises:
            FeedbackError: the file cannot be written.

        """
        scope = answer.scope
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            thumb,
            _kept(remark),
            mask(question).text,
            answer.text,
            answer.status.value,
            scope.insurer,
            scope.care_type,
            scope.year,
            answer.generation,
        )
        with self._connection() as connection:
            cursor = connection.execute(
                "INSERT INTO feedback (created, thumb, remark, question, answer, status, insurer, care_type, year, "
                "generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            return int(cursor.lastrowid or 0)

    def change(self, feedback_id: int, *, thumb: Thumb | None, remark: str) -> None:
        """Replaces thumb and remark of an earlier verdict.

        Raises:
            FeedbackError: the file cannot be written.

        """
        with self._connection() as connection:
            connection.execute(
                "UPDATE feedback SET thumb = ?, remark = ? WHERE id = ?",
                (thumb, _kept(remark), feedback_id),
            )

    def all(self) -> tuple[Feedback, ...]:
        """All verdicts, oldest first; empty when there is no file yet."""
        if not self.path.exists():
            return ()
        with self._connection() as connection:
            rows = connection.execute("SELECT * FROM feedback ORDER BY id").fetchall()
        return tuple(_feedback(row) for row in rows)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction, closed afterwards."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=OWNER_ONLY)
            self.path.chmod(OWNER_ONLY)  # SQLite gives its files beside it the same mode
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute(SCHEMA)
                with connection:
                    yield connection
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            raise FeedbackError(
                f"Uw oordeel kon niet worden bewaard in {self.path.name}: {error}. "
                "Kies met INKOOPWIJZER_FEEDBACK een plaats waar geschreven mag worden."
            ) from error


def _kept(remark: str) -> str:
    return mask(remark.strip()[:MAX_REMARK]).text


def _feedback(row: sqlite3.Row) -> Feedback:
    return Feedback(
        id=row["id"],
        created=datetime.fromisoformat(row["created"]),
        thumb=row["thumb"],
        remark=row["remark"],
        question=row["question"],
        answer=row["answer"],
        status=Status(row["status"]),
        scope=Scope(insurer=row["insurer"], care_type=row["care_type"], year=row["year"]),
        generation=row["generation"],
    )
