# ruff: noqa: E501
"""Laws of the checker: own sentences never alarm, mutations are caught, any input ends, and in linear time."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import checker_cases
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.mutations import MutationKind, find_mutations
from retrieval.checker import check_answer
from retrieval.checker.corrections import find_withdrawals
from retrieval.checker.evidence import read_text
from retrieval.types import Passage

PASSAGES = {name: value for name, value in vars(checker_cases).items() if name.isupper() and isinstance(value, str)}
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
WORDS = "uiterlijk 1 mei 2031 niet de praktijk [1] | - \n : ; , . 13.00 uur binnen zes weken % € 25 geen VGZ ~~ <p> ** 2,0 fte ( )"


def passage(text: str) -> Passage:
    return Passage(n=1, document_id="x", text=text)


def own_statements(text: str) -> list[str]:
    """The statements with a figure that the text does not withdraw itself."""
    reading = read_text(text)
    gone = find_withdrawals(reading)
    spans = [unit.statement for unit in reading.units if unit.statement.figures and unit.statement.start not in gone]
    return [text[span.start : span.end].strip() for span in spans]


@pytest.mark.parametrize("name", sorted(PASSAGES))
def test_own_sentences_never_alarm(name: str) -> None:
    text = PASSAGES[name]
    sentences = own_statements(text)
    assert sentences
    for sentence in sentences:
        report = check_answer(f"{sentence} [1]", [passage(text)])
        assert [(c.surface, c.reason) for c in report.checks if c.verdict != "supported"] == []


@pytest.mark.parametrize("name", sorted(PASSAGES))
def test_every_mutation_of_an_own_sentence_is_caught(name: str) -> None:
    text = PASSAGES[name]
    missed = [
        (mutation.kind, mutation.text)
        for sentence in own_statements(text)
        for mutation in find_mutations(sentence, text)
        if mutation.kind is not MutationKind.ACTOR and check_answer(f"{mutation.text} [1]", [passage(text)]).ok
    ]
    assert missed == []


def chapters(text: str) -> list[str]:
    """The text at its headings, in passages of a size that is retrieved."""
    found: list[str] = []
    for part in re.split(r"\n(?=#|\s?[0-9]\.[0-9] )", text):
        lines: list[str] = []
        for line in part.split("\n"):
            lines.append(line)
            if sum(map(len, lines)) > 1800:
                found.append("\n".join(lines))
                lines = []
        found.append("\n".join(lines))
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the policies are not here")
def test_real_policies() -> None:
    """On all figures of the policies: own sentences hardly ever flagged, at least 99 % of the mutations caught."""
    flagged, caught, made = [], 0, 0
    kinds = frozenset(MutationKind) - {MutationKind.ACTOR}
    for text in (part for path in sorted(CORPUS.iterdir()) for part in chapters(path.read_text(encoding="utf-8"))):
        for sentence in own_statements(text):
            if not check_answer(f"{sentence} [1]", [passage(text)]).ok:
                flagged.append(sentence)
            for mutation in find_mutations(sentence, text, kinds=kinds):
                made += 1
                caught += not check_answer(f"{mutation.text} [1]", [passage(text)]).ok
    assert made > 1000
    assert len(flagged) <= 1
    assert caught >= 0.99 * made


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_no_text_makes_it_raise(answer: str, source: str, question: str) -> None:
    check_answer(answer, [passage(source)], question=question)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=60), st.lists(st.sampled_from(WORDS.split(" ")), max_size=90)
)
def test_no_mixture_of_its_own_words_makes_it_raise(answer: list[str], source: list[str]) -> None:
    text = " ".join(answer)
    passages = [passage(" ".join(source))]
    report = check_answer(text, passages, question=text[:40])
    assert report == check_answer(text, passages, question=text[:40])
    for check in report.checks:
        assert text[check.start : check.end] == check.surface
        assert check.evidence in passages[0].text


@pytest.mark.parametrize(
    "piece", ["1 mei 2031 ", "niet ", "| a ", "- x\n", "[1]", "uiterlijk ", "a, b en c ", "((", "~~", "<p>"]
)
def test_time_is_linear_in_the_answer(piece: str) -> None:
    """Ten times the text takes nowhere near a hundred times the time."""

    def seconds(times: int) -> float:
        text = piece * times
        start = time.process_time()
        check_answer(text, [passage(checker_cases.ITEMS)])
        return time.process_time() - start

    seconds(20)
    short, long = max(seconds(60), 0.002), seconds(600)
    assert long < 60 * short


@pytest.mark.parametrize(
    "piece",
    [
        "de termijn is 30 dagen en ",
        "5% van € 300 is € 15, ",
        "2 fte per 3000 patiënten, ",
        "VGZ 30 dagen ",
        "€ 10 en € 20 is € 30, ",
        "a  b   5 dagen\n",
    ],
)
def test_time_is_linear_in_figures_that_go_on_without_a_stop(piece: str) -> None:
    """An answer of 4,000 letters took 55 seconds once: four times the text takes nowhere near sixteen times the time."""

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        start = time.process_time()
        check_answer(text, [passage(checker_cases.ITEMS)])
        return time.process_time() - start

    seconds(500)
    short, long = max(seconds(3000), 0.02), min(seconds(12000), seconds(12000))
    assert long < 9 * short


def test_the_order_of_passages_does_not_matter_for_a_cited_claim() -> None:
    texts = list(PASSAGES.values())
    passages = [Passage(n=n, document_id=str(n), text=text) for n, text in enumerate(texts, start=1)]
    answer = "".join(f"{own_statements(p.text)[0].splitlines()[0]} [{p.n}]\n" for p in passages)
    shuffled = passages[:]
    random.Random(4).shuffle(shuffled)
    assert check_answer(answer, passages) == check_answer(answer, shuffled)
