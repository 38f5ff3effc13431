"""CT702 error-code-with-wrong-status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.error_codes import is_answered, place_of_codes, promised_codes, promises, said
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule, weight
from pytest_contract.rules.statuses import is_of


class ErrorCodeWithWrongStatus(OperationRule):
    """The app answers with an error code that the design knows, under another status.

    Why it matters: clients, proxies and retries look at the status before they look at the body.

    Example: the design says `JOB_NOT_FOUND` is 404; the app answers 400 `JOB_NOT_FOUND`.

    How to mend: answer with the promised status, or correct the catalogue.

    How to accept: `--contract-ignore=CT702`.
    """

    code = "CT702"
    name = "error-code-with-wrong-status"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        place = place_of_codes(evidence)
        if place is None or not place.is_certain:
            return
        for (status, code), seen in grouped(
            said(evidence, place), lambda each: (each.judged.status, each.code)
        ).items():
            claims = _claims_on(evidence, code)
            statuses = [str(claim.value["status"]) for claim in claims]
            if not claims or any(is_of(status, each) for each in statuses):
                continue
            yield self.finding(
                evidence,
                key=f"{status}:{code}",
                message=f"answered {status} with the code {code}; {claims[0].file}:{claims[0].line} gives it "
                f"{listed(dict.fromkeys(statuses))}.",
                remedy=f"Answer {statuses[0]}, or correct {claims[0].file}:{claims[0].line}.",
                shown_by=[each.judged for each in seen],
                claims=claims[:1],
                severity=weight(self.severity, claims),
            )


def _claims_on(evidence: OperationEvidence, code: str) -> Sequence[Claim]:
    """The claims that give that code a status: this operation's own, else the whole API's, else any operation's."""
    own = promises(promised_codes(evidence), code)
    of_operation = [claim for claim in own if claim.operation is not None]
    of_any = promises(filter(is_answered, evidence.catalogue), code)
    claims = of_operation or own or of_any
    return claims if claims and all(claim.value.get("status") for claim in claims) else ()
