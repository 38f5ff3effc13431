"""CT106 created-resource-not-found."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class CreatedResourceNotFound(OperationRule):
    """What an operation says it created can't be read.

    Why it matters: a client that was told 201 counts on the resource.

    Example: `POST /users` answers 201 with `{"id": 7}`, and `GET /users/7` answers 404.

    It is judged only where the spec makes the relation plain (a POST on a collection and a GET on the same path
    with one parameter more, or a PUT and a GET on one path), where the answer was 201 and named the key, and
    where every reading failed.

    How to mend: store what was created before answering, or answer 202 where it takes time.

    How to accept: `--contract-ignore=CT106`.
    """

    code = "CT106"
    name = "created-resource-not-found"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        readings = [reading for reading in evidence.readings if reading.kind == "created"]
        if readings and all(reading.read.status in (404, 410) for reading in readings):
            first = readings[0]
            yield self.finding(
                evidence,
                key="not-found",
                message=f"answered 201, and {first.reader.label} answers {first.read.status} for what it made.",
                remedy="Store the resource before answering 201, or answer 202 where that takes time.",
                shown=first.read,
            )
