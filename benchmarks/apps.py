"""The apps that are measured, and the counter that stands inside each of them."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fixtures import reports_app
from fixtures.apps.shelf import shelved

from pytest_contract.exchange import Request
from pytest_contract.spec import Document

NAMES = ("shop", "library", "todo", "reports")
_REPORTS_SPEC = Path(reports_app.__file__).parents[1] / "specs" / "reports.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One app under measurement."""

    framework: str
    spec: Path
    headers: dict[str, str]
    app: Any
    """Every request of it goes through `counter`."""
    counter: Counted


@dataclass(slots=True)
class Counted:
    """A middleware for ASGI and WSGI apps that keeps each request, and the time that the app spent on it."""

    app: Any
    requests: list[Request] = field(default_factory=list)
    app_s: float = 0.0
    """Within the app, over all requests."""


class CountedAsgi(Counted):
    """For ASGI apps."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the call on; what is not a request isn't counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chunks: list[bytes] = []
        started = time.perf_counter()
        try:
            await self.app(scope, _kept(receive, chunks), send)
        finally:
            self.app_s += time.perf_counter() - started
            self.requests.append(_asgi_request(scope, b"".join(chunks)))


class CountedWsgi(Counted):
    """For WSGI apps."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the call on."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        self.requests.append(_wsgi_request(environ, body))
        started = time.perf_counter()
        try:
            return self.app(environ, start_response)
        finally:
            self.app_s += time.perf_counter() - started


def _kept(receive: Callable[[], Awaitable[Any]], chunks: list[bytes]) -> Callable[[], Awaitable[Any]]:
    async def receive_and_keep() -> Any:
        message = await receive()
        chunks.append(message.get("body", b""))
        return message

    return receive_and_keep


def _asgi_request(scope: Any, body: bytes) -> Request:
    path = (scope.get("raw_path") or quote(scope["path"]).encode()).partition(b"?")[0].decode("latin-1")
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    return Request(
        method=scope["method"], url=_url(path, scope["query_string"].decode("latin-1")), headers=headers, body=body
    )


def _wsgi_request(environ: dict[str, Any], body: bytes) -> Request:
    path = quote(environ["PATH_INFO"].encode("latin-1"))
    named = [(name[5:], value) for name, value in environ.items() if name.startswith("HTTP_")]
    named += [(name, environ[name]) for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(name)]
    headers = tuple((name.replace("_", "-").lower(), value) for name, value in named)
    return Request(
        method=environ["REQUEST_METHOD"], url=_url(path, environ.get("QUERY_STRING", "")), headers=headers, body=body
    )


def _url(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def subject(name: str) -> Subject:
    """The app of that name, without any rate limit, with a counter inside."""
    if name == "reports":
        from fixtures.reports_app.app import create_app

        return _counted_asgi("starlette", _REPORTS_SPEC, {}, create_app(limit=10**9))
    shelf = shelved(name)
    app = shelf.create_app(None)
    framework = type(app).__module__.partition(".")[0]
    if framework == "flask":
        app.wsgi_app = counter = CountedWsgi(app.wsgi_app)
        return Subject(framework=framework, spec=shelf.spec, headers=shelf.headers, app=app, counter=counter)
    return _counted_asgi(framework, shelf.spec, shelf.headers, app)


def _counted_asgi(framework: str, spec: Path, headers: dict[str, str], app: Any) -> Subject:
    counter = CountedAsgi(None)

    def counted(inner: Any) -> Counted:
        counter.app = inner
        return counter

    app.add_middleware(counted)
    return Subject(framework=framework, spec=spec, headers=headers, app=app, counter=counter)


def mix(document: Document, requests: Iterable[Request]) -> Counter[str]:
    """How many of the requests are `valid`, `invalid`, `unclear`, or reach no operation of the spec (`elsewhere`)."""
    from pytest_contract.conformance.request import RequestJudge

    judge, outcomes = RequestJudge(document, base_path=document.base_paths[0]), Counter[str]()
    for request in requests:
        verdicts = (judge.judge(operation, request).outcome for operation in document.operations)
        outcomes[next((outcome for outcome in verdicts if outcome != "elsewhere"), "elsewhere")] += 1
    return outcomes
