"""A resource that something else names, and one that has been asked for a few times: both may be past changing."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt

_MOST_CREATIONS = 4
_READINGS = 3


def while_named(ground: Ground) -> Iterator[Attempt]:
    """A valid request about a resource that something created elsewhere names."""
    base, place = ground.base, ground.place
    if base is None or place is None:
        return
    dependents = ground.equipment.relations.dependents(place)
    for creation, reference in list(dependents)[:_MOST_CREATIONS]:
        scene = ground.own_scene()
        if scene is None or scene.resource is None:
            return
        exchange = ground.producers.name_elsewhere(creation, reference, scene.resource)
        if exchange is not None:
            yield valid_attempt(ground, base, scene.then(exchange), f"while {creation.label} names it")


def once_read(ground: Ground) -> Iterator[Attempt]:
    """A valid request about a resource that was read some times: what runs by itself goes on meanwhile."""
    base, scene = ground.base, ground.own_scene()
    if base is None or scene is None or scene.resource is None:
        return
    for _ in range(_READINGS):
        exchange = ground.read(scene.resource)
        if exchange is None:
            return
        scene = scene.then(exchange)
    yield valid_attempt(ground, base, scene, "after it was read some times")
