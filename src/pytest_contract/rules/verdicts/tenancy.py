"""Who sees whose resources."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.tenancy import ForeignAccess
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.foreign import is_let_in, is_refused, tries
from pytest_contract.rules.standing import Standing, Verdict


def tenancy(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where strangers were refused, or a list left the resource out; findings break it."""
    certain = tries(evidence)
    kept = [each for each in certain if not is_let_in(each) and (is_refused(each) or each.is_listed is False)]
    if kept:
        return Standing(claim=claim.id, verdict="kept", seen=len(kept), reason=f"{len(kept)} tries were refused")
    unsure = [each.kinship.reason for each in evidence.measured(ForeignAccess) if each not in certain]
    for reason in unsure:
        return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
    return unmeasured(claim, evidence)


def unmeasured(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Where no experiment could be made: why, as the probe says it; an operation that shows nothing of the promise
    adds nothing to what another one says."""
    for each in evidence.measured(Unmeasured):
        if each.kind == claim.kind:
            verdict: Verdict = "not_verifiable" if each.is_out_of_reach else "unreached"
            return Standing(claim=claim.id, verdict=verdict, reason=each.reason)
    return Standing(claim=claim.id, verdict="not_verifiable", reason="a request that could show it isn't known")
