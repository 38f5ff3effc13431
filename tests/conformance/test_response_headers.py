"""Declared headers: there, and as their schema says."""

from __future__ import annotations

import pytest
from declared import POINTER, answer, judge

from pytest_contract.exchange import Response


def declared(name: str, schema: object, *, required: bool = False) -> dict[str, object]:
    return {"200": {"headers": {name: {"schema": schema, "required": required}}}}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param({"type": "integer"}, "12", id="an integer"),
        pytest.param({"type": "number"}, "1.5", id="a number"),
        pytest.param({"type": "boolean"}, "true", id="a boolean"),
        pytest.param({"type": "string"}, "12", id="a text of digits"),
        pytest.param({"type": "string", "enum": ["1"]}, "1", id="a digit in an enum of texts"),
        pytest.param({"type": "array", "items": {"type": "integer"}}, "1, 2,3", id="a list"),
        pytest.param({"type": "array", "items": {"type": "string"}}, "1,b", id="a list of texts"),
        pytest.param({"type": "object", "properties": {"a": {"type": "integer"}}}, "a,1", id="pairs"),
        pytest.param({"type": "object", "required": ["a"]}, "a=1,b=2", id="exploded pairs"),
        pytest.param(None, "anything", id="no schema"),
    ],
)
def test_a_value_is_read_as_its_schema_wants(schema: object, value: str) -> None:
    assert judge(declared("X-Value", schema), answer(X_Value=value)).outcome == "conforms"


@pytest.mark.parametrize(
    ("schema", "value", "keyword"),
    [
        pytest.param({"type": "integer"}, "twelve", "type", id="no integer"),
        pytest.param({"type": "integer"}, "1.5", "type", id="a fraction"),
        pytest.param({"type": "integer", "minimum": 0}, "-1", "minimum", id="too small"),
        pytest.param({"type": "boolean"}, "yes", "type", id="no boolean"),
        pytest.param({"type": "string", "format": "uuid"}, "7", "format", id="no uuid"),
    ],
)
def test_a_value_that_breaks_its_schema_is_named(schema: object, value: str, keyword: str) -> None:
    (mismatch,) = judge(declared("X-Value", schema), answer(X_Value=value)).mismatches
    assert (mismatch.kind, mismatch.header, mismatch.keyword) == ("header", "X-Value", keyword)
    assert mismatch.schema_pointer == f"{POINTER}/responses/200/headers/X-Value/schema/{keyword}"


def test_a_required_header_is_missed() -> None:
    (mismatch,) = judge(declared("X-Value", {}, required=True), answer()).mismatches
    assert (mismatch.kind, mismatch.header, mismatch.keyword) == ("header", "X-Value", "missing")


def test_an_optional_header_is_not_missed() -> None:
    assert judge(declared("X-Value", {}), answer()).outcome == "conforms"


def test_a_header_is_found_without_regard_to_case() -> None:
    assert judge(declared("x-VALUE", {}, required=True), answer(X_Value="1")).outcome == "conforms"


def test_a_declared_content_type_header_is_ignored() -> None:
    assert judge(declared("Content-Type", {"type": "integer"}, required=True), answer()).outcome == "conforms"


def test_several_lines_of_a_header_are_one_list() -> None:
    response = Response(status=200, headers=(("X-Value", "1"), ("x-value", "2")))
    schema = {"type": "array", "minItems": 2}
    assert judge(declared("X-Value", schema), response).outcome == "conforms"


def test_headers_are_judged_beside_an_undecodable_body() -> None:
    responses = declared("X-Value", {}, required=True)
    responses["200"]["content"] = {"application/json": {"schema": {}}}  # type: ignore[index]
    kinds = [mismatch.kind for mismatch in judge(responses, answer(b"<")).mismatches]
    assert kinds == ["body", "header"]
