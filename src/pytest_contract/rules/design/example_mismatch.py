"""CT609 example-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.conformance import Mismatch
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.examples import judged_example
from pytest_contract.rules.rule import DesignRule
from pytest_contract.spec import Operation


class ExampleMismatch(DesignRule):
    """A JSON example of a design document breaks the spec's schema.

    Why it matters: examples are what readers copy.

    Example: the design shows `{"status": "accepted"}`; the spec's `status` is always `queued`.

    An example of a response is held against the status that the document gives it, else against every response of
    the operation: fitting one of them is enough.

    How to mend: correct the example, or the schema.

    How to accept: `--contract-ignore=CT609`.
    """

    code = "CT609"
    name = "example-mismatch"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        checker = SchemaChecker(evidence.document)
        for operation, claims in evidence.each("example"):
            for claim in claims:
                broken = judged_example(checker, operation, claim)
                if broken:
                    yield self._finding(evidence, operation, claim, broken[0])

    def _finding(self, evidence: DesignEvidence, operation: Operation, claim: Claim, mismatch: Mismatch) -> Finding:
        place = evidence.document.locate(mismatch.schema_pointer)
        part = f"{claim.value.get('part', 'response')} {claim.value.get('status', '')}".strip()
        where = f" at {mismatch.instance_pointer}" if mismatch.instance_pointer else ""
        return self.finding(
            evidence,
            operation=operation,
            key=f"{part}:{mismatch.instance_pointer}:{mismatch.keyword}",
            message=f"has an example ({part}) at {claim.file}:{claim.line} that breaks {place}{where}: "
            f"{mismatch.reason}.",
            remedy=f"Correct the example at {claim.file}:{claim.line}, or the schema at {place}.",
            claims=(claim,),
            declared_at=mismatch.schema_pointer,
        )
