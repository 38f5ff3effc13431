"""The value pool: resources that the app itself named, kept with the requests that made them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pytest_contract.exchange import Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.traffic.json_body import decoded_body
from pytest_contract.traffic.places import plain
from pytest_contract.traffic.relations import collection_of, segments, singular

Value = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One thing that the app holds."""

    place: str
    """`/users/{}/posts/{}`."""
    values: tuple[Value, ...]
    """One for each parameter of the place, from left to right."""
    made_by: tuple[Request, ...] = ()
    """The requests that made it, its parents' first."""
    source: str = field(default="", compare=False)
    """The operation whose answer named it: `POST /users`."""
    members: Mapping[str, Value] = field(default_factory=dict, compare=False, hash=False)
    """What else is known of it: texts and numbers of the body that made it, and of the answer, by name."""

    def key(self, member: str = "") -> Value | None:
        """What it is named by: its own key, or that member."""
        if member:
            return self.members.get(member)
        return self.values[-1] if self.values else None


@dataclass(slots=True)
class ValuePool:
    """Resources by place, newest last."""

    _by_place: dict[str, list[Resource]] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        """Keep a resource, unless one with its values is there."""
        known = self._by_place.setdefault(resource.place, [])
        if all(other.values != resource.values for other in known):
            known.append(resource)

    def newest(self, place: str) -> Resource | None:
        """The resource of that place that was added last."""
        known = self._by_place.get(place)
        return known[-1] if known else None

    def at(self, place: str, turn: int) -> Resource | None:
        """The resources of that place in turn."""
        known = self._by_place.get(place)
        return known[turn % len(known)] if known else None

    def forget(self, resource: Resource) -> None:
        """Drop a resource that a request has used up."""
        known = self._by_place.get(resource.place, [])
        if resource in known:
            known.remove(resource)


def values_in(
    response: Response, *, place: str, parameter: str, type_name: str | None, limit: int = 20
) -> Iterator[Value]:
    """The values for a place's own parameter that a successful answer of its collection names.

    `Location` (RFC 9110, section 10.2.2) comes first, then the body: an object's key, or that of a list's items.
    """
    located = _from_location(response, place)
    if located is not None and (value := _fitting(located, type_name)) is not None:
        yield value
        return
    found = 0
    for holder in _objects(decoded_body(response), own=plain(parameter)):
        for key in _keys(place, parameter, holder):
            value = _fitting(holder[key], type_name)
            if value is not None:
                yield value
                found += 1
                break
        if found >= limit:
            return


def located_values(response: Response, place: str, type_name: str | None) -> tuple[Value, ...] | None:
    """The values for all parameters of a place, from an address that the answer gives: `Location`, or where there is
    none a link of the body to itself (`_links.self.href` of HAL, `links.self` of JSON:API, `self`, `href`, `url`)."""
    for address in _addresses(response):
        found = _at_place(address, place)
        own = None if found is None else _fitting(found[-1], type_name)
        if found is not None and own is not None:
            return (*found[:-1], own)
    return None


def members_of(sent: Any, response: Response, *, is_list: bool) -> dict[str, Value]:
    """Texts and numbers by name: those of the body that was sent, then those of what was answered."""
    objects = [] if is_list else [each for each in (sent, *_objects(sent)) if isinstance(each, dict)]
    answered = next(_objects(decoded_body(response)), {})
    return {
        name: value
        for each in (*objects, answered)
        for name, value in each.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


def _addresses(response: Response) -> Iterator[str]:
    location = header(response.headers, "location")
    if location is not None:
        yield location
        return
    body = decoded_body(response)
    envelope = [body] if isinstance(body, dict) else []
    for holder in (*envelope, *islice(_objects(body), 1)):
        links = [holder, *(holder[name] for name in ("_links", "links") if isinstance(holder.get(name), dict))]
        for each in links:
            for name in ("self", "href", "url", "@id"):
                address = each.get(name)
                address = address.get("href") if isinstance(address, dict) else address
                if isinstance(address, str) and "/" in address:
                    yield address


def _at_place(address: str, place: str) -> tuple[str, ...] | None:
    wanted, parts = segments(place), segments(urlsplit(address).path)
    tail = parts[-len(wanted) :]
    if len(tail) != len(wanted) or not all(a in ("{}", b) for a, b in zip(wanted, tail, strict=True)):
        return None
    return tuple(unquote(part) for name, part in zip(wanted, tail, strict=True) if name == "{}")


def certain_value(response: Response, *, place: str, parameter: str) -> Value | None:
    """What a creation calls its resource, only where nothing has to be guessed: by a `Location` of that place, or by
    a member of the parameter's own name (`id` and `bookId` are one name on `/books`)."""
    located = _from_location(response, place)
    if located is not None:
        return _fitting(located, None)
    own, of_noun = plain(parameter), f"{singular(segments(collection_of(place))[-1])}id"
    names = {"id", of_noun} if own in {"id", of_noun} else {own}
    for holder in _objects(decoded_body(response), own=plain(parameter)):
        for key in _keys(place, parameter, holder):
            if plain(key) in names and (value := _fitting(holder[key], None)) is not None:
                return value
    return None


def _from_location(response: Response, place: str) -> str | None:
    location = header(response.headers, "location")
    if location is None or not 200 <= response.status < 400:
        return None
    found = _at_place(location, place)
    return None if found is None else found[-1]


def _objects(body: Any, depth: int = 0, own: str = "") -> Iterator[dict[str, Any]]:
    """The objects that an answer is about: itself, its items, or what an envelope (`data`, `items`) holds.

    `own` is what the thing is known to be named by, where that is known.
    """
    if isinstance(body, list):
        yield from (item for item in body if isinstance(item, dict))
    elif isinstance(body, dict) and not _is_envelope(body, own):
        yield body
    elif isinstance(body, dict) and depth < 2:
        for value in body.values():
            yield from _objects(value, depth + 1, own)


def _is_envelope(body: dict[str, Any], own: str) -> bool:
    if not any(isinstance(value, dict | list) for value in body.values()):
        return False
    if any(re.search(r"(^|[a-z_])(id|uuid|key|slug|code|name)$", key, re.IGNORECASE) for key in body):
        return False
    # `page` beside a list may count the pages.
    is_list = any(isinstance(value, list) for value in body.values())
    return is_list or all(plain(key) != own for key in body)


def _keys(place: str, parameter: str, holder: dict[str, Any]) -> Iterator[str]:
    noun = singular(segments(collection_of(place))[-1])
    known_as = plain(parameter)
    # `customerNo` on `/customers` is what the customer itself calls `no`.
    own = known_as.removeprefix(noun)
    wanted = [parameter, *([own] if own not in ("", known_as) else []), "id", f"{noun}id", noun]
    wanted += ["uuid", "key", "slug", "code", "name"]
    by_plain_name = {plain(key): key for key in reversed(holder)}
    seen = set()
    for name in wanted:
        key = by_plain_name.get(plain(name))
        if key is not None and key not in seen:
            seen.add(key)
            yield key
    yield from (key for key in holder if key not in seen and re.search(r"(Id|_id)$", key))


def _fitting(value: Any, type_name: str | None) -> Value | None:
    """The value as the parameter's type has it; `None` where it can't be one."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not re.search(r"\w", str(value)):
        return None
    if type_name in {"integer", "number"}:
        return int(value) if re.fullmatch(r"-?\d+", str(value)) else None
    return value


def path_values(names: Sequence[str], resource: Resource) -> dict[str, str]:
    """A resource's values under the parameter names of one operation, percent-encoded for a path."""
    return {name: quote(str(value), safe="") for name, value in zip(names, resource.values, strict=False)}
