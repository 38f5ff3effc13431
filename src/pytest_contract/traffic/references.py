"""Which fields and parameters name a resource of another place: by name, by schema, or by what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.fields import Field, fields_of, plain_schema
from pytest_contract.traffic.naming import KEY_NAMES, Naming, Places, component, name_of, speaks_of
from pytest_contract.traffic.places import collection_of, place_of_path, segments, singular

_COMMON_KEYS = {"id", "ids", "uuid", "key", "slug", "ref"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A query parameter or a body field that names a resource of another place."""

    part: str
    """`query` or `body`."""
    name: str
    place: str
    is_list: bool
    steps: tuple[str, ...] = field(default=(), compare=False)
    """The way to a field that stands deeper in the body; empty at its root."""

    member: str = ""
    """What it names the resource by, where that isn't its key: a member of what was sent or answered, `email`."""

    @property
    def way(self) -> tuple[str, ...]:
        """Member names from the body's root, `*` for the items of a list."""
        return self.steps or (self.name,)


@dataclass(frozen=True, slots=True)
class ReferenceFinder:
    """Finds references in the operations of one document."""

    document: Document
    relations: Places

    def of(self, operation: Operation) -> Iterator[Reference]:
        """Those that names, schemas and descriptions leave no doubt of."""
        for parameter in operation.parameters_in("query"):
            plain = plain_schema(self.document, parameter.schema)
            asked = Field(steps=(parameter.name,), schema=parameter.schema, plain=plain, is_required=False)
            if (place := self._naming.place(asked, operation)) is not None:
                yield _reference("query", asked, place)
        for each in fields_of(self.document, operation):
            if (place := self._naming.place(each, operation)) is not None:
                yield _reference("body", each, place)

    def guesses(self, operation: Operation, known: Sequence[Reference]) -> Iterator[Reference]:
        """Body fields that may name a resource whatever they are called, required ones first.

        A place counts where its key has the field's type and format; it is likelier where the field's description
        speaks of it.
        """
        ways = {reference.way for reference in known}
        candidates = [each for each in fields_of(self.document, operation) if each.steps not in ways and _is_open(each)]
        candidates.sort(key=lambda each: not each.is_required)
        for each in candidates:
            fitting = [place for place in self._top_places(operation) if self._naming.may_be_key(place, each)]
            fitting.sort(key=lambda place: not speaks_of(each.plain, place))
            yield from (_reference("body", each, place) for place in fitting)

    def namesakes(self, operation: Operation, creations: Sequence[Operation]) -> Iterator[tuple[Reference, ...]]:
        """For each creation that takes the operation's required fields, all references to what was sent to it."""
        wanted = [each for each in fields_of(self.document, operation) if each.is_required and _is_scalar(each)]
        for creation in creations:
            given = {each.name for each in fields_of(self.document, creation) if _is_scalar(each)}
            shared = [each for each in wanted if each.name in given]
            if creation.label != operation.label and shared and len(shared) == len(wanted):
                place = f"{place_of_path(creation.path)}/{{}}"
                yield tuple(replace(_reference("body", each, place), member=each.name) for each in shared)

    def borrowed(self, place: str, creations: Sequence[Operation]) -> Reference | None:
        """What the place's own parameter is taken from: the key of another place, `/articles/{}` for `/stock/{}` with
        `{code}` in both, or a member of what a creation is given, `/users/by-email/{email}`."""
        parameter = self.relations.parameter(place)
        if parameter is None:
            return None
        asked = Field(
            steps=(parameter.name,),
            schema=parameter.schema,
            plain=plain_schema(self.document, parameter.schema),
            is_required=True,
        )
        lender = self._lender(asked, place)
        if lender is not None:
            return _reference("path", asked, lender)
        if asked.name.lower() in KEY_NAMES:
            return None
        for creation in creations:
            if any(each.name == asked.name and _is_scalar(each) for each in fields_of(self.document, creation)):
                return replace(_reference("path", asked, f"{place_of_path(creation.path)}/{{}}"), member=asked.name)
        return None

    @property
    def _naming(self) -> Naming:
        return Naming(self.document, self.relations)

    def _lender(self, asked: Field, place: str) -> str | None:
        others = [other for other in self.relations.places if other != place and not place.startswith(other)]
        namesakes = [other for other in others if name_of(self.relations.parameter(other)) == asked.name]
        if asked.name.lower() not in _COMMON_KEYS and len(namesakes) == 1:
            return namesakes[0]
        noun = singular(segments(collection_of(place))[-1])
        for other in others:
            if singular(segments(collection_of(other))[-1]) != noun and self._naming.is_named_after(asked, other):
                return other
        return self._naming.by_schema(asked, others) if component(asked.schema) else None

    def _top_places(self, operation: Operation) -> Iterator[str]:
        own = place_of_path(operation.path)
        yield from (place for place in self.relations.places if place.count("{}") == 1 and collection_of(place) != own)


def _reference(part: str, asked: Field, place: str) -> Reference:
    steps = asked.steps if len(asked.steps) > 1 else ()
    return Reference(part=part, name=asked.name, place=place, is_list=asked.plain.get("type") == "array", steps=steps)


def _is_open(asked: Field) -> bool:
    """Whether a field may hold a key: no object, no list, no choice, and not the key of what is made."""
    if asked.plain.get("type") in ("object", "array", "boolean", "number") or "enum" in asked.plain:
        return False
    return "const" not in asked.plain and asked.name.lower() not in ("id", "type")


def _is_scalar(asked: Field) -> bool:
    return asked.plain.get("type") in ("string", "integer") and "enum" not in asked.plain
