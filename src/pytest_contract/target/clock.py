"""The clock by which an app in process lives: it can be moved, so that an hour's window costs milliseconds.

time-machine moves `time.time` and `datetime`. It leaves `time.monotonic` alone, by which event loops and many limiters
live; that one is moved here, for the app's threads only, so that no deadline of the harness passes by it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from pytest_contract.target.protocol import Target

_MONOTONIC = time.monotonic
_MONOTONIC_NS = time.monotonic_ns
_NS = 1_000_000_000
# Waits of threads, queues and event loops are counted by the C library, whose clock stands where it stood.
_KEEP_THEIR_OWN = frozenset(
    {"threading", "queue", "selectors", "subprocess", "concurrent", "multiprocessing", "_pytest"}
)


class Clock(Protocol):
    """Time as the app sees it; it only goes on."""

    can_move: bool
    reason: str
    """Why it can't be moved; empty where it can."""

    def now(self) -> float:
        """Seconds since the epoch."""

    def elapse(self, seconds: float) -> bool:
        """Whether so many seconds have gone by for the app, moved or waited for."""


@dataclass(slots=True, kw_only=True)
class WaitedClock:
    """A clock that can't be moved: what fits into the budget is waited for."""

    budget_s: float
    reason: str
    can_move: bool = False

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def elapse(self, seconds: float) -> bool:
        """Wait, where the rest of the budget allows it."""
        if seconds > self.budget_s:
            return False
        self.budget_s -= max(seconds, 0.0)
        time.sleep(max(seconds, 0.0))
        return True


@dataclass(slots=True)
class MovedClock:
    """A clock that is moved for the app in process."""

    traveller: Any
    offset_s: float = 0.0
    """How far ahead of the world it is."""
    can_move: bool = True
    reason: str = ""

    def now(self) -> float:
        """Seconds since the epoch, as the app sees them."""
        return time.time()

    def elapse(self, seconds: float) -> bool:
        """Move on at once."""
        self.offset_s += seconds
        self.traveller.shift(float(seconds))
        _AHEAD.seconds += seconds
        return True


@dataclass(slots=True)
class _Ahead:
    """How far the monotonic clock of the app's threads is ahead, and who isn't moved with it."""

    seconds: float = 0.0
    harness: frozenset[int] = field(default_factory=frozenset)

    def here(self) -> float:
        return 0.0 if threading.get_ident() in self.harness else self.seconds


_AHEAD = _Ahead()
_OPEN: WeakKeyDictionary[Target, MovedClock] = WeakKeyDictionary()
_REACHED: WeakKeyDictionary[Target, float] = WeakKeyDictionary()


def reached(target: Target) -> float:
    """How far ahead of the world the target's clock has been: limits that were measured there remember it."""
    return _REACHED.get(target, 0.0)


@contextmanager
def clock_of(target: Target, *, max_wait_s: float, at_s: float = 0.0) -> Iterator[Clock]:
    """The target's clock, put `at_s` ahead where it can be moved; the app's time is the world's again at the end.

    A server's clock is never moved, nor is one where time-machine is missing: then up to `max_wait_s` is waited.
    A clock that is open already is given again, and is closed by whoever opened it.
    """
    if target in _OPEN:
        yield _OPEN[target]
        return
    with ExitStack() as stack:
        if target.kind == "url":
            yield WaitedClock(budget_s=max_wait_s, reason="the clock of a running server can't be moved")
            return
        try:
            traveller = _travel(stack, at_s)
        except ImportError:
            reason = "time-machine is missing, so that time can't be moved: pip install 'pytest-contract[clock]'"
            yield WaitedClock(budget_s=max_wait_s, reason=reason)
            return
        except RuntimeError as error:
            yield WaitedClock(budget_s=max_wait_s, reason=f"time can't be moved: {error}")
            return
        stack.enter_context(_monotonic_ahead(at_s))
        clock = MovedClock(traveller, offset_s=at_s)
        _OPEN[target] = clock
        try:
            yield clock
        finally:
            del _OPEN[target]
            _REACHED[target] = max(reached(target), clock.offset_s)


def _travel(stack: ExitStack, at_s: float) -> Any:
    import time_machine

    journey = time_machine.travel(time.time() + at_s, tick=True)
    traveller = journey.start()
    stack.callback(journey.stop)
    return traveller


@contextmanager
def _monotonic_ahead(at_s: float) -> Iterator[None]:
    """Let the monotonic clock be ahead for all threads but this one, wherever a module took hold of it."""
    _AHEAD.seconds, _AHEAD.harness = at_s, frozenset({threading.get_ident()})
    with ExitStack() as stack:
        for name, original, moved in (
            ("monotonic", _MONOTONIC, _moved_monotonic),
            ("monotonic_ns", _MONOTONIC_NS, _moved_monotonic_ns),
        ):
            for place, key in _holders(name, original):
                place[key] = moved
                stack.callback(place.__setitem__, key, original)
        try:
            yield
        finally:
            _AHEAD.seconds = 0.0


def _moved_monotonic() -> float:
    return _MONOTONIC() + _AHEAD.here()


def _moved_monotonic_ns() -> int:
    return _MONOTONIC_NS() + round(_AHEAD.here() * _NS)


def _holders(name: str, original: Callable[[], Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The namespaces that hold the function: `time` itself, and modules that did `from time import monotonic`."""
    for module_name, module in list(sys.modules.items()):
        if module_name == __name__ or module_name.partition(".")[0] in _KEEP_THEIR_OWN:
            continue
        namespace = getattr(module, "__dict__", None)
        if not isinstance(namespace, dict):
            continue
        keys = [key for key, value in list(namespace.items()) if value is original]
        yield from ((namespace, key) for key in keys)
