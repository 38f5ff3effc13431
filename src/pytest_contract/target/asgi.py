"""An ASGI app, called in process on an event loop of its own."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import Literal

from pytest_contract.errors import AppLoadError
from pytest_contract.exchange import AppException, Failure, Request, Response
from pytest_contract.target import coding, frames, swallowed, wire
from pytest_contract.target.asgi_call import AsgiCall, scope_of
from pytest_contract.target.host import host_for
from pytest_contract.target.lifespan import AsgiApp, Lifespan
from pytest_contract.target.loop_thread import LoopThread
from pytest_contract.target.protocol import Answered, RouteTable
from pytest_contract.target.routes import read_routes
from pytest_contract.target.worker import forget_pool_workers

DEFAULT_LIMIT = 10_000_000
DEFAULT_CLIENT = ("127.0.0.1", 50000)

_STARTUP_S = 60.0
_SHUTDOWN_S = 5.0
_CANCEL_GRACE_S = 0.5
_MOST_STUCK = 20


class AsgiTarget:
    """An ASGI app in process: its lifespan runs once, its exceptions are kept, its calls are bounded in time.

    A handler that blocks the event loop is left behind in its thread, and a new loop takes over. The lifespan
    isn't run again then: what it made for the first loop (connection pools, locks) may not work on the second.
    """

    kind: Literal["asgi", "wsgi", "url"] = "asgi"

    def __init__(
        self,
        app: AsgiApp,
        name: str,
        *,
        original: object | None = None,
        max_response_bytes: int = DEFAULT_LIMIT,
        startup_timeout_s: float = _STARTUP_S,
        roots: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.client = DEFAULT_CLIENT
        """Host and port of the client that the app sees, where a request names no other."""
        self._app = app
        self._original = app if original is None else original
        self._host = host_for(self._original)
        self._limit = max_response_bytes
        self._roots = roots
        self._stuck = 0
        self._is_closed = False
        self._thread = LoopThread()
        self._lifespan = Lifespan(app, name, roots)
        self._stop_listening = swallowed.listen(self._original)
        self._start(startup_timeout_s)

    def _start(self, timeout_s: float) -> None:
        try:
            self._lifespan.start(self._thread, timeout_s=timeout_s)
        except AppLoadError:
            self.close()
            raise

    @functools.cached_property
    def routes(self) -> RouteTable | None:
        """The app's own route table, where its framework is known."""
        return read_routes(self._original)

    def send(self, request: Request, *, timeout_s: float, client: str | None = None) -> Answered:
        """Call the app; a redirect is an answer, an exception is a 500, and nothing is raised."""
        return self.send_all((request,), timeout_s=timeout_s, client=client)[0]

    def send_all(
        self, requests: Sequence[Request], *, timeout_s: float, client: str | None = None
    ) -> tuple[Answered, ...]:
        """Call the app with several requests at once: each is a task, and all begin in one turn of the loop."""
        started = time.perf_counter()
        calls = [self._prepared(request, client) for request in requests]
        self._thread.soon(functools.partial(_begin, [call for call in calls if isinstance(call, AsgiCall)]))
        return tuple(
            self._answered(call, started, timeout_s)
            if isinstance(call, AsgiCall)
            else Answered(answer=call, duration_s=0.0)
            for call in calls
        )

    def close(self) -> None:
        """Run the app's shutdown, for five seconds at most, and end the loop's thread."""
        if self._is_closed:
            return
        self._is_closed = True
        self._lifespan.stop(timeout_s=_SHUTDOWN_S)
        self._thread.stop()
        self._stop_listening()
        forget_pool_workers()

    def _prepared(self, request: Request, client: str | None) -> AsgiCall | Failure:
        try:
            return self._call(request, client)
        except wire.UnsendableError as error:
            return Failure(kind="protocol", reason=str(error))

    def _answered(self, call: AsgiCall, started: float, timeout_s: float) -> Answered:
        has_ended = call.wait(started + timeout_s - time.perf_counter()) or self._outlasts(call)
        ended = call.completed_at or time.perf_counter()
        answer = self._answer(call) if has_ended else self._cut_off(call, timeout_s)
        return Answered(answer=answer, duration_s=ended - started, exception=self._exception(call, answer))

    def _call(self, request: Request, client: str | None) -> AsgiCall:
        path, query = wire.split_target(request.url)
        headers = wire.add_client_headers(wire.encode_headers(request), request, host=self._host)
        address = self.client if client is None else (client, self.client[1])
        scope = scope_of(request, path, query, headers, client=address, server=(self._host, 80))
        scope["state"] = self._lifespan.state.copy()
        return AsgiCall(self._app, scope, request.body, limit=self._limit)

    def _outlasts(self, call: AsgiCall) -> bool:
        """Whether the answer is complete, and only what the app does after it (background tasks) goes on."""
        if call.is_complete and not self._thread.is_responsive(_CANCEL_GRACE_S):
            self._replace_loop()
        return call.is_complete

    def _answer(self, call: AsgiCall) -> Response | Failure:
        failure = call.broken()
        if call.is_complete and (failure is None or failure.kind != "exit"):
            return self._received(call)
        if failure is not None:
            return failure
        return self._received(call) if call.status is not None else SERVER_ERROR

    def _received(self, call: AsgiCall) -> Response | Failure:
        assert call.status is not None
        body = b"".join(call.chunks)
        return coding.received(call.status, call.headers, body, limit=self._limit, truncated=call.is_truncated)

    def _cut_off(self, call: AsgiCall, timeout_s: float) -> Failure:
        self._thread.soon(call.cancel)
        has_ended = call.wait(_CANCEL_GRACE_S)
        if call.status is not None:
            failure = Failure(kind="endless", reason=f"the response had begun, but did not end within {timeout_s:g} s")
        else:
            failure = Failure(kind="timeout", reason=f"no response within {timeout_s:g} s")
        return failure if has_ended else self._abandon(failure)

    def _abandon(self, failure: Failure) -> Failure:
        """Leave a call behind that can't be cancelled, and the whole loop where it is blocked, or too many wait."""
        self._stuck += 1
        is_blocked = not self._thread.is_responsive(_CANCEL_GRACE_S)
        if not is_blocked and self._stuck % _MOST_STUCK:
            return failure
        self._replace_loop()
        why = "the handler blocks the event loop" if is_blocked else f"{self._stuck} calls can't be cancelled"
        note = f"{why}; a new loop takes over, and the lifespan is not run again"
        return Failure(kind=failure.kind, reason=f"{failure.reason}: {note}")

    def _replace_loop(self) -> None:
        self._thread.let_go()
        self._thread = LoopThread()

    def _exception(self, call: AsgiCall, answer: Response | Failure) -> AppException | None:
        if isinstance(answer, Failure) and answer.kind != "exit":
            return None
        raised = None if call.is_truncated else call.raised
        if raised is None and isinstance(answer, Response) and answer.status >= 500 and call.heard:
            raised = call.heard[-1]
        return None if raised is None else frames.describe(raised, self._roots)


def _begin(calls: Sequence[AsgiCall]) -> None:
    for call in calls:
        call.begin()


SERVER_ERROR = Response(
    status=500, headers=(("content-type", "text/plain; charset=utf-8"),), body=b"Internal Server Error"
)
"""What servers send for an app that raised before it had answered."""
