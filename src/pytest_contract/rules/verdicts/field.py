"""That a body has a field."""

from __future__ import annotations

import json
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.rules.error_codes import body_of
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.spec_fields import last_name
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached

_MOST_DEPTH, _MOST_ITEMS = 8, 20


def field(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where a response had the field, or a request that carried it was accepted."""
    name, side = last_name(str(claim.value["name"])), claim.value.get("in")
    seen = [judged for judged in evidence.judged if judged.is_success and _is_seen(judged, name, side)]
    return kept(claim, len(seen)) if seen else unreached(claim, evidence)


def _is_seen(judged: Judged, name: str, side: object) -> bool:
    if side != "request" and _has(body_of(judged.exchange), name, 0):
        return True
    return side != "response" and _has(_sent(judged), name, 0)


def _sent(judged: Judged) -> Any:
    try:
        return json.loads(judged.exchange.request.body)
    except (ValueError, RecursionError):
        return None


def _has(node: Any, name: str, depth: int) -> bool:
    if depth > _MOST_DEPTH:
        return False
    if isinstance(node, list):
        return any(_has(item, name, depth + 1) for item in node[:_MOST_ITEMS])
    return isinstance(node, dict) and (name in node or any(_has(child, name, depth + 1) for child in node.values()))
