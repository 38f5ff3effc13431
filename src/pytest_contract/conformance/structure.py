"""The quick check of a document against the meta-schema of its OpenAPI version."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any, NoReturn

from pytest_contract.conformance.mismatches import pointer_of
from pytest_contract.conformance.translate import LIMIT, cut, reason_of
from pytest_contract.spec import Fault

MOST = 50
"""So many warnings are kept."""


def structural_warnings(raw: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Where a document isn't shaped as its version says; milliseconds even for large ones, never raises."""
    try:
        return tuple(_faults(raw))
    except Exception as error:
        return (Fault(kind="structure", reason=cut(f"not checked: {reason_of(error)}", LIMIT), pointer=""),)


def _faults(raw: Mapping[str, Any]) -> list[Fault]:
    import jsonschema_rs

    validator = jsonschema_rs.validator_for(_meta_schema(str(raw["openapi"])), retriever=_refuse)
    kept: dict[tuple[str, str], Fault] = {}
    for error in islice(validator.iter_errors(dict(raw)), 4 * MOST):
        deepest = _deepest(error)
        fault = Fault(kind="structure", reason=_reason(deepest), pointer=pointer_of(deepest.instance_path))
        kept.setdefault((fault.pointer, fault.reason), fault)
    return list(kept.values())[:MOST]


def _meta_schema(version: str) -> Any:
    from openapi_spec_validator.schemas import schema_v30, schema_v31, schema_v32

    by_version = {"3.0": schema_v30, "3.1": schema_v31, "3.2": schema_v32}
    return dict(by_version[".".join(version.split(".")[:2])])


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} leads out of the meta-schema")


def _deepest(error: Any) -> Any:
    """The error that is nearest to its cause: of a choice that failed, what went furthest into the document."""
    branches = getattr(error.kind, "context", None) or ()
    inner = [_deepest(found) for branch in branches for found in branch]
    return max(inner, key=lambda found: len(found.instance_path), default=error)


def _reason(error: Any) -> str:
    """The message without the whole object in it."""
    message = str(error.message)
    return cut(message if len(message) <= LIMIT else "… " + message[-150:], LIMIT)
