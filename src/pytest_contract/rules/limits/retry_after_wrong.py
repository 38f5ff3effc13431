"""CT505 retry-after-wrong."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured, Shot
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import is_refused, key_of, measured_limits, window_seen
from pytest_contract.rules.rule import OperationRule

NAME = "Retry-After"


class RetryAfterWrong(OperationRule):
    """A limited answer lacks the `Retry-After` that is declared, or has one that isn't true.

    Why it matters: clients wait as long as they are told. Too short, and they hammer; too long, and they stand idle.

    Example: `Retry-After: 7200` on a limit of 10 per hour, where the next request passes after an hour.

    It is a number of seconds or an HTTP date (RFC 9110, section 10.2.3). It is true where a request passes once that
    time has gone by, and where that is no longer than the window. Where the spec requires the header, its absence is
    CT104's.

    How to mend: send the seconds until the next request will pass, or take the promise back.

    How to accept: `--contract-ignore=CT505`.
    """

    code = "CT505"
    name = "retry-after-wrong"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            refused = measured.refused
            fault = None if refused is None else _fault(evidence, measured, refused)
            if refused is not None and fault is not None:
                kind, message = fault
                yield self.finding(
                    evidence,
                    key=f"{kind} {key_of(measured)}",
                    message=message,
                    remedy="Send the seconds until the next request will pass, or an HTTP date.",
                    shown=refused.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )


def _fault(evidence: OperationEvidence, measured: RateLimitMeasured, refused: Shot) -> tuple[str, str] | None:
    status, window_s = refused.exchange.status, measured.limit.window_s
    if refused.retry_after is None:
        is_missing = status == measured.limit.refusal and _is_declared(evidence, measured, status)
        return ("missing", f"the {status} has no {NAME}, which is declared.") if is_missing else None
    shown = f"{NAME}: {refused.retry_after[:60]}"
    seconds = refused.retry_after_s
    if seconds is None:
        return "malformed", f"the {status} says `{shown}`, which is neither a number of seconds nor an HTTP date."
    if window_seen(measured) != "kept":
        # Whatever it says, the window itself is the matter.
        return None
    if seconds > window_s + measured.limit.slack_s + 1:
        return "long", f"the {status} says `{shown}`; the window of {window_s:g} s ends sooner, and requests pass then."
    waited = measured.of("after-retry")
    if waited and is_refused(waited[0], measured):
        return "untrue", f"the {status} says `{shown}`; after that time the next request was limited again."
    return None


def _is_declared(evidence: OperationEvidence, measured: RateLimitMeasured, status: int | None) -> bool:
    response = evidence.operation.response_for(status or 0)
    in_spec = [] if response is None else [each for each in response.headers if each.name.lower() == NAME.lower()]
    if any(each.required for each in in_spec):
        return False
    return bool(in_spec) or NAME.lower() in measured.limit.headers
