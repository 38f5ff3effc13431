"""CT401 auth-not-enforced."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes import shown
from pytest_contract.probes.auth import ANONYMOUS, WRONG_CREDENTIALS
from pytest_contract.probes.roles import RoleTried
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.rule import OperationRule, weight


class AuthNotEnforced(OperationRule):
    """An operation that requires credentials answers without them, or with wrong ones.

    Why it matters: the door is open.

    Example: `GET /invoices` names `bearerAuth` below `security`, and answers 200 without a token.

    The same request is sent that was accepted with credentials; where the run was given none, and a request
    without any is accepted, that is enough. An operation whose `security` holds `{}` is open by declaration.

    Where a design, or the spec's scopes, name who may, each further identity that is known to lack the role is tried
    too: by its token's `scope` or `roles`, or by a name such as `viewer`.

    How to mend: check the credential, or declare the operation open with `security: []`.

    How to accept: `--contract-ignore=CT401`.
    """

    code = "CT401"
    name = "auth-not-enforced"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if evidence.operation.requires_credentials:
            for probe, what in ((ANONYMOUS, "without credentials"), (WRONG_CREDENTIALS, "with wrong credentials")):
                accepted = [judged for judged in evidence.probed(probe) if evidence.is_let_in(judged)]
                if accepted:
                    yield self._open(evidence, probe, what, accepted)
                    # An operation without any check takes wrong credentials and any role too: the same cause.
                    return
        for tried in evidence.measured(RoleTried):
            if shown.is_success(tried.attempt):
                yield self._lesser(evidence, tried)

    def _open(self, evidence: OperationEvidence, probe: str, what: str, accepted: list[Judged]) -> Finding:
        schemes = sorted({scheme.name for each in evidence.operation.security for scheme in each})
        return self.finding(
            evidence,
            key=probe,
            message=f"answered {accepted[0].status} {what}; the spec requires {' or '.join(schemes)}.",
            remedy="Check the credential, or declare the operation open.",
            shown_by=accepted,
            claims=[claim for claim in evidence.claims if claim.kind == "auth" and claim.value.get("required")][:1],
        )

    def _lesser(self, evidence: OperationEvidence, tried: RoleTried) -> Finding:
        source = "the design" if tried.claims else "the spec"
        return self.finding(
            evidence,
            key=f"lesser:{','.join(tried.lacks)}",
            message=f"answered {tried.attempt.status} to {tried.identity}, which lacks {' or '.join(tried.lacks)} "
            f"by {tried.reason}; {source} asks for it.",
            remedy="Check the role or the scope, or correct who may.",
            shown=tried.attempt,
            severity=weight(self.severity, tried.claims),
            claims=tried.claims[:1],
        )
