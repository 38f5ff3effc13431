"""Links between operations, and the runtime expressions in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from crud import producers, sender_to
from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import JSONResponse
from starlette.routing import Route
from written import an_object, content, document, parameter

from pytest_contract.exchange import Request, Response
from pytest_contract.traffic.links import ABSENT, evaluated, links_of

TEXT = {"type": "string"}
REQUEST = Request(
    method="POST",
    url="/orders?dry=1",
    headers=(("Content-Type", "application/json"), ("X-Trace", "t1")),
    body=json.dumps({"buyer": {"no": 3}}).encode(),
)
RESPONSE = Response(
    status=201,
    headers=(("Content-Type", "application/json"), ("Location", "/orders/9")),
    body=json.dumps({"ref": "A-9", "lines": [{"id": 1}, {"id": 2}], "a/b": 5}).encode(),
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        pytest.param("$response.body#/ref", "A-9", id="response-body"),
        pytest.param("$response.body#/lines/1/id", 2, id="in-a-list"),
        pytest.param("$response.body#/a~1b", 5, id="escaped-pointer"),
        pytest.param("$response.header.Location", "/orders/9", id="response-header"),
        pytest.param("$request.body#/buyer/no", 3, id="request-body"),
        pytest.param("$request.header.x-trace", "t1", id="request-header"),
        pytest.param("$request.query.dry", "1", id="request-query"),
        pytest.param("$request.path.shop", "main", id="request-path"),
        pytest.param("$statusCode", 201, id="status"),
        pytest.param("$method", "POST", id="method"),
        pytest.param("order-{$response.body#/ref}", "order-A-9", id="embedded"),
        pytest.param("plain", "plain", id="constant"),
        pytest.param(7, 7, id="number"),
        pytest.param("$response.body#/none", ABSENT, id="no-such-member"),
        pytest.param("$response.header.None", ABSENT, id="no-such-header"),
        pytest.param("$request.path.none", ABSENT, id="no-such-parameter"),
        pytest.param("$nonsense", ABSENT, id="no-expression"),
        pytest.param("$response.", ABSENT, id="cut-expression"),
        pytest.param("x{$response.body#/none}", ABSENT, id="embedded-nothing"),
    ],
)
def test_an_expression_has_the_value_that_it_points_at(expression: Any, value: Any) -> None:
    assert evaluated(expression, REQUEST, RESPONSE, {"shop": "main"}) == value


def linked(**link: Any) -> Any:
    """Deliveries that only a link leads to: nothing in their names says what makes them."""
    found = {"description": "made", "links": {"delivery": link}}
    post = {"requestBody": content(an_object(what=TEXT)), "responses": {"201": found}}
    get = {"operationId": "showDelivery", "parameters": [parameter("path", TEXT, "tracking")]}
    return document({"/orders": {"post": post}, "/deliveries/{tracking}": {"get": get}})


BY_REF = "#/paths/~1deliveries~1{tracking}/get"


@pytest.mark.parametrize(
    "link",
    [
        pytest.param({"operationId": "showDelivery", "parameters": {"tracking": "$response.body#/t"}}, id="id"),
        pytest.param({"operationRef": BY_REF, "parameters": {"tracking": "$response.body#/t"}}, id="ref"),
        pytest.param({"operationRef": BY_REF, "parameters": {"path.tracking": "$response.body#/t"}}, id="with-part"),
    ],
)
def test_a_link_leads_to_its_operation(link: dict[str, Any]) -> None:
    (found,) = links_of(linked(**link))
    assert (found.source.label, found.target.label) == ("POST /orders", "GET /deliveries/{tracking}")
    assert found.path == {"tracking": "$response.body#/t"}


def test_a_link_to_nowhere_is_left_out() -> None:
    assert list(links_of(linked(operationId="none"))) == []


async def order(request: AppRequest) -> JSONResponse:
    return JSONResponse({"id": 1, "t": "D-77"}, 201)


def test_a_resource_is_what_a_link_says() -> None:
    spec = linked(operationId="showDelivery", parameters={"tracking": "$response.body#/t"})
    with sender_to(Starlette(routes=[Route("/orders", order, methods=["POST"])])) as sender:
        made = producers(spec, sender).fresh("/deliveries/{}")
    assert (made.values, [request.url for request in made.made_by]) == (("D-77",), ["/orders"])
