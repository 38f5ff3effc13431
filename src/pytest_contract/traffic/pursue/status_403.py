"""403: each other identity, about a resource that isn't its own; then states that forbid it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt, with_each_choice

_MOST_OTHERS = 2
_MOST_ACTIONS = 4


def attempts(ground: Ground) -> Iterator[Attempt]:
    """As all others first."""
    if ground.base is not None:
        # What needs nothing that somebody made is as ordinary from one identity as from the other.
        needs_nothing = ground.operation.body is None and "{" not in ground.operation.path
        for identity in ground.others:
            attempt = valid_attempt(ground, ground.fresh(ground.base), ground.scene(), f"as {identity.name}")
            yield replace(attempt, identity=identity, draft=None, is_ordinary=needs_nothing)
    yield from _what_others_began(ground)
    yield from in_each_state(ground)
    yield from with_each_choice(ground)


def _what_others_began(ground: Ground) -> Iterator[Attempt]:
    """A resource that another identity has acted on."""
    for identity in ground.others[:_MOST_OTHERS]:
        for action in ground.actions()[:_MOST_ACTIONS]:
            scene = ground.own_scene()
            begun = None if scene is None else ground.act(action, scene, identity)
            if begun is not None and ground.base is not None:
                yield valid_attempt(ground, ground.base, begun, f"after {action.name} as {identity.name}")
