"""What is sent for one operation, against small apps that keep what they are given."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable

import pytest
from crud import Shop, explored, of_kind, sender_to, shop_spec
from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import Response
from starlette.routing import Route
from written import an_object, content, document, parameter

from pytest_contract.exchange import Exchange
from pytest_contract.exchange.record import header

AGE = {"type": "integer", "minimum": 0}
NAME = {"type": "string", "minLength": 1}
ANN = {"name": "Ann", "age": 41}


def app_that(answer: Callable[[AppRequest], object], path: str = "/{path:path}") -> Starlette:
    return Starlette(routes=[Route(path, answer, methods=["GET", "POST", "PUT", "DELETE"])])


def fine(request: AppRequest) -> Response:
    return Response(status_code=204)


def statuses(exchanges: list[Exchange]) -> Counter[int | None]:
    return Counter(exchange.status for exchange in exchanges)


# Order, and what the requests are made of


def test_valid_requests_come_first_and_one_is_accepted() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "POST /users", sender)
    assert {exchange.intent.kind for exchange in traffic.exchanges[:8]} == {"valid"}
    assert traffic.exchanges[0].status == 201
    assert of_kind(traffic, "invalid")


def test_a_broken_member_travels_on_a_body_that_was_accepted() -> None:
    body = content(an_object(name=NAME, age=AGE), example=ANN)
    with sender_to(app_that(fine)) as sender:
        traffic = explored(document({"/users": {"post": {"requestBody": body}}}), "POST /users", sender)
    boundary = [exchange for exchange in of_kind(traffic, "invalid") if exchange.intent.phase == "boundary"]
    bodies = [json.loads(exchange.request.body) for exchange in boundary if exchange.request.body.endswith(b"}")]
    broken = [sent for sent in bodies if sent != ANN]
    assert broken
    assert all(sent.get("name") == "Ann" or sent.get("age") == 41 for sent in broken)


def test_three_of_four_valid_requests_go_to_what_exists() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "GET /users/{userId}", sender)
    urls = [exchange.request.url for exchange in of_kind(traffic, "valid")]
    assert len(urls) >= 8
    made = {"/users/1", "/users/2", "/users/3"}
    assert {url for number, url in enumerate(urls, 1) if number % 4} == made
    assert not {url for number, url in enumerate(urls, 1) if not number % 4} <= made


def test_what_was_sent_before_makes_an_exchange_repeatable() -> None:
    label = "GET /users/{userId}/posts/{postId}"
    with sender_to(Shop().app()) as sender:
        read = next(each for each in explored(shop_spec(), label, sender).exchanges if each.status == 200)
    with sender_to(Shop().app()) as again:
        replayed = [again.send(request, read.intent).status for request in (*read.after, read.request)]
    assert replayed == [201, 201, 200]


def test_references_are_filled_so_that_orders_are_accepted() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec({"type": "integer"}), "POST /orders", sender)
    seen = statuses(of_kind(traffic, "valid"))
    assert seen[201] >= 3
    assert seen[422] >= 1


@pytest.mark.parametrize("label", ["DELETE /users/{userId}", "DELETE /users/{userId}/posts/{postId}"])
def test_each_deletion_gets_something_of_its_own(label: str) -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), label, sender)
    deleted = [each.request.url for each in of_kind(traffic, "valid") if each.status == 204]
    assert len(deleted) >= 3
    assert len(set(deleted)) == len(deleted)


def test_a_deletion_is_tried_on_what_is_gone_already() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "DELETE /users/{userId}", sender)
    by_url = Counter(exchange.request.url for exchange in of_kind(traffic, "valid"))
    repeated = [url for url, count in by_url.items() if count > 1]
    assert any(each.request.url in repeated and each.status == 404 for each in traffic.exchanges)


def test_spare_requests_use_what_is_still_there() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "DELETE /users/{userId}", sender)
        sent = {exchange.request.url for exchange in traffic.exchanges}
        answers = [sender.send(request, traffic.exchanges[0].intent).status for request, _ in traffic.spare]
    assert answers
    assert set(answers) == {204}
    assert not {request.url for request, _ in traffic.spare} & sent


def test_spare_creations_were_not_sent_yet() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "POST /users", sender, count=70)
    sent = {exchange.request.body for exchange in traffic.exchanges}
    assert traffic.spare[0][0].body not in sent


def test_the_very_same_request_is_sent_twice_at_most() -> None:
    with sender_to(Shop().app()) as sender:
        traffic = explored(shop_spec(), "GET /users/{userId}", sender)
    times = Counter(exchange.request for exchange in of_kind(traffic, "valid"))
    assert max(times.values()) == 2


# Credentials


def shop_headers() -> list[str | None]:
    declared = {"get": {"parameters": [parameter("header", {"type": "integer"}, "X-Shop")]}}
    with sender_to(app_that(fine), ("X-Shop", "7"), ("X-Key", "k")) as sender:
        traffic = explored(document({"/items": declared}), "GET /items", sender)
    assert {header(exchange.request.headers, "x-key") for exchange in traffic.exchanges} == {"k"}
    assert {header(exchange.request.headers, "x-shop") for exchange in of_kind(traffic, "valid")} == {"7"}
    return [header(exchange.request.headers, "x-shop") for exchange in of_kind(traffic, "invalid")]


def test_an_identity_does_not_bring_back_what_an_invalid_request_leaves_out_or_breaks() -> None:
    sent = shop_headers()
    assert None in sent
    assert "7" not in sent
    assert any(value is not None for value in sent)


# What ends it


def limited_to(most: int) -> tuple[Starlette, Callable[[], None]]:
    taken = []

    def answer(request: AppRequest) -> Response:
        taken.append(request)
        return Response(status_code=429 if len(taken) > most else 204)

    return app_that(answer), taken.clear


def test_a_limited_request_is_sent_again_after_a_fresh_start() -> None:
    app, reset = limited_to(10)
    with sender_to(app) as sender:
        traffic = explored(shop_spec(), "POST /users", sender, reset=reset)
    pairs = [
        (one, after) for one, after in zip(traffic.exchanges, traffic.exchanges[1:], strict=False) if one.status == 429
    ]
    assert len(pairs) >= 2
    assert all((one.request, after.status) == (after.request, 204) for one, after in pairs)
    assert not traffic.remarks


def test_a_fresh_start_makes_what_is_needed_anew() -> None:
    shop = Shop()
    app, count = shop.app(), iter(range(1000))

    async def limited(scope, receive, send):
        busy = scope["type"] == "http" and next(count) % 15 == 14
        await (Response(status_code=429) if busy else app)(scope, receive, send)

    with sender_to(limited) as sender:
        traffic = explored(shop_spec(), "GET /users/{userId}", sender, reset=shop.rows.clear)
    limited_at = [number for number, each in enumerate(traffic.exchanges) if each.status == 429]
    assert limited_at
    assert 200 in {each.status for each in traffic.exchanges[limited_at[0] :]}


def test_25_limited_answers_in_a_row_end_it() -> None:
    app, _ = limited_to(5)
    with sender_to(app) as sender:
        traffic = explored(shop_spec(), "POST /users", sender, count=30)
    assert statuses(list(traffic.exchanges)) == {204: 5, 429: 25}
    assert traffic.remarks == ("stopped after 30 requests: the last 25 were all answered 429",)


def test_three_timeouts_in_a_row_end_it() -> None:
    async def hang(request: AppRequest) -> Response:
        await asyncio.sleep(30)
        return Response()

    with sender_to(app_that(hang), timeout_s=0.2) as sender:
        traffic = explored(shop_spec(), "POST /users", sender)
    assert len(traffic.exchanges) == 3
    assert traffic.remarks == ("stopped after 3 requests: the last three got no answer",)
    assert not traffic.spare


def test_a_spent_time_budget_is_said() -> None:
    async def slow(request: AppRequest) -> Response:
        await asyncio.sleep(0.2)
        return Response()

    with sender_to(app_that(slow)) as sender:
        traffic = explored(shop_spec(), "POST /users", sender, count=60, max_time_s=1)
    assert f"the time budget of 1 s ended after {len(traffic.exchanges)} requests" in traffic.remarks


def test_what_cannot_be_sent_is_a_gap_and_stops_nothing() -> None:
    body = {
        "content": {"application/x-table": {"schema": {"type": "object"}}, "text/plain": {"schema": {"type": "string"}}}
    }
    with sender_to(app_that(fine)) as sender:
        traffic = explored(document({"/files": {"post": {"requestBody": body}}}), "POST /files", sender)
    assert any("application/x-table" in gap for gap in traffic.gaps)
    assert "text/plain" in {exchange.request.content_type for exchange in traffic.exchanges}


def test_an_operation_that_nothing_feeds_is_still_sent() -> None:
    spec = document({"/things/{id}": {"get": {"parameters": [parameter("path", {"type": "integer"}, "id")]}}})
    with sender_to(app_that(fine)) as sender:
        traffic = explored(spec, "GET /things/{id}", sender)
    assert len(of_kind(traffic, "valid")) >= 10
    assert not traffic.lacking


def test_a_creation_that_never_works_is_named() -> None:
    def refuse(request: AppRequest) -> Response:
        return Response(status_code=500)

    with sender_to(app_that(refuse)) as sender:
        traffic = explored(shop_spec(), "GET /users/{userId}", sender)
    assert traffic.lacking == ("POST /users",)


def test_the_same_exploration_sends_the_same() -> None:
    def sent() -> list[object]:
        with sender_to(Shop().app()) as sender:
            explored(shop_spec(), "DELETE /users/{userId}/posts/{postId}", sender)
        return [exchange.request for exchange in sender.exchanges]

    assert sent() == sent()
