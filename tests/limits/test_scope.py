"""Whom a limit counts."""

from __future__ import annotations

import time

from limited import Limits, limited_app
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from measuring import ALICE, claim, document, findings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from limits import parse


def guarded(*, counts_strangers: bool) -> Starlette:
    """Ten an hour for each user; requests without a credential may count for the address, whoever sends from it."""
    limiter, item = FixedWindowRateLimiter(MemoryStorage()), parse("10 per hour")

    async def create(request: Request) -> Response:
        assert request.client is not None
        user, address = request.headers.get("authorization"), request.client.host
        if not user:
            is_limited = counts_strangers and not limiter.hit(item, address)
            return JSONResponse({"code": "NOBODY"}, 429 if is_limited else 401)
        if not limiter.test(item, address) or not limiter.hit(item, user):
            return JSONResponse({"code": "LIMITED"}, 429)
        return JSONResponse({"id": 1}, 201)

    return Starlette(routes=[Route("/reports", create, methods=["POST"])])


def keys(app: Starlette) -> list[str]:
    spec = document(is_guarded=True)
    return [f"{each.code} {each.key}" for each in findings(app, claim(scope="user"), spec_document=spec)]


def test_strangers_who_use_up_what_is_a_user_s_are_named() -> None:
    assert keys(guarded(counts_strangers=True)) == ["CT507 before-auth 10/3600"]


def test_strangers_who_count_for_nobody_are_none_of_the_limiter_s() -> None:
    assert keys(guarded(counts_strangers=False)) == []


def test_users_who_share_a_quota_are_named() -> None:
    found = findings(limited_app("limits-fixed", Limits(key="all")), claim(scope="user"))
    assert [each.key for each in found] == ["shared 10/3600"]


def test_a_limit_by_address_that_counts_users_is_named() -> None:
    found = findings(limited_app("limits-fixed", Limits(key="identity")), claim(scope="ip"))
    assert [each.key for each in found] == ["shared 10/3600"]


def test_a_limit_by_address_is_one() -> None:
    assert findings(limited_app("limits-fixed", Limits(key="address")), claim(scope="ip")) == []


def test_a_credential_that_doesn_t_last_as_long_as_the_window_is_no_finding() -> None:
    until = time.time() + 600

    async def create(request: Request) -> Response:
        return JSONResponse({"id": 1}, 201) if time.time() < until else JSONResponse({"code": "EXPIRED"}, 401)

    app = Starlette(routes=[Route("/reports", create, methods=["POST"])])
    assert [each.code for each in findings(app, claim(2))] == ["CT501"]


def test_strangers_who_are_refused_don_t_excuse_a_quota_that_never_comes_back() -> None:
    used: list[str] = []

    async def create(request: Request) -> Response:
        if not request.headers.get("authorization"):
            return JSONResponse({"code": "NOBODY"}, 401)
        used.append(request.headers["authorization"])
        return JSONResponse({"id": 1}, 201) if len(used) <= 5 else JSONResponse({"code": "LIMITED"}, 429)

    app = Starlette(routes=[Route("/reports", create, methods=["POST"])])
    found = findings(app, claim(5, scope="user"), spec_document=document(is_guarded=True), identities=(ALICE,))
    assert [each.code for each in found] == ["CT506"]
