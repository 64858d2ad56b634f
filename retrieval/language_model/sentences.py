"""From a stream of text to proposed sentences with their markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.dutch.sentences import keeps_stop

MARKERS = re.compile(r"[ \t]{0,3}\[(?P<numbers>[0-9]{1,3}(?:[ ,;]{1,3}[0-9]{1,3}){0,9})\]")
# A full stop, question or exclamation mark, closing quotes, markers, white space, and the next sentence's first sign:
# without that sign a marker may still come.
END = re.compile(r"[.!?][\"'”’)]{0,2}(?:[ \t]{0,3}\[[0-9 ,;]{1,40}\]){0,9}\s{1,9}(?=[^\s\[])")
NUMBER_OR_INITIAL = re.compile(r"(?:(?<![\w.])[0-9]{1,2}|\b[A-Za-z])$")
MARKUP = re.compile(r"^\s{0,4}(?:[-*•#>]{1,6}\s+|[0-9]{1,2}[.)]\s+(?=[A-ZÀ-Þ]))|[*_`]{1,3}")
LONGEST_SENTENCE = 700
"""Characters after which a text without an end is cut: a model that never stops must not fill memory."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One sentence of a model: its words without markers, and the passage numbers it gave."""

    text: str
    numbers: tuple[int, ...]


def parse_sentence(raw: str) -> Proposed | None:
    """A raw sentence without markup, markers apart; None when no word is left."""
    numbers = [int(n) for match in MARKERS.finditer(raw) for n in re.findall(r"[0-9]+", match["numbers"])]
    text = MARKUP.sub("", MARKERS.sub("", raw))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    if not re.search(r"\w{2}", text):
        return None
    return Proposed(text, tuple(dict.fromkeys(numbers)))


def find_sentences(pieces: Iterable[str]) -> Iterator[Proposed]:
    """Sentences as soon as each is complete.

    >>> [s.text for s in find_sentences(["Dat kan tot 1 okt. 2025 [1]. Daar", "na niet [2]."])]
    ['Dat kan tot 1 okt. 2025.', 'Daarna niet.']
    """
    rest = ""
    for piece in pieces:
        rest += piece
        while (cut := _cut(rest)) is not None:
            sentence, rest = parse_sentence(rest[:cut]), rest[cut:]
            if sentence:
                yield sentence
    last = parse_sentence(rest)
    if last:
        yield last


def _cut(text: str) -> int | None:
    """Where the first complete sentence ends; None while there is none."""
    newline = text.find("\n")
    for match in END.finditer(text):
        if 0 <= newline < match.start():
            break
        if match.group().startswith(".") and (
            keeps_stop(text, match.start()) or NUMBER_OR_INITIAL.search(text, max(0, match.start() - 3), match.start())
        ):
            continue
        return match.end()
    if newline >= 0:
        return newline + 1
    return LONGEST_SENTENCE if len(text) > LONGEST_SENTENCE else None
