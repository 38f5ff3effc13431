"""Routes of Starlette, and of what is built from its routing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pytest_contract.target.protocol import Route, RouteTable
from pytest_contract.target.routes.handler import entries, open_ended, plain

ReadNested = Callable[[object], RouteTable | None]

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY")


def read(app: Any, nested: ReadNested) -> RouteTable | None:
    """The routes of an app or a router; `nested` reads what is mounted."""
    routes = getattr(app, "routes", None)
    if routes is None:
        return None
    return RouteTable(framework="starlette", routes=(*walk(routes, "", nested), *_fallback(app)))


def walk(routes: Iterable[Any], prefix: str, nested: ReadNested) -> Iterator[Route]:
    """The routes of a list, below a prefix."""
    for route in routes:
        yield from _read_one(route, prefix, nested)


def _read_one(route: Any, prefix: str, nested: ReadNested) -> Iterator[Route]:
    if "WebSocket" in type(route).__name__:
        return
    if hasattr(route, "effective_route_contexts"):
        yield from _included(route, prefix, nested)
    elif hasattr(route, "methods") and getattr(route, "endpoint", None) is not None:
        yield from _endpoint(route, prefix)
    elif hasattr(route, "host") and hasattr(route, "routes"):
        yield from _mounted(route.app, prefix, route.routes, nested)
    elif hasattr(route, "app") and isinstance(getattr(route, "path", None), str):
        path = prefix + getattr(route, "path_format", route.path).removesuffix("/{path}")
        yield from _mounted(getattr(route, "_base_app", route.app), path.rstrip("/"), route_list(route), nested)
    elif hasattr(route, "routes"):
        yield from walk(route.routes, prefix, nested)
    else:
        yield open_ended(prefix + str(getattr(route, "path", "") or ""), type(route), is_internal=True)


def route_list(route: Any) -> list[Any]:
    """What a mount says of its own routes."""
    return list(getattr(route, "routes", None) or [])


def _included(route: Any, prefix: str, nested: ReadNested) -> Iterator[Route]:
    """A router that FastAPI includes by reference, its prefix joined in by FastAPI itself."""
    for context in route.effective_route_contexts():
        starlette_route = getattr(context, "starlette_route", None)
        yield from _read_one(context if starlette_route is None else starlette_route, prefix, nested)


def _endpoint(route: Any, prefix: str) -> Iterator[Route]:
    path = prefix + getattr(route, "path_format", route.path)
    greedy = _greedy_parameter(route)
    if greedy is not None:
        path = path[: path.index(f"{{{greedy}}}")].rstrip("/") or "/"
    is_hidden = getattr(route, "include_in_schema", True) is False
    for methods, handler, owner in _handlers(route):
        yield from entries(path, methods, handler, owner=owner, is_open_ended=greedy is not None, is_internal=is_hidden)


def _handlers(route: Any) -> Iterator[tuple[Iterable[str], Any, Any]]:
    endpoint = plain(route.endpoint)
    if route.methods or not (inspect.isclass(endpoint) and hasattr(endpoint, "method_not_allowed")):
        yield route.methods or (), route.endpoint, None
        return
    for method in _METHODS:
        if (handler := getattr(endpoint, method.lower(), None)) is not None:
            along = {"HEAD"} if method == "GET" and not hasattr(endpoint, "head") else set()
            yield {method, *along}, handler, endpoint


def _greedy_parameter(route: Any) -> str | None:
    """The first parameter that takes more than one segment."""
    for name, convertor in (getattr(route, "param_convertors", None) or {}).items():
        if re.fullmatch(getattr(convertor, "regex", ""), "a/b"):
            return str(name)
    return None


def _mounted(app: Any, path: str, routes: list[Any], nested: ReadNested) -> Iterator[Route]:
    table = nested(app)
    if table is not None:
        yield from below(path, table)
    elif any(kind.__name__ == "StaticFiles" for kind in type(app).__mro__):
        yield open_ended(path, type(app), methods=frozenset({"GET", "HEAD"}), is_internal=True)
    elif routes:
        yield from walk(routes, path, nested)
    else:
        yield open_ended(path, app)


def below(prefix: str, table: RouteTable) -> Iterator[Route]:
    """A mounted app's routes, its prefix joined in."""
    for route in table.routes:
        yield Route(
            methods=route.methods,
            path=prefix + route.path if route.path != "/" or not prefix else prefix + "/",
            file=route.file,
            line=route.line,
            handler=route.handler,
            is_open_ended=route.is_open_ended,
            is_internal=route.is_internal,
        )
    if table.is_partial:
        yield Route(
            methods=frozenset(), path=prefix or "/", file=None, line=None, handler="a mounted app", is_open_ended=True
        )


def _fallback(app: Any) -> Iterator[Route]:
    """What an app that has replaced the router's own 404 may serve."""
    router = getattr(app, "router", app)
    default = getattr(router, "default", None)
    if default is not None and getattr(default, "__name__", "not_found") != "not_found":
        yield open_ended("/", default)
