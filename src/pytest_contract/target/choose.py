"""Which target it is: an app by its `module:attribute`, or an object, or a base URL."""

from __future__ import annotations

import asyncio
import difflib
import importlib
import inspect
import os
import re
import sys
from types import ModuleType
from typing import Any

from pytest_contract.errors import AppLoadError
from pytest_contract.target import frames
from pytest_contract.target.asgi import DEFAULT_LIMIT, AsgiTarget
from pytest_contract.target.calling import calling_convention, looks_like_app, to_single_callable
from pytest_contract.target.protocol import Target
from pytest_contract.target.url import open_url
from pytest_contract.target.wsgi import WsgiTarget

__all__ = ["load_app", "open_target", "open_url"]

_REFERENCE = re.compile(r"(?P<module>[^\W\d][\w.]*):(?P<attribute>[^\W\d][\w.]*)(?P<call>\(\s*\))?")
_EXAMPLES = "shop.main:app, or for a factory shop.main:create_app()"


def load_app(reference: str) -> object:
    """The app that `module:attribute` names, or that `module:create_app()` gives; raises `AppLoadError`.

    The working directory is put in front of `sys.path`, and stays there. A coroutine that a factory gives is awaited.
    """
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        raise AppLoadError(f"--contract-app={reference!r} is not of the form module:attribute; write {_EXAMPLES}.")
    module = _import(match["module"], reference)
    found = _attribute(module, match["attribute"], reference)
    app = _made(found, reference) if match["call"] else found
    _check_is_app(app, reference, was_called=bool(match["call"]))
    return app


def open_target(
    app: object, name: str, *, max_response_bytes: int = DEFAULT_LIMIT, startup_timeout_s: float = 60.0
) -> Target:
    """The app in process, ASGI or WSGI by what it takes; raises `AppLoadError` where it is neither, or doesn't start.

    `name` is for a reader; where it is `module:attribute`, code below that module is taken for the app's own.
    """
    convention = calling_convention(app)
    roots = _roots(name)
    if convention == "wsgi":
        wsgi: Any = app
        return WsgiTarget(wsgi, name, max_response_bytes=max_response_bytes, roots=roots)
    if convention is None:
        _check_is_app(app, name, was_called=False)
    return AsgiTarget(
        to_single_callable(app, convention),
        name,
        original=app,
        max_response_bytes=max_response_bytes,
        startup_timeout_s=startup_timeout_s,
        roots=roots,
    )


def _import(name: str, reference: str) -> ModuleType:
    if (here := os.getcwd()) not in sys.path:
        sys.path.insert(0, here)
    try:
        return importlib.import_module(name)
    except SystemExit as error:
        raise AppLoadError(f"{reference}: {name} ends at import with sys.exit({error.code!r}){_at(error)}.") from error
    except Exception as error:
        if _is_missing(error, name):
            raise AppLoadError(_no_module(name, error, reference)) from None
        raise AppLoadError(f"{reference}: {name} does not import: {frames.one_line(error)}{_at(error)}.") from error


def _is_missing(error: Exception, name: str) -> bool:
    """Whether the module itself isn't there, and not one that it imports."""
    if not isinstance(error, ModuleNotFoundError) or error.name is None:
        return False
    return (name == error.name or name.startswith(f"{error.name}.")) and not frames.place(error)


def _no_module(name: str, error: Exception, reference: str) -> str:
    missing = error.name if isinstance(error, ModuleNotFoundError) else name
    wrong = f"there is no module {missing!r}" + ("" if missing == name else f" (for {name!r})")
    hint = "Write it with dots and without .py" if name.endswith(".py") else f"Run pytest where {name} can be imported"
    return f"{reference}: {wrong} in {os.getcwd()} or on sys.path. {hint}."


def _at(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f" ({frames.shown(error.filename)}:{error.lineno})"
    return frames.place(error)


def _attribute(module: ModuleType, path: str, reference: str) -> object:
    found: object = module
    for name in path.split("."):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise AppLoadError(_no_attribute(module, found, name, reference)) from None
        except Exception as error:
            raise AppLoadError(f"{reference}: reading {name} raised {frames.one_line(error)}{_at(error)}.") from error
    return found


def _no_attribute(module: ModuleType, owner: object, name: str, reference: str) -> str:
    close = difflib.get_close_matches(name, [key for key in dir(owner) if not key.startswith("_")], n=2)
    apps = [key for key, value in vars(module).items() if not key.startswith("_") and _is_app(value)]
    names = list(dict.fromkeys([*close, *(apps if owner is module else [])]))[:4]
    hint = f" Did you mean {' or '.join(names)}?" if names else ""
    where = module.__name__ if owner is module else type(owner).__name__
    return f"{reference}: {where} has no attribute {name!r}.{hint}"


def _is_app(value: object) -> bool:
    try:
        return looks_like_app(value)
    except Exception:  # proxies such as flask.request raise whatever is asked of them outside of a request
        return False


def _made(factory: object, reference: str) -> object:
    if not callable(factory):
        raise AppLoadError(
            f"{reference}: what stands before the parentheses is of type {type(factory).__name__}, and can't be called."
        )
    try:
        app = factory()
        return asyncio.run(_awaited(app)) if inspect.isawaitable(app) else app
    except (Exception, SystemExit) as error:
        raise AppLoadError(f"{reference}: the factory raised {frames.one_line(error)}{_at(error)}.") from error


async def _awaited(app: Any) -> object:
    made: object = await app
    return made


def _check_is_app(app: object, reference: str, *, was_called: bool) -> None:
    if calling_convention(app) is not None:
        return
    if _may_be_factory(app) and not was_called:
        raise AppLoadError(f"{reference} looks like a factory; have it called by writing {reference}().")
    raise AppLoadError(
        f"{reference} is of type {type(app).__name__}, which can't be called as an app: "
        "ASGI apps take (scope, receive, send), WSGI apps (environ, start_response)."
    )


def _may_be_factory(app: object) -> bool:
    if not callable(app) or inspect.isclass(app):
        return False
    try:
        inspect.signature(app).bind()
    except (TypeError, ValueError):
        return False
    return True


def _roots(name: str) -> tuple[str, ...]:
    module = sys.modules.get(name.partition(":")[0].partition(".")[0]) if ":" in name else None
    file = getattr(module, "__file__", None)
    if not file:
        return ()
    return (os.path.dirname(file) if os.path.basename(file) == "__init__.py" else file,)
