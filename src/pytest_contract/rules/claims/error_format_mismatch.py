"""CT704 error-format-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.error_formats import breaches, formats, is_judged
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule, weight


class ErrorFormatMismatch(OperationRule):
    """An error body isn't of the format that a design document promises.

    Why it matters: clients read the code and the message from where the document says they are.

    Example: `Every error is a JSON object with code and message`; an unknown job is answered in plain text.

    Answers of a router or a proxy in front of the operation, 5xx and answers without a body don't count. Where the
    body breaks the spec as well, it is that finding (CT102, CT103), which names the promise.

    How to mend: answer in the promised format, or correct the document. Where the spec declares the body as it came,
    the document is the odd one out.

    How to accept: `--contract-ignore=CT704`.
    """

    code = "CT704"
    name = "error-format-mismatch"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for claim in formats(evidence):
            judged = [each for each in evidence.refusals if is_judged(each) and not each.response.mismatches]
            breaking = [(each, lacks) for each in judged if (lacks := breaches(each, claim))]
            for (status, lacks), seen in grouped(breaking, lambda pair: (pair[0].status, pair[1])).items():
                yield self._finding(evidence, claim, status, lacks, [each for each, _ in seen])

    def _finding(
        self, evidence: OperationEvidence, claim: Claim, status: int, lacks: tuple[str, ...], shown_by: list[Judged]
    ) -> Finding:
        response = evidence.operation.response_for(status)
        is_declared = response is not None and bool(response.content)
        return self.finding(
            evidence,
            key=f"{status}:{','.join(lacks)}",
            message=f"answered {status} without {listed(lacks)}; {claim.file}:{claim.line} promises it of every error.",
            remedy=f"Correct {claim.file}:{claim.line}: the spec and the app agree. Or change both."
            if is_declared
            else f"Answer in the format of {claim.file}:{claim.line}, or correct it there.",
            shown_by=shown_by,
            claims=(claim,),
            severity=weight(self.severity, (claim,)),
        )
