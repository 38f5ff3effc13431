"""Valid requests in many forms: what most pursuits are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.action import choices
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, Scene, has_body
from pytest_contract.traffic.visit import generated_names

_ROUNDS = 2


def valid_attempt(
    ground: Ground,
    draft: Draft,
    scene: Scene,
    tried: str,
    *,
    is_certain: bool = False,
    is_filled: bool = True,
    is_current: bool = True,
) -> Attempt:
    """A valid request in that scene, under the condition that nothing has changed where one is wanted.

    Raises UnusableOperationError where it can't be rendered.
    """
    if is_current:
        draft = ground.preconditions.met(draft, scene.resource, ground.visit.sender)
    request, scene = ground.rendered(draft, scene, is_filled=is_filled)
    return Attempt(
        request=request,
        tried=tried,
        after=scene.after,
        without=generated_names(draft),
        draft=draft,
        is_certain=is_certain,
        is_ordinary=True,
    )


def states(ground: Ground) -> Iterator[tuple[Scene, str]]:
    """Resources of the pursuit's own, each in another state: after each action, then after several of them."""
    actions = ground.actions()
    for action in actions:
        scene = ground.own_scene()
        if scene is None:
            return
        if (changed := ground.act(action, scene)) is not None:
            yield changed, f"after {action.name}"
    scene = ground.own_scene() if actions else None
    taken = 0
    for action in actions * _ROUNDS if scene is not None else ():
        # What doesn't work at first may do so once the others were taken.
        changed = ground.act(action, scene) if scene is not None else None
        if changed is not None:
            scene, taken = changed, taken + 1
            if taken > 1:
                yield scene, "after several actions"


def in_each_state(ground: Ground) -> Iterator[Attempt]:
    """A valid request about a resource in each state that other operations lead to."""
    base = ground.base
    if base is not None:
        for scene, tried in states(ground):
            yield valid_attempt(ground, base, scene, tried)


def with_each_choice(ground: Ground) -> Iterator[Attempt]:
    """Valid requests that differ in one enumeration or boolean."""
    base = ground.base
    if base is None:
        return
    for parameter in ground.operation.parameters_in("query"):
        schema = {"properties": {parameter.name: parameter.schema}}
        for name, value in choices(ground.equipment.document, schema):
            yield valid_attempt(ground, base.with_values(query={name: value}), ground.scene(), f"each {name}")
    body = ground.operation.body
    for media_type in body.content[:1] if body is not None and isinstance(base.body, dict) else ():
        for name, value in choices(ground.equipment.document, media_type.schema):
            changed = ground.fresh(replace(base, body={**base.body, name: value}))
            yield valid_attempt(ground, changed, ground.scene(), f"each {name}")


def with_each_shape(ground: Ground) -> Iterator[Attempt]:
    """Valid requests with as few members as are allowed, with as many as there are, and in each media type."""
    drafts = list(ground.equipment.generator.valid_drafts(ground.operation))
    if not drafts:
        return
    for draft, tried in (
        (min(drafts, key=_members), "as few members as may be"),
        (max(drafts, key=_members), "all members"),
    ):
        yield valid_attempt(ground, ground.fresh(draft), ground.scene(), tried)
    by_type = {draft.media_type: draft for draft in reversed(drafts) if has_body(draft)}
    for media_type, draft in by_type.items() if len(by_type) > 1 else ():
        yield valid_attempt(ground, ground.fresh(draft), ground.scene(), f"as {media_type}")


def _members(draft: Draft) -> int:
    return len(draft.query) + len(draft.headers) + (len(draft.body) if isinstance(draft.body, dict) else 0)
