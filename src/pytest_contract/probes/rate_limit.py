"""The experiment: a declared limit is used up, its answer is looked at, and its window is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit_aftermath import Aftermath
from pytest_contract.probes.rate_limit_callers import Callers
from pytest_contract.probes.rate_limit_measured import CREDENTIAL_REFUSALS, WAITED, RateLimitMeasured
from pytest_contract.probes.rate_limit_plan import Limit, Plan, limits_of, plans, simplest_of, too_many
from pytest_contract.probes.rate_limit_series import MOST_TIME_S, Series
from pytest_contract.target import Sender
from pytest_contract.target.clock import Clock, WaitedClock, clock_of, reached
from pytest_contract.target.outside import outside

_BEYOND = 40


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
    series: Series = field(init=False)
    callers: Callers = field(init=False)
    _attempts: int = 1
    _beside: int = 0

    def __post_init__(self) -> None:
        self.series = Series(self.bench, self.plan, self.clock)
        self.callers = Callers(self.bench, self.clock)

    @property
    def limit(self) -> Limit:
        """The limit that is measured."""
        return self.plan.limit

    def run(self) -> RateLimitMeasured:
        """The whole experiment."""
        self.series.supply_anew()
        if not self.series.has_requests():
            return self._measured(unverifiable="no valid request was ever accepted")
        self.series.draw_ahead()
        return self._attempt()

    def _attempt(self) -> RateLimitMeasured:
        # Where time is waited for, that is put off until it's seen to be needed.
        has_rested, has_begun_anew = self.clock.can_move and self.series.rest(), False
        sender = self.callers.fresh_sender()
        self._use_up(sender)
        # Too few: it may have been used before. Too many: two windows may have met, and twice as many pass, once.
        if self._needs_another(is_fresh=has_rested) and self.series.rest():
            has_rested, self._attempts = True, self._attempts + 1
            sender = self.callers.fresh_sender()
            self._use_up(sender)
        elif self._needs_another(is_fresh=has_rested) and self._is_used_up:
            has_begun_anew, sender = self._begun_anew(sender)
        if not self._has_any_passed:
            return self._measured(unverifiable=self._why_none_passed())
        if self.series.is_late:
            return self._measured(unverifiable=f"{len(self.series.shots)} requests took {MOST_TIME_S:g} s")
        if self._is_hidden:
            return self._measured(unverifiable=f"a shorter window was used up first; {self.clock.reason}")
        is_known = self._is_told_fresh() or self._is_alike_elsewhere()
        if self._is_used_up:
            Aftermath(self.series, self.callers).look(sender)
        # Where no rest brings a quota back, the rest before it brought nothing back either.
        is_whole = has_begun_anew or (has_rested and not self._stayed_used_up)
        return self._measured(is_fresh=is_known or is_whole)

    @property
    def _stayed_used_up(self) -> bool:
        waited = [shot for shot in self.series.shots if shot.step in WAITED]
        return bool(waited) and not any(shot.has_passed for shot in waited)

    def _begun_anew(self, sender: Sender) -> tuple[bool, Sender]:
        """Whether the quota is certainly whole after the app was emptied; else somebody tries who sent nothing yet."""
        if self.bench.reset is not None:
            self.bench.reset()
            self.series.supply_anew()
            self._attempts += 1
            self._use_up(sender)
            if self._has_any_passed:
                return True, sender
        for other in self.callers.others(sender) if not self._has_any_passed else ():
            sender = self.callers.sender(self.callers.elsewhere(other))
            self._use_up(sender)
            if self._has_any_passed:
                break
        return False, sender

    @property
    def _has_any_passed(self) -> bool:
        return any(shot.has_passed for shot in self.series.shots)

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
        self.series.begin()
        sent_before = len(self.bench.sender.exchanges)
        self.series.fill(sender, "fill", self._ceiling)
        self._beside = len(self.bench.sender.exchanges) - sent_before

    def _is_told_fresh(self) -> bool:
        """Whether the first answer said itself that but one of the quota is gone."""
        left = self.series.shots[0].stated.remaining
        return left is not None and left >= self.limit.least - 1

    def _is_alike_elsewhere(self) -> bool:
        """Whether as many pass from another address that nobody ever sent from: then neither was used before."""
        passed = self._measured().passed
        if passed >= self.limit.least or not self.callers.sees_addresses or self.clock.can_move:
            return False
        kept = list(self.series.shots)
        again = self.series.fill(self.callers.fresh_sender(), "fill", self.limit.most)
        self.series.shots[:] = kept
        return again == passed

    def _measured(self, *, is_fresh: bool = False, unverifiable: str = "") -> RateLimitMeasured:
        return RateLimitMeasured(
            limit=self.limit,
            shots=tuple(self.series.shots),
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
        if all(shot.is_limited for shot in self.series.shots):
            return f"the quota was used up before the first request; {self.clock.reason or 'it never came back'}"
        statuses = sorted({str(shot.exchange.status or "nothing") for shot in self.series.shots})
        return f"valid requests were answered {', '.join(statuses)} from the first one on"

    @property
    def _is_used_up(self) -> bool:
        last = self.series.shots[-1]
        return last.is_limited or not last.has_passed
