"""Patterns that a backtracking engine never comes to an end with."""

from __future__ import annotations

import re

import pytest

from pytest_contract.conformance.request.keywords_of_scalars import pattern_matches
from pytest_contract.conformance.runaway import is_found, may_run_away

LONG = "a" * 50 + "!"


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"^(a*)*$", r"^([a-z]+-?)+$", r"^(a{1,})+$", r"((a+))+"])
def test_a_repeated_repetition_may_run_away(pattern: str) -> None:
    assert may_run_away(pattern)


@pytest.mark.parametrize("pattern", [r"^[a-z]+$", r"^(ab)+$", r"^\d{4}-\d{2}$", r"^(a|b)*$", r"a+b+"])
def test_others_do_not(pattern: str) -> None:
    assert not may_run_away(pattern)


def test_a_runaway_pattern_ends() -> None:
    assert pattern_matches(r"^(a+)+$", LONG) is False
    assert is_found(r"^(a+)+$", "aaa") is True


@pytest.mark.parametrize("text", ["ab-cd", "-", "", "ab-", "AB"])
def test_both_engines_agree(text: str) -> None:
    pattern = r"^([a-z]+-)*[a-z]+$"
    assert is_found(pattern, text) is (re.search(pattern, text) is not None)


def test_a_pattern_that_it_cannot_read_is_said_so() -> None:
    assert is_found("([", "a") is None
