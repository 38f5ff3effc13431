"""What was tried to see a promise kept, in a few words."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import listed
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.statuses import is_of


def kept(claim: Claim, seen: int, reason: str = "") -> Standing:
    """The standing of a claim that was seen kept so many times."""
    return Standing(claim=claim.id, verdict="kept", seen=seen, reason=reason)


def unreached(claim: Claim, evidence: OperationEvidence, status: str = "") -> Standing:
    """The standing of a claim that nothing showed: why nothing was sent, or what was."""
    return Standing(claim=claim.id, verdict="unreached", reason=_reason(evidence, status))


def _reason(evidence: OperationEvidence, status: str) -> str:
    label = evidence.operation.label
    if evidence.route == "absent":
        return f"the app doesn't have {label}"
    if evidence.faults:
        return f"the spec can't be used for {label}: {evidence.faults[0].reason}"
    if not evidence.judged:
        return f"nothing could be sent to {label}"
    pursuits = [judged.exchange.intent for judged in evidence.judged if judged.exchange.intent.kind == "pursuit"]
    tried = dict.fromkeys(
        each.probe for each in pursuits if each.probe and each.status and status and is_of(each.status, status)
    )
    said = f"; tried: {listed(tried, most=3)}" if tried else ""
    return f"not seen in {len(evidence.judged)} requests to {label}{said}"
