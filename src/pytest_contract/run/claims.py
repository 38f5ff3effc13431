"""Where a claim's findings are told, and how it stands after all that was learned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from pytest_contract.design import Claim
from pytest_contract.rules.standing import Standing
from pytest_contract.run.designs import HELD_AGAINST_SPEC
from pytest_contract.run.outcome import Outcome

NOT_SENT = "nothing was sent"
NOT_RUN = "not run"


def unclaimed(outcome: Outcome, told: Set[str]) -> Outcome:
    """An outcome without the findings that a claim's own test tells; `told` are the ids of the claims that have one."""
    kept = [finding for finding in outcome.findings if not finding.claims or finding.claims[0] not in told]
    return replace(outcome, findings=tuple(kept))


def standing_of(claim: str, standings: Mapping[str, Iterable[Standing]]) -> Standing:
    """How a claim stands for all operations together."""
    stood: Standing | None = None
    for of_operation in standings.values():
        for each in of_operation:
            if each.claim == claim:
                stood = each if stood is None else stood + each
    return stood or Standing(claim=claim, verdict="unreached", reason=NOT_RUN)


def is_settled_by_spec(claim: Claim, stood: Standing) -> bool:
    """Whether nothing was sent, and the spec alone could have contradicted the claim."""
    return stood.reason == NOT_SENT and claim.kind in HELD_AGAINST_SPEC
