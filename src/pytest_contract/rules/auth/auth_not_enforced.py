"""CT401 auth-not-enforced."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.auth import ANONYMOUS, WRONG_CREDENTIALS
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class AuthNotEnforced(OperationRule):
    """An operation that requires credentials answers without them, or with wrong ones.

    Why it matters: the door is open.

    Example: `GET /invoices` names `bearerAuth` below `security`, and answers 200 without a token.

    The same request is sent that was accepted with credentials; where the run was given none, and a request
    without any is accepted, that is enough. An operation whose `security` holds `{}` is open by declaration.

    How to mend: check the credential, or declare the operation open with `security: []`.

    How to accept: `--contract-ignore=CT401`.
    """

    code = "CT401"
    name = "auth-not-enforced"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if not evidence.operation.requires_credentials:
            return
        for probe, what in ((ANONYMOUS, "without credentials"), (WRONG_CREDENTIALS, "with wrong credentials")):
            accepted = [judged for judged in evidence.probed(probe) if evidence.is_let_in(judged)]
            if accepted:
                schemes = sorted({scheme.name for each in evidence.operation.security for scheme in each})
                yield self.finding(
                    evidence,
                    key=probe,
                    message=f"answered {accepted[0].status} {what}; the spec requires {' or '.join(schemes)}.",
                    remedy="Check the credential, or declare the operation open.",
                    shown_by=accepted,
                )
                # An operation without any check takes wrong credentials too: the same cause.
                return
