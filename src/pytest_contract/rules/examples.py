"""A document's JSON example beside the operation that it is an example of."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_contract.conformance import Mismatch
from pytest_contract.conformance.examples import body_mismatches
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.design import Claim
from pytest_contract.rules.statuses import declared
from pytest_contract.spec import MediaType, Operation


def judged_example(checker: SchemaChecker, operation: Operation, claim: Claim) -> tuple[Mismatch, ...] | None:
    """How an example breaks every declaration that it may be meant for; empty where it fits one; `None` where the spec
    has no schema for it."""
    value = claim.value
    is_request = value.get("part") == "request"
    found: list[tuple[Mismatch, ...]] = []
    for content in _contents(operation, value.get("status"), is_request=is_request):
        mismatches = body_mismatches(
            checker,
            content,
            str(value.get("media_type") or "application/json"),
            value.get("body"),
            "request" if is_request else "response",
        )
        if mismatches is not None:
            found.append(mismatches)
    return min(found, key=len) if found else None


def _contents(operation: Operation, status: object, *, is_request: bool) -> Sequence[tuple[MediaType, ...]]:
    if is_request:
        return [operation.body.content] if operation.body is not None else []
    if status:
        response = declared(operation, str(status).lower())
        return [response.content] if response is not None else []
    return [response.content for response in operation.responses]
