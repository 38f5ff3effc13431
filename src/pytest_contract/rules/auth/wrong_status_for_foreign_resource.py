"""CT404 wrong-status-for-foreign-resource."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.tenancy import ForeignAccess
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.foreign import (
    is_let_in,
    is_refused,
    is_wanted,
    tells_apart,
    tenancy_claims,
    tries,
    wanted,
)
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, weight


class WrongStatusForForeignResource(OperationRule):
    """Another tenant's resource is refused, but not with the status that the document names.

    Why it matters: 403 in place of 404 tells a stranger which ids exist.

    Example: the design says "404, not 403, for what belongs to someone else", and `bob` gets 403 for a document of
    `ada`, and 404 for one that nobody made.

    A stranger who gets the same answer for what nobody made learns nothing, and isn't counted: it may be refused for
    its role. Where the document names no status, each one that the spec declares will do.

    How to mend: answer with the declared status.

    How to accept: `--contract-ignore=CT404`.
    """

    code = "CT404"
    name = "wrong-status-for-foreign-resource"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        claims = tenancy_claims(evidence)
        refused = [
            access for access in tries(evidence) if is_refused(access) and tells_apart(access) and not is_let_in(access)
        ]
        declared, forbidden, saying = wanted(claims)
        if saying:
            wrong = [each for each in refused if not is_wanted(each.attempt.status, declared, forbidden)]
            promise = f"the design says {declared}" if declared else f"the design says not {forbidden}"
            yield from self._findings(evidence, wrong, promise, declared or "the declared status", saying[:1])
            return
        undeclared = [each for each in refused if evidence.operation.response_for(each.attempt.status or 0) is None]
        statuses = ", ".join(response.status for response in evidence.operation.responses)
        yield from self._findings(
            evidence, undeclared, f"the spec declares {statuses}", "a declared status", claims[:1]
        )

    def _findings(
        self,
        evidence: OperationEvidence,
        wrong: list[ForeignAccess],
        promise: str,
        status: str,
        claims: tuple[Claim, ...],
    ) -> Iterator[Finding]:
        for answered, accesses in grouped(wrong, lambda access: access.attempt.status).items():
            access = accesses[0]
            yield self.finding(
                evidence,
                key=str(answered),
                message=f"refused {access.stranger} what {access.owner} made with {answered}; {promise}.",
                remedy=f"Answer with {status}, as for what nobody made.",
                shown=access.attempt,
                severity=weight(self.severity, claims),
                claims=claims,
            )
