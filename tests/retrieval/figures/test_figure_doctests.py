"""The examples in the docstrings hold."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ["arithmetic", "durations", "equality", "find", "numbers", "render"]


@pytest.mark.parametrize("name", [*(f"retrieval.figures.{name}" for name in MODULES), "retrieval.calculator"])
def test_examples(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0
