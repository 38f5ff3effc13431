"""Percentiles as statistical claims: what a sample can say of all requests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

_MISSED_AT = 0.01
_KEPT_AT = 0.05
# A machine that does other things as well is late now and then; one thing that is late by itself is late again.
_FEWEST_LATE = 3
_FEWEST_FOR_MAXIMUM = 59


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentile:
    """What a sample says of a promise that this share of all requests takes no longer than a threshold."""

    verdict: Literal["kept", "missed", "inconclusive"]
    samples: int
    late: int
    """How many took longer than the threshold."""
    observed_ms: float
    """The sample's own percentile."""
    low_ms: float
    """The lower end of the 95 % confidence interval for the percentile of all requests."""
    high_ms: float
    """Its upper end; infinite where the sample is too small to have one."""


def judged(durations_ms: Sequence[float], share: float, threshold_ms: float) -> Percentile:
    """Hold ascending durations against a promise; `share` is 0.95 for P95, and 1 for a maximum.

    How many of `n` requests are late follows a binomial distribution, whatever the durations' own is: missed where so
    many late ones come by chance in less than 1 % of all samples from an app that keeps its promise; kept where so
    few come by chance in less than 5 % of all from one that doesn't. What is neither is inconclusive.
    """
    count = len(durations_ms)
    late = sum(duration > threshold_ms for duration in durations_ms)
    low, high = interval(durations_ms, share)
    return Percentile(
        verdict=_verdict(count, late, share),
        samples=count,
        late=late,
        observed_ms=durations_ms[max(math.ceil(share * count) - 1, 0)],
        low_ms=low,
        high_ms=high,
    )


def interval(durations_ms: Sequence[float], share: float) -> tuple[float, float]:
    """The 95 % confidence interval for a percentile, by order statistics, free of any assumed distribution."""
    count = len(durations_ms)
    if share >= 1:
        return durations_ms[-1], math.inf
    below = list(accumulate(_exactly(number, count, share) for number in range(count)))
    lower = max((rank for rank, chance in enumerate(below) if chance <= _KEPT_AT / 2), default=0)
    above = next((rank for rank, chance in enumerate(below) if chance >= 1 - _KEPT_AT / 2), None)
    return durations_ms[lower], math.inf if above is None else durations_ms[above]


def at_most(successes: int, count: int, share: float) -> float:
    """The probability of at most so many successes in so many trials."""
    return math.fsum(_exactly(number, count, share) for number in range(successes + 1))


def _exactly(number: int, count: int, share: float) -> float:
    if share in (0.0, 1.0):
        return float(number == count * share)
    logarithm = (
        math.lgamma(count + 1)
        - math.lgamma(number + 1)
        - math.lgamma(count - number + 1)
        + number * math.log(share)
        + (count - number) * math.log1p(-share)
    )
    return math.exp(logarithm)


def _verdict(count: int, late: int, share: float) -> Literal["kept", "missed", "inconclusive"]:
    if share >= 1:
        is_enough = count >= _FEWEST_FOR_MAXIMUM
        return "missed" if late >= _FEWEST_LATE else "kept" if not late and is_enough else "inconclusive"
    if late >= _FEWEST_LATE and 1 - at_most(late - 1, count, 1 - share) < _MISSED_AT:
        return "missed"
    return "kept" if at_most(late, count, 1 - share) < _KEPT_AT else "inconclusive"
