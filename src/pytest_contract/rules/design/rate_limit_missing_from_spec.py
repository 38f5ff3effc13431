"""CT607 rate-limit-missing-from-spec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_contract.design import Claim
from pytest_contract.design.spec_limits import declared_limits, limits_of_all
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence, lines
from pytest_contract.rules.rates import in_words, rates
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.statuses import is_named
from pytest_contract.spec import Operation


class RateLimitMissingFromSpec(DesignRule):
    """A design document promises a rate limit, and the spec doesn't say that there is one.

    Why it matters: a client that was generated from the spec neither slows down nor tries again.

    Example: `10 reports per hour` in the design; `POST /reports` declares 202 and 400, and no 429.

    A declared 429, a limit in a description or in a gateway's extension is enough.

    How to mend: declare 429, and say the limit in its description.

    How to accept: `--contract-ignore=CT607`.
    """

    code = "CT607"
    name = "rate-limit-missing-from-spec"
    severity = Severity.WARNING
    breaks_claims = False

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        if limits_of_all(evidence.document):
            return
        for operation, claims in evidence.each("rate_limit"):
            about = rates(claims)
            # A status that is promised and not declared is told by CT603.
            if about and not _is_said(evidence, operation, about[0]) and not _is_told(evidence.on(operation), about[0]):
                yield self._finding(evidence, operation, about)
        if evidence.is_whole:
            general = rates(evidence.general("rate_limit"))
            operations = evidence.document.operations
            if general and not any(_is_said(evidence, operation, general[0]) for operation in operations):
                yield self._finding(evidence, None, general)

    def _finding(self, evidence: DesignEvidence, operation: Operation | None, claims: Sequence[Claim]) -> Finding:
        pointer = "/paths" if operation is None else f"{operation.pointer}/responses"
        status = claims[0].value.get("status", "429")
        subject = "The API is limited" if operation is None else "is limited"
        return self.finding(
            evidence,
            operation=operation,
            key="missing",
            message=f"{subject} to {in_words(claims[0])} at {lines(claims[:1])}; "
            f"{evidence.document.locate(pointer)} says nothing of a limit.",
            remedy=f"Declare {status} there, with the limit in its description.",
            claims=claims,
            declared_at=pointer,
        )


def _is_said(evidence: DesignEvidence, operation: Operation, claim: Claim) -> bool:
    status = str(claim.value.get("status", "429"))
    return is_named(operation, status) or bool(declared_limits(evidence.document, operation))


def _is_told(claims: Sequence[Claim], limit: Claim) -> bool:
    status = str(limit.value.get("status", "429"))
    return any(claim.kind in ("status", "error_code") and claim.value.get("status") == status for claim in claims)
