"""CT107 deleted-resource-found."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class DeletedResourceFound(OperationRule):
    """What an operation says it deleted can still be read.

    Why it matters: a deletion that isn't one is a broken promise, often a legal one.

    Example: `DELETE /users/7` answers 204, and `GET /users/7` still answers 200.

    It is judged only where DELETE and GET share a path, where the answer was 200 or 204 (202 says that it takes
    time), where the resource could be read before and one that nobody made could not, and where the spec speaks
    of no soft deletion.

    How to mend: delete it, answer 404 or 410 when it is read, or describe what a deleted resource looks like.

    How to accept: `--contract-ignore=CT107`.
    """

    code = "CT107"
    name = "deleted-resource-found"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        readings = [reading for reading in evidence.readings if reading.kind == "deleted"]
        if readings and all(reading.read.status == 200 for reading in readings):
            first = readings[0]
            yield self.finding(
                evidence,
                key="found",
                message=f"answered {first.changed.status}, and {first.reader.label} still answers 200.",
                remedy="Delete the resource, or describe what a deleted one looks like.",
                shown=first.read,
            )
