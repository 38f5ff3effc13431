"""What a sample says of a percentile: kept, missed, or nothing."""

from __future__ import annotations

import math
import random

import pytest

from pytest_contract.rules.percentile import at_most, interval, judged


def sample(count: int, late: int, threshold: float = 100.0) -> list[float]:
    """So many durations, so many of them late."""
    return [threshold / 2] * (count - late) + [threshold * 2] * late


VERDICTS = [
    pytest.param(0.95, 59, 0, "kept", id="P95-smallest-sample-that-says-kept"),
    pytest.param(0.95, 58, 0, "inconclusive", id="P95-one-too-few"),
    pytest.param(0.99, 299, 0, "kept", id="P99-smallest-sample-that-says-kept"),
    pytest.param(0.99, 298, 0, "inconclusive", id="P99-one-too-few"),
    pytest.param(0.50, 5, 0, "kept", id="P50-smallest-sample-that-says-kept"),
    pytest.param(0.95, 300, 8, "kept", id="P95-some-late-ones"),
    pytest.param(0.95, 300, 15, "inconclusive", id="P95-just-as-many-as-promised"),
    pytest.param(0.95, 300, 40, "missed", id="P95-far-too-many"),
    pytest.param(0.95, 100, 100, "missed", id="P95-all-late"),
    pytest.param(0.95, 2, 2, "inconclusive", id="P95-two-requests"),
    pytest.param(1.0, 300, 0, "kept", id="maximum-never-exceeded"),
    pytest.param(1.0, 300, 1, "inconclusive", id="maximum-exceeded-once"),
    pytest.param(1.0, 300, 3, "missed", id="maximum-exceeded-again-and-again"),
    pytest.param(1.0, 20, 0, "inconclusive", id="maximum-of-few"),
]


@pytest.mark.parametrize(("share", "count", "late", "verdict"), VERDICTS)
def test_verdict(share: float, count: int, late: int, verdict: str) -> None:
    assert judged(sample(count, late), share, 100.0).verdict == verdict


def test_late_means_longer_than_the_threshold() -> None:
    assert judged([100.0] * 100, 0.95, 100.0).late == 0


def test_binomial_probabilities_are_those_of_the_textbook() -> None:
    assert at_most(0, 59, 0.05) == pytest.approx(0.0485, abs=1e-4)
    assert at_most(5, 10, 0.5) == pytest.approx(638 / 1024)
    assert at_most(10, 10, 0.3) == pytest.approx(1.0)


def test_interval_holds_the_true_percentile_as_often_as_it_says() -> None:
    luck = random.Random(7)
    held = 0
    for _ in range(300):
        low, high = interval(sorted(luck.expovariate(1.0) for _ in range(100)), 0.9)
        held += low <= -math.log(0.1) <= high
    assert held >= 300 * 0.93


def test_small_sample_has_no_upper_bound() -> None:
    low, high = interval([1.0, 2.0, 3.0], 0.95)
    assert (low, high) == (2.0, math.inf)


@pytest.mark.parametrize("share", [0.5, 0.95, 0.99])
def test_app_that_keeps_its_promise_is_seldom_blamed(share: float) -> None:
    luck = random.Random(11)
    blamed = 0
    for _ in range(200):
        durations = sorted(150.0 if luck.random() > share else 50.0 for _ in range(120))
        blamed += judged(durations, share, 100.0).verdict == "missed"
    assert blamed <= 6
