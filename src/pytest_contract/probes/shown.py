"""What answers show of resources: their items, and whether two answers show the same one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.exchange import Exchange, Response
from pytest_contract.spec.media_type import is_json

_DEEPEST = 6


def is_success(exchange: Exchange | None) -> bool:
    """2xx."""
    return exchange is not None and exchange.status is not None and 200 <= exchange.status < 300


def decoded(exchange: Exchange | None) -> Any:
    """The JSON value of a successful answer; `None` for all else."""
    if exchange is None or not is_success(exchange) or not isinstance(exchange.answer, Response):
        return None
    if not is_json(exchange.answer.content_type or ""):
        return None
    try:
        return json.loads(exchange.answer.body)
    except (ValueError, RecursionError):
        return None


def items(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The objects in lists of an answer, wherever the lists stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))
    elif isinstance(value, dict):
        for member in value.values():
            yield from items(member, depth + 1)


def names(item: Mapping[str, Any], key: str | int) -> bool:
    """Whether an object holds a key as one of its own members, or at the end of a link."""
    return any(_is_named(member, key) for member in item.values())


def _is_named(member: Any, key: str | int) -> bool:
    if isinstance(member, bool) or not isinstance(member, str | int):
        return False
    return str(member) == str(key) or (isinstance(member, str) and member.rstrip("/").endswith(f"/{key}"))


def is_same(one: Exchange | None, other: Exchange | None) -> bool:
    """Whether two successful answers show one resource: most of what both say of it is alike, beyond its key."""
    if not is_success(one) or not is_success(other):
        return False
    first, second = decoded(one), decoded(other)
    if not isinstance(first, dict) or not isinstance(second, dict):
        return _body(one) == _body(other)
    if first == second:
        return True
    common = first.keys() & second.keys()
    alike = [name for name in common if first[name] == second[name]]
    telling = [name for name in alike if isinstance(first[name], str) and len(first[name]) > 3]
    return len(alike) * 2 >= len(common) and len(telling) > 1


def _body(exchange: Exchange | None) -> bytes:
    return exchange.answer.body if exchange is not None and isinstance(exchange.answer, Response) else b""


def differs(one: Exchange | None, other: Exchange | None) -> bool:
    """Whether two readings of one resource differ, in their status or in what they show."""
    if one is None or other is None:
        return False
    first, second = decoded(one), decoded(other)
    if first is not None and second is not None:
        return bool(first != second)
    return one.status != other.status or _body(one) != _body(other)
