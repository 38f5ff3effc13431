"""Who wins."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.concurrency import ConcurrencyMeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.unmeasured import unmeasured


def concurrency(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where races were run; findings break it. Where nothing can be won, nothing can be said."""
    if claim.operation is None:
        reason = "it names no operation, so that no command is known that could be raced"
        return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
    for measured in evidence.measured(ConcurrencyMeasured):
        if claim in measured.claims:
            return _of(claim, measured)
    return unmeasured(claim, evidence)


def _of(claim: Claim, measured: ConcurrencyMeasured) -> Standing:
    if measured.races:
        count = len(measured.races)
        reason = f"{count} races of {len(measured.races[0].answers)} equal requests each"
        return Standing(claim=claim.id, verdict="kept", seen=count, reason=reason)
    first, second = (exchange.status for exchange in measured.in_turn)
    if second is not None and 200 <= second < 300:
        reason = f"the same request succeeds twice in turn ({first}, {second}), so that there is nothing to win"
    else:
        reason = "no race could be run: a limit stood in the way, or no further command succeeded"
    return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
