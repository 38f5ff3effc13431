"""That an operation answers an error code."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.error_codes import holds, is_answered
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.statuses import is_of
from pytest_contract.rules.verdicts.tried import kept, unreached


def error_code(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the code was seen: in an error answer with the promised status, or in the record of a job."""
    code, named = str(claim.value["code"]), str(claim.value.get("status", ""))
    judged = evidence.refusals if is_answered(claim) else evidence.succeeded
    wanted = [each for each in judged if not named or not is_answered(claim) or is_of(each.status, named)]
    seen = [each for each in wanted if holds(each.exchange, code)]
    return kept(claim, len(seen)) if seen else unreached(claim, evidence, named)
