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
_KEY_FORMATS = {"uuid", "ulid", "uuid4"}


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
        self._references: dict[str, tuple[Reference, ...]] = {}

    def producers(self, place: str) -> Iterator[Operation]:
        """Operations whose success yields a resource of that place: create in the collection, put, then list."""
        collection = self._by_path.get(collection_of(place) or "/", [])
        item = self._by_path.get(place, [])
        yield from (operation for operation in collection if operation.method == "POST")
        yield from (operation for operation in item if operation.method == "PUT")
        namesakes = list(self._namesakes(place)) if place.count("{}") == 1 else []
        yield from (operation for operation in namesakes if operation.method == "POST")
        yield from (operation for operation in [*collection, *namesakes] if operation.method == "GET")

    def _namesakes(self, place: str) -> Iterator[Operation]:
        """Operations on other collections of the same name: `/albums/{}/files` for `/files/{}`."""
        own = collection_of(place)
        name = segments(own)[-1]
        for path, operations in self._by_path.items():
            if path != own and segments(path)[-1] == name:
                yield from operations

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

    def references(self, operation: Operation) -> tuple[Reference, ...]:
        """Query parameters and body fields of an operation that are named after a resource."""
        if operation.label not in self._references:
            self._references[operation.label] = tuple(self._found_references(operation))
        return self._references[operation.label]

    def _found_references(self, operation: Operation) -> Iterator[Reference]:
        for parameter in operation.parameters_in("query"):
            yield from self._reference("query", parameter.name, parameter.schema)
        for media_type in operation.body.content if operation.body else ():
            for name, schema in _properties(self._document, media_type.schema):
                yield from self._reference("body", name, schema)
            break

    def guesses(self, operation: Operation) -> Iterator[Reference]:
        """Required body fields that may name a resource whatever they are called: the likeliest place of each first.

        A place counts where its key has the field's type and format; it is likelier where the field's description
        speaks of it.
        """
        known = {reference.name for reference in self.references(operation)}
        for name, schema in self._required_fields(operation):
            if name in known or name.lower() == "id" or not isinstance(schema, dict):
                continue
            places = [place for place in self._top_places() if self._may_be_key(place, schema, operation)]
            places.sort(key=lambda place: not _speaks_of(schema, place))
            yield from (Reference(part="body", name=name, place=place, is_list=False) for place in places)

    def _required_fields(self, operation: Operation) -> Iterator[tuple[str, Any]]:
        for media_type in operation.body.content if operation.body else ():
            required = _required(self._document, media_type.schema)
            for name, schema in _properties(self._document, media_type.schema):
                if name in required:
                    yield name, self._document.resolve(schema)
            break

    def _top_places(self) -> Iterator[str]:
        yield from (path for path in self._by_path if path.endswith("/{}") and path.count("{}") == 1)

    def _may_be_key(self, place: str, schema: dict[str, Any], operation: Operation) -> bool:
        parameter = self.parameter(place)
        key = parameter.schema if parameter is not None and isinstance(parameter.schema, dict) else {}
        if collection_of(place) == _anonymous(operation.path) or key.get("type") != schema.get("type"):
            return False
        has_format = key.get("format") == schema.get("format") and schema.get("format") in _KEY_FORMATS
        return has_format or schema.get("type") == "integer" or _speaks_of(schema, place)

    def _reference(self, part: str, name: str, schema: Any) -> Iterator[Reference]:
        match = _REFERENCE.match(name)
        for path in self._by_path:
            if not path.endswith("{}"):
                continue
            noun = singular(segments(collection_of(path))[-1])
            is_keyed = match is not None and singular(match["noun"]) == noun
            if is_keyed or (singular(name) == noun and self._has_type_of_key(path, schema)):
                is_list = isinstance(schema, dict) and schema.get("type") == "array"
                yield Reference(part=part, name=name, place=path, is_list=is_list)
                return

    def _has_type_of_key(self, place: str, schema: Any) -> bool:
        """Whether a field that is called like a resource may hold its key: `author` of the type of `/authors/{id}`."""
        parameter = self.parameter(place)
        key = parameter.schema if parameter is not None and isinstance(parameter.schema, dict) else {}
        field = self._document.resolve(schema)
        return isinstance(field, dict) and key.get("type", "string") == field.get("type")


def _anonymous(path: str) -> str:
    return "/" + "/".join("{}" if parameter_of(segment) else segment for segment in segments(path))


def _speaks_of(schema: dict[str, Any], place: str) -> bool:
    noun = singular(segments(collection_of(place))[-1])
    text = f"{schema.get('description', '')} {schema.get('title', '')}"
    return noun in {singular(word) for word in re.findall(r"[A-Za-z]+", text)}


def _required(document: Document, schema: Any) -> set[str]:
    schema = document.resolve(schema)
    if not isinstance(schema, dict):
        return set()
    named = schema.get("required")
    own = {name for name in named if isinstance(name, str)} if isinstance(named, list) else set()
    return own.union(*(_required(document, part) for part in schema.get("allOf") or ()))


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
