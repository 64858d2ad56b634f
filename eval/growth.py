"""One size of the growth measurement, in a process of its own: make, read, write, ask.

    python -m eval.growth FOLDER COUNT QUESTIONS SEED hashed|model

`eval.scale` starts it with a corpus folder whose registry knows the invented
insurers, so that names are recognised as they are in use. Writes one line of JSON.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.answering import reply_of
from eval.performance import megabytes_of
from eval.probe import peak_megabytes
from eval.questions import TODAY
from eval.scoring import Outcome, grade
from eval.statistics import percentile
from eval.synthetic import Policy, make_policies, make_questions
from ingest.keep.bookkeeping import Entry, ReadDocument, facts_of, reading_version
from ingest.keep.index import Changes, write_generation, write_lock
from ingest.meaning.deadlines import find_deadlines
from ingest.meaning.recognise import described, described_by
from ingest.passes import read_document
from retrieval.embedder import NamedEmbeddings, embedder
from retrieval.pipeline import PolicyAssistant
from retrieval.settings import settings
from retrieval.store import IndexReader

FOUND_WITHIN = 5


@dataclass(frozen=True, slots=True)
class Point:
    """What one size measured."""

    documents: int
    passages: int
    correct: float
    """Not a number with vectors of words: the threshold for answering is that of the model, and nearly all abstain."""
    recall5: float
    wrong_document: float
    """Share of the questions whose first passage is of another policy; measured however the question was answered."""
    p50_ms: float
    p95_ms: float
    open_seconds: float
    first_answer_seconds: float
    read_seconds: float
    write_seconds: float
    index_megabytes: float
    peak_megabytes: float


def measure(folder: Path, count: int, questions: int, *, seed: int, hashed: bool) -> Point:
    """Build an index of `count` policies in the folder and ask it questions."""
    policies = list(make_policies(count, seed=seed))
    embedding = embedding_of(hashed=hashed)
    index = folder / "index"
    started = time.perf_counter()
    readings = tuple(_read(folder, policy) for policy in policies)
    read = time.perf_counter()
    with write_lock(index):
        write_generation(index, Changes(readings), base=None, embedding=embedding, sources=(str(folder),), step=_silent)
    written = time.perf_counter()
    assistant = PolicyAssistant(IndexReader.open(index, embedding=embedding))
    opened = time.perf_counter()
    outcomes = _ask(assistant, policies, questions, seed)
    seconds = [outcome.reply.seconds for outcome in outcomes[1:]]
    return Point(
        documents=count,
        passages=assistant.reader.manifest.chunks,
        correct=math.nan if hashed else sum(o.correct for o in outcomes) / len(outcomes),
        recall5=sum(o.ranks[0] is not None and o.ranks[0] <= FOUND_WITHIN for o in outcomes) / len(outcomes),
        wrong_document=sum(_first_is_foreign(o) for o in outcomes) / len(outcomes),
        p50_ms=1000 * percentile(seconds, 0.5),
        p95_ms=1000 * percentile(seconds, 0.95),
        open_seconds=opened - written,
        first_answer_seconds=outcomes[0].reply.seconds,
        read_seconds=read - started,
        write_seconds=written - read,
        index_megabytes=megabytes_of(index, assistant.reader.generation),
        peak_megabytes=peak_megabytes(),
    )


def _first_is_foreign(outcome: Outcome) -> bool:
    passages = outcome.reply.passages
    return bool(passages) and passages[0].document_id not in outcome.docs


def embedding_of(*, hashed: bool) -> NamedEmbeddings:
    """Vectors of the words, or those of the configured model."""
    if not hashed:
        return embedder(settings())
    from eval.hashed import HashedEmbeddings

    return HashedEmbeddings()


def _ask(assistant: PolicyAssistant, policies: list[Policy], count: int, seed: int) -> list[Outcome]:
    """The first question pays for what is loaded late, and is timed apart."""
    outcomes = []
    for question in make_questions(policies, count, seed=seed):
        started = time.perf_counter()
        answer = assistant.ask(question.question, today=TODAY)
        outcomes.append(grade(question, reply_of(answer, time.perf_counter() - started)))
    return outcomes


def _read(folder: Path, policy: Policy) -> ReadDocument:
    path = folder / "policies" / f"{policy.id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(policy.text, encoding="utf-8")
    document = described(read_document(path), path)
    deadlines = find_deadlines(document)
    sha256 = hashlib.sha256(policy.text.encode()).hexdigest()
    reading = f"{reading_version(settings().corpus)}:{described_by(path)}"
    entry = Entry(str(path), sha256, reading, document.info, facts_of(document, deadlines))
    return ReadDocument(entry, document, deadlines)


def _silent(*progress: object) -> None:
    """No progress from here; the parent shows the sizes."""


if __name__ == "__main__":
    place, how_many, asked, chosen_seed, vectors = sys.argv[1:6]
    point = measure(Path(place), int(how_many), int(asked), seed=int(chosen_seed), hashed=vectors == "hashed")
    sys.stdout.write(json.dumps(asdict(point)))
