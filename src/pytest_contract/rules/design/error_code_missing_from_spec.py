"""CT605 error-code-missing-from-spec."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence, lines
from pytest_contract.rules.error_codes import is_answered
from pytest_contract.rules.grouping import listed
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.spec_codes import SpecCodes
from pytest_contract.rules.statuses import declared
from pytest_contract.spec import Operation


class ErrorCodeMissingFromSpec(DesignRule):
    """A design document promises an error code, and the spec, which names codes, doesn't name this one.

    Why it matters: a client handles the codes that the spec lists.

    Example: `REPORT_TOO_LARGE` stands in the design; the spec's `code` is one of `INVALID_REQUEST, RATE_LIMITED`.

    Codes are read from `enum`, `const` and examples of the spec's error responses. A spec that names no codes there
    says nothing about them, and a code that stands anywhere in the operation's responses is no finding.

    How to mend: add the code to the spec, or correct the document.

    How to accept: `--contract-ignore=CT605`.
    """

    code = "CT605"
    name = "error-code-missing-from-spec"
    severity = Severity.WARNING
    breaks_claims = False

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        codes = SpecCodes(evidence.document)
        for operation, claims in evidence.each("error_code"):
            for claim in filter(is_answered, claims):
                named = codes.of(operation)
                status = str(claim.value.get("status", ""))
                if status and declared(operation, status.lower()) is None:
                    # Its status is missing too, and that is the finding (CT603).
                    continue
                if named and not codes.mentions(operation, claim.value["code"]):
                    yield self._finding(evidence, operation, claim, named)
        if evidence.is_whole:
            named = frozenset().union(*map(codes.of, evidence.document.operations))
            for claim in filter(is_answered, evidence.general("error_code")) if named else ():
                if not any(codes.mentions(each, claim.value["code"]) for each in evidence.document.operations):
                    yield self._finding(evidence, None, claim, named)

    def _finding(
        self, evidence: DesignEvidence, operation: Operation | None, claim: Claim, named: frozenset[str]
    ) -> Finding:
        where = evidence.document.locate("/paths" if operation is None else f"{operation.pointer}/responses")
        subject = "is promised" if operation is not None else "The API is promised"
        return self.finding(
            evidence,
            operation=operation,
            key=str(claim.value["code"]),
            message=f"{subject} to answer the code {claim.value['code']} at {lines([claim])}; "
            f"{where} names {listed(sorted(named))}.",
            remedy=f"Add {claim.value['code']} to {where}, or correct {lines([claim])}.",
            claims=(claim,),
        )
