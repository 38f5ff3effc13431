"""CT902 status-not-reached."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class StatusNotReached(OperationRule):
    """A declared status was not seen in the run.

    Why it matters: what was not seen was not checked. A green run with half of its statuses unseen says half.

    Example: `POST /users` declares 409, and no request of the run met an e-mail that was taken.

    Each declared status is gone after before this is said, and the message tells what was tried: the same creation
    again, a key that nothing has, a stale `If-Match`.

    How to mend: nothing need be wrong. Give the spec an example that leads there, or take out a status that
    the app never sends.

    How to accept: `--contract-ignore=CT902`.
    """

    code = "CT902"
    name = "status-not-reached"
    severity = Severity.NOTE

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if not evidence.judged:
            return
        for response in evidence.operation.responses:
            if response.status == "default" or any(
                evidence.operation.response_for(judged.status) is response for judged in evidence.judged
            ):
                continue
            yield self.finding(
                evidence,
                key=response.status,
                message=f"declares {response.status}, and none of {len(evidence.judged)} requests reached it"
                f"{_tried(evidence, response.status)}.",
                remedy="Give the spec an example that leads there, or take the status out.",
                declared_at=response.pointer,
            )


def _tried(evidence: OperationEvidence, status: str) -> str:
    tries = next((str(pursued) for pursued in evidence.pursued if pursued.status == status), "")
    return f"; tried: {tries}" if tries else ""
