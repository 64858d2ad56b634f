"""Policies of invented insurers: parallel wording, other figures, and questions on them.

The hardest distractors there are: each policy answers each question, only
another insurer's figure or another year's. Names are made of syllables, figures
are drawn with a seed, the sentences stand in scale.toml.
"""

from __future__ import annotations

import itertools
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from eval.questions import Evidence, Fact, Question

DATA = Path(__file__).with_name("scale.toml")
YEARS = (2024, 2025, 2026, 2027, 2028)
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """One invented policy: its file's stem, its text and the figures in it."""

    id: str
    insurer: str
    year: int
    text: str
    surfaces: dict[str, str]
    values: dict[str, tuple[str, str]]
    """Slot → (kind, normal form)."""


def make_policies(count: int, *, seed: int) -> Iterator[Policy]:
    """So many policies, five years of each insurer; the same seed gives the same ones, and more begin with fewer."""
    names = insurer_names((count + len(YEARS) - 1) // len(YEARS))
    for name, year in itertools.islice(((name, year) for name in names for year in YEARS), count):
        yield _policy(name, year, random.Random(f"{seed}|{name}|{year}"))  # noqa: S311 - seeded, no secret


def insurer_names(count: int) -> tuple[str, ...]:
    """Invented names, none a part of another."""
    parts = itertools.product(*(_data()["syllables"][place] for place in ("first", "middle", "last")))
    names = ["".join(part).capitalize() for part in parts]
    random.Random(0).shuffle(names)  # noqa: S311 - the order of the names is fixed
    return tuple(names[:count])


def make_questions(policies: list[Policy], count: int, *, seed: int) -> tuple[Question, ...]:
    """So many questions on policies drawn at random."""
    chance = random.Random(seed)  # noqa: S311 - seeded, no secret
    drawn = [
        (chance.choice(policies), template)
        for template in itertools.islice(itertools.cycle(_data()["question"]), count)
    ]
    return tuple(_question(number, policy, template) for number, (policy, template) in enumerate(drawn))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _policy(name: str, year: int, chance: random.Random) -> Policy:
    days = {
        f"d{n}": date(year - 1, month, 1) + timedelta(chance.randrange(27)) for n, month in ((1, 4), (2, 7), (3, 11))
    }
    numbers = {
        "n1": 1000 * chance.randrange(60, 180),
        "n2": 50 * chance.randrange(40, 80),
        "n3": chance.randrange(3, 15),
    }
    surfaces = {slot: f"{day.day} {MONTHS[day.month - 1]} {day.year}" for slot, day in days.items()}
    surfaces |= {slot: f"{number:,}".replace(",", ".") for slot, number in numbers.items()}
    values = {slot: ("date", day.isoformat()) for slot, day in days.items()}
    values |= {slot: ("count", str(number)) for slot, number in numbers.items()}
    fields = {**surfaces, "insurer": name, "year": str(year)}
    title = _data()["title"].format(**fields)
    body = "\n\n".join(f"## {s['title']}\n\n{s['text'].strip().format(**fields)}" for s in _data()["section"])
    return Policy(f"{name.lower()}-{year}", name, year, f"# {title}\n\n{body}\n", surfaces, values)


def _question(number: int, policy: Policy, template: dict[str, str]) -> Question:
    fields = {**policy.surfaces, "insurer": policy.insurer, "year": str(policy.year)}
    kind, value = policy.values[template["fact"]]
    return Question(
        id=f"scale-{number:03}",
        type="deadline" if kind == "date" else "number",
        question=template["text"].format(**fields),
        expect="answer",
        docs=(policy.id,),
        evidence=(Evidence(doc=policy.id, quote=template["quote"].format(**fields)),),
        facts=(Fact.model_validate({"kind": kind, "value": value, "surface": policy.surfaces[template["fact"]]}),),
    )
