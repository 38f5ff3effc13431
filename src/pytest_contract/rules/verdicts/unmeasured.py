"""Claims on which no experiment could be made."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing, Verdict


def unmeasured(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Where no experiment could be made: why, as the probe says it; an operation that shows nothing of the promise
    adds nothing to what another one says."""
    for each in evidence.measured(Unmeasured):
        if each.kind == claim.kind:
            verdict: Verdict = "not_verifiable" if each.is_out_of_reach else "unreached"
            return Standing(claim=claim.id, verdict=verdict, reason=each.reason)
    return Standing(claim=claim.id, verdict="not_verifiable", reason="a request that could show it isn't known")
