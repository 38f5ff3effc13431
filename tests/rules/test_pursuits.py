"""What pursuits bring to light, and what their own oddity doesn't count for."""

from __future__ import annotations

from typing import Any

import pytest
from small_api import OK, alarms, app_of, body_of, found, json_answer, named, path_parameter, responses
from werkzeug.wrappers import Request, Response

ERROR = {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}
NAMED = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 20}}}


def things(*statuses: int, operation: str = "post", **declared: Any) -> dict[str, Any]:
    answers = {**OK, "422": {"description": ""}, **responses(*statuses, schema=ERROR)}
    body = {"requestBody": body_of(NAMED)} if operation == "post" else {}
    return {"/things": {operation: {**body, "responses": answers, **declared}}}


def messages(app: Any, paths: dict[str, Any], *codes: str) -> list[str]:
    return [each.message for each in found(app, paths) if each.code in codes]


def is_named(request: Request) -> bool:
    value = request.get_json(force=True, silent=True)
    return isinstance(value, dict) and isinstance(value.get("name"), str) and len(value["name"]) <= 20


@pytest.mark.parametrize("status", [401, 405, 406, 412, 413, 414, 415, 423, 501])
def test_an_app_that_never_answers_so_is_told_what_was_tried_and_nothing_else(status: int) -> None:
    app = app_of(lambda request: json_answer({}) if is_named(request) else Response(status=422))
    assert alarms(found(app, things(status))) == []


def test_what_was_tried_is_told() -> None:
    app = app_of(lambda request: json_answer({}) if is_named(request) else Response(status=422))
    (message,) = messages(app, things(415), "CT902")
    assert message.endswith("reached it; tried: another content type (4x), no content type (1x).")


def test_an_odd_request_may_be_answered_by_what_stands_before_the_app() -> None:
    def answer(request: Request) -> Response:
        if "unknown" in request.headers.get("Accept", ""):
            return Response("<h1>Bad Request</h1>", 400, content_type="text/html")
        return json_answer({}) if is_named(request) else Response(status=422)

    assert alarms(found(app_of(answer), things(406))) == []


def test_the_body_of_a_status_that_was_pursued_is_judged() -> None:
    names: set[str] = set()

    def answer(request: Request) -> Response:
        if not is_named(request):
            return Response(status=422)
        name = request.get_json(force=True)["name"]
        if name.lower() in names:
            return json_answer({"error": "taken"}, 409)
        names.add(name.lower())
        return json_answer({})

    assert any("code" in message for message in messages(app_of(answer), things(409), "CT103"))


def test_an_undeclared_answer_to_what_any_client_may_send_counts() -> None:
    locked: set[str] = set()

    def lock(request: Request) -> Response:
        is_locked = request.path in locked
        locked.add(request.path)
        return json_answer({}, 418 if is_locked else 200)

    key = {"parameters": [path_parameter("id", type="integer", minimum=1)]}
    paths = {"/things/{id}/lock": {"post": {**key, "responses": {**OK, **responses(423)}}}}
    assert named(found(app_of(lock), paths), "CT101") == ["418"]


def test_a_valid_request_of_a_pursuit_is_never_called_rejected() -> None:
    app = app_of(lambda request: json_answer({}) if is_named(request) else json_answer({"code": "bad"}, 422))
    assert messages(app, things(409, 423), "CT202", "CT201") == []
