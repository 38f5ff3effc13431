"""CT906 spec-example-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class SpecExampleMismatch(OperationRule):
    """An example in the spec breaks its own schema.

    Why it matters: examples are what readers copy.

    Example: `status: {type: string, enum: [open, done], example: closed}`.

    How to mend: correct the example, or the schema.

    How to accept: `--contract-ignore=CT906`.
    """

    code = "CT906"
    name = "spec-example-mismatch"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for fault in evidence.example_faults:
            yield self.finding(
                evidence,
                key=fault.pointer,
                message=f"has an example that breaks its own schema: {fault.reason} "
                f"({evidence.document.locate(fault.pointer)}).",
                remedy="Correct the example, or the schema.",
                declared_at=fault.pointer,
                cause=fault.pointer,
            )
