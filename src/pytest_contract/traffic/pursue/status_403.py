"""403: each other identity, about a resource that isn't its own; then states that forbid it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import in_each_state, valid_attempt, with_each_choice


def attempts(ground: Ground) -> Iterator[Attempt]:
    """As all others first."""
    if ground.base is not None:
        for identity in ground.others:
            attempt = valid_attempt(ground, ground.fresh(ground.base), ground.scene(), f"as {identity.name}")
            yield replace(attempt, identity=identity, draft=None, is_ordinary=False)
    yield from in_each_state(ground)
    yield from with_each_choice(ground)
