"""What is looked at once a limit's quota is used up: whom else it stops, when it ends, and what uses it up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit_callers import Callers
from pytest_contract.probes.rate_limit_measured import Shot, Step
from pytest_contract.probes.rate_limit_plan import Limit
from pytest_contract.probes.rate_limit_series import Series
from pytest_contract.target import Sender
from pytest_contract.target.clock import Clock

# A little behind the quarters, so that what has half the length is over at each second one.
_QUARTERS = (0.26, 0.52, 0.78, 0.97)
_LATER: tuple[tuple[Step, float], ...] = (("after-window-and-half", 1.5), ("much-later", 2.0), ("much-later", 10.0))
_MOST_IN_FLOOD = 100
# Headers count whole seconds, cut off or rounded, and a window that weighs the last one opens a moment later.
_ROUNDED_S = 2.0


@dataclass(frozen=True, slots=True)
class Aftermath:
    """The steps that follow on a quota that is used up; each adds its shots to the series."""

    series: Series
    callers: Callers

    def look(self, sender: Sender) -> None:
        """Take all the steps, in their order."""
        self._look_around(sender)
        self._wait_it_out(sender)
        self._look_into_the_window()
        self._flood()

    @property
    def _bench(self) -> Bench:
        return self.series.bench

    @property
    def _limit(self) -> Limit:
        return self.series.limit

    @property
    def _clock(self) -> Clock:
        return self.series.clock

    # -- while it is used up --------------------------------------------------------------------------------------

    def _look_around(self, sender: Sender) -> None:
        self.series.shoot(sender, "confirm")
        others = self.callers.others(sender)
        own = sender.identity
        if self.callers.sees_addresses:
            elsewhere = self.callers.elsewhere(own)
            self.series.shoot(
                self.callers.sender(elsewhere), "same-user-other-address" if own.headers else "other-address"
            )
        for other in others[:1]:
            there = self.callers.elsewhere(other) if self.callers.sees_addresses else other
            self.series.shoot(self.callers.sender(there), "other-user")
            if self.callers.sees_addresses:
                same_place = replace(other, client=own.client)
                self.series.shoot(self.callers.sender(same_place), "other-user-same-address")

    # -- until it has recovered -----------------------------------------------------------------------------------

    def _wait_it_out(self, sender: Sender) -> None:
        limited = self.series.of("fill")[-1]
        last_s = self._clock.now()
        for step, asked_s in self._promises(limited):
            if not self.series.elapse_until(limited.now + asked_s + min(_ROUNDED_S, self._limit.slack_s)):
                return
            if self.series.shoot(sender, step).has_passed:
                break
            last_s = self._clock.now()
        self._wait_for_the_end(sender, last_s)

    def _promises(self, limited: Shot) -> list[tuple[Step, float]]:
        """The waits that the answer names, shortest first; what is far beyond the window is no use."""
        longest_s = 1.5 * self._limit.window_s + self._limit.slack_s
        named: tuple[tuple[Step, float | None], ...] = (
            ("after-reset", limited.stated.reset_s),
            ("after-retry", limited.retry_after_s),
        )
        waits = [(step, wait_s) for step, wait_s in named if wait_s is not None and 0 <= wait_s <= longest_s]
        return sorted(waits, key=lambda wait: wait[1])

    def _wait_for_the_end(self, sender: Sender, last_s: float) -> None:
        window_s, slack_s = self._limit.window_s, self._limit.slack_s
        if not self.series.elapse_until(last_s + window_s + slack_s):
            return
        if self.series.shoot(sender, "after-window").has_passed:
            return
        for step, windows in _LATER:
            if not self.series.elapse_until(last_s + windows * window_s + slack_s):
                return
            # How many pass tells a longer window, which is whole again, from one that weighs its last one.
            if self.series.fill(sender, step, self._limit.most):
                return

    # -- whether it recovers too early ----------------------------------------------------------------------------

    def _look_into_the_window(self) -> None:
        """Use up a quota that is whole, and look again within the window: what passes there is counted."""
        if not self._clock.can_move or not self.series.rest():
            return
        sender, start = self.callers.fresh_sender(), self._clock.now()
        passed = self.series.fill(sender, "early", self._limit.most + 1)
        window_s = self._limit.window_s
        moments = [*_QUARTERS, *(1 + quarter for quarter in _QUARTERS)]
        for moment in moments:
            if moment > 1 and passed <= self._limit.most:
                return
            self.series.elapse_until(start + moment * window_s)
            passed += self.series.fill(sender, "early", self._limit.most)

    # -- whether strangers use it up ------------------------------------------------------------------------------

    def _flood(self) -> None:
        """Send as many requests without a credential as would use the quota up, then one with it."""
        limit = self._limit
        sender = self.callers.fresh_sender()
        if limit.scope not in ("user", "key") or limit.most > _MOST_IN_FLOOD or not sender.identity.headers:
            return
        if not self._bench.operation.requires_credentials or not self._clock.can_move or not self.series.rest():
            return
        for _ in range(limit.most + 1):
            self.series.step_over_smaller_limits()
            if self.series.shoot(sender, "flood", is_bare=True).has_passed:
                return
        self.series.shoot(sender, "after-flood")
