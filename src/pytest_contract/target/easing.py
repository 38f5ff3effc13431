"""How ordinary traffic gets past a rate limit, so that what it came for is tested, and not the limiter."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from pytest_contract.exchange import Exchange, Response
from pytest_contract.exchange.record import header
from pytest_contract.target.clock import Clock, MovedClock, WaitedClock, clock_of, reached
from pytest_contract.target.identity import fresh

if TYPE_CHECKING:
    from pytest_contract.target.send import Sender

# A minute, an hour, a day, each with a little more for windows that end on a whole second.
_PAUSES_S = (61.0, 3_601.0, 86_401.0)
_LONGEST_S = 40 * 86_400.0
_MOST = 1_000
_FIRST_ADDRESS = 65_536


class Easing:
    """Gets one operation's traffic past limits: from another client address, or later on the clock.

    In process both cost nothing. A server's limit is waited for, as long as `max_wait_s` lasts.
    """

    def __init__(self, *, block: int, max_wait_s: float) -> None:
        self._address = _FIRST_ADDRESS + block * 256
        self._max_wait_s = max_wait_s
        self._stack = ExitStack()
        self._clock: Clock | None = None
        self._count = 0
        self._last: tuple[int, str] | None = None
        self._do_addresses_help = True
        self._may_pause = True

    def past(self, sender: Sender, exchange: Exchange) -> bool:
        """Whether the request that was answered so may pass now, and is to be sent again."""
        self._count += 1
        if self._count > _MOST or not isinstance(exchange.answer, Response):
            return False
        is_again = self._last is not None and self._last[0] == exchange.number - 1
        tried = self._last[1] if self._last is not None and is_again else ""
        way = self._next_way(sender, exchange, tried)
        self._last = (exchange.number, way)
        return bool(way)

    def take_back(self) -> bool:
        """Whether the clock was ahead, and is no more: a credential didn't last that long."""
        was_ahead = isinstance(self._clock, MovedClock)
        if was_ahead:
            self.close()
            self._may_pause = False
        return was_ahead

    def close(self) -> None:
        """Let the app's time be the world's again."""
        self._stack.close()
        self._clock = None

    def _next_way(self, sender: Sender, exchange: Exchange, tried: str) -> str:
        if tried == "address":
            self._do_addresses_help = False
        if sender.target.kind != "url" and self._do_addresses_help and not tried:
            self._address += 1
            sender.identity = fresh(sender.identity, self._address)
            return "address"
        if not self._may_pause:
            return ""
        at = int(tried.partition(" ")[2]) + 1 if tried.startswith("pause") else 0
        pauses = self._pauses(exchange)
        return f"pause {at}" if at < len(pauses) and self._pause(sender, pauses[at]) else ""

    def _pauses(self, exchange: Exchange) -> tuple[float, ...]:
        """What the answer itself asks for, then longer and longer."""
        asked = header(exchange.answer.headers, "retry-after") if isinstance(exchange.answer, Response) else None
        seconds = float(asked) + 1 if asked is not None and asked.isdecimal() else 0.0
        return (seconds, *_PAUSES_S) if 0 < seconds <= _LONGEST_S else _PAUSES_S

    def _pause(self, sender: Sender, seconds: float) -> bool:
        if self._clock is None:
            target = sender.target
            opened = clock_of(target, max_wait_s=self._max_wait_s, at_s=reached(target))
            self._clock = self._stack.enter_context(opened)
        clock = self._clock
        # A pause that no answer asked for is no use where it has to be sat out.
        if isinstance(clock, WaitedClock) and seconds in _PAUSES_S:
            return False
        return clock.elapse(seconds)
