"""What every target can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from pytest_contract.exchange import AppException, Failure, Request, Response
from pytest_contract.target.template import fit, has_trailing_slash, is_below


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
    """It belongs to the framework (docs pages, the served spec, static files, automatic HEAD and OPTIONS), or
    its author keeps it out of the spec that the framework makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """All routes that a framework could name."""

    framework: str
    """`starlette`, `fastapi`, `flask`, `django`, `litestar`, `quart`."""
    routes: tuple[Route, ...]
    is_partial: bool = False
    """Something that isn't understood stands before the framework and may answer by itself (an unknown
    middleware round the app), so that no operation is absent for certain."""

    def find(self, method: str, path: str) -> Route | None:
        """The route that serves an operation, parameter names not compared; `None` where none is known to.

        The closest one: the same template before a broader one (`/users/{id}` for `/users/me`) before an
        open-ended one; the path as it is before one that differs by a trailing slash that the framework forgives.
        """
        ranked = [(self._rank(route, path), route) for route in self.routes if _takes(route, method)]
        known = [(rank, route) for rank, route in ranked if rank is not None]
        return min(known, key=lambda entry: entry[0])[1] if known else None

    def may_serve(self, method: str, path: str) -> bool | None:
        """Whether the app serves an operation: `False` only where that is certain, `None` where it can't be told.

        It can't where the route takes any method or any path below it, where routes serve some of the
        template's paths only (`/v1/users` for `/{version}/users`), and where the table is partial.
        """
        route = self.find(method, path)
        if route is not None:
            return True if route.methods and not route.is_open_ended else None
        return None if self.is_partial or self._may_fall_to_narrower(method, path) else False

    def uncovered(self, operations: Iterable[tuple[str, str]]) -> tuple[Route, ...]:
        """The app's own routes that none of these operations, `(method, path)`, declares; those methods only.

        What is internal or open-ended is left out, and so are HEAD, OPTIONS and TRACE.
        """
        declared = list(operations)
        left = [self._without_declared(route, declared) for route in self.routes if not route.is_internal]
        return tuple(route for route in left if route is not None)

    def _rank(self, route: Route, path: str) -> tuple[int, int] | None:
        if route.is_open_ended:
            # The longest prefix is the closest.
            return (6, -len(route.path)) if is_below(path, route.path) else None
        slash = self._slash_cost(path, route.path)
        kind = fit(path, route.path)
        if slash is None or kind not in ("exact", "broader"):
            return None
        return slash + (0 if kind == "exact" else 1), 0

    def _slash_cost(self, path: str, route: str) -> int | None:
        if has_trailing_slash(path) == has_trailing_slash(route):
            return 0
        forgiven = _FORGIVES_EXTRA_SLASH if has_trailing_slash(path) else _FORGIVES_MISSING_SLASH
        return 2 if self.framework in forgiven else None

    def _may_fall_to_narrower(self, method: str, path: str) -> bool:
        return any(
            fit(path, route.path) != "none" and not self._serves_all(path)
            for route in self.routes
            if _takes(route, method)
        )

    def _serves_all(self, path: str) -> bool:
        """Whether some route, of any method, serves the whole template."""
        return any(self._rank(route, path) is not None for route in self.routes if not route.is_open_ended)

    def _without_declared(self, route: Route, declared: list[tuple[str, str]]) -> Route | None:
        if route.is_open_ended:
            return None
        covering = {method for method, path in declared if self._declares(path, route)}
        methods = route.methods - covering - _UNASKED_METHODS
        if route.methods:
            return replace(route, methods=methods) if methods else None
        return None if covering else route

    def _declares(self, path: str, route: Route) -> bool:
        kind = fit(path, route.path)
        # `/users/{id}` declares `/users/me` only where no other route serves it.
        return kind in ("exact", "broader") or (kind == "narrower" and not self._serves_all(path))


_FORGIVES_MISSING_SLASH = frozenset({"starlette", "fastapi", "flask", "quart", "django", "litestar"})
_FORGIVES_EXTRA_SLASH = frozenset({"starlette", "fastapi", "litestar"})
_UNASKED_METHODS = frozenset({"HEAD", "OPTIONS", "TRACE"})


def _takes(route: Route, method: str) -> bool:
    return not route.methods or method.upper() in route.methods


class Target(Protocol):
    """Where requests go. Not thread-safe; one per process."""

    kind: Literal["asgi", "wsgi", "url"]
    name: str
    """`shop.main:app`, or the base URL."""

    @property
    def routes(self) -> RouteTable | None:
        """The app's own route table; `None` for a server, or a framework that isn't known."""

    def send(self, request: Request, *, timeout_s: float, client: str | None = None) -> Answered:
        """Send one request and read its whole answer, within time and size limits; never raises for what
        the app does (RFC 9110 semantics: redirects aren't followed, content codings are undone).

        `client` is the address that an app in process sees for this request; a running server sees the machine's.
        """

    def send_all(
        self, requests: Sequence[Request], *, timeout_s: float, client: str | None = None
    ) -> tuple[Answered, ...]:
        """Send several requests at once, and give their answers in the requests' order.

        They run side by side as a server's would: as tasks of one event loop, on threads, or over connections of
        their own. All else as `send`.
        """

    def close(self) -> None:
        """Shut the app's lifespan down, or the connections; bounded in time; may be called twice."""
