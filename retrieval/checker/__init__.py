"""Verifies every figure of an answer against the passages it cites."""

from retrieval.checker.check import check_answer

__all__ = ["check_answer"]
