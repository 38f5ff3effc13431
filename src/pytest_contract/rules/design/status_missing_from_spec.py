"""CT603 status-missing-from-spec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence, lines
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.statuses import declared, is_of
from pytest_contract.spec import Operation

_ANYBODYS = {"404", "405", "406", "408", "413", "414", "415", "431"}
"""Statuses that a router or a server answers before any operation: few specs declare them everywhere."""


class StatusMissingFromSpec(DesignRule):
    """A design document promises a status that the spec doesn't declare for that operation.

    Why it matters: clients that are generated from the spec don't handle it.

    Example: `A second report in the same minute is answered with 409`; the spec declares 202 and 400.

    `default`, `4XX` and `5XX` in the spec cover a status. A promise on the whole API is kept where any operation
    declares it. For 5xx, and for what a router answers anywhere, it weighs less: many specs leave these out.

    How to mend: declare the status, or correct the document. Where the app was seen to answer it, the spec is the
    odd one out.

    How to accept: `--contract-ignore=CT603`.
    """

    code = "CT603"
    name = "status-missing-from-spec"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        for operation, claims in evidence.each("status", "error_code"):
            for status, about in grouped(filter(_is_promised, claims), _status).items():
                if declared(operation, status) is None:
                    yield self._on_operation(evidence, operation, status, _telling(about))
        if evidence.is_whole:
            own = {_status(claim) for claim in evidence.claims if claim.operation is not None and _is_promised(claim)}
            for status, about in grouped(filter(_is_promised, evidence.general("status")), _status).items():
                # Where an operation of its own is promised the status, that is the finding.
                if status not in own and all(
                    declared(operation, status) is None for operation in evidence.document.operations
                ):
                    yield self._on_api(evidence, status, _telling(about))

    def _on_operation(
        self, evidence: DesignEvidence, operation: Operation, status: str, claims: Sequence[Claim]
    ) -> Finding:
        where = f"{operation.pointer}/responses"
        place = evidence.document.locate(where)
        judged = () if evidence.observed is None else evidence.observed.judged
        seen = [each for each in judged if is_of(each.status, status)]
        return self.finding(
            evidence,
            operation=operation,
            key=status,
            message=f"is promised to answer {status} at {lines(claims[:1])}; {place} declares "
            f"{listed(response.status for response in operation.responses)}."
            + (" The app does answer it." if seen else ""),
            remedy=f"Declare {status} at {place}: the design and the app agree."
            if seen
            else f"Declare {status} at {place}, or correct {lines(claims[:1])}.",
            claims=claims,
            declared_at=where,
            shown_by=seen,
            severity=Severity.WARNING if status[0] == "5" else self.severity,
        )

    def _on_api(self, evidence: DesignEvidence, status: str, claims: Sequence[Claim]) -> Finding:
        severity = self.severity if status[0] != "5" else Severity.NOTE
        return self.finding(
            evidence,
            operation=None,
            key=status,
            message=f"{lines(claims[:1])} promises {status} of the whole API; "
            f"no operation of {evidence.document.display} declares it.",
            remedy=f"Declare {status} where it is answered, or correct {lines(claims[:1])}.",
            claims=claims,
            declared_at="/paths",
            severity=Severity.WARNING if status in _ANYBODYS else severity,
        )


def _is_promised(claim: Claim) -> bool:
    if claim.kind == "error_code" and claim.value.get("where", "response") != "response":
        return False
    return bool(claim.value.get("status")) and not claim.value.get("negated")


def _status(claim: Claim) -> str:
    return str(claim.value["status"]).lower()


def _telling(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The strongest first; a status that is named beats one that comes with a code."""
    return tuple(sorted(claims, key=lambda claim: (claim.strength != "must", claim.kind != "status")))
