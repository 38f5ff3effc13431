"""An ASGI app in process: its answers, its exceptions, its lifespan, and all that may not end."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from fastapi import FastAPI
from litestar import Litestar, get
from litestar.exceptions import HTTPException
from quart import Quart
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from pytest_contract.errors import AppLoadError
from pytest_contract.exchange import Request
from pytest_contract.target import Answered, client_on, open_target

AFTERWARDS: list[str] = []


async def echo(request):
    return JSONResponse(
        {
            "path": request.scope["path"],
            "raw_path": request.scope["raw_path"].decode(),
            "query": request.scope["query_string"].decode(),
            "headers": dict(request.headers),
            "client": list(request.scope["client"]),
            "body": (await request.body()).decode("latin-1"),
            "state": getattr(request.state, "opened", None),
        }
    )


def boom(request):
    raise ValueError("no such shelf")


def leave(request):
    raise SystemExit(3)


async def sleep_forever(request):
    await asyncio.sleep(60)


async def block_the_loop(request):
    time.sleep(1.5)


async def drip():
    while True:
        yield b"x"
        await asyncio.sleep(0.01)


async def flood():
    while True:
        yield b"x" * 100_000


async def work_on(request):
    async def task():
        AFTERWARDS.append("done")

    return PlainTextResponse("soon", background=BackgroundTask(task))


async def long_after(request):
    return PlainTextResponse("now", background=BackgroundTask(asyncio.sleep, 60))


async def bomb(request):
    return Response(gzip.compress(b"0" * 50_000_000), headers={"content-encoding": "gzip"})


@asynccontextmanager
async def lifespan(app):
    yield {"opened": "shelves"}


def build_app(**options) -> Starlette:
    endpoints = [echo, boom, leave, sleep_forever, block_the_loop, work_on, long_after, bomb]
    routes = [Route(f"/{endpoint.__name__}", endpoint, methods=["GET", "POST"]) for endpoint in endpoints]
    routes.append(Route("/echo/{rest:path}", echo))
    routes.append(Route("/drip", lambda request: StreamingResponse(drip())))
    routes.append(Route("/flood", lambda request: StreamingResponse(flood())))
    return Starlette(routes=routes, lifespan=lifespan, **options)


@contextmanager
def opened(app, **options):
    target = open_target(app, "shop.main:app", **options)
    try:
        yield target
    finally:
        target.close()


@pytest.fixture(scope="module")
def target() -> Iterator:
    with opened(build_app(), max_response_bytes=1_000_000) as target:
        yield target


def call(target, url: str, *, timeout_s: float = 5.0, method: str = "GET", **parts) -> Answered:
    return target.send(Request(method=method, url=url, **parts), timeout_s=timeout_s)


def json_of(answered: Answered):
    return json.loads(answered.answer.body)


def test_a_request_arrives_as_it_was_given(target):
    seen = json_of(call(target, "/echo/a%2Fb%00'|%C3%BC?q=%5B1%5D&e=", headers=(("X-Name", "K\xfcche"),)))
    assert seen["raw_path"] == "/echo/a%2Fb%00'|%C3%BC"
    assert seen["path"] == "/echo/a/b\x00'|ü"
    assert seen["query"] == "q=%5B1%5D&e="
    assert seen["headers"]["x-name"] == "Küche"


def test_a_body_comes_with_its_length_and_a_client_with_its_address(target):
    seen = json_of(call(target, "/echo", method="POST", body=b"\xff1"))
    assert (seen["body"], seen["headers"]["content-length"]) == ("\xff1", "2")
    assert (seen["headers"]["host"], seen["client"]) == ("localhost", ["127.0.0.1", 50000])


def test_what_the_lifespan_made_is_there(target):
    assert json_of(call(target, "/echo"))["state"] == "shelves"


def test_an_exception_is_a_500_with_the_apps_own_frame(target):
    answered = call(target, "/boom")
    assert answered.answer.status == 500
    assert answered.exception.type_name == "ValueError"
    assert [frame[2:] for frame in answered.exception.frames] == [("boom", 'raise ValueError("no such shelf")')]


def test_the_response_that_the_app_makes_of_its_exception_is_kept():
    async def apologise(request, error):
        return JSONResponse({"sorry": True}, status_code=500)

    with opened(build_app(exception_handlers={Exception: apologise})) as target:
        answered = call(target, "/boom")
    assert answered.answer.body == b'{"sorry":true}'
    assert answered.exception.message == "no such shelf"


@pytest.mark.parametrize("with_middleware", [pytest.param(False, id="bare"), pytest.param(True, id="task-groups")])
def test_sys_exit_in_a_handler_does_not_end_the_run(with_middleware):
    async def pass_on(request, call_next):
        return await call_next(request)

    middleware = [Middleware(BaseHTTPMiddleware, dispatch=pass_on)] if with_middleware else []
    with opened(build_app(middleware=middleware)) as target:
        assert call(target, "/leave").answer.kind == "exit"
        assert call(target, "/echo").answer.status == 200


def test_an_endless_handler_is_cancelled(target):
    answered = call(target, "/sleep_forever", timeout_s=0.1)
    assert (answered.answer.kind, answered.exception) == ("timeout", None)
    assert call(target, "/echo").answer.status == 200


def test_a_handler_that_blocks_the_loop_is_left_behind():
    with opened(build_app()) as target:
        failure = call(target, "/block_the_loop", timeout_s=0.1).answer
        assert failure.kind == "timeout"
        assert "lifespan is not run again" in failure.reason
        assert call(target, "/echo").answer.status == 200


def test_an_endless_stream_ends_by_time(target):
    assert call(target, "/drip", timeout_s=0.2).answer.kind == "endless"


def test_an_endless_stream_ends_by_size(target):
    answer = call(target, "/flood").answer
    assert (answer.status, answer.truncated, len(answer.body)) == (200, True, 1_000_000)


def test_a_decompression_bomb_is_cut(target):
    answer = call(target, "/bomb").answer
    assert (answer.truncated, len(answer.body)) == (True, 1_000_000)


def test_background_tasks_are_waited_for(target):
    call(target, "/work_on")
    assert AFTERWARDS == ["done"]


def test_a_long_background_task_holds_the_answer_for_a_second_at_most(target):
    started = time.perf_counter()
    assert call(target, "/long_after", timeout_s=30).answer.body == b"now"
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((("X-Name", "a\r\nb"),), id="line break"),
        pytest.param((("X-Name", "€"),), id="beyond latin-1"),
        pytest.param((("X Name", "a"),), id="name with a space"),
    ],
)
def test_a_header_that_cannot_be_sent_is_said(target, headers):
    failure = call(target, "/echo", headers=headers).answer
    assert (failure.kind, failure.reason.startswith("the header")) == ("protocol", True)


def test_an_app_that_does_not_answer_breaks_the_protocol():
    async def mute(scope, receive, send):
        return None

    with opened(mute) as target:
        assert call(target, "/").answer.kind == "protocol"


def test_an_app_of_the_older_form_is_called_twice():
    def older(scope):
        async def instance(receive, send):
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        return instance

    with opened(older) as target:
        assert call(target, "/").answer.status == 204


def test_exceptions_that_quart_answers_itself_are_heard():
    app = Quart("shop")

    @app.get("/boom")
    async def boom():
        raise KeyError("shelf")

    with opened(app) as target:
        answered = call(target, "/boom")
    assert (answered.answer.status, answered.exception.type_name) == (500, "KeyError")


def test_exceptions_that_litestar_answers_itself_are_heard():
    @get("/boom")
    async def boom() -> str:
        raise KeyError("shelf")

    @get("/busy")
    async def busy() -> str:
        raise HTTPException(status_code=503)

    with opened(Litestar([boom, busy])) as target:
        assert call(target, "/boom").exception.type_name == "KeyError"
        assert call(target, "/busy").exception is None


def test_exceptions_of_fastapi_in_threads_are_heard():
    app = FastAPI()

    @app.get("/boom")
    def boom() -> None:
        raise LookupError("shelf")

    with opened(app) as target:
        assert call(target, "/boom").exception.frames[-1][2] == "boom"


@pytest.mark.parametrize("is_slow", [pytest.param(False, id="raises"), pytest.param(True, id="hangs")])
def test_a_lifespan_that_fails_is_an_app_that_does_not_start(is_slow):
    @asynccontextmanager
    async def failing(app):
        await asyncio.sleep(60 if is_slow else 0)
        raise ConnectionError("no database")
        yield

    with pytest.raises(AppLoadError) as error:
        open_target(Starlette(lifespan=failing), "shop.main:app", startup_timeout_s=0.3)
    expected = "took over 0.3 s" if is_slow else "ConnectionError: no database (tests/target/test_asgi_app.py:"
    assert expected in str(error.value)
    assert "\n" not in str(error.value)


def test_a_client_of_httpx_speaks_to_the_app(target):
    with client_on(target) as client:
        answer = client.post("/echo", json={"a": 1}, headers={"X-Token": "t"})
    assert answer.json()["body"] == '{"a":1}'
