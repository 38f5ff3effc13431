"""That error bodies have a format."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.error_formats import breaches, is_judged
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached


def error_format(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where error bodies were seen that have it; CT704 breaks it."""
    if not claim.value.get("members") and not claim.value.get("media_type"):
        return Standing(claim=claim.id, verdict="not_verifiable", reason="it names neither members nor a media type")
    seen = [judged for judged in evidence.refusals if is_judged(judged) and not breaches(judged, claim)]
    return kept(claim, len(seen)) if seen else unreached(claim, evidence)
