"""What can be done to a resource beside what is pursued: it may change what the operation answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.references import Reference
from pytest_contract.traffic.relations import Relations, place_of

_MOST_CHOICES = 5
_MOST_ACTIONS = 8
_MOST_MAKINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A changing operation on a resource, one choice of its body made where there is one to make."""

    operation: Operation
    member: str = ""
    """The member whose value is chosen: `status`."""
    value: Any = None
    reference: Reference | None = None
    """Set where it makes something elsewhere that names the resource by this field."""

    @property
    def name(self) -> str:
        """For the report: `PATCH /orders/{id} with status paid`."""
        return f"{self.operation.label} with {self.member} {self.value}" if self.member else self.operation.label

    def shaped(self, draft: Draft) -> Draft | None:
        """A draft of the operation with the choice made; `None` where it has no place for it."""
        if not self.member:
            return draft
        if not isinstance(draft.body, dict):
            return None
        if self.operation.method == "PATCH":
            # A change of one member says all that is meant (RFC 5789).
            return replace(draft, body={self.member: self.value})
        return replace(draft, body={**draft.body, self.member: self.value})


def actions_at(relations: Relations, place: str | None, *, beside: Operation) -> tuple[Action, ...]:
    """The changing operations on a place but for one, in the spec's order, then readings, then what makes something
    that needs the resource; deletions of the resource are left out.

    Where a deletion is pursued, what needs the resource comes first.
    """
    if place is None:
        return ()
    document = relations.document
    own = [action for operation in document.operations for action in _actions(document, operation, place)]
    own = [action for action in own if action.operation.label != beside.label or action.member]
    below = [action for action in own if _makes_below(document, action.operation)]
    needing = [Action(operation=operation, reference=reference) for operation, reference in relations.dependents(place)]
    changes = [action for action in own if action not in below][:_MOST_ACTIONS]
    reader = relations.reader(place)
    readings = [Action(operation=reader)] if reader is not None else []
    makings = [*below, *needing][:_MOST_MAKINGS]
    return tuple([*makings, *changes, *readings] if is_deletion(beside) else [*changes, *readings, *makings])


def is_deletion(operation: Operation) -> bool:
    """Whether the operation deletes the very resource that its path names."""
    return operation.method == "DELETE" and operation.path.rstrip("/").endswith("}")


def choices(document: Document, schema: Any) -> Iterator[tuple[str, Any]]:
    """The members of an object schema that have few values, each with each of them: enumerations and booleans."""
    try:
        resolved = document.resolve(schema)
        for part in (resolved.get("allOf") or ()) if isinstance(resolved, dict) else ():
            yield from choices(document, part)
        properties = resolved.get("properties") if isinstance(resolved, dict) else None
        for name, member in (properties or {}).items() if isinstance(properties, dict) else ():
            yield from ((name, value) for value in _few_values(document, member))
    except UnusableOperationError:
        return


def _few_values(document: Document, schema: Any) -> list[Any]:
    schema = document.resolve(schema)
    if not isinstance(schema, dict):
        return []
    for branch in (*(schema.get("anyOf") or ()), *(schema.get("oneOf") or ()), *(schema.get("allOf") or ())):
        if found := _few_values(document, branch):
            return found
    if isinstance(schema.get("enum"), list):
        return [value for value in schema["enum"] if value is not None][:_MOST_CHOICES]
    return [True, False] if schema.get("type") == "boolean" else []


def _actions(document: Document, operation: Operation, place: str) -> Iterator[Action]:
    if place_of(operation.path) != place or operation.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        return
    if is_deletion(operation):
        return
    schema = operation.body.content[0].schema if operation.body and operation.body.content else None
    chosen = [Action(operation=operation, member=name, value=value) for name, value in choices(document, schema)]
    yield from chosen[:_MOST_CHOICES] or [Action(operation=operation)]


def _makes_below(document: Document, operation: Operation) -> bool:
    below = operation.path.rstrip("/") + "/{"
    return operation.method == "POST" and any(other.path.startswith(below) for other in document.operations)
