"""CT602 operation-missing-from-design."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.rule import DesignRule

_BY_THE_WAY = {"HEAD", "OPTIONS", "TRACE"}


class OperationMissingFromDesign(DesignRule):
    """The spec declares an operation that no design document speaks of.

    Why it matters: nobody wrote down why it is there, and what it promises beyond its schema.

    Example: `DELETE /orders/{id}` is in the spec; the design ends with `GET` and `POST`.

    It is one finding for all such operations, and none where the documents name no operation at all.

    How to mend: describe the operation, or give the document that does with `--contract-design`.

    How to accept: `--contract-ignore=CT602`.
    """

    code = "CT602"
    name = "operation-missing-from-design"
    severity = Severity.WARNING

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        if not evidence.is_whole or not evidence.describes_operations:
            return
        for operation in evidence.operations:
            if operation.method in _BY_THE_WAY or evidence.on(operation):
                continue
            yield self.finding(
                evidence,
                operation=operation,
                key="missing",
                message=f"is declared at {evidence.document.locate(operation.pointer)}, "
                "and no design document speaks of it.",
                remedy="Describe it in a design document, or give the one that does with --contract-design.",
                cause="missing-from-design",
            )
