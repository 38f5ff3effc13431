"""How each kind of claim stands for what was seen of one operation: one file for each kind, one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pytest_contract.design import Claim, ClaimKind
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.auth import auth
from pytest_contract.rules.verdicts.concurrency import concurrency
from pytest_contract.rules.verdicts.deprecation import deprecation
from pytest_contract.rules.verdicts.error_code import error_code
from pytest_contract.rules.verdicts.error_format import error_format
from pytest_contract.rules.verdicts.example import example
from pytest_contract.rules.verdicts.field import field
from pytest_contract.rules.verdicts.header import header
from pytest_contract.rules.verdicts.idempotency import idempotency
from pytest_contract.rules.verdicts.latency import latency
from pytest_contract.rules.verdicts.operation import operation
from pytest_contract.rules.verdicts.parameter import parameter
from pytest_contract.rules.verdicts.rate_limit import rate_limit
from pytest_contract.rules.verdicts.status import status
from pytest_contract.rules.verdicts.tenancy import tenancy

Verifier = Callable[[Claim, OperationEvidence], Standing]

VERIFIERS: Mapping[ClaimKind, Verifier] = {
    "auth": auth,
    "error_code": error_code,
    "error_format": error_format,
    "example": example,
    "field": field,
    "header": header,
    "operation": operation,
    "parameter": parameter,
    "status": status,
    "concurrency": concurrency,
    "deprecation": deprecation,
    "idempotency": idempotency,
    "latency": latency,
    "rate_limit": rate_limit,
    "tenancy": tenancy,
}


def standing(claim: Claim, evidence: OperationEvidence) -> Standing:
    """The claim's standing, as far as this operation's evidence says; a finding may yet break it."""
    verifier = VERIFIERS.get(claim.kind)
    if verifier is None:
        return Standing(claim=claim.id, verdict="not_verifiable", reason="no probe yet")
    return verifier(claim, evidence)
