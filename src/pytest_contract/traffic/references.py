"""Which fields and parameters name a resource of another place: by name, by schema, or by what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from pytest_contract.spec import Document, Operation, Parameter
from pytest_contract.traffic.fields import Field, fields_of, plain_schema
from pytest_contract.traffic.places import collection_of, place_of_path, segments, singular

_KEYED = re.compile(r"^(?P<noun>.+?)(?:_?(?:id|ids|uuid|key|slug|code)|I[dD]s?|Uuid|Key|Slug|Code)$")
_KEY_NAMES = {"id", "ids", "uuid", "key", "slug", "code", "number", "ref"}
_COMMON_KEYS = {"id", "ids", "uuid", "key", "slug", "ref"}
_KEY_FORMATS = {"uuid", "ulid", "uuid4"}
_KEY_WORDS = re.compile(
    r"\b(ids?|identifiers?|uuids?|keys?|numbers?|codes?|refs?|references?|who|whom|whose)\b|'s\b", re.I
)
_MOST_WORDS = 12
_PEOPLE = {"user", "account", "person", "people", "member", "customer", "employee", "profile", "contact", "buyer"}
_ROLES = {
    *_PEOPLE,
    "owner",
    "author",
    "creator",
    "assignee",
    "reporter",
    "reviewer",
    "approver",
    "manager",
    "seller",
    "sender",
    "recipient",
    "receiver",
    "editor",
    "driver",
    "patient",
    "host",
    "guest",
    "requester",
    "requestor",
    "leader",
    "lead",
    "by",
    "to",
    "responsible",
    "participant",
    "attendee",
    "client",
    "holder",
    "borrower",
    "reader",
    "tenant",
    "admin",
}


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


class Places(Protocol):
    """What is asked of the relations."""

    @property
    def places(self) -> Sequence[str]:
        """All places, those that stand highest first."""
        ...

    def parameter(self, place: str) -> Parameter | None:
        """The place's own parameter."""
        ...


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
            if (place := self._place(asked, operation)) is not None:
                yield _reference("query", asked, place)
        for each in fields_of(self.document, operation):
            if (place := self._place(each, operation)) is not None:
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
            fitting = [place for place in self._top_places(operation) if self._may_be_key(place, each)]
            fitting.sort(key=lambda place: not _speaks_of(each.plain, place))
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
        if asked.name.lower() in _KEY_NAMES:
            return None
        for creation in creations:
            if any(each.name == asked.name and _is_scalar(each) for each in fields_of(self.document, creation)):
                return replace(_reference("path", asked, f"{place_of_path(creation.path)}/{{}}"), member=asked.name)
        return None

    def _lender(self, asked: Field, place: str) -> str | None:
        others = [other for other in self.relations.places if other != place and not place.startswith(other)]
        namesakes = [other for other in others if _name_of(self.relations.parameter(other)) == asked.name]
        if asked.name.lower() not in _COMMON_KEYS and len(namesakes) == 1:
            return namesakes[0]
        noun = singular(segments(collection_of(place))[-1])
        for other in others:
            if singular(segments(collection_of(other))[-1]) != noun and self._is_named_after(asked, other):
                return other
        return self._by_schema(asked, others) if _component(asked.schema) else None

    def _place(self, asked: Field, operation: Operation) -> str | None:
        for place in self.relations.places:
            if _is_its_type(asked, place) or self._is_named_after(asked, place):
                return place
        if self._is_key_of_new(asked, operation):
            return None
        others = [place for place in self.relations.places if not _is_own(operation, place)]
        return self._by_schema(asked, others) or self._by_words(asked, others) or self._by_role(asked, others)

    def _is_key_of_new(self, asked: Field, operation: Operation) -> bool:
        """Whether the field is the key that what is made here will have."""
        parameter = self.relations.parameter(f"{place_of_path(operation.path)}/{{}}")
        if parameter is None:
            return False
        component = _component(asked.schema)
        return parameter.name == asked.name or (component is not None and component == _component(parameter.schema))

    def _is_named_after(self, asked: Field, place: str) -> bool:
        noun = singular(segments(collection_of(place))[-1])
        if asked.name.lower() in _KEY_NAMES and singular(asked.holder) == noun and asked.holder:
            return True
        match = _KEYED.match(asked.name)
        if match is not None and singular(match["noun"]) == noun:
            return True
        if singular(asked.name) == noun:
            return self._has_type_of_key(place, asked)
        words = _words(match["noun"] if match is not None else asked.name)
        # `assignedUserId`, `created_by_user`: the last word is the noun.
        return len(words) > 1 and singular(words[-1]) == noun and self._has_type_of_key(place, asked)

    def _by_schema(self, asked: Field, places: Sequence[str]) -> str | None:
        """The one place whose key has the field's own schema: the same component, or the same pattern."""
        for told in (_component, lambda schema: plain_schema(self.document, schema).get("pattern")):
            own = told(_scalar(asked))
            if own is None:
                continue
            same = [place for place in places if own == told(self._key_schema(place))]
            if same and len({_name_of(self.relations.parameter(place)) for place in same}) == 1:
                return same[0]
        return None

    def _by_words(self, asked: Field, places: Sequence[str]) -> str | None:
        """The one place that the description speaks of, where the field can be its key."""
        text = f"{asked.plain.get('description', '')} {asked.plain.get('title', '')}"
        if len(text.split()) > _MOST_WORDS or "enum" in asked.plain:
            return None
        spoken_of = [place for place in places if _speaks_of(asked.plain, place) and self._may_be_key(place, asked)]
        has_format = asked.plain.get("format") in _KEY_FORMATS
        return spoken_of[0] if len(spoken_of) == 1 and (has_format or _KEY_WORDS.search(text)) else None

    def _by_role(self, asked: Field, places: Sequence[str]) -> str | None:
        """The one place of people, for a field that is called after what a person does: `ownerId`, `createdBy`."""
        match = _KEYED.match(asked.name)
        words = _words(match["noun"] if match is not None else asked.name)
        is_identifier = match is not None or _plain_scalar(self.document, asked).get("format") in _KEY_FORMATS
        is_number = _plain_scalar(self.document, asked).get("type") == "integer"
        if not words or words[-1].lower() not in _ROLES or not (is_identifier or is_number) or "enum" in asked.plain:
            return None
        people = [place for place in places if singular(segments(collection_of(place))[-1]) in _PEOPLE]
        fitting = [place for place in people if self._has_type_of_key(place, asked)]
        return fitting[0] if len(fitting) == 1 else None

    def _may_be_key(self, place: str, asked: Field) -> bool:
        key, plain = plain_schema(self.document, self._key_schema(place)), _plain_scalar(self.document, asked)
        if key.get("type") != plain.get("type"):
            return False
        has_format = key.get("format") == plain.get("format") and plain.get("format") in _KEY_FORMATS
        return bool(has_format or plain.get("type") == "integer" or _speaks_of(asked.plain, place))

    def _has_type_of_key(self, place: str, asked: Field) -> bool:
        """Whether a field that is called like a resource may hold its key: `author` of the type of `/authors/{id}`."""
        key = plain_schema(self.document, self._key_schema(place))
        return bool(_plain_scalar(self.document, asked).get("type") == key.get("type", "string"))

    def _key_schema(self, place: str) -> Any:
        parameter = self.relations.parameter(place)
        return {} if parameter is None else parameter.schema

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


def _is_own(operation: Operation, place: str) -> bool:
    """Whether the place is that of what the operation makes or changes."""
    return place_of_path(operation.path) in (place, collection_of(place))


def _is_its_type(asked: Field, place: str) -> bool:
    """Whether JSON:API's `type` beside an `id` names the place: `{"type": "authors", "id": …}`."""
    is_identifier = asked.name == "id" and asked.kind != "" and asked.holder != ""
    return is_identifier and singular(asked.kind) == singular(segments(collection_of(place))[-1])


def _scalar(asked: Field) -> Any:
    return asked.plain.get("items") if asked.plain.get("type") == "array" else asked.schema


def _plain_scalar(document: Document, asked: Field) -> Mapping[str, Any]:
    return plain_schema(document, asked.plain.get("items")) if asked.plain.get("type") == "array" else asked.plain


def _component(schema: Any) -> str | None:
    """The component that a schema is, through an `allOf` of one (how 3.0 adds a description)."""
    if not isinstance(schema, Mapping):
        return None
    parts = schema.get("allOf")
    if isinstance(parts, list) and len(parts) == 1:
        return _component(parts[0])
    reference = schema.get("$ref")
    return reference if isinstance(reference, str) else None


def _name_of(parameter: Parameter | None) -> str | None:
    return None if parameter is None else parameter.name


def _words(name: str) -> list[str]:
    """`assigned_user`, `assignedUser` → both words."""
    return [word for word in re.split(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", name) if word]


def _speaks_of(schema: Mapping[str, Any], place: str) -> bool:
    noun = singular(segments(collection_of(place))[-1])
    text = f"{schema.get('description', '')} {schema.get('title', '')}"
    return noun in {singular(word) for word in re.findall(r"[A-Za-z]+", text)}
