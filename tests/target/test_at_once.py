"""Several requests at once: they overlap, in process and on a server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import JSONResponse
from starlette.routing import Route
from tests.probes.promised import served

from pytest_contract.exchange import Failure, Request, Response
from pytest_contract.target import Target, open_target

ASKED = tuple(Request(method="GET", url=f"/peak?n={number}") for number in range(5))


class Peak:
    """How many requests were in hand at once, at most."""

    def __init__(self) -> None:
        self.now = self.most = 0

    def enter(self) -> None:
        self.now += 1
        self.most = max(self.most, self.now)


def asgi_app(peak: Peak) -> Any:
    async def answer(request: AppRequest) -> JSONResponse:
        peak.enter()
        await asyncio.sleep(0.05)
        peak.now -= 1
        return JSONResponse(request.query_params["n"])

    return Starlette(routes=[Route("/peak", answer)])


def wsgi_app(peak: Peak) -> Any:
    app = Flask("peak")

    @app.get("/peak")
    def answer() -> Any:
        from flask import request

        peak.enter()
        time.sleep(0.1)
        peak.now -= 1
        return request.args["n"], {"Content-Type": "application/json"}

    return app


@contextmanager
def opened(kind: str, peak: Peak) -> Iterator[Target]:
    if kind == "url":
        from pytest_contract.target import open_url

        with served(asgi_app(peak)) as url:
            target: Target = open_url(url)
            yield target
            target.close()
        return
    target = open_target(asgi_app(peak) if kind == "asgi" else wsgi_app(peak), "peak:app")
    yield target
    target.close()


@pytest.mark.parametrize("kind", ["asgi", "wsgi", "url"])
def test_requests_overlap_and_answers_keep_their_order(kind: str) -> None:
    peak = Peak()
    with opened(kind, peak) as target:
        answers = [each.answer for each in target.send_all(ASKED, timeout_s=5)]
    bodies = [answer.body.strip(b'"') for answer in answers if isinstance(answer, Response)]
    assert (bodies, peak.most) == ([b"0", b"1", b"2", b"3", b"4"], 5)


@pytest.mark.parametrize("kind", ["asgi", "wsgi", "url"])
def test_what_can_not_be_sent_costs_itself_alone(kind: str) -> None:
    broken = Request(method="GET", url="/peak?n=1", headers=(("X-Name", "a\nb"),))
    with opened(kind, Peak()) as target:
        first, second = (each.answer for each in target.send_all((broken, ASKED[0]), timeout_s=5))
    assert isinstance(first, Failure)
    assert isinstance(second, Response)


@pytest.mark.parametrize("kind", ["asgi", "wsgi"])
def test_one_that_hangs_costs_itself_alone(kind: str) -> None:
    with opened(kind, Peak()) as target:
        late = target.send_all(ASKED[:2], timeout_s=0.01)
        assert [isinstance(each.answer, Failure) for each in late] == [True, True]
        assert isinstance(target.send(ASKED[0], timeout_s=5).answer, Response)
