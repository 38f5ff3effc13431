"""CT506 rate-limit-window-wrong."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured, Shot
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, key_of, measured_limits, passed_early, window_seen
from pytest_contract.rules.rule import OperationRule


class RateLimitWindowWrong(OperationRule):
    """A rate limit's window ends later than declared, or not at all, or so early that more passes.

    Why it matters: a client that waited its hour is still locked out; or the limit holds for a minute in place of
    an hour, and sixty times as much passes.

    Example: the design says "10 reports per hour", and the quota comes back after a day.

    Fixed windows, sliding ones and token buckets are all as good. In any of them a request passes once a whole window
    has gone by without one; one that weighs its last window may take half a window more. In any of them no more than
    twice the limit passes within one window, and three times within two.

    How to mend: let the window be as long as declared, or declare the one that holds.

    How to accept: `--contract-ignore=CT506`.
    """

    code = "CT506"
    name = "rate-limit-window-wrong"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            fault = _late(measured) or _early(measured)
            if fault is not None:
                kind, message, shown = fault
                yield self.finding(
                    evidence,
                    key=f"{kind} {key_of(measured)}",
                    message=message,
                    remedy="Let the window be as long as declared, or declare the one that holds.",
                    shown=shown.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )


Fault = tuple[str, str, Shot]


def _late(measured: RateLimitMeasured) -> Fault | None:
    seen, window_s = window_seen(measured), measured.limit.window_s
    if seen not in ("never", "longer"):
        return None
    waited = measured.of("after-window-and-half", "much-later")
    refused = measured.of("after-window")[-1]
    if seen == "longer":
        until_s = next(shot for shot in waited if shot.has_passed).at_s - measured.of("fill")[-1].at_s
        said = f"the quota was used up for longer than its {window_s:g} s, and came back by {until_s:.0f} s."
        return "late", said, refused
    gone_s = waited[-1].at_s - measured.of("fill")[-1].at_s
    said = f"the quota was still used up {gone_s:.0f} s later; its window is declared as {window_s:g} s."
    return "never", said, refused


def _early(measured: RateLimitMeasured) -> Fault | None:
    if count(measured) != "kept":
        return None
    limit, window_s = measured.limit.limit, measured.limit.window_s
    for windows in (1, 2):
        passed = passed_early(measured, windows * window_s)
        if len(passed) > (windows + 1) * limit + measured.limit.most - limit:
            within_s = passed[-1].at_s - passed[0].at_s
            message = f"{len(passed)} requests passed within {within_s:.0f} s; {measured.limit.label} are declared."
            return "early", message, passed[-1]
    return None
