"""Which route serves an operation, which surely none does, and which routes no operation declares."""

from __future__ import annotations

import pytest

from pytest_contract.target import Route, RouteTable


def route(label: str, **flags) -> Route:
    """`GET,POST /users/{id}`, `* /any`, `GET /files...`."""
    methods, _, path = label.partition(" ")
    named = frozenset() if methods == "*" else frozenset(methods.split(","))
    is_open_ended = path.endswith("...")
    return Route(
        methods=named,
        path=path.removesuffix("...") or "/",
        file=None,
        line=None,
        handler=label,
        is_open_ended=is_open_ended,
        **flags,
    )


def table(*labels: str, framework: str = "flask", is_partial: bool = False) -> RouteTable:
    return RouteTable(framework=framework, routes=tuple(map(route, labels)), is_partial=is_partial)


@pytest.mark.parametrize(
    ("routes", "operation", "found"),
    [
        pytest.param(["GET /u/{user_id}"], "GET /u/{id}", "GET /u/{user_id}", id="other parameter name"),
        pytest.param(["GET /u/{id}"], "GET /u/me", "GET /u/{id}", id="literal by parameter"),
        pytest.param(["GET /u/{id}", "GET /u/me"], "GET /u/me", "GET /u/me", id="the closest first"),
        pytest.param(["GET /u/{id}.{ending}"], "GET /u/{a}.{b}", "GET /u/{id}.{ending}", id="two in a segment"),
        pytest.param(["GET /u/{file}"], "GET /u/{a}.json", "GET /u/{file}", id="part of a segment"),
        pytest.param(["GET /u/{id}", "POST /u/{id}"], "POST /u/{x}", "POST /u/{id}", id="by method"),
        pytest.param(["* /u/{id}"], "PATCH /u/{x}", "* /u/{id}", id="any method"),
        pytest.param(["* /...", "* /u..."], "GET /u/a/b", "* /u...", id="below the longest open end"),
        pytest.param(["GET /u/"], "GET /u", "GET /u/", id="redirect to a slash"),
        pytest.param(["GET /u"], "GET /u/", None, id="no redirect from a slash"),
        pytest.param(["GET /u/me"], "GET /u/{id}", None, id="parameter by literal"),
        pytest.param(["GET /u"], "GET /u/{id}", None, id="shorter"),
    ],
)
def test_the_route_that_serves_an_operation(routes, operation, found):
    served_by = table(*routes).find(*operation.split(" "))
    assert (served_by and served_by.handler) == found


@pytest.mark.parametrize(
    ("routes", "operation", "verdict"),
    [
        pytest.param(["GET /u/{id}"], "GET /u/{x}", True, id="served"),
        pytest.param(["GET /u/{id}"], "DELETE /u/{x}", False, id="no such method"),
        pytest.param(["GET /u"], "GET /v", False, id="no such path"),
        pytest.param(["* /u"], "GET /u", None, id="any method may be refused"),
        pytest.param(["* /u..."], "GET /u/a", None, id="below an open end"),
        pytest.param(["GET /u..."], "POST /u/a", False, id="other method below an open end"),
        pytest.param(["GET /v1/u", "GET /v2/u"], "GET /{version}/u", None, id="some of its paths are served"),
        pytest.param(["GET /u/me", "PUT /u/{id}"], "GET /u/{x}", False, id="a literal neighbour serves no template"),
        pytest.param(["GET /u"], "GET /u/", None, id="only a slash differs"),
    ],
)
def test_an_operation_is_absent_only_where_that_is_certain(routes, operation, verdict):
    assert table(*routes).may_serve(*operation.split(" ")) is verdict


def test_nothing_is_certain_in_a_partial_table():
    assert table("GET /u", is_partial=True).may_serve("GET", "/v") is None


@pytest.mark.parametrize(
    ("routes", "operations", "left"),
    [
        pytest.param(["GET /u/{id}"], ["GET /u/{x}"], [], id="declared"),
        pytest.param(["GET,POST,HEAD /u"], ["GET /u"], [("POST", "/u")], id="one method is not"),
        pytest.param(["GET /u/{id}", "GET /u/me"], ["GET /u/{x}"], [("GET", "/u/me")], id="a literal neighbour"),
        pytest.param(["GET /v1/u", "GET /v2/u"], ["GET /{version}/u"], [], id="the template by its literals"),
        pytest.param(["GET /r/{kind}"], ["GET /r/daily"], [], id="a literal that it serves"),
        pytest.param(["GET /u/"], ["GET /u"], [], id="but for a slash"),
        pytest.param(["* /u", "* /v"], ["GET /u"], [("", "/v")], id="any method"),
        pytest.param(["GET /files...", "OPTIONS /u"], [], [], id="open ends and OPTIONS are not asked for"),
    ],
)
def test_routes_that_no_operation_declares(routes, operations, left):
    found = table(*routes).uncovered([tuple(operation.split(" ")) for operation in operations])
    assert [(",".join(route.methods), route.path) for route in found] == left


def test_internal_routes_need_no_operation():
    docs = RouteTable(framework="fastapi", routes=(route("GET /docs", is_internal=True),))
    assert docs.uncovered([]) == ()
