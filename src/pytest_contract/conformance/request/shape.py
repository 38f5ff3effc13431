"""What a schema says of types, members and items, through its references and compositions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document

_COMPOSITIONS = ("allOf", "anyOf", "oneOf")
_ABOUT_OTHERS = ("additionalProperties", "patternProperties", "unevaluatedProperties")
_DEEPEST = 24


class Shape:
    """All the schemas that may apply at one place, seen as one.

    It answers what a decoder asks: which types, members and items there may be. It is the union over `allOf`,
    `anyOf` and `oneOf`.
    """

    def __init__(self, document: Document, schemas: tuple[Any, ...]) -> None:
        self._document = document
        self._written = schemas
        self.schema: Any = schemas[0] if len(schemas) == 1 else {"allOf": list(schemas)}
        """A schema that says the same as those it was made of; the same object each time."""
        self._members: dict[str, Shape] = {}
        self._items: Shape | None = None
        self.layers: tuple[Mapping[str, Any], ...] = tuple(self._flatten())
        """Every schema object that may apply, references followed."""
        self.types: frozenset[str] = frozenset(self._types())
        """The declared JSON types, `null` for a nullable one too; empty where none is declared."""
        self.names: frozenset[str] = frozenset(name for layer in self.layers for name in _mapping(layer, "properties"))
        """The properties that are declared by name."""
        self.required: frozenset[str] = frozenset(name for layer in self.layers for name in _required(layer))
        """The properties that are required by any of the schemas."""
        self.is_silent: bool = not any(key in layer for layer in self.layers for key in _ABOUT_OTHERS)
        """Whether nothing is said about properties beside the named ones."""

    @property
    def is_open(self) -> bool:
        """Whether properties that aren't declared are part of it by declaration."""
        return not self.names or any(layer.get("additionalProperties") not in (None, False) for layer in self.layers)

    def takes(self, *types: str) -> bool:
        """Whether one of the types is declared."""
        return any(name in self.types for name in types)

    def has(self, keyword: str) -> bool:
        """Whether any of the schemas states a true value, or any value but a boolean, for that keyword."""
        return any(layer.get(keyword, False) is not False for layer in self.layers)

    def member(self, name: str) -> Shape:
        """The shape of a property."""
        if name not in self._members:
            self._members[name] = Shape(self._document, tuple(self._schemas_of(name)))
        return self._members[name]

    def item(self) -> Shape:
        """The shape of an array's items."""
        if self._items is None:
            found = tuple(layer["items"] for layer in self.layers if isinstance(layer.get("items"), (dict, bool)))
            self._items = Shape(self._document, found)
        return self._items

    def _schemas_of(self, name: str) -> Iterator[Any]:
        declared = [p[name] for p in (_mapping(layer, "properties") for layer in self.layers) if name in p]
        yield from declared
        if not declared:
            yield from (_mapping(layer, "additionalProperties") for layer in self.layers)

    def _flatten(self) -> Iterator[Mapping[str, Any]]:
        seen: set[int] = set()
        waiting = [(schema, 0) for schema in reversed(self._written)]
        while waiting:
            schema, depth = waiting.pop()
            followed = self._follow(schema)
            if followed is None or id(followed) in seen or depth > _DEEPEST:
                continue
            seen.add(id(followed))
            yield followed
            nested = [part for key in _COMPOSITIONS for part in _list(followed, key)]
            waiting.extend((part, depth + 1) for part in reversed(nested))

    def _follow(self, schema: Any) -> Mapping[str, Any] | None:
        try:
            followed = self._document.resolve(schema)
        except UnusableOperationError:
            return None
        return followed if isinstance(followed, dict) else None

    def _types(self) -> Iterator[str]:
        for layer in self.layers:
            declared = layer.get("type")
            yield from [declared] if isinstance(declared, str) else filter(_is_text, _list(layer, "type"))
            if layer.get("nullable") is True:
                yield "null"


def _mapping(layer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = layer.get(key)
    return found if isinstance(found, dict) else {}


def _required(layer: Mapping[str, Any]) -> list[str]:
    return [name for name in _list(layer, "required") if isinstance(name, str)]


def _list(layer: Mapping[str, Any], key: str) -> list[Any]:
    found = layer.get(key)
    return found if isinstance(found, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str)
