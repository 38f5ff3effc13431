"""CT905 spec-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule
from pytest_contract.spec import Document, Fault


class SpecInvalid(OperationRule):
    """Something in the spec can't be used, and costs the operation that needs it.

    Why it matters: code generators, documentation and gateways stumble over the same place.

    Example: a `$ref` that leads nowhere, a regular expression that isn't one, a minimum above its maximum.

    Nothing is sent for that operation; all others are tested. What OpenAPI forbids and a test can do with (a path
    parameter that isn't declared) is a warning, and the operation is tested. References to `http:` addresses and
    to files outside the spec's folder are refused unless `--contract-allow-remote-refs` is given.

    How to mend: the message names the place and the reason.

    How to accept: `--contract-ignore=CT905`.
    """

    code = "CT905"
    name = "spec-invalid"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for fault in evidence.faults:
            yield self.finding(
                evidence,
                key=f"{fault.kind}:{fault.pointer}",
                message=f"can't be tested: {fault.reason} ({evidence.document.locate(fault.pointer)}).",
                remedy="Mend that place in the spec.",
                declared_at=fault.pointer,
                cause=f"{fault.kind}:{fault.pointer}",
            )

        for flaw in evidence.flaws:
            yield self.finding(
                evidence,
                key=f"{flaw.kind}:{flaw.reason[:60]}",
                message=f"is not as OpenAPI asks: {flaw.reason} ({evidence.document.locate(flaw.pointer)}).",
                remedy="Mend that place in the spec.",
                declared_at=flaw.pointer,
                severity=Severity.WARNING,
            )

    def of_document(self, document: Document, fault: Fault, severity: Severity = Severity.ERROR) -> Finding:
        """What a validation of the document as a whole has against it."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity,
            operation=None,
            key=f"{fault.kind}:{fault.pointer}",
            message=f"{document.locate(fault.pointer)}: {fault.reason}",
            remedy="Mend that place in the spec.",
            locations=(document.locate(fault.pointer),),
        )
