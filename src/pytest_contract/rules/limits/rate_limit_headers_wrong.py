"""CT508 rate-limit-headers-wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured, Shot
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import is_refused, key_of, measured_limits, window_seen
from pytest_contract.rules.rule import OperationRule

_ENOUGH = 3
_OFF = 1
_MEANWHILE_S = 1.0

Fault = tuple[str, str, Shot]


class RateLimitHeadersWrong(OperationRule):
    """The headers that speak of a quota don't say what happens.

    Why it matters: good clients steer by them, and slow down before they are limited.

    Example: `X-RateLimit-Remaining: 10` on every answer, the limited one too.

    Read are `RateLimit-*`, `X-RateLimit-*`, `X-Rate-Limit-*`, and the fields `RateLimit` and `RateLimit-Policy` of
    the IETF's drafts. The limit is the declared one, or the one that was measured; what remains counts down, and is
    used up on a limited answer; the reset, in seconds or as a time, is within the window, and a request passes then.

    How to mend: let the limiter write the headers from the quota that it counts.

    How to accept: `--contract-ignore=CT508`.
    """

    code = "CT508"
    name = "rate-limit-headers-wrong"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        everything = list(measured_limits(evidence))
        numbers = {number for each in everything for number in (each.limit.limit, each.limit.burst, each.passed)}
        for measured in everything:
            shots = [shot for shot in measured.of("fill", "confirm") if shot.stated.names]
            for kind, message, shot in _faults(measured, shots, numbers) if shots else ():
                yield self.finding(
                    evidence,
                    key=f"{kind} {key_of(measured)}",
                    message=message,
                    remedy="Let the limiter write the headers from the quota that it counts.",
                    shown=shot.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )


def _faults(measured: RateLimitMeasured, shots: list[Shot], numbers: set[int | None]) -> Iterator[Fault]:
    checks = (_malformed(shots), _limit(measured, shots, numbers), _remaining(measured, shots), _reset(measured))
    yield from (fault for fault in checks if fault is not None)


def _malformed(shots: list[Shot]) -> Fault | None:
    found = next((shot for shot in shots if shot.stated.malformed), None)
    return None if found is None else ("malformed", f"`{found.stated.malformed[0]}` can't be read.", found)


def _limit(measured: RateLimitMeasured, shots: list[Shot], numbers: set[int | None]) -> Fault | None:
    if measured.refused is None:
        # Nothing shows that the headers are wrong, and not the number of requests that pass.
        return None
    for shot in shots:
        said = shot.stated
        named = {said.limit, *(policy.limit for policy in said.policies)} - {None}
        if named and not named & numbers:
            what = f"the headers name a limit of {', '.join(map(str, sorted(named, key=str)))}"
            return "limit", f"{what}; {measured.limit.label} are declared, and {measured.passed} passed.", shot
    return None


def _remaining(measured: RateLimitMeasured, shots: list[Shot]) -> Fault | None:
    """Of one quota at a time: where several are told in turn, each counts for itself."""
    refused = measured.refused
    if len({shot.stated.limit for shot in shots}) > 1:
        return None
    left = [(shot, shot.stated.remaining) for shot in shots if shot.has_passed and shot.stated.remaining is not None]
    for (earlier, before), (shot, after) in pairwise(left):
        is_at_once = shot.at_s - earlier.at_s < _MEANWHILE_S
        if is_at_once and before is not None and after is not None and after > before + _OFF:
            return "remaining", f"what remains went up, from {before} to {after}, while requests were sent.", shot
    if len(left) >= _ENOUGH and refused is not None and left[0][1] == left[-1][1]:
        return "remaining", f"{left[0][1]} remained before and after {len(left)} requests.", left[-1][0]
    over = refused.stated.remaining if refused is not None and refused in shots else None
    if refused is not None and over is not None and over > 0:
        return "remaining", f"a limited answer says that {over} requests remain.", refused
    return None


def _reset(measured: RateLimitMeasured) -> Fault | None:
    refused = measured.refused
    reset_s = None if refused is None else refused.stated.reset_s
    if refused is None or reset_s is None or window_seen(measured) != "kept":
        return None
    slack_s, window_s = measured.limit.slack_s, measured.limit.window_s
    said = f"a limited answer puts the reset {abs(reset_s):.0f} s"
    if reset_s > window_s + slack_s + 1:
        return "reset", f"{said} ahead, in a window of {window_s:g} s.", refused
    if reset_s < -slack_s - 1:
        return "reset", f"{said} into the past.", refused
    waited = measured.of("after-reset")
    if waited and is_refused(waited[0], measured):
        return "reset", f"{said} ahead; a request was limited then.", waited[0]
    return None
