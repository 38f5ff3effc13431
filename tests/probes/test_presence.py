"""What a server answers around an operation."""

from __future__ import annotations

from guarded import sender_to
from starlette.requests import Request as AppRequest
from starlette.responses import Response

from pytest_contract.probes.presence import probe_methods, probe_nowhere

ALL_BUT_PUT = frozenset({"TRACE", "PATCH", "DELETE"})


def router(request: AppRequest) -> Response:
    """A router that knows `/items` for GET."""
    if request.url.path != "/v1/items":
        return Response(status_code=404)
    return Response(status_code=200 if request.method == "GET" else 405)


def test_a_path_that_nobody_serves_shows_how_a_server_says_no() -> None:
    with sender_to(router) as sender:
        nowhere = probe_nowhere(sender, "POST", "/v1").nowhere
    assert (nowhere.status, nowhere.request.method) == (404, "POST")
    assert nowhere.request.url.startswith("/v1/")
    assert nowhere.intent.probe == "nowhere"


def test_an_undeclared_method_is_tried_there_and_where_something_is() -> None:
    with sender_to(router) as sender:
        presence = probe_methods(sender, probe_nowhere(sender, "GET", ""), "/v1/gone", ALL_BUT_PUT, "/v1/items")
    assert (presence.other_method.status, presence.known_path.status) == (404, 405)
    assert {each.request.method for each in (presence.other_method, presence.known_path)} == {"PUT"}
    assert presence.other_method.intent.probe == "other-method"


def test_a_path_that_declares_every_usual_method_is_asked_for_another() -> None:
    every = ALL_BUT_PUT | {"PUT", "GET", "POST", "HEAD", "OPTIONS"}
    with sender_to(router) as sender:
        presence = probe_methods(sender, probe_nowhere(sender, "GET", ""), "/v1/items", every, None)
    assert presence.other_method.status == 405


def test_without_a_known_path_only_the_operation_is_asked() -> None:
    with sender_to(router) as sender:
        presence = probe_methods(sender, probe_nowhere(sender, "GET", ""), "/v1/items", frozenset(), None)
    assert (presence.other_method.status, presence.known_path) == (405, None)
    assert presence.other_method.request.method == "TRACE"
