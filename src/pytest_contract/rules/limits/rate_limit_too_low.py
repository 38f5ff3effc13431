"""CT502 rate-limit-too-low."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, key_of, measured_limits
from pytest_contract.rules.rule import OperationRule


class RateLimitTooLow(OperationRule):
    """Fewer requests pass than the declared rate limit allows.

    Why it matters: a client that keeps to the documented limit is refused.

    Example: the design says "10 reports per hour", and the sixth is answered 429.

    Only requests that were accepted are counted, as an identity whose quota was certainly untouched. A burst that is
    declared is what must pass at once.

    How to mend: raise the limit, or declare the one that holds.

    How to accept: `--contract-ignore=CT502`.
    """

    code = "CT502"
    name = "rate-limit-too-low"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            refused = measured.refused
            if refused is not None and count(measured) == "fewer":
                yield self.finding(
                    evidence,
                    key=key_of(measured),
                    message=(
                        f"{measured.limit.label} are declared; after {measured.passed} the next request was answered "
                        f"{refused.exchange.status}."
                    ),
                    remedy=f"Allow {measured.limit.least} of them, or declare {measured.passed}.",
                    shown=refused.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )
