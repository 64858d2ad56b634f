"""Search by words: BM25 over Dutch tokens (`tokens`: text to tokens; `bm25`: the index)."""

from retrieval.keyword.bm25 import KeywordIndex
from retrieval.keyword.tokens import DutchTokens, find_words

__all__ = ["DutchTokens", "KeywordIndex", "find_words"]
