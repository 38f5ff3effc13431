"""A framework keeps the spec that it makes of an app, in process and as a server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI
from self_described import TOKEN, create_app
from small_api import OK, alarms, found, named, path_parameter, responses
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

HEADERS = {"Authorization": f"Bearer {TOKEN}"}
RAW = create_app().openapi()


@contextmanager
def running(app: object) -> Iterator[str]:
    """The base URL of a server of this test's own."""
    # It listens before the server runs, so that nobody has to wait.
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)


@pytest.mark.parametrize("path", RAW["paths"])
def test_app_keeps_the_spec_that_it_makes_of_itself(path: str) -> None:
    labels = [f"{method.upper()} {path}" for method in RAW["paths"][path]]
    findings = [
        found(
            create_app(),
            RAW["paths"],
            components=RAW["components"],
            headers=HEADERS,
            only=label,
            max_examples=15,
            version="3.1.0",
        )
        for label in labels
    ]
    assert [alarms(each) for each in findings] == [[]] * len(labels)


async def read(_: Request) -> JSONResponse:
    return JSONResponse({"name": "Ada"})


def test_server_without_a_method_lacks_the_operation() -> None:
    users = {
        "parameters": [path_parameter("id")],
        "get": {"responses": OK},
        "delete": {"responses": responses(204, 404)},
    }
    with running(Starlette(routes=[Route("/users/{id}", read)])) as url:
        findings = found(url, {"/users/{id}": users}, max_examples=10)
    assert [alarm[:24] for alarm in alarms(findings)] == ["CT301 DELETE /users/{id}"]


def test_server_without_a_path_lacks_the_operation() -> None:
    paths = {"/users": {"get": {"responses": OK}}, "/orders": {"get": {"responses": OK | responses(404)}}}
    with running(Starlette(routes=[Route("/users", read)])) as url:
        findings = found(url, paths)
    assert [alarm[:17] for alarm in alarms(findings)] == ["CT301 GET /orders"]


def test_server_that_finds_no_resource_has_the_operation_all_the_same() -> None:
    async def miss(_: Request) -> JSONResponse:
        return JSONResponse({"code": "no-such-order"}, 404)

    get = {"parameters": [path_parameter("id")], "responses": OK | responses(404)}
    with running(Starlette(routes=[Route("/orders/{id}", miss)])) as url:
        findings = found(url, {"/orders/{id}": {"get": get}}, max_examples=10)
    assert [alarm[:5] for alarm in alarms(findings)] == ["CT901"]


def test_operation_that_a_server_tells_of_itself_is_missed_in_the_spec() -> None:
    app = FastAPI()
    app.get("/users")(lambda: "ada")
    app.get("/debug/users")(lambda: "all of ada")
    with running(app) as url:
        findings = found(url, {"/users": {"get": {"responses": OK}}})
    assert (alarms(findings)[0][:22], named(findings, "CT302")) == ("CT302 GET /debug/users", ["undocumented"])
