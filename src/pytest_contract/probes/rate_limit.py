"""The experiment: a declared limit is used up, its answer is looked at, and its window is waited for."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from pytest_contract.exchange import Intent, Request
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit_measured import CREDENTIAL_REFUSALS, WAITED, RateLimitMeasured, Shot, Step
from pytest_contract.probes.rate_limit_plan import Limit, Plan, limits_of, plans, simplest_of, too_many
from pytest_contract.target import Identity, Sender
from pytest_contract.target.clock import Clock, WaitedClock, clock_of, reached
from pytest_contract.target.identity import ADDRESSES, fresh
from pytest_contract.target.outside import outside

RATE_LIMIT = "rate-limit"

_INTENT = Intent(kind="probe", phase="probe", probe=RATE_LIMIT)
_ROW = 3
_BEYOND = 40
_KEPT_REQUESTS = 8
_DRAWN_AHEAD = 64
# A little behind the quarters, so that what has half the length is over at each second one.
_QUARTERS = (0.26, 0.52, 0.78, 0.97)
_LATER: tuple[tuple[Step, float], ...] = (("after-window-and-half", 1.5), ("much-later", 2.0), ("much-later", 10.0))
_MOST_IN_FLOOD = 100
_MOST_TIME_S = 30.0
# Headers count whole seconds, cut off or rounded, and a window that weighs the last one opens a moment later.
_ROUNDED_S = 2.0


def probe_rate_limits(bench: Bench) -> Iterator[RateLimitMeasured]:
    """Measure every limit that is declared for the operation, each by itself."""
    simplest = simplest_of(bench.document, bench.limited_apart)
    for plan in plans(limits_of(bench.document, bench.operation, bench.claims, simplest), bench.operation, simplest):
        yield measure(bench, plan)


def measure(bench: Bench, plan: Plan) -> RateLimitMeasured:
    """Measure one limit; where moving time has no effect on the limiter, what can be waited for is waited for."""
    limit, target = plan.limit, bench.sender.target
    reason = limit.unmeasured or too_many(limit, target.kind)
    if reason:
        return RateLimitMeasured(limit=limit, unverifiable=reason)
    with clock_of(target, max_wait_s=bench.max_wait_s, at_s=reached(target)) as clock:
        measured = Experiment(bench, plan, clock).run()
    reason = _why_time_stood_still(measured) if clock.can_move else ""
    if not reason:
        return measured
    again = Experiment(bench, plan, WaitedClock(budget_s=bench.max_wait_s, reason=reason)).run()
    # The first try may have left nothing for a second one.
    return measured.without_waits(reason) if again.unverifiable and measured.passed else again


def _why_time_stood_still(measured: RateLimitMeasured) -> str:
    """Why what was measured on a moved clock says nothing; empty where it does."""
    with_credential = [shot for shot in measured.shots if shot.step != "flood"]
    if any(shot.exchange.status in CREDENTIAL_REFUSALS for shot in with_credential) and not measured.has_recovered:
        return "the credential doesn't last as long as the limit's window"
    if not measured.shots or measured.has_recovered or measured.refused_at_once is None:
        return ""
    elsewhere = outside()
    return f"the limiter may count elsewhere, by another clock: {', '.join(elsewhere[:3])}" if elsewhere else ""


@dataclass(slots=True)
class Experiment:
    """One limit's experiment, on one clock."""

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
    _attempts: int = 1
    _beside: int = 0

    @property
    def limit(self) -> Limit:
        """The limit that is measured."""
        return self.plan.limit

    def run(self) -> RateLimitMeasured:
        """The whole experiment."""
        self._supply = iter(self.bench.supply())
        if not self._draw(1):
            return self._measured(unverifiable="no valid request was ever accepted")
        if self._creates:
            # What is made for them is made before the quota is looked at.
            self._draw(min(self.limit.most + 2, _DRAWN_AHEAD))
        return self._attempt()

    def _attempt(self) -> RateLimitMeasured:
        # Where time is waited for, that is put off until it's seen to be needed.
        has_rested, has_begun_anew = self.clock.can_move and self._rest(), False
        sender = self._fresh_sender()
        self._use_up(sender)
        # Too few: it may have been used before. Too many: two windows may have met, and twice as many pass, once.
        if self._needs_another(is_fresh=has_rested) and self._rest():
            has_rested, self._attempts = True, self._attempts + 1
            sender = self._fresh_sender()
            self._use_up(sender)
        elif self._needs_another(is_fresh=has_rested) and self._is_used_up:
            has_begun_anew, sender = self._begun_anew(sender)
        if not self._has_any_passed:
            return self._measured(unverifiable=self._why_none_passed())
        if self._is_late:
            return self._measured(unverifiable=f"{len(self.shots)} requests took {_MOST_TIME_S:g} s")
        if self._is_hidden:
            return self._measured(unverifiable=f"a shorter window was used up first; {self.clock.reason}")
        is_known = self._is_told_fresh() or self._is_alike_elsewhere()
        if self._is_used_up:
            self._look_around(sender)
            self._wait_it_out(sender)
            self._look_into_the_window()
            self._flood()
        # Where no rest brings a quota back, the rest before it brought nothing back either.
        is_whole = has_begun_anew or (has_rested and not self._stayed_used_up)
        return self._measured(is_fresh=is_known or is_whole)

    @property
    def _stayed_used_up(self) -> bool:
        waited = [shot for shot in self.shots if shot.step in WAITED]
        return bool(waited) and not any(shot.has_passed for shot in waited)

    def _begun_anew(self, sender: Sender) -> tuple[bool, Sender]:
        """Whether the quota is certainly whole after the app was emptied; else somebody tries who sent nothing yet."""
        if self.bench.reset is not None:
            self.bench.reset()
            self._requests.clear()
            self._supply = iter(self.bench.supply())
            self._attempts += 1
            self._use_up(sender)
            if self._has_any_passed:
                return True, sender
        for other in self._other_users(sender) if not self._has_any_passed else ():
            sender = self._sender(self._elsewhere(other))
            self._use_up(sender)
            if self._has_any_passed:
                break
        return False, sender

    @property
    def _has_any_passed(self) -> bool:
        return any(shot.has_passed for shot in self.shots)

    def _needs_another(self, *, is_fresh: bool) -> bool:
        passed = self._measured().passed
        is_used = passed < self.limit.least and not is_fresh and not self._is_told_fresh()
        return passed > self.limit.most or is_used

    @property
    def _is_hidden(self) -> bool:
        """Whether a shorter window that can't be stepped over was used up first."""
        passed = self._measured().passed
        return passed < self.limit.least and any(passed <= each.most for each in self._unpassable)

    @property
    def _unpassable(self) -> tuple[Limit, ...]:
        return () if self.clock.can_move else self.plan.smaller

    def _use_up(self, sender: Sender) -> None:
        self.shots.clear()
        self._began = self.clock.now()
        sent_before = len(self.bench.sender.exchanges)
        self._fill(sender, "fill", self._ceiling)
        self._beside = len(self.bench.sender.exchanges) - sent_before

    def _is_told_fresh(self) -> bool:
        """Whether the first answer said itself that but one of the quota is gone."""
        left = self.shots[0].stated.remaining
        return left is not None and left >= self.limit.least - 1

    def _is_alike_elsewhere(self) -> bool:
        """Whether as many pass from another address that nobody ever sent from: then neither was used before."""
        passed = self._measured().passed
        if passed >= self.limit.least or not self._sees_addresses or self.clock.can_move:
            return False
        kept = list(self.shots)
        again = self._fill(self._fresh_sender(), "fill", self.limit.most)
        self.shots[:] = kept
        return again == passed

    def _measured(self, *, is_fresh: bool = False, unverifiable: str = "") -> RateLimitMeasured:
        return RateLimitMeasured(
            limit=self.limit,
            shots=tuple(self.shots),
            is_fresh=is_fresh,
            unverifiable=unverifiable,
            clock_reason=self.clock.reason,
            attempts=self._attempts,
            beside=self._beside,
        )

    @property
    def _ceiling(self) -> int:
        """How many may pass before it's plain that nothing stops them."""
        return self.limit.most + max(self.limit.most, _BEYOND) + 1

    def _why_none_passed(self) -> str:
        if all(shot.is_limited for shot in self.shots):
            return f"the quota was used up before the first request; {self.clock.reason or 'it never came back'}"
        statuses = sorted({str(shot.exchange.status or "nothing") for shot in self.shots})
        return f"valid requests were answered {', '.join(statuses)} from the first one on"

    @property
    def _is_used_up(self) -> bool:
        last = self.shots[-1]
        return last.is_limited or not last.has_passed

    def _rest(self) -> bool:
        """Whether any quota is whole again: of two windows, the second knows nothing of what was before the first.

        Where time is waited for, one window has to do.
        """
        windows = self.limit.windows_to_fill + self.clock.can_move
        return self.clock.elapse(windows * self.limit.window_s + self.limit.slack_s)

    def _fresh_sender(self) -> Sender:
        return self._sender(self._elsewhere(self.bench.sender.identity))

    def _elsewhere(self, identity: Identity) -> Identity:
        """The identity from an address that sent nothing yet; where the limiter outlives a run, in no earlier one."""
        if not self._sees_addresses:
            return identity
        if self.clock.can_move:
            return self.bench.fresh(identity)
        return fresh(identity, secrets.randbelow(ADDRESSES))

    def _sender(self, identity: Identity) -> Sender:
        """A sender that nobody watches: what a watcher sends would count."""
        own = self.bench.sender
        return Sender(own.target, identity, own.timeout_s, own.query_credentials, own.keyring)

    def _fill(self, sender: Sender, step: Step, most: int) -> int:
        """Send until the limiter answers, until refusals of another kind come in a row, or until `most` have passed."""
        passed = row = 0
        while passed < most and row < _ROW and not self._is_late:
            self._step_over_smaller_limits()
            shot = self._shoot(sender, step)
            if shot.is_limited:
                if not self._was_a_smaller_limit(sender, step):
                    break
                shot = self.shots[-1]
            passed += shot.has_passed
            row = 0 if shot.has_passed else row + 1
        return passed

    @property
    def _is_late(self) -> bool:
        """Whether the experiment has taken so long, for us, that it ends where it stands."""
        return time.perf_counter() - self._started > _MOST_TIME_S

    def _step_over_smaller_limits(self) -> None:
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
        if self._shoot(sender, step).has_passed:
            self._pace = passed
            return True
        self.shots[-1] = limited
        return False

    def _shoot(self, sender: Sender, step: Step, *, is_bare: bool = False) -> Shot:
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

    # -- while it is used up --------------------------------------------------------------------------------------

    def _look_around(self, sender: Sender) -> None:
        self._shoot(sender, "confirm")
        others = self._other_users(sender)
        own = sender.identity
        if self._sees_addresses:
            elsewhere = self._elsewhere(own)
            self._shoot(self._sender(elsewhere), "same-user-other-address" if own.headers else "other-address")
        for other in others[:1]:
            there = self._elsewhere(other) if self._sees_addresses else other
            self._shoot(self._sender(there), "other-user")
            if self._sees_addresses:
                same_place = replace(other, client=own.client)
                self._shoot(self._sender(same_place), "other-user-same-address")

    @property
    def _sees_addresses(self) -> bool:
        return self.bench.sender.target.kind != "url"

    def _other_users(self, sender: Sender) -> Sequence[Identity]:
        own = sender.identity
        return [each for each in self.bench.identities if each.name != own.name and each.headers != own.headers]

    # -- until it has recovered -----------------------------------------------------------------------------------

    def _wait_it_out(self, sender: Sender) -> None:
        limited = self.shots_of("fill")[-1]
        last_s = self.clock.now()
        for step, asked_s in self._promises(limited):
            if not self._elapse_until(limited.now + asked_s + min(_ROUNDED_S, self.limit.slack_s)):
                return
            if self._shoot(sender, step).has_passed:
                break
            last_s = self.clock.now()
        self._wait_for_the_end(sender, last_s)

    def _promises(self, limited: Shot) -> list[tuple[Step, float]]:
        """The waits that the answer names, shortest first; what is far beyond the window is no use."""
        longest_s = 1.5 * self.limit.window_s + self.limit.slack_s
        named: tuple[tuple[Step, float | None], ...] = (
            ("after-reset", limited.stated.reset_s),
            ("after-retry", limited.retry_after_s),
        )
        waits = [(step, wait_s) for step, wait_s in named if wait_s is not None and 0 <= wait_s <= longest_s]
        return sorted(waits, key=lambda wait: wait[1])

    def _wait_for_the_end(self, sender: Sender, last_s: float) -> None:
        window_s, slack_s = self.limit.window_s, self.limit.slack_s
        if not self._elapse_until(last_s + window_s + slack_s):
            return
        if self._shoot(sender, "after-window").has_passed:
            return
        for step, windows in _LATER:
            if not self._elapse_until(last_s + windows * window_s + slack_s):
                return
            # How many pass tells a longer window, which is whole again, from one that weighs its last one.
            if self._fill(sender, step, self.limit.most):
                return

    def _elapse_until(self, moment: float) -> bool:
        left = moment - self.clock.now()
        return left <= 0 or self.clock.elapse(left)

    def shots_of(self, step: Step) -> list[Shot]:
        """The shots of one step."""
        return [shot for shot in self.shots if shot.step == step]

    # -- whether it recovers too early ----------------------------------------------------------------------------

    def _look_into_the_window(self) -> None:
        """Use up a quota that is whole, and look again within the window: what passes there is counted."""
        if not self.clock.can_move or not self._rest():
            return
        sender, start = self._fresh_sender(), self.clock.now()
        passed = self._fill(sender, "early", self.limit.most + 1)
        window_s = self.limit.window_s
        moments = [*_QUARTERS, *(1 + quarter for quarter in _QUARTERS)]
        for moment in moments:
            if moment > 1 and passed <= self.limit.most:
                return
            self._elapse_until(start + moment * window_s)
            passed += self._fill(sender, "early", self.limit.most)

    # -- whether strangers use it up ------------------------------------------------------------------------------

    def _flood(self) -> None:
        """Send as many requests without a credential as would use the quota up, then one with it."""
        limit = self.limit
        sender = self._fresh_sender()
        if limit.scope not in ("user", "key") or limit.most > _MOST_IN_FLOOD or not sender.identity.headers:
            return
        if not self.bench.operation.requires_credentials or not self.clock.can_move or not self._rest():
            return
        for _ in range(limit.most + 1):
            self._step_over_smaller_limits()
            if self._shoot(sender, "flood", is_bare=True).has_passed:
                return
        self._shoot(sender, "after-flood")
