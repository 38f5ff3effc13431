"""That an operation takes a parameter."""

from __future__ import annotations

from urllib.parse import unquote_plus

from pytest_contract.design import Claim
from pytest_contract.exchange import Request
from pytest_contract.exchange.record import header
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.field import field
from pytest_contract.rules.verdicts.tried import kept, unreached


def parameter(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where a request that carried it was accepted."""
    name, part = str(claim.value["name"]), claim.value.get("in")
    succeeded = [judged for judged in evidence.succeeded if judged.request.outcome == "valid"]
    if any(each.part == "path" and each.name == name for each in evidence.operation.parameters):
        return kept(claim, len(succeeded)) if succeeded else unreached(claim, evidence)
    seen = [judged for judged in succeeded if _carries(judged.exchange.request, name, part)]
    if seen:
        return kept(claim, len(seen))
    return field(claim, evidence) if part is None else unreached(claim, evidence)


def _carries(request: Request, name: str, part: object) -> bool:
    pairs = request.url.partition("?")[2].split("&")
    names = {unquote_plus(pair.partition("=")[0]).partition("[")[0] for pair in pairs}
    if part in (None, "query") and name.removesuffix("[]") in names:
        return True
    if part in (None, "header") and header(request.headers, name) is not None:
        return True
    return part in (None, "cookie") and f"{name}=" in (header(request.headers, "cookie") or "")
