"""One request to an ASGI app (ASGI specification, "HTTP & WebSocket", version 2.3)."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

from pytest_contract.exchange import Failure, Request
from pytest_contract.exchange.record import Headers
from pytest_contract.target import frames
from pytest_contract.target.lifespan import AsgiApp, Message
from pytest_contract.target.swallowed import HEARD
from pytest_contract.target.wire import RawHeaders

_BODILESS_METHOD = "HEAD"
_BACKGROUND_S = 1.0
_CHUNKS_IN_A_ROW = 16


class AsgiCall:
    """What goes into the app for one request, and what comes out of it.

    All but the constructor and `wait` runs on the loop's thread.
    """

    def __init__(self, app: AsgiApp, scope: MutableMapping[str, Any], body: bytes, *, limit: int) -> None:
        self.status: int | None = None
        self.headers: Headers = ()
        self.chunks: list[bytes] = []
        self.is_complete = False
        self.is_truncated = False
        self.raised: BaseException | None = None
        self.heard: list[BaseException] = []
        self.completed_at = 0.0
        self._app = app
        self._scope = scope
        self._body: bytes | None = body
        self._limit = limit
        self._size = 0
        self._gone: asyncio.Event | None = None
        self._is_gone = False
        self._task: asyncio.Task[None] | None = None
        self._background: asyncio.TimerHandle | None = None
        # A bare lock is the cheapest thing that one thread can wait on and another release.
        self._done = threading.Lock()
        self._done.acquire()

    def begin(self) -> None:
        """Start the app on this request."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def wait(self, timeout_s: float) -> bool:
        """Whether the app ended within that time, or what it does after its answer takes over a second."""
        return self._done.acquire(timeout=max(timeout_s, 0.0))

    def cancel(self) -> None:
        """Tell the app that the client is gone, and cancel it."""
        self._leave()
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        HEARD.set(self.heard)
        try:
            await self._app(self._scope, self._receive, self._send)
        except BaseException as error:
            self.raised = error
        finally:
            self._leave()
            self._release()

    async def _receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        if not self._is_gone:
            self._gone = self._gone or asyncio.Event()
            await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.start" and self.status is None:
            self.status = int(message["status"])
            self.headers = tuple(
                (bytes(name).decode("latin-1"), bytes(value).decode("latin-1"))
                for name, value in message.get("headers") or ()
            )
        elif kind == "http.response.body" and self.status is not None and not self.is_complete:
            self._take(message.get("body") or b"", bool(message.get("more_body")))
            if len(self.chunks) % _CHUNKS_IN_A_ROW == 0 or self.is_truncated:
                # A stream that never waits would keep the loop, and its own cancellation, from their turn.
                await asyncio.sleep(0)
        elif not self.is_truncated:
            raise RuntimeError(f"Unexpected ASGI message {kind!r}")

    def _take(self, chunk: bytes, has_more: bool) -> None:
        if self._scope["method"] != _BODILESS_METHOD:
            self.chunks.append(chunk)
            self._size += len(chunk)
        if self._size > self._limit:
            self.is_truncated = True
            self._finish()
            self.cancel()
        elif not has_more:
            self._finish()

    def _finish(self) -> None:
        self.is_complete = True
        self.completed_at = time.perf_counter()
        self._background = asyncio.get_running_loop().call_later(_BACKGROUND_S, self._release)
        self._leave()

    def _release(self) -> None:
        if self._background is not None:
            self._background.cancel()
        if self._done.locked():
            self._done.release()

    def _leave(self) -> None:
        self._is_gone = True
        if self._gone is not None:
            self._gone.set()

    def broken(self) -> Failure | None:
        """What makes the answer no answer at all."""
        if self.raised is not None and frames.holds_exit(self.raised):
            name = type(frames.innermost(self.raised)).__name__
            return Failure(kind="exit", reason=f"the app raised {name} while it answered")
        if self.raised is None and not self.is_complete:
            what = "without a response" if self.status is None else "before its response was complete"
            return Failure(kind="protocol", reason=f"the app returned {what}")
        return None


def scope_of(
    request: Request, path: str, query: str, headers: RawHeaders, *, client: tuple[str, int], server: tuple[str, int]
) -> dict[str, Any]:
    """The connection scope that a server would make of the request."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "root_path": "",
        "headers": headers,
        "client": client,
        "server": server,
    }
