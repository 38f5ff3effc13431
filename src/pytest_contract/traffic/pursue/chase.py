"""Goes after the statuses that plain traffic didn't show, one after the other, within a budget."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange
from pytest_contract.traffic.pursue.attempt import Attempt, Pursuer
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.registry import is_met, pursuer_of, statuses_of
from pytest_contract.traffic.pursued import Pursued

_MOST_ATTEMPTS = 12
_MOST_REQUESTS = 60
_MOST_OF_PRODUCERS = 60


@dataclass(slots=True)
class Chase:
    """The pursuits of one operation."""

    ground: Ground
    deadline: float
    """On the clock of `time.monotonic`."""
    pursued: list[Pursued] = field(default_factory=list)

    def exchanges(self, goals: Iterable[str], seen: Iterable[int | None]) -> Iterator[Exchange]:
        """What is sent for those goals that weren't seen; successes first, since much else is made like them."""
        known = set(seen)
        for goal in sorted(set(goals)):
            if any(is_met(goal, status) for status in known) or not statuses_of(goal):
                continue
            tries: Counter[str] = Counter()
            for exchange in self._of_goal(goal, tries):
                known.add(exchange.status)
                yield exchange
            is_reached = any(is_met(goal, status) for status in known)
            self.pursued.append(Pursued(status=goal, tries=dict(tries), is_reached=is_reached))

    def _of_goal(self, goal: str, tries: Counter[str]) -> Iterator[Exchange]:
        for status in statuses_of(goal):
            pursuer = pursuer_of(status)
            for exchange in self._of_status(pursuer, status, tries) if pursuer is not None else ():
                if exchange is not None:
                    yield exchange
                if self.ground.last is not None and is_met(goal, self.ground.last.status):
                    return

    def _of_status(self, pursuer: Pursuer, status: int, tries: Counter[str]) -> Iterator[Exchange | None]:
        """The exchanges; `None` for one that wasn't the operation's own."""
        self.ground.last = None
        self.ground.producers.budget = max(self.ground.producers.budget, _MOST_OF_PRODUCERS)
        most = len(self.ground.visit.sender.exchanges) + _MOST_REQUESTS
        attempts = pursuer(self.ground)
        for _ in range(_MOST_ATTEMPTS):
            if self._has_to_stop or len(self.ground.visit.sender.exchanges) >= most:
                return
            try:
                attempt = next(attempts, None)
            except UnusableOperationError:
                return
            if attempt is None:
                return
            exchange = self._sent(attempt, status)
            tries[attempt.tried] += 1
            yield exchange if attempt.is_own or exchange.status == status else None
            if exchange.status == 429 and status != 429:
                # A limit stands in the way, and what was made so far may be gone.
                if not self.ground.visit.fresh_start():
                    return
                attempts = pursuer(self.ground)

    def _sent(self, attempt: Attempt, status: int) -> Exchange:
        sender = self.ground.sender_of(attempt.identity)
        exchange = sender.send(attempt.request, attempt.intent(status), after=attempt.after, without=attempt.without)
        self.ground.last = exchange
        visit = self.ground.visit
        if exchange.is_success and attempt.draft is not None:
            visit.accepted.add(attempt.draft, attempt.after)
        return exchange

    @property
    def _has_to_stop(self) -> bool:
        sender = self.ground.visit.sender
        is_stopped = sender.is_hanging or sender.is_limited or sender.is_full or sender.is_shut_out
        return is_stopped or time.monotonic() > self.deadline
