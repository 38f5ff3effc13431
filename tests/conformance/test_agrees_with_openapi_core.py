"""The same verdicts as openapi-core's own front door, which searches and rebuilds for every response."""

from __future__ import annotations

import json
from typing import Any

import pytest
from declared import answer, document, json_of
from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from pytest_contract.conformance import ResponseValidator

JOB = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "minimum": 1},
        "state": {"enum": ["queued", "done"]},
        "tags": {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True, "maxItems": 2},
        "at": {"type": "string", "format": "date-time"},
        "owner": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["name"]}]},
        "secret": {"type": "string", "writeOnly": True},
        "next": {"$ref": "#/components/schemas/Job"},
    },
    "additionalProperties": False,
}
BODIES = [
    {"id": 1},
    {"id": 0},
    {"id": "1"},
    {"id": 1.5},
    {"id": True},
    {"id": None},
    {},
    [],
    "text",
    {"id": 1, "state": "done"},
    {"id": 1, "state": "lost"},
    {"id": 1, "tags": ["a", "b"]},
    {"id": 1, "tags": ["a", "a"]},
    {"id": 1, "tags": ["a", "b", "c"]},
    {"id": 1, "tags": [""]},
    {"id": 1, "at": "2024-01-31T12:00:00Z"},
    {"id": 1, "at": "yesterday"},
    {"id": 1, "owner": "ann"},
    {"id": 1, "owner": {"name": "ann"}},
    {"id": 1, "owner": {}},
    {"id": 1, "owner": 5},
    {"id": 1, "secret": "x"},
    {"id": 1, "more": 1},
    {"id": 1, "next": {"id": 2, "next": {"id": 3}}},
    {"id": 1, "next": {"id": 2, "next": {"id": "3"}}},
]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize("body", BODIES, ids=json.dumps)
def test_a_body_conforms_where_openapi_core_says_so(version: str, body: Any) -> None:
    declared = document({"200": json_of({"$ref": "#/components/schemas/Job"})}, version, {"Job": JOB})
    data = json.dumps(body).encode()
    verdict = ResponseValidator(declared).check(declared.operations[0], answer(data))
    assert (verdict.outcome == "conforms") is accepted_by_openapi_core(dict(declared.raw), data)


def accepted_by_openapi_core(raw: dict[str, Any], data: bytes) -> bool:
    request = MockRequest("http://localhost", "get", "/jobs")
    try:
        OpenAPI.from_dict(raw).validate_response(request, MockResponse(data, 200, content_type="application/json"))
    except OpenAPIError:
        return False
    return True
