"""The full validation of a document by openapi-spec-validator: seconds to minutes for large ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pytest_contract.conformance.engine import schema_path
from pytest_contract.conformance.mismatches import pointer_of
from pytest_contract.conformance.translate import LIMIT, cut, reason_of
from pytest_contract.spec import Fault

MOST = 50
"""So many faults are kept."""


def full_validation(raw: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything that openapi-spec-validator holds against a document; nothing is fetched, nothing raises."""
    kept: dict[tuple[str, str], Fault] = {}
    for fault in islice(_faults(raw), 4 * MOST):
        kept.setdefault((fault.pointer, fault.reason), fault)
    return tuple(kept.values())[:MOST]


def _faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    from openapi_spec_validator.shortcuts import get_validator_cls

    try:
        for error in get_validator_cls(dict(raw))(schema_path(raw)).iter_errors():
            pointer = pointer_of(getattr(error, "absolute_path", ()))
            yield Fault(kind="structure", reason=cut(str(error.message), LIMIT), pointer=pointer)
    except Exception as error:
        yield Fault(kind="structure", reason=cut(f"the validation stopped: {reason_of(error)}", LIMIT), pointer="")
