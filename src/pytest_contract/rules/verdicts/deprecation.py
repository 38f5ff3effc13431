"""What goes away, and whether clients are told."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.deprecations import answers, is_promised, untold
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached


def deprecation(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the spec marks the operation and the promised headers were seen; CT708 breaks it."""
    if any(untold(claim, evidence)):
        return Standing(claim=claim.id, verdict="broken", reason="clients are not told of it")
    if claim.operation is None and not evidence.operation.deprecated:
        return Standing(
            claim=claim.id, verdict="not_verifiable", reason="it names no operation, and the spec marks none"
        )
    is_of_headers = any(is_promised(claim, name) for name in ("Deprecation", "Sunset"))
    seen = answers(evidence)
    if is_of_headers and not seen:
        return unreached(claim, evidence, "200")
    if is_of_headers or (claim.operation is not None and claim.value.get("deprecated")):
        return kept(claim, max(len(seen), 1), "" if is_of_headers else "the spec marks it as deprecated")
    reason = "it names neither an operation nor a header that could show it"
    return Standing(claim=claim.id, verdict="not_verifiable", reason=reason)
