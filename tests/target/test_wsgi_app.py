"""A WSGI app in process: its environ, its answers, its exceptions, and all that may not end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, Response, request

from pytest_contract.exchange import Request
from pytest_contract.target import Answered, open_target

CLOSED: list[bool] = []


class Endless:
    """A body without an end that notes when it is closed."""

    def __init__(self, chunk: bytes, pause_s: float) -> None:
        self.chunk, self.pause_s = chunk, pause_s

    def __iter__(self) -> Iterator[bytes]:
        while True:
            time.sleep(self.pause_s)
            yield self.chunk

    def close(self) -> None:
        CLOSED.append(True)


def build_app() -> Flask:
    app = Flask("shop")

    @app.route("/echo/<path:rest>", methods=["GET", "POST"])
    def echo(rest):
        names = ("REMOTE_ADDR", "PATH_INFO", "QUERY_STRING", "CONTENT_LENGTH", "CONTENT_TYPE", "HTTP_X_NAME")
        return {"rest": rest, "body": request.get_data(as_text=True)} | {
            name: request.environ.get(name) for name in names
        }

    @app.get("/boom")
    def boom():
        raise ValueError("no such shelf")

    @app.get("/leave")
    def leave():
        raise SystemExit(3)

    @app.get("/hang")
    def hang():
        time.sleep(1.0)
        return "late"

    @app.get("/drip")
    def drip():
        return Response(Endless(b"x", 0.01))

    @app.get("/flood")
    def flood():
        return Response(Endless(b"x" * 100_000, 0))

    return app


@contextmanager
def opened(app):
    target = open_target(app, "shop:app", max_response_bytes=1_000_000)
    try:
        yield target
    finally:
        target.close()


@pytest.fixture(scope="module")
def target() -> Iterator:
    with opened(build_app()) as target:
        yield target


def call(target, url: str, *, timeout_s: float = 5.0, method: str = "GET", **parts) -> Answered:
    return target.send(Request(method=method, url=url, **parts), timeout_s=timeout_s)


def json_of(answered: Answered):
    return json.loads(answered.answer.body)


def test_the_environ_is_what_a_server_makes(target):
    headers = (("Content-Type", "text/plain"), ("X-Name", "K\xfcche"))
    seen = json_of(call(target, "/echo/%C3%BC%2Fb?q=%5B", method="POST", headers=headers, body=b"abc"))
    assert (seen["REMOTE_ADDR"], seen["QUERY_STRING"], seen["body"]) == ("127.0.0.1", "q=%5B", "abc")
    assert (seen["CONTENT_LENGTH"], seen["CONTENT_TYPE"], seen["HTTP_X_NAME"]) == ("3", "text/plain", "Küche")
    assert (seen["rest"], seen["PATH_INFO"]) == ("ü/b", "/echo/Ã¼/b")


def test_exceptions_that_flask_answers_itself_are_heard(target):
    answered = call(target, "/boom")
    assert (answered.answer.status, answered.exception.type_name) == (500, "ValueError")
    assert [frame[2] for frame in answered.exception.frames] == ["boom"]


def test_an_exception_that_comes_through_is_a_500():
    def app(environ, start_response):
        raise ValueError("no such shelf")

    with opened(app) as target:
        answered = call(target, "/")
    assert (answered.answer.status, answered.exception.message) == (500, "no such shelf")


def test_sys_exit_in_a_handler_does_not_end_the_run(target):
    assert call(target, "/leave").answer.kind == "exit"


def test_a_handler_that_hangs_is_left_behind(target):
    assert call(target, "/hang", timeout_s=0.1).answer.kind == "timeout"
    assert call(target, "/echo/a").answer.status == 200


@pytest.mark.parametrize(
    ("url", "outcome"), [pytest.param("/drip", "endless", id="by time"), pytest.param("/flood", 200, id="by size")]
)
def test_an_endless_stream_ends_and_is_closed(target, url, outcome):
    CLOSED.clear()
    answer = call(target, url, timeout_s=0.3).answer
    assert outcome in (getattr(answer, "kind", None), getattr(answer, "status", None))
    assert CLOSED == [True]


def test_head_has_no_body(target):
    answer = call(target, "/echo/a", method="HEAD").answer
    assert (answer.status, answer.body) == (200, b"")


def test_an_app_that_never_starts_its_response_breaks_the_protocol():
    with opened(lambda environ, start_response: []) as target:
        assert call(target, "/").answer.kind == "protocol"
