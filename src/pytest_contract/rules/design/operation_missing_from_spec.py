"""CT601 operation-missing-from-spec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, OperationKey, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.owners import normalised
from pytest_contract.rules.rule import DesignRule


class OperationMissingFromSpec(DesignRule):
    """A design document promises an operation that the spec doesn't declare.

    Why it matters: what isn't in the spec isn't generated, isn't reviewed, and isn't tested.

    Example: `design.md` describes `PATCH /orders/{id}`; the spec has `PUT` alone.

    Parameters' names and a base path don't matter: `/orders/{orderId}` is `/v1/orders/{id}` where the spec's
    `servers` say `/v1`. For health endpoints it is a warning.

    How to mend: declare the operation, or correct the document. Where the app has it too, the spec is the odd one out.

    How to accept: `--contract-ignore=CT601`.
    """

    code = "CT601"
    name = "operation-missing-from-spec"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        for named, claims in evidence.homeless.items() if evidence.is_whole else ():
            first = _telling(claims)
            if first is None:
                continue
            yield self.finding(
                evidence,
                operation=named,
                key="missing",
                message=f"is promised at {first.file}:{first.line}; {_in_spec(evidence, named)}.",
                remedy=_remedy(evidence, named, first),
                claims=(first,),
                declared_at="/paths",
                locations=tuple(place for place in (evidence.routes.get(named),) if place is not None),
                severity=Severity.WARNING if first.value.get("health") else self.severity,
            )


def _telling(claims: Sequence[Claim]) -> Claim | None:
    """The claim that promises the operation most plainly; `None` where the document takes it away."""
    operations = [claim for claim in claims if claim.kind == "operation"]
    if any(claim.value.get("change") == "removed" for claim in operations):
        return None
    ranked = sorted(operations or claims, key=lambda claim: ("must", "should", "may").index(claim.strength))
    return ranked[0]


def _in_spec(evidence: DesignEvidence, named: OperationKey) -> str:
    path = normalised(*named)[1]
    others = [each.method for each in evidence.document.operations if normalised(each.method, each.path)[1] == path]
    if others:
        return f"{evidence.document.display} declares {', '.join(others)} there, and no {named.method}"
    close = get_close_matches(named.path, [each.path for each in evidence.document.operations], n=1, cutoff=0.8)
    hint = f"; the nearest is {close[0]}" if close else ""
    return f"{evidence.document.display} declares no such path{hint}"


def _remedy(evidence: DesignEvidence, named: OperationKey, claim: Claim) -> str:
    if named in evidence.routes:
        return f"Declare it in {evidence.document.display}: the design and the app have it."
    if evidence.knows_routes:
        return f"Correct {claim.file}:{claim.line}: neither the spec nor the app has it. Or build it."
    return f"Declare it in {evidence.document.display}, or correct {claim.file}:{claim.line}."
