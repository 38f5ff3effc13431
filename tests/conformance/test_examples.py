"""Examples of the spec that break their own schema."""

from __future__ import annotations

from typing import Any

import pytest
from declared import POINTER, content, document

from pytest_contract.conformance.examples import example_faults

JOB = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}},
}


def reasons(responses: dict[str, Any] | None = None, **more: Any) -> list[str]:
    declared = document(responses, **more)
    return [fault.reason for fault in example_faults(declared, declared.operations[0])]


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        pytest.param({"id": 1, "name": "a"}, [], id="fitting"),
        pytest.param({"id": "1", "name": "a"}, ["/id: '1' is not of type 'integer'"], id="unfitting"),
        pytest.param({"name": "a"}, ["/id: 'id' is a required property"], id="readOnly missing from a response"),
        pytest.param('{"id": 1, "name": "a"}', [], id="json as text"),
        pytest.param("id: 1\nname: a", [], id="yaml as text"),
        pytest.param("job", ["'job' is not of type 'object'"], id="a text"),
    ],
)
def test_an_example_of_a_response(example: Any, expected: list[str]) -> None:
    assert reasons({"200": content("application/json", JOB, example=example)}) == expected


def test_a_fault_stands_at_the_value() -> None:
    declared = document({"200": content("application/json", JOB, examples={"one": {"value": 5}})})
    (fault,) = example_faults(declared, declared.operations[0])
    assert fault.pointer == f"{POINTER}/responses/200/content/application~1json/examples/one/value"
    assert fault.kind == "example"


def test_an_example_of_another_media_type_is_not_judged() -> None:
    assert reasons({"200": content("application/xml", JOB, example="<job/>")}) == []


def test_a_request_example_needs_no_read_only_property() -> None:
    assert reasons(requestBody=content("application/json", JOB, example={"name": "a"})) == []


@pytest.mark.parametrize(
    ("schema", "example", "faulty"),
    [
        pytest.param({"type": "integer"}, 5, False, id="a number"),
        pytest.param({"type": "integer"}, "5", False, id="a number as it is sent"),
        pytest.param({"type": "array", "items": {"type": "string"}}, "a,b", False, id="a list as it is sent"),
        pytest.param({"type": "integer"}, "five", True, id="no number"),
        pytest.param({"enum": ["asc", "desc"]}, "up", True, id="not of the enum"),
    ],
)
def test_an_example_of_a_parameter(schema: Any, example: Any, faulty: bool) -> None:
    parameter = {"name": "n", "in": "query", "schema": schema, "example": example}
    assert bool(reasons(parameters=[parameter])) is faulty


def test_a_schema_that_cannot_be_used_makes_no_fault_of_its_example() -> None:
    assert reasons({"200": content("application/json", {"$ref": "#/nowhere"}, example=1)}) == []
