"""What was seen of one operation, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pytest_contract.design import Claim
from pytest_contract.reports.report import StatusCount
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.spec import Operation


def status_counts(operation: Operation, evidence: OperationEvidence) -> tuple[StatusCount, ...]:
    """Declared statuses in the spec's order with what was seen of them, then those that documents alone name, then
    what nothing declares."""
    seen = Counter(each.status for each in evidence.judged if each.status)
    promised = promised_statuses(operation, evidence.claims)
    counts = {response.status: 0 for response in operation.responses}
    others: Counter[str] = Counter()
    for status, count in seen.items():
        declared = operation.response_for(status)
        if declared is None:
            others[str(status)] += count
        else:
            counts[declared.status] += count
    expected = [
        StatusCount(status=each, declared_in=("spec", "design") if each in promised else ("spec",), observed=count)
        for each, count in counts.items()
    ]
    further = [
        StatusCount(status=each, declared_in=("design",) if each in promised else (), observed=others[each])
        for each in sorted({*others, *promised} - counts.keys())
    ]
    tries = {pursued.status: pursued.tries for pursued in evidence.pursued if pursued.tries}
    return tuple(replace(count, tried=tries.get(count.status, {})) for count in (*expected, *further))


def promised_statuses(operation: Operation, claims: Iterable[Claim]) -> frozenset[str]:
    """The statuses that documents promise of this very operation, as the spec spells them where it has them."""
    return frozenset(_as_declared(operation, str(claim.value["status"])) for claim in claims if _is_promised(claim))


def _as_declared(operation: Operation, status: str) -> str:
    declared = operation.response_for(int(status)) if status.isdigit() else None
    return status.upper() if declared is None or declared.status == "default" else declared.status


def _is_promised(claim: Claim) -> bool:
    return (
        claim.kind == "status"
        and "status" in claim.value
        and claim.operation is not None
        and not claim.value.get("negated")
    )
