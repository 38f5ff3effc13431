"""Which declaration a status is held against."""

from __future__ import annotations

import pytest
from declared import POINTER, answer, json_of, judge

NUMBER, TEXT = json_of({"type": "integer"}), json_of({"type": "string"})


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        pytest.param({"404": NUMBER, "4XX": TEXT, "default": TEXT}, 404, id="its own"),
        pytest.param({"4XX": NUMBER, "default": TEXT}, 418, id="its range"),
        pytest.param({"4xx": NUMBER, "default": TEXT}, 418, id="its range in small letters"),
        pytest.param({"200": TEXT, "default": NUMBER}, 500, id="the default"),
    ],
)
def test_the_closest_declaration_counts(declared: dict[str, object], status: int) -> None:
    assert judge(declared, answer(b"1", status=status)).outcome == "conforms"


def test_an_undeclared_status_is_named_beside_the_declared_ones() -> None:
    (mismatch,) = judge({"200": NUMBER, "404": TEXT}, answer(b"1", status=403)).mismatches
    assert (mismatch.kind, mismatch.reason) == ("status", "403 came, declared: 200, 404")
    assert mismatch.schema_pointer == f"{POINTER}/responses"


def test_an_operation_that_declares_no_responses_is_not_passed() -> None:
    assert judge({}, answer(b"1")).outcome == "unverifiable"
