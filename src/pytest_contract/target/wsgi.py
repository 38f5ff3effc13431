"""A WSGI app, called in process on a worker thread (PEP 3333)."""

from __future__ import annotations

import contextvars
import functools
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from pytest_contract.exchange import AppException, Failure, Request, Response
from pytest_contract.target import coding, frames, swallowed, wire
from pytest_contract.target.asgi import DEFAULT_CLIENT, DEFAULT_LIMIT, SERVER_ERROR
from pytest_contract.target.host import host_for
from pytest_contract.target.protocol import Answered, RouteTable
from pytest_contract.target.routes import read_routes
from pytest_contract.target.worker import Worker, forget_pool_workers
from pytest_contract.target.wsgi_call import WsgiCall, environ_of

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_GRACE_S = 0.3


class WsgiTarget:
    """A WSGI app in process: its exceptions are kept, and its calls are bounded in time.

    A handler that doesn't return is left behind in its thread, and a new worker takes over.
    """

    kind: Literal["asgi", "wsgi", "url"] = "wsgi"

    def __init__(
        self,
        app: WsgiApp,
        name: str,
        *,
        original: object | None = None,
        max_response_bytes: int = DEFAULT_LIMIT,
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
        self._worker = Worker()
        self._stop_listening = swallowed.listen(self._original)
        self._is_closed = False

    @functools.cached_property
    def routes(self) -> RouteTable | None:
        """The app's own route table, where its framework is known."""
        return read_routes(self._original)

    def send(self, request: Request, *, timeout_s: float, client: str | None = None) -> Answered:
        """Call the app; a redirect is an answer, an exception is a 500, and nothing is raised."""
        return self._send_on((self._worker,), (request,), timeout_s, client)[0]

    def send_all(
        self, requests: Sequence[Request], *, timeout_s: float, client: str | None = None
    ) -> tuple[Answered, ...]:
        """Call the app with several requests at once, each on a thread of its own."""
        workers = tuple(Worker() for _ in requests)
        try:
            return self._send_on(workers, requests, timeout_s, client)
        finally:
            for worker in workers:
                worker.let_go()

    def close(self) -> None:
        """End the worker thread, as soon as what holds it gives way."""
        if not self._is_closed:
            self._is_closed = True
            self._worker.let_go()
            self._stop_listening()
            forget_pool_workers()

    def _send_on(
        self, workers: Sequence[Worker], requests: Sequence[Request], timeout_s: float, client: str | None
    ) -> tuple[Answered, ...]:
        started = time.perf_counter()
        calls = [self._prepared(request, client, started + timeout_s) for request in requests]
        for worker, call in zip(workers, calls, strict=True):
            if isinstance(call, WsgiCall):
                # Context variables that were set where the app was made are seen by it, as in a server of one thread.
                worker.run(functools.partial(contextvars.copy_context().run, call.run))
        return tuple(
            self._answered(worker, call, started, timeout_s)
            if isinstance(call, WsgiCall)
            else Answered(answer=call, duration_s=0.0)
            for worker, call in zip(workers, calls, strict=True)
        )

    def _prepared(self, request: Request, client: str | None, deadline: float) -> WsgiCall | Failure:
        try:
            return self._call(request, deadline, client)
        except wire.UnsendableError as error:
            return Failure(kind="protocol", reason=str(error))

    def _answered(self, worker: Worker, call: WsgiCall, started: float, timeout_s: float) -> Answered:
        left = max(started + timeout_s - time.perf_counter(), 0.0)
        has_ended = worker.wait(left) or worker.wait(_GRACE_S)
        answer = self._answer(call, timeout_s) if has_ended else self._abandon(worker, call, timeout_s)
        exception = self._exception(call, answer) if has_ended else None
        return Answered(answer=answer, duration_s=time.perf_counter() - started, exception=exception)

    def _call(self, request: Request, deadline: float, client: str | None) -> WsgiCall:
        path, query = wire.split_target(request.url)
        headers = wire.add_client_headers(wire.encode_headers(request), request, host=self._host)
        address = self.client if client is None else (client, self.client[1])
        environ = environ_of(request, path, query, headers, client=address, host=self._host)
        return WsgiCall(self._app, environ, limit=self._limit, deadline=deadline)

    def _answer(self, call: WsgiCall, timeout_s: float) -> Response | Failure:
        if call.raised is not None and frames.holds_exit(call.raised):
            name = type(frames.innermost(call.raised)).__name__
            return Failure(kind="exit", reason=f"the app raised {name} while it answered")
        if call.is_late:
            return _out_of_time(call, timeout_s)
        if call.fault:
            return Failure(kind="protocol", reason=call.fault)
        # A server holds status and headers back until the first bytes of the body (PEP 3333, "start_response").
        if call.status is None or (call.raised is not None and not call.chunks):
            return SERVER_ERROR
        return coding.received(
            call.status, call.headers, b"".join(call.chunks), limit=self._limit, truncated=call.is_truncated
        )

    def _abandon(self, worker: Worker, call: WsgiCall, timeout_s: float) -> Failure:
        worker.let_go()
        if worker is self._worker:
            self._worker = Worker()
        return _out_of_time(call, timeout_s)

    def _exception(self, call: WsgiCall, answer: Response | Failure) -> AppException | None:
        if isinstance(answer, Failure) and answer.kind != "exit":
            return None
        raised = call.raised
        if raised is None and isinstance(answer, Response) and answer.status >= 500 and call.heard:
            raised = call.heard[-1]
        return None if raised is None else frames.describe(raised, self._roots)


def _out_of_time(call: WsgiCall, timeout_s: float) -> Failure:
    if call.chunks:
        return Failure(kind="endless", reason=f"the response had begun, but did not end within {timeout_s:g} s")
    return Failure(kind="timeout", reason=f"no response within {timeout_s:g} s")
