"""Thumbs and remarks of readers, kept in SQLite with what they were about.

Kept: question, answer, scope, index generation, thumb and remark; phone numbers,
addresses and the like are masked first. Not kept: who said it, from where, or the
rest of the conversation. One file, many processes
(WAL); nothing leaves the machine.
"""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from retrieval.memory import private_file
from retrieval.privacy import mask
from retrieval.types import Answer, Scope, Status

Thumb = Literal[1, -1]

MAX_REMARK = 2000
"""Characters of a remark that are kept."""

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

    def _connection(self) -> AbstractContextManager[sqlite3.Connection]:
        failed = (
            "Uw oordeel kon niet worden bewaard in {name}: {error}. "
            "Kies met INKOOPWIJZER_FEEDBACK een plaats waar geschreven mag worden."
        )
        return private_file(self.path, SCHEMA, failed=failed)


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
