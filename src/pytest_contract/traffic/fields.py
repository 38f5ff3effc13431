"""The fields of a request body, however deep, each with the way that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, Operation

ITEMS = "*"
"""The step from a list to each of its items."""
_MOST_DEPTH = 6
_MOST_FIELDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a body."""

    steps: tuple[str, ...]
    """Member names from the body's root, `*` for the items of a list: `("lines", "*", "article")`."""
    schema: Any
    """As written: a reference isn't followed."""
    plain: Mapping[str, Any]
    """The schema behind its reference, the one that isn't null where there are two; `{}` where there is none."""
    is_required: bool
    """Whether it is required all the way down."""
    kind: str = ""
    """The one value that a member `type` beside it may have: JSON:API's resource type."""

    @property
    def name(self) -> str:
        """The member's own name."""
        return self.steps[-1]

    @property
    def holder(self) -> str:
        """The name of the object that it stands in; empty at the root and in a list without a name."""
        names = [step for step in self.steps[:-1] if step not in (ITEMS, "data")]
        return names[-1] if names else ""


def fields_of(document: Document, operation: Operation) -> Iterator[Field]:
    """The fields of the body's first media type, outer ones before inner ones."""
    if operation.body is None or not operation.body.content:
        return
    walk = _Walk(document)
    waiting: list[tuple[tuple[str, ...], Any, bool]] = [((), operation.body.content[0].schema, True)]
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        steps, schema, is_required = waiting.pop(0)
        for field in walk.members(steps, schema, is_required):
            yield field
            waiting.append((field.steps, field.schema, field.is_required))


@dataclass(frozen=True, slots=True)
class _Walk:
    document: Document

    def members(self, steps: tuple[str, ...], schema: Any, is_required: bool) -> Iterator[Field]:
        plain = self.plain(schema)
        if len(steps) >= _MOST_DEPTH:
            return
        if steps and "items" in plain:
            if self.plain(plain["items"]).get("type") in ("object", None):
                yield from self.members((*steps, ITEMS), plain["items"], is_required)
            return
        for part in _objects(plain.get("allOf")):
            yield from self.members(steps, part, is_required)
        properties, required = plain.get("properties"), plain.get("required")
        named = properties if isinstance(properties, Mapping) else {}
        needed = set(map(str, required)) if isinstance(required, list) else set()
        kind = _only_value(self.plain(named.get("type")))
        for name, member in named.items():
            yield Field(
                steps=(*steps, name),
                schema=member,
                plain=self.plain(member),
                is_required=is_required and name in needed,
                kind=kind,
            )

    def plain(self, schema: Any) -> dict[str, Any]:
        try:
            resolved = self.document.resolve(schema)
        except UnusableOperationError:
            return {}
        if not isinstance(resolved, dict):
            return {}
        for union in ("anyOf", "oneOf"):
            branches = [branch for branch in map(self.plain, resolved.get(union) or ()) if branch.get("type") != "null"]
            if len(branches) == 1:
                return {**{key: each for key, each in resolved.items() if key != union}, **branches[0]}
        return resolved


def _objects(parts: Any) -> list[Any]:
    return parts if isinstance(parts, list) else []


def _only_value(plain: Mapping[str, Any]) -> str:
    if isinstance(constant := plain.get("const"), str):
        return constant
    values = plain.get("enum")
    return values[0] if isinstance(values, list) and len(values) == 1 and isinstance(values[0], str) else ""


def plain_schema(document: Document, schema: Any) -> Mapping[str, Any]:
    """A schema behind its reference, the one that isn't null where there are two; `{}` where there is none."""
    return _Walk(document).plain(schema)


def values_at(body: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    """What stands at the end of these steps, once for each item of the lists on the way."""
    if not steps:
        yield body
    elif steps[0] == ITEMS:
        for item in body if isinstance(body, list) else ():
            yield from values_at(item, steps[1:])
    elif isinstance(body, Mapping) and steps[0] in body:
        yield from values_at(body[steps[0]], steps[1:])


def with_value_at(body: Any, steps: tuple[str, ...], value: Any) -> Any:
    """The body with that value wherever these steps lead; unchanged where they lead nowhere."""
    if not steps:
        return value
    if steps[0] == ITEMS:
        return [with_value_at(item, steps[1:], value) for item in body] if isinstance(body, list) else body
    if not isinstance(body, Mapping) or steps[0] not in body:
        return body
    return {**body, steps[0]: with_value_at(body[steps[0]], steps[1:], value)}
