"""410: what was there, after it was deleted, and after each other action (RFC 9110, section 15.5.11)."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt


def attempts(ground: Ground) -> Iterator[Attempt]:
    """After deletion, twice where the operation itself deletes."""
    base, deletion, scene = ground.base, ground.deletion(), ground.own_scene()
    if base is not None and deletion is not None and scene is not None and scene.resource is not None:
        gone = ground.act(deletion, scene)
        ground.producers.pool.forget(scene.resource)
        if gone is not None:
            yield valid_attempt(ground, base, gone, "one that was deleted", is_current=False)
    yield from in_each_state(ground)
