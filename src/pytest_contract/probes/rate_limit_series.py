"""The requests of a limit's experiment: sent one by one, past the limits with shorter windows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pytest_contract.exchange import Intent, Request
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit_measured import Shot, Step
from pytest_contract.probes.rate_limit_plan import Limit, Plan
from pytest_contract.target import Sender
from pytest_contract.target.clock import Clock

RATE_LIMIT = "rate-limit"
MOST_TIME_S = 30.0

_INTENT = Intent.of_probe(RATE_LIMIT)
_ROW = 3
_KEPT_REQUESTS = 8
_DRAWN_AHEAD = 64


@dataclass(slots=True)
class Series:
    """The shots at one limit, on one clock."""

    bench: Bench
    plan: Plan
    clock: Clock
    shots: list[Shot] = field(default_factory=list)
    _requests: list[tuple[Request, tuple[Request, ...]]] = field(default_factory=list)
    _supply: Iterator[tuple[Request, tuple[Request, ...]]] | None = None
    _began: float = 0.0
    _sent_since_pause: int = 0
    _started: float = field(default_factory=time.perf_counter)
    _pace: int | None = None

    @property
    def limit(self) -> Limit:
        """The limit that is measured."""
        return self.plan.limit

    @property
    def is_late(self) -> bool:
        """Whether the experiment has taken so long, for us, that it ends where it stands."""
        return time.perf_counter() - self._started > MOST_TIME_S

    def supply_anew(self) -> None:
        """Forget the requests that were drawn, and draw from the beginning."""
        self._requests.clear()
        self._supply = iter(self.bench.supply())

    def has_requests(self) -> bool:
        """Whether any valid request was ever accepted."""
        return self._draw(1)

    def draw_ahead(self) -> None:
        """Draw what creates something: what is made for it is made before the quota is looked at."""
        if self._creates:
            self._draw(min(self.limit.most + 2, _DRAWN_AHEAD))

    def begin(self) -> None:
        """Forget the shots so far, and count the time from now on."""
        self.shots.clear()
        self._began = self.clock.now()

    def of(self, step: Step) -> list[Shot]:
        """The shots of one step."""
        return [shot for shot in self.shots if shot.step == step]

    def rest(self) -> bool:
        """Whether any quota is whole again: of two windows, the second knows nothing of what was before the first.

        Where time is waited for, one window has to do.
        """
        windows = self.limit.windows_to_fill + self.clock.can_move
        return self.clock.elapse(windows * self.limit.window_s + self.limit.slack_s)

    def elapse_until(self, moment: float) -> bool:
        """Whether the app's clock shows this moment or a later one, after a wait where it needs one."""
        left = moment - self.clock.now()
        return left <= 0 or self.clock.elapse(left)

    def fill(self, sender: Sender, step: Step, most: int) -> int:
        """Send until the limiter answers, until refusals of another kind come in a row, or until `most` have passed."""
        passed = row = 0
        while passed < most and row < _ROW and not self.is_late:
            self.step_over_smaller_limits()
            shot = self.shoot(sender, step)
            if shot.is_limited:
                if not self._was_a_smaller_limit(sender, step):
                    break
                shot = self.shots[-1]
            passed += shot.has_passed
            row = 0 if shot.has_passed else row + 1
        return passed

    def step_over_smaller_limits(self) -> None:
        """Let shorter windows pass before they are used up."""
        for smaller in self.plan.smaller:
            if self._sent_since_pause >= min(smaller.least, self._pace or smaller.least) and self.clock.can_move:
                self.clock.elapse(smaller.window_s + smaller.slack_s)
                self._sent_since_pause = 0

    def _was_a_smaller_limit(self, sender: Sender, step: Step) -> bool:
        """Whether a shorter window gave the last answer, sooner than it declares: past it, the next request passes.

        The last shot is that next request then. What a long window gives back meanwhile proves nothing.
        """
        passed = self._sent_since_pause - 1
        pause_s = max((each.window_s + each.slack_s for each in self.plan.smaller), default=0.0)
        given_back = self.limit.limit * pause_s / self.limit.window_s
        if not pause_s or self._pace is not None or passed <= 1 + 1.5 * given_back or not self.clock.can_move:
            return False
        limited = self.shots.pop()
        self.clock.elapse(pause_s)
        self._sent_since_pause = 0
        if self.shoot(sender, step).has_passed:
            self._pace = passed
            return True
        self.shots[-1] = limited
        return False

    def shoot(self, sender: Sender, step: Step, *, is_bare: bool = False) -> Shot:
        """Send the next request; bare, without the sender's credential."""
        request, after = self._next_request()
        now = self.clock.now()
        without = frozenset(name.lower() for name, _ in sender.identity.headers) if is_bare else frozenset()
        exchange = sender.send(request, _INTENT, after=after, without=without)
        self._sent_since_pause += 1
        shot = Shot(step=step, at_s=now - self._began, now=now, exchange=exchange, refusal=self.limit.refusal)
        self.shots.append(shot)
        return shot

    def _draw(self, count: int) -> bool:
        """Whether there are requests, after up to `count` more were asked for."""
        if self._supply is not None:
            self._requests += islice(self._supply, count)
        return bool(self._requests)

    def _next_request(self) -> tuple[Request, tuple[Request, ...]]:
        """A request that wasn't sent yet, as long as there are such ones; then those that there are, in turn."""
        if (len(self._requests) <= len(self.shots) and self._creates) or len(self._requests) < _KEPT_REQUESTS:
            self._draw(1)
        return self._requests[len(self.shots) % len(self._requests)]

    @property
    def _creates(self) -> bool:
        return self.bench.operation.method not in ("GET", "HEAD", "OPTIONS")
