"""2xx and 3xx: valid requests about resources of their own, in all their forms and states."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, Scene
from pytest_contract.traffic.pursue.key import unknown_key
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt, with_each_choice, with_each_shape
from pytest_contract.traffic.pursue.rewrite import with_header
from pytest_contract.traffic.values import Resource

_POLLS = 8
_FIRST_PAUSE_S = 0.02
_BASES = 2


def attempts(ground: Ground) -> Iterator[Attempt]:
    """What is in order for any of them."""
    for base in ground.bases()[:_BASES]:
        yield valid_attempt(ground, ground.fresh(base), ground.scene(), "a valid request")
    yield from _polled(ground)
    yield from in_each_state(ground)
    yield from with_each_choice(ground)
    yield from with_each_shape(ground)


def replacing(ground: Ground) -> Iterator[Attempt]:
    """200 or 204 to a PUT: of what is there (RFC 9110, section 9.3.4)."""
    yield from _same_twice(ground)
    yield from attempts(ground)


def creating(ground: Ground) -> Iterator[Attempt]:
    """201: a new thing; for a PUT, at a key that nothing has."""
    if ground.operation.method == "PUT" and ground.base is not None:
        scene = _unmade(ground)
        if scene is not None:
            draft = ground.fresh(ground.base)
            yield valid_attempt(ground, draft, scene, "a key that nothing has", is_current=False)
    yield from attempts(ground)


def in_part(ground: Ground) -> Iterator[Attempt]:
    """206: the first byte is asked for (RFC 9110, section 14.2)."""
    if ground.base is not None:
        attempt = valid_attempt(ground, ground.base, ground.scene(), "a range of one byte")
        yield replace(attempt, request=with_header(attempt.request, "Range", "bytes=0-0"))
    yield from attempts(ground)


def accepting(ground: Ground) -> Iterator[Attempt]:
    """202: the answer is wanted later (RFC 7240, section 4.1)."""
    if ground.base is not None:
        attempt = valid_attempt(ground, ground.fresh(ground.base), ground.scene(), "an answer that may come later")
        yield replace(attempt, request=with_header(attempt.request, "Prefer", "respond-async"))
    yield from attempts(ground)


def _same_twice(ground: Ground) -> Iterator[Attempt]:
    base, scene = ground.base, ground.scene()
    for _ in range(2 if base is not None else 0):
        assert base is not None
        yield valid_attempt(ground, base, scene, "the same valid request twice")


def _polled(ground: Ground) -> Iterator[Attempt]:
    """What isn't ready yet is asked for again."""
    base = ground.base
    if ground.operation.method != "GET" or ground.place is None or base is None:
        return
    scene, pause = ground.scene(), _FIRST_PAUSE_S
    for _ in range(_POLLS):
        yield valid_attempt(ground, base, scene, "asked again")
        if ground.last is None or ground.last.status not in (200, 202, 425, 503):
            return
        time.sleep(pause)
        pause *= 1.6


def _unmade(ground: Ground) -> Scene | None:
    scene = ground.scene()
    parameters = ground.operation.parameters_in("path")
    if ground.place is None or not parameters or not ground.operation.path.rstrip("/").endswith("}"):
        return None
    known = None if scene.resource is None else scene.resource.values[-1]
    key = unknown_key(ground.equipment.document, parameters[-1].schema, known)
    if key is None:
        return None
    above = () if scene.resource is None else scene.resource.values[:-1]
    if len(above) + 1 != ground.place.count("{}"):
        return None
    return replace(scene, resource=Resource(place=ground.place, values=(*above, key)))
