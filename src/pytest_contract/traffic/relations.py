"""Which operation makes what another one needs, read from the shapes of the paths.

A *place* is a path template up to one of its parameters, their names left out: `/users/{}`,
`/users/{}/posts/{}`. A resource is a place with a value for each of its parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pytest_contract.spec import Document, Operation, Parameter
from pytest_contract.traffic.links import Link, links_of
from pytest_contract.traffic.places import (
    above,
    collection_of,
    parameter_of,
    parameters_of,
    place_of,
    place_of_path,
    segments,
    singular,
)
from pytest_contract.traffic.references import Reference, ReferenceFinder

__all__ = [
    "Reference",
    "Relations",
    "above",
    "collection_of",
    "parameter_of",
    "parameters_of",
    "place_of",
    "segments",
    "singular",
]


class Relations:
    """What the operations of one document make and need."""

    def __init__(self, document: Document) -> None:
        self.document = document
        """The document that they are read from."""
        self._by_path: dict[str, list[Operation]] = {}
        for operation in document.operations:
            self._by_path.setdefault(place_of_path(operation.path), []).append(operation)
        self._finder = ReferenceFinder(document, self)
        self._references: dict[str, tuple[Reference, ...]] = {}
        self._borrowed: dict[str, Reference | None] = {}

    @cached_property
    def places(self) -> tuple[str, ...]:
        """All places that a path leads to or through, those that stand highest first."""
        found: dict[str, None] = {}
        for path in self._by_path:
            place = place_of(path)
            while place is not None:
                found.setdefault(place)
                place = above(place)
        return tuple(sorted(found, key=lambda place: place.count("{}")))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links that the document declares."""
        return tuple(links_of(self.document))

    def linked_to(self, place: str) -> Iterator[Link]:
        """The links that name a resource of that place: OpenAPI 3.1.1, section 4.8.20."""
        yield from (link for link in self.links if link.path and place_of(link.target.path) == place)

    def producers(self, place: str) -> Iterator[Operation]:
        """Operations whose success yields a resource of that place: create in the collection, put, then list."""
        collection = self._by_path.get(collection_of(place) or "/", [])
        item = self._by_path.get(place, [])
        yield from (operation for operation in collection if operation.method == "POST")
        yield from (operation for operation in item if operation.method == "PUT")
        namesakes = list(self._namesakes(place)) if place.count("{}") == 1 else []
        yield from (operation for operation in namesakes if operation.method == "POST")
        yield from (operation for operation in [*collection, *namesakes] if operation.method == "GET")

    def is_made(self, place: str) -> bool:
        """Whether some operation yields resources of that place."""
        return next(self.producers(place), None) is not None or next(self.linked_to(place), None) is not None

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

    def dependents(self, place: str) -> Iterator[tuple[Operation, Reference]]:
        """Creations elsewhere that name a resource of that place, each with the field that does."""
        for operation in self.document.operations:
            if operation.method == "POST" and place_of(operation.path) != place:
                named = [each for each in self.references(operation) if each.place == place and each.part == "body"]
                yield from ((operation, reference) for reference in named[:1])

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
        """Query parameters and body fields of an operation that name a resource."""
        if operation.label not in self._references:
            self._references[operation.label] = tuple(self._finder.of(operation))
        return self._references[operation.label]

    def guesses(self, operation: Operation) -> Iterator[Reference]:
        """Body fields that may name a resource whatever they are called: the likeliest place of each first."""
        return self._finder.guesses(operation, self.references(operation))

    def namesakes(self, operation: Operation) -> Iterator[tuple[Reference, ...]]:
        """For each creation that takes all that the operation needs, references to what was sent to it: a login that
        wants the name and the password of a registration."""
        return self._finder.namesakes(operation, self._creations)

    def borrowed(self, place: str) -> Reference | None:
        """What the key of a place is taken from; `None` where it has keys of its own."""
        if place not in self._borrowed:
            has_own = any(each.method == "POST" for each in self._by_path.get(collection_of(place) or "/", []))
            self._borrowed[place] = None if has_own else self._finder.borrowed(place, self._creations)
        return self._borrowed[place]

    @cached_property
    def _creations(self) -> list[Operation]:
        """What takes a body at a path without parameters."""
        return [
            operation
            for operation in self.document.operations
            if operation.method == "POST" and operation.body is not None and "{" not in operation.path
        ]
