"""CT402 wrong-status-for-anonymous."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.auth import ANONYMOUS, WRONG_CREDENTIALS
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule, weight

# What says nothing about credentials.
_OTHER_REASONS = {409, 410, 412, 413, 415, 422, 428, 429}


class WrongStatusForAnonymous(OperationRule):
    """A request without credentials is refused, but with a status that the operation doesn't declare.

    Why it matters: a client logs in again when it sees the declared 401, not when it sees a redirect to a page.

    Example: the operation declares 401, and the framework redirects to `/login` with 302.

    Any declared status will do: 401, 403, or 404 where the API hides what it has. It is also an operation that a
    design leaves open, as health checks are, that the spec leaves open too, and that asks for credentials.

    How to mend: answer with the declared status, or declare this one.

    How to accept: `--contract-ignore=CT402`.
    """

    code = "CT402"
    name = "wrong-status-for-anonymous"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if not evidence.operation.requires_credentials:
            yield from self._shut(evidence)
            return
        refused = [
            judged
            for probe in (ANONYMOUS, WRONG_CREDENTIALS)
            for judged in evidence.probed(probe)
            if 300 <= judged.status < 500 and judged.status not in _OTHER_REASONS and not evidence.is_let_in(judged)
        ]
        undeclared = [judged for judged in refused if evidence.operation.response_for(judged.status) is None]
        declared = listed(response.status for response in evidence.operation.responses)
        for status, shown_by in grouped(undeclared, lambda judged: judged.status).items():
            yield self.finding(
                evidence,
                key=str(status),
                message=f"refused a request {_how(shown_by[0].exchange.intent.probe)} with {status}; "
                f"the spec declares {declared}.",
                remedy=f"Answer with a declared status, or declare {status}.",
                shown_by=shown_by,
            )

    def _shut(self, evidence: OperationEvidence) -> Iterator[Finding]:
        """What the design and the spec both leave open, and the app doesn't."""
        claims = [claim for claim in evidence.claims if _promises_openness(claim)][:1]
        refused = [judged for judged in evidence.probed(ANONYMOUS) if judged.status in (401, 403)]
        if claims and refused:
            what = "as a health check" if claims[0].kind == "operation" else "that needs none"
            yield self.finding(
                evidence,
                key=f"open:{refused[0].status}",
                message=f"refused a request without credentials with {refused[0].status}; the design has it {what}.",
                remedy="Let it in without credentials, or correct the design and the spec.",
                shown_by=refused,
                severity=weight(self.severity, claims),
                claims=claims,
            )


def _promises_openness(claim: Claim) -> bool:
    """Whether a design leaves this very operation open: by saying so, or as a health check (which monitors call)."""
    if claim.operation is None:
        return False
    return claim.value.get("required") is False if claim.kind == "auth" else bool(claim.value.get("health"))


def _how(probe: str) -> str:
    return "without credentials" if probe == ANONYMOUS else "with wrong credentials"
