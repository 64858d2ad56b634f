"""Trains the encoder: one pass over a passage gives its vector and, for late interaction, a small vector for each token.

Embeddings and the lower layers stay as they were, so their states are computed once and kept; the upper layers and the two
heads learn from questions beside the units that hold their evidence. A batch's passages are everybody's negatives, and
each question brings the passages that search takes for its answer.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from eval.train.pairs import Asked, Folder
from retrieval.models.layout import QUESTION, token_rows

FROZEN = 7
SIZE = 96
LONGEST, LONGEST_QUESTION = 320, 64
BATCH, HARD = 4, 2
RATE, HEAD_RATE = 5e-5, 1e-3
DENSE_SHARE = 0.3
DENSE_TEMPERATURE = 0.05


class Encoder(torch.nn.Module):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.base = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        self.head = torch.nn.Linear(self.base.config.hidden_size, SIZE, bias=False)
        torch.nn.init.orthogonal_(self.head.weight)
        self.weight = torch.nn.Linear(self.base.config.hidden_size, 1)
        torch.nn.init.zeros_(self.weight.weight)
        torch.nn.init.zeros_(self.weight.bias)
        self.scale = torch.nn.Parameter(torch.tensor(3.0))
        for p in self.base.embeddings.parameters():
            p.requires_grad = False
        for layer in self.base.encoder.layer[:FROZEN]:
            for p in layer.parameters():
                p.requires_grad = False

    @torch.no_grad()
    def lower(self, ids: torch.Tensor) -> torch.Tensor:
        """States below the trained layers, of one text."""
        h = self.base.embeddings(input_ids=ids[None])
        mask = torch.zeros(1, 1, 1, ids.shape[0])
        for layer in self.base.encoder.layer[:FROZEN]:
            h = _first(layer(h, mask))
        return h[0]

    def upper(self, states: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        n = max(s.shape[0] for s in states)
        h = torch.zeros(len(states), n, states[0].shape[1])
        m = torch.zeros(len(states), n)
        for i, s in enumerate(states):
            h[i, : s.shape[0]] = s
            m[i, : s.shape[0]] = 1
        mask = (1 - m)[:, None, None, :] * -1e4
        for layer in self.base.encoder.layer[FROZEN:]:
            h = _first(layer(h, mask))
        return h, m

    def heads(self, h: torch.Tensor, m: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        tokens = torch.nn.functional.normalize(self.head(h), dim=-1)
        mean = (h * m[..., None]).sum(1) / m.sum(1, keepdim=True)
        return tokens, torch.nn.functional.normalize(mean, dim=-1), self.weight(h)[..., 0].masked_fill(m == 0, -1e4)


def _first(out):
    return out[0] if isinstance(out, tuple) else out


class Texts:
    """Tokens and lower states of passages and questions, computed once."""

    def __init__(self, model: Encoder, tokenizer, folders: list[Folder]) -> None:
        self.rows: dict[tuple[str, str], tuple[tuple[int, ...], ...]] = {}
        self.states: dict[tuple[str, str], torch.Tensor] = {}
        self.questions: dict[tuple[str, str], torch.Tensor] = {}
        model.eval()
        for folder in folders:
            for id_, laid in folder.passages.items():
                enc = tokenizer(laid.text, truncation=True, max_length=LONGEST, return_offsets_mapping=True)
                self.rows[folder.name, id_] = token_rows(laid, enc["offset_mapping"])
                self.states[folder.name, id_] = model.lower(torch.tensor(enc["input_ids"]))
            for q in folder.questions:
                ids = tokenizer(QUESTION + q.text, truncation=True, max_length=LONGEST_QUESTION)["input_ids"]
                self.questions[folder.name, q.id] = model.lower(torch.tensor(ids))


def interactions(qt, qw, tokens, rows):
    """Score of each unit: the question's tokens' best matches in it, by the tokens' weights."""
    w = torch.softmax(qw, -1)
    sim = qt @ tokens.T  # query tokens × passage tokens
    return torch.stack([(sim[:, r].max(-1).values * w).sum() if len(r) else sim.new_tensor(-1.0) for r in rows])


def train(model, texts, folders, *, epochs, seed, out, tokenizer_folder):
    rng = random.Random(seed)
    data = [(f, q) for f in folders for q in f.questions if q.gold]
    params = [
        {"params": [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("base")], "lr": RATE},
        {"params": [*model.head.parameters(), *model.weight.parameters()], "lr": HEAD_RATE},
        {"params": [model.scale], "lr": 1e-2},
    ]
    opt = torch.optim.AdamW(params, weight_decay=0.01)
    steps = epochs * (len(data) // BATCH)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / 40) * max(0.02, 1 - s / steps))
    started, step, seen = time.time(), 0, []
    for epoch in range(epochs):
        rng.shuffle(data)
        model.train()
        for at in range(0, len(data) - BATCH + 1, BATCH):
            batch = data[at : at + BATCH]
            opt.zero_grad()
            wanted: dict[tuple[str, str], None] = {}
            for f, q in batch:
                gold = {id_ for marks in q.gold for id_, _ in marks}
                for marks in q.gold[:2]:
                    wanted[f.name, rng.choice(sorted({id_ for id_, _ in marks}))] = None
                hard = [c for c in q.chunks[:8] if c not in gold] or list(f.passages)[:4]
                for c in rng.sample(hard, min(HARD, len(hard))):
                    wanted[f.name, c] = None
            keys = list(wanted)
            ph, pm = model.upper([texts.states[k] for k in keys])
            pt, pv, _ = model.heads(ph, pm)
            qh, qm = model.upper([texts.questions[f.name, q.id] for f, q in batch])
            qt, qv, qw = model.heads(qh, qm)
            place = [(k, n) for k in keys for n in range(len(texts.rows[k]))]
            where = {p: i for i, p in enumerate(place)}
            loss = torch.zeros(())
            for b, (f, q) in enumerate(batch):
                n = int(qm[b].sum())
                scores = torch.cat([interactions(qt[b, :n], qw[b, :n], pt[i], texts.rows[k]) for i, k in enumerate(keys)])
                scores = scores * model.scale.exp()
                every = {where[(f.name, id_), u] for marks in q.gold for id_, u in marks if ((f.name, id_), u) in where}
                for marks in q.gold:
                    own = sorted({where[(f.name, id_), u] for id_, u in marks if ((f.name, id_), u) in where})
                    if not own:
                        continue
                    rest = torch.ones(len(scores), dtype=torch.bool)
                    rest[sorted(every - set(own))] = False
                    loss = loss + (torch.logsumexp(scores[rest], 0) - torch.logsumexp(scores[own], 0)) / len(q.gold) / BATCH
                gold = {id_ for marks in q.gold for id_, _ in marks}
                right = [i for i, (name, id_) in enumerate(keys) if name == f.name and id_ in gold]
                dense = (pv @ qv[b]) / DENSE_TEMPERATURE
                loss = loss + DENSE_SHARE * (torch.logsumexp(dense, 0) - torch.logsumexp(dense[right], 0)) / BATCH
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            sched.step()
            step += 1
            seen.append(float(loss.detach()))
            if step % 20 == 0:
                print(f"step {step}/{steps} loss {np.mean(seen[-20:]):.3f} {time.time() - started:.0f}s", flush=True)
        torch.save(model.state_dict(), out / "state.pt")
    return model


@torch.no_grad()
def measure(model, texts, folder):
    """Share of the questions whose first, one of whose first three units holds evidence; and whose passages are among ten."""
    model.eval()
    keys = [(folder.name, id_) for id_ in folder.passages]
    tokens, vectors = [], []
    for k in keys:
        h, m = model.upper([texts.states[k]])
        t, v, _ = model.heads(h, m)
        tokens.append(t[0])
        vectors.append(v[0])
    V = torch.stack(vectors)
    hit1 = hit3 = r10 = d10 = n = 0
    for q in folder.questions:
        if not q.gold:
            continue
        n += 1
        h, m = model.upper([texts.questions[folder.name, q.id]])
        qt, qv, qw = model.heads(h, m)
        flat = []
        for k, t in zip(keys, tokens, strict=True):
            flat += [((k[1], u), float(s)) for u, s in enumerate(interactions(qt[0], qw[0], t, texts.rows[k]))]
        flat.sort(key=lambda x: -x[1])
        gold = {m for marks in q.gold for m in marks}
        hit1 += flat[0][0] in gold
        hit3 += any(x in gold for x, _ in flat[:3])
        chunks = list(dict.fromkeys(id_ for (id_, _), _ in flat))[:10]
        r10 += all(any(id_ in chunks for id_, _ in marks) for marks in q.gold)
        top = [keys[i][1] for i in torch.argsort(-(V @ qv[0]))[:10].tolist()]
        d10 += all(any(id_ in top for id_, _ in marks) for marks in q.gold)
    return {"n": n, "hit1": round(hit1 / n, 3), "hit3": round(hit3 / n, 3), "li_recall10": round(r10 / n, 3), "dense_recall10": round(d10 / n, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--train", required=True)
    parser.add_argument("--test", default="")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    def load(names):
        return [pickle.load((args.pairs / f"{n}.pkl").open("rb")) for n in names.split(",") if n]

    train_on, tests = load(args.train), load(args.test)
    tokenizer = AutoTokenizer.from_pretrained(args.base)
    model = Encoder(args.base)
    started = time.time()
    texts = Texts(model, tokenizer, train_on + tests)
    print("lower states", round(time.time() - started), "s", len(texts.states), "passages", flush=True)
    for f in tests:
        print("before", f.name, measure(model, texts, f), flush=True) if False else None
    train(model, texts, train_on, epochs=args.epochs, seed=args.seed, out=args.out, tokenizer_folder=args.base)
    for f in tests:
        print("after", f.name, measure(model, texts, f), flush=True)


if __name__ == "__main__":
    main()
