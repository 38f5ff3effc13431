"""Which operation makes what another one needs, read from the shapes of the paths.

A *place* is a path template up to one of its parameters, their names left out: `/users/{}`,
`/users/{}/posts/{}`. A resource is a place with a value for each of its parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_contract.spec import Document, Operation, Parameter

_PARAMETER = re.compile(r"^\{([^{}]+)\}$")
_REFERENCE = re.compile(r"^(?P<noun>.+?)(?:_?(?:id|ids|uuid|key|slug|code)|I[dD]s?|Uuid|Key|Slug|Code)$")


def segments(path: str) -> list[str]:
    """The segments of a path template, without the empty first one."""
    return path.strip("/").split("/")


def parameter_of(segment: str) -> str | None:
    """The parameter's name where the whole segment is one: `{id}` → `id`."""
    match = _PARAMETER.match(segment)
    return match[1] if match else None


def place_of(path: str) -> str | None:
    """The deepest place of a path, `/users/{}` for `/users/{id}/avatar`; `None` without a parameter."""
    parts = ["{}" if parameter_of(segment) else segment for segment in segments(path)]
    if "{}" not in parts:
        return None
    last = len(parts) - parts[::-1].index("{}")
    return "/" + "/".join(parts[:last])


def parameters_of(path: str) -> list[str]:
    """Names of the parameters that fill a whole segment, from left to right."""
    return [name for name in map(parameter_of, segments(path)) if name]


def collection_of(place: str) -> str:
    """The place's collection: `/users/{}/posts` for `/users/{}/posts/{}`."""
    return place.removesuffix("/{}")


def singular(noun: str) -> str:
    """A noun as it is compared: lower case, no separators, English plurals undone."""
    word = re.sub(r"[^a-z0-9]", "", noun.lower())
    for plural, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word.removesuffix(plural) + one
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A query parameter or a body field that names a resource of another place."""

    part: str
    """`query` or `body`."""
    name: str
    place: str
    is_list: bool


class Relations:
    """What the operations of one document make and need."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_path: dict[str, list[Operation]] = {}
        for operation in document.operations:
            self._by_path.setdefault(_anonymous(operation.path), []).append(operation)

    def producers(self, place: str) -> Iterator[Operation]:
        """Operations whose success yields a resource of that place: create in the collection, put, then list."""
        collection = self._by_path.get(collection_of(place) or "/", [])
        item = self._by_path.get(place, [])
        yield from (operation for operation in collection if operation.method == "POST")
        yield from (operation for operation in item if operation.method == "PUT")
        yield from (operation for operation in collection if operation.method == "GET")

    def reader(self, place: str) -> Operation | None:
        """The operation that reads one resource of that place."""
        return next((operation for operation in self._by_path.get(place, []) if operation.method == "GET"), None)

    def parameter(self, place: str) -> Parameter | None:
        """The place's own parameter, as one of its operations declares it."""
        depth = place.count("{}")
        for path, operations in self._by_path.items():
            if path == place or path.startswith(place + "/"):
                names = parameters_of(operations[0].path)
                declared = {parameter.name: parameter for parameter in operations[0].parameters_in("path")}
                return declared.get(names[depth - 1])
        return None

    def references(self, operation: Operation) -> Iterator[Reference]:
        """Query parameters and body fields of an operation that are named after a resource."""
        for parameter in operation.parameters_in("query"):
            yield from self._reference("query", parameter.name, parameter.schema)
        for media_type in operation.body.content if operation.body else ():
            for name, schema in _properties(self._document, media_type.schema):
                yield from self._reference("body", name, schema)
            break

    def _reference(self, part: str, name: str, schema: Any) -> Iterator[Reference]:
        match = _REFERENCE.match(name)
        if match is None:
            return
        noun = singular(match["noun"])
        for path in self._by_path:
            if path.endswith("{}") and singular(segments(collection_of(path))[-1]) == noun:
                is_list = isinstance(schema, dict) and schema.get("type") == "array"
                yield Reference(part=part, name=name, place=path, is_list=is_list)
                return


def _anonymous(path: str) -> str:
    return "/" + "/".join("{}" if parameter_of(segment) else segment for segment in segments(path))


def _properties(document: Document, schema: Any) -> Iterator[tuple[str, Any]]:
    """Top-level properties of an object schema, through references and `allOf`."""
    schema = document.resolve(schema)
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from properties.items()
    for part in schema.get("allOf") or ():
        yield from _properties(document, part)
