"""Ordinary traffic gets past a limit, and its answers are the operation's own."""

from __future__ import annotations

import itertools
import time
from typing import Any

import pytest
from limited import Limits, limited_app
from measuring import requests
from servers import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pytest_contract.exchange import Intent
from pytest_contract.target import Identity, Sender
from pytest_contract.target.choose import open_target, open_url
from pytest_contract.target.easing import Easing

INTENT = Intent(kind="valid", phase="generated")


def statuses(app: Any, count: int = 12, *, max_wait_s: float = 0.0) -> tuple[set[int | None], int]:
    """What that many requests were answered, and how many answers of the limiter were put aside."""
    target = open_url(app) if isinstance(app, str) else open_target(app, "limited")
    easing = Easing(block=0, max_wait_s=max_wait_s)
    sender = Sender(target, Identity(), 5.0, ease=easing)
    try:
        supply = requests()
        return {sender.send(next(supply)[0], INTENT).status for _ in range(count)}, len(sender.limited)
    finally:
        easing.close()
        target.close()


@pytest.mark.filterwarnings("ignore:Config file")
@pytest.mark.parametrize("limiter", ["slowapi", "flask-limiter-moving", "drf", "token-bucket"])
@pytest.mark.parametrize("key", ["address", "all"])
def test_nothing_but_the_operation_answers(limiter: str, key: str) -> None:
    seen, _ = statuses(limited_app(limiter, Limits(number=3, key=key)))
    assert seen == {201}


def test_an_address_is_kept_as_long_as_it_passes() -> None:
    assert statuses(limited_app("limits-fixed", Limits(number=3, key="address")))[1] == 3


def test_a_limit_that_never_ends_stays_as_it_is() -> None:
    seen, _ = statuses(limited_app("limits-fixed", Limits(number=3, key="all", resets=False)), count=5)
    assert seen == {201, 429}


def test_a_server_is_waited_for() -> None:
    with served("limits-fixed", "Limits(number=5, seconds=1)") as url:
        seen, _ = statuses(url, count=8, max_wait_s=5.0)
    assert seen == {201}


def test_a_server_that_asks_for_an_hour_is_left_alone() -> None:
    with served("limits-fixed", "Limits(number=5)") as url:
        seen, put_aside = statuses(url, count=6, max_wait_s=5.0)
    assert (seen, put_aside) == ({201, 429}, 0)


def test_a_credential_that_expires_meanwhile_is_no_answer() -> None:
    until, count = time.time() + 30, itertools.count()

    async def create(request: Request) -> Response:
        if time.time() > until:
            return JSONResponse({"code": "EXPIRED"}, 401)
        return JSONResponse({"id": 1}, 201) if next(count) < 3 else JSONResponse({"code": "LIMITED"}, 429)

    app = Starlette(routes=[Route("/reports", create, methods=["POST"])])
    assert statuses(app, count=6)[0] == {201, 429}
