"""That an operation answers a status."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.statuses import is_of
from pytest_contract.rules.verdicts.tried import kept, unreached


def status(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the status was seen, whatever the condition that the document names for it."""
    named = str(claim.value.get("status", ""))
    # What answers an unlisted method is a router as a rule, and meant to be.
    own = (judged for judged in evidence.judged if judged.status == 405 or evidence.is_own(judged))
    seen = [judged for judged in own if judged.status and is_of(judged.status, named)]
    if claim.value.get("negated"):
        return Standing(claim=claim.id, verdict="not_verifiable", reason=f"that {named} never comes can't be shown")
    return kept(claim, len(seen)) if seen else unreached(claim, evidence, named)
