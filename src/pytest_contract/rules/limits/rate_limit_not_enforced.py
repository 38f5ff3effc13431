"""CT501 rate-limit-not-enforced."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, key_of, measured_limits
from pytest_contract.rules.rule import OperationRule


class RateLimitNotEnforced(OperationRule):
    """A rate limit is declared, and nothing enforces it.

    Why it matters: what the limit protects is unprotected: the database, the bill, the other customers.

    Example: the design says "10 reports per hour", and 51 reports are accepted within a second.

    Valid requests are sent in a row as one identity, twice as many as may pass and forty at least, none of which is
    limited. In two windows that meet, a limit may let twice as many pass: so this is tried twice.

    How to mend: enforce the limit, or take the promise back.

    How to accept: `--contract-ignore=CT501`.
    """

    code = "CT501"
    name = "rate-limit-not-enforced"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            if count(measured) == "endless":
                yield self.finding(
                    evidence,
                    key=key_of(measured),
                    message=f"{measured.limit.label} are declared, and {measured.passed} requests passed in a row.",
                    remedy="Enforce the limit, or take the promise back.",
                    shown=measured.of("fill")[-1].exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )
