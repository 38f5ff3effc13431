"""CT101 undocumented-status."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.auth import ANONYMOUS, WRONG_CREDENTIALS
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule


class UndocumentedStatus(OperationRule):
    """The app answers with a status that the operation doesn't declare.

    Why it matters: a client handles the statuses that the spec names. One that isn't there is taken for a
    failure of the network, or isn't handled at all.

    Example: `POST /users` declares 201 and 422, and answers 409 when the e-mail is taken.

    What doesn't count: 5xx (CT105), the answer to missing credentials (CT402), 429, the router's 404 for a path
    value that its route can't match, and HTTP's own 400 for a body that can't be decoded. `4XX` and `default`
    declare every status that they cover.

    How to mend: declare the status below `responses`, or stop sending it.

    How to accept: `--contract-ignore=CT101`.
    """

    code = "CT101"
    name = "undocumented-status"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        undeclared = [judged for judged in evidence.held if _is_undeclared(judged)]
        declared = listed(response.status for response in evidence.operation.responses)
        for status, shown_by in grouped(undeclared, lambda judged: judged.status).items():
            where = evidence.document.locate(f"{evidence.operation.pointer}/responses")
            yield self.finding(
                evidence,
                key=str(status),
                message=f"answered {status}{_to_what(shown_by)}; {where} declares {declared}.",
                remedy=f"Declare {status} there, or stop sending it{_in_handler(evidence)}.",
                shown_by=shown_by,
                declared_at=f"{evidence.operation.pointer}/responses",
            )


def _is_undeclared(judged: Judged) -> bool:
    return (
        200 <= judged.status < 500
        and judged.exchange.intent.probe not in (ANONYMOUS, WRONG_CREDENTIALS)
        and any(mismatch.kind == "status" for mismatch in judged.response.mismatches)
    )


def _to_what(shown_by: list[Judged]) -> str:
    kinds = {judged.request.outcome for judged in shown_by}
    if kinds == {"valid"}:
        return " to a valid request"
    return " to an invalid request" if kinds == {"invalid"} else ""


def _in_handler(evidence: OperationEvidence) -> str:
    return f" ({evidence.handler})" if evidence.handler else ""
