"""CT503 rate-limit-too-high."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, key_of, measured_limits
from pytest_contract.rules.rule import OperationRule


class RateLimitTooHigh(OperationRule):
    """More requests pass than the declared rate limit allows, before it holds.

    Why it matters: what was sized for the declared limit gets more than that.

    Example: the design says "10 reports per hour", and the 21st is the first that is answered 429.

    A burst that is declared, what a token bucket refills meanwhile, and two windows that meet make room; a number that
    is off by one is seen.

    How to mend: lower the limit, or declare the one that holds.

    How to accept: `--contract-ignore=CT503`.
    """

    code = "CT503"
    name = "rate-limit-too-high"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            refused = measured.refused
            if refused is not None and count(measured) == "more":
                yield self.finding(
                    evidence,
                    key=key_of(measured),
                    message=(
                        f"{measured.limit.label} are declared; {measured.passed} passed before a request was answered "
                        f"{refused.exchange.status}."
                    ),
                    remedy=f"Allow {measured.limit.most} of them, or declare {measured.passed}.",
                    shown=refused.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )
