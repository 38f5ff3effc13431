"""The parameters and fields that a spec declares for an operation, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, MediaType, Operation

_INDICES = ("[]", "*")
_MOST_DEPTH = 16


class SpecFields:
    """Looks names up in one spec's schemas."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def has_parameter(self, operation: Operation, claim: Claim) -> bool:
        """Whether the operation takes a parameter of that name in that part; or, where the document names no part, in
        any, the body included."""
        name, part = str(claim.value["name"]), claim.value.get("in")
        for parameter in operation.parameters:
            if parameter.name.lower() in _spellings(name) and part in (None, parameter.part):
                return True
        carriers = {s.parameter.lower() for each in operation.security for s in each if s.parameter}
        if name.lower() in carriers:
            return True
        return part is None and self.has_field(operation, claim) is True

    def has_field(self, operation: Operation, claim: Claim) -> bool | None:
        """Whether a schema of the operation has a property of that name; `None` where its schemas name none."""
        names = set(self._names(self._side(operation, claim)))
        if not names:
            return None
        return last_name(str(claim.value["name"])) in names

    def place(self, operation: Operation, claim: Claim) -> str:
        """Where the field would be declared."""
        if claim.value.get("in") == "request" and operation.body is not None:
            return operation.body.pointer
        return f"{operation.pointer}/responses"

    def _side(self, operation: Operation, claim: Claim) -> Iterator[MediaType]:
        side = claim.value.get("in")
        if side != "response" and operation.body is not None:
            yield from operation.body.content
        if side != "request":
            for response in operation.responses:
                yield from response.content

    def _names(self, content: Iterable[MediaType]) -> Iterator[str]:
        seen: set[int] = set()
        for entry in content:
            yield from self._properties(entry.schema, seen, 0)

    def _properties(self, schema: Any, seen: set[int], depth: int) -> Iterator[str]:
        try:
            node = self._document.resolve(schema)
        except UnusableOperationError:
            return
        if not isinstance(node, Mapping) or id(node) in seen or depth > _MOST_DEPTH:
            return
        seen.add(id(node))
        for key, child in node.items():
            if key == "properties" and isinstance(child, Mapping):
                yield from map(str, child)
                children: Iterable[Any] = child.values()
            elif key in ("allOf", "anyOf", "oneOf", "prefixItems") and isinstance(child, list):
                children = child
            elif key in ("items", "additionalProperties", "itemSchema", "not", "if", "then", "else"):
                children = (child,)
            else:
                continue
            for each in children:
                yield from self._properties(each, seen, depth + 1)


def last_name(name: str) -> str:
    """`id` of `items[].id`."""
    plain = name
    for index in _INDICES:
        plain = plain.replace(index, "")
    return plain.strip("./").replace("/", ".").rpartition(".")[2]


def _spellings(name: str) -> set[str]:
    """A list parameter is written with and without its brackets."""
    return {name.lower(), name.lower().removesuffix("[]"), f"{name.lower()}[]"}
