"""404: keys that nothing has, in each place of the path and in what refers to other resources; deleted ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.filling import holds, referring
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, Scene
from pytest_contract.traffic.pursue.key import unknown_key
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt
from pytest_contract.traffic.relations import parameters_of
from pytest_contract.traffic.values import Resource, Value

UNKNOWN_KEY = "a key that nothing has"
ANOTHER_PARENT = "another one's parent"
_MAY_CREATE = {"PUT"}


def attempts(ground: Ground) -> Iterator[Attempt]:
    """The last place of the path first: it is the one that leaves no doubt."""
    base = ground.base
    if base is None:
        return
    yield from _unknown(ground, base)
    yield from _another_parents(ground, base)
    yield from unknown_references(ground, base)
    yield from _deleted(ground, base)
    yield from in_each_state(ground)


def _unknown(ground: Ground, base: Draft) -> Iterator[Attempt]:
    scene = ground.scene()
    names = parameters_of(ground.operation.path)
    known: tuple[Value | None, ...] = scene.resource.values if scene.resource else (None,) * len(names)
    for position in reversed(range(len(names))):
        key = _unknown_at(ground, names[position], known[position] if position < len(known) else None)
        if key is None:
            continue
        # A value that nobody gave may be unknown as well, and then it isn't this one that is answered.
        is_alone = all(each is not None for at, each in enumerate(known) if at != position)
        is_last = position == len(names) - 1
        values = tuple(key if at == position else key if each is None else each for at, each in enumerate(known))
        unmade = Resource(place=ground.place or "", values=values)
        yield valid_attempt(
            ground,
            base,
            replace(scene, resource=unmade),
            UNKNOWN_KEY if is_last else f"an unknown {names[position]}",
            is_current=False,
            is_certain=is_last and is_alone and ground.was_accepted and ground.operation.method not in _MAY_CREATE,
        )


def _unknown_at(ground: Ground, name: str, known: Value | None) -> Value | None:
    for parameter in ground.operation.parameters_in("path"):
        if parameter.name == name:
            return unknown_key(ground.equipment.document, parameter.schema, known)
    return None


def _another_parents(ground: Ground, base: Draft) -> Iterator[Attempt]:
    """The right parent with a child of another one."""
    if ground.place is None or ground.place.count("{}") < 2:
        return
    parent_place = ground.place[: ground.place.rindex("/{}")]
    parent_place = parent_place[: parent_place.rindex("{}") + 2]
    scene, other = ground.scene(), ground.producers.fresh(parent_place)
    if scene.resource is None or other is None or other.values == scene.resource.values[: len(other.values)]:
        return
    moved = Resource(place=ground.place, values=(*other.values, *scene.resource.values[len(other.values) :]))
    wrong = Scene(resource=moved, after=tuple(dict.fromkeys((*scene.after, *other.made_by))))
    yield valid_attempt(ground, base, wrong, ANOTHER_PARENT, is_current=False)


def unknown_references(ground: Ground, base: Draft) -> Iterator[Attempt]:
    """Members and query parameters that name a resource which nobody made."""
    for reference in ground.equipment.relations.references(ground.operation):
        parameter = ground.equipment.relations.parameter(reference.place)
        known = ground.producers.any(reference.place)
        value = unknown_key(
            ground.equipment.document,
            parameter.schema if parameter is not None else {},
            known.key(reference.member) if known is not None else None,
        )
        if value is not None and holds(base, reference):
            filled, _ = ground.producers.fill_references(ground.operation, ground.fresh(base))
            draft = referring(filled, reference, value)
            yield valid_attempt(ground, draft, ground.scene(), f"an unknown {reference.name}", is_filled=False)


def _deleted(ground: Ground, base: Draft) -> Iterator[Attempt]:
    deletion, scene = ground.deletion(), ground.own_scene()
    if deletion is None or scene is None or scene.resource is None:
        return
    gone = ground.act(deletion, scene)
    if gone is not None:
        ground.producers.pool.forget(scene.resource)
        yield valid_attempt(ground, base, gone, "one that was deleted", is_current=False)
