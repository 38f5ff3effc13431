"""CT301 operation-not-implemented."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class OperationNotImplemented(OperationRule):
    """The spec declares an operation that the app doesn't have.

    Why it matters: a 404 whose body happens to fit the spec passes every other check.

    Example: the spec has `DELETE /users/{id}`; the app's routes know GET and PATCH there.

    In process it is read from the app's own routes before anything is sent (Starlette, FastAPI, Flask, Django,
    Litestar, Quart). For a server, it is judged by the answers: every valid request is answered 405 or 501; or
    404, exactly as for a path that nobody serves, while no method is refused on that path.

    How to mend: implement it, or take it out of the spec.

    How to accept: `--contract-ignore=CT301`.
    """

    code = "CT301"
    name = "operation-not-implemented"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if evidence.route == "absent":
            yield self._finding(evidence, "has no route in the app.")
        elif evidence.route == "unknown" and (status := _refused_by_the_router(evidence)):
            count = len(evidence.valid)
            yield self._finding(
                evidence, f"answered {status} to each of {count} valid requests, as an app without it would."
            )

    def _finding(self, evidence: OperationEvidence, message: str) -> Finding:
        return self.finding(
            evidence,
            key="absent",
            message=message,
            remedy="Implement it, or take it out of the spec.",
            shown_by=evidence.valid,
        )


def _refused_by_the_router(evidence: OperationEvidence) -> int | None:
    statuses = {judged.status for judged in evidence.valid}
    if len(statuses) != 1 or evidence.presence is None:
        return None
    status = statuses.pop()
    if status in (405, 501) and evidence.operation.response_for(status) is None:
        return status
    is_nowhere = status == 404 and all(evidence.is_nowhere(judged.exchange) for judged in evidence.valid)
    if not is_nowhere:
        return None
    # With a parameter in the path, 404 may mean the resource: only a router that knows no method there is certain.
    other = evidence.presence.other_method
    knows_path = other is None or not evidence.is_nowhere(other)
    return None if "{" in evidence.operation.path and (knows_path or not _tells_apart(evidence)) else status


def _tells_apart(evidence: OperationEvidence) -> bool:
    """Whether this server refuses unknown methods at all on paths that it has."""
    known = evidence.presence.known_path if evidence.presence else None
    return known is not None and known.status in (405, 501)
