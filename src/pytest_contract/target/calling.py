"""How an object wants to be called: as an ASGI app or as a WSGI app, by its framework or by what it takes."""

from __future__ import annotations

import functools
import inspect
from typing import Any, Literal

from pytest_contract.target.lifespan import AsgiApp

Convention = Literal["asgi", "asgi2", "wsgi"]

_BY_FRAMEWORK: dict[tuple[str, str], Convention] = {
    ("starlette", "Starlette"): "asgi",
    ("starlette", "Router"): "asgi",
    ("fastapi", "FastAPI"): "asgi",
    ("litestar", "Litestar"): "asgi",
    ("quart", "Quart"): "asgi",
    ("django", "ASGIHandler"): "asgi",
    ("django", "WSGIHandler"): "wsgi",
    ("flask", "Flask"): "wsgi",
}
_BY_NAMES: dict[tuple[str, ...], Convention] = {
    ("scope", "receive", "send"): "asgi",
    ("environ", "start_response"): "wsgi",
    ("scope",): "asgi2",
}
_BY_COUNT: dict[int, Convention] = {3: "asgi", 2: "wsgi"}


def calling_convention(app: object) -> Convention | None:
    """`asgi`, `asgi2` (the older form, called twice) or `wsgi`; `None` for what is no app."""
    if inspect.ismodule(app) or not callable(app):
        return None
    for kind in () if inspect.isclass(app) else type(app).__mro__:
        known = _BY_FRAMEWORK.get((kind.__module__.partition(".")[0], kind.__name__))
        if known is not None:
            return known
    return _by_signature(app)


def _by_signature(app: Any) -> Convention | None:
    names = _positional_names(app)
    if names is None:
        return "asgi" if _is_coroutine_function(app) else None
    if inspect.isclass(app):
        return "asgi2" if names == ("scope",) and callable(app) else None
    known = _BY_NAMES.get(names) or _BY_COUNT.get(len(names))
    # A coroutine function of two can be neither; nor can a handler of one that isn't named for its scope.
    return None if known == "wsgi" and _is_coroutine_function(app) else known


def _positional_names(app: Any) -> tuple[str, ...] | None:
    """The names of what it must be given; `None` where it takes just anything."""
    try:
        parameters = inspect.signature(app).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(parameter.kind is parameter.VAR_POSITIONAL for parameter in parameters):
        return None
    if any(
        parameter.kind is parameter.KEYWORD_ONLY and parameter.default is parameter.empty for parameter in parameters
    ):
        return ()
    return tuple(
        parameter.name
        for parameter in parameters
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    )


def _is_coroutine_function(app: Any) -> bool:
    while isinstance(app, functools.partial):
        app = app.func
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__)


def looks_like_app(value: object) -> bool:
    """Whether a module's attribute could be meant as the app: an instance, or a function with an app's names."""
    if inspect.isclass(value) or inspect.ismodule(value):
        return False
    if inspect.isroutine(value):
        return _positional_names(value) in _BY_NAMES
    return calling_convention(value) is not None


def to_single_callable(app: Any, convention: Convention | None) -> AsgiApp:
    """An ASGI app in its present form."""
    if convention != "asgi2":
        single: AsgiApp = app
        return single

    async def called_once(scope: Any, receive: Any, send: Any) -> None:
        await app(scope)(receive, send)

    return called_once
