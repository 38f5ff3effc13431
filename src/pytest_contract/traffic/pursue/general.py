"""Any status that has no file of its own: valid requests in all their forms, in all states."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import in_each_state, with_each_choice, with_each_shape


def attempts(ground: Ground) -> Iterator[Attempt]:
    """Choices first, then states, then shapes."""
    yield from with_each_choice(ground)
    yield from in_each_state(ground)
    yield from with_each_shape(ground)
