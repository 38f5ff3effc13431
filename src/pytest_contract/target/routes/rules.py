"""Werkzeug's rules, which Flask and Quart share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.target.protocol import Route, RouteTable
from pytest_contract.target.routes.handler import entries

_VARIABLE = re.compile(r"<(?:[a-zA-Z_]\w*(?:\(.*?\))?:)?(?P<name>[a-zA-Z_]\w*)>")


def read_rules(app: Any, framework: str) -> RouteTable | None:
    """The routes of an app that has a `url_map` and `view_functions`."""
    url_map, views = getattr(app, "url_map", None), getattr(app, "view_functions", None)
    if url_map is None or views is None:
        return None
    routes = [route for rule in url_map.iter_rules() for route in _read_rule(rule, views)]
    return RouteTable(framework=framework, routes=tuple(routes))


def _read_rule(rule: Any, views: dict[str, Any]) -> Iterator[Route]:
    if getattr(rule, "websocket", False) or getattr(rule, "is_websocket", False):
        return
    path = _VARIABLE.sub(r"{\g<name>}", rule.rule)
    greedy = _greedy_parameter(rule)
    if greedy is not None:
        path = path[: path.index(f"{{{greedy}}}")].rstrip("/") or "/"
    is_static = str(rule.endpoint).rpartition(".")[2] == "static" and greedy is not None
    for methods, handler, owner in _handlers(rule, views.get(rule.endpoint)):
        yield from entries(path, methods, handler, owner=owner, is_open_ended=greedy is not None, is_internal=is_static)


def _handlers(rule: Any, view: Any) -> Iterator[tuple[set[str], Any, Any]]:
    methods = set(rule.methods or ())
    owner = getattr(view, "view_class", None)
    if owner is None:
        yield methods, view, None
        return
    for method in sorted(methods - {"HEAD", "OPTIONS"}):
        along = methods & {"HEAD", "OPTIONS"} if method == "GET" else set()
        yield {method, *along}, getattr(owner, method.lower(), getattr(owner, "dispatch_request", view)), owner


def _greedy_parameter(rule: Any) -> str | None:
    for name, converter in (getattr(rule, "_converters", None) or {}).items():
        if not getattr(converter, "part_isolating", True) or re.fullmatch(converter.regex, "a/b"):
            return str(name)
    return None
