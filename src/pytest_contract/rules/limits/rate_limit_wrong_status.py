"""CT504 rate-limit-wrong-status."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import key_of, measured_limits
from pytest_contract.rules.rule import OperationRule


class RateLimitWrongStatus(OperationRule):
    """Beyond the declared rate limit, another status is answered than the declared one.

    Why it matters: clients wait and try again after 429; after 403 or 500 they give up, or try again at once.

    Example: the design says "10 reports per hour, then 429", and the eleventh is answered 503.

    Where no status is declared, 429 is (RFC 6585, section 4). A refusal of another kind counts as the limiter's where
    it sets in after requests that passed, stays, and ends with the window.

    How to mend: answer with the declared status, or declare the one that is answered.

    How to accept: `--contract-ignore=CT504`.
    """

    code = "CT504"
    name = "rate-limit-wrong-status"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            refused = measured.refused
            if refused is not None and refused.exchange.status != measured.limit.refusal:
                yield self.finding(
                    evidence,
                    key=key_of(measured),
                    message=(
                        f"after {measured.passed} requests the next was answered {refused.exchange.status}; "
                        f"{measured.limit.refusal} is declared for what exceeds {measured.limit.label}."
                    ),
                    remedy=f"Answer {measured.limit.refusal}, or declare {refused.exchange.status}.",
                    shown=refused.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )
