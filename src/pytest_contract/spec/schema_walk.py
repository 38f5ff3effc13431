"""The subschemas of a JSON Schema, and what each of them gets wrong by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.fault import Fault
from pytest_contract.spec.pattern import pattern_fault
from pytest_contract.spec.scope import Placed

TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_ONE = (
    "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
    "unevaluatedItems", "unevaluatedProperties", "additionalItems", "contentSchema",
)  # fmt: skip
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")


def subschemas(root: Placed, *, references_end: bool) -> Iterator[Placed]:
    """The schema and every one inside it, references not followed.

    With `references_end`, what stands beside a `$ref` is passed over, as OpenAPI 3.0 asks (section 4.7.23).
    """
    stack = [root]
    visited: set[int] = set()
    while stack:
        placed = stack.pop()
        yield placed
        node = placed.node
        if isinstance(node, Mapping) and id(node) not in visited:
            visited.add(id(node))
            if not (references_end and isinstance(node.get("$ref"), str)):
                stack.extend(children(placed))


def children(placed: Placed) -> Iterator[Placed]:
    """The schemas directly inside a schema."""
    node, where = placed
    for key in node:
        value = node[key]
        if key in _MAPS and isinstance(value, Mapping):
            for name, child in value.items():
                yield Placed(child, pointers.join(where, key, name))
        elif key in _LISTS and isinstance(value, list):
            for index, child in enumerate(value):
                yield Placed(child, f"{where}/{key}/{index}")
        elif key in _ONE:
            yield Placed(value, f"{where}/{key}")


def own_faults(placed: Placed) -> Iterator[Fault]:
    """What is wrong with this schema object itself, not with what lies inside it."""
    node, where = placed
    if not isinstance(node, Mapping):
        if not isinstance(node, bool):
            yield Fault(kind="schema", reason=f"{_kind(node)} stands where a schema must", pointer=where)
        return
    if "pattern" in node:
        yield from _pattern_faults(node["pattern"], f"{where}/pattern")
    if isinstance(node.get("patternProperties"), Mapping):
        for pattern in node["patternProperties"]:
            yield from _pattern_faults(pattern, pointers.join(where, "patternProperties", pattern))
    if "type" in node:
        yield from _type_faults(node["type"], f"{where}/type")
    for key in (*_MAPS, *_LISTS):
        wanted: type = Mapping if key in _MAPS else list
        if key in node and not isinstance(node[key], wanted):
            reason = f"{key} is {_kind(node[key])}, not a {'mapping' if key in _MAPS else 'list'}"
            yield Fault(kind="schema", reason=reason, pointer=f"{where}/{key}")


def _pattern_faults(pattern: Any, where: str) -> Iterator[Fault]:
    if not isinstance(pattern, str):
        yield Fault(kind="pattern", reason=f"pattern is {_kind(pattern)}, not text", pointer=where)
    elif (fault := pattern_fault(pattern)) is not None:
        reason = f"pattern {pattern[:150]!r} is no regular expression: {fault}"
        yield Fault(kind="pattern", reason=reason, pointer=where)


def _type_faults(declared: Any, where: str) -> Iterator[Fault]:
    names = declared if isinstance(declared, list) else [declared]
    for name in names:
        if not isinstance(name, str) or name not in TYPES:
            yield Fault(kind="schema", reason=f"{str(name)[:60]!r} is no JSON Schema type", pointer=where)


def _kind(node: Any) -> str:
    if node is None:
        return "null"
    return {bool: "a boolean", str: "text", list: "a list", dict: "a mapping"}.get(type(node), "a number")
