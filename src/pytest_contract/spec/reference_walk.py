"""Where references stand in a document: neither in examples and other payloads, nor in the names of a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

_State = Literal["object", "names", "examples", "example"]

_MAPS_OF_NAMES = frozenset(
    {
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "paths", "webhooks",
        "callbacks", "responses", "content", "headers", "links", "schemas", "requestBodies", "securitySchemes",
        "pathItems", "encoding", "mediaTypes", "additionalOperations",
    }
)  # fmt: skip
_PAYLOADS = frozenset({"example", "default", "enum", "const"})


class Holder(NamedTuple):
    """A mapping that holds a reference."""

    node: dict[str, Any]
    is_map: bool
    """Whether its keys are names, as in `properties`, so that the reference stands for the whole map."""


def holders(root: Any, visited: set[int]) -> Iterator[Holder]:
    """Each mapping whose `$ref`, `$dynamicRef` or `mapping` is a reference, once; `visited` is shared between walks."""
    stack: list[tuple[Any, _State]] = [(root, "object")]
    while stack:
        node, state = stack.pop()
        if isinstance(node, list):
            stack.extend((element, "object") for element in node if isinstance(element, (dict, list)))
        elif isinstance(node, dict) and id(node) not in visited:
            visited.add(id(node))
            if isinstance(node.get("$ref"), str) or "$dynamicRef" in node or _is_discriminator(node):
                yield Holder(node, state == "names" and isinstance(node.get("$ref"), str))
            stack.extend(_children(node, state))


def _is_discriminator(node: dict[str, Any]) -> bool:
    return "mapping" in node and isinstance(node.get("propertyName"), str)


def _children(node: dict[str, Any], state: _State) -> Iterator[tuple[Any, _State]]:
    for key, value in node.items():
        if isinstance(value, (dict, list)):
            next_state = _state_of(key, value, state)
            if next_state is not None:
                yield value, next_state


def _state_of(key: str, value: Any, state: _State) -> _State | None:
    if state == "names":
        return "object"
    if state == "examples":
        return "example"
    if state == "example" or key.startswith("x-") or key in _PAYLOADS:
        return None
    if key == "examples":
        return "examples" if isinstance(value, dict) else None
    if key in _MAPS_OF_NAMES or (key == "parameters" and isinstance(value, dict)):
        return "names" if isinstance(value, dict) else "object"
    return "object"
