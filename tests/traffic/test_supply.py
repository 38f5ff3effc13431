"""Valid requests without end, for experiments that need more of them than were drawn."""

from __future__ import annotations

from itertools import islice

import pytest
from crud import Shop, body_of, explored, refused, sender_to, shop_spec
from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from written import an_object, content, document, parameter

from pytest_contract.exchange import Intent, Request
from pytest_contract.target import Sender
from pytest_contract.traffic.explore import Traffic

PLAIN = Intent(kind="probe", phase="probe")
ACCOUNT = {
    "type": "object",
    "required": ["name", "mail"],
    "properties": {
        "name": {"type": "string", "maxLength": 12, "minLength": 2},
        "mail": {"type": "string", "format": "email", "maxLength": 40},
        "plan": {"type": "string", "enum": ["free", "paid"]},
    },
}


def answers(traffic: Traffic, sender: Sender, count: int) -> list[int | None]:
    return [sender.send(request, PLAIN).status for request, _ in islice(traffic.supply(), count)]


def registry() -> Starlette:
    """Accounts, no two with one name or one mail."""
    names: set[str] = set()

    async def register(request: AppRequest) -> Response:
        body = await body_of(request)
        fits = isinstance(body, dict) and 2 <= len(body.get("name", "")) <= 12 and len(body.get("mail", "")) <= 40
        if not fits or "@" not in body["mail"]:
            return refused()
        if {body["name"], body["mail"]} & names:
            return JSONResponse({}, 409)
        names.update({body["name"], body["mail"]})
        return JSONResponse({}, 201)

    return Starlette(routes=[Route("/accounts", register, methods=["POST"])])


def test_creations_differ_in_whatever_may_have_to_be_unique() -> None:
    spec = document({"/accounts": {"post": {"requestBody": content(ACCOUNT)}}})
    with sender_to(registry()) as sender:
        traffic = explored(spec, "POST /accounts", sender)
        assert answers(traffic, sender, 70) == [201] * 70


@pytest.mark.parametrize(
    ("label", "status"),
    [
        pytest.param("DELETE /users/{userId}", 204, id="each-deletion-has-its-own"),
        pytest.param("GET /users/{userId}/posts/{postId}", 200, id="a-reading-has-something-to-read"),
        pytest.param("POST /users/{userId}/posts", 201, id="below-a-parent"),
        pytest.param("POST /orders", 201, id="with-a-reference"),
    ],
)
def test_each_request_would_be_taken(label: str, status: int) -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec({"type": "integer"}), label, sender)
        assert answers(traffic, sender, 40) == [status] * 40


def test_it_may_be_asked_again_after_a_fresh_start() -> None:
    shop = Shop()
    with sender_to(shop.app()) as sender:
        traffic = explored(shop_spec(), "GET /users/{userId}/posts/{postId}", sender)
        shop.rows.clear()
        assert answers(traffic, sender, 3) == [200] * 3


def test_a_second_call_goes_on_with_other_values() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "POST /users", sender)
    sent: list[Request] = [request for _ in range(2) for request, _ in islice(traffic.supply(), 20)]
    assert len({request.body for request in sent}) == 40


def test_it_ends_at_once_where_nothing_was_taken() -> None:
    app = Starlette(routes=[Route("/things", lambda request: Response(status_code=422), methods=["POST"])])
    spec = document({"/things": {"post": {"requestBody": content(an_object(name={"type": "string"}))}}})
    with sender_to(app) as sender:
        assert list(explored(spec, "POST /things", sender).supply()) == []


def test_a_key_that_makes_two_requests_one_is_new_each_time() -> None:
    key = parameter("header", {"type": "string"}, "Idempotency-Key")
    app = Starlette(routes=[Route("/things", lambda request: Response(status_code=201), methods=["POST"])])
    with sender_to(app) as sender:
        traffic = explored(document({"/things": {"post": {"parameters": [key]}}}), "POST /things", sender)
    keys = [dict(request.headers)["Idempotency-Key"] for request, _ in islice(traffic.supply(), 5)]
    assert len(set(keys)) == 5
