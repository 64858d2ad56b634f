"""Questions beside the passages they were asked over: what the relevance model learns from.

Each folder of `eval/training` holds policies and `gold.jsonl`. A folder is indexed by itself; per question the units that
hold its evidence are marked, and the passages that the search brings are kept as hard negatives.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from retrieval import PolicyAssistant, Turn
from retrieval.models.layout import Laid, lay_out

TODAY = date(2026, 11, 22)
HELD = 0.6
"""Share of a unit's or quote's three-word runs that must be shared for the unit to hold the evidence."""


@dataclass(frozen=True, slots=True)
class Asked:
    id: str
    type: str
    text: str
    asked: str
    answerable: bool
    chunks: tuple[str, ...]
    """Passages that the search brings, best first."""
    gold: tuple[tuple[tuple[str, int], ...], ...]
    """Per piece of evidence the units that hold it: passage and place."""


@dataclass(frozen=True, slots=True)
class Folder:
    name: str
    passages: dict[str, Laid]
    unit_ids: dict[str, tuple[str, ...]]
    documents: dict[str, str]
    questions: tuple[Asked, ...]


def words(text: str) -> list[str]:
    flat = unicodedata.normalize("NFKD", text)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    return re.findall(r"[a-z0-9]+(?:[.,:][0-9]+)*", flat)


def runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    size = min(3, len(said))
    return {tuple(said[i : i + size]) for i in range(len(said) - size + 1)} if said else set()


def holds(quote: str, unit: str) -> float:
    q, u = runs(quote), runs(unit)
    if not q or not u:
        return 0.0
    shared = len(q & u)
    return max(shared / len(q), shared / len(u) if len(words(unit)) >= 4 else 0.0)


def read_folder(name: str, index: Path, gold: list[Path]) -> Folder:
    assistant = PolicyAssistant.open(index)
    reader = assistant.reader
    chunks = {str(c): reader.chunk(c) for d in reader.documents for c in reader.chunks_of(str(d.id))}
    items = [json.loads(line) for path in gold for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    questions = []
    for item in items:
        history = tuple(Turn(role=t["role"], content=t["content"]) for t in item["history"])
        job = assistant._prepared(_asked(item["question"], history))
        marks = []
        for evidence in item["evidence"]:
            scores = {
                (id_, n): holds(evidence["quote"], u.text)
                for id_, c in chunks.items() if str(c.document_id) == evidence["doc"]
                for n, u in enumerate(c.units)
            }
            best = max(scores.values(), default=0.0)
            if best >= HELD:
                marks.append(tuple(k for k, v in scores.items() if v >= max(HELD, best - 0.15)))
        text = job.question.text or item["question"]
        found = reader.dense(text, 16)
        lexical = reader.keyword(" ".join(t.text for t in job.question.terms), 16)
        order: dict[str, float] = {}
        for ranking in (found, lexical):
            for rank, (id_, _) in enumerate(ranking):
                order[str(id_)] = order.get(str(id_), 0.0) + 1 / (20 + rank)
        brought = tuple(sorted(order, key=lambda k: (-order[k], k)))
        questions.append(Asked(item["id"], item["type"], text, item["question"], item["expect"] != "abstain", brought, tuple(marks)))
    return Folder(name, {i: lay_out(c) for i, c in chunks.items()}, {i: tuple(str(u.id) for u in c.units) for i, c in chunks.items()},
                  {i: str(c.document_id) for i, c in chunks.items()}, tuple(questions))


def _asked(question, history):
    from retrieval.types import Asked as A
    return A(question, history, None, TODAY)


if __name__ == "__main__":
    out = Path(sys.argv[1])
    for spec in sys.argv[2:]:
        name, index, *gold = spec.split(",")
        folder = read_folder(name, Path(index), [p for g in gold for p in ([Path(g)] if Path(g).is_file() else sorted(Path(g).glob("*.jsonl")))])
        pickle.dump(folder, (out / f"{name}.pkl").open("wb"))
        answerable = [q for q in folder.questions if q.answerable]
        print(name, len(folder.passages), len(folder.questions), "marked", sum(bool(q.gold) for q in answerable), "of", len(answerable),
              "recall10", round(sum(all(any(u[0] in q.chunks[:10] for u in g) for g in q.gold) for q in answerable) / len(answerable), 3), flush=True)
