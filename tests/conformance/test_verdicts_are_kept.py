"""The same answer isn't validated twice, and another one isn't mistaken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declared import answer, document, json_of

from pytest_contract.conformance import ResponseValidator
from pytest_contract.exchange import Response

DECLARED = document({"200": json_of({"type": "integer"}) | {"headers": {"X-Count": {"schema": {"type": "integer"}}}}})
OPERATION = DECLARED.operations[0]
FIRST = answer(b"1", X_Count="1", Date="Mon")


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(replace(FIRST), id="equal"),
        pytest.param(answer(b"1", X_Count="1", Date="Tue"), id="another date"),
    ],
)
def test_an_answer_that_comes_again_has_the_same_verdict(again: Response) -> None:
    validator = ResponseValidator(DECLARED)
    assert validator.check(OPERATION, FIRST) is validator.check(OPERATION, again)


@pytest.mark.parametrize(
    ("other", "outcome"),
    [
        pytest.param(answer(b'"1"', X_Count="1"), "differs", id="another body"),
        pytest.param(answer(b"1", X_Count="one"), "differs", id="another declared header"),
        pytest.param(answer(b"1", "text/plain", X_Count="1"), "differs", id="another media type"),
        pytest.param(answer(b"1", status=201, X_Count="1"), "differs", id="another status"),
        pytest.param(replace(FIRST, truncated=True), "unverifiable", id="cut"),
    ],
)
def test_another_answer_has_a_verdict_of_its_own(other: Response, outcome: str) -> None:
    validator = ResponseValidator(DECLARED)
    assert validator.check(OPERATION, FIRST).outcome == "conforms"
    assert validator.check(OPERATION, other).outcome == outcome
