"""409: the same again, a value that another one has, a parent that has children, a state that forbids it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pytest_contract.exchange import Exchange, Response
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, members_of
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt

_MOST_MEMBERS = 5


def attempts(ground: Ground) -> Iterator[Attempt]:
    """The same twice first: it is the likeliest conflict of all. What has a parent or changes something depends on the
    state more than on values."""
    yield from _same_again(ground)
    if ground.place is None:
        yield from _taken_values(ground)
    yield from in_each_state(ground)
    yield from _with_what_exists(ground)
    if ground.place is not None:
        yield from _taken_values(ground)


def _same_again(ground: Ground) -> Iterator[Attempt]:
    base, scene = ground.base, ground.scene()
    if base is None:
        return
    draft = ground.fresh(base) if ground.operation.method == "POST" else base
    yield valid_attempt(ground, draft, scene, "a valid request")
    if ground.last is not None and ground.last.is_success:
        scene = scene.then(ground.last)
        ground.preconditions.forget(scene.resource)
    yield valid_attempt(ground, ground.again(draft), scene, "the same again")


def _taken_values(ground: Ground) -> Iterator[Attempt]:
    """A creation whose members are new but for one, which an earlier one has."""
    taken = next(iter(ground.visit.accepted), None)
    if taken is None or ground.operation.method != "POST" or len(members_of(taken.body)) < 2:
        return
    first = ground.fresh(taken)
    yield valid_attempt(ground, first, ground.scene(), "a valid request")
    for text in ground.free_texts(first)[:_MOST_MEMBERS]:
        name = text.at[0]
        draft = ground.fresh(first)
        shared = replace(draft, body={**members_of(draft.body), name: members_of(first.body)[str(name)]})
        yield valid_attempt(ground, shared, ground.scene(), f"the {name} of another one")


def _with_what_exists(ground: Ground) -> Iterator[Attempt]:
    """A change of one resource to what another one is."""
    base, one, other = ground.base, ground.own_scene(), ground.own_scene()
    if ground.operation.method not in {"PUT", "PATCH"} or base is None or one is None or other is None:
        return
    assert other.resource is not None
    shown = _shown(ground.read(other.resource))
    shared = {name: shown[name] for name in members_of(base.body) if isinstance(shown.get(name), str | int)}
    if not shared:
        return
    scene = replace(one, after=tuple(dict.fromkeys((*one.after, *other.after))))
    yield valid_attempt(ground, _with(base, shared), scene, "the values of another one")
    for name, value in list(shared.items())[:_MOST_MEMBERS]:
        yield valid_attempt(ground, _with(ground.fresh(base), {name: value}), scene, f"the {name} of another one")


def _with(draft: Draft, members: dict[str, Any]) -> Draft:
    return replace(draft, body={**members_of(draft.body), **members})


def _shown(exchange: Exchange | None) -> dict[str, Any]:
    answer = None if exchange is None else exchange.answer
    if not isinstance(answer, Response) or answer.status != 200:
        return {}
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    for name in ("data", "attributes"):
        body = body[name] if isinstance(body, dict) and isinstance(body.get(name), dict) else body
    return members_of(body)
