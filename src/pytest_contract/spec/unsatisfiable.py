"""Schemas that nothing satisfies, where that can be shown cheaply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec.scope import Placed, Scope
from pytest_contract.spec.version import Dialect

_BOUNDS = (
    ("string", "minLength", "maxLength"),
    ("array", "minItems", "maxItems"),
    ("object", "minProperties", "maxProperties"),
)
_IS_OF_TYPE: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, Mapping),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value),
}


class Contradiction(NamedTuple):
    """Why nothing satisfies a schema, and where that stands."""

    reason: str
    pointer: str


class Satisfiability:
    """Looks for contradictions, each schema object once; a schema that contains itself counts as satisfiable."""

    def __init__(self, scope: Scope, dialect: Dialect) -> None:
        self._scope = scope
        self._dialect = dialect
        self._known: dict[int, Contradiction | None] = {}

    def contradiction(self, placed: Placed) -> Contradiction | None:
        """The first contradiction found, or `None`: then nothing is proved."""
        if placed.node is False:
            return Contradiction("the schema is false, which nothing satisfies", placed.pointer)
        if not isinstance(placed.node, Mapping):
            return None
        if id(placed.node) not in self._known:
            self._known[id(placed.node)] = None
            self._known[id(placed.node)] = self._look(placed)
        return self._known[id(placed.node)]

    def _look(self, placed: Placed) -> Contradiction | None:
        if isinstance(placed.node.get("$ref"), str):
            behind = self._behind_reference(placed)
            if behind is not None or self._dialect == "3.0":
                return behind
        return (
            _contradictory_values(placed, self._types(placed.node))
            or _contradictory_bounds(placed, self._types(placed.node))
            or self._in_combinations(placed)
            or self._in_members(placed)
        )

    def _behind_reference(self, placed: Placed) -> Contradiction | None:
        try:
            return self.contradiction(self._scope.follow(placed))
        except UnusableOperationError:
            return None

    def _types(self, node: Mapping[str, Any]) -> frozenset[str]:
        declared = node.get("type")
        names = declared if isinstance(declared, list) else [declared]
        known = {name for name in names if isinstance(name, str) and name in _IS_OF_TYPE}
        if known and self._dialect == "3.0" and node.get("nullable") is True:
            known.add("null")
        return frozenset(known) if len(known) >= len(names) else frozenset()

    def _in_combinations(self, placed: Placed) -> Contradiction | None:
        node, where = placed
        for key in ("allOf", "anyOf", "oneOf"):
            members = node.get(key)
            if isinstance(members, list) and members:
                found = [self.contradiction(Placed(each, f"{where}/{key}/{i}")) for i, each in enumerate(members)]
                contradictions = [each for each in found if each is not None]
                if contradictions and (key == "allOf" or len(contradictions) == len(members)):
                    return contradictions[0]
        return None

    def _in_members(self, placed: Placed) -> Contradiction | None:
        node, where = placed
        types, properties = self._types(node), node.get("properties")
        if types == {"object"} and isinstance(properties, Mapping) and isinstance(node.get("required"), list):
            for name in node["required"]:
                member = properties.get(name) if isinstance(name, str) else None
                if member is not None and not _is_read_only(member):
                    found = self.contradiction(Placed(member, f"{where}/properties/{name}"))
                    if found is not None:
                        return Contradiction(f"required property {name!r}: {found.reason}", found.pointer)
        if types == {"array"} and _number(node.get("minItems"), 0) >= 1 and "prefixItems" not in node:
            return self.contradiction(Placed(node.get("items"), f"{where}/items"))
        return None


def _contradictory_values(placed: Placed, types: frozenset[str]) -> Contradiction | None:
    node, where = placed
    if node.get("not") is True or node.get("not") == {}:
        return Contradiction("not: {} excludes every value", f"{where}/not")
    values = node.get("enum")
    if values == []:
        return Contradiction("enum is empty", f"{where}/enum")
    if isinstance(values, list) and types and not any(_fits(value, types) for value in values):
        return Contradiction(f"no value of enum is of type {_named(types)}", f"{where}/enum")
    if "const" in node and types and not _fits(node["const"], types):
        return Contradiction(f"const is not of type {_named(types)}", f"{where}/const")
    return None


def _contradictory_bounds(placed: Placed, types: frozenset[str]) -> Contradiction | None:
    node, where = placed
    for kind, low, high in _BOUNDS:
        if types == {kind} and _is_number(node.get(low)) and _is_number(node.get(high)) and node[low] > node[high]:
            return Contradiction(f"{low} {node[low]} is greater than {high} {node[high]}", f"{where}/{low}")
    return _contradictory_range(placed) if types and types <= {"number", "integer"} else None


def _contradictory_range(placed: Placed) -> Contradiction | None:
    node, where = placed
    for low, low_excluded in _limits(node, "minimum", "exclusiveMinimum"):
        for high, high_excluded in _limits(node, "maximum", "exclusiveMaximum"):
            bottom, top = node[low], node[high]
            if bottom > top:
                return Contradiction(f"{low} {bottom} is greater than {high} {top}", f"{where}/{low}")
            if bottom == top and (low_excluded or high_excluded):
                return Contradiction(f"{low} and {high} are both {bottom}, one of them exclusive", f"{where}/{low}")
    return None


def _limits(node: Mapping[str, Any], bound: str, exclusive: str) -> list[tuple[str, bool]]:
    """The keywords that limit, and whether they exclude the limit: a flag in 3.0, a number of its own from 3.1 on."""
    found = [(bound, node.get(exclusive) is True)] if _is_number(node.get(bound)) else []
    return [*found, (exclusive, True)] if _is_number(node.get(exclusive)) else found


def _fits(value: Any, types: frozenset[str]) -> bool:
    return any(_IS_OF_TYPE[name](value) for name in types)


def _named(types: frozenset[str]) -> str:
    return " or ".join(sorted(types))


def _is_read_only(member: Any) -> bool:
    return isinstance(member, Mapping) and member.get("readOnly") is True


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(value: Any, default: float) -> float:
    return float(value) if _is_number(value) else default
