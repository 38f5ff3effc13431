"""What was measured of one limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pytest_contract.exchange import Exchange, Response
from pytest_contract.exchange.record import header
from pytest_contract.probes.rate_limit_headers import Stated, retry_after_s, stated
from pytest_contract.probes.rate_limit_plan import TOO_MANY_REQUESTS, Limit

Step = Literal[
    "fill",
    "confirm",
    "other-user",
    "other-address",
    "other-user-same-address",
    "same-user-other-address",
    "after-reset",
    "after-retry",
    "after-window",
    "after-window-and-half",
    "much-later",
    "early",
    "flood",
    "after-flood",
]
"""Why a request of the experiment was sent, in the order in which that is done:

`fill` uses the quota up, `confirm` comes right after. The `other-…` are sent while it is used up. `after-reset` and
`after-retry` wait as long as those headers said, `after-window` until the window has ended. `early` uses the quota up
again and looks into the window at its quarters. `flood` is sent without a credential, and `after-flood` with one."""
WAITED: tuple[Step, ...] = ("after-reset", "after-retry", "after-window", "after-window-and-half", "much-later")
_AT_ONCE: tuple[Step, ...] = (
    "fill",
    "confirm",
    "other-user",
    "other-address",
    "other-user-same-address",
    "same-user-other-address",
)
_LATER: tuple[Step, ...] = ("other-address", "other-user", *WAITED)
CREDENTIAL_REFUSALS = (401, 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One request of an experiment."""

    step: Step
    at_s: float
    """On the app's clock, from the first shot on."""
    now: float
    """The app's clock itself, seconds since the epoch."""
    exchange: Exchange
    refusal: int = TOO_MANY_REQUESTS
    """The status that is declared for a limited answer."""

    @property
    def has_passed(self) -> bool:
        """Whether the app did what was asked."""
        return self.exchange.is_success

    @property
    def is_limited(self) -> bool:
        """Whether that is plainly the limiter's answer: 429, the declared status, or Retry-After on a refusal."""
        return self.exchange.is_put_off or self.exchange.status == self.refusal

    @property
    def retry_after(self) -> str | None:
        """The Retry-After header as it came."""
        answer = self.exchange.answer
        return header(answer.headers, "retry-after") if isinstance(answer, Response) else None

    @property
    def retry_after_s(self) -> float | None:
        """The seconds that it asks to wait."""
        answer = self.exchange.answer
        return retry_after_s(answer, self.now) if isinstance(answer, Response) else None

    @property
    def stated(self) -> Stated:
        """What its headers say of the quota."""
        answer = self.exchange.answer
        return stated(answer, self.now) if isinstance(answer, Response) else Stated()


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimitMeasured:
    """One limit, and all that was sent to measure it."""

    limit: Limit
    shots: tuple[Shot, ...] = ()
    """In the order in which they were sent; of several attempts, those of the one that counts."""
    is_fresh: bool = False
    """Whether the quota was certainly untouched at the first shot."""
    unverifiable: str = ""
    """Why nothing can be said of it; empty where something can."""
    attempts: int = 1
    """How often the quota was used up for `fill`: more than once where more passed than may."""
    beside: int = 0
    """How many requests were sent meanwhile to make what those of `fill` use: nobody knows whether they count."""
    clock_reason: str = ""
    """Why the window's end could not be waited for, nor time be moved; empty where it could."""

    def of(self, *steps: Step) -> tuple[Shot, ...]:
        """The shots of these steps."""
        return tuple(shot for shot in self.shots if shot.step in steps)

    def without_waits(self, reason: str) -> RateLimitMeasured:
        """What is left where no time went by for the limiter, though the clock was moved."""
        kept = tuple(shot for shot in self.shots if shot.step in _AT_ONCE)
        return replace(self, shots=kept, is_fresh=False, clock_reason=reason)

    @property
    def passed(self) -> int:
        """How many requests passed before the first that was refused by the limiter."""
        count = 0
        for shot in self.of("fill"):
            if shot is self.refused:
                break
            count += shot.has_passed
        return count

    @property
    def refused_otherwise(self) -> int:
        """How many were refused for another reason: nobody knows whether they count."""
        stop = self.refused
        before = []
        for shot in self.of("fill"):
            if shot is stop:
                break
            before.append(shot)
        return sum(not shot.has_passed for shot in before)

    @property
    def refused_at_once(self) -> Shot | None:
        """The first answer of the limiter at all, in whatever step."""
        return self.refused or next((shot for shot in self.shots if shot.is_limited), None)

    @property
    def has_recovered(self) -> bool:
        """Whether a request passed after it was waited: time went by for the limiter too."""
        return any(shot.has_passed for shot in self.of(*WAITED))

    @property
    def refused(self) -> Shot | None:
        """The first answer that the limiter gave, whatever its status; `None` where it gave none."""
        fill = self.of("fill")
        limited = next((shot for shot in fill if shot.is_limited), None)
        return limited or self._refused_in_another_way(fill)

    def _refused_in_another_way(self, fill: tuple[Shot, ...]) -> Shot | None:
        """The first of a row of refusals that nothing explains but a used-up quota: it has recovered since."""
        last_passed = max((index for index, shot in enumerate(fill) if shot.has_passed), default=None)
        if last_passed is None or last_passed + 1 >= len(fill):
            return None
        row = fill[last_passed + 1 :]
        is_steady = len(row) >= _ROW and len({shot.exchange.status for shot in row}) == 1
        later = self.of(*_LATER)
        return row[0] if is_steady and any(shot.has_passed for shot in later) else None


_ROW = 3
"""Refusals of one status in a row that may be a limiter's."""


def limited_answers(experiments: Iterable[object]) -> Iterator[Exchange]:
    """For each measured limit the first answer that the limiter gave: the operation's declarations must cover it.

    One in another status than the declared one is left out: that is a finding of the limit's own.
    """
    for each in experiments:
        refused = each.refused if isinstance(each, RateLimitMeasured) else None
        if refused is not None and refused.exchange.status in (TOO_MANY_REQUESTS, refused.refusal):
            yield refused.exchange
