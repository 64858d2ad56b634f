"""What the encoder reads of a passage: every unit's own words are its tokens, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from retrieval.models.encoder import TOKENIZER, WEIGHTS
from retrieval.models.layout import PASSAGE, lay_out, token_spans
from retrieval.types import Chunk, ChunkId, DocumentId, Unit, UnitId, UnitKind

WORDS = st.text(alphabet="abcdefgé 0123456789,.€%", min_size=1, max_size=40).map(str.strip).filter(bool)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(WEIGHTS / TOKENIZER))


def chunk_of(texts: list[str], *, lead: str = "", section: tuple[str, ...] = ("Deel", "Planning")) -> Chunk:
    document = DocumentId("beleid")
    units = tuple(
        Unit(
            id=UnitId(f"beleid#{n}"), document_id=document, kind=UnitKind.ITEM if lead else UnitKind.SENTENCE,
            text=text, start=0, end=len(text), section=section, lead=lead,
        )
        for n, text in enumerate(texts)
    )  # fmt: skip
    return Chunk(id=ChunkId("beleid#0"), document_id=document, section=section, text="\n".join(texts), units=units)


def test_a_lead_in_is_read_once_and_belongs_to_each_of_its_items() -> None:
    laid = lay_out(chunk_of(["een fte", "twee fte"], lead="U heeft minstens:"))
    assert laid.text.startswith(f"{PASSAGE}Deel > Planning\n")
    assert laid.text.count("U heeft minstens:") == 1
    assert [[laid.text[a:b] for a, b in unit] for unit in laid.units] == [
        ["U heeft minstens:", "een fte"],
        ["U heeft minstens:", "twee fte"],
    ]


@given(texts=st.lists(WORDS, min_size=1, max_size=6))
def test_the_tokens_of_a_unit_spell_its_words(tokenizer: Tokenizer, texts: list[str]) -> None:
    laid = lay_out(chunk_of(texts))
    read = tokenizer.encode(laid.text)
    for text, spans in zip(texts, token_spans(laid, read.offsets), strict=True):
        start, end = spans[-1]
        spelled = laid.text[read.offsets[start][0] : read.offsets[end - 1][1]] if end > start else ""
        assert spelled.split() == text.split()


def test_a_unit_behind_the_last_token_that_was_read_has_its_headings_only(tokenizer: Tokenizer) -> None:
    laid = lay_out(chunk_of(["kort", "woord " * 50, "laatste zin"]))
    read = tokenizer.encode(laid.text)
    spans = token_spans(laid, [*read.offsets[:20], (0, 0)])
    heading, own = spans[-1]
    assert heading[1] > heading[0]
    assert own[1] <= own[0]
