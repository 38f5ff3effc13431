"""An app in process that lets certain hosts in is addressed by one of them."""

from __future__ import annotations

import pytest
from flask import Flask, request
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pytest_contract.exchange import Request
from pytest_contract.target import open_target


def starlette_app(hosts):
    async def host(request):
        return PlainTextResponse(request.headers["host"])

    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts)] if hosts else []
    return Starlette(routes=[Route("/", host)], middleware=middleware)


def flask_app(hosts):
    app = Flask("shop")
    app.config["TRUSTED_HOSTS"] = hosts
    app.add_url_rule("/", view_func=lambda: request.host)
    return app


@pytest.mark.parametrize("build", [starlette_app, flask_app])
@pytest.mark.parametrize(
    ("hosts", "chosen"),
    [
        pytest.param(None, "localhost", id="any"),
        pytest.param(["127.0.0.1", "shop.example"], "127.0.0.1", id="an address"),
        pytest.param(["shop.example", "testserver"], "testserver", id="a test's name"),
        pytest.param(["shop.example"], "shop.example", id="its own"),
    ],
)
def test_the_host_is_one_that_the_app_lets_in(build, hosts, chosen):
    target = open_target(build(hosts), "shop.main:app")
    answer = target.send(Request(method="GET", url="/"), timeout_s=5).answer
    target.close()
    assert (answer.status, answer.body.decode()) == (200, chosen)
