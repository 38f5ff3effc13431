"""CT610 field-missing-from-spec."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.spec_fields import SpecFields
from pytest_contract.spec import Operation

_OF_HTTP = {"accept", "content-type", "authorization"}
"""OpenAPI 3.1.1, section 4.8.12: header parameters of these names are ignored, so no spec declares them."""


class FieldMissingFromSpec(DesignRule):
    """A design document promises a field or a parameter that the spec doesn't have.

    Why it matters: a generated client can't send it, or throws it away.

    Example: the design lists the query parameter `cursor` for `GET /orders`; the spec has `page` alone.

    A field is looked for by its name in all schemas of that operation's side (request, response), however deep. Where
    a schema is open (`additionalProperties`), the finding is a warning; where it names no properties, there is none.

    How to mend: declare it, or correct the document.

    How to accept: `--contract-ignore=CT610`.
    """

    code = "CT610"
    name = "field-missing-from-spec"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        fields = SpecFields(evidence.document)
        for operation, claims in evidence.each("parameter", "field"):
            for claim in claims:
                if claim.value.get("change") == "removed" or str(claim.value["name"]).lower() in _OF_HTTP:
                    continue
                if claim.kind == "parameter" and not fields.has_parameter(operation, claim):
                    yield self._finding(evidence, operation, claim, f"{operation.pointer}/parameters")
                elif claim.kind == "field" and fields.has_field(operation, claim) is False:
                    yield self._finding(evidence, operation, claim, fields.place(operation, claim))

    def _finding(self, evidence: DesignEvidence, operation: Operation, claim: Claim, pointer: str) -> Finding:
        place = evidence.document.locate(pointer)
        part = claim.value.get("in")
        what = f"{claim.kind} `{claim.value['name']}`" + (f" ({part})" if part else "")
        return self.finding(
            evidence,
            operation=operation,
            key=f"{claim.kind}:{part or ''}:{claim.value['name']}",
            message=f"is promised the {what} at {claim.file}:{claim.line}; {place} doesn't have it.",
            remedy=f"Declare it at {place}, or correct {claim.file}:{claim.line}.",
            claims=(claim,),
            declared_at=pointer,
        )
