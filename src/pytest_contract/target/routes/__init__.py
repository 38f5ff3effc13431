"""An app's own route table, one file for each framework.

Nothing here imports a framework: an app is recognised by the names of its type's classes, and read by its
attributes, so that an app pays only for the framework that it already uses.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pytest_contract.target.protocol import Route, RouteTable
from pytest_contract.target.routes import django, fastapi, flask, litestar, quart, starlette
from pytest_contract.target.routes.handler import enclosed_by

__all__ = ["read_routes"]

_MOST_WRAPPERS = 30
_INNER_NAMES = ("app", "wsgi_app", "asgi_app", "application", "_app", "wrapped_app", "asgi_application", "inner")
_TRANSPARENT = frozenset({"starlette", "fastapi", "litestar", "asgiref", "a2wsgi", "uvicorn", "django", "flask"})
"""Packages whose wrappers answer no path by themselves."""
_READERS: dict[tuple[str, str], Callable[[Any], RouteTable | None]] = {
    ("fastapi", "FastAPI"): lambda app: fastapi.read(app, read_routes),
    ("starlette", "Starlette"): lambda app: starlette.read(app, read_routes),
    ("starlette", "Router"): lambda app: starlette.read(app, read_routes),
    ("quart", "Quart"): quart.read,
    ("flask", "Flask"): flask.read,
    ("litestar", "Litestar"): litestar.read,
    ("django", "WSGIHandler"): django.read,
    ("django", "ASGIHandler"): django.read,
    ("django", "StaticFilesHandler"): django.read,
    ("django", "ASGIStaticFilesHandler"): django.read,
}


def read_routes(app: object) -> RouteTable | None:
    """The routes of an app, of what its middleware wraps included; `None` where the framework isn't known.

    An app that can't be read (a framework of an unknown age, a URLconf that doesn't import) has no table.
    """
    is_partial = False
    for _ in range(_MOST_WRAPPERS):
        if (reader := _reader(app)) is not None:
            table = _read(reader, app)
            return replace(table, is_partial=table.is_partial or is_partial) if table is not None else None
        if isinstance(mounts := getattr(app, "mounts", None), dict):
            return _dispatched(app, mounts)
        is_partial = is_partial or not _is_transparent(app)
        inner = _inner(app)
        if inner is None:
            return None
        app = inner
    return None


def _reader(app: object) -> Callable[[Any], RouteTable | None] | None:
    for kind in type(app).__mro__:
        reader = _READERS.get((kind.__module__.partition(".")[0], kind.__name__))
        if reader is not None:
            return reader
    return None


def _read(reader: Callable[[Any], RouteTable | None], app: object) -> RouteTable | None:
    try:
        return reader(app)
    except Exception:
        # No table is better than a wrong one, and a framework's attributes are no promise.
        return None


def _inner(app: Any) -> object | None:
    if isinstance(app, functools.partial):
        return next((value for value in (*app.args, *app.keywords.values(), app.func) if _reader(value)), app.func)
    if inspect.ismethod(app):
        owner: object = app.__self__
        return owner
    candidates = [getattr(app, name, None) for name in ("__wrapped__", *_INNER_NAMES)]
    return next((value for value in candidates if callable(value) and value is not app), _enclosed(app))


def _enclosed(app: Any) -> object | None:
    """The app that a middleware written as a function closes over."""
    held = [value for value in enclosed_by(app).values() if _reader(value)] if inspect.isfunction(app) else []
    return held[0] if len(held) == 1 else None


def _is_transparent(app: object) -> bool:
    if inspect.ismethod(app):
        return True
    module = type(app).__module__
    return module.partition(".")[0] in _TRANSPARENT or module == "werkzeug.middleware.proxy_fix"


def _dispatched(app: Any, mounts: dict[str, Any]) -> RouteTable | None:
    """What Werkzeug's dispatcher middleware holds: an app, and others by prefix."""
    table = read_routes(getattr(app, "app", None))
    if table is None:
        return None
    extra: list[Route] = []
    for prefix, mounted in mounts.items():
        inner = read_routes(mounted) or RouteTable(framework="", routes=(), is_partial=True)
        extra.extend(starlette.below(prefix, inner))
    return replace(table, routes=(*table.routes, *extra))
