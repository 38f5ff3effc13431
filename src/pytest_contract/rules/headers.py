"""Which responses a promised header belongs to."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.statuses import is_of
from pytest_contract.spec import Operation

_UNCERTAIN = {400, 404, 405, 406, 413, 414, 415, 431}
"""Statuses that a framework may answer before anything adds headers: `all responses` doesn't certainly mean them."""


def bearers(evidence: OperationEvidence, claim: Claim) -> tuple[Judged, ...]:
    """The operation's own answers that a promise says carry the header."""
    on = str(claim.value.get("on", "all")).lower()
    served = [judged for judged in evidence.judged if 0 < judged.status < 400 and judged.request.outcome != "elsewhere"]
    own = (*served, *evidence.refusals)
    if on not in ("all", "*", "any"):
        return tuple(judged for judged in own if is_of(judged.status, on))
    return tuple(judged for judged in own if judged.status < 500 and judged.status not in _UNCERTAIN)


def is_required_by_spec(operation: Operation, status: int, name: object) -> bool:
    """Whether the spec's own response requires the header."""
    response = operation.response_for(status)
    return response is not None and any(
        each.required and each.name.lower() == str(name).lower() for each in response.headers
    )


def is_declared(operation: Operation, status: int, name: object) -> bool:
    """Whether the spec declares the header for that status."""
    response = operation.response_for(status)
    return response is not None and any(each.name.lower() == str(name).lower() for each in response.headers)
