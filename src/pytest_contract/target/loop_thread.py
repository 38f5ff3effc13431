"""A private event loop in a daemon thread, so that a handler that never returns can't hold the run."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

_GRACE_S = 2.0


class LoopThread:
    """An event loop that runs until it is stopped, or let go of."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._stopping = False
        # Threads that the loop starts inherit the daemon flag, so that a stuck one doesn't hold the exit.
        self._thread = threading.Thread(target=self._main, name="pytest-contract app", daemon=True)
        self._thread.start()

    @property
    def is_let_go(self) -> bool:
        """Whether the thread ends, or has ended."""
        return self._stopping

    def soon(self, callback: Callable[[], object]) -> None:
        """Run a callback on the loop's thread."""
        self.loop.call_soon_threadsafe(callback)

    def is_responsive(self, within_s: float) -> bool:
        """Whether the loop turns: it runs a callback within that time."""
        turned = threading.Event()
        self.soon(turned.set)
        return turned.wait(within_s)

    def stop(self) -> None:
        """Cancel what still runs and end the thread; waits for it two seconds at most."""
        self.let_go()
        self._thread.join(_GRACE_S)

    def let_go(self) -> None:
        """End the thread as soon as what holds it gives way, without waiting for it."""
        self._stopping = True
        if not self.loop.is_closed():
            self.loop.set_exception_handler(lambda loop, context: None)
            self.soon(self.loop.stop)

    def _main(self) -> None:
        asyncio.set_event_loop(self.loop)
        while not self._stopping:
            # SystemExit and KeyboardInterrupt of any task end run_forever; the loop itself is still sound.
            self._turn()
        self._turn_out()

    def _turn(self) -> None:
        try:
            self.loop.run_forever()
        except (SystemExit, KeyboardInterrupt):
            return

    def _turn_out(self) -> None:
        try:
            self.loop.run_until_complete(_cancel_all())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        except BaseException:
            # What an app raises while it is cancelled concerns no request.
            return
        finally:
            self.loop.close()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_GRACE_S / 2)
