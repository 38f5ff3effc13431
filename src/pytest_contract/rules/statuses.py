"""Statuses as documents and specs write them: `404`, `4xx`, `default`."""

from __future__ import annotations

from pytest_contract.spec import DeclaredResponse, Operation


def is_of(status: int, named: str) -> bool:
    """Whether a status is the one that is named, or in its range."""
    text = named.strip().lower()
    return text == str(status) or (len(text) == 3 and text.endswith("xx") and text[0] == str(status)[0])


def declared(operation: Operation, named: str) -> DeclaredResponse | None:
    """What covers a status or a range in the spec: itself, one of its range, its range, or `default`."""
    if named.isdigit():
        return operation.response_for(int(named))
    in_range = (response for response in operation.responses if response.status[:1] == named[:1])
    default = next((response for response in operation.responses if response.status == "default"), None)
    return next(in_range, default)


def is_named(operation: Operation, named: str) -> bool:
    """Whether the operation declares it by itself, and not by `default` alone."""
    found = declared(operation, named)
    return found is not None and found.status != "default"
