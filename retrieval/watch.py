"""Kept answers asked again: which still hold, which changed, which are gone.

A policy that is indexed anew, a newer version, an erratum: each makes another
generation of the index, and an answer of an older generation is asked again. An
answer holds when it gives the same values (or, without figures, leans on the
same words); how it is worded does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from retrieval.memory import Kept, KeptAnswer, KeptFigure, KeptSource, kept_answer
from retrieval.types import Answer, Scope, Status, Turn


class Asks(Protocol):
    """The part of `PolicyAssistant` that asking again needs."""

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope | None = None, today: date | None = None
    ) -> Answer:
        """The answer to a question within a scope."""
        ...


class State(StrEnum):
    """What became of a kept answer."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


WORDS: dict[State, str] = {State.SAME: "ongewijzigd", State.CHANGED: "gewijzigd", State.GONE: "staat er niet meer"}


@dataclass(frozen=True, slots=True)
class Watched:
    """A kept answer beside the one of today."""

    kept: Kept
    now: KeptAnswer
    state: State
    gone: tuple[str, ...] = ()
    """Values, or words, of then that are not given now."""
    come: tuple[str, ...] = ()
    """Values, or words, of now that were not given then."""


def look_again(kept: Sequence[Kept], assistant: Asks, *, today: date, generation: str) -> tuple[Watched, ...]:
    """Asks each kept answer of another generation again.

    Args:
        kept: the kept answers.
        assistant: answers them anew.
        today: the date that they are asked on.
        generation: of the index now; an answer that came from it is not asked again.

    """
    return tuple(
        Watched(one, one.answer, State.SAME)
        if one.answer.generation == generation
        else compared(one, kept_answer(assistant.ask(one.question, scope=_scope(one.scope), today=today)))
        for one in kept
    )


def compared(kept: Kept, now: KeptAnswer) -> Watched:
    """The answer of then held against the one of now."""
    then = kept.answer
    if now.status is Status.ABSTAINED or not now.sources:
        return Watched(kept, now, State.GONE, gone=_surfaces(then.figures) or _quotes(then.sources))
    if then.figures or now.figures:
        old, new = {_key(f) for f in then.figures}, {_key(f) for f in now.figures}
        gone = _surfaces([f for f in then.figures if _key(f) not in new])
        come = _surfaces([f for f in now.figures if _key(f) not in old])
    else:
        said, says = {_plain(s.quote) for s in then.sources}, {_plain(s.quote) for s in now.sources}
        gone = _quotes([s for s in then.sources if _plain(s.quote) not in says])
        come = _quotes([s for s in now.sources if _plain(s.quote) not in said])
    return Watched(kept, now, State.CHANGED if gone or come else State.SAME, gone, come)


def as_data(watched: Watched) -> dict[str, Any]:
    """One kept answer for other programs."""
    kept = watched.kept
    return {
        "question": kept.question,
        "scope": {"insurer": kept.scope.insurer, "care_type": kept.scope.care_type, "year": kept.scope.year},
        "kept": {"how": kept.how, "created": kept.created.isoformat(), "reader": kept.owner},
        "state": watched.state.value,
        "gone": list(watched.gone),
        "come": list(watched.come),
        "then": asdict(kept.answer),
        "now": asdict(watched.now),
    }


def as_lines(found: Sequence[Watched]) -> str:
    """The kept answers as Dutch text: first what changed, then a count of what holds."""
    moved = [watched for watched in found if watched.state is not State.SAME]
    lines = [line for watched in moved for line in _lines(watched)]
    same = len(found) - len(moved)
    if not found:
        return "Er zijn nog geen antwoorden bewaard."
    return "\n".join([*lines, f"{same} van de {len(found)} bewaarde antwoorden ongewijzigd."])


def _lines(watched: Watched) -> list[str]:
    kept = watched.kept
    lines = [f"{kept.question}", f"  {WORDS[watched.state]} sinds {kept.created:%d-%m-%Y}"]
    if watched.gone or watched.come:
        lines.append(f"  {', '.join(watched.gone) or 'niets'} → {', '.join(watched.come) or 'niets'}")
    lines += [f"  toen: {_place(source)}" for source in kept.answer.sources[:1]]
    lines += [f"  nu:   {_place(source)}" for source in watched.now.sources[:1] if watched.state is State.CHANGED]
    return [*lines, ""]


def _place(source: KeptSource) -> str:
    parts = [source.title or source.document_id, *source.section[-1:]]
    parts += [f"bladzijde {source.page}"] if source.page is not None else []
    return f"{', '.join(parts)}: “{_plain(source.quote)}”"


def _scope(scope: Scope) -> Scope | None:
    return scope if scope.insurer or scope.care_type or scope.year else None


def _key(figure: KeptFigure) -> tuple[str, str, str | None]:
    return figure.kind, figure.value, figure.bound


def _surfaces(figures: Sequence[KeptFigure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.surface for figure in figures))


def _quotes(sources: Sequence[KeptSource]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_plain(source.quote) for source in sources))


def _plain(text: str) -> str:
    return " ".join(text.split())
