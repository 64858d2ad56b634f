"""A draft to what is shown: one renderer of markers and one maker of citations, whoever wrote the sentences.

Nothing reads the text back: where a sentence stands is kept when the text is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

from retrieval import wording
from retrieval.types import Citation, Passage, Status, Unit

DIGIT = re.compile(r"[0-9]")
MASK = "·"
"""Stands for a digit of a policy's name while an answer is checked: the years of a name claim nothing."""
CERTAIN = "Volgens het beleid van"
PASSAGE_FIELDS = tuple(field.name for field in fields(Passage))
FEWEST_THAT_DIFFER = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft and what it leans on."""

    text: str
    """Without markers; one that opens a line starts with a line break."""
    sources: tuple[int, ...] = ()
    """Numbers of citations; while a model writes, of the passages that it was shown."""
    unit_ids: tuple[str, ...] = ()
    opening: str = ""
    """Words that name the policy: shown with the first sentence that has them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer (extractive or language model) proposes: its sentences stay apart until the answer is shown."""

    sentences: tuple[Sentence, ...]
    status: Status
    citations: tuple[Citation, ...] = ()
    """In `[n]` order."""
    differs: tuple[tuple[str, str], ...] = ()
    """(document, policy's name) of each policy that the first sentence says to differ; the last one asks which."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text and where in it each sentence stands."""

    text: str
    spans: tuple[tuple[int, int], ...]


def render(sentences: Sequence[Sentence]) -> Rendered:
    """The sentences with their markers before the closing sign; one that opens a line keeps its line.

    >>> render([Sentence("Dat kan.", (1, 2)), Sentence("Dat ook", (1,))]).text
    'Dat kan [1] [2]. Dat ook [1].'
    """
    text, spans = "", []
    opened = {""}
    for sentence in sentences:
        body = sentence.text if sentence.opening in opened else f"{sentence.opening} {sentence.text}"
        opened.add(sentence.opening)
        piece = _marked(body.rstrip(), sentence.sources)
        if not text:
            piece = piece.lstrip()
        elif not piece.startswith("\n"):
            piece = f" {piece}"
        spans.append((len(text), len(text) + len(piece)))
        text += piece
    return Rendered(text, tuple(spans))


def _marked(body: str, sources: Sequence[int]) -> str:
    """A sentence with its markers and a closing sign."""
    end = body[-1:] if body[-1:] and body[-1:] in ".?!" else ""
    if not sources:
        return body if end or body.endswith(":") else f"{body}."
    return f"{body.removesuffix(end)}{''.join(f' [{number}]' for number in sources)}{end or '.'}"


def cite(passage: Passage, n: int, *, unit: Unit | None = None) -> Citation:
    """A passage as citation `n`, with the unit's own words as the quote; the whole passage without a unit in it."""
    start = passage.text.find(unit.text) if unit else -1
    quote = unit.text if unit and start >= 0 else passage.text
    start = max(start, 0)
    kept = {name: getattr(passage, name) for name in PASSAGE_FIELDS} | {"n": n}
    return Citation(
        **kept,
        quote=quote,
        quote_start=start,
        quote_end=start + len(quote),
        unit_id=str(unit.id) if unit else None,
    )


def without(draft: Draft, places: Collection[int]) -> Draft:
    """The draft without some of its sentences, its citations numbered anew; a heading names only what is left."""
    kept = [sentence for place, sentence in enumerate(draft.sentences) if place not in places]
    left = _numbered(replace(draft, sentences=tuple(kept)))
    if not draft.differs:
        return left
    documents = {citation.document_id for citation in left.citations}
    differs = tuple(pair for pair in draft.differs if pair[0] in documents)
    told = tuple(s for s in left.sentences if s.sources)
    if len(differs) < FEWEST_THAT_DIFFER:
        return replace(left, sentences=told, status=Status.ANSWERED, differs=())
    heading = Sentence(wording.differs([name for _, name in differs]))
    return replace(left, sentences=(heading, *told, draft.sentences[-1]), differs=differs)


def _numbered(draft: Draft) -> Draft:
    """The same sentences with only the citations that they use, in order of first use."""
    used = tuple(dict.fromkeys(n for sentence in draft.sentences for n in sentence.sources))
    new = {old: place for place, old in enumerate(used, start=1)}
    by_number = {citation.n: citation for citation in draft.citations}
    return replace(
        draft,
        sentences=tuple(replace(s, sources=tuple(new[n] for n in s.sources)) for s in draft.sentences),
        citations=tuple(replace(by_number[old], n=new[old]) for old in used),
    )


def checkable(text: str, policies: Sequence[wording.Policy], names: Sequence[str] = ()) -> str:
    """The text as the checker gets it: digits in the names of its policies made unreadable, everything in its place.

    The words that say that an answer is not certain are about no policy: they are taken out.

    Whoever checks the text again (a bewijsstuk) does the same, with the policies of its sources.
    """
    every = {name for policy in policies for name in wording.policy_names_of(policy)} | set(names)
    for name in sorted(every, key=len, reverse=True):
        if DIGIT.search(name):
            text = text.replace(name, DIGIT.sub(MASK, name))
    text = text.replace(wording.NEAREST_OF, CERTAIN.ljust(len(wording.NEAREST_OF)))
    return text.replace(wording.NEAREST_LOOK, " " * len(wording.NEAREST_LOOK))
