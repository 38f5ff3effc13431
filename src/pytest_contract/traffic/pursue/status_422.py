"""400 and 422: what can't be decoded, what has the wrong type, what makes no sense together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, Scene, has_body, members_of
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt
from pytest_contract.traffic.pursue.rewrite import with_more_query
from pytest_contract.traffic.pursue.status_404 import unknown_references

_UNDECODABLE = ((b'{"a": [', "a body that ends in the middle"), (b"", "an empty body"), (b"\xff\xfe{", "no text"))
_WRONG: tuple[tuple[Any, str], ...] = (
    ([], "a list for an object"),
    ("text", "a text for an object"),
    ({}, "no members"),
)
_EXTREMES = (-1, 0, 10**12)
_MOST_MEMBERS = 4


def attempts(ground: Ground) -> Iterator[Attempt]:
    """Broken as a whole, then member by member, then as it refers to others."""
    base = ground.base
    if base is None:
        return
    if has_body(base):
        yield from _broken_bodies(ground, base)
        yield from _odd_members(ground, base)
    yield from unknown_references(ground, base)
    yield from _odd_query(ground, base)
    yield from in_each_state(ground)


def _broken_bodies(ground: Ground, base: Draft) -> Iterator[Attempt]:
    scene = ground.scene()
    for body, tried in _UNDECODABLE:
        attempt = valid_attempt(ground, base, scene, tried)
        yield replace(attempt, request=replace(attempt.request, body=body), draft=None, is_ordinary=False)
    for wrong, tried in _WRONG:
        yield _odd(ground, replace(base, body=wrong), scene, tried)


def _odd_members(ground: Ground, base: Draft) -> Iterator[Attempt]:
    """Members at odds with each other, or beyond what makes sense."""
    members = members_of(base.body)
    if swapped := _swapped(members):
        yield _odd(ground, replace(base, body=swapped), ground.scene(), "an end before its beginning")
    numbers = [
        name for name, value in members.items() if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    for name in numbers[:_MOST_MEMBERS]:
        for extreme in _EXTREMES:
            yield _odd(ground, replace(base, body={**members, name: extreme}), ground.scene(), f"an extreme {name}")
    texts = [name for name, value in members.items() if isinstance(value, str)]
    for name in texts[:_MOST_MEMBERS]:
        yield _odd(ground, replace(base, body={**members, name: " "}), ground.scene(), f"a blank {name}")


def _swapped(members: dict[str, Any]) -> dict[str, Any] | None:
    """The values of two members of one kind that stand for an order, the other way round."""
    for low, high in (("start", "end"), ("from", "to"), ("min", "max"), ("begin", "end"), ("check_in", "check_out")):
        for name, value in members.items():
            other = name.replace(low, high)
            if other != name and type(members.get(other)) is type(value):
                first, second = sorted((value, members[other]))
                return {**members, name: second, other: first} if first != second else None
    return None


def _odd_query(ground: Ground, base: Draft) -> Iterator[Attempt]:
    for parameter in ground.operation.parameters_in("query")[:_MOST_MEMBERS]:
        attempt = valid_attempt(ground, replace(base, query={}), ground.scene(), f"an odd {parameter.name}")
        request = with_more_query(attempt.request, f"{parameter.name}=contract%20odd")
        yield replace(attempt, request=request, draft=None, is_ordinary=False)


def _odd(ground: Ground, draft: Draft, scene: Scene, tried: str) -> Attempt:
    return replace(valid_attempt(ground, draft, scene, tried), draft=None, is_ordinary=False)
