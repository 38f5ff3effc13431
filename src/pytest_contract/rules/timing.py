"""Promises of latency, held against what was timed."""

from __future__ import annotations

import math

from pytest_contract.design import Claim
from pytest_contract.probes.latency import LatencyMeasured
from pytest_contract.rules.percentile import Percentile, judged


def name_of(claim: Claim) -> str:
    """`P95`, or `the maximum`."""
    percentile = claim.value["percentile"]
    return "the maximum" if percentile in ("max", 100) else f"P{percentile:g}"


def timed(claim: Claim, measured: LatencyMeasured) -> Percentile:
    """What was timed says of a claim."""
    percentile = claim.value["percentile"]
    share = 1.0 if percentile == "max" else float(percentile) / 100
    return judged(measured.durations_ms, share, float(claim.value["threshold_ms"]))


def described(claim: Claim, measured: LatencyMeasured) -> str:
    """`P95 is 31 ms (28 to 44 ms, 120 requests, in process: the app alone)`."""
    found = timed(claim, measured)
    ends = f"{spelt(found.low_ms)} to {spelt(found.high_ms)} ms" if math.isfinite(found.high_ms) else "no upper bound"
    where = "in process: the app alone" if measured.is_in_process else "from this machine"
    return f"{name_of(claim)} is {spelt(found.observed_ms)} ms ({ends}, {found.samples} requests, {where})"


def spelt(milliseconds: float) -> str:
    """Two significant digits where they are few, whole ones where they are many."""
    return f"{milliseconds:.2g}" if milliseconds < 100 else f"{milliseconds:.0f}"
