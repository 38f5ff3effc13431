"""CT904 claim-not-verifiable."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, OperationKey, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule, line_of
from pytest_contract.rules.verdicts import standing


class ClaimNotVerifiable(OperationRule):
    """A promise of a design document was read, and nothing in a run could show whether it is kept.

    Why it matters: it counts as documented, and as nothing more.

    Example: `Reports are kept for 30 days`, against a server whose clock can't be moved.

    How to mend: nothing need be wrong. The message says what stands in the way.

    How to accept: `--contract-ignore=CT904`.
    """

    code = "CT904"
    name = "claim-not-verifiable"
    severity = Severity.NOTE
    breaks_claims = False

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for claim in evidence.claims:
            stood = standing(claim, evidence)
            if claim.operation is not None and stood.verdict == "not_verifiable":
                yield self.of_claim(claim, stood.reason, OperationKey(*evidence.operation.label.split(" ", 1)))

    def of_claim(self, claim: Claim, reason: str, operation: OperationKey | None) -> Finding:
        """The note on one claim."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            operation=operation,
            key=f"{claim.kind}:{claim.text[:80]}",
            message=f"{claim.file}:{claim.line} promises what can't be verified ({reason}): {claim.text[:120]}",
            remedy="Nothing, if it is known by other means that the promise is kept.",
            locations=(line_of(claim),),
            claims=(claim.id,),
            cause=f"{claim.kind}:{reason}",
        )
