"""Routes of Litestar."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytest_contract.target.protocol import Route, RouteTable
from pytest_contract.target.routes.handler import entries, open_ended


def read(app: Any) -> RouteTable | None:
    """The routes of an app, those of its routers and controllers among them."""
    routes = getattr(app, "routes", None)
    if routes is None:
        return None
    return RouteTable(framework="litestar", routes=tuple(entry for route in routes for entry in _read_route(route)))


def _read_route(route: Any) -> Iterator[Route]:
    if "WebSocket" in type(route).__name__:
        return
    if hasattr(route, "route_handlers"):
        path, is_greedy = _path(route)
        for handler in route.route_handlers:
            yield from _read_handler(handler, path, is_greedy)
        return
    handler = getattr(route, "route_handler", route)
    yield open_ended(route.path_format, _function(handler), is_internal=bool(getattr(handler, "is_static", False)))


def _read_handler(handler: Any, path: str, is_greedy: bool) -> Iterator[Route]:
    yield from entries(
        path,
        handler.http_methods,
        _function(handler),
        is_open_ended=is_greedy,
        is_internal=_is_hidden(handler) or handler.http_methods == {"OPTIONS"},
    )


def _path(route: Any) -> tuple[str, bool]:
    kept: list[str] = []
    for component in route.path_components:
        if not isinstance(component, str) and component.type is Path:
            return "/" + "/".join(kept), True
        kept.append(component if isinstance(component, str) else f"{{{component.name}}}")
    return "/" + "/".join(kept), False


def _function(handler: Any) -> Any:
    function = getattr(handler, "fn", handler)
    # A sync handler that is sent to a thread stands inside a callable object.
    return function if inspect.isroutine(function) else getattr(function, "func", function)


def _is_hidden(handler: Any) -> bool:
    resolve = getattr(handler, "resolve_include_in_schema", None)
    return resolve is not None and resolve() is False
