"""The lifespan protocol of an ASGI app (ASGI specification, "Lifespan Protocol", version 2.0)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from pytest_contract.errors import AppLoadError
from pytest_contract.target import frames
from pytest_contract.target.loop_thread import LoopThread

Message = MutableMapping[str, Any]
AsgiApp = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


class Lifespan:
    """One run of an app's lifespan; an app that doesn't know the protocol is served without it, as servers do."""

    def __init__(self, app: AsgiApp, name: str, roots: tuple[str, ...] = ()) -> None:
        self.state: dict[str, Any] = {}
        """What the app put there; each request gets a copy."""
        self._app = app
        self._name = name
        self._roots = roots
        self._answered = threading.Event()
        self._ended = threading.Event()
        self._failed: str | None = None
        self._raised: BaseException | None = None
        self._is_up = False
        self._to_app: asyncio.Queue[Message] | None = None
        self._thread: LoopThread | None = None

    def start(self, thread: LoopThread, *, timeout_s: float) -> None:
        """Wait until the app is up; raises `AppLoadError` where it says, or shows, that it isn't."""
        self._thread = thread
        thread.soon(lambda: self._begin(thread.loop))
        if not self._answered.wait(timeout_s):
            raise AppLoadError(f"{self._name} did not start: its lifespan startup took over {timeout_s:g} s.")
        if self._raised is not None and (self._failed is not None or frames.holds_exit(self._raised)):
            raise AppLoadError(f"{self._name} did not start: its lifespan raised {self._told(self._raised)}.")
        if self._failed is not None:
            raise AppLoadError(f"{self._name} did not start: its lifespan says: {_last_line(self._failed)}")

    def stop(self, *, timeout_s: float) -> None:
        """Ask the app to shut down, and wait for that time at most; what it raises then is of no concern.

        A loop that was let go of has cancelled its lifespan already, or never will.
        """
        queue, thread = self._to_app, self._thread
        if self._is_up and queue is not None and thread is not None and not thread.is_let_go:
            thread.soon(lambda: queue.put_nowait({"type": "lifespan.shutdown"}))
            self._ended.wait(timeout_s)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._task = loop.create_task(self._run())

    async def _run(self) -> None:
        queue = self._to_app = asyncio.Queue()
        queue.put_nowait({"type": "lifespan.startup"})
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self._app(scope, queue.get, self._send)
        except BaseException as error:
            self._raised = frames.innermost(error)
        finally:
            self._ended.set()
            self._answered.set()

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "lifespan.startup.complete":
            self._is_up = True
            self._answered.set()
        elif kind == "lifespan.startup.failed":
            # Starlette raises right after this message; what it raises tells more, so `_run` answers.
            self._failed = str(message.get("message") or "no reason given")
            asyncio.get_running_loop().call_later(0.1, self._answered.set)
        elif kind not in ("lifespan.shutdown.complete", "lifespan.shutdown.failed"):
            raise RuntimeError(f"{kind} was sent where the lifespan protocol was spoken")

    def _told(self, error: BaseException) -> str:
        return f"{frames.one_line(error)}{frames.place(error, self._roots)}"


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else text[:300]
