"""Learns the weights of relevance: which of the units that the search brought holds the evidence.

A linear score over named features, trained with softmax over the candidates of each question (McFadden's conditional logit),
on folders that the encoder was not trained on. The weights are scaled to a fixed sum, so that shares of a best score keep
their meaning from one training to the next.
"""

from __future__ import annotations

import argparse
import json
import pickle
from datetime import date
from pathlib import Path

import numpy as np

from eval.train.pairs import HELD, TODAY, holds
from retrieval import PolicyAssistant, Turn
from retrieval.answer.plan import plan_for
from retrieval.answer.rank import FEATURES, WEIGHTS_SUM
from retrieval.types import Asked


def collect(index: Path, gold: Path, *, today: date = TODAY) -> list[dict]:
    """Per question its candidates' features, and which of them hold evidence."""
    assistant = PolicyAssistant.open(index)
    rows = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        item = json.loads(line)
        history = tuple(Turn(role=t["role"], content=t["content"]) for t in item["history"])
        job = assistant._prepared(Asked(item["question"], history, None, today))
        writer = job.setting.writer
        plan = plan_for(job.question, assistant.reader.documents, today=today)
        documents = tuple(dict.fromkeys(d for tier in plan.tiers for d in tier))
        finding = writer.find(job.question, documents)
        x, y = [], []
        for s in finding.ranked:
            marks = [holds(e["quote"], s.reading.unit.text) for e in item["evidence"] if e["doc"] == s.document_id]
            x.append([getattr(s.features, name) for name in FEATURES])
            y.append(max(marks, default=0.0))
        y = np.asarray(y)
        good = (y >= HELD) & (y >= (y.max() - 0.15 if len(y) else 0))
        rows.append(
            {
                "id": item["id"],
                "type": item["type"],
                "answerable": item["expect"] != "abstain",
                "x": np.asarray(x, dtype=np.float64).reshape(len(x), len(FEATURES)),
                "good": good,
                "scope": bool(job.question.scope.insurer),
            }
        )
    return rows


def fit(rows: list[dict], names: list[str], *, l2: float = 1e-3, steps: int = 400) -> np.ndarray:
    import torch

    at = [FEATURES.index(n) for n in names]
    data = [(torch.tensor(r["x"][:, at]), torch.tensor(r["good"])) for r in rows if r["answerable"] and r["good"].any()]
    w = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        opt.zero_grad()
        loss = l2 * (w**2).sum()
        for x, good in data:
            s = x @ w
            loss = loss + (torch.logsumexp(s, 0) - torch.logsumexp(s[good], 0)) / len(data)
        loss.backward()
        return loss

    opt.step(closure)
    return w.detach().numpy()


def hits(rows: list[dict], names: list[str], w: np.ndarray) -> tuple[float, float]:
    at = [FEATURES.index(n) for n in names]
    one = three = n = 0
    for r in rows:
        if not r["answerable"]:
            continue
        n += 1
        if not len(r["good"]):
            continue
        order = np.argsort(-(r["x"][:, at] @ w), kind="stable")
        one += bool(r["good"][order[0]])
        three += bool(r["good"][order[:3]].any())
    return round(one / n, 3), round(three / n, 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--collect", nargs="*", default=[], help="name,index,gold")
    parser.add_argument("--fit", default="")
    parser.add_argument("--test", default="")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    args.data.mkdir(parents=True, exist_ok=True)
    for spec in args.collect:
        name, index, gold = spec.split(",")
        rows = collect(Path(index), Path(gold))
        pickle.dump(rows, (args.data / f"{name}.pkl").open("wb"))
        answerable = [r for r in rows if r["answerable"]]
        print(
            name,
            len(rows),
            "evidence among candidates",
            round(np.mean([r["good"].any() for r in answerable]), 3),
            flush=True,
        )

    def load(names):
        return {n: pickle.load((args.data / f"{n}.pkl").open("rb")) for n in names.split(",") if n}

    fitted, tests = load(args.fit), load(args.test)
    if not fitted:
        return
    rows = [r for part in fitted.values() for r in part]
    for left in [None, *FEATURES]:
        names = [n for n in FEATURES if n != left]
        w = fit(rows, names)
        print(
            "without",
            left,
            dict(zip(names, np.round(w, 2), strict=True)) if left is None else "",
            {n: hits(r, names, w) for n, r in (fitted | tests).items()},
            flush=True,
        )
    w = fit(rows, list(FEATURES))
    scaled = w * WEIGHTS_SUM / w[w > 0].sum()
    if args.out:
        args.out.write_text(
            json.dumps({"weights": dict(zip(FEATURES, np.round(scaled, 4).tolist(), strict=True))}, indent=1) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
