"""Where a route's handler is written."""

from __future__ import annotations

import contextlib
import functools
import inspect
import linecache
import os
from collections.abc import Iterable, Iterator
from typing import Any

from pytest_contract.target.protocol import Route

_AUTOMATIC = frozenset({"HEAD", "OPTIONS"})
_MOST_DECORATOR_LINES = 40
_INTERNAL_PACKAGES = frozenset(
    {"starlette", "fastapi", "flask", "quart", "litestar", "django", "rest_framework", "drf_spectacular", "drf_yasg",
     "flasgger", "flask_restx", "flask_smorest", "apiflask", "flask_swagger_ui", "debug_toolbar", "asgiref", "werkzeug"}
)  # fmt: skip
"""Routes whose handler is defined here serve documentation, files and the like, not the app's own API."""


def entries(
    path: str,
    methods: Iterable[str],
    handler: Any,
    *,
    owner: Any = None,
    is_open_ended: bool = False,
    is_internal: bool = False,
) -> Iterator[Route]:
    """The routes of one handler: its own methods, and HEAD and OPTIONS, where they only go along, as internal.

    `owner` is the class that the handler is a method of; its module says whose route it is.
    """
    wanted = frozenset(method.upper() for method in methods)
    own = wanted - _AUTOMATIC or wanted
    file, line = location_of(handler if _has_source(handler) else owner)
    for chosen, along in ((own, False), (wanted - own, True)):
        if chosen or not along:
            yield Route(
                methods=chosen,
                path=path,
                file=file,
                line=line,
                handler=name_of(handler, owner),
                is_open_ended=is_open_ended,
                is_internal=is_internal or along or belongs_to_framework(owner or handler),
            )


def open_ended(path: str, handler: Any, *, methods: frozenset[str] = frozenset(), is_internal: bool = False) -> Route:
    """A route that may serve any path at or below `path`, with these methods, or with any."""
    file, line = location_of(handler)
    return Route(
        methods=methods,
        path=path or "/",
        file=file,
        line=line,
        handler=name_of(handler),
        is_open_ended=True,
        is_internal=is_internal,
    )


def plain(handler: Any) -> Any:
    """The function or class behind partials, bound methods and `functools.wraps`."""
    for _ in range(50):
        if isinstance(handler, functools.partial | functools.partialmethod):
            handler = handler.func
        elif inspect.ismethod(handler):
            handler = handler.__func__
        elif (wrapped := inspect.getattr_static(handler, "__wrapped__", None)) is not None:
            handler = wrapped
        else:
            break
    return handler if inspect.isroutine(handler) or inspect.isclass(handler) else type(handler)


def location_of(handler: Any) -> tuple[str | None, int | None]:
    """File and line of the `def` or `class`, below its decorators; `(None, None)` for what has no source."""
    target = plain(handler)
    try:
        file = inspect.getsourcefile(target)
        first = target.__code__.co_firstlineno if hasattr(target, "__code__") else inspect.getsourcelines(target)[1]
    except (TypeError, OSError):
        return None, None
    if file is None:
        return None, None
    return os.path.abspath(file), _definition_line(file, first)


def name_of(handler: Any, owner: Any = None) -> str:
    """`shop.views.get_user`, or `shop.views.UserView.get`."""
    target = plain(handler)
    if owner is not None and inspect.isroutine(target):
        return f"{owner.__module__}.{owner.__qualname__}.{target.__name__}"
    return f"{getattr(target, '__module__', '?')}.{getattr(target, '__qualname__', type(target).__name__)}"


def enclosed_by(function: Any) -> dict[str, Any]:
    """The variables that a function closes over, by name; those that are not yet set left out."""
    found: dict[str, Any] = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        with contextlib.suppress(ValueError):
            found[name] = cell.cell_contents
    return found


def belongs_to_framework(handler: Any) -> bool:
    """Whether the handler is defined by a framework, and not by the app."""
    module = getattr(plain(handler), "__module__", None) or ""
    return module.partition(".")[0] in _INTERNAL_PACKAGES


def _has_source(handler: Any) -> bool:
    return inspect.isfunction(target := plain(handler)) and not belongs_to_framework(target)


def _definition_line(file: str, first: int) -> int:
    for line in range(first, first + _MOST_DECORATOR_LINES):
        if linecache.getline(file, line).lstrip().startswith(("def ", "async def ", "class ")):
            return line
    return first
