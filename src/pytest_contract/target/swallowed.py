"""Exceptions that a framework turns into a 500 by itself, heard through the framework's own signals.

Flask, Quart and Django announce them; Litestar calls hooks. Starlette and FastAPI raise them again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

HEARD: ContextVar[list[BaseException] | None] = ContextVar("pytest_contract_heard", default=None)
"""Where the exceptions of one call go. A context variable follows the call into thread pools, and keeps
an abandoned call that raises late from being taken for the next one."""


def listen(app: object) -> Callable[[], None]:
    """Start to hear what the frameworks that are loaded announce; gives the function that ends it."""
    stops = [_hear_blinker("flask"), _hear_blinker("quart"), _hear_django(), _hear_litestar(app)]

    def stop() -> None:
        for end in stops:
            end()

    return stop


def _nothing() -> None:
    return None


def _note(exception: BaseException | None) -> None:
    heard = HEARD.get()
    # An HTTP exception with a status of its own is an answer that the app chose.
    if heard is not None and exception is not None and not hasattr(exception, "status_code"):
        heard.append(exception)


def _hear_blinker(framework: str) -> Callable[[], None]:
    signal = getattr(sys.modules.get(framework), "got_request_exception", None)
    if signal is None:
        return _nothing

    def receive(sender: object, exception: BaseException | None = None, **_: Any) -> None:
        _note(exception)

    signal.connect(receive, weak=False)
    return lambda: signal.disconnect(receive)


def _hear_django() -> Callable[[], None]:
    signal = getattr(sys.modules.get("django.core.signals"), "got_request_exception", None)
    if signal is None:
        return _nothing

    def receive(sender: object, **_: Any) -> None:
        _note(sys.exc_info()[1])

    signal.connect(receive, weak=False)
    return lambda: signal.disconnect(receive)


def _hear_litestar(app: object) -> Callable[[], None]:
    hooks = getattr(app, "after_exception", None)
    if not type(app).__module__.startswith("litestar") or not isinstance(hooks, list):
        return _nothing

    async def hook(exception: Exception, scope: object) -> None:
        _note(exception)

    hooks.append(hook)
    return lambda: hooks.remove(hook)
