"""CT604 status-missing-from-design."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.statuses import is_of


class StatusMissingFromDesign(DesignRule):
    """The spec declares a status that the design documents don't name, though they name others of that operation.

    Why it matters: readers of the design believe that they know all answers.

    Example: the design lists 202 and 429 for `POST /reports`; the spec has 400 too.

    A document that is silent contradicts nothing: this is a note.

    How to mend: add the status to the document.

    How to accept: `--contract-ignore=CT604`.
    """

    code = "CT604"
    name = "status-missing-from-design"
    severity = Severity.NOTE

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        if not evidence.is_whole:
            return
        general = {str(claim.value.get("status")) for claim in evidence.general() if claim.value.get("status")}
        for operation, claims in evidence.each("status"):
            own = {str(claim.value.get("status")) for claim in evidence.on(operation) if claim.value.get("status")}
            for response in operation.responses:
                if not response.status.isdigit() or any(is_of(int(response.status), each) for each in own | general):
                    continue
                yield self.finding(
                    evidence,
                    operation=operation,
                    key=response.status,
                    message=f"declares {response.status} at {evidence.document.locate(response.pointer)}; "
                    f"{claims[0].file} names other statuses, and not this one.",
                    remedy=f"Add {response.status} to {claims[0].file}:{claims[0].line}.",
                    declared_at=response.pointer,
                )
