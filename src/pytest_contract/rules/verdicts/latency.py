"""How long requests take."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.latency import LatencyMeasured, is_of_operation
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.timing import described, timed
from pytest_contract.rules.verdicts.unmeasured import unmeasured


def latency(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the sample is large enough to say so; a finding breaks it; else the sample says nothing."""
    if not is_of_operation(claim):
        reason = f"which operations are meant by {claim.value['category']!r} isn't known"
        return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
    for measured in evidence.measured(LatencyMeasured):
        found = timed(claim, measured)
        text = described(claim, measured)
        if found.verdict == "kept":
            return Standing(claim=claim.id, verdict="kept", seen=found.samples, reason=text)
        why = f"; {measured.stopped}" if measured.stopped else ""
        return Standing(claim=claim.id, verdict="not_verifiable", reason=f"inconclusive: {text}{why}")
    return unmeasured(claim, evidence)
