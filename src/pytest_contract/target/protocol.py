"""What every target can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from pytest_contract.exchange import AppException, Failure, Request, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back for one request."""

    answer: Response | Failure
    duration_s: float
    exception: AppException | None = None
    """What the app in process raised, if it did; `answer` is then a 500, or what the app had already sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One entry of an app's own route table, its mounts and prefixes already joined in."""

    methods: frozenset[str]
    """In capitals; empty where the framework doesn't say (it then stands for any)."""
    path: str
    """In OpenAPI's spelling, converters removed: `/users/{id}`."""
    file: str | None
    """Where the handler is defined, as an absolute path; `None` for what has no source."""
    line: int | None
    handler: str
    """The handler's name for a reader: `shop.views.get_user`."""
    is_open_ended: bool = False
    """It takes more than one segment (a mount of an opaque app, static files, `{path:path}`, a regular
    expression that can't be read): it may serve any path below `path`, so that nothing can be said for certain."""
    is_internal: bool = False
    """It belongs to the framework (docs pages, the served spec, static files, automatic HEAD and OPTIONS)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """All routes that a framework could name."""

    framework: str
    """`starlette`, `fastapi`, `flask`, `django`, `litestar`, `quart`."""
    routes: tuple[Route, ...]

    def find(self, method: str, path: str) -> Route | None:
        """The route that serves an operation, parameter names not compared; `None` where none does for certain."""
        raise NotImplementedError


class Target(Protocol):
    """Where requests go. Not thread-safe; one per process."""

    kind: Literal["asgi", "wsgi", "url"]
    name: str
    """`shop.main:app`, or the base URL."""

    @property
    def routes(self) -> RouteTable | None:
        """The app's own route table; `None` for a server, or a framework that isn't known."""

    def send(self, request: Request, *, timeout_s: float) -> Answered:
        """Send one request and read its whole answer, within time and size limits; never raises for what
        the app does (RFC 9110 semantics: redirects aren't followed, content codings are undone)."""

    def close(self) -> None:
        """Shut the app's lifespan down, or the connections; bounded in time; may be called twice."""
