"""A conversation as the page keeps it: exchanges, the reader's own choice of scope, follow-ups, its address.

Pure. Understanding a question is `understand`, answering it `pipeline`; here is
only what is carried from one question to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval.privacy import mask
from retrieval.types import Answer, DocumentInfo, Scope, Status, Turn
from retrieval.understand.scoping import find_naming
from screens.view.compare import topics
from screens.view.page_wording import Part

QUESTION = "vraag"
ADDRESS_NAMES: dict[Part, str] = {"insurer": "verzekeraar", "care_type": "zorgsoort", "year": "jaar"}
MAX_ADDRESS = 4000
"""Characters of questions that an address carries, the last ones: addresses have a largest length."""
MAX_QUESTION = 2000
"""Characters of a question that the page accepts; a longer one is handed back with the reason."""
OTHER_POLICIES = 2
"""Follow-ups that put the same question to another policy."""
MAX_EXAMPLES = 4
TRIES_PER_TOPIC = 3
"""Points of a topic that are tried for an example."""
LIKE_TOPIC = 45.0
"""Likeness (0 to 100) from which a question counts as one on a topic."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, with the scope that the reader chose for it."""

    question: str
    answer: Answer
    choice: Scope | None = None
    serial: int = 0
    """Tells apart what was asked in this session: a verdict on one answer is never shown at another."""
    practice: bool = False
    """Whether the choice comes from Mijn praktijk, not from this reader's hand."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that is still to be asked."""

    question: str
    choice: Scope | None = None
    practice: bool = False


def history_of(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The turns so far, oldest first."""
    turns: list[Turn] = []
    for exchange in exchanges:
        turns += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
    return tuple(turns)


def carried_choice(
    choice: Scope | None, question: str, *, today: date, documents: tuple[DocumentInfo, ...] = ()
) -> Scope | None:
    """The choice made earlier, without the parts that the new question names itself."""
    if choice is None:
        return None
    named = find_naming(question, today=today, documents=documents)
    kept = Scope(
        insurer=None if named.insurers else choice.insurer,
        care_type=None if named.care_types or named.insurers else choice.care_type,
        year=None if named.years or named.insurers else choice.year,
    )
    return kept if any((kept.insurer, kept.care_type, kept.year)) else None


def change_choice(exchange: Exchange, part: Part, value: str | int | None) -> Scope | None:
    """The choice after one part was changed; None as value lets the question decide again."""
    base = exchange.choice or Scope()
    changed = Scope(
        insurer=base.insurer if part != "insurer" else None if value is None else str(value),
        care_type=base.care_type if part != "care_type" else None if value is None else str(value),
        year=base.year if part != "year" else None if value is None else int(value),
    )
    return changed if any((changed.insurer, changed.care_type, changed.year)) else None


def narrowings(exchange: Exchange, documents: Sequence[DocumentInfo]) -> tuple[tuple[Part, str | int], ...]:
    """Where an answer differs per policy: the values of the first part of the scope that tells its sources apart."""
    if exchange.answer.status is not Status.CLARIFY:
        return ()
    cited = {citation.document_id for citation in exchange.answer.citations}
    options = scope_options([info for info in documents if info.id in cited])
    return next((tuple((part, value) for value in values) for part, values in options.items() if len(values) > 1), ())


def scope_options(documents: Sequence[DocumentInfo]) -> dict[Part, tuple[str | int, ...]]:
    """What can be chosen for each part of the scope: only what the index holds."""
    return {
        "insurer": tuple(sorted({info.insurer for info in documents if info.insurer})),
        "care_type": tuple(sorted({care for info in documents for care in info.care_types})),
        "year": tuple(sorted({year for info in documents for year in info.years})),
    }


# ---------------------------------------------------------------- examples and follow-ups


def examples(
    documents: Sequence[DocumentInfo], *, answered: Callable[[str], bool], most: int = MAX_EXAMPLES
) -> tuple[str, ...]:
    """Questions for an empty chat that this index answers, spread over topics and insurers.

    Args:
        documents: the policies in the index.
        answered: whether the assistant has an answer to a question.
        most: how many at most.

    """
    insurers = list(dict.fromkeys(info.insurer for info in documents if info.insurer))
    found: list[str] = []
    for number, topic in enumerate(topics()):
        insurer = insurers[number % len(insurers)] if insurers else None
        candidates = (_within(point.question, insurer) for point in topic.points[:TRIES_PER_TOPIC])
        found += [question for question in candidates if answered(question)][:1]
        if len(found) == most:
            break
    return tuple(found)


def _within(question: str, insurer: str | None) -> str:
    return f"{question.removesuffix('?')} bij {insurer}?" if insurer else question


def follow_ups(
    exchanges: Sequence[Exchange], documents: Sequence[DocumentInfo], *, answered: Callable[[str], bool], most: int = 3
) -> tuple[str, ...]:
    """Questions that a reader may want to ask next, as they would be typed.

    Args:
        exchanges: the conversation; empty gives nothing.
        documents: the policies in the index.
        answered: whether the assistant has an answer to a question, so that no dead end is offered.
        most: how many at most.

    """
    if not exchanges or exchanges[-1].answer.status is not Status.ANSWERED:
        return ()
    last = exchanges[-1]
    asked = {exchange.question.casefold() for exchange in exchanges}
    candidates = [*_other_policies(last, documents), *_same_topic(last)]
    found: list[str] = []
    for question in candidates:
        if question.casefold() not in asked and answered(question):
            found.append(question)
        if len(found) == most:
            break
    return tuple(found)


def _other_policies(exchange: Exchange, documents: Sequence[DocumentInfo]) -> list[str]:
    """The same question for another insurer that buys the same care, or another year of the same policy."""
    cited = {citation.document_id for citation in exchange.answer.citations}
    used = [info for info in documents if info.id in cited]
    if len(used) != 1:
        return []
    (policy,) = used
    alike = [info for info in documents if info.id != policy.id and set(info.care_types) & set(policy.care_types)]
    insurers = dict.fromkeys(info.insurer for info in alike if info.insurer not in (None, policy.insurer))
    years = dict.fromkeys(
        info.years[0] for info in alike if info.insurer == policy.insurer and info.years and info.years != policy.years
    )
    return [*(f"En bij {insurer}?" for insurer in insurers), *(f"En in {year}?" for year in years)][:OTHER_POLICIES]


def _same_topic(exchange: Exchange) -> list[str]:
    """Other points of the topic that the question is most like, asked of the same policy."""
    from rapidfuzz import fuzz

    question = exchange.answer.scope.question or exchange.question
    scored = [
        (fuzz.token_set_ratio(question.casefold(), point.question.casefold()), topic, point)
        for topic in topics()
        for point in topic.points
    ]
    score, topic, nearest = max(scored, key=lambda row: row[0])
    if score < LIKE_TOPIC:
        return []
    insurer = exchange.answer.scope.insurer
    return [_within(point.question, insurer) for point in topic.points if point is not nearest]


# ---------------------------------------------------------------- the address


def to_address(exchanges: Sequence[Exchange]) -> dict[str, list[str]]:
    """Query parameters that bring the conversation back: its last questions and the last choice.

    Addresses stay in histories and logs, so personal data is masked in them.
    """
    parameters: dict[str, list[str]] = {}
    if exchanges:
        parameters[QUESTION] = _last_that_fit([mask(exchange.question).text for exchange in exchanges])
    choice = exchanges[-1].choice if exchanges else None
    for part, name in ADDRESS_NAMES.items():
        value = getattr(choice, part) if choice else None
        if value is not None:
            parameters[name] = [str(value)]
    return parameters


def from_address(parameters: Mapping[str, Sequence[str]], documents: Sequence[DocumentInfo]) -> tuple[Pending, ...]:
    """The questions that an address asks, the choice with the last; what the index does not know is left out."""
    asked_for = [question[:MAX_QUESTION] for question in parameters.get(QUESTION, ()) if question.strip()]
    questions = _last_that_fit(asked_for)
    options = scope_options(documents)
    chosen: dict[str, str | int] = {}
    for part, name in ADDRESS_NAMES.items():
        given = next(iter(parameters.get(name, ())), None)
        value = next((option for option in options[part] if str(option) == given), None)
        if value is not None:
            chosen[part] = value
    choice = _choice(chosen)
    asked = [Pending(question) for question in questions]
    return (*asked[:-1], replace(asked[-1], choice=choice)) if asked else ()


def _last_that_fit(questions: Sequence[str]) -> list[str]:
    """The last questions, as many as an address carries; one at least."""
    left, kept = MAX_ADDRESS, list(questions[-1:])
    for question in reversed(questions[:-1]):
        left -= len(question)
        if left < 0:
            break
        kept.insert(0, question)
    return kept


def _choice(chosen: Mapping[str, str | int]) -> Scope | None:
    insurer, care_type, year = chosen.get("insurer"), chosen.get("care_type"), chosen.get("year")
    if not chosen:
        return None
    return Scope(
        insurer=str(insurer) if insurer is not None else None,
        care_type=str(care_type) if care_type is not None else None,
        year=int(year) if year is not None else None,
    )
