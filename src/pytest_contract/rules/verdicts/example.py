"""That a JSON example is one of what the operation takes or answers."""

from __future__ import annotations

from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.design import Claim
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.examples import judged_example
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept


def example(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where it fits the schema that the app is held to; CT609 breaks it."""
    found = judged_example(SchemaChecker(evidence.document), evidence.operation, claim)
    if found is None:
        return Standing(claim=claim.id, verdict="not_verifiable", reason="the spec has no schema for it")
    return kept(claim, 1, "it fits the spec's schema") if not found else Standing(claim=claim.id, verdict="broken")
