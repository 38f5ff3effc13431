"""That an operation is there."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached

_OF_A_ROUTER = {0, 404, 405, 501}


def operation(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the operation answered as none that is missing does; CT301 breaks it."""
    if claim.value.get("change") == "removed":
        return Standing(claim=claim.id, verdict="not_verifiable", reason="the spec still declares it")
    answered = [judged for judged in evidence.judged if judged.status not in _OF_A_ROUTER]
    return kept(claim, len(answered)) if answered else unreached(claim, evidence)
