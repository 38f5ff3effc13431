"""CT403 foreign-resource-readable."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.tenancy import ForeignAccess
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.foreign import has_effect, is_let_in, tenancy_claims, tries
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, weight

_DONE = {"read": "reads", "change": "changes", "delete": "deletes", "list": "finds in its list"}


class ForeignResourceReadable(OperationRule):
    """What one tenant made is read, changed, deleted or listed by another one.

    Why it matters: it is the leak that ends up in the news, and no schema shows it.

    Example: the design says that users see their own invoices only, and `bob` gets 200 for an invoice of `ada`.

    One identity makes a resource, another one tries it; what nobody made is tried as well, and the owner reads its
    own again, so that an app which answers everything with 200, and one whose numbers begin anew for each tenant,
    aren't blamed. Only a promise in a design document makes it an error. Identities are known to be of different
    tenants where the promise is made to each user, where their names say so (`ada@acme`, `bob@globex`), or their
    headers or tokens. What calls itself an admin is no tenant.

    How to mend: look a resource up among those of who asks, not among all.

    How to accept: `--contract-ignore=CT403`.
    """

    code = "CT403"
    name = "foreign-resource-readable"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        claims = tenancy_claims(evidence)[:1]
        let_in = [access for access in tries(evidence) if is_let_in(access)]
        for action, accesses in grouped(let_in, lambda access: access.action).items():
            yield self.finding(
                evidence,
                key=action,
                message=_message(accesses[0]),
                remedy="Look it up among the resources of who asks, and answer as if it weren't there.",
                shown=accesses[0].attempt,
                severity=weight(self.severity, claims),
                claims=claims,
            )


def _message(access: ForeignAccess) -> str:
    what = f"{access.stranger} {_DONE[access.action]} what {access.owner} made"
    if has_effect(access) and access.attempt.status is not None and access.attempt.status >= 400:
        return f"{what}: it is answered {access.attempt.status}, and done all the same."
    return f"{what}, with {access.attempt.status}."
