"""What answers name, by name: the values that a field or a parameter called so may want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pytest_contract.exchange import Response
from pytest_contract.traffic.json_body import decoded_body
from pytest_contract.traffic.places import singular

Seen = dict[str, tuple[Any, ...]]
"""A name as it is compared → the values that were seen under it, in order."""

_NAMES = ("id", "key", "slug", "code", "name", "title", "uuid")
_MOST_DEPTH = 6
_MOST_VALUES = 5
_LONGEST = 300


def seen_in(responses: Iterable[Response]) -> Seen:
    """The texts and numbers of successful answers: each member under its name, the items of a list under the name of
    one of them; an item that is an object by what it is called (`{"storages": [{"title": "S3"}]}`: `storage` → S3)."""
    found: dict[str, dict[Any, None]] = {}
    for response in responses:
        if 200 <= response.status < 300:
            for name, value in _members(decoded_body(response), 0):
                values = found.setdefault(singular(name), {})
                if len(values) < _MOST_VALUES:
                    values.setdefault(value)
    return {name: tuple(values) for name, values in found.items()}


def _members(value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _MOST_DEPTH:
        return
    for item in value if isinstance(value, list) else ():
        yield from _members(item, depth + 1)
    for name, member in value.items() if isinstance(value, Mapping) else ():
        if _is_value(member):
            yield name, member
        elif isinstance(member, list):
            yield from ((name, called) for item in member if (called := _called(item)) is not None)
            yield from _members(member, depth + 1)
        else:
            yield from _members(member, depth + 1)


def _called(item: Any) -> Any:
    if _is_value(item):
        return item
    if isinstance(item, Mapping):
        return next((item[name] for name in _NAMES if _is_value(item.get(name))), None)
    return None


def _is_value(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST and bool(re.search(r"\w", value))
    return isinstance(value, int | float) and not isinstance(value, bool)
