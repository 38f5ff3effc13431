"""What a repeated command does."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.idempotency import IdempotencyMeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.repeated import has_one_effect, is_limited, second_effect
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.unmeasured import unmeasured


def idempotency(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where one effect was seen, or several where that is promised; findings break it."""
    for measured in evidence.measured(IdempotencyMeasured):
        if claim in measured.claims:
            return _of(claim, measured)
    return unmeasured(claim, evidence)


def _of(claim: Claim, measured: IdempotencyMeasured) -> Standing:
    if is_limited(measured):
        return _open(claim, "a rate limit answered in the operation's place")
    if claim.value.get("negated"):
        effect = second_effect(measured)
        return _kept(claim, effect) if effect else _open(claim, "nothing shows what the second request did")
    if not has_one_effect(measured) and measured.replay.status != measured.first.status:
        return _open(claim, f"answered {measured.replay.status} the second time, and its effect can't be read")
    if "conflict_status" in claim.value and measured.another is None:
        return _open(claim, "no other body is known to send under the same key")
    how = "one effect was seen" if has_one_effect(measured) else "the same answer came; its effect can't be read"
    return _kept(claim, how)


def _kept(claim: Claim, reason: str) -> Standing:
    return Standing(claim=claim.id, verdict="kept", seen=1, reason=reason)


def _open(claim: Claim, reason: str) -> Standing:
    return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
