"""A daemon thread that runs one call after the other, and can be left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import thread as pool_thread
from queue import SimpleQueue
from typing import Any


class Worker:
    """One thread; whoever waits for it may give up on it."""

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._done = threading.Lock()
        self._done.acquire()
        threading.Thread(target=self._main, name="pytest-contract app", daemon=True).start()

    def run(self, call: Callable[[], None]) -> None:
        """Start a call, which must not raise."""
        self._calls.put(call)

    def wait(self, timeout_s: float) -> bool:
        """Whether the call ended within that time."""
        return self._done.acquire(timeout=timeout_s)

    def let_go(self) -> None:
        """End the thread after the call that it is in, if that ever ends."""
        self._calls.put(None)

    def _main(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            self._done.release()


def forget_pool_workers() -> None:
    """Keep the interpreter from waiting at its exit for what an app left in thread pools.

    `concurrent.futures` joins all of its workers there, daemons too; those that an app started from one of our
    threads are daemons, as our threads are.
    """
    known: Any = getattr(pool_thread, "_threads_queues", {})
    for worker in [worker for worker in list(known) if worker.daemon]:
        known.pop(worker, None)
