"""What an app says when it rejects, and the attempt that heeds it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from written import VALID

from pytest_contract.exchange import Response
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.feedback import Hint, hints
from pytest_contract.traffic.improve import improved

NAMES = {"size", "kind", "mail", "lines", "sku", "owner", "title", "entry", "nick"}


def told(body: Any, status: int = 422, content_type: str = "application/json") -> list[tuple[Any, ...]]:
    """Each hint as the way to its field, its kind, and what it asks for."""
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    answer = Response(status=status, headers=(("Content-Type", content_type),), body=raw)
    found = hints(answer, NAMES)
    return [(".".join(each.steps), each.kind, *each.values, each.least, each.most) for each in found]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        pytest.param(
            {"detail": [{"loc": ["body", "size"], "msg": "Input should be less than or equal to 9", "ctx": {"le": 9}}]},
            ("size", "range", None, 9.0),
            id="fastapi",
        ),
        pytest.param(
            {"detail": [{"loc": ["body", "lines", 0, "sku"], "msg": "String should have at most 4 characters"}]},
            ("lines.*.sku", "length", None, 4.0),
            id="fastapi-in-a-list",
        ),
        pytest.param(
            {
                "detail": [
                    {"loc": ["body", "kind"], "msg": "Input should be 'a' or 'b'", "ctx": {"expected": "'a' or 'b'"}}
                ]
            },
            ("kind", "allowed", "a", "b", None, None),
            id="fastapi-literal",
        ),
        pytest.param(
            {"size": ["Ensure this value is greater than or equal to 3."]},
            ("size", "range", 3.0, None),
            id="django-rest-framework",
        ),
        pytest.param(
            {"lines": [{}, {"sku": ["Enter a valid UUID."]}]},
            ("lines.*.sku", "format", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", None, None),
            id="django-rest-framework-nested",
        ),
        pytest.param(
            {"title": "Invalid", "errors": [{"pointer": "#/mail", "detail": "must be a valid e-mail address"}]},
            ("mail", "format", "contract@example.com", None, None),
            id="rfc-9457",
        ),
        pytest.param(
            {"errors": [{"source": {"pointer": "/data/attributes/title"}, "detail": "is already taken"}]},
            ("title", "taken", None, None),
            id="json-api",
        ),
        pytest.param(
            {"code": 7, "message": "kind must be one of: red, green, blue"},
            ("kind", "allowed", "red", "green", "blue", None, None),
            id="a-text",
        ),
        pytest.param(
            {"error": {"message": "owner: there is no such user"}},
            ("owner", "unknown-resource", None, None),
            id="a-text-within",
        ),
        pytest.param({"error": "size must be between 2 and 5"}, ("size", "range", 2.0, 5.0), id="between"),
        pytest.param({"message": "nick is required"}, ("nick", "missing", None, None), id="missing"),
        pytest.param({"message": "unknown field nick"}, ("nick", "surplus", None, None), id="surplus"),
        pytest.param(
            {"detail": "No such entry, valid entry endpoints are: books, films"},
            ("entry", "allowed", "books", "films", None, None),
            id="what-there-is-instead",
        ),
    ],
)
def test_a_rejection_tells_what_is_wanted(body: Any, hint: tuple[Any, ...]) -> None:
    assert told(body)[0] == hint


def test_a_text_without_json_is_read() -> None:
    assert told("title must be at least 3 characters", content_type="text/plain") == [("title", "length", 3.0, None)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"size": [1]}, 200, id="a-success"),
        pytest.param({"message": "size is required"}, 401, id="who-are-you"),
        pytest.param({"message": "something is wrong"}, 422, id="names-nothing"),
        pytest.param([[[{}]]], 422, id="empty"),
        pytest.param("{", 422, id="not-json"),
        pytest.param(None, 422, id="null"),
    ],
)
def test_other_answers_tell_nothing(body: Any, status: int) -> None:
    assert told(body, status) == []


def better(body: Any, *given: Hint, turn: int = 0) -> Any:
    return improved(Draft(intent=VALID, body=body, media_type="application/json"), given, turn).body


def hint(kind: Any, *steps: str, **more: Any) -> Hint:
    return Hint(steps=steps, kind=kind, **more)


@pytest.mark.parametrize(
    ("before", "heard", "after"),
    [
        pytest.param({"kind": "x"}, hint("allowed", "kind", values=("a", "b")), {"kind": "a"}, id="allowed"),
        pytest.param({"size": 12}, hint("range", "size", most=9.0), {"size": 9}, id="too-much"),
        pytest.param({"size": 1}, hint("range", "size", least=3.0), {"size": 3}, id="too-little"),
        pytest.param({"title": "abcdef"}, hint("length", "title", most=4.0), {"title": "abcd"}, id="too-long"),
        pytest.param({"title": "a"}, hint("length", "title", least=3.0), {"title": "axx"}, id="too-short"),
        pytest.param({"mail": "x"}, hint("format", "mail", values=("a@b.de",)), {"mail": "a@b.de"}, id="format"),
        pytest.param({"nick": "x", "size": 1}, hint("surplus", "nick"), {"size": 1}, id="surplus"),
        pytest.param({}, hint("allowed", "kind", values=("a",)), {"kind": "a"}, id="added"),
        pytest.param(
            {"lines": [{"sku": "1"}, {"sku": "2"}]},
            hint("allowed", "lines", "*", "sku", values=("A",)),
            {"lines": [{"sku": "A"}, {"sku": "A"}]},
            id="in-a-list",
        ),
        pytest.param({"size": 1}, hint("taken", "size"), {"size": 1}, id="nothing-to-do"),
    ],
)
def test_the_next_attempt_heeds_it(before: Any, heard: Hint, after: Any) -> None:
    assert better(before, heard) == after


def test_allowed_values_are_tried_in_turn() -> None:
    heard = hint("allowed", "kind", values=("a", "b"))
    assert [better({"kind": "x"}, heard, turn=turn)["kind"] for turn in range(3)] == ["a", "b", "a"]


def test_a_path_is_corrected_and_percent_encoded() -> None:
    draft = Draft(intent=VALID, path_parameters={"entry": "x"})
    heard = hint("allowed", "entry", values=("a b",))
    assert improved(draft, [heard], 0).path_parameters == {"entry": "a%20b"}
