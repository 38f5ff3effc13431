"""Who may call an operation."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.roles import RoleTried
from pytest_contract.rules.access import door
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached
from pytest_contract.rules.verdicts.unmeasured import unmeasured


def auth(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where a request without credentials was turned away, or let in where none are needed; CT401 and CT608
    break it. Scopes and roles take several identities."""
    required = claim.value.get("required")
    if required is None:
        return Standing(
            claim=claim.id, verdict="not_verifiable", reason="it doesn't say whether credentials are needed"
        )
    seen = door(evidence)
    if seen is None:
        return unreached(claim, evidence, "401")
    if seen.is_open is required:
        how = "let in" if seen.is_open else "turned away"
        return Standing(claim=claim.id, verdict="broken", reason=f"a request without credentials was {how}")
    if claim.value.get("scopes") or claim.value.get("roles"):
        return _of_roles(claim, evidence)
    return kept(claim, len(seen.shown_by))


def _of_roles(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where each identity that lacks the role or the scope was refused; CT401 breaks it."""
    tried = [each for each in evidence.measured(RoleTried) if claim in each.claims]
    if tried:
        return kept(claim, len(tried), f"refused {', '.join(each.identity for each in tried)}")
    return unmeasured(claim, evidence)
