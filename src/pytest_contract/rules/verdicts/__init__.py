"""How each kind of claim stands for what was seen of one operation: one file for each kind, one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pytest_contract.design import Claim, ClaimKind
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.idempotency import idempotency
from pytest_contract.rules.verdicts.rate_limit import rate_limit
from pytest_contract.rules.verdicts.tenancy import tenancy

Verifier = Callable[[Claim, OperationEvidence], Standing]

VERIFIERS: Mapping[ClaimKind, Verifier] = {
    "idempotency": idempotency,
    "rate_limit": rate_limit,
    "tenancy": tenancy,
}


def standing(claim: Claim, evidence: OperationEvidence) -> Standing:
    """The claim's standing, as far as this operation's evidence says; a finding may yet break it."""
    verifier = VERIFIERS.get(claim.kind)
    if verifier is None:
        return Standing(claim=claim.id, verdict="not_verifiable", reason="no probe yet")
    return verifier(claim, evidence)
