"""Statuses that the request alone decides: keys, credentials, headers, bodies."""

from __future__ import annotations

from typing import Any

import pytest
from tests.traffic.pursue.pursuing import Call, Chased, Things, chased, crud
from tests.traffic.written import content, document, parameter

from pytest_contract.target import Identity

BEARER = {"type": "http", "scheme": "bearer"}
FINE: dict[str, Any] = {"GET /things/{id}": lambda call: 200, "POST /things": lambda call: (201, {"id": 1})}


def outcome(chase: Chased) -> tuple[int | None, str, bool]:
    return chase.last.status, chase.last.intent.probe, chase.last.intent.is_certain


# 404


@pytest.mark.parametrize("label", ["GET /things/{id}", "DELETE /things/{id}", "PUT /things/{id}"])
def test_a_key_that_nothing_has(label: str) -> None:
    chase = chased(Things().handlers, crud(), label, 404)
    assert outcome(chase) == (404, "a key that nothing has", not label.startswith("PUT"))


def test_nothing_is_certain_where_no_valid_request_was_ever_taken() -> None:
    chase = chased(FINE | {"GET /things/{id}": lambda call: 404}, crud(), "GET /things/{id}", 404)
    assert not chase.last.intent.is_certain


def test_an_unknown_parent_and_a_child_of_another_one() -> None:
    shelf, item = (parameter("path", {"type": "integer"}, name) for name in ("shelf", "item"))
    named = content({"type": "object", "properties": {"name": {"type": "string"}}})
    spec = document(
        {
            "/shelves": {"post": {"requestBody": named}},
            "/shelves/{shelf}/items": {"post": {"parameters": [shelf], "requestBody": named}},
            "/shelves/{shelf}/items/{item}": {"get": {"parameters": [shelf, item]}},
        }
    )
    number, items = iter(range(1, 99)), dict[int, str]()

    def put(call: Call) -> Any:
        items[key := next(number)] = call.path["shelf"]
        return 201, {"id": key}

    def read(call: Call) -> int:
        return 404 if items.get(int(call.path["item"])) not in (None, call.path["shelf"]) else 200

    handlers = {
        "POST /shelves": lambda call: (201, {"id": next(number)}),
        "POST /shelves/{shelf}/items": put,
        "GET /shelves/{shelf}/items/{item}": read,
    }
    chase = chased(handlers, spec, "GET /shelves/{shelf}/items/{item}", 404)
    assert chase.last.status == 404
    assert chase.tried[:2] == ["a key that nothing has", "an unknown shelf"]


def test_a_reference_to_what_nobody_made() -> None:
    body = {"type": "object", "required": ["thingId"], "properties": {"thingId": {"type": "integer", "minimum": 1}}}
    key = {"parameters": [parameter("path", {"type": "integer"}, "id")]}
    paths = {"/things": {"post": {}}, "/things/{id}": {"get": key}, "/orders": {"post": {"requestBody": content(body)}}}
    handlers = FINE | {"POST /orders": lambda call: 201 if call.body["thingId"] == 1 else 404}
    chase = chased(handlers, document(paths), "POST /orders", 404)
    assert outcome(chase) == (404, "an unknown thingId", False)


# Credentials


def guarded() -> Any:
    return document({"/secret": {"get": {"security": [{"key": []}]}}}, securitySchemes={"key": BEARER})


def test_no_credentials() -> None:
    handlers = {"GET /secret": lambda call: 200 if call.headers.get("authorization") else 401}
    chase = chased(handlers, guarded(), "GET /secret", 401, headers=[("Authorization", "Bearer right")])
    assert outcome(chase) == (401, "no credentials", True)


def test_wrong_and_malformed_credentials() -> None:
    handlers = {"GET /secret": lambda call: 401 if call.headers.get("authorization") == "contract" else 200}
    chase = chased(handlers, guarded(), "GET /secret", 401, headers=[("Authorization", "Bearer right")])
    assert outcome(chase) == (401, "malformed credentials", False)
    assert chase.tried == ["no credentials", "wrong credentials", "malformed credentials"]


def test_as_another_identity() -> None:
    handlers = {"GET /secret": lambda call: 403 if call.headers.get("authorization") == "Bearer bob" else 200}
    bob = Identity(name="bob", headers={"Authorization": "Bearer bob"})
    ann = [("Authorization", "Bearer ann")]
    chase = chased(handlers, guarded(), "GET /secret", 403, headers=ann, others=[bob])
    assert outcome(chase) == (403, "as bob", False)
    assert chase.last.identity == "bob"


# What HTTP itself says


@pytest.mark.parametrize(
    ("label", "status", "handler", "tried"),
    [
        pytest.param("GET /things/{id}", 405, lambda call: 200, "another method", id="405"),
        pytest.param(
            "GET /things/{id}",
            406,
            lambda call: 406 if "unknown" in call.headers.get("accept", "") else 200,
            "an Accept that nothing serves",
            id="406",
        ),
        pytest.param(
            "POST /things",
            415,
            lambda call: 201 if call.headers.get("content-type") == "application/json" else 415,
            "another content type",
            id="415",
        ),
        pytest.param(
            "POST /things",
            413,
            lambda call: 413 if len(call.raw) > 1_000_000 else 201,
            "a body over 1100000 bytes",
            id="413",
        ),
        pytest.param(
            "GET /things/{id}",
            414,
            lambda call: 414 if len(str(call.query)) > 8_000 else 200,
            "a URL of 9000 characters",
            id="414",
        ),
        pytest.param(
            "POST /things",
            400,
            lambda call: 400 if call.body is None else 201,
            "a body that ends in the middle",
            id="400",
        ),
        pytest.param(
            "POST /things", 422, lambda call: 422 if call.body == [] else 201, "a list for an object", id="422"
        ),
    ],
)
def test_what_the_request_alone_decides(label: str, status: int, handler: Any, tried: str) -> None:
    chase = chased({**FINE, label: handler}, crud(), label, status)
    assert outcome(chase) == (status, tried, False)


def test_a_stated_limit_is_exceeded_first() -> None:
    declared = {"responses": {"413": {"description": "The body has more than 2 KB"}}}
    handlers = FINE | {"POST /things": lambda call: 413 if len(call.raw) > 2_048 else 201}
    chase = chased(handlers, crud(post=declared), "POST /things", 413)
    assert chase.tried == ["a body over 3048 bytes"]


def test_an_end_before_its_beginning() -> None:
    date = {"type": "string", "format": "date"}
    body = {"type": "object", "required": ["start", "end"], "properties": {"start": date, "end": date}}
    example = {"start": "2026-01-01", "end": "2026-01-02"}
    spec = document({"/stays": {"post": {"requestBody": content(body, example=example)}}})

    def book(call: Call) -> int:
        return 422 if isinstance(call.body, dict) and call.body.get("start", "") > call.body.get("end", "") else 201

    assert outcome(chased({"POST /stays": book}, spec, "POST /stays", 422, first=1))[1] == "an end before its beginning"


# Conditions


class Tagged(Things):
    """Things that are changed under a condition alone, with a tag for each state."""

    def tag(self, key: str) -> str:
        return f'"{self.rows[key]["name"].encode().hex()}"'

    def read(self, call: Call) -> Any:
        if call.id not in self.rows:
            return 404
        tag = self.tag(call.id)
        return 304 if call.headers.get("if-none-match") == tag else (200, self.rows[call.id], {"ETag": tag})

    def change(self, call: Call) -> Any:
        if call.id not in self.rows:
            return 404
        given = call.headers.get("if-match")
        if given is None:
            return 428
        return super().change(call) if given == self.tag(call.id) else 412


def conditional() -> Any:
    tag = parameter("header", {"type": "string"}, "If-Match")
    key = parameter("path", {"type": "integer", "minimum": 1}, "id")
    return crud(put={"parameters": [key, {**tag, "required": False}]})


@pytest.mark.parametrize(
    ("label", "status", "tried"),
    [
        ("PUT /things/{id}", 200, "the same valid request twice"),
        ("PUT /things/{id}", 412, "a wrong If-Match"),
        ("PUT /things/{id}", 428, "no condition"),
        ("GET /things/{id}", 304, "If-None-Match as the answer gave it"),
    ],
)
def test_conditions_that_hold_and_that_fail(label: str, status: int, tried: str) -> None:
    chase = chased(Tagged().handlers, conditional(), label, status)
    assert outcome(chase) == (status, tried, status >= 300)


def test_a_stale_tag_is_told_from_a_wrong_one() -> None:
    things, old = Tagged(), set[str]()

    def change(call: Call) -> Any:
        if call.id not in things.rows:
            return 404
        if call.headers.get("if-match") in old:
            return 412
        old.add(things.tag(call.id))
        return Things.change(things, call)

    chase = chased({**things.handlers, "PUT /things/{id}": change}, conditional(), "PUT /things/{id}", 412)
    assert outcome(chase) == (412, "a stale If-Match", False)


# Successes of several kinds


def test_a_put_creates_at_a_key_that_nothing_has() -> None:
    things = Things()

    def put(call: Call) -> Any:
        known = call.id in things.rows
        things.rows[call.id] = {"id": int(call.id), "name": call.body["name"]}
        return 200 if known else 201

    assert chased({**things.handlers, "PUT /things/{id}": put}, crud(), "PUT /things/{id}", 201).last.status == 201


def test_each_choice_of_an_enumeration_is_made() -> None:
    body = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a", "b", "rare"]}}}
    handlers = FINE | {"POST /things": lambda call: 202 if call.body["kind"] == "rare" else 201}
    assert chased(handlers, crud(body=body), "POST /things", 202, first=0).last.status == 202


def test_a_range_is_asked_for() -> None:
    handlers = FINE | {"GET /things/{id}": lambda call: 206 if "range" in call.headers else 200}
    assert outcome(chased(handlers, crud(), "GET /things/{id}", 206)) == (206, "a range of one byte", False)
