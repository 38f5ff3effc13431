"""412 and 428: a stale condition, a wrong one, none (RFC 9110, section 15.5.13; RFC 6585, section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.conditions import CONDITIONS, with_condition, without_conditions
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt

_WRONG = '"contract-no-such-tag"'
_LONG_AGO = "Thu, 01 Jan 2004 00:00:00 GMT"


def failing(ground: Ground) -> Iterator[Attempt]:
    """412: conditions that don't hold."""
    base, scene = ground.base, ground.scene()
    if base is None:
        return
    found = ground.preconditions.validators(scene.resource, ground.visit.sender) if scene.resource else None
    has_tag = found is not None and found.tag is not None
    conditions = (
        ("If-Match", _WRONG, "a wrong If-Match", has_tag),
        ("If-Unmodified-Since", _LONG_AGO, "a date long past in If-Unmodified-Since", False),
        ("If-None-Match", "*", "If-None-Match: * on what is there", False),
    )
    for name, value, tried, is_certain in conditions:
        attempt = valid_attempt(ground, with_condition(base, name, value), scene, tried, is_current=False)
        yield replace(attempt, is_certain=is_certain, draft=None, is_ordinary=False)
    yield from _stale(ground, base)


def _stale(ground: Ground, base: Draft) -> Iterator[Attempt]:
    """The tag of before a change."""
    scene = ground.own_scene()
    if scene is None or scene.resource is None:
        return
    before = ground.preconditions.validators(scene.resource, ground.visit.sender)
    if before.tag is None:
        return
    yield valid_attempt(ground, base, scene, "the present If-Match")
    ground.preconditions.forget(scene.resource)
    stale = valid_attempt(
        ground, with_condition(base, "If-Match", before.tag), scene, "a stale If-Match", is_current=False
    )
    yield replace(stale, draft=None, is_ordinary=False)


def absent(ground: Ground) -> Iterator[Attempt]:
    """428: no condition at all."""
    base, scene = ground.base, ground.scene()
    if base is None:
        return
    bare = replace(without_conditions(base), left_out=base.left_out | CONDITIONS)
    attempt = valid_attempt(ground, bare, scene, "no condition", is_current=False)
    yield replace(attempt, is_certain=scene.resource is not None and ground.was_accepted, draft=None, is_ordinary=False)
