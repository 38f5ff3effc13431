"""How a field or a parameter names a place: by its name, its schema, its description, or the part somebody plays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pytest_contract.spec import Document, Operation, Parameter
from pytest_contract.traffic.fields import Field, plain_schema
from pytest_contract.traffic.places import collection_of, place_of_path, segments, singular

_KEYED = re.compile(r"^(?P<noun>.+?)(?:_?(?:id|ids|uuid|key|slug|code)|I[dD]s?|Uuid|Key|Slug|Code)$")
KEY_NAMES = {"id", "ids", "uuid", "key", "slug", "code", "number", "ref"}
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
class Naming:
    """Tells which place of one document a field names."""

    document: Document
    relations: Places

    def place(self, asked: Field, operation: Operation) -> str | None:
        """The place that the field leaves no doubt of; `None` where it names none, or what the operation makes."""
        for place in self.relations.places:
            if _is_its_type(asked, place) or self.is_named_after(asked, place):
                return place
        if self._is_key_of_new(asked, operation):
            return None
        others = [place for place in self.relations.places if not _is_own(operation, place)]
        return self.by_schema(asked, others) or self._by_words(asked, others) or self._by_role(asked, others)

    def _is_key_of_new(self, asked: Field, operation: Operation) -> bool:
        """Whether the field is the key that what is made here will have."""
        parameter = self.relations.parameter(f"{place_of_path(operation.path)}/{{}}")
        if parameter is None:
            return False
        own = component(asked.schema)
        return parameter.name == asked.name or (own is not None and own == component(parameter.schema))

    def is_named_after(self, asked: Field, place: str) -> bool:
        """Whether the field is called after the place's noun: `userId`, `assignedUserId`, `user`."""
        noun = singular(segments(collection_of(place))[-1])
        if asked.name.lower() in KEY_NAMES and singular(asked.holder) == noun and asked.holder:
            return True
        match = _KEYED.match(asked.name)
        if match is not None and singular(match["noun"]) == noun:
            return True
        if singular(asked.name) == noun:
            return self._has_type_of_key(place, asked)
        words = _words(match["noun"] if match is not None else asked.name)
        # `assignedUserId`, `created_by_user`: the last word is the noun.
        return len(words) > 1 and singular(words[-1]) == noun and self._has_type_of_key(place, asked)

    def by_schema(self, asked: Field, places: Sequence[str]) -> str | None:
        """The one place whose key has the field's own schema: the same component, or the same pattern."""
        for told in (component, lambda schema: plain_schema(self.document, schema).get("pattern")):
            own = told(_scalar(asked))
            if own is None:
                continue
            same = [place for place in places if own == told(self._key_schema(place))]
            if same and len({name_of(self.relations.parameter(place)) for place in same}) == 1:
                return same[0]
        return None

    def _by_words(self, asked: Field, places: Sequence[str]) -> str | None:
        """The one place that the description speaks of, where the field can be its key."""
        text = f"{asked.plain.get('description', '')} {asked.plain.get('title', '')}"
        if len(text.split()) > _MOST_WORDS or "enum" in asked.plain:
            return None
        spoken_of = [place for place in places if speaks_of(asked.plain, place) and self.may_be_key(place, asked)]
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

    def may_be_key(self, place: str, asked: Field) -> bool:
        """Whether the field can hold the place's key, by type, and by format or description."""
        key, plain = plain_schema(self.document, self._key_schema(place)), _plain_scalar(self.document, asked)
        if key.get("type") != plain.get("type"):
            return False
        has_format = key.get("format") == plain.get("format") and plain.get("format") in _KEY_FORMATS
        return bool(has_format or plain.get("type") == "integer" or speaks_of(asked.plain, place))

    def _has_type_of_key(self, place: str, asked: Field) -> bool:
        """Whether a field that is called like a resource may hold its key: `author` of the type of `/authors/{id}`."""
        key = plain_schema(self.document, self._key_schema(place))
        return bool(_plain_scalar(self.document, asked).get("type") == key.get("type", "string"))

    def _key_schema(self, place: str) -> Any:
        parameter = self.relations.parameter(place)
        return {} if parameter is None else parameter.schema


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


def component(schema: Any) -> str | None:
    """The component that a schema is, through an `allOf` of one (how 3.0 adds a description)."""
    if not isinstance(schema, Mapping):
        return None
    parts = schema.get("allOf")
    if isinstance(parts, list) and len(parts) == 1:
        return component(parts[0])
    reference = schema.get("$ref")
    return reference if isinstance(reference, str) else None


def name_of(parameter: Parameter | None) -> str | None:
    """The parameter's name, where there is one."""
    return None if parameter is None else parameter.name


def _words(name: str) -> list[str]:
    """`assigned_user`, `assignedUser` → both words."""
    return [word for word in re.split(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])", name) if word]


def speaks_of(schema: Mapping[str, Any], place: str) -> bool:
    """Whether the schema's description or title has the place's noun."""
    noun = singular(segments(collection_of(place))[-1])
    text = f"{schema.get('description', '')} {schema.get('title', '')}"
    return noun in {singular(word) for word in re.findall(r"[A-Za-z]+", text)}
