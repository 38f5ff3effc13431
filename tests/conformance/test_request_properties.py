"""What holds for every request: the judge answers, and never calls what the schema generates invalid."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sent import JSON, content, document, operation, parameter

from pytest_contract.conformance.request import RequestJudge
from pytest_contract.exchange import Request

SCHEMAS: dict[str, Any] = {
    "integer": {"type": "integer", "minimum": -5, "maximum": 500},
    "number": {"type": "number", "minimum": 0},
    "code": {"type": "string", "pattern": "^[a-z]{2,5}$"},
    "text": {"type": "string", "minLength": 1, "maxLength": 8},
    "date": {"type": "string", "format": "date"},
    "enum": {"enum": ["a", "B", 3, None, True]},
    "list": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "uniqueItems": True},
    "object": {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "boolean"}, "b": {"type": ["string", "null"]}},
        "additionalProperties": False,
    },
    "choice": {"anyOf": [{"type": "integer", "multipleOf": 3}, {"type": "string", "maxLength": 2}]},
    "composed": {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "number"}}}]},
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
finite = st.floats(min_value=0, allow_infinity=False) | st.integers(min_value=0)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "integer": st.integers(-5, 500),
    "number": finite,
    "code": st.from_regex("^[a-z]{2,5}$"),
    "text": st.text(min_size=1, max_size=8),
    "date": st.dates().map(str),
    "enum": st.sampled_from(SCHEMAS["enum"]["enum"]),
    "list": st.lists(st.integers(), min_size=1, unique=True),
    "object": st.fixed_dictionaries({"a": st.booleans()}, optional={"b": st.none() | st.text()}),
    "choice": st.integers().map(lambda number: number * 3) | st.text(max_size=2),
    "composed": st.dictionaries(st.text(min_size=2), anything).flatmap(
        lambda more: finite.map(lambda number: {**more, "a": number})
    ),
}
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)

SPEC = document(
    {
        "/items/{id}": {
            "post": operation(
                parameter("path", SCHEMAS["integer"], name="id"),
                parameter("query", SCHEMAS["list"], name="list"),
                parameter("query", SCHEMAS["object"], name="filter", style="deepObject"),
                parameter("header", SCHEMAS["choice"], name="X-Choice"),
                parameter("cookie", SCHEMAS["date"], name="since"),
                body={
                    "required": True,
                    "content": {
                        kind: {"schema": SCHEMAS["object"]}
                        for kind in (JSON, "application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
                    },
                },
            )
        }
    },
    version="3.1.0",
)
JUDGE = RequestJudge(SPEC)

latin = st.text(st.characters(max_codepoint=255), max_size=20)
urls = st.one_of(
    st.text(max_size=30),
    st.builds("/items/{}?{}".format, st.text(max_size=8), st.text(max_size=30)),
    st.builds("/items/7?list={}&filter[{}]={}".format, *[st.text(alphabet="a1,[]%&=+;|", max_size=8)] * 3),
)
header_lists = st.lists(st.tuples(st.sampled_from(["X-Choice", "Cookie", "Content-Type", "content-encoding"]), latin))
known_types = st.sampled_from(
    [JSON, "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"]
)
bodies = st.one_of(st.binary(max_size=40), st.text(alphabet='{}[]":,a1 \\ud8-', max_size=30).map(str.encode))


@QUICK
@given(urls, header_lists, known_types, bodies)
def test_any_request_gets_a_verdict(url: str, headers: list[tuple[str, str]], kind: str, body: bytes) -> None:
    request = Request(method="POST", url=url, headers=(*headers, ("Content-Type", kind)), body=body)
    verdict = JUDGE.judge(SPEC.operations[0], request)
    assert bool(verdict.violations) or verdict.outcome != "invalid"
    assert bool(verdict.reason) or verdict.outcome in ("valid", "invalid")


@pytest.mark.parametrize("name", SCHEMAS)
@QUICK
@given(st.data())
def test_a_body_of_the_schema_is_never_invalid(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert outcome_of_body(name, value) != "invalid"


@pytest.mark.parametrize("name", ["integer", "number", "code", "text", "date", "choice"])
@QUICK
@given(st.data())
def test_a_query_value_of_the_schema_is_never_invalid(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert outcome_of_query(name, value) != "invalid"


BODY_SPEC = document(
    {f"/{name}": {"post": operation(body=content(SCHEMAS[name]))} for name in SCHEMAS}, version="3.1.0"
)
QUERY_SPEC = document(
    {f"/{name}": {"get": operation(parameter("query", SCHEMAS[name], name="p"))} for name in SCHEMAS}, version="3.1.0"
)
BODY_JUDGE = RequestJudge(BODY_SPEC)
QUERY_JUDGE = RequestJudge(QUERY_SPEC)


def outcome_of_body(name: str, value: Any) -> str:
    declared = next(one for one in BODY_SPEC.operations if one.path == f"/{name}")
    body = json.dumps(value).encode()
    request = Request(method="POST", url=f"/{name}", headers=(("Content-Type", JSON),), body=body)
    return BODY_JUDGE.judge(declared, request).outcome


def outcome_of_query(name: str, value: Any) -> str:
    declared = next(one for one in QUERY_SPEC.operations if one.path == f"/{name}")
    text = value if isinstance(value, str) else json.dumps(value)
    request = Request(method="GET", url=f"/{name}?{urlencode({'p': text}, quote_via=quote, errors='replace')}")
    return QUERY_JUDGE.judge(declared, request).outcome
