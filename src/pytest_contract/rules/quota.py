"""What a measured limit means: how many passed, and whether that is what was declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pytest_contract.probes.rate_limit_measured import RateLimitMeasured, Shot
from pytest_contract.rules.evidence import OperationEvidence

Count = Literal["kept", "fewer", "more", "endless", "unclear"]
"""How many passed: as many as declared, fewer, more, all that were sent; `unclear` where it can't be told."""


def measured_limits(evidence: OperationEvidence) -> Iterator[RateLimitMeasured]:
    """The limits of which something can be said."""
    return (measured for measured in evidence.measured(RateLimitMeasured) if not measured.unverifiable)


def key_of(measured: RateLimitMeasured) -> str:
    """What tells a limit from others in a fingerprint: `10/3600`."""
    return f"{measured.limit.limit}/{measured.limit.window_s:g}"


def count(measured: RateLimitMeasured) -> Count:
    """How many requests passed, against the declaration.

    A token bucket refills while it is emptied, and a request that was refused for another reason may have counted:
    both make room. Too few prove nothing where the quota may have been used before.
    """
    limit, refused = measured.limit, measured.refused
    sent_within_s = max((shot.at_s for shot in measured.of("fill")), default=0.0)
    refilled = int(limit.limit * sent_within_s / limit.window_s)
    if refused is None:
        if measured.passed <= limit.most + refilled or sent_within_s >= limit.window_s:
            return "unclear"
        return "endless"
    if measured.passed > limit.most + refilled:
        return "unclear" if _may_straddle(measured, sent_within_s) else "more"
    if measured.passed + measured.refused_otherwise + measured.beside < limit.least:
        return "fewer" if measured.is_fresh else "unclear"
    return "kept"


def _may_straddle(measured: RateLimitMeasured, sent_within_s: float) -> bool:
    """Whether one window may have ended, and the next one begun, while the quota was used up for the only time."""
    window_s, fill = measured.limit.window_s, measured.of("fill")
    if measured.attempts > 1 or measured.passed > 2 * measured.limit.most:
        return False
    return sent_within_s > 0.02 * window_s or fill[0].now // window_s != fill[-1].now // window_s


def window_seen(measured: RateLimitMeasured) -> Literal["kept", "never", "longer", "unclear"]:
    """Whether the quota came back once the window had ended.

    A weighted sliding window lets the first request in later than a window's length, and then about half of them: that
    it is still closed half a window later, or that all pass then, is no such window.
    """
    at_end = measured.of("after-window")
    if not at_end or measured.refused is None:
        return "unclear"
    if at_end[-1].has_passed:
        return "kept"
    if not is_refused(at_end[-1], measured):
        return "unclear"
    later = measured.of("after-window-and-half", "much-later")
    if not later:
        return "unclear"
    passed = sum(shot.has_passed for shot in measured.of("after-window-and-half"))
    if passed:
        return "longer" if passed > max(1, 0.75 * measured.limit.limit) else "kept"
    if measured.limit.limit == 1 and any(shot.has_passed for shot in later[1:2]):
        return "kept"
    return "longer" if any(shot.has_passed for shot in later) else "never"


def is_refused(shot: Shot, measured: RateLimitMeasured) -> bool:
    """Whether the limiter refused it, in whatever status it does that."""
    refused = measured.refused
    return shot.is_limited or (refused is not None and shot.exchange.status == refused.exchange.status)


def passed_early(measured: RateLimitMeasured, within_s: float) -> tuple[Shot, ...]:
    """What passed of the second use of the quota, so many seconds from its first request on."""
    early = measured.of("early")
    return tuple(shot for shot in early if shot.has_passed and shot.at_s < early[0].at_s + within_s)
