"""Who sees whose resources."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.tenancy import ForeignAccess
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.foreign import is_let_in, is_refused, tries
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.unmeasured import unmeasured


def tenancy(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where strangers were refused, or a list left the resource out; findings break it."""
    certain = tries(evidence)
    kept = [each for each in certain if not is_let_in(each) and (is_refused(each) or each.is_listed is False)]
    if kept:
        return Standing(claim=claim.id, verdict="kept", seen=len(kept), reason=f"tries that were refused: {len(kept)}")
    unsure = [each.kinship.reason for each in evidence.measured(ForeignAccess) if each not in certain]
    for reason in unsure:
        return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
    return unmeasured(claim, evidence)
