"""CT604 status-missing-from-design."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.statuses import is_of

_IMPLIED = {
    "auth": frozenset({"401", "403"}),
    "tenancy": frozenset({"403", "404"}),
    "rate_limit": frozenset({"429"}),
}
"""Statuses that other kinds of promises speak of without naming them."""


class StatusMissingFromDesign(DesignRule):
    """The spec declares a status that the design documents don't name, though they name others of that operation.

    Why it matters: readers of the design believe that they know all answers.

    Example: the design lists 202 and 429 for `POST /reports`; the spec has 400 too.

    A document that is silent contradicts nothing: this is a note. Where it lists errors alone, no success is missing. A
    status that another promise implies is named by it: who must be let in may be answered 401 and 403, a rate limit
    answers 429.

    How to mend: add the status to the document.

    How to accept: `--contract-ignore=CT604`.
    """

    code = "CT604"
    name = "status-missing-from-design"
    severity = Severity.NOTE

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        if not evidence.is_whole:
            return
        for operation, claims in evidence.each("status"):
            named = [*evidence.on(operation), *evidence.general()]
            promised = {str(claim.value["status"]) for claim in named if claim.value.get("status")}
            names_success = not all(_is_error(str(claim.value.get("status"))) for claim in claims)
            known = promised.union(*(_IMPLIED.get(claim.kind, frozenset()) for claim in named))
            for response in operation.responses:
                if not response.status.isdigit() or not (names_success or _is_error(response.status)):
                    continue
                if any(is_of(int(response.status), each) for each in known):
                    continue
                yield self.finding(
                    evidence,
                    operation=operation,
                    key=response.status,
                    message=f"declares {response.status} at {evidence.document.locate(response.pointer)}; "
                    f"{claims[0].file} names other statuses, and not this one.",
                    remedy=f"Add {response.status} to {claims[0].file}:{claims[0].line}.",
                    declared_at=response.pointer,
                )


def _is_error(status: str) -> bool:
    return status[:1] in ("4", "5")
