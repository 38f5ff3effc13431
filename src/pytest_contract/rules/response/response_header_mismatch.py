"""CT104 response-header-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, smallest


class ResponseHeaderMismatch(OperationRule):
    """A declared response header is missing though it is required, or its value breaks its schema.

    Why it matters: clients page by `Link`, wait by `Retry-After` and find what they made by `Location`.

    Example: 429 declares `Retry-After` as a required integer, and the app sends `soon`, or nothing.

    How to mend: send the header as declared, or drop `required`, or change its schema.

    How to accept: `--contract-ignore=CT104`.
    """

    code = "CT104"
    name = "response-header-mismatch"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        pairs = [
            (judged, mismatch)
            for judged in evidence.held
            for mismatch in judged.response.mismatches
            if mismatch.kind == "header"
        ]
        groups = grouped(pairs, lambda pair: (pair[0].status, pair[1].header.lower(), pair[1].keyword))
        for (status, header, keyword), group in groups.items():
            shown = smallest([judged for judged, _ in group])
            mismatch = next(mismatch for each, mismatch in group if each is shown)
            pointer = mismatch.schema_pointer or evidence.operation.pointer
            yield self.finding(
                evidence,
                key=f"{status}:{header}:{keyword}",
                message=f"answered {status} whose header {mismatch.header} breaks its declaration: "
                f"{mismatch.reason} ({evidence.document.locate(pointer)}).",
                remedy=f"Send {mismatch.header} as declared, or change its declaration.",
                shown_by=[judged for judged, _ in group],
                declared_at=pointer,
                cause=f"{mismatch.schema_pointer}:{keyword}" if mismatch.schema_pointer else "",
            )
