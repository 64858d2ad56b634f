"""Trains the encoder: one pass over a passage gives its vector, and for late interaction one for each token.

Embeddings and lower layers stay as they were, so their states are computed once and kept; the upper layers and the
heads learn from questions beside the units that hold their evidence. The passages of a batch are everybody's
negatives, and each question brings two that the search takes for its answer.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from eval.train.pairs import Folder, Lesson
from retrieval.models.encoder import TOKENIZER, WEIGHTS
from retrieval.models.layout import QUESTION, Laid, token_spans

log = logging.getLogger(__name__)

FROZEN = 8
"""Of twelve layers. A trial with seven gave as much and took a quarter longer."""
SIZE = 96
"""Numbers of a token's vector."""
LONGEST, LONGEST_QUESTION = 288, 64
BATCH, HARD = 4, 2
RATE, HEAD_RATE, SCALE_RATE = 5e-5, 1e-3, 1e-2
WARM_UP, LEAST_RATE = 40, 0.02
DENSE_SHARE, DENSE_TEMPERATURE = 0.3, 0.05
"""Weight and temperature of the loss over whole passages beside that over units."""
FIRST_HARD = 8
NOTHING = 0.5
"""First score of "nothing here answers", which competes with the units of every question and is learned with them."""
NEVER = -1e4
"""Added where nothing may be looked at."""

Key = tuple[str, str]
"""A passage or a question: its folder and its id."""


class TrainedEncoder(torch.nn.Module):
    """The model with its heads."""

    def __init__(self, base: BertModel) -> None:
        super().__init__()
        self.base = base
        hidden: int = base.config.hidden_size
        self.head = torch.nn.Linear(hidden, SIZE, bias=False)
        torch.nn.init.orthogonal_(self.head.weight)
        self.weight = torch.nn.Linear(hidden, 1)
        torch.nn.init.zeros_(self.weight.weight)
        torch.nn.init.zeros_(self.weight.bias)
        self.scale = torch.nn.Parameter(torch.tensor(3.0))
        self.nothing = torch.nn.Parameter(torch.tensor(NOTHING))
        for part in (base.embeddings, *base.encoder.layer[:FROZEN]):
            for parameter in part.parameters():
                parameter.requires_grad = False

    @torch.no_grad()
    def lower(self, ids: Sequence[int]) -> Tensor:
        """States below the trained layers, tokens × hidden."""
        states = self.base.embeddings(input_ids=torch.tensor([list(ids)]))
        for layer in self.base.encoder.layer[:FROZEN]:
            states = _states(layer(states, torch.zeros(1, 1, 1, len(ids))))
        return cast("Tensor", states[0])

    def upper(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """From the kept states of one text: token vectors, the text's vector, the tokens' weights."""
        above = states[None]
        for layer in self.base.encoder.layer[FROZEN:]:
            above = _states(layer(above, torch.zeros(1, 1, 1, len(states))))
        tokens, vector, weights = self.heads(above, torch.ones(1, len(states)))
        return tokens[0], vector[0], weights[0]

    def heads(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Token vectors, vectors of the texts and weights of the tokens, of a batch."""
        tokens = torch.nn.functional.normalize(self.head(states), dim=-1)
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        weights = self.weight(states)[..., 0].masked_fill(mask == 0, NEVER)
        return tokens, torch.nn.functional.normalize(mean, dim=-1), weights


def _states(out: Tensor | tuple[Tensor, ...]) -> Tensor:
    return out[0] if isinstance(out, tuple) else out


@dataclass(frozen=True, slots=True)
class Passage:
    """States below the trained layers, and units × tokens: which tokens are a unit's own."""

    states: Tensor
    own: Tensor


class Texts:
    """The lower states of all passages and questions, computed once."""

    def __init__(self, model: TrainedEncoder, folders: Sequence[Folder]) -> None:
        tokenizer = Tokenizer.from_file(str(WEIGHTS / TOKENIZER))
        model.eval()
        self.passages: dict[Key, Passage] = {}
        self.questions: dict[Key, Tensor] = {}
        for folder in folders:
            for id_, laid in folder.passages.items():
                self.passages[folder.name, id_] = _passage(model, tokenizer, laid)
            for lesson in folder.lessons:
                ids = _cut(tokenizer.encode(QUESTION + lesson.text).ids, LONGEST_QUESTION)
                self.questions[folder.name, lesson.id] = model.lower(ids)


def _passage(model: TrainedEncoder, tokenizer: Tokenizer, laid: Laid) -> Passage:
    read = tokenizer.encode(laid.text)
    ids = _cut(read.ids, LONGEST)
    spans = token_spans(laid, [*read.offsets[: len(ids) - 1], (0, 0)])
    own = torch.zeros(len(spans), len(ids), dtype=torch.bool)
    for unit, parts in enumerate(spans):
        for start, end in parts:
            own[unit, start:end] = True
    return Passage(model.lower(ids), own)


def _cut(ids: list[int], longest: int) -> list[int]:
    return [*ids[: longest - 1], ids[-1]] if len(ids) > longest else ids


def interactions(question: Tensor, weights: Tensor, tokens: Tensor, own: Tensor) -> Tensor:
    """Score of each unit of a passage: the best matches of the question's tokens in it, by the tokens' weights."""
    matches = question @ tokens.T
    best = matches[None].masked_fill(~own[:, None, :], -1.0).amax(-1)
    return best @ torch.softmax(weights, -1)


def train(
    model: TrainedEncoder,
    folders: Sequence[Folder],
    *,
    epochs: int,
    seed: int,
    texts: Texts | None = None,
) -> TrainedEncoder:
    """Train on these folders; the same seed and number of threads give the same weights on one architecture."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    known = texts or Texts(model, folders)
    lessons = [(folder, lesson) for folder in folders for lesson in folder.lessons]
    steps = epochs * (len(lessons) // BATCH)
    optimiser = _optimiser(model)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - step / max(1, steps))
    )
    started, done = time.time(), 0
    model.train()
    for _ in range(epochs):
        chance.shuffle(lessons)
        for at in range(0, len(lessons) - BATCH + 1, BATCH):
            optimiser.zero_grad()
            loss = _loss(model, known, lessons[at : at + BATCH], chance)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            log.info("stap %s van %s, verlies %.3f, %.0f s", done, steps, float(loss.detach()), time.time() - started)
    model.eval()
    return model


def _optimiser(model: TrainedEncoder) -> torch.optim.Optimizer:
    layers = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("base")]
    heads = [*model.head.parameters(), *model.weight.parameters()]
    groups = [
        {"params": layers, "lr": RATE},
        {"params": heads, "lr": HEAD_RATE},
        {"params": [model.scale, model.nothing], "lr": SCALE_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _loss(model: TrainedEncoder, texts: Texts, batch: Sequence[tuple[Folder, Lesson]], chance: random.Random) -> Tensor:
    """Softmax over all units of the batch's passages, and over the passages themselves; one right piece at a time.

    A question that nothing answers is right with `nothing`, which all other questions compete with.
    """
    keys = _passages_of(batch, chance)
    read = [model.upper(texts.passages[key].states) for key in keys]
    units = {unit: n for n, unit in enumerate((k, u) for k in keys for u in range(len(texts.passages[k].own)))}
    loss = torch.zeros(())
    for folder, lesson in batch:
        question, vector, weights = model.upper(texts.questions[folder.name, lesson.id])
        scores = torch.cat(
            [interactions(question, weights, r[0], texts.passages[k].own) for k, r in zip(keys, read, strict=True)]
        )
        pieces = [
            sorted(units[at] for id_, u in places if (at := ((folder.name, id_), u)) in units)
            for places in lesson.evidence
        ]
        scores = torch.cat([scores, model.nothing[None]])
        loss = loss + _unit_loss(scores * model.scale.exp(), pieces if lesson.evidence else [[len(scores) - 1]])
        if not lesson.evidence:
            continue
        dense = torch.stack([r[1] for r in read]) @ vector / DENSE_TEMPERATURE
        right = {(folder.name, id_) for places in lesson.evidence for id_, _ in places}
        loss = loss + DENSE_SHARE * _missed(dense, [n for n, key in enumerate(keys) if key in right])
    return loss / len(batch)


def _unit_loss(scores: Tensor, pieces: Sequence[Sequence[int]]) -> Tensor:
    every = {unit for piece in pieces for unit in piece}
    loss = scores.new_zeros(())
    for piece in (piece for piece in pieces if piece):
        others = sorted(set(range(len(scores))) - every) + list(piece)
        loss = loss + _missed(scores[others], list(range(len(others) - len(piece), len(others)))) / len(pieces)
    return loss


def _missed(scores: Tensor, right: Sequence[int]) -> Tensor:
    """Minus the log of the share that the right ones have."""
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[list(right)], 0)


def _passages_of(batch: Sequence[tuple[Folder, Lesson]], chance: random.Random) -> list[Key]:
    """The passages of a batch: for each question that of one piece of its evidence, and hard negatives.

    For a question that nothing answers those that the search takes for its answer first.
    """
    wanted: dict[Key, None] = {}
    for folder, lesson in batch:
        right = {id_ for places in lesson.evidence for id_, _ in places}
        if right:
            piece = chance.choice(lesson.evidence)
            wanted[folder.name, chance.choice(sorted({id_ for id_, _ in piece}))] = None
        hard = [id_ for id_ in lesson.brought[:FIRST_HARD] if id_ not in right]
        for id_ in chance.sample(hard, min(HARD, len(hard))) if right else hard[: HARD + 1]:
            wanted[folder.name, id_] = None
    return list(wanted)
